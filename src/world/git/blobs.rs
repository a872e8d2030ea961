//! The contents of files in a revision: many small ones at once, or one that streams.

use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Stdio};
use std::thread;

use super::command::{ask, complaint, git};
use super::{Entry, Repository};
use crate::error::Error;

/// What came of reading a file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// All of it.
    Whole(Vec<u8>),
    /// It has more bytes than were asked for, so it was not kept.
    TooLarge,
}

/// One file's bytes, as git hands them out.
#[derive(Debug)]
pub(crate) struct Blob {
    git: Child,
    out: BufReader<ChildStdout>,
    /// What is still to come, where it is known: a pipe that ends early must not pass for a whole file.
    left: Option<u64>,
}

impl Repository {
    /// The contents of files that have at most `limit` bytes, in the order of `entries`. One process reads them all.
    pub(crate) fn read(&self, entries: &[Entry], limit: u64) -> Vec<io::Result<Content>> {
        let is_wanted = |entry: &&Entry| entry.size.is_none_or(|size| size <= limit);
        let wanted: Vec<&Entry> = entries.iter().filter(is_wanted).collect();
        let mut read = self.batch(&wanted, limit).into_iter();
        let mut next = || read.next().unwrap_or_else(|| Err(stopped("")));
        entries.iter().map(|entry| if is_wanted(&entry) { next() } else { Ok(Content::TooLarge) }).collect()
    }

    /// Streams a file, of whatever size.
    pub(crate) fn open(&self, entry: &Entry) -> io::Result<Blob> {
        const BUFFER: usize = 256 << 10;
        let mut git = git(&self.root);
        git.args(["cat-file", "blob", &entry.id]).stdin(Stdio::null()).stderr(Stdio::null());
        let mut git = git.spawn()?;
        let Some(out) = git.stdout.take() else { return Err(stopped("")) };
        Ok(Blob { git, out: BufReader::with_capacity(BUFFER, out), left: entry.size })
    }

    /// The ids that the contents of files on disk would have, in the order of `paths`; empty for those that git cannot
    /// read together.
    pub(crate) fn ids(&self, paths: &[&Path]) -> Result<Vec<String>, Error> {
        // A command line has room for so many.
        const AT_ONCE: usize = 200;
        let mut ids: Vec<String> = Vec::with_capacity(paths.len());
        for some in paths.chunks(AT_ONCE) {
            let whole: Vec<PathBuf> = some.iter().map(|path| std::path::absolute(path).unwrap_or_default()).collect();
            let words = ["hash-object", "--no-filters", "--"].map(OsStr::new);
            let words: Vec<&OsStr> = words.into_iter().chain(whole.iter().map(|path| path.as_os_str())).collect();
            let answer = ask(&self.root, &words)?;
            let found: Vec<String> = answer.text().lines().map(str::to_owned).collect();
            let is_whole = answer.is_good && found.len() == some.len();
            ids.extend(if is_whole { found } else { vec![String::new(); some.len()] });
        }
        Ok(ids)
    }

    fn batch(&self, wanted: &[&Entry], limit: u64) -> Vec<io::Result<Content>> {
        if wanted.is_empty() {
            return Vec::new();
        }
        let mut git = git(&self.root);
        git.args(["cat-file", "--batch"]).stdin(Stdio::piped());
        match git.spawn() {
            Ok(git) => converse(git, wanted, limit),
            Err(error) => wanted.iter().map(|_| Err(again(&error))).collect(),
        }
    }
}

