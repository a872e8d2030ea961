//! Where files are: on disk, in a revision that git holds, or in memory. What is written goes through here, too.

mod checkout;
mod disk;
mod draft;
mod git;
mod ignored;
mod memory;
mod path;
mod pipe;
mod revision;
mod survey;

use std::io::{self, BufRead};
use std::path::{Path, PathBuf};

use crate::error::Error;

pub(crate) use checkout::{Checkout, Trust, top_of};
pub(crate) use disk::{Disk, read_named};
pub(crate) use draft::{Out, append, create, folder as make_folder, open as open_draft, replace};
pub(crate) use git::{Content, Entry, Repository};
pub use memory::Memory;
pub(crate) use path::{is_yaml, nearest, normal, shown, unwalkable};
pub(crate) use pipe::{open_piped, read_piped};
pub(crate) use revision::{Revision, committed_below};
pub(crate) use survey::{Seen, Unseen, behind_link, inside_hidden, inside_ignored, survey};

/// A tree of files that can be read. Paths are absolute, or from where the run stands on.
pub trait World: Sync {
    /// The bytes of a file, unless it has more of them than `longest`.
    fn read(&self, path: &Path, longest: u64) -> io::Result<Bytes>;

    /// The bytes of several files, in their order.
    fn read_all(&self, paths: &[&Path], longest: u64) -> Vec<io::Result<Bytes>>;

    /// The text of a configuration or rule file.
    ///
    /// # Errors
    /// Where it cannot be read, is no UTF-8, or is longer than 4 MiB.
    fn text(&self, path: &Path) -> io::Result<String> {
        match self.read(path, LONGEST_TEXT)? {
            Bytes::Whole(bytes) => String::from_utf8(bytes).map_err(io::Error::other),
            Bytes::TooLarge => Err(too_long()),
        }
    }

    /// Streams a file, of whatever size.
    fn open(&self, path: &Path) -> io::Result<Box<dyn BufRead + Send>>;

    /// Whether there is a file.
    fn is_file(&self, path: &Path) -> bool;

    /// Whether there is a folder.
    fn is_folder(&self, path: &Path) -> bool;

    /// Every file in a folder and below it, sorted; what is hidden is left out.
    ///
    /// # Errors
    /// Where a folder cannot be looked into.
    fn walk(&self, folder: &Path) -> Result<Vec<PathBuf>, Error>;

    /// Whether names in it may be links, which lead elsewhere: only on disk.
    fn links(&self) -> Links;
}

/// What came of reading a file.
#[derive(Debug, PartialEq, Eq)]
pub enum Bytes {
    /// All of it.
    Whole(Vec<u8>),
    /// It has more bytes than were asked for, so it was not kept.
    TooLarge,
}

/// Whether names may be links.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Links {
    /// They may, and the disk says where they lead.
    OnDisk,
    /// There are none: whatever a name says is what it is.
    None,
}

/// So many bytes of a stream are read at once.
const BUFFER: usize = 256 << 10;
/// A longer file is no configuration and no rule.
const LONGEST_TEXT: u64 = 4 << 20;

impl dyn World + '_ {
    /// Every YAML file in a folder and below it, sorted; what is hidden is left out.
    pub(crate) fn yaml_below(&self, folder: &Path) -> Result<Vec<PathBuf>, Error> {
        let mut files = self.walk(folder)?;
        files.retain(|path| is_yaml(path));
        Ok(files)
    }
}

fn too_long() -> io::Error {
    io::Error::other("the file is longer than 4 MiB")
}
