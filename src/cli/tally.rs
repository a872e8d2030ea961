//! What the findings come to: the report's summary and the exit code.

use std::collections::BTreeSet;
use std::io;

use crate::error::Error;
use crate::finding::{Finding, Severity};
use crate::report::{Failure, Summary, Writer};
use crate::source::Sources;

use super::settings::{Gate, Settings, Volume};
use super::sieve::Sieve;

/// A report under way, and the verdict so far.
pub(super) struct Tally<'a> {
    writer: Writer<'a>,
    /// What is known already, and need not be told.
    pub(super) sieve: Sieve,
    volume: Volume,
    fail_on: Option<Severity>,
    /// What was read and found so far.
    pub(super) summary: Summary,
    /// The waivers of the configuration that had something to hush, by number.
    pub(super) met: BTreeSet<u32>,
    verdict: Verdict,
}

/// What a run says about the campaigns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Nothing that fails a run.
    Pass,
    /// A finding that does, or something that was not understood.
    Fail,
}

impl<'a> Tally<'a> {
    pub(super) fn new(settings: &Settings, gate: Gate, out: &'a mut dyn io::Write) -> Tally<'a> {
        Tally {
            writer: Writer::new(settings.format, settings.look, out),
            sieve: Sieve::default(),
            volume: settings.volume,
            fail_on: gate.fail_on,
            summary: Summary::default(),
            met: BTreeSet::new(),
            verdict: Verdict::Pass,
        }
    }

    pub(super) fn begin(&mut self) -> io::Result<()> {
        self.writer.begin()
    }

    /// Counts findings, then writes them: a reader that hangs up early changes no verdict.
    pub(super) fn add(&mut self, sources: &Sources, findings: &[Finding]) -> io::Result<()> {
        let fresh = self.sieve.pass(sources, findings);
        let findings = &*fresh;
        self.summary.count(findings);
        if findings.iter().any(|finding| self.fails(finding)) {
            self.verdict = Verdict::Fail;
        }
        match self.volume {
            Volume::Normal => self.writer.findings(sources, findings),
            Volume::Quiet => Ok(()),
        }
    }

    /// Closes the report, which says what could not be done.
    pub(super) fn end(&mut self, troubles: &[Error]) -> io::Result<()> {
        self.writer.end(&self.summary, &failures(troubles))
    }

    /// Counts what was known already.
    pub(super) fn count_known(&mut self) {
        self.summary.known = usize::try_from(self.sieve.met()).unwrap_or(usize::MAX);
    }

    pub(super) fn verdict(&self) -> Verdict {
        self.verdict
    }

    fn fails(&self, finding: &Finding) -> bool {
        let bad = !finding.is_suppressed() && self.fail_on.is_some_and(|least| finding.severity >= least);
        bad || not_understood(finding)
    }
}

/// What could not be done, as reports say it.
pub(super) fn failures(troubles: &[Error]) -> Vec<Failure> {
    troubles.iter().map(|error| Failure { message: error.message(), help: error.help() }).collect()
}

/// Whether something was not read, which never passes: neither waivers nor flags make it understood.
fn not_understood(finding: &Finding) -> bool {
    let pack = finding.rule.split_once('/').map_or("", |(pack, _)| pack);
    finding.severity == Severity::Error
        && matches!(pack, "syntax" | "file" | "list" | "internal" | "config" | "rule-file")
}
