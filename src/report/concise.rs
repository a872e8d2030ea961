//! One line a finding, for `grep`, editors and scripts.

use std::io;

use crate::finding::Finding;
use crate::source::Sources;

use super::visible;

/// Writes `path:line:col: severity[rule] message`; nothing for what is waived.
pub(super) fn finding(sources: &Sources, finding: &Finding, out: &mut dyn io::Write) -> io::Result<()> {
    if finding.is_suppressed() {
        return Ok(());
    }
    let at = sources.start(finding.at);
    let path = visible(sources.path(finding.at));
    let (severity, rule, message) = (finding.severity.word(), visible(&finding.rule), visible(&finding.message));
    writeln!(out, "{path}:{}:{}: {severity}[{rule}] {message}", at.line, at.column)
}
