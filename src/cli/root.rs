//! Where the run stands in its repository: code hosts know files from there.

use std::env;
use std::path::Path;

use crate::report::Root;

use crate::world::{shown, top_of};

/// The nearest folder above that is a repository; without one, the folder of the run itself.
pub(super) fn root() -> Root {
    let Ok(here) = env::current_dir() else { return Root::default() };
    let top = top_of(&here);
    let below = here.strip_prefix(top).unwrap_or(Path::new(""));
    Root::new(&shown(top), &shown(below))
}