/// Asks for everything while the answers are read: whoever waits to have asked it all fills the pipe and waits for ever.
fn converse(mut git: Child, wanted: &[&Entry], limit: u64) -> Vec<io::Result<Content>> {
    let (stdin, stdout, stderr) = (git.stdin.take(), git.stdout.take(), git.stderr.take());
    let (Some(mut stdin), Some(stdout), Some(mut stderr)) = (stdin, stdout, stderr) else { return Vec::new() };
    let answers = thread::scope(|scope| {
        scope.spawn(move || {
            let mut asked = wanted.iter().map(|entry| writeln!(stdin, "{}", entry.id));
            // Why git hangs up, its answers tell.
            asked.find(Result::is_err)
        });
        let said = scope.spawn(move || said(&mut stderr));
        let mut out = BufReader::new(stdout);
        let mut answers = Vec::with_capacity(wanted.len());
        let failed = loop {
            if answers.len() == wanted.len() {
                break None;
            }
            match answer(&mut out, limit) {
                Ok(answer) => answers.push(answer),
                Err(error) => break Some(error),
            }
        };
        drop(out);
        if let Some(error) = failed {
            // The rest has no answers any more: what follows a broken one may be anything.
            let _ = git.kill();
            let said = said.join().unwrap_or_default();
            let error = if said.is_empty() { error } else { stopped(&said) };
            answers.resize_with(wanted.len(), || Err(again(&error)));
        }
        answers
    });
    // It has nothing more to do; how it ends is no news.
    let _ = git.wait();
    answers
}

/// The next answer. The outer error ends the conversation, the inner one is that of a single file.
fn answer(out: &mut impl BufRead, limit: u64) -> io::Result<io::Result<Content>> {
    let mut head = Vec::new();
    out.take(LONGEST_HEAD).read_until(b'\n', &mut head)?;
    let head = String::from_utf8_lossy(&head);
    let Some(head) = head.strip_suffix('\n') else { return Err(stopped("")) };
    let words: Vec<&str> = head.split(' ').collect();
    let (kind, size) = match words[..] {
        [_, kind, size] => (kind, size.parse::<u64>().map_err(|_| stopped(head))?),
        [_, "missing"] => return Ok(Err(not_here())),
        _ => return Err(stopped(head)),
    };
    let mut body = out.take(size);
    let content = if kind != "blob" || size > limit {
        io::copy(&mut body, &mut io::sink())?;
        Content::TooLarge
    } else {
        let mut bytes = Vec::with_capacity(size as usize);
        body.read_to_end(&mut bytes)?;
        Content::Whole(bytes)
    };
    let mut end = [0];
    if body.limit() > 0 || out.read(&mut end)? != 1 {
        return Err(stopped(""));
    }
    Ok(Ok(content))
}

/// An id, a word and a number.
const LONGEST_HEAD: u64 = 1024;

/// What git complains about; all of it is read, so that it need not wait, and little is kept.
fn said(stderr: &mut impl Read) -> String {
    const KEPT: u64 = 4096;
    let mut kept = Vec::new();
    let read = stderr.by_ref().take(KEPT).read_to_end(&mut kept).and_then(|_| io::copy(stderr, &mut io::sink()));
    if read.is_err() || kept.is_empty() { String::new() } else { complaint(&kept) }
}

fn stopped(said: &str) -> io::Error {
    let why = if said.is_empty() { String::new() } else { format!(": {said}") };
    io::Error::new(io::ErrorKind::UnexpectedEof, format!("git stopped before the end{why}"))
}

fn not_here() -> io::Error {
    io::Error::new(
        io::ErrorKind::NotFound,
        "git does not have its content here; a partial clone lacks what was not fetched",
    )
}

/// The same error once more.
fn again(error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), error.to_string())
}

impl Blob {
    /// What the end of the pipe means.
    fn end(&mut self) -> io::Result<()> {
        let is_good = self.git.wait()?.success();
        match self.left {
            Some(left) if left > 0 => Err(if is_good { stopped("") } else { not_here() }),
            _ if !is_good => Err(not_here()),
            _ => Ok(()),
        }
    }
}

impl Read for Blob {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut from = self.fill_buf()?;
        let count = from.read(into)?;
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Blob {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.out.fill_buf()?.is_empty() {
            self.end()?;
        }
        // What was there a moment ago still is.
        Ok(self.out.buffer())
    }

    fn consume(&mut self, count: usize) {
        self.left = self.left.map(|left| left.saturating_sub(count as u64));
        self.out.consume(count);
    }
}

impl Drop for Blob {
    fn drop(&mut self) {
        // Whoever has read enough leaves no process behind; one that is done takes no harm.
        let _ = self.git.kill();
        let _ = self.git.wait();
    }
}
