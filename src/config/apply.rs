//! Waivers of the configuration, and which waivers count at all.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::ast::Duration;
use crate::finding::{Finding, Severity};
use crate::knowledge::{Knowledge, Records};
use crate::resolve::{self, CountedWaivers, Waived};
use crate::source::Span;

use super::file::{Subject, WaiverPolicy};
use super::{Config, Paths};

/// The waivers of a configuration, and its policy about all of them.
#[derive(Debug, Default)]
pub struct Waivers {
    given: Vec<ConfiguredWaiver>,
    policies: Vec<WaiverPolicy>,
    /// What counts where no policy says otherwise; nothing is asked without.
    records: Option<Records>,
    today: Date,
}

/// One waiver, as if it stood in every block of some files.
#[derive(Debug)]
struct ConfiguredWaiver {
    paths: Paths,
    what: String,
    waiver: resolve::Waiver,
}

impl Waivers {
    /// What a configuration says of waivers on a day.
    pub fn of(config: &Config, knowledge: &Knowledge, today: Date) -> Waivers {
        let mut given = Vec::new();
        for (source, layer) in config.numbered() {
            for said in &layer.file.waivers {
                let number = given.len() as u32;
                let span = layer.span(said.place, source);
                given.push(ConfiguredWaiver::of(&said.value, number, span, knowledge));
            }
        }
        let policies = config.layers().iter().filter_map(|layer| layer.file.waiver_policy.as_ref());
        let policies = policies.map(|said| said.value.clone()).collect();
        Waivers { given, policies, records: Some(knowledge.records().clone()), today }
    }

    /// The same as a project's blocks are to heed it.
    pub(crate) fn of_project<'a>(&'a self, config: &'a Config) -> impl CountedWaivers + use<'a> {
        OfProject { waivers: self, config }
    }

    /// The waivers of the configuration that count in a file, by its path inside the project.
    fn matching(&self, inside: &str) -> impl Iterator<Item = &resolve::Waiver> {
        let given = self.given.iter().filter(move |given| given.paths.matches(inside));
        given.map(|given| &given.waiver).filter(|waiver| self.allows(waiver))
    }

    /// Whether every policy lets a waiver count, and what is asked of all waivers where no policy says otherwise.
    fn allows(&self, waiver: &resolve::Waiver) -> bool {
        let ends_within = |longest: Duration| waiver.until <= last_day(self.today, longest);
        let of_policies = self.policies.iter().all(|policy| {
            let by = policy.by.is_empty() || policy.by.contains(&waiver.by);
            by && policy.longest.is_none_or(ends_within)
        });
        of_policies
            && self.records.as_ref().is_none_or(|records| {
                let names_people = self.policies.iter().any(|policy| !policy.by.is_empty());
                let longest =
                    records.longest_waiver().filter(|_| self.policies.iter().all(|policy| policy.longest.is_none()));
                records.is_reason(&waiver.because)
                    && (names_people || records.is_somebody(&waiver.by))
                    && longest.is_none_or(ends_within)
            })
    }

    /// Waivers of the configuration that suppressed nothing, have run out, or do not count. `met` are those that had
    /// something to suppress.
    pub(crate) fn faults(&self, met: &BTreeSet<u32>) -> Vec<Finding> {
        let numbered = self.given.iter().zip(0..);
        numbered.filter_map(|(given, number)| self.fault(given, met.contains(&number))).collect()
    }

    fn fault(&self, given: &ConfiguredWaiver, is_met: bool) -> Option<Finding> {
        let ConfiguredWaiver { what, waiver, .. } = given;
        let (rule, says, help) = if !self.allows(waiver) {
            let says = "does not count: the waiver policy does not allow it";
            let help = "a waiver is a person's, for a reason in words, and for a year at most; `waiver-policy` may say otherwise";
            ("config/waiver-refused", says, help)
        } else if waiver.until < self.today {
            ("config/waiver-expired", "has run out", "look at the findings again: mend them, or decide anew")
        } else if !is_met {
            let help = "remove it; left in place it would suppress a finding that nobody has decided on yet";
            ("config/waiver-unused", "suppresses nothing", help)
        } else {
            return None;
        };
        let message = format!("the waiver of `{what}` {says}");
        Some(Finding::fault(rule, Severity::Warning, waiver.span, message).help(help))
    }
}

/// The waivers of a configuration, for the files of its project.
struct OfProject<'a> {
    waivers: &'a Waivers,
    config: &'a Config,
}

impl CountedWaivers for OfProject<'_> {
    fn given(&self, path: &str) -> Vec<resolve::Waiver> {
        let inside = self.config.inside(path);
        inside.into_iter().flat_map(|inside| self.waivers.matching(inside)).cloned().collect()
    }

    fn allows(&self, waiver: &resolve::Waiver) -> bool {
        self.waivers.allows(waiver)
    }
}

/// The day that lies so long after another one.
fn last_day(from: Date, longest: Duration) -> Date {
    let days = i64::try_from(longest.minutes() / (24 * 60)).unwrap_or(i64::MAX);
    // Whatever ends after all days never ends.
    jiff::Span::new().try_days(days).and_then(|span| from.checked_add(span)).unwrap_or(Date::MAX)
}

impl ConfiguredWaiver {
    fn of(waiver: &super::Waiver, number: u32, span: Span, knowledge: &Knowledge) -> ConfiguredWaiver {
        let (what, word) = match &waiver.of {
            Subject::Rules(pattern) => (Some(Waived::Rule(pattern.clone(), span)), pattern),
            Subject::Category(id) => (knowledge.taxonomy().find(id).map(Waived::Category), id),
        };
        let super::Waiver { until, by, because, paths, .. } = waiver.clone();
        let what = what.into_iter().collect();
        let waiver = resolve::Waiver { what, until, by, because, span, from: Some(number) };
        ConfiguredWaiver { paths, what: word.to_string(), waiver }
    }
}
