//! One thing to read, and where its bytes are.

use std::io::{self, BufRead};
use std::path::{Path, PathBuf};

use crate::front::Kind;
use crate::world::{World, open_piped};

/// One thing to read.
#[derive(Debug)]
pub(crate) struct Input {
    /// Its path, for people: as it was given, with forward slashes.
    pub(crate) path: String,
    /// Where its bytes are.
    pub(crate) origin: Origin,
    /// What it holds.
    pub(crate) kind: Kind,
}

/// Where bytes come from.
#[derive(Debug)]
pub(crate) enum Origin {
    /// A file of the world at hand.
    File(PathBuf),
    /// Standard input.
    Stdin,
}

impl Origin {
    /// Streams the bytes, of whatever size.
    pub(crate) fn open(&self, world: &dyn World) -> io::Result<Box<dyn BufRead + Send>> {
        match self {
            Origin::File(path) => world.open(path),
            Origin::Stdin => Ok(open_piped()),
        }
    }

    /// The path of the file, if it is one.
    pub(crate) fn path(&self) -> Option<&Path> {
        match self {
            Origin::File(path) => Some(path),
            Origin::Stdin => None,
        }
    }
}
