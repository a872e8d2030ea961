//! The rule files that are compiled in.

use crate::data::{Node, parse_json};

/// A file of `rules/`: what it says, without its `examples`, and for a rule its prose by itself.
#[derive(Debug, Clone, Copy)]
pub struct File {
    /// Its path below `rules/`.
    pub path: &'static str,
    json: &'static str,
    page: &'static str,
}

/// Every shipped file, sorted by path.
pub fn files() -> impl Iterator<Item = File> {
    let mut lines = include_str!(concat!(env!("OUT_DIR"), "/rules.txt")).lines();
    std::iter::from_fn(move || Some(File { path: lines.next()?, json: lines.next()?, page: lines.next()? }))
}

impl File {
    /// What it says, read anew each time it is asked: the vocabulary is long, and wanted once.
    pub(crate) fn node(self) -> Node<'static> {
        read(self.json)
    }

    /// What it says, as the text that it is read from.
    pub(crate) fn text(self) -> &'static str {
        self.json
    }

    /// The prose of a rule: `help`, `why`, `instead`, `sources`.
    pub(crate) fn page(self) -> Node<'static> {
        read(self.page)
    }
}

/// Whether the file at `path` holds knowledge (categories, vocabulary, destinations) rather than a rule or a pack.
pub fn is_knowledge(path: &str) -> bool {
    let mut parts = path.rsplit('/');
    let name = parts.next().unwrap_or_default();
    matches!(name, "categories.yaml" | "destinations.yaml" | "regions.yaml" | "sites.yaml")
        || parts.next() == Some("vocabulary")
}

/// Every preset with its name, as in `qualm:strict`.
pub(crate) fn presets() -> impl Iterator<Item = (&'static str, File)> {
    files().filter_map(|file| Some((file.path.strip_prefix("presets/")?.strip_suffix(".qualm.yaml")?, file)))
}

/// Whether the file at `path` is a preset: a configuration that others extend.
pub(crate) fn is_preset(path: &str) -> bool {
    path.starts_with("presets/")
}

fn read(json: &'static str) -> Node<'static> {
    // The build script wrote the JSON with the same library that reads it.
    parse_json(json).unwrap_or_else(|_| Node::null())
}
