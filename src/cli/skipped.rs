//! What folders hold and qualm passes by, so that nothing is left out in silence.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::report::Unread;

use super::files::{Input, Origin};

/// Files that would have been read but for where they are or what they are.
#[derive(Debug, Default)]
pub(super) struct Skipped {
    /// Symbolic links.
    pub(super) links: Vec<PathBuf>,
    /// What `.gitignore` says.
    pub(super) ignored: Vec<PathBuf>,
}

impl Skipped {
    /// Counts the files, each once, but not those that are read by another path.
    pub(super) fn count(&self, inputs: &[Input]) -> Unread {
        if self.links.is_empty() && self.ignored.is_empty() {
            return Unread::default();
        }
        let mut seen: HashSet<PathBuf> = inputs
            .iter()
            .filter_map(|input| match &input.origin {
                Origin::Disk(path) => Some(real(path)),
                Origin::Stdin => None,
            })
            .collect();
        let mut fresh = |paths: &[PathBuf]| paths.iter().filter(|path| seen.insert(real(path))).count();
        Unread { links: fresh(&self.links), ignored: fresh(&self.ignored) }
    }
}

fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf())
}
