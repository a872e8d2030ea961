//! What an example should show against what was found in it, in the shape of a unified diff.

use crate::finding::Severity;

use super::{Fault, Found, Side};

/// One line of a diff.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line<'f> {
    /// A line of the example, with its number.
    Text(usize, &'f str),
    /// Lines of the example that are as they should be, left out.
    Gap,
    /// What was expected and is not there; none where nothing was expected.
    Expected(Option<&'f str>),
    /// What was found instead; none where nothing was.
    Found(Option<&'f Found>),
    /// What was found and is as it should be, or is not asked about.
    Beside(&'f Found),
}

/// So many lines of the example are shown around what differs.
const AROUND: usize = 3;

/// The lines that tell what is wrong with an example of the rule `id`.
pub(super) fn lines<'f>(id: &'f str, fault: &'f Fault) -> Vec<Line<'f>> {
    let mut lines = Vec::new();
    let differs = |line: &usize| fault.missed.contains(line) || unwanted(fault, *line).next().is_some();
    let all = fault.text.lines().count();
    let told: Vec<_> = (1..=all).filter(|line| differs(line)).collect();
    let is_near = |line: usize| told.is_empty() || told.iter().any(|&near| near.abs_diff(line) <= AROUND);
    for (text, number) in fault.text.lines().zip(1..) {
        if is_near(number) {
            lines.push(Line::Text(number, text));
            below(id, fault, number, &mut lines);
        } else if lines.last() != Some(&Line::Gap) {
            lines.push(Line::Gap);
        }
    }
    if fault.side == Side::Bad && told.is_empty() {
        lines.extend([Line::Expected(Some(id)), Line::Found(None)]);
    }
    lines
}

/// What is to be said of one line of the example.
fn below<'f>(id: &'f str, fault: &'f Fault, number: usize, lines: &mut Vec<Line<'f>>) {
    let is_missed = fault.missed.contains(&number);
    let here = || fault.found.iter().filter(|found| found.line == number && is_told(id, found));
    if is_missed {
        lines.push(Line::Expected(Some(id)));
        // Whatever was found on a line that misses the rule was found in its place.
        lines.extend(here().map(|found| Line::Found(Some(found))));
        if here().next().is_none() {
            lines.push(Line::Found(None));
        }
        return;
    }
    if unwanted(fault, number).next().is_some() {
        lines.push(Line::Expected(None));
    }
    lines.extend(here().map(|found| if found.is_unwanted { Line::Found(Some(found)) } else { Line::Beside(found) }));
}

/// Whether a finding has to do with what the example shows: a note that no owner is named has not.
fn is_told(id: &str, found: &Found) -> bool {
    found.is_unwanted || found.severity != Severity::Note.word() || found.rules.iter().any(|rule| rule == id)
}

fn unwanted(fault: &Fault, number: usize) -> impl Iterator<Item = &Found> {
    fault.found.iter().filter(move |found| found.is_unwanted && found.line == number)
}
