//! Which files to read: what was named, and what the folders hold.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::front::{Kind, list};
use crate::report::Why;

use super::input::{Input, Origin};
use super::misnamed::is_near_miss;
use super::request::{Excluded, Request};
use super::scope::Scope;
use super::skipped::{Left, Skipped};
use super::unnamed::{kind, would_read};
use super::{NAME, Project, Root};
use crate::world::{Disk, Seen, Unseen, behind_link, committed_below, inside_hidden, inside_ignored, shown, survey};

/// What the paths came to.
pub(crate) struct Found {
    /// Everything to read, sorted by path and each once.
    pub(crate) inputs: Vec<Input>,
    /// What was passed by, sorted by path.
    pub(crate) left: Vec<Left>,
    /// What could not be looked at.
    pub(crate) troubles: Vec<Error>,
    /// What the report is about.
    pub(crate) scope: Scope,
}

/// Finds everything to read: the whole project where there is one, and what was named.
pub(crate) fn find(request: &Request, project: &Project) -> Found {
    let mut finder = Finder {
        request,
        project,
        inputs: Vec::new(),
        skipped: Skipped::default(),
        troubles: Vec::new(),
        files: HashSet::new(),
        folders: Vec::new(),
        known: HashMap::new(),
        is_whole: false,
    };
    if let Some(root) = &project.root {
        finder.project(root);
        if request.config_from.is_some() {
            finder.committed(root);
        }
        finder.known = finder.inputs.iter().enumerate().map(|(at, input)| (input.path.clone(), at)).collect();
    }
    for path in &request.paths {
        finder.path(path);
    }
    let Finder { mut inputs, skipped, troubles, files, folders, is_whole, .. } = finder;
    let scope = if project.root.is_none() || is_whole { Scope::All } else { Scope::Named { files, folders } };
    inputs.sort_by(|a, b| a.path.cmp(&b.path));
    inputs.dedup_by(|a, b| a.path == b.path);
    if request.paths.len() > 1 {
        keep_one_of_each(&mut inputs);
    }
    Found { left: skipped.left(&inputs), inputs, troubles, scope }
}

struct Finder<'a> {
    request: &'a Request,
    project: &'a Project,
    inputs: Vec<Input>,
    skipped: Skipped,
    troubles: Vec<Error>,
    /// Files that were named, as people see them.
    files: HashSet<String>,
    /// Folders that were named, each with a slash at its end.
    folders: Vec<String>,
    /// The files of the project by what people see: a hook may name thousands of them.
    known: HashMap<String, usize>,
    /// Whether the whole project was named.
    is_whole: bool,
}

