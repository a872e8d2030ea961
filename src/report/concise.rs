//! One line a finding, for `grep`, editors and scripts.

use std::io;

use crate::finding::Finding;
use crate::source::Sources;

use super::{Closing, Glyphs, Report, footing};

/// A line for each finding, and how much there is of all.
pub(super) struct Lines(pub(super) Glyphs);

impl Report for Lines {
    fn findings(&mut self, sources: &Sources, findings: &[Finding], out: &mut dyn io::Write) -> io::Result<()> {
        findings.iter().try_for_each(|one| finding(self.0, sources, one, out))
    }

    fn end(self: Box<Self>, closing: &Closing, out: &mut dyn io::Write) -> io::Result<()> {
        footing(self.0, closing, out)
    }
}

/// Writes `path:line:col: severity[rule] message`; nothing for what is waived.
fn finding(glyphs: Glyphs, sources: &Sources, finding: &Finding, out: &mut dyn io::Write) -> io::Result<()> {
    if finding.is_suppressed() {
        return Ok(());
    }
    let at = sources.start(finding.at);
    let path = glyphs.shown(sources.path(finding.at));
    let (severity, rule, message) =
        (finding.severity.word(), glyphs.shown(&finding.rule), glyphs.shown(&finding.message));
    writeln!(out, "{path}:{}:{}: {severity}[{rule}] {message}", at.line, at.column)
}
