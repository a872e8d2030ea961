//! Where the files of a configuration are read from.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::error::Error;

use super::files::unwalkable;

/// A tree of files.
pub(super) enum Tree {
    /// What is on disk now.
    Disk,
}

/// A longer file is no configuration and no rule.
const LONGEST: u64 = 4 << 20;

impl Tree {
    /// The text of a file.
    pub(super) fn read(&self, path: &Path) -> io::Result<String> {
        match self {
            Tree::Disk => {
                let mut text = String::new();
                let length = File::open(path)?.take(LONGEST + 1).read_to_string(&mut text)?;
                if LONGEST < length as u64 { Err(too_long()) } else { Ok(text) }
            }
        }
    }

    /// Whether there is a file.
    pub(super) fn is_file(&self, path: &Path) -> bool {
        match self {
            Tree::Disk => fs::metadata(path).is_ok_and(|about| about.is_file()),
        }
    }

    /// Whether there is a folder.
    pub(super) fn is_folder(&self, path: &Path) -> bool {
        match self {
            Tree::Disk => path.is_dir(),
        }
    }

    /// Every YAML file in a folder and below it, sorted; what is hidden is left out.
    pub(super) fn yaml_below(&self, folder: &Path) -> Result<Vec<PathBuf>, Error> {
        match self {
            Tree::Disk => {
                let is_hidden = |entry: &walkdir::DirEntry| entry.file_name().to_string_lossy().starts_with('.');
                let walk = WalkDir::new(folder).sort_by_file_name().into_iter();
                let walk = walk.filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry));
                let files = walk.map(|entry| entry.map_err(unwalkable));
                let wanted = |entry: &walkdir::DirEntry| entry.file_type().is_file() && is_yaml(entry.path());
                let paths = files.filter_map(|entry| match entry {
                    Ok(entry) => wanted(&entry).then(|| Ok(entry.into_path())),
                    Err(error) => Some(Err(error)),
                });
                let mut paths = paths.collect::<Result<Vec<_>, _>>()?;
                paths.sort();
                Ok(paths)
            }
        }
    }
}

/// Whether a file is YAML, by its name.
pub(super) fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml")
}

fn too_long() -> io::Error {
    io::Error::other("the file is longer than 4 MiB")
}
