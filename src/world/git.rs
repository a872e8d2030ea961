//! What a git repository held at a revision, read without a checkout.
//!
//! The `git` program does the reading. Whoever asks about a revision has it, and it understands every kind of
//! repository (worktrees, partial clones, SHA-256, packs of the future); a library would be a second, larger git in the
//! binary that has to keep up. It is told to stay off the network, to run nothing, and to write nothing.

mod blobs;
mod command;

use std::ffi::{OsStr, OsString};
use std::path::{Component, Path, PathBuf};

use crate::error::{Error, History};
use crate::nearest::nearest;

pub(crate) use self::blobs::Content;

use self::command::{Answer, path_of};

/// A repository with a work tree, and where in it we are.
#[derive(Debug)]
pub(crate) struct Repository {
    /// The root of the work tree, absolute.
    pub(crate) root: PathBuf,
    /// The folder that was asked about, from the root on; empty where it is the root.
    pub(crate) prefix: PathBuf,
}

/// One commit of a repository.
#[derive(Debug)]
pub(crate) struct Revision<'a> {
    repository: &'a Repository,
    /// The full id of the commit.
    pub(crate) commit: String,
}

/// A file in a revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Its path from the root of the repository on.
    pub(crate) path: PathBuf,
    /// The id of its content.
    pub(crate) id: String,
    /// How many bytes it has; none where a partial clone does not have it here.
    pub(crate) size: Option<u64>,
    /// Whether it is a link, whose content is where it leads.
    pub(crate) is_link: bool,
}

impl Repository {
    /// The repository that a folder is in.
    pub(crate) fn of(folder: &Path) -> Result<Repository, Error> {
        let ask = |what| {
            let answer = command::ask(folder, &["rev-parse".as_ref(), OsStr::new(what)])?;
            if answer.is_good { Ok(path_of(&answer.line())) } else { Err(no_repository(folder, &answer)) }
        };
        // Git ends the prefix with a slash.
        let (root, prefix) = (ask("--show-toplevel")?, ask("--show-prefix")?.components().collect());
        Ok(Repository { root, prefix })
    }

    /// The commit that a revision stands for. `A...` and `A...B` are the commit from which the two went apart, where what
    /// is left out is `HEAD`.
    pub(crate) fn revision(&self, text: &str) -> Result<Revision<'_>, Error> {
        let is_range = text.contains("..") && !text.contains("...");
        if text.is_empty() || text.starts_with('-') || text.contains('\0') || is_range {
            return Err(Error::NoRevision { text: text.to_owned() });
        }
        let commit = match text.split_once("...") {
            None => self.commit(text)?,
            Some((one, other)) => self.merge_base(one, other)?,
        };
        Ok(Revision { repository: self, commit })
    }

    /// Where a path is in the repository, which may be given from the folder that was asked about on, or from the root of
    /// the disk; none where it is outside. What it names need not exist.
    pub(crate) fn locate(&self, path: &Path) -> Option<PathBuf> {
        let inside = match path.strip_prefix(&self.root) {
            Ok(inside) => inside.to_path_buf(),
            Err(_) if path.is_absolute() => return None,
            Err(_) => self.prefix.join(path),
        };
        let mut located = PathBuf::new();
        for part in inside.components() {
            match part {
                Component::Normal(name) => located.push(name),
                Component::ParentDir => located = located.parent()?.to_path_buf(),
                Component::CurDir => {}
                Component::RootDir | Component::Prefix(_) => return None,
            }
        }
        Some(located)
    }

    fn commit(&self, name: &str) -> Result<String, Error> {
        self.find(name)?.map_or_else(|| Err(self.missing(name)?), Ok)
    }

    fn find(&self, name: &str) -> Result<Option<String>, Error> {
        let wanted = format!("{name}^{{commit}}");
        let answer = self.ask(&["rev-parse", "--verify", "--quiet", &wanted])?;
        Ok(answer.is_good.then(|| answer.text()))
    }

    fn merge_base(&self, one: &str, other: &str) -> Result<String, Error> {
        let or_head = |name: &'_ str| if name.is_empty() { "HEAD".to_owned() } else { name.to_owned() };
        let (one, other) = (or_head(one), or_head(other));
        let answer = self.ask(&["merge-base", &self.commit(&one)?, &self.commit(&other)?])?;
        if answer.is_good {
            return Ok(answer.text());
        }
        Err(Error::NoMergeBase { one, other, history: self.history()? })
    }

    /// What to say of a revision that is not there.
    fn missing(&self, name: &str) -> Result<Error, Error> {
        let refs =
            self.ask(&["for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags", "refs/remotes"])?;
        let refs = refs.text();
        // A checkout of a single branch knows the others by the name of where they come from.
        let remote = refs.lines().find(|known| known.split_once('/').is_some_and(|(_, branch)| branch == name));
        let near = remote.or_else(|| nearest(name, refs.lines())).map(str::to_owned);
        Ok(Error::UnknownRevision { revision: name.to_owned(), near, history: self.history()? })
    }

    fn history(&self) -> Result<History, Error> {
        if self.find("HEAD")?.is_none() {
            return Ok(History::Empty);
        }
        let is_shallow = self.ask(&["rev-parse", "--is-shallow-repository"])?.text() == "true";
        Ok(if is_shallow { History::Shallow } else { History::Whole })
    }

    fn ask(&self, words: &[&str]) -> Result<Answer, Error> {
        let words: Vec<&OsStr> = words.iter().map(OsStr::new).collect();
        command::ask(&self.root, &words)
    }
}

