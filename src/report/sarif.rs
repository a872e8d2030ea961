//! SARIF 2.1.0, as code scanning reads it: results with the way the data took, rules with their pages.
//!
//! A list of any length streams by, so results are kept within the limits of those who read them, the worst first, and
//! written at the end.

mod line_hash;
mod result;
mod rule;

use std::collections::BTreeMap;
use std::io;

use serde::Serialize;

use crate::finding::{Finding, Text};
use crate::prose::some;
use crate::source::Sources;

use super::kept::{Kept, Rank};
use super::{Closing, Report, Root, Summary, json, visible};

use self::result::{LineHashes, result};
use self::rule::{Rule, descriptor};

/// A log under way.
#[derive(Debug)]
pub(super) struct Log {
    root: Root,
    results: Kept<Vec<u8>>,
    /// Every rule that leads a finding, by number.
    rules: Vec<Rule>,
    numbers: BTreeMap<Text, usize>,
    hashes: LineHashes,
}

/// GitHub keeps no more results of a run.
const MOST_RESULTS: usize = 5_000;
/// GitHub cuts what is longer.
const LONGEST: usize = 1024;

impl Log {
    pub(super) fn new(root: Root) -> Log {
        let (rules, numbers) = (Vec::new(), BTreeMap::new());
        Log { root, results: Kept::new(MOST_RESULTS), rules, numbers, hashes: LineHashes::default() }
    }
}

impl Report for Log {
    fn findings(&mut self, sources: &Sources, findings: &[Finding], _: &mut dyn io::Write) -> io::Result<()> {
        // Ids of sources mean nothing in other sources.
        self.hashes.forget();
        for finding in findings {
            let (rank, number) = (Rank::of(finding), self.number(finding));
            if !self.results.takes(rank, 1) {
                self.results.leave_out(rank);
                continue;
            }
            let mut rendered = Vec::new();
            let hash = self.hashes.of(sources, finding.at);
            json::write(&result(&self.root, sources, finding, number, hash), &mut rendered)?;
            self.results.add(rank, 1, rendered);
        }
        Ok(())
    }

    /// Writes the whole log.
    fn end(self: Box<Self>, closing: &Closing, out: &mut dyn io::Write) -> io::Result<()> {
        let left_out = self.results.left_out();
        let rules = self.rules.iter().map(|rule| descriptor(rule, closing.rules)).collect();
        let driver = Driver { name: "qualm", semantic_version: env!("CARGO_PKG_VERSION"), language: "en", rules };
        write!(out, "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":")?;
        json::write(&Tool { driver }, out)?;
        write!(out, ",\n\"columnKind\":\"unicodeCodePoints\",\"originalUriBaseIds\":{BASES},\n\"invocations\":")?;
        json::write(&[invocation(closing, left_out)], out)?;
        write!(out, ",\n\"results\":[")?;
        for (number, result) in self.results.in_order().enumerate() {
            out.write_all(if number == 0 { b"\n" } else { b",\n" })?;
            out.write_all(&result)?;
        }
        write!(out, "\n],\"properties\":")?;
        json::write(&Properties::of(closing.summary, left_out), out)?;
        writeln!(out, "}}]}}")
    }
}

impl Log {
    /// The number of the rule that leads.
    fn number(&mut self, finding: &Finding) -> usize {
        let known = self.numbers.get(&finding.rule).copied();
        let number = known.unwrap_or(self.rules.len());
        if known.is_none() {
            self.numbers.insert(finding.rule.clone(), number);
            self.rules.push(Rule::of(finding));
        }
        self.rules[number].meets(finding);
        number
    }
}

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";
/// What all paths start from; where that is on this machine is nobody's business.
const BASES: &str = r#"{"%SRCROOT%":{"description":{"text":"the root of the repository"}}}"#;

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    language: &'static str,
    rules: Vec<rule::Descriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: Message,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

/// What came of the run, in figures.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Properties {
    files: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
    waived: usize,
    not_read: usize,
    changed_not_read: usize,
    results_left_out: usize,
}

impl Message {
    fn of(text: String) -> Message {
        Message { text }
    }
}

impl Properties {
    fn of(summary: &Summary, results_left_out: usize) -> Properties {
        let Summary { files, errors, warnings, notes, waived, unread, .. } = *summary;
        let (not_read, changed_not_read) = (unread.all(), unread.changed);
        Properties { files, errors, warnings, notes, waived, not_read, changed_not_read, results_left_out }
    }
}

/// How the run went: every failure, and that results were left out.
fn invocation(closing: &Closing, left_out: usize) -> Invocation {
    let failures = closing.failures.iter().map(|failure| {
        let help = failure.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
        let text = linkless(&format!("{}{help}", failure.message));
        Notification { level: "error", message: Message::of(text) }
    });
    let cut = (left_out > 0).then(|| {
        let text = format!(
            "{} left out: the {MOST_RESULTS} worst are kept, as code scanning takes no more",
            some(left_out, "result")
        );
        Notification { level: "warning", message: Message::of(text) }
    });
    Invocation {
        execution_successful: closing.failures.is_empty(),
        tool_execution_notifications: failures.chain(cut).collect(),
    }
}

/// Text for a message, in which `[text](target)` would be a link.
fn linkless(text: &str) -> String {
    visible(text).replace("](", r"]\u{28}")
}
