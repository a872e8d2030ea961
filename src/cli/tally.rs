//! What the findings come to: the report's summary and the exit code.

use std::collections::BTreeSet;
use std::io;

use crate::error::Error;
use crate::finding::{Finding, Severity};
use crate::project::KnownFindings;
use crate::report::{Closing, Failure, Format, Passed, Statistics, Summary, Unread, Writer};
use crate::rule::RuleSet;
use crate::source::Sources;

use super::look::Volume;
use super::output::{Outputs, Whole};
use super::settings::{self, Gate, Settings};

/// The reports under way, and the verdict so far.
pub(super) struct Tally<'a> {
    /// Those that can still be written.
    writers: Vec<(Format, Volume, Writer<'a>)>,
    /// What is known already, and need not be told.
    pub(super) known: KnownFindings,
    fail_on: Option<Severity>,
    max_warnings: Option<usize>,
    /// What was read and found so far.
    pub(super) summary: Summary,
    /// The waivers of the configuration that had something to suppress, by number.
    pub(super) met: BTreeSet<u32>,
    /// What was passed by.
    pub(super) passed: Vec<Passed>,
    statistics: Option<Statistics>,
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
    pub(super) fn new(settings: &Settings, gate: Gate, outputs: &'a mut Outputs) -> Tally<'a> {
        Tally {
            writers: outputs.writers(&settings.root),
            known: KnownFindings::default(),
            fail_on: gate.fail_on,
            max_warnings: gate.max_warnings,
            summary: Summary::default(),
            met: BTreeSet::new(),
            passed: Vec::new(),
            statistics: (settings.statistics == settings::Statistics::Show).then(Statistics::default),
            verdict: Verdict::Pass,
        }
    }

    pub(super) fn begin(&mut self) -> io::Result<()> {
        self.each(|_, writer| writer.begin())
    }

    /// Counts findings, then writes them: a reader that hangs up early changes no verdict.
    pub(super) fn add(&mut self, sources: &Sources, findings: &[Finding]) -> io::Result<()> {
        let fresh = self.known.pass(sources, findings);
        let findings = &*fresh;
        self.summary.count(findings);
        if let Some(statistics) = &mut self.statistics {
            statistics.count(findings);
        }
        if findings.iter().any(|finding| self.fails(finding)) {
            self.verdict = Verdict::Fail;
        }
        self.each(|volume, writer| match volume {
            Volume::Normal => writer.findings(sources, findings),
            Volume::Quiet => Ok(()),
        })
    }

    /// Closes the reports, which say what could not be done; one that is not whole gets no end that says it is.
    pub(super) fn end(&mut self, whole: Whole, troubles: &[Error], rules: Option<&RuleSet>) {
        let failures = failures(troubles);
        self.count_passed();
        let summary = &self.summary;
        let closing = Closing { summary, failures: &failures, rules, statistics: self.statistics.as_ref() };
        for (format, _, writer) in std::mem::take(&mut self.writers) {
            if whole == Whole::Yes || format.is_document() {
                // The way out remembers what went wrong.
                let _ = writer.end(&closing);
            }
        }
    }

    pub(super) fn verdict(&self) -> Verdict {
        let too_many = self.max_warnings.is_some_and(|most| self.summary.warnings > most);
        if too_many { Verdict::Fail } else { self.verdict }
    }

    /// Counts what was known already.
    pub(super) fn count_known(&mut self) {
        self.summary.known = usize::try_from(self.known.met()).unwrap_or(usize::MAX);
    }

    /// Counts what was passed by.
    fn count_passed(&mut self) {
        self.passed.sort();
        self.summary.unread = Unread::of(&self.passed);
        if let Some(statistics) = &mut self.statistics {
            statistics.passed = std::mem::take(&mut self.passed);
        }
    }

    /// Writes to every report that can still be written; an error where there is none.
    fn each(&mut self, mut write: impl FnMut(Volume, &mut Writer) -> io::Result<()>) -> io::Result<()> {
        self.writers.retain_mut(|(_, volume, writer)| write(*volume, writer).is_ok());
        if self.writers.is_empty() { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(()) }
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
