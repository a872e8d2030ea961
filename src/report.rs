//! Findings become bytes, one file a format. Nothing here filters, sorts or judges.

mod concise;
mod json;
mod plain;
mod pretty;
mod visible;

use std::fmt;
use std::io;

use crate::finding::{Finding, Severity};
use crate::source::Sources;

pub use self::json::write as write_json;
pub(crate) use self::pretty::wrapped;
pub use self::pretty::{Colour, Glyphs, Look};
pub use self::visible::visible;

/// The shapes a report can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people: the text with its trail, reason and way out.
    Pretty,
    /// One line a finding: `path:line:col: severity[rule] message`.
    Concise,
    /// One JSON object with all findings and a summary.
    Json,
    /// One JSON object a line, one line a finding.
    Ndjson,
}

/// Writes a report piece by piece, so that a list of any length can stream through.
pub struct Writer<'a> {
    format: Format,
    look: Look,
    out: &'a mut dyn io::Write,
    place: Place,
}

/// How much was found in how much.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files read.
    pub files: usize,
    /// Findings of severity error.
    pub errors: usize,
    /// Findings of severity warning.
    pub warnings: usize,
    /// Findings of severity note.
    pub notes: usize,
    /// Findings that a waiver hushes; they count nowhere else.
    pub waived: usize,
    /// Findings that are known from a baseline or an older revision; they count nowhere else.
    pub known: usize,
    /// Campaigns read.
    pub campaigns: usize,
    /// Segments read, but for those in lists.
    pub segments: usize,
    /// Rows of lists read.
    pub rows: usize,
    /// What was not.
    pub unread: Unread,
}

/// How many files of folders were passed by that would have been read elsewhere.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Unread {
    /// Symbolic links.
    pub links: usize,
    /// Files that `.gitignore` names.
    pub ignored: usize,
}

/// Why a run, or a part of it, could not be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What went wrong.
    pub message: String,
    /// The way out.
    pub help: Option<String>,
}

/// Whether something was written before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    First,
    Later,
}

impl<'a> Writer<'a> {
    /// A report of this format that goes to `out`.
    pub fn new(format: Format, look: Look, out: &'a mut dyn io::Write) -> Writer<'a> {
        Writer { format, look, out, place: Place::First }
    }

    /// Opens the report.
    pub fn begin(&mut self) -> io::Result<()> {
        match self.format {
            Format::Json => json::begin(self.out),
            Format::Pretty | Format::Concise | Format::Ndjson => Ok(()),
        }
    }

    /// Adds findings, all of which speak of `sources`.
    pub fn findings(&mut self, sources: &Sources, findings: &[Finding]) -> io::Result<()> {
        for finding in findings {
            match self.format {
                Format::Pretty => pretty::finding(self.look, sources, finding, self.out)?,
                Format::Concise => concise::finding(self.look.glyphs, sources, finding, self.out)?,
                Format::Json => json::element(sources, finding, self.place, self.out)?,
                Format::Ndjson => json::line(sources, finding, self.out)?,
            }
            self.place = Place::Later;
        }
        Ok(())
    }

    /// Closes the report.
    pub fn end(&mut self, summary: &Summary, failures: &[Failure]) -> io::Result<()> {
        match self.format {
            Format::Pretty | Format::Concise => writeln!(self.out, "{summary}")?,
            Format::Json => json::end(summary, failures, self.out)?,
            Format::Ndjson => {}
        }
        self.out.flush()
    }
}

impl Summary {
    /// Adds findings to the count.
    pub fn count(&mut self, findings: &[Finding]) {
        for finding in findings {
            *match (finding.is_suppressed(), finding.severity) {
                (true, _) => &mut self.waived,
                (false, Severity::Error) => &mut self.errors,
                (false, Severity::Warning) => &mut self.warnings,
                (false, Severity::Note) => &mut self.notes,
            } += 1;
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = [(self.errors, "error"), (self.warnings, "warning"), (self.notes, "note")];
        let told: Vec<_> =
            counts.iter().filter(|(count, _)| *count > 0).map(|&(count, word)| some(count, word)).collect();
        let told = if told.is_empty() { "no findings".to_string() } else { told.join(", ") };
        write!(f, "{told} in {}", some(self.files, "file"))?;
        if self.waived > 0 {
            write!(f, " ({} waived)", self.waived)?;
        }
        if self.known > 0 {
            write!(f, " ({} known)", self.known)?;
        }
        write!(f, "{}", self.unread)?;
        if self.says_nothing() {
            write!(f, ", which hold{} no campaigns or segments", if self.files == 1 { "s" } else { "" })?;
        }
        Ok(())
    }
}

impl Summary {
    fn says_nothing(&self) -> bool {
        let found = self.errors + self.warnings + self.notes + self.waived + self.known;
        self.files > 0 && found + self.campaigns + self.segments + self.rows == 0
    }
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Unread { links: 0, ignored: 0 } => Ok(()),
            Unread { links, ignored: 0 } => write!(f, " ({} not read)", some(links, "link")),
            Unread { links: 0, ignored } => write!(f, " ({} not read)", some(ignored, "ignored file")),
            Unread { links, ignored } => {
                write!(f, " ({} and {} not read)", some(links, "link"), some(ignored, "ignored file"))
            }
        }
    }
}

/// `1 file`, `2 files`.
fn some(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests;
