//! What git does not look at, qualm does not look at either.

use std::fs;
use std::path::{Path, PathBuf};

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use walkdir::DirEntry;

use crate::world::checkout::repository;

/// The `.gitignore` files that count while a folder is walked.
///
/// A `.gitignore` counts for its own folder and below. Those above the folder count up to the root of its repository;
/// outside of one, none above does.
pub(crate) struct Ignored {
    /// The folder as it was named.
    named: PathBuf,
    /// The same, absolute and without links: patterns are matched against the whole path.
    real: PathBuf,
    /// Rules from outside the folder, outermost first.
    above: Vec<Gitignore>,
    /// Whether the folder is in a repository; outside of one, git ignores nothing.
    in_repository: bool,
    /// Depths of the repositories below the folder that the walk is in.
    repositories: Vec<usize>,
    /// Rules of the folders that the walk is in, with their depths, innermost last.
    inside: Vec<(usize, Gitignore)>,
}

impl Ignored {
    /// Gets ready to walk a folder.
    pub(crate) fn below(root: &Path) -> Ignored {
        let real = fs::canonicalize(root).unwrap_or_else(|_| root.to_path_buf());
        let in_repository = repository(&real).is_some();
        let (named, above) = (root.to_path_buf(), above(&real));
        Ignored { named, above, real, in_repository, repositories: Vec::new(), inside: Vec::new() }
    }

    /// Whether an entry is ignored. Entries come in the order of the walk; a folder that is not ignored is entered.
    pub(crate) fn skips(&mut self, entry: &DirEntry) -> bool {
        while self.inside.last().is_some_and(|&(depth, _)| depth >= entry.depth()) {
            self.inside.pop();
        }
        self.repositories.retain(|&depth| depth < entry.depth());
        let is_folder = entry.file_type().is_dir();
        let path = match entry.path().strip_prefix(&self.named) {
            Ok(rest) if rest.as_os_str().is_empty() => self.real.clone(),
            Ok(rest) => self.real.join(rest),
            Err(_) => return false,
        };
        if entry.depth() > 0 && self.matches(&path, is_folder) {
            return true;
        }
        if is_folder && path.join(".git").exists() {
            self.repositories.push(entry.depth());
        }
        if is_folder && (self.in_repository || !self.repositories.is_empty()) {
            self.inside.extend(rules(&path, &path.join(".gitignore")).map(|rules| (entry.depth(), rules)));
        }
        false
    }

    /// Asks the nearest rules first: they overrule those further out.
    fn matches(&self, path: &Path, is_folder: bool) -> bool {
        let inside = self.inside.iter().rev().map(|(_, rules)| rules);
        for rules in inside.chain(self.above.iter().rev()) {
            match rules.matched(path, is_folder) {
                Match::Ignore(_) => return true,
                Match::Whitelist(_) => return false,
                Match::None => {}
            }
        }
        false
    }
}

/// The rules that count from above a folder, outermost first.
fn above(folder: &Path) -> Vec<Gitignore> {
    let Some(root) = repository(folder) else { return Vec::new() };
    let between = folder.ancestors().skip(1).take_while(|folder| folder.starts_with(root));
    let mut found: Vec<_> = between.filter_map(|folder| rules(folder, &folder.join(".gitignore"))).collect();
    found.extend(rules(root, &root.join(".git/info/exclude")));
    found.reverse();
    found
}

/// The rules in a file, for a folder. Patterns that make no sense are left out, as git does.
fn rules(folder: &Path, file: &Path) -> Option<Gitignore> {
    // Anything but a file might never end.
    if !fs::metadata(file).ok()?.is_file() {
        return None;
    }
    let mut builder = GitignoreBuilder::new(folder);
    builder.add(file);
    builder.build().ok()
}
