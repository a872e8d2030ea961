//! What folders hold and qualm passes by, so that nothing is left out in silence.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::report::Why;

use super::input::{Input, Origin};

/// Files that would have been read but for where they are or what they are called.
#[derive(Debug, Default)]
pub(crate) struct Skipped {
    files: Vec<Left>,
    folders: Vec<Linked>,
}

/// One thing that is left out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Left {
    pub(crate) path: PathBuf,
    pub(crate) why: Why,
}

/// A link to a folder.
#[derive(Debug)]
struct Linked {
    link: PathBuf,
    /// The files in it that would be read.
    files: Vec<PathBuf>,
    /// Whether there was more in it than was looked at.
    is_vast: bool,
}

/// More than this is not looked at behind a link.
const MOST_BEHIND: usize = 10_000;

impl Skipped {
    /// Notes a file.
    pub(crate) fn file(&mut self, path: PathBuf, why: Why) {
        self.files.push(Left { path, why });
    }

    /// Notes a link to a folder, unless that holds nothing.
    pub(crate) fn folder(
        &mut self,
        link: PathBuf,
        behind: impl Iterator<Item = PathBuf>,
        holds: impl Fn(&Path) -> bool,
    ) {
        let (mut files, mut seen) = (Vec::new(), 0);
        for path in behind.take(MOST_BEHIND) {
            seen += 1;
            files.extend(holds(&path).then_some(path));
        }
        let is_vast = seen == MOST_BEHIND;
        if is_vast || !files.is_empty() {
            self.folders.push(Linked { link, files, is_vast });
        }
    }

    /// Everything that is left out, each once, but not what is read by another path.
    pub(crate) fn left(mut self, inputs: &[Input]) -> Vec<Left> {
        if self.files.is_empty() && self.folders.is_empty() {
            return Vec::new();
        }
        let read = inputs.iter().filter_map(|input| match &input.origin {
            Origin::File(path) => Some(real(path)),
            Origin::Stdin => None,
        });
        let mut seen: HashSet<PathBuf> = read.collect();
        let mut left = Vec::new();
        for Linked { link, files, is_vast } in self.folders {
            let fresh = files.iter().filter(|file| seen.insert(real(file))).count();
            if is_vast || fresh > 0 {
                left.push(Left { path: link, why: Why::Link });
            }
        }
        // What a link leads to may be left out under its own name, too.
        self.files.sort_by_key(|file| file.why);
        left.extend(self.files.into_iter().filter(|file| seen.insert(real(&file.path))));
        left.sort();
        left
    }
}

fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf())
}
