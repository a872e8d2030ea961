//! The files that a revision of a git repository held.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::world::git::{Content, Entry, Repository};
use crate::world::{Bytes, Links, World};

/// What a repository held at a revision.
#[derive(Debug)]
pub(crate) struct Revision {
    pub(crate) repository: Repository,
    /// The commit, in full.
    pub(crate) commit: String,
    /// By their absolute path; links are left out, as they are on disk.
    entries: BTreeMap<PathBuf, Entry>,
}

impl Revision {
    /// The files of the repository that a folder is in, as they were at a revision.
    pub(crate) fn at(folder: &Path, revision: &str) -> Result<Revision, Error> {
        let repository = Repository::of(folder)?;
        let found = repository.revision(revision)?;
        let files = found.files(Path::new(""))?;
        let commit = found.commit;
        let entries = files.into_iter().map(|entry| (repository.root.join(&entry.path), entry)).collect();
        Ok(Revision { repository, commit, entries })
    }

    /// Every file at or below a path that is given from where the run stands on, or absolutely; none outside of the repository.
    pub(crate) fn below(&self, path: &Path) -> Option<(PathBuf, Vec<PathBuf>)> {
        let folder = self.repository.root.join(self.repository.locate(path)?);
        let files = self.range(&folder).map(|(path, _)| path.clone()).collect();
        Some((folder, files))
    }

    fn range(&self, folder: &Path) -> impl Iterator<Item = (&PathBuf, &Entry)> {
        self.entries.range(folder.to_path_buf()..).take_while(move |(path, _)| path.starts_with(folder))
    }

    fn entry(&self, path: &Path) -> io::Result<&Entry> {
        self.entries.get(path).ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

impl World for Revision {
    fn read(&self, path: &Path, longest: u64) -> io::Result<Bytes> {
        self.read_all(&[path], longest).pop().unwrap_or_else(|| Err(io::ErrorKind::UnexpectedEof.into()))
    }

    fn read_all(&self, paths: &[&Path], longest: u64) -> Vec<io::Result<Bytes>> {
        let found: Vec<io::Result<&Entry>> = paths.iter().map(|path| self.entry(path)).collect();
        let entries: Vec<Entry> = found.iter().flatten().map(|entry| (*entry).clone()).collect();
        let mut contents = self.repository.read(&entries, longest).into_iter();
        let next = |entry: io::Result<&Entry>| {
            entry?;
            match contents.next() {
                Some(content) => content.map(|content| match content {
                    Content::Whole(bytes) => Bytes::Whole(bytes),
                    Content::TooLarge => Bytes::TooLarge,
                }),
                None => Err(io::ErrorKind::UnexpectedEof.into()),
            }
        };
        found.into_iter().map(next).collect()
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn BufRead + Send>> {
        Ok(Box::new(BufReader::new(self.repository.open(self.entry(path)?)?)))
    }

    fn is_file(&self, path: &Path) -> bool {
        self.entries.contains_key(path)
    }

    fn is_folder(&self, path: &Path) -> bool {
        self.range(path).next().is_some_and(|(file, _)| file != path)
    }

    fn walk(&self, folder: &Path) -> Result<Vec<PathBuf>, Error> {
        let is_seen = |path: &Path| {
            let inside = path.strip_prefix(folder).unwrap_or(path);
            !inside.iter().any(|part| part.to_string_lossy().starts_with('.'))
        };
        Ok(self.range(folder).map(|(path, _)| path).filter(|path| is_seen(path)).cloned().collect())
    }

    fn links(&self) -> Links {
        Links::None
    }
}

/// Every file below a folder that the last commit holds.
pub(crate) fn committed_below(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let repository = Repository::of(folder)?;
    let below = repository.locate(folder).unwrap_or_default();
    let files = repository.revision("HEAD")?.files(&below)?;
    Ok(files.into_iter().map(|entry| repository.root.join(entry.path)).collect())
}
