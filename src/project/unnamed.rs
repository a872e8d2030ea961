//! What a file is read as that nobody named: by its name, and a table by its header.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use crate::front::{Kind, list};
use crate::world::{Disk, World};

/// What a file in a folder is read as, if it is.
pub(super) fn kind(path: &Path, column: Option<&str>, world: &dyn World) -> io::Result<Option<Kind>> {
    Kind::of_unnamed(path, || head(path, world), column)
}

/// What it may be read as, before its header is seen.
pub(super) fn kind_by_name(path: &Path) -> Option<Kind> {
    let is_hidden = path.iter().any(|part| part.to_string_lossy().starts_with('.'));
    Kind::of(path).filter(|kind| !is_hidden && *kind != Kind::List(list::Kind::Txt))
}

/// Whether a table is a list of segments, by its header.
pub(super) fn is_list(path: &Path, kind: list::Kind, column: Option<&str>, world: &dyn World) -> io::Result<bool> {
    Ok(list::is_list(kind, &head(path, world)?, column))
}

/// Whether a file of the disk would be read if nothing spoke against it.
pub(super) fn would_read(path: &Path, column: Option<&str>) -> bool {
    match fs::metadata(path) {
        Ok(about) => about.is_file() && kind(path, column, &Disk).is_ok_and(|kind| kind.is_some()),
        Err(_) => Kind::of(path) == Some(Kind::Campaign),
    }
}

/// Enough of a file to hold its header, in bytes.
const HEADER: u64 = 64 << 10;

fn head(path: &Path, world: &dyn World) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    world.open(path)?.take(HEADER).read_to_end(&mut head)?;
    Ok(head)
}
