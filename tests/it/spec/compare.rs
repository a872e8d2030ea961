//! Holds what was found against what was expected.

use qualm::finding::{Finding, Severity};

use super::read::{Expectation, Test};
use crate::judge::{Judged, trail};

/// What is missing and what nobody expected.
pub(super) fn compare(test: &Test, judged: &Judged) -> Vec<String> {
    // What could not be read is never beside the point.
    let is_fault = |finding: &Finding| matches!(&*finding.rule, "syntax/reserved-word" | "syntax/unexpected");
    let counts = |finding: &&Finding| {
        test.only.is_empty()
            || is_fault(finding)
            || finding.rule.starts_with(&test.only)
            || finding.grounds.iter().any(|ground| ground.rule.starts_with(&test.only))
    };
    let found: Vec<_> = judged.findings.iter().filter(counts).collect();
    let taken = pair(&test.expected, &found, judged);
    let mut wrong: Vec<_> = (0..test.expected.len())
        .filter(|wanted| !taken.contains(&Some(*wanted)))
        .map(|wanted| format!("missing     {}", show(&test.expected[wanted])))
        .collect();
    let left = found.iter().zip(&taken).filter(|(_, taken)| taken.is_none()).map(|(finding, _)| finding);
    let unexpected = left.filter(|finding| test.strict || finding.severity > Severity::Note);
    wrong.extend(unexpected.map(|finding| format!("unexpected  {}", judged.show(finding))));
    wrong
}

/// For each finding the expectation that it meets, so that as many as can be are met; each meets one at most.
fn pair(expected: &[Expectation], found: &[&Finding], judged: &Judged) -> Vec<Option<usize>> {
    let meets: Vec<Vec<usize>> = expected
        .iter()
        .map(|wanted| (0..found.len()).filter(|&finding| is_met(wanted, found[finding], judged)).collect())
        .collect();
    let mut taken = vec![None; found.len()];
    for wanted in 0..expected.len() {
        place(wanted, &meets, &mut taken, &mut vec![false; found.len()]);
    }
    taken
}

/// Finds a finding for an expectation, moving others if it must.
fn place(wanted: usize, meets: &[Vec<usize>], taken: &mut [Option<usize>], seen: &mut [bool]) -> bool {
    for &finding in &meets[wanted] {
        if std::mem::replace(&mut seen[finding], true) {
            continue;
        }
        if taken[finding].is_none_or(|other| place(other, meets, taken, seen)) {
            taken[finding] = Some(wanted);
            return true;
        }
    }
    false
}

fn is_met(wanted: &Expectation, finding: &Finding, judged: &Judged) -> bool {
    judged.place(finding) == (wanted.path.as_str(), wanted.line)
        && severity(finding, &wanted.rule) == Some(wanted.severity)
        && wanted.part.as_ref().is_none_or(|part| finding.message.contains(part))
        && wanted.trail.as_ref().is_none_or(|wanted| trail(finding) == *wanted)
}

/// How bad one rule finds it, leading or not.
fn severity(finding: &Finding, rule: &str) -> Option<Severity> {
    let ground = finding.grounds.iter().find(|ground| *ground.rule == *rule).map(|ground| ground.severity);
    ground.or_else(|| (*finding.rule == *rule).then_some(finding.severity))
}

fn show(wanted: &Expectation) -> String {
    let Expectation { path, line, severity, rule, part, trail } = wanted;
    let part = part.as_ref().map(|part| format!(" with “{part}” in its message")).unwrap_or_default();
    let trail = trail.as_ref().map(|trail| format!("\n      trail: {trail}")).unwrap_or_default();
    format!("{path}:{line} {} [{rule}]{part}{trail}", severity.word())
}
