//! The examples of one rule, and what they must show.

use std::sync::Arc;

use crate::data::{Fields, Place, Reader};
use crate::engine::Engine;
use crate::finding::Finding;
use crate::front;
use crate::rule::key::{ExampleKey, RuleKey};
use crate::source::{Lines, Sources};

use super::{Tried, counts};

/// What a rule file shows.
#[derive(Debug)]
pub(super) struct Examples<'n> {
    pub(super) id: &'n str,
    all: Vec<Example<'n>>,
    untested: Option<&'n str>,
}

/// One example: which side it is on, which of that side it is, and its place in the file.
#[derive(Debug, Clone, Copy)]
struct Example<'n> {
    side: Side,
    number: usize,
    text: &'n str,
    place: Place,
}

/// An example that does not show what it should.
#[derive(Debug)]
pub struct Fault {
    /// Which side it is on.
    pub side: Side,
    /// Which of that side it is, counted from 1.
    pub number: usize,
    /// The line of the rule file on which it starts.
    pub line: usize,
    /// What is wrong.
    pub what: String,
    /// The example.
    pub text: String,
    /// Its lines that should have raised the rule and did not; empty where any line would have done, or none should.
    pub missed: Vec<usize>,
    /// What was found in it.
    pub found: Vec<Found>,
}

/// What was found in an example.
#[derive(Debug, PartialEq, Eq)]
pub struct Found {
    /// The line, counted from 1.
    pub line: usize,
    /// `error`, `warning` or `note`.
    pub severity: &'static str,
    /// Every rule that objects, the leading one first.
    pub rules: Vec<String>,
    /// What is said.
    pub message: String,
    /// Whether it should not be there.
    pub is_unwanted: bool,
}

/// The sides of a rule's page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Raises the rule.
    Bad,
    /// Does not.
    Good,
    /// The way out: raises nothing at all.
    Instead,
}

/// The mark at the end of a line that is accused.
const MARK: &str = "# error";

