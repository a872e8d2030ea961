//! The files that are on disk now.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::error::Error;
use crate::world::{BUFFER, Bytes, LONGEST_TEXT, Links, World, too_long, unwalkable};

/// What is on disk now.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Disk;

impl World for Disk {
    fn read(&self, path: &Path, longest: u64) -> io::Result<Bytes> {
        let file = File::open(path)?;
        let about = file.metadata()?;
        if about.len() > longest {
            return Ok(Bytes::TooLarge);
        }
        let mut bytes = Vec::with_capacity(about.len() as usize + 1);
        // One that grows while it is read is read to the end that it had.
        file.take(about.len()).read_to_end(&mut bytes)?;
        Ok(Bytes::Whole(bytes))
    }

    fn read_all(&self, paths: &[&Path], longest: u64) -> Vec<io::Result<Bytes>> {
        paths.par_iter().map(|path| self.read(path, longest)).collect()
    }

    fn text(&self, path: &Path) -> io::Result<String> {
        // What is no file may never end.
        if fs::metadata(path)?.is_file() { read_named(path) } else { Err(io::Error::other("it is not a file")) }
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn BufRead + Send>> {
        let file = File::open(path)?;
        // One that grows as fast as it is read would never end: it is read to the end that it had.
        let size = file.metadata()?.len();
        Ok(Box::new(BufReader::with_capacity(BUFFER, file.take(size))))
    }

    fn is_file(&self, path: &Path) -> bool {
        fs::metadata(path).is_ok_and(|about| about.is_file())
    }

    fn is_folder(&self, path: &Path) -> bool {
        path.is_dir()
    }

    fn walk(&self, folder: &Path) -> Result<Vec<PathBuf>, Error> {
        let is_hidden = |entry: &walkdir::DirEntry| entry.file_name().to_string_lossy().starts_with('.');
        let walk = WalkDir::new(folder).sort_by_file_name().into_iter();
        let mut paths = Vec::new();
        for entry in walk.filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry)) {
            let entry = entry.map_err(unwalkable)?;
            if entry.file_type().is_file() {
                paths.push(entry.into_path());
            }
        }
        paths.sort();
        Ok(paths)
    }

    fn links(&self) -> Links {
        Links::OnDisk
    }
}

/// The text of what somebody names on the command line, which may be a pipe.
pub(crate) fn read_named(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    let length = File::open(path)?.take(LONGEST_TEXT + 1).read_to_string(&mut text)?;
    if LONGEST_TEXT < length as u64 { Err(too_long()) } else { Ok(text) }
}
