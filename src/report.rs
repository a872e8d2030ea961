//! Findings become bytes, one file a format. Nothing here filters, sorts or judges.

mod concise;
mod github;
mod gitlab;
mod json;
mod junit;
mod kept;
mod markdown;
mod plain;
mod pretty;
mod root;
mod sarif;
mod statistics;
mod unread;
mod visible;
mod xml;

use std::fmt;
use std::io;

use crate::finding::{Finding, Severity};
use crate::prose::some;
use crate::rule::RuleSet;
use crate::source::Sources;
use crate::word::{Word, words};

pub use self::json::write as write_json;
pub(crate) use self::pretty::wrapped;
pub use self::pretty::{Colour, Glyphs, Look};
pub(crate) use self::root::Root;
pub(crate) use self::statistics::Statistics;
pub(crate) use self::unread::{Passed, Unread, Why};
pub(crate) use self::visible::visible;

words! {
    /// The shapes a report can have.
    pub Format {
        Pretty = "pretty": "for people: each finding with its places, its trail, the reason and the way out",
        Concise = "concise": "one line a finding: path:line:column: severity[rule] message",
        Json = "json": "one JSON object with all findings and a summary",
        Ndjson = "ndjson": "one JSON object a line, one line a finding",
        Sarif = "sarif": "SARIF 2.1.0, for code scanning",
        Github = "github": "annotations for GitHub Actions; where `GITHUB_STEP_SUMMARY` is set, the step's page, too",
        Gitlab = "gitlab": "GitLab Code Quality",
        Junit = "junit": "the XML of `JUnit`, for other CI",
        Markdown = "markdown": "a page for a pull request",
    }
}

/// What a report is told before its first finding.
#[derive(Debug, Clone)]
pub struct Frame {
    /// How a report for people looks.
    pub look: Look,
    /// What the paths in reports for code hosts start from.
    pub root: Root,
    /// How many bytes a page for a pull request may have.
    pub room: usize,
}

/// What a report is told after its last finding.
#[derive(Debug, Clone, Copy)]
pub struct Closing<'a> {
    /// How much was found in how much.
    pub summary: &'a Summary,
    /// What could not be done.
    pub failures: &'a [Failure],
    /// The rules that ran, if the run came to them.
    pub rules: Option<&'a RuleSet>,
    /// How often each rule leads, if that is wanted.
    pub statistics: Option<&'a Statistics>,
}

/// Writes a report piece by piece, so that a list of any length can stream through.
pub struct Writer<'a> {
    report: Box<dyn Report>,
    out: &'a mut dyn io::Write,
}

/// A report of one format, and what it remembers of what it has seen.
trait Report {
    /// Opens it.
    fn begin(&mut self, _: &mut dyn io::Write) -> io::Result<()> {
        Ok(())
    }

    /// Adds findings, all of which speak of `sources`.
    fn findings(&mut self, sources: &Sources, findings: &[Finding], out: &mut dyn io::Write) -> io::Result<()>;

    /// Closes it.
    fn end(self: Box<Self>, closing: &Closing, out: &mut dyn io::Write) -> io::Result<()>;
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
    /// Findings that a waiver suppresses; they count nowhere else.
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
    pub fn new(format: Format, frame: Frame, out: &'a mut dyn io::Write) -> Writer<'a> {
        Writer { report: format.report(frame), out }
    }

    /// Opens the report.
    pub fn begin(&mut self) -> io::Result<()> {
        self.report.begin(self.out)
    }

    /// Adds findings, all of which speak of `sources`.
    pub fn findings(&mut self, sources: &Sources, findings: &[Finding]) -> io::Result<()> {
        self.report.findings(sources, findings, self.out)
    }

    /// Closes the report.
    pub fn end(self, closing: &Closing) -> io::Result<()> {
        self.report.end(closing, self.out)?;
        self.out.flush()
    }
}

/// What stands under a report for people: the statistics, if they are wanted, and how much was found.
fn footing(glyphs: Glyphs, closing: &Closing, out: &mut dyn io::Write) -> io::Result<()> {
    if let Some(statistics) = closing.statistics {
        statistics::write(glyphs, statistics, out)?;
    }
    writeln!(out, "{}", closing.summary)
}

impl Frame {
    /// A report that stands alone: paths as they are, and as much room as GitHub has in a comment.
    pub fn of(look: Look) -> Frame {
        Frame { look, root: Root::default(), room: markdown::COMMENT }
    }
}

impl Format {
    fn report(self, Frame { look, root, room }: Frame) -> Box<dyn Report> {
        match self {
            Format::Pretty => Box::new(pretty::Pages(look)),
            Format::Concise => Box::new(concise::Lines(look.glyphs)),
            Format::Json => Box::new(json::Document::new()),
            Format::Ndjson => Box::new(json::Lines),
            Format::Sarif => Box::new(sarif::Log::new(root)),
            Format::Github => Box::new(github::Annotations::new(root)),
            Format::Gitlab => Box::new(gitlab::Quality::new(root)),
            Format::Junit => Box::new(junit::Suites::new(root)),
            Format::Markdown => Box::new(markdown::Page::new(root, room)),
        }
    }

    /// The format that the ending of a file's name speaks of.
    pub(crate) fn by_ending(name: &str) -> Option<Format> {
        let name = name.to_ascii_lowercase();
        let all = Format::ALL.iter().flat_map(|format| format.endings().iter().map(move |ending| (ending, *format)));
        // The longest says most: `.sarif.json`.
        all.filter(|(ending, _)| name.ends_with(*ending))
            .max_by_key(|(ending, _)| ending.len())
            .map(|(_, format)| format)
    }

    /// The endings that files of it have.
    fn endings(self) -> &'static [&'static str] {
        match self {
            Format::Json => &[".json"],
            Format::Ndjson => &[".ndjson"],
            Format::Sarif => &[".sarif", ".sarif.json"],
            Format::Junit => &[".xml"],
            Format::Markdown => &[".md"],
            Format::Pretty | Format::Concise | Format::Github | Format::Gitlab => &[],
        }
    }

    /// Whether what is not in the report counts as gone: then it always holds all findings.
    pub(crate) fn is_compared(self) -> bool {
        match self {
            Format::Sarif | Format::Gitlab | Format::Junit => true,
            Format::Pretty | Format::Concise | Format::Json | Format::Ndjson | Format::Github | Format::Markdown => {
                false
            }
        }
    }

    /// Whether programs read it whole, so that one without an end is worth nothing.
    pub(crate) fn is_document(self) -> bool {
        match self {
            // The last two are for people, but say what the run could not do.
            Format::Json | Format::Sarif | Format::Gitlab | Format::Junit | Format::Github | Format::Markdown => true,
            Format::Pretty | Format::Concise | Format::Ndjson => false,
        }
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

#[cfg(test)]
mod tests;