impl<'n> Examples<'n> {
    /// Reads them from a rule file; none from a file that is no rule.
    pub(super) fn read(reader: Reader<'n>) -> Option<Examples<'n>> {
        let fields = reader.map()?;
        let id = fields.at(RuleKey::Id).filter(|_| fields.at(RuleKey::When).is_some())?.text()?;
        let examples = fields.need_at(RuleKey::Examples)?.fields_of::<ExampleKey>()?;
        let untested = examples.at(ExampleKey::Untested).and_then(Reader::said);
        let bad = side(examples.at(ExampleKey::Bad), Side::Bad);
        let good = side(examples.at(ExampleKey::Good), Side::Good);
        if bad.is_empty() && untested.is_none() {
            missing(examples, ExampleKey::Bad, "a rule needs an example that raises it");
        }
        if good.is_empty() {
            missing(examples, ExampleKey::Good, "a rule needs an example that does not raise it");
        }
        let instead = fields.at(RuleKey::Instead).and_then(|instead| one(Side::Instead, 1, instead));
        Some(Examples { id, all: bad.into_iter().chain(good).chain(instead).collect(), untested })
    }

    /// Runs all of them; `text` is that of the file.
    pub(super) fn run(&self, (path, text): (&str, &str), engine: &Engine) -> Tried {
        let lines = Lines::of(text);
        let faults = self.all.iter().filter_map(|&example| self.one(example, &lines, engine)).collect();
        Tried {
            path: path.to_owned(),
            id: self.id.to_owned(),
            examples: self.all.len(),
            faults,
            untested: self.untested.map(str::to_owned),
        }
    }

    fn one(&self, example: Example, lines: &Lines, engine: &Engine) -> Option<Fault> {
        let Example { side, number, text, place } = example;
        let (sources, findings) = judge(text, engine);
        let found: Vec<_> = findings.iter().map(|finding| self.found(finding, &sources, side)).collect();
        let raised: Vec<_> = found.iter().filter(|found| found.rules.iter().any(|rule| rule == self.id)).collect();
        let raised: Vec<_> = raised.iter().map(|found| found.line).collect();
        let missed = if side == Side::Bad { missed(text, &raised) } else { Vec::new() };
        let mut wrong = Vec::new();
        if findings.iter().any(is_unread) {
            wrong.push("it is not understood".to_owned());
        }
        match side {
            Side::Bad => wrong.extend(why_missed(&raised, &missed)),
            Side::Good if raised.is_empty() => {}
            Side::Good => wrong.push("it raises the rule and should not".to_owned()),
            Side::Instead if !findings.iter().any(counts) => {}
            Side::Instead => wrong.push("the way out is itself accused".to_owned()),
        }
        let what = wrong.join("; ");
        let line = lines.number(place.start());
        (!what.is_empty()).then(|| Fault { side, number, line, what, text: text.to_owned(), missed, found })
    }

    fn found(&self, finding: &Finding, sources: &Sources, side: Side) -> Found {
        let grounds = finding.grounds.iter().map(|ground| &ground.rule).filter(|rule| **rule != finding.rule);
        let is_wrong_here = match side {
            Side::Bad => false,
            Side::Good => raises(finding, self.id),
            Side::Instead => counts(finding),
        };
        Found {
            line: sources.start(finding.at).line,
            severity: finding.severity.word(),
            rules: std::iter::once(&finding.rule).chain(grounds).map(ToString::to_string).collect(),
            message: finding.message.clone(),
            is_unwanted: is_wrong_here || is_unread(finding),
        }
    }
}

/// Notes that a side has no example; where its key is missing, too, that says enough.
fn missing(examples: Fields, side: ExampleKey, why: &str) {
    if let Some(at) = examples.need_at(side) {
        at.fault("empty", why);
    }
}

fn side(list: Option<Reader<'_>>, side: Side) -> Vec<Example<'_>> {
    let items = list.into_iter().flat_map(Reader::list).zip(1..);
    items.filter_map(|(item, number)| one(side, number, item)).collect()
}

fn one(side: Side, number: usize, item: Reader<'_>) -> Option<Example<'_>> {
    Some(Example { side, number, text: item.said()?, place: item.place() })
}

/// The marked lines of a bad example that did not raise the rule.
fn missed(text: &str, raised: &[usize]) -> Vec<usize> {
    let marked = text.lines().zip(1..).filter(|(line, _)| line.trim_end().ends_with(MARK));
    marked.map(|(_, line)| line).filter(|line| !raised.contains(line)).collect()
}

/// What a bad example should have raised and did not.
fn why_missed(raised: &[usize], missed: &[usize]) -> Option<String> {
    match (raised, missed) {
        ([], []) => Some("it does not raise the rule".to_owned()),
        (_, []) => None,
        ([], [line, ..]) => Some(format!("it does not raise the rule, expected on line {line}")),
        ([at, ..], [line, ..]) => Some(format!("it raises the rule on line {at}, expected on line {line}")),
    }
}

fn judge(text: &str, engine: &Engine) -> (Sources, Vec<Finding>) {
    let mut sources = Sources::default();
    let id = sources.add("example.campaign", text);
    let (file, faults) = front::read(id, text);
    let verdict = engine.verdict(vec![Arc::new(file)], faults, &sources);
    let findings = verdict.findings.into_iter().filter(|finding| !finding.is_suppressed()).collect();
    (sources, findings)
}

/// Whether a rule objects in a finding, leading or not.
fn raises(finding: &Finding, rule: &str) -> bool {
    *finding.rule == *rule || finding.grounds.iter().any(|ground| *ground.rule == *rule)
}

/// Whether a finding says that the example could not be read.
fn is_unread(finding: &Finding) -> bool {
    finding.rule.starts_with("syntax/") || finding.rule.starts_with("names/")
}

impl Side {
    /// The word for it in JSON.
    pub(super) fn word(self) -> &'static str {
        match self {
            Side::Bad => "bad",
            Side::Good => "good",
            Side::Instead => "instead",
        }
    }
}