impl Finder<'_> {
    /// Takes every file of the project.
    fn project(&mut self, root: &Root) {
        let from = self.inputs.len();
        self.folder(&root.real);
        for input in &mut self.inputs[from..] {
            if let Origin::File(path) = &input.origin {
                input.path = root.seen(path);
            }
        }
    }

    /// Takes what git holds although `.gitignore` names it: else a change could hide a campaign from its own check.
    fn committed(&mut self, root: &Root) {
        let known: HashSet<String> = self.inputs.iter().map(|input| input.path.clone()).collect();
        let held = match committed_below(&root.real) {
            Ok(held) => held,
            Err(error) => return self.troubles.push(error),
        };
        for path in held.into_iter().filter(|path| !known.contains(&root.seen(path))) {
            let is_file = fs::symlink_metadata(&path).is_ok_and(|about| about.is_file());
            let inside = path.strip_prefix(&root.real).unwrap_or(&path);
            let is_hidden = inside.iter().any(|part| part.to_string_lossy().starts_with('.'));
            if is_hidden && self.would_read(&path) {
                self.skipped.file(path, Why::Hidden);
            } else if is_file && !is_hidden {
                let (from, seen) = (self.inputs.len(), root.seen(&path));
                self.met(path);
                self.inputs[from..].iter_mut().for_each(|input| input.path.clone_from(&seen));
            }
        }
    }

    fn path(&mut self, path: &Path) {
        let is_stdin = path.as_os_str() == "-";
        if !is_stdin && self.project.checkout.leads_astray(path, |end| Kind::of(end).is_some()) {
            return self.troubles.push(Error::Astray { path: shown(path) });
        }
        let name = if is_stdin { Path::new(&self.request.stdin_name) } else { path };
        let root = self.project.root.as_ref();
        match root.and_then(|root| Some((root, root.inside(name)?))) {
            Some((root, inside)) => self.within(root, &inside, path, is_stdin),
            None => self.outside(path, is_stdin),
        }
    }

    /// Takes what was named inside the project: it is read already, and the report is about it.
    fn within(&mut self, root: &Root, inside: &str, path: &Path, is_stdin: bool) {
        let seen = format!("{}{inside}", root.shown);
        if !is_stdin && path.is_dir() {
            self.is_whole |= inside.is_empty();
            let before = self.inputs.len();
            let folder = if inside.is_empty() { root.shown.clone() } else { format!("{seen}/") };
            // What `.gitignore` or the configuration leaves out is read where it is named.
            if !self.inputs[..before].iter().any(|input| input.path.starts_with(&folder)) {
                self.outside(path, is_stdin);
            }
            return self.folders.push(folder);
        }
        if !is_stdin && path.file_name().is_some_and(|name| name == NAME) {
            // A change of the configuration is one of everything.
            self.is_whole = true;
            return;
        }
        if !is_stdin && self.request.excluded == Excluded::PassedBy && !self.project.config.wants(inside) {
            return;
        }
        self.files.insert(seen.clone());
        let known = self.known.get(&seen).copied();
        if let (Some(known), true) = (known, is_stdin) {
            self.inputs[known].origin = Origin::Stdin;
        } else if known.is_none() {
            let before = self.inputs.len();
            self.outside(path, is_stdin);
            for input in &mut self.inputs[before..] {
                input.path.clone_from(&seen);
            }
        }
    }

    fn outside(&mut self, path: &Path, is_stdin: bool) {
        if is_stdin {
            let name = Path::new(&self.request.stdin_name);
            self.files.insert(shown(name));
            return self.named(name, Origin::Stdin);
        }
        match fs::metadata(path) {
            Ok(about) if about.is_dir() => {
                self.folders.push(format!("{}/", shown(path).trim_end_matches('/')));
                self.folder(path);
            }
            Ok(about) if !about.is_file() => self.troubles.push(Error::NotAFile { path: shown(path) }),
            Ok(_) => self.named(path, Origin::File(path.to_path_buf())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => self.troubles.push(self.missing(path)),
            Err(source) => self.troubles.push(Error::Read { path: shown(path), source }),
        }
    }

    fn named(&mut self, path: &Path, origin: Origin) {
        match Kind::of(path) {
            Some(kind) => {
                self.files.insert(shown(path));
                self.inputs.push(Input { path: shown(path), origin, kind });
            }
            None => self.troubles.push(Error::UnknownKind { path: shown(path) }),
        }
    }

    fn folder(&mut self, root: &Path) {
        let Unseen { ignored, hidden } = survey(root, |seen| match seen {
            Seen::File(path) => self.met(path),
            Seen::Link(path) => self.link(path),
            Seen::Trouble(error) => self.troubles.push(error),
        });
        for path in ignored.iter().flat_map(|path| inside_ignored(path)) {
            if self.would_read(&path) {
                self.skipped.file(path, Why::Ignored);
            }
        }
        for path in hidden.iter().flat_map(|path| inside_hidden(path)) {
            let is_near = is_near_miss(&path.file_name().unwrap_or_default().to_string_lossy());
            if is_near || self.would_read(&path) {
                self.skipped.file(path, Why::Hidden);
            }
        }
    }

    /// Notes a link, if what it leads to would be read.
    fn link(&mut self, path: PathBuf) {
        if self.would_read(&path) {
            return self.skipped.file(path, Why::Link);
        }
        if path.is_dir() {
            let (behind, column) = (behind_link(&path), self.request.column.as_deref());
            self.skipped.folder(path.clone(), behind, |path| would_read(path, column));
        }
    }

    fn would_read(&self, path: &Path) -> bool {
        would_read(path, self.request.column.as_deref())
    }

    /// Why there is nothing at a path.
    fn missing(&self, path: &Path) -> Error {
        if let Ok(target) = fs::read_link(path) {
            return Error::Dangling { path: shown(path), target: shown(&target) };
        }
        let near = self.request.command_like(path).or_else(|| crate::world::nearest(path));
        Error::Missing { path: shown(path), near }
    }

    /// Takes a file from a folder if it is one that qualm reads without being told to.
    fn met(&mut self, path: PathBuf) {
        let inside = self.project.root.as_ref().and_then(|root| Some(shown(path.strip_prefix(&root.real).ok()?)));
        if inside.is_some_and(|inside| !self.project.config.wants(&inside)) {
            if self.would_read(&path) {
                self.skipped.file(path, Why::Excluded);
            }
            return;
        }
        match kind(&path, self.request.column.as_deref(), &Disk) {
            Ok(Some(kind)) => self.inputs.push(Input { path: shown(&path), origin: Origin::File(path), kind }),
            Ok(None) => self.unknown(path),
            Err(source) => self.troubles.push(Error::Read { path: shown(&path), source }),
        }
    }

    /// Notes a file that is not read, if it is like one that is.
    fn unknown(&mut self, path: PathBuf) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let is_table = matches!(Kind::of(&path), Some(Kind::List(list::Kind::Csv | list::Kind::Tsv)));
        if is_near_miss(&name) {
            self.skipped.file(path, Why::Misnamed);
        } else if is_table && fs::metadata(&path).is_ok_and(|about| about.len() > 0) {
            self.skipped.file(path, Why::Table);
        }
    }
}

/// Drops inputs that are the same file as one before, such as `a/b` after `a`.
fn keep_one_of_each(inputs: &mut Vec<Input>) {
    let mut seen = HashSet::new();
    inputs.retain(|input| match &input.origin {
        Origin::Stdin => true,
        Origin::File(path) => fs::canonicalize(path).map_or(true, |real| seen.insert(real)),
    });
}
