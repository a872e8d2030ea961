//! The rule files that are compiled in.

use std::sync::OnceLock;

use crate::yaml::{Kind, Node, parse_json};

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
    // The build script wrote this text with the same library that reads it.
    let Ok(Node { kind: Kind::List(files), .. }) = parse_json(include_str!(concat!(env!("OUT_DIR"), "/rules.json")))
    else {
        return Vec::new();
    };
    files.into_iter().filter_map(pair).collect()
}

fn pair(node: Node<'static>) -> Option<(String, Node<'static>)> {
    let Kind::List(pair) = node.kind else { return None };
    let mut pair = pair.into_iter();
    let Kind::String(path) = pair.next()?.kind else { return None };
    Some((path.into_owned(), pair.next()?))
}
