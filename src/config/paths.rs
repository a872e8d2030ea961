//! Paths that a configuration names by globs.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use crate::data::Reader;

/// A set of files, by globs over their paths inside the project.
#[derive(Debug, Clone)]
pub(crate) struct Paths {
    globs: Vec<String>,
    set: GlobSet,
}

impl Paths {
    /// Reads a glob or a list of them; one that is none is a fault.
    pub(super) fn read(reader: Reader) -> Paths {
        let (mut globs, mut set) = (Vec::new(), GlobSetBuilder::new());
        for item in reader.items() {
            let Some(text) = item.said() else { continue };
            let written = text.trim_start_matches("./").trim_end_matches('/');
            // The name of a folder stands for all that is in it.
            for glob in [written.to_owned(), format!("{written}/**")] {
                match GlobBuilder::new(&glob).literal_separator(true).build() {
                    Ok(glob) => _ = set.add(glob),
                    Err(error) => {
                        item.fault("bad-glob", format!("`{text}` is no pattern for paths: {}", error.kind()));
                        break;
                    }
                }
            }
            globs.push(text.to_owned());
        }
        // Each glob was built by itself; together they may only be too large.
        let set = set.build().unwrap_or_else(|_| {
            reader.fault("bad-glob", "these patterns are too large together");
            GlobSet::empty()
        });
        Paths { globs, set }
    }

    /// Whether a file is one of them, by its path inside the project.
    pub(crate) fn matches(&self, inside: &str) -> bool {
        self.set.is_match(inside)
    }

    /// The globs, as they were written.
    pub(crate) fn globs(&self) -> &[String] {
        &self.globs
    }
}
