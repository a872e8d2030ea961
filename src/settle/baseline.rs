//! What was found before: the findings that a project lives with for now, so that only what is new is told.
//!
//! The same comparison serves a file that was written earlier ([`Baseline`]) and an older version of the project that
//! was judged a moment ago ([`Record`]).

mod file;
mod known;
mod shape;

use std::collections::{BTreeMap, HashSet};

use crate::finding::{Finding, Fingerprint, Severity, Text};
use crate::source::Sources;

pub use file::Unreadable;
pub use known::{Known, Record};

/// The findings that stand in a baseline file.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    /// Each entry, with how many findings it stands for.
    entries: BTreeMap<Entry, u32>,
    /// Texts that entries share: rules, and paths.
    shared: HashSet<Text>,
}

/// One finding that is lived with. The order of the fields is the order of entries in the file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The file it was in, for people.
    pub path: Text,
    /// What it is about, as `campaign baby_club`; empty for a fault in names.
    pub item: Text,
    /// The rule that led.
    pub rule: Text,
    /// The category exposed.
    pub category: Option<Text>,
    /// Names the problem.
    pub fingerprint: Fingerprint,
    /// How bad it was; a finding that is worse is new.
    pub severity: Severity,
    /// Every rule that objected, with each region, channel and third party that it asks for and met, in the order of the
    /// alphabet; a finding with a further one is new. A rule alone stands for all that it may meet.
    pub grounds: Vec<Text>,
}

/// An entry that outlived what it stood for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stale<'a> {
    /// The entry.
    pub entry: &'a Entry,
    /// How many of its findings are gone.
    pub gone: u32,
    /// How many findings it stands for.
    pub count: u32,
}

/// Whether a finding may be lived with at all.
///
/// What was not understood is never fine, and says nothing about the rest of its file: faults that no rule words are told
/// each time, but for those of names, which are of a campaign that was read. What a waiver suppresses has its own person and
/// last day, so that it must come back when these run out.
pub(crate) fn is_lasting(finding: &Finding) -> bool {
    let is_worded = !finding.grounds.is_empty() || finding.rule.starts_with("names/");
    is_worded && !finding.is_suppressed()
}

impl Baseline {
    /// A baseline of findings, but for those that may not stand in one.
    pub fn of(findings: &[Finding], sources: &Sources) -> Baseline {
        let mut baseline = Baseline::default();
        baseline.add(findings, sources);
        baseline
    }

    /// Adds more findings, such as those of a list that is read in pieces.
    pub(crate) fn add(&mut self, findings: &[Finding], sources: &Sources) {
        for finding in findings.iter().filter(|finding| is_lasting(finding)) {
            let entry = self.entry(finding, sources.path(finding.at));
            let count = self.entries.entry(entry).or_default();
            *count = count.saturating_add(1);
        }
    }

    /// How many findings it stands for.
    pub(crate) fn count(&self) -> u64 {
        self.entries.values().map(|&count| u64::from(count)).sum()
    }

    /// What to compare findings with.
    pub fn known(&self) -> Known {
        let mut record = Record::default();
        for (entry, &count) in &self.entries {
            record.push(entry.fingerprint, entry.severity, &entry.grounds, &entry.path, count);
        }
        record.known()
    }

    /// The entries whose findings are gone, in the order of the file. `known` is what [`Baseline::known`] gave, after all
    /// findings were compared; `was_run` tells whether a finding like an entry's would have been met at all.
    pub fn stale(&self, known: &Known, was_run: impl Fn(&Entry) -> bool) -> Vec<Stale<'_>> {
        let gone = self.entries.iter().filter(|(entry, _)| was_run(entry)).map(|(entry, &count)| {
            let left = known.left(entry.fingerprint, entry.severity, &entry.grounds, &entry.path);
            Stale { entry, gone: left, count }
        });
        gone.filter(|stale| stale.gone > 0 && !known.has_grown(stale.entry.fingerprint)).collect()
    }

    fn entry(&mut self, finding: &Finding, path: &str) -> Entry {
        Entry {
            path: self.shared(path),
            item: finding.subject.clone(),
            rule: self.shared(&finding.rule),
            category: finding.categories.first().cloned(),
            fingerprint: finding.fingerprint,
            severity: finding.severity,
            grounds: shape::grounds(finding),
        }
    }

    /// The one copy of a text that is kept.
    fn shared(&mut self, text: &str) -> Text {
        if let Some(known) = self.shared.get(text) {
            return known.clone();
        }
        let text = Text::from(text);
        self.shared.insert(text.clone());
        text
    }
}

#[cfg(test)]
mod tests;
