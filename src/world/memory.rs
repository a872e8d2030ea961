//! Files that are in no folder: what an editor has open, what comes in by a pipe, what a test makes up.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Cursor};
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::world::{Bytes, Links, World};

/// Files in memory, by path.
#[derive(Debug, Clone, Default)]
pub struct Memory(BTreeMap<PathBuf, Vec<u8>>);

impl Memory {
    /// Adds a file, or puts it in the place of one.
    pub fn add(&mut self, path: impl Into<PathBuf>, bytes: impl Into<Vec<u8>>) {
        self.0.insert(path.into(), bytes.into());
    }

    fn file(&self, path: &Path) -> io::Result<&Vec<u8>> {
        self.0.get(path).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn below(&self, folder: &Path) -> impl Iterator<Item = &PathBuf> {
        self.0.range(folder.to_path_buf()..).map(|(path, _)| path).take_while(move |path| path.starts_with(folder))
    }
}

impl World for Memory {
    fn read(&self, path: &Path, longest: u64) -> io::Result<Bytes> {
        let bytes = self.file(path)?;
        Ok(if longest < bytes.len() as u64 { Bytes::TooLarge } else { Bytes::Whole(bytes.clone()) })
    }

    fn read_all(&self, paths: &[&Path], longest: u64) -> Vec<io::Result<Bytes>> {
        paths.iter().map(|path| self.read(path, longest)).collect()
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn BufRead + Send>> {
        Ok(Box::new(Cursor::new(self.file(path)?.clone())))
    }

    fn is_file(&self, path: &Path) -> bool {
        self.0.contains_key(path)
    }

    fn is_folder(&self, path: &Path) -> bool {
        self.below(path).next().is_some_and(|file| file != path)
    }

    fn walk(&self, folder: &Path) -> Result<Vec<PathBuf>, Error> {
        let is_hidden = |path: &Path| {
            let inside = path.strip_prefix(folder).unwrap_or(path);
            inside.iter().any(|part| part.to_string_lossy().starts_with('.'))
        };
        Ok(self.below(folder).filter(|path| !is_hidden(path)).cloned().collect())
    }

    fn links(&self) -> Links {
        Links::None
    }
}
