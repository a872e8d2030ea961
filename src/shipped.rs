//! The rule files that are compiled in.

use std::sync::OnceLock;

use rayon::prelude::*;

use crate::yaml::{Node, parse_json};

/// Every shipped file: its path below `rules/` and what it says, sorted by path.
///
/// Rule files come without their `examples`. The text is read once in a run, whoever asks.
pub fn files() -> &'static [(String, Node<'static>)] {
    static FILES: OnceLock<Vec<(String, Node<'static>)>> = OnceLock::new();
    FILES.get_or_init(read)
}

/// Whether the file at `path` holds knowledge (categories, vocabulary, destinations) rather than a rule or a pack.
pub fn is_knowledge(path: &str) -> bool {
    let mut parts = path.rsplit('/');
    let name = parts.next().unwrap_or_default();
    matches!(name, "categories.yaml" | "destinations.yaml" | "regions.yaml" | "sites.yaml")
        || parts.next() == Some("vocabulary")
}

fn read() -> Vec<(String, Node<'static>)> {
    let lines: Vec<_> = include_str!(concat!(env!("OUT_DIR"), "/rules.txt")).lines().collect();
    // The build script wrote the JSON with the same library that reads it.
    lines.par_chunks_exact(2).filter_map(|file| Some((file[0].to_owned(), parse_json(file[1]).ok()?))).collect()
}
