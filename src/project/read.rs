//! Campaign files: bytes, then text, then what it declares. Whatever goes wrong with one file costs only that file.

use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;

use rayon::prelude::*;

use crate::ast;
use crate::error::Error;
use crate::finding::{Finding, Severity};
use crate::front;
use crate::source::{SourceId, Sources, Span};

use super::input::{Input, Origin};
use crate::world::{Bytes, World, read_piped};

/// Every campaign file, read.
#[derive(Debug, Default)]
pub(crate) struct Campaigns {
    /// The texts.
    pub(crate) sources: Sources,
    /// What they declare.
    pub(crate) files: Vec<Arc<ast::File>>,
    /// What was not understood.
    pub(crate) faults: Vec<Finding>,
    /// What could not be read.
    pub(crate) troubles: Vec<Error>,
}

/// Reads all campaign files of a world, as many at a time as there are threads, and says `done` after each. The sources are
/// added to those that are there.
pub(crate) fn campaigns(inputs: &[&Input], world: &dyn World, sources: Sources, done: &(dyn Fn() + Sync)) -> Campaigns {
    let mut read = Campaigns { sources, ..Campaigns::default() };
    let mut texts = Vec::new();
    for (input, content) in inputs.iter().zip(contents(inputs, world)) {
        let path = input.path.clone();
        match content.map(Content::of) {
            Ok(Content::Text(text)) => texts.push(read.sources.add(path, text)),
            Ok(Content::Fault(fault)) => read.faults.push(fault.located(&path, &mut read.sources)),
            Err(source) => read.troubles.push(Error::Read { path, source }),
        }
    }
    let sources = &read.sources;
    let parsed: Vec<_> = texts.par_iter().map(|&id| parse(id, sources, done)).collect();
    for (file, faults) in parsed {
        read.files.push(Arc::new(file));
        read.faults.extend(faults);
    }
    read
}

/// A longer file is not read: nobody writes campaigns of this size.
pub(crate) const LONGEST: u64 = 16 << 20;

/// What came of reading a file.
enum Content {
    /// Its text.
    Text(String),
    /// Why there is none.
    Fault(Fault),
}

/// Why the bytes of a file are not the text of a campaign.
struct Fault {
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

/// The bytes of all inputs, in their order.
fn contents(inputs: &[&Input], world: &dyn World) -> Vec<io::Result<Bytes>> {
    let in_world = inputs.iter().filter_map(|input| input.origin.path());
    let mut read = world.read_all(&in_world.collect::<Vec<_>>(), LONGEST).into_iter();
    let of = |input: &&Input| match input.origin {
        Origin::Stdin => read_piped(LONGEST),
        Origin::File(_) => read.next().unwrap_or_else(|| Err(io::ErrorKind::UnexpectedEof.into())),
    };
    inputs.iter().map(of).collect()
}

impl Content {
    /// The text that bytes are, if they are one.
    fn of(bytes: Bytes) -> Content {
        match bytes {
            Bytes::Whole(bytes) => match String::from_utf8(bytes) {
                Ok(text) => Content::Text(text),
                Err(bad) => Content::Fault(not_utf8(bad.as_bytes(), bad.utf8_error().valid_up_to())),
            },
            Bytes::TooLarge => Content::Fault(too_large()),
        }
    }
}

/// What is said of a file that is longer than is read.
fn too_large() -> Fault {
    Fault {
        rule: "file/too-large",
        message: format!("this file is larger than {} MiB, so it was not read", LONGEST >> 20),
        help: "split it into several files",
        line: 1,
        text: String::new(),
        at: 0,
    }
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

fn parse(id: SourceId, sources: &Sources, done: &(dyn Fn() + Sync)) -> (ast::File, Vec<Finding>) {
    let read = panic::catch_unwind(AssertUnwindSafe(|| front::read(id, sources[id].text())));
    done();
    read.unwrap_or_else(|_| {
        let message = "qualm itself failed on this file, so it was not read";
        let fault = Finding::fault("internal/panic", Severity::Error, Span::new(id, 0, 0), message);
        let help = "this is not your mistake: please report it, with the file if you can share it";
        (ast::File::default(), vec![fault.help(help)])
    })
}
