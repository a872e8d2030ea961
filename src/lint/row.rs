//! Rows of lists: each a segment known by its name only.
//!
//! A batch of rows becomes a program of its own, without names to resolve, and goes the same way as any other from
//! there.

use std::collections::BTreeSet;

use crate::config::Terms;
use crate::finding::{Finding, Text};
use crate::front::list::Row;
use crate::judge::judge_exposures;
use crate::knowledge::Knowledge;
use crate::lineage::{Base, ask, reveal, trace};
use crate::lint::item::Run;
use crate::lint::{Options, Policy};
use crate::resolve::{Item, Program, Row as NamedRow};
use crate::rule::{AskedRules, RuleSet};
use crate::source::{Sources, Span};

/// So many rows are judged in one go.
pub const ROWS_AT_ONCE: usize = 4096;

/// What came of some rows.
#[derive(Debug)]
pub struct Rows {
    /// The layers of the configuration, and these rows.
    pub sources: Sources,
    /// What was found, in the order of the rows.
    pub findings: Vec<Finding>,
    /// The waivers of the configuration that had something to suppress, by number.
    pub met: BTreeSet<u32>,
}

/// Judges rows of one list, each by itself.
pub fn rows(
    policy: &Policy,
    rows: &[Row],
    path: &Text,
    (knowledge, rules): (&Knowledge, &RuleSet),
    options: &Options,
) -> Rows {
    let mut sources = policy.config.sources();
    let called = |row: &Row| policy.given.names.get(&row.name).unwrap_or(&row.name).clone();
    let named: Vec<NamedRow> =
        rows.iter().map(|row| NamedRow { name: called(row), ..named(row, path, &mut sources) }).collect();
    let program = Program::of_rows(named, &policy.waivers.of_project(&policy.config), &sources);
    let terms = Terms::of_one(&policy.config, &policy.levels, path);
    let asked = AskedRules::of_rows(rules, &program, knowledge);
    let base = Base { program: &program, knowledge, rules: &asked, today: options.today };
    let shared = trace(base, ask(base, &reveal(&program, knowledge)));
    let run = Run { base, shared: &shared, terms: &terms, sources: &sources, notes: options.notes };
    let (mut findings, mut met) = (Vec::new(), BTreeSet::new());
    for id in program.segment_ids() {
        let judged = run.by(Item::Segment(id), judge_exposures);
        findings.extend(judged.findings);
        met.extend(judged.met);
    }
    sort_rows(&mut findings);
    Rows { sources, findings, met }
}

fn named(row: &Row, path: &Text, sources: &mut Sources) -> NamedRow {
    let source = sources.add_excerpt(path.clone(), row.text.clone(), row.line);
    let at = if row.at.is_empty() { 0..row.text.len() } else { row.at.clone() };
    NamedRow { name: row.name.clone(), span: Span::new(source, at.start, at.end) }
}

/// Every row has a source of its own, in the order of the list.
fn sort_rows(findings: &mut [Finding]) {
    findings.sort_by(|a, b| (a.at, &a.rule, &a.message).cmp(&(b.at, &b.rule, &b.message)));
}
