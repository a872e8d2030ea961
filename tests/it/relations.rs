//! Relations that must hold between a project and the same project changed a little.
//!
//! Each test is one claim over random projects of several files. `QUALM_CASES=5000 cargo test --test it relations` tries more
//! of them than are worth waiting for each time.

mod edits;
mod lists;
mod more;
mod same;

use std::collections::BTreeSet;

use proptest::prop_assert;
use proptest::test_runner::{Config, RngSeed, TestCaseError};
use qualm::finding::{Finding, Fingerprint, Severity};
use qualm::lint::Notes;
use qualm::word::Word;

use crate::judge::{TODAY, judge, rules, trail};
use crate::project::Project;

/// All that is said in a finding, but for its place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Told {
    subject: String,
    /// Whether something is exposed; a fault or a campaign as a whole has no use.
    usage: Option<&'static str>,
    category: String,
    grounds: Vec<(String, Severity)>,
    fingerprint: Fingerprint,
    /// Every word of it, the trail included.
    text: String,
}

/// That a rule objects to something: what must not be lost.
type Objection = (String, Option<&'static str>, String, String);

impl Told {
    fn of(finding: &Finding) -> Told {
        let Finding { rule, severity, message, help, label, others, .. } = finding;
        let way = trail(finding);
        let help = help.as_ref().map(|help| &help.says);
        Told {
            subject: finding.subject.to_string(),
            usage: finding.usage.map(Word::word),
            category: finding.categories.join(" "),
            grounds: finding.grounds.iter().map(|ground| (ground.rule.to_string(), ground.severity)).collect(),
            fingerprint: finding.fingerprint,
            text: format!("{severity:?} [{rule}] {message} | {help:?} | {label:?} | {way} | {others:?}"),
        }
    }

    fn objections(&self) -> impl Iterator<Item = Objection> {
        let (subject, category) = (&self.subject, &self.category);
        self.grounds.iter().map(move |(rule, _)| (subject.clone(), self.usage, category.clone(), rule.clone()))
    }

    /// The same without its words: which signal is shown of several may change with their order.
    fn without_text(self) -> Told {
        Told { text: String::new(), ..self }
    }
}

/// Fails with what only one of two runs says.
fn same(found: &[Told], expected: &[Told]) -> Result<(), TestCaseError> {
    let only = |these: &[Told], those: &[Told]| {
        these.iter().filter(|told| !those.contains(told)).cloned().collect::<Vec<Told>>()
    };
    prop_assert!(
        found == expected,
        "only after: {:#?}\nonly before: {:#?}",
        only(found, expected),
        only(expected, found)
    );
    Ok(())
}

/// All findings that no waiver suppresses, sorted.
fn told(project: &Project) -> Vec<Told> {
    let rules = rules(&[]).expect("the shipped rules");
    let judged = judge(&project.files(), &rules, TODAY, Notes::Show);
    let mut told: Vec<Told> = judged.findings.iter().map(Told::of).collect();
    told.sort();
    told
}

/// Every objection to something exposed.
fn objections(project: &Project) -> BTreeSet<Objection> {
    told(project).iter().filter(|told| told.usage.is_some()).flat_map(Told::objections).collect()
}

/// The objections of the first that the second has lost.
fn lost(before: &Project, after: &Project) -> Vec<Objection> {
    let after = objections(after);
    objections(before).into_iter().filter(|objection| !after.contains(objection)).collect()
}

fn config() -> Config {
    let asked = |name: &str| std::env::var(name).ok().and_then(|number| number.parse::<u32>().ok());
    let cases = asked("QUALM_CASES").unwrap_or(40);
    Config {
        cases,
        rng_seed: RngSeed::Fixed(asked("QUALM_SEED").unwrap_or(11).into()),
        failure_persistence: None,
        max_global_rejects: u32::MAX,
        max_shrink_iters: 4000,
        ..Config::default()
    }
}
