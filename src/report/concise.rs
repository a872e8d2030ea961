//! One line a finding, for `grep`, editors and scripts.

use std::io;

use crate::finding::Finding;
use crate::source::Sources;

use super::Glyphs;

/// Writes `path:line:col: severity[rule] message`; nothing for what is waived.
pub(super) fn finding(glyphs: Glyphs, sources: &Sources, finding: &Finding, out: &mut dyn io::Write) -> io::Result<()> {
    if finding.is_suppressed() {
        return Ok(());
    }
    let at = sources.start(finding.at);
    let path = glyphs.shown(sources.path(finding.at));
    let (severity, rule, message) =
        (finding.severity.word(), glyphs.shown(&finding.rule), glyphs.shown(&finding.message));
    writeln!(out, "{path}:{}:{}: {severity}[{rule}] {message}", at.line, at.column)
}
