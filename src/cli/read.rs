//! Campaign files: bytes, then text, then what it declares. Whatever goes wrong with one file costs only that file.

use std::fs::File;
use std::io::{self, Read};
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;

use rayon::prelude::*;

use crate::ast;
use crate::error::Error;
use crate::finding::{Finding, Severity};
use crate::front;
use crate::source::{SourceId, Sources, Span};

use super::files::{Input, Origin};
use super::progress::Progress;

/// Every campaign file, read.
#[derive(Debug, Default)]
pub(super) struct Campaigns {
    /// The texts.
    pub(super) sources: Sources,
    /// What they declare.
    pub(super) files: Vec<Arc<ast::File>>,
    /// What was not understood.
    pub(super) faults: Vec<Finding>,
    /// What could not be read.
    pub(super) troubles: Vec<Error>,
}

/// Reads all campaign files, as many at a time as there are threads.
/// The sources are added to those that are there.
pub(super) fn campaigns(inputs: &[&Input], sources: Sources, progress: &Progress) -> Campaigns {
    let contents = inputs.par_iter().map(|input| (input.path.clone(), content(input)));
    texts(contents.collect(), sources, progress)
}

/// Reads the contents of files, each with its path.
pub(super) fn texts(contents: Vec<(String, io::Result<Content>)>, sources: Sources, progress: &Progress) -> Campaigns {
    let mut read = Campaigns { sources, ..Campaigns::default() };
    let mut texts = Vec::new();
    for (path, content) in contents {
        match content {
            Ok(Content::Text(text)) => texts.push(read.sources.add(path, text)),
            Ok(Content::Fault(fault)) => read.faults.push(fault.located(&path, &mut read.sources)),
            Err(source) => read.troubles.push(Error::Read { path, source }),
        }
    }
    let sources = &read.sources;
    let parsed: Vec<_> = texts.par_iter().map(|&id| parse(id, sources, progress)).collect();
    for (file, faults) in parsed {
        read.files.push(Arc::new(file));
        read.faults.extend(faults);
    }
    read
}

/// A longer file is not read: nobody writes campaigns of this size.
pub(super) const LONGEST: u64 = 16 << 20;

/// What came of reading a file.
pub(super) enum Content {
    /// Its text.
    Text(String),
    /// Why there is none.
    Fault(Fault),
}

/// Why the bytes of a file are not the text of a campaign.
pub(super) struct Fault {
    rule: &'static str,
    message: String,
    help: &'static str,
    line: usize,
    text: String,
    at: usize,
}

impl Fault {
    fn located(self, path: &str, sources: &mut Sources) -> Finding {
        let id = sources.add_excerpt(path, self.text, self.line);
        let len = sources[id].text()[self.at..].chars().next().map_or(0, char::len_utf8);
        let span = Span::new(id, self.at, self.at + len);
        Finding::fault(self.rule, Severity::Error, span, self.message).help(self.help)
    }
}

fn content(input: &Input) -> io::Result<Content> {
    let mut bytes = Vec::new();
    match &input.origin {
        Origin::Stdin => io::stdin().lock().take(LONGEST + 1).read_to_end(&mut bytes)?,
        Origin::Disk(path) => {
            let file = File::open(path)?;
            let size = file.metadata()?.len();
            if size > LONGEST {
                return Ok(too_large());
            }
            bytes.reserve(size as usize + 1);
            // One that grows while it is read is read to the end that it had.
            file.take(size).read_to_end(&mut bytes)?
        }
    };
    if bytes.len() as u64 > LONGEST {
        return Ok(too_large());
    }
    Ok(of_bytes(bytes))
}

/// The text that bytes are, if they are one.
pub(super) fn of_bytes(bytes: Vec<u8>) -> Content {
    match String::from_utf8(bytes) {
        Ok(text) => Content::Text(text),
        Err(bad) => Content::Fault(not_utf8(bad.as_bytes(), bad.utf8_error().valid_up_to())),
    }
}

/// What is said of a file that is longer than is read.
pub(super) fn too_large() -> Content {
    Content::Fault(Fault {
        rule: "file/too-large",
        message: format!("this file is larger than {} MiB, so it was not read", LONGEST >> 20),
        help: "split it into several files",
        line: 1,
        text: String::new(),
        at: 0,
    })
}

/// Shows the line with the first byte that is not UTF-8.
fn not_utf8(bytes: &[u8], offset: usize) -> Fault {
    let start = bytes[..offset].iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    let len = bytes[start..].iter().position(|&byte| byte == b'\n').unwrap_or(bytes.len() - start);
    Fault {
        rule: "file/not-utf8",
        message: format!("this file is not UTF-8: byte 0x{:02X} at offset {offset}", bytes[offset]),
        help: "save it as UTF-8",
        line: bytes[..start].split(|&byte| byte == b'\n').count(),
        text: String::from_utf8_lossy(&bytes[start..start + len]).into_owned(),
        at: offset - start,
    }
}

fn parse(id: SourceId, sources: &Sources, progress: &Progress) -> (ast::File, Vec<Finding>) {
    let read = panic::catch_unwind(AssertUnwindSafe(|| front::read(id, sources[id].text())));
    progress.step();
    read.unwrap_or_else(|_| {
        let message = "qualm itself failed on this file, so it was not read";
        let fault = Finding::fault("internal/panic", Severity::Error, Span::new(id, 0, 0), message);
        let help = "this is not your mistake: please report it, with the file if you can share it";
        (ast::File::default(), vec![fault.help(help)])
    })
}
