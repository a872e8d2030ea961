//! How often each rule leads, where to begin in a project with many findings; and what was not read.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io;

use crate::finding::{Finding, Severity, Text};

use super::{Glyphs, Passed, unread};

/// How often each rule leads a finding, and what was passed by.
#[derive(Debug, Clone, Default)]
pub struct Statistics {
    leads: BTreeMap<Text, Leads>,
    /// What was passed by, sorted by path.
    pub passed: Vec<Passed>,
}

/// How often one rule leads, by how bad it is; what a waiver suppresses counts only there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Leads {
    /// Findings of severity error.
    pub errors: usize,
    /// Findings of severity warning.
    pub warnings: usize,
    /// Findings of severity note.
    pub notes: usize,
    /// Findings that a waiver suppresses.
    pub waived: usize,
}

impl Statistics {
    /// Adds findings to the count.
    pub(crate) fn count(&mut self, findings: &[Finding]) {
        for finding in findings {
            match self.leads.get_mut(&finding.rule) {
                Some(leads) => leads.count(finding),
                None => self.leads.entry(finding.rule.clone()).or_default().count(finding),
            }
        }
    }

    /// Every rule that leads, the most frequent first.
    pub(crate) fn leads(&self) -> Vec<(&str, Leads)> {
        let mut leads: Vec<_> = self.leads.iter().map(|(rule, leads)| (&**rule, *leads)).collect();
        leads.sort_by_key(|(_, leads)| Reverse((leads.errors + leads.warnings + leads.notes, leads.waived)));
        leads
    }
}

impl Leads {
    fn count(&mut self, finding: &Finding) {
        *match (finding.is_suppressed(), finding.severity) {
            (true, _) => &mut self.waived,
            (false, Severity::Error) => &mut self.errors,
            (false, Severity::Warning) => &mut self.warnings,
            (false, Severity::Note) => &mut self.notes,
        } += 1;
    }

    fn plus(self, other: Leads) -> Leads {
        Leads {
            errors: self.errors + other.errors,
            warnings: self.warnings + other.warnings,
            notes: self.notes + other.notes,
            waived: self.waived + other.waived,
        }
    }
}

/// Writes tables for people, each with an empty line; nothing where there is nothing to tell.
pub(super) fn write(glyphs: Glyphs, statistics: &Statistics, out: &mut dyn io::Write) -> io::Result<()> {
    unread::write(glyphs, &statistics.passed, out)?;
    let leads = statistics.leads();
    if leads.is_empty() {
        return Ok(());
    }
    writeln!(out, "{:>8}  {:>8}  {:>8}  {:>8}  rule", "errors", "warnings", "notes", "waived")?;
    for (rule, leads) in &leads {
        row(&glyphs.shown(rule), *leads, out)?;
    }
    row("in all", leads.iter().fold(Leads::default(), |sum, (_, leads)| sum.plus(*leads)), out)?;
    writeln!(out)
}

fn row(rule: &str, leads: Leads, out: &mut dyn io::Write) -> io::Result<()> {
    let Leads { errors, warnings, notes, waived } = leads;
    let [errors, warnings, notes, waived] = [errors, warnings, notes, waived].map(|count| match count {
        0 => "-".to_owned(),
        count => count.to_string(),
    });
    writeln!(out, "{errors:>8}  {warnings:>8}  {notes:>8}  {waived:>8}  {rule}")
}
