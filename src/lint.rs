//! The order of the stages. Pure: the same inputs give the same bytes.

use std::sync::Arc;

use jiff::civil::Date;

use crate::ast;
use crate::finding::{Finding, Text};
pub use crate::front::list::Row;
use crate::knowledge::Knowledge;
use crate::rule::RuleSet;
use crate::source::Sources;

/// What a run is told, beyond the files.
#[derive(Debug, Clone)]
pub struct Options {
    /// The day that counts where a campaign has no flight.
    pub today: Date,
    /// Whether notes are wanted.
    pub notes: Notes,
}

/// Whether findings of severity note are reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notes {
    /// They are.
    Show,
    /// They are not.
    Hide,
}

/// What came of it.
#[derive(Debug)]
pub struct Verdict {
    /// Every finding, sorted by path, place and rule; suppressed ones included.
    pub findings: Vec<Finding>,
    /// How many campaigns were read.
    pub campaigns: usize,
    /// How many segments were read.
    pub segments: usize,
}

/// Judges whole files together. `faults` are what the front ends found.
pub fn lint(
    files: &[Arc<ast::File>],
    mut faults: Vec<Finding>,
    sources: &Sources,
    _knowledge: &Knowledge,
    _rules: &RuleSet,
    _options: &Options,
) -> Verdict {
    faults.sort_by(|a, b| (sources.path(a.at), a.at, &a.rule).cmp(&(sources.path(b.at), b.at, &b.rule)));
    Verdict { findings: faults, campaigns: files.len(), segments: 0 }
}

/// Judges rows of one list, each by itself. The sources hold the rows that findings speak of and no others.
pub fn rows(
    _rows: &[Row],
    _path: &Text,
    _knowledge: &Knowledge,
    _rules: &RuleSet,
    _options: &Options,
) -> (Sources, Vec<Finding>) {
    (Sources::default(), Vec::new())
}
