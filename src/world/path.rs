//! Paths, as people read them and as configurations write them.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::error::Error;

/// A path for people: forward slashes, and no `./` in front.
pub(crate) fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    let text = if std::path::MAIN_SEPARATOR == '\\' { text.replace('\\', "/") } else { text.into_owned() };
    match text.strip_prefix("./") {
        Some(rest) if !rest.is_empty() => rest.to_string(),
        _ => text,
    }
}

pub(crate) fn unwalkable(error: walkdir::Error) -> Error {
    let path = error.path().map(shown).unwrap_or_default();
    Error::Read {
        path,
        source: error.into_io_error().unwrap_or_else(|| io::Error::other("the folders lead in a circle")),
    }
}

/// The name that is most like a path that leads nowhere, in the folder it would be in.
pub(crate) fn nearest(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let entries = fs::read_dir(folder.unwrap_or(Path::new("."))).ok()?;
    let mut names: Vec<_> = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    names.sort();
    let alike = |other: &String| strsim::jaro_winkler(name, other);
    let near = names.into_iter().filter(|other| alike(other) > 0.85).max_by(|a, b| alike(a).total_cmp(&alike(b)))?;
    Some(shown(&folder.unwrap_or(Path::new("")).join(near)))
}

/// A path without `.` and `..`, by its words alone.
pub(crate) fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => _ = normal.pop(),
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => normal.push(part),
        }
    }
    normal
}

/// Whether a file is YAML, by its name.
pub(crate) fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml")
}
