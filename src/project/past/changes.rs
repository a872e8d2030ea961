//! Which of the files that are not read a change touched: to move a campaign out of sight is not to mend it.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::front::Kind;
use crate::project::NAME;
use crate::project::input::Input;
use crate::project::read::LONGEST;
use crate::project::skipped::Left;
use crate::world::{Content, Entry, Repository};

use super::Past;

/// Everything that a revision held, by absolute path.
type Held = BTreeMap<PathBuf, Entry>;

impl Past {
    /// The files that are left out and are not as they were then.
    pub(crate) fn touched(&self, left: &[Left]) -> Result<BTreeSet<PathBuf>, Error> {
        let held = held(&self.world.repository, &self.world.commit)?;
        let may_be = |left: &&Left| held.get(&at(&left.path)).is_some_and(|entry| may_be(&left.path, entry));
        let (links, files): (Vec<&Left>, Vec<&Left>) =
            left.iter().filter(may_be).partition(|left| left.path.is_symlink());
        let entry = |left: &Left| held.get(&at(&left.path));
        let mut same: BTreeSet<&Path> = BTreeSet::new();
        let paths: Vec<&Path> = files.iter().map(|left| &*left.path).collect();
        let ids = self.world.repository.ids(&paths)?;
        let is_same = |(left, id): &(&&Left, String)| entry(left).is_some_and(|entry| entry.id == *id);
        same.extend(files.iter().zip(ids).filter(is_same).map(|(left, _)| &*left.path));
        let entries: Vec<Entry> = links.iter().filter_map(|left| entry(left)).cloned().collect();
        let targets = self.world.repository.read(&entries, LONGEST);
        same.extend(
            links
                .iter()
                .zip(targets)
                .filter(|(left, target)| leads_to(&left.path, target))
                .map(|(left, _)| &*left.path),
        );
        Ok(left.iter().map(|left| &*left.path).filter(|path| !same.contains(path)).map(Path::to_path_buf).collect())
    }

    /// The campaign files of the repository that changed since then, are neither read nor left out, and belong to no
    /// other project of that time.
    pub(crate) fn elsewhere(&self, left: &[Left], inputs: &[Input]) -> Result<Vec<PathBuf>, Error> {
        let (then, now) = (held(&self.world.repository, &self.world.commit)?, held(&self.world.repository, "HEAD")?);
        let known: HashSet<PathBuf> =
            left.iter().map(|left| at(&left.path)).chain(inputs.iter().filter_map(read)).collect();
        let is_elsewhere = |(path, entry): &(PathBuf, Entry)| {
            let is_same = then.get(path).is_some_and(|then| then.id == entry.id);
            Kind::of(path) == Some(Kind::Campaign) && !is_same && !known.contains(path) && !is_of_a_project(path, &then)
        };
        Ok(now.into_iter().filter(is_elsewhere).map(|(path, _)| path).filter(|path| path.exists()).collect())
    }
}

fn held(repository: &Repository, revision: &str) -> Result<Held, Error> {
    let entries = repository.revision(revision)?.entries(Path::new(""))?;
    Ok(entries.into_iter().map(|entry| (repository.root.join(&entry.path), entry)).collect())
}

/// Where a file is, without links on the way to it.
fn at(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_path_buf());
    path.file_name().map_or_else(|| folder.clone(), |name| folder.join(name))
}

fn read(input: &Input) -> Option<PathBuf> {
    input.origin.path().map(at)
}

/// Whether a file may be what it was, by its kind and size.
fn may_be(path: &Path, entry: &Entry) -> bool {
    let Ok(about) = fs::symlink_metadata(path) else { return false };
    let is_alike = entry.size.is_none_or(|size| size == about.len());
    about.is_symlink() == entry.is_link && (entry.is_link || is_alike)
}

/// Whether a link leads to what its content was.
fn leads_to(link: &Path, target: &io::Result<Content>) -> bool {
    match (fs::read_link(link), target) {
        (Ok(now), Ok(Content::Whole(then))) => now.into_os_string().into_encoded_bytes() == *then,
        (Ok(_) | Err(_), _) => false,
    }
}

/// Whether a file is that of a project, which has a configuration at that revision.
fn is_of_a_project(path: &Path, held: &Held) -> bool {
    let mut folders = path.ancestors().skip(1).map(|folder| folder.join(NAME));
    folders.any(|file| held.contains_key(&file))
}
