//! What a folder of the disk holds, as whoever works in it sees it: without what git ignores, and what is hidden.

use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::error::Error;
use crate::world::ignored::Ignored;
use crate::world::unwalkable;

/// What of a folder is not looked into.
#[derive(Debug)]
pub(crate) struct Unseen {
    /// Files and folders that git ignores.
    pub(crate) ignored: Vec<PathBuf>,
    /// Those that are hidden and not ignored.
    pub(crate) hidden: Vec<PathBuf>,
}

/// One thing in a folder.
#[derive(Debug)]
pub(crate) enum Seen {
    /// A file.
    File(PathBuf),
    /// A link, which is not followed: they lead in circles, to files read twice, or out of the repository.
    Link(PathBuf),
    /// A folder that cannot be looked into.
    Trouble(Error),
}

/// Looks through a folder and all below it, in the order of names: there may be more files than fit into memory.
pub(crate) fn survey(root: &Path, mut see: impl FnMut(Seen)) -> Unseen {
    let mut git = Ignored::below(root);
    let mut unseen = Unseen { ignored: Vec::new(), hidden: Vec::new() };
    let mut enters = |entry: &DirEntry| {
        let (skips, hides) = (git.skips(entry), entry.depth() > 0 && is_hidden(entry));
        unseen.ignored.extend(skips.then(|| entry.path().to_path_buf()));
        unseen.hidden.extend((hides && !skips).then(|| entry.path().to_path_buf()));
        !skips && !hides
    };
    for entry in WalkDir::new(root).sort_by_file_name().into_iter().filter_entry(|entry| enters(entry)) {
        match entry {
            Ok(entry) if entry.file_type().is_file() => see(Seen::File(entry.into_path())),
            Ok(entry) if entry.path_is_symlink() => see(Seen::Link(entry.into_path())),
            Ok(_) => {}
            Err(error) => see(Seen::Trouble(unwalkable(error))),
        }
    }
    unseen
}

/// The files at and below what git ignores.
pub(crate) fn inside_ignored(path: &Path) -> impl Iterator<Item = PathBuf> {
    inside(path, |entry| !is_hidden(entry))
}

/// The files at and below what is hidden; what git keeps there is nobody's campaign.
pub(crate) fn inside_hidden(path: &Path) -> impl Iterator<Item = PathBuf> {
    inside(path, |entry| entry.file_name() != ".git")
}

/// What a link to a folder leads to, and all below it that is not hidden.
pub(crate) fn behind_link(link: &Path) -> impl Iterator<Item = PathBuf> {
    let walk = WalkDir::new(link).sort_by_file_name().into_iter();
    walk.filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry)).flatten().map(DirEntry::into_path)
}

fn inside(path: &Path, enters: impl FnMut(&DirEntry) -> bool) -> impl Iterator<Item = PathBuf> {
    let walk = WalkDir::new(path).follow_root_links(false).into_iter().filter_entry(enters).flatten();
    walk.filter(|entry| !entry.file_type().is_dir()).map(DirEntry::into_path)
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().to_string_lossy().starts_with('.')
}
