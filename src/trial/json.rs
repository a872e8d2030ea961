//! What came of a trial, for programs: version 1. Keys may be added, never changed.

use std::io;

use serde::Serialize;

use crate::report;
use crate::source::Sources;

use super::{Fault, Found, Trial, Tried};
use crate::finding::Finding;

/// Writes one JSON object and a line break.
pub fn write(trial: &Trial, out: &mut dyn io::Write) -> io::Result<()> {
    let object = Object {
        version: 1,
        mistakes: trial.faults.iter().map(|fault| mistake(&trial.sources, fault)).collect(),
        rules: trial.rules.iter().map(rule).collect(),
        summary: Summary {
            rules: trial.rules.len(),
            examples: trial.rules.iter().map(|tried| tried.examples).sum(),
            failed: trial.rules.iter().map(|tried| tried.faults.len()).sum(),
            mistakes: trial.faults.len(),
            passed: trial.passes(),
        },
    };
    report::write_json(&object, out)?;
    writeln!(out)?;
    out.flush()
}

#[derive(Serialize)]
struct Object<'a> {
    version: u32,
    mistakes: Vec<Mistake<'a>>,
    rules: Vec<Rule<'a>>,
    summary: Summary,
}

/// What is wrong in a file as such.
#[derive(Serialize)]
struct Mistake<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    rule: &'a str,
    message: &'a str,
    help: Option<&'a str>,
}

#[derive(Serialize)]
struct Rule<'a> {
    id: &'a str,
    path: &'a str,
    examples: usize,
    untested: Option<&'a str>,
    failures: Vec<Failure<'a>>,
}

/// An example that does not show what it should; `line` is that of the rule file, the other lines are the example's.
#[derive(Serialize)]
struct Failure<'a> {
    side: &'static str,
    number: usize,
    line: usize,
    message: &'a str,
    missed: &'a [usize],
    found: Vec<FoundObject<'a>>,
}

#[derive(Serialize)]
struct FoundObject<'a> {
    line: usize,
    severity: &'static str,
    rules: &'a [String],
    message: &'a str,
    unwanted: bool,
}

#[derive(Serialize)]
struct Summary {
    rules: usize,
    examples: usize,
    failed: usize,
    mistakes: usize,
    passed: bool,
}

fn mistake<'a>(sources: &'a Sources, fault: &'a Finding) -> Mistake<'a> {
    let at = sources.start(fault.at);
    let (path, help) = (sources.path(fault.at), fault.help.as_ref().map(|help| &*help.says));
    Mistake { path, line: at.line, column: at.column, rule: &fault.rule, message: &fault.message, help }
}

fn rule(tried: &Tried) -> Rule<'_> {
    let Tried { path, id, examples, faults, untested } = tried;
    let failures = faults.iter().map(failure).collect();
    Rule { id, path, examples: *examples, untested: untested.as_deref(), failures }
}

fn failure(fault: &Fault) -> Failure<'_> {
    let Fault { side, number, line, what, missed, found, text: _ } = fault;
    let found = found.iter().map(found_object).collect();
    Failure { side: side.word(), number: *number, line: *line, message: what, missed, found }
}

fn found_object(found: &Found) -> FoundObject<'_> {
    let Found { line, severity, rules, message, is_unwanted } = found;
    FoundObject { line: *line, severity, rules, message, unwanted: *is_unwanted }
}
