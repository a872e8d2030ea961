//! Annotations on the changed lines, as workflow commands of GitHub Actions.
//!
//! GitHub shows ten of each kind for a step and drops the rest in silence, so the first ten of each are written, the
//! worst kind first, and the rest are counted.

use std::io;

use crate::finding::{Finding, Severity};
use crate::source::{Sources, Span};

use super::{Closing, Failure, Report, Root, pretty, visible};

/// Annotations under way.
#[derive(Debug)]
pub(super) struct Annotations {
    root: Root,
    errors: Shown,
    warnings: Shown,
    notices: Shown,
}

/// The first commands of a kind, and how many there would be.
#[derive(Debug, Default)]
struct Shown {
    commands: Vec<String>,
    met: usize,
}

/// GitHub shows no more of a kind in a step.
const MOST: usize = 10;

impl Annotations {
    pub(super) fn new(root: Root) -> Annotations {
        let [errors, warnings, notices] = Default::default();
        Annotations { root, errors, warnings, notices }
    }
}

impl Report for Annotations {
    fn findings(&mut self, sources: &Sources, findings: &[Finding], _: &mut dyn io::Write) -> io::Result<()> {
        for finding in findings.iter().filter(|finding| !finding.is_suppressed()) {
            let Annotations { root, .. } = self;
            let command = || annotation(root, sources, finding);
            match finding.severity {
                Severity::Error => self.errors.add(command),
                Severity::Warning => self.warnings.add(command),
                Severity::Note => self.notices.add(command),
            }
        }
        Ok(())
    }

    /// Writes everything: why the run failed, then the annotations, then what was found in all.
    fn end(mut self: Box<Self>, closing: &Closing, out: &mut dyn io::Write) -> io::Result<()> {
        let findings = std::mem::take(&mut self.errors);
        for failure in closing.failures {
            self.errors.add(|| failed(failure));
        }
        findings.commands.into_iter().for_each(|command| self.errors.take(command));
        self.errors.met = closing.failures.len() + findings.met;
        let kinds = [&self.errors, &self.warnings, &self.notices];
        for command in kinds.iter().flat_map(|kind| &kind.commands) {
            writeln!(out, "{command}")?;
        }
        let left_out: usize = kinds.iter().map(|kind| kind.met - kind.commands.len()).sum();
        let rest = match left_out {
            0 => String::new(),
            count => format!(
                "; {} not annotated, as GitHub shows {MOST} of each kind",
                if count == 1 { "1 more is".to_owned() } else { format!("{count} more are") }
            ),
        };
        writeln!(out, "{}{rest}", closing.summary)
    }
}

impl Shown {
    fn add(&mut self, command: impl FnOnce() -> String) {
        self.met += 1;
        if self.commands.len() < MOST {
            self.commands.push(command());
        }
    }

    fn take(&mut self, command: String) {
        self.add(|| command);
    }
}

fn annotation(root: &Root, sources: &Sources, finding: &Finding) -> String {
    let kind = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let says = pretty::listed(finding, |text| visible(text).into_owned());
    let message = format!("{}{says}", visible(&finding.message));
    let file = property(&root.path(sources.path(finding.at)));
    format!("::{kind} file={file},{},title={}::{}", place(sources, finding.at), property(&finding.rule), data(&message))
}

/// Lines, and columns where the place is on one line: GitHub takes them nowhere else.
fn place(sources: &Sources, span: Span) -> String {
    let (start, end) = (sources.start(span), sources.end(span));
    if start.line == end.line {
        format!("line={},endLine={},col={},endColumn={}", start.line, end.line, start.column, end.column)
    } else {
        format!("line={},endLine={}", start.line, end.line)
    }
}

fn failed(failure: &Failure) -> String {
    let help = failure.help.as_ref().map(|help| format!("\nhelp: {}", visible(help))).unwrap_or_default();
    format!(
        "::error title=qualm could not do all of its work::{}",
        data(&format!("{}{help}", visible(&failure.message)))
    )
}

/// A command's message: a line break would end it.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A command's property, which a comma or a colon would end.
fn property(text: &str) -> String {
    data(&visible(text)).replace(':', "%3A").replace(',', "%2C")
}
