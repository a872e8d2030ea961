//! How `git` is run: nothing of the surroundings changes what it reads, and it asks and writes nothing.

use std::env;
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::error::Error;

/// What git answered.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) is_good: bool,
    pub(super) out: Vec<u8>,
    /// What it complained about, on one line.
    pub(super) said: String,
}

impl Answer {
    /// The answer without the break that ends it.
    pub(super) fn line(&self) -> Vec<u8> {
        self.out.strip_suffix(b"\n").unwrap_or(&self.out).to_vec()
    }

    /// The answer as words; ids and names of branches.
    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.line()).into_owned()
    }
}

/// Runs git in a folder until it is done.
pub(super) fn ask(folder: &Path, words: &[&OsStr]) -> Result<Answer, Error> {
    let done = git(folder).args(words).stdin(Stdio::null()).output().map_err(|error| not_run(folder, error))?;
    let said = complaint(&done.stderr);
    Ok(Answer { is_good: done.status.success(), out: done.stdout, said })
}

#[cfg(test)]
thread_local! {
    /// How often this thread asked for a git: what is slow about git is that it starts.
    pub(super) static STARTED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Git in a folder, still to be told what to do.
pub(super) fn git(folder: &Path) -> Command {
    #[cfg(test)]
    STARTED.with(|started| started.set(started.get() + 1));
    let mut git = Command::new("git");
    if !folder.as_os_str().is_empty() {
        git.arg("-C").arg(folder);
    }
    git.args(["--no-pager", "--no-optional-locks", "--no-replace-objects", "--literal-pathspecs"]);
    for setting in SETTINGS {
        git.args(["-c", setting]);
    }
    for (name, _) in env::vars_os().filter(|(name, _)| is_of_another(name)) {
        git.env_remove(name);
    }
    git.env("LC_ALL", "C").env("GIT_TERMINAL_PROMPT", "0").env("GIT_NO_LAZY_FETCH", "1");
    git.stderr(Stdio::piped()).stdout(Stdio::piped());
    git
}

/// No watcher is started and nothing is fetched, by versions of git, too, that do not know `GIT_NO_LAZY_FETCH`.
const SETTINGS: [&str; 3] = ["core.quotepath=off", "core.fsmonitor=false", "protocol.allow=never"];

/// Variables that speak of one repository, as hooks have them: here the folder tells which one is meant. Where the user's
/// settings are, and which folders are safe, still counts.
const OF_ANOTHER: [&str; 12] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_GRAFT_FILE",
    "GIT_SHALLOW_FILE",
    "GIT_REPLACE_REF_BASE",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
];

fn is_of_another(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    OF_ANOTHER.contains(&&*name) || name.starts_with("GIT_TRACE")
}

fn not_run(folder: &Path, source: io::Error) -> Error {
    // A folder that is not there gives the same error as a program that is not there, but for `-C`, which git checks.
    if source.kind() == io::ErrorKind::NotFound {
        return Error::NoGit;
    }
    Error::Read { path: crate::world::shown(folder), source }
}

/// What git complained about: its last line that says so, without the word it opens with.
pub(super) fn complaint(stderr: &[u8]) -> String {
    let text = String::from_utf8_lossy(stderr);
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let line = lines().find(|line| line.starts_with("fatal: ")).or_else(|| lines().next()).unwrap_or("no reason given");
    line.trim_start_matches("fatal: ").trim_start_matches("error: ").to_owned()
}

/// A path from the bytes that git has it in.
#[cfg(unix)]
pub(super) fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(OsStr::from_bytes(bytes))
}

/// A path from the bytes that git has it in, which is UTF-8 where the system's own paths are not bytes.
#[cfg(not(unix))]
pub(super) fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}
