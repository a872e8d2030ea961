//! Where the configuration of a run is.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::NAME;
use super::request::{Request, Where};
use crate::error::Error;
use crate::world::{Checkout, Links, Trust, World, is_yaml, nearest, normal, shown, top_of};

/// The configuration that counts for the settings, absolute; none where there is none.
pub(crate) fn find(request: &Request, world: &dyn World) -> Result<Option<PathBuf>, Error> {
    match &request.config {
        Where::Nowhere => Ok(None),
        Where::File(path) => named(path, request, world).map(Some),
        Where::Nearest => nearest_to(&request.start(), request.checkout.trust(), world),
    }
}

/// What a path of the command line means in a tree: a link of the checkout does not lead to another file of a revision.
pub(crate) fn in_world(path: &Path, checkout: &Checkout, world: &dyn World) -> PathBuf {
    match world.links() {
        Links::OnDisk => fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf()),
        Links::None => match checkout.follow(path) {
            Ok(road) if road.link.is_none() => road.end,
            Ok(_) | Err(_) => normal(&env::current_dir().unwrap_or_default().join(path)),
        },
    }
}

fn named(path: &Path, request: &Request, world: &dyn World) -> Result<PathBuf, Error> {
    let what = |what| Error::NotConfig { path: shown(path), what };
    match fs::metadata(path) {
        Ok(about) if about.is_dir() => Err(what("a folder")),
        Ok(about) if !about.is_file() => Err(what("a pipe or a device")),
        Ok(_) if request.checkout.leads_astray(path, is_yaml) => Err(Error::Astray { path: shown(path) }),
        Ok(_) => Ok(in_world(path, &request.checkout, world)),
        Err(_) => Err(Error::NoConfig { path: shown(path), near: nearest(path) }),
    }
}

/// The nearest configuration in a folder or above it.
fn nearest_to(folder: &Path, trust: Trust, world: &dyn World) -> Result<Option<PathBuf>, Error> {
    for folder in folder.ancestors() {
        let file = folder.join(NAME);
        let is_there = match world.links() {
            Links::OnDisk => is_there(&file, trust)?,
            Links::None => world.is_file(&file),
        };
        if is_there {
            return Ok(Some(file));
        }
    }
    Ok(None)
}

/// Whether there is a configuration. What only looks like one is a trouble: to pass it by would let everything pass.
fn is_there(file: &Path, trust: Trust) -> Result<bool, Error> {
    let (path, what) = (shown(file), |what| Error::NotConfig { path: shown(file), what });
    match fs::symlink_metadata(file) {
        Ok(about) if about.is_file() => Ok(true),
        Ok(about) if about.is_dir() => Err(what("a folder")),
        Ok(about) if about.is_symlink() => leads_well(file, trust).map(|()| true),
        Ok(_) => Err(what("a pipe or a device")),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(false),
        Err(source) => Err(Error::Read { path, source }),
    }
}

/// Whether a link leads to a file that may be a configuration.
fn leads_well(link: &Path, trust: Trust) -> Result<(), Error> {
    let path = shown(link);
    let end = match (fs::canonicalize(link), fs::read_link(link)) {
        (Ok(end), _) => end,
        (Err(error), Ok(target)) if error.kind() == io::ErrorKind::NotFound => {
            return Err(Error::Dangling { path, target: shown(&target) });
        }
        (Err(source), _) => return Err(Error::Read { path, source }),
    };
    let top = link.parent().map(top_of);
    let is_own = top.is_some_and(|top| end.starts_with(top)) && is_yaml(&end);
    match () {
        () if end.is_dir() => Err(Error::NotConfig { path, what: "a folder" }),
        () if !end.is_file() => Err(Error::NotConfig { path, what: "a pipe or a device" }),
        () if !is_own && trust == Trust::Withheld => Err(Error::Astray { path }),
        () => Ok(()),
    }
}