impl Revision<'_> {
    /// Every regular file at or below a path, which is given from the root of the repository on. Links and submodules are
    /// passed by, as they are in the work tree.
    pub(crate) fn files(&self, below: &Path) -> Result<Vec<Entry>, Error> {
        let mut entries = self.entries(below)?;
        entries.retain(|entry| !entry.is_link);
        Ok(entries)
    }

    /// Every regular file and every link at or below a path.
    pub(crate) fn entries(&self, below: &Path) -> Result<Vec<Entry>, Error> {
        let mut words: Vec<&OsStr> =
            ["ls-tree", "-r", "-z", "--long", "--full-tree", &self.commit].map(OsStr::new).into();
        let path: OsString = slashed(below);
        if !path.is_empty() {
            words.extend([OsStr::new("--"), &path]);
        }
        let answer = command::ask(&self.repository.root, &words)?;
        if !answer.is_good {
            return Err(Error::Git { what: format!("the files of `{}`", self.commit), said: answer.said });
        }
        Ok(answer.out.split(|&byte| byte == 0).filter_map(entry).collect())
    }
}

/// One line of `ls-tree --long`: mode, kind, id and size, then a tab and the path.
fn entry(line: &[u8]) -> Option<Entry> {
    let tab = line.iter().position(|&byte| byte == b'\t')?;
    let about = std::str::from_utf8(&line[..tab]).ok()?;
    let mut words = about.split_ascii_whitespace();
    let (mode, kind, id, size) = (words.next()?, words.next()?, words.next()?, words.next()?);
    let is_link = mode.starts_with("120");
    let is_file = kind == "blob" && (is_link || mode.starts_with("100"));
    is_file.then(|| Entry { path: path_of(&line[tab + 1..]), id: id.to_owned(), size: size.parse().ok(), is_link })
}

/// A path as git writes it.
fn slashed(path: &Path) -> OsString {
    let parts: Vec<_> = path.components().filter(|part| matches!(part, Component::Normal(_))).collect();
    let mut slashed = OsString::new();
    for (number, part) in parts.iter().enumerate() {
        if number > 0 {
            slashed.push("/");
        }
        slashed.push(part);
    }
    slashed
}

fn no_repository(folder: &Path, answer: &Answer) -> Error {
    let folder = if folder.as_os_str().is_empty() { ".".to_owned() } else { crate::world::shown(folder) };
    let is_none =
        ["not a git repository", "must be run in a work tree"].iter().any(|words| answer.said.contains(words));
    if is_none {
        return Error::NoRepository { folder };
    }
    Error::Git { what: format!("the repository of `{folder}`"), said: answer.said.clone() }
}

#[cfg(test)]
mod tests;
