//! Where the files of a configuration are read from: the disk, or a revision that its readers trust.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::error::Error;

use super::files::unwalkable;
use super::git::{Content, Entry, Repository};

/// A tree of files.
pub(super) enum Tree {
    /// What is on disk now.
    Disk,
    /// What a revision of a repository held.
    Revision(Snapshot),
}

/// The files of a revision.
pub(super) struct Snapshot {
    repository: Repository,
    /// By their absolute path.
    entries: BTreeMap<PathBuf, Entry>,
}

/// A longer file is no configuration and no rule.
const LONGEST: u64 = 4 << 20;

impl Tree {
    /// The files of the repository that a folder is in, as they were at a revision.
    pub(super) fn at(folder: &Path, revision: &str) -> Result<Tree, Error> {
        let repository = Repository::of(folder)?;
        let files = repository.revision(revision)?.files(Path::new(""))?;
        let entries = files.into_iter().map(|entry| (repository.root.join(&entry.path), entry)).collect();
        Ok(Tree::Revision(Snapshot { repository, entries }))
    }

    /// The text of a file.
    pub(super) fn read(&self, path: &Path) -> io::Result<String> {
        match self {
            // What is no file may never end.
            Tree::Disk if !fs::metadata(path)?.is_file() => Err(io::Error::other("it is not a file")),
            Tree::Disk => read_named(path),
            Tree::Revision(snapshot) => snapshot.read(path),
        }
    }

    /// Whether there is a file.
    pub(super) fn is_file(&self, path: &Path) -> bool {
        match self {
            Tree::Disk => fs::metadata(path).is_ok_and(|about| about.is_file()),
            Tree::Revision(snapshot) => snapshot.entries.contains_key(path),
        }
    }

    /// Whether there is a folder.
    pub(super) fn is_folder(&self, path: &Path) -> bool {
        match self {
            Tree::Disk => path.is_dir(),
            Tree::Revision(snapshot) => snapshot.below(path).next().is_some_and(|(file, _)| file != path),
        }
    }

    /// Every YAML file in a folder and below it, sorted; what is hidden is left out.
    pub(super) fn yaml_below(&self, folder: &Path) -> Result<Vec<PathBuf>, Error> {
        match self {
            Tree::Disk => on_disk(folder),
            Tree::Revision(snapshot) => {
                let is_seen = |path: &Path| {
                    let inside = path.strip_prefix(folder).unwrap_or(path);
                    !inside.iter().any(|part| part.to_string_lossy().starts_with('.'))
                };
                let files = snapshot.below(folder).map(|(path, _)| path);
                Ok(files.filter(|path| is_yaml(path) && is_seen(path)).cloned().collect())
            }
        }
    }
}

impl Snapshot {
    fn below(&self, folder: &Path) -> impl Iterator<Item = (&PathBuf, &Entry)> {
        self.entries.range(folder.to_path_buf()..).take_while(move |(path, _)| path.starts_with(folder))
    }

    fn read(&self, path: &Path) -> io::Result<String> {
        let entry = self.entries.get(path).ok_or(io::ErrorKind::NotFound)?;
        match self.repository.read(std::slice::from_ref(entry), LONGEST).pop() {
            Some(Ok(Content::Whole(bytes))) => String::from_utf8(bytes).map_err(io::Error::other),
            Some(Ok(Content::TooLarge)) => Err(too_long()),
            Some(Err(error)) => Err(error),
            None => Err(io::ErrorKind::UnexpectedEof.into()),
        }
    }
}

/// The text of what somebody names on the command line, which may be a pipe.
pub(super) fn read_named(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    let length = File::open(path)?.take(LONGEST + 1).read_to_string(&mut text)?;
    if LONGEST < length as u64 { Err(too_long()) } else { Ok(text) }
}

fn on_disk(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let is_hidden = |entry: &walkdir::DirEntry| entry.file_name().to_string_lossy().starts_with('.');
    let walk = WalkDir::new(folder).sort_by_file_name().into_iter();
    let mut paths = Vec::new();
    for entry in walk.filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry)) {
        let entry = entry.map_err(unwalkable)?;
        if entry.file_type().is_file() && is_yaml(entry.path()) {
            paths.push(entry.into_path());
        }
    }
    paths.sort();
    Ok(paths)
}

/// Whether a file is YAML, by its name.
pub(super) fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml")
}

fn too_long() -> io::Error {
    io::Error::other("the file is longer than 4 MiB")
}
