//! The examples of one rule, and what they must show.

use std::sync::Arc;

use jiff::civil::Date;

use crate::finding::Finding;
use crate::front;
use crate::knowledge::Knowledge;
use crate::lint::{Notes, Options, lint};
use crate::rule::RuleSet;
use crate::source::Sources;
use crate::yaml::{Fields, Reader};

use super::{Tried, counts};

/// What examples are judged by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bench<'a> {
    pub(super) knowledge: &'a Knowledge,
    pub(super) rules: &'a RuleSet,
    pub(super) today: Date,
}

/// What a rule file shows.
#[derive(Debug)]
pub(super) struct Examples<'n> {
    pub(super) id: &'n str,
    bad: Vec<&'n str>,
    good: Vec<&'n str>,
    instead: Option<&'n str>,
    untested: Option<&'n str>,
}

/// An example that does not show what it should.
#[derive(Debug)]
pub struct Fault {
    /// Which side it is on.
    pub side: Side,
    /// Which of that side it is, counted from 1.
    pub number: usize,
    /// What is wrong.
    pub what: String,
    /// The example; empty where there is none.
    pub text: String,
    /// What was found in it: line, severity, rules that object, message.
    pub found: Vec<Found>,
}

/// What was found in an example.
#[derive(Debug)]
pub struct Found {
    /// The line, counted from 1.
    pub line: usize,
    /// `error`, `warning` or `note`.
    pub severity: &'static str,
    /// Every rule that objects, the leading one first.
    pub rules: Vec<String>,
    /// What is said.
    pub message: String,
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
        let id = fields.get("id").filter(|_| fields.has("when"))?.text()?;
        let examples = fields.need("examples")?.fields(&["bad", "good", "untested"])?;
        let side = |key| examples.get(key).map(texts).unwrap_or_default();
        let untested = examples.get("untested").and_then(Reader::said);
        let instead = fields.get("instead").and_then(Reader::said);
        let read = Examples { id, bad: side("bad"), good: side("good"), instead, untested };
        read.need_both(examples);
        Some(read)
    }

    fn need_both(&self, examples: Fields) {
        if self.bad.is_empty() && self.untested.is_none() {
            missing(examples, "bad", "a rule needs an example that raises it");
        }
        if self.good.is_empty() {
            missing(examples, "good", "a rule needs an example that does not raise it");
        }
    }

    /// Runs all of them.
    pub(super) fn run(&self, path: &str, bench: Bench) -> Tried {
        let bad = numbered(&self.bad, Side::Bad);
        let good = numbered(&self.good, Side::Good);
        let instead = self.instead.map(|text| (Side::Instead, 1, text));
        let all: Vec<_> = bad.chain(good).chain(instead).collect();
        let faults = all.iter().flat_map(|&(side, number, text)| self.one(side, number, text, bench)).collect();
        Tried {
            path: path.to_owned(),
            id: self.id.to_owned(),
            examples: all.len(),
            faults,
            untested: self.untested.map(str::to_owned),
        }
    }

    fn one(&self, side: Side, number: usize, text: &str, bench: Bench) -> Vec<Fault> {
        let (sources, findings) = judge(text, bench);
        let line = |finding: &Finding| sources.start(finding.at).line;
        let raised: Vec<_> = findings.iter().filter(|finding| raises(finding, self.id)).map(line).collect();
        let mut wrong = Vec::new();
        let is_unread = |finding: &&Finding| finding.rule.starts_with("syntax/") || finding.rule.starts_with("names/");
        if findings.iter().any(|finding| is_unread(&finding)) {
            wrong.push("it is not understood".to_owned());
        }
        match side {
            Side::Bad => wrong.extend(missed(text, &raised)),
            Side::Good if raised.is_empty() => {}
            Side::Good => wrong.push("it raises the rule and should not".to_owned()),
            Side::Instead if !findings.iter().any(counts) => {}
            Side::Instead => wrong.push("the way out is itself accused".to_owned()),
        }
        let found = || findings.iter().map(|finding| found(finding, line(finding))).collect();
        wrong.into_iter().map(|what| Fault { side, number, what, text: text.to_owned(), found: found() }).collect()
    }
}

/// Notes that a side has no example; where its key is missing, too, that says enough.
fn missing(examples: Fields, side: &str, why: &str) {
    if let Some(at) = examples.need(side) {
        at.fault("empty", why);
    }
}

fn numbered<'t>(texts: &'t [&'t str], side: Side) -> impl Iterator<Item = (Side, usize, &'t str)> {
    texts.iter().zip(1..).map(move |(&text, number)| (side, number, text))
}

fn texts(list: Reader<'_>) -> Vec<&str> {
    list.list().filter_map(Reader::said).collect()
}

/// What a bad example should have raised and did not.
fn missed(text: &str, raised: &[usize]) -> Option<String> {
    let marked = text.lines().zip(1..).filter(|(line, _)| line.trim_end().ends_with(MARK));
    let missed: Vec<_> = marked.map(|(_, line)| line).filter(|line| !raised.contains(line)).collect();
    match (raised, missed.as_slice()) {
        ([], []) => Some("it does not raise the rule".to_owned()),
        (_, []) => None,
        ([], [line, ..]) => Some(format!("it does not raise the rule, expected on line {line}")),
        ([at, ..], [line, ..]) => Some(format!("it raises the rule on line {at}, expected on line {line}")),
    }
}

fn judge(text: &str, bench: Bench) -> (Sources, Vec<Finding>) {
    let mut sources = Sources::default();
    let id = sources.add("example.campaign", text);
    let (file, faults) = front::read(id, text);
    let options = Options { today: bench.today, notes: Notes::Show };
    let verdict = lint(vec![Arc::new(file)], faults, &sources, bench.knowledge, bench.rules, &options);
    let findings = verdict.findings.into_iter().filter(|finding| !finding.is_suppressed()).collect();
    (sources, findings)
}

/// Whether a rule objects in a finding, leading or not.
fn raises(finding: &Finding, rule: &str) -> bool {
    *finding.rule == *rule || finding.grounds.iter().any(|ground| *ground.rule == *rule)
}

fn found(finding: &Finding, line: usize) -> Found {
    let grounds = finding.grounds.iter().map(|ground| &ground.rule).filter(|rule| **rule != finding.rule);
    Found {
        line,
        severity: finding.severity.word(),
        rules: std::iter::once(&finding.rule).chain(grounds).map(ToString::to_string).collect(),
        message: finding.message.clone(),
    }
}
