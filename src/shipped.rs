//! The rule files that are compiled in.

use crate::yaml::{Node, parse_json};

/// A file of `rules/` without its `examples`.
#[derive(Debug, Clone, Copy)]
pub struct File {
    /// Its path below `rules/`.
    pub path: &'static str,
    json: &'static str,
}

/// Every shipped file, sorted by path.
pub fn files() -> impl Iterator<Item = File> {
    let mut lines = include_str!(concat!(env!("OUT_DIR"), "/rules.txt")).lines();
    std::iter::from_fn(move || Some(File { path: lines.next()?, json: lines.next()? }))
}

impl File {
    /// What it says, read anew each time it is asked: the vocabulary is long, and wanted once.
    pub fn node(self) -> Node<'static> {
        // The build script wrote the JSON with the same library that reads it.
        parse_json(self.json).unwrap_or_else(|_| Node::null())
    }
}

/// Whether the file at `path` holds knowledge (categories, vocabulary, destinations) rather than a rule or a pack.
pub fn is_knowledge(path: &str) -> bool {
    let mut parts = path.rsplit('/');
    let name = parts.next().unwrap_or_default();
    matches!(name, "categories.yaml" | "destinations.yaml" | "regions.yaml" | "sites.yaml")
        || parts.next() == Some("vocabulary")
}
