//! Where the run stands in its repository: code hosts know files from there.

use std::env;
use std::path::Path;

use crate::report::Root;

use super::files::shown;

/// The nearest folder above that is a repository; without one, the folder of the run itself.
pub(super) fn root() -> Root {
    let Ok(here) = env::current_dir() else { return Root::default() };
    let top = top_of(&here);
    let below = here.strip_prefix(top).unwrap_or(Path::new(""));
    Root::new(&shown(top), &shown(below))
}

/// The root of the repository that a folder is in, or else the folder itself.
pub(super) fn top_of(folder: &Path) -> &Path {
    repository(folder).unwrap_or(folder)
}

/// The root of the repository that a folder is in.
pub(super) fn repository(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|folder| folder.join(".git").exists())
}
