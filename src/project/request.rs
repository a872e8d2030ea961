//! What a run asks of a project: which files, which configuration, which baseline.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::finding::Text;
use crate::world::{Checkout, Trust};

/// What a run asks of a project.
#[derive(Debug)]
pub(crate) struct Request {
    /// Files and folders, as they were typed.
    pub(crate) paths: Vec<PathBuf>,
    /// What standard input is called.
    pub(crate) stdin_name: String,
    /// The column of lists that holds the names.
    pub(crate) column: Option<Text>,
    /// Where the configuration comes from.
    pub(crate) config: Where,
    /// The folders whose links and configuration may be a stranger's.
    pub(crate) checkout: Checkout,
    /// The rules that run, by name or pattern; all where none is named.
    pub(crate) rules: Vec<String>,
    /// Which baseline holds what is known already.
    pub(crate) baseline: BaselineFile,
    /// The revision from which on findings are told.
    pub(crate) since: Option<String>,
    /// The revision from which the configuration is read.
    pub(crate) config_from: Option<String>,
    /// Whether what the configuration excludes is passed by even where it is named.
    pub(crate) excluded: Excluded,
    /// What the first word may have been meant as: the commands, where none was given.
    pub(crate) commands: Vec<String>,
}

/// Where the configuration comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Where {
    /// The nearest `qualm.yaml` above the first path.
    Nearest,
    /// That file.
    File(PathBuf),
    /// There is none.
    Nowhere,
}

/// Which baseline holds what is known already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum BaselineFile {
    /// That of the project, if there is one.
    Usual,
    /// That file.
    Named(PathBuf),
    /// None.
    None,
}

/// What becomes of files that are named and that the configuration excludes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Excluded {
    /// They are read.
    ReadWhereNamed,
    /// They are passed by.
    PassedBy,
}

impl Request {
    /// Everything at a path, by the nearest configuration.
    pub(crate) fn of(paths: Vec<PathBuf>, trust: Trust) -> Request {
        Request {
            checkout: Checkout::of(trust, paths.iter().map(PathBuf::as_path)),
            paths,
            stdin_name: String::new(),
            column: None,
            config: Where::Nearest,
            rules: Vec::new(),
            baseline: BaselineFile::Usual,
            since: None,
            config_from: None,
            excluded: Excluded::ReadWhereNamed,
            commands: Vec::new(),
        }
    }

    /// Where the walk up to a configuration starts: the folder of the first path.
    pub(crate) fn start(&self) -> PathBuf {
        let first = self.paths.first().map_or(Path::new("."), PathBuf::as_path);
        let first = if first.as_os_str() == "-" { Path::new(&self.stdin_name) } else { first };
        let folder = if first.is_dir() { Some(first) } else { first.parent() };
        let folder = folder.filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::canonicalize(folder).or_else(|_| env::current_dir()).unwrap_or_default()
    }

    /// The command that a path may have been meant as: the first word, where it is no command.
    pub(crate) fn command_like(&self, path: &Path) -> Option<String> {
        let word = path.to_str().filter(|_| self.paths.first().is_some_and(|first| first == path))?;
        self.commands.iter().find(|command| strsim::jaro_winkler(word, command) > 0.85).cloned()
    }
}
