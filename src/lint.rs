//! The order of the stages. Pure: the same inputs give the same bytes.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use crate::ast;
use crate::config::{Config, Levels, Terms, Waivers};
use crate::expose::expose;
use crate::finding::Finding;
use crate::judge::{Bench, Judged, judge};
use crate::knowledge::Knowledge;
use crate::lineage::trace;
use crate::resolve::{Given, resolve};
use crate::rule::{Marks, RuleSet};
use crate::settle::{is_note, settle, sort};
use crate::source::Sources;

pub use crate::front::list::Row;
pub use row::{Rows, rows};

mod row;

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
    /// The waivers of the configuration that had something to hush, by number.
    pub met: BTreeSet<u32>,
}

/// What a project's configuration has to say of a run.
#[derive(Debug, Default)]
pub struct Policy {
    /// The configuration itself.
    pub config: Config,
    /// How bad rules are taken, by file.
    pub levels: Levels,
    /// Its waivers, and which waivers count.
    pub waivers: Waivers,
    /// What campaigns need not say.
    pub given: Given,
}

/// The knowledge and the rules that come with the program, built once and kept: to take them apart at the end of a run
/// would cost a tenth of it.
pub fn shipped() -> (&'static Knowledge, &'static RuleSet) {
    static SHIPPED: OnceLock<(Knowledge, RuleSet)> = OnceLock::new();
    let (knowledge, rules) = SHIPPED.get_or_init(|| {
        // Rules ask the taxonomy alone, so they need not wait for the vocabulary.
        let load_rules = || RuleSet::shipped(&Knowledge::of_categories());
        let ((knowledge, _), rules) = rayon::join(|| Knowledge::with(&[]), load_rules);
        (knowledge, rules)
    });
    (knowledge, rules)
}

/// Judges whole files together, without a configuration. `faults` are what the front ends found.
pub fn lint(
    files: Vec<Arc<ast::File>>,
    faults: Vec<Finding>,
    sources: &Sources,
    knowledge: &Knowledge,
    rules: &RuleSet,
    options: &Options,
) -> Verdict {
    let waivers = Waivers::of(&Config::default(), knowledge, options.today);
    let policy = Policy { waivers, ..Policy::default() };
    under(&policy, files, faults, sources, (knowledge, rules), options)
}

/// Judges whole files together, as a configuration asks.
pub fn under(
    policy: &Policy,
    files: Vec<Arc<ast::File>>,
    faults: Vec<Finding>,
    sources: &Sources,
    (knowledge, rules): (&Knowledge, &RuleSet),
    options: &Options,
) -> Verdict {
    let (mut program, names) = resolve(&files, sources, knowledge, &policy.given, options.today);
    policy.waivers.apply(&policy.config, &mut program, sources);
    let terms = Terms::of(&policy.config, &policy.levels, sources);
    // All that counts is in the program now, and it is as large as the files.
    drop(files);
    let mut marks = Marks::new(rules, &program);
    let mut lineage = trace(&program, knowledge, &mut marks, options.today);
    let exposures = expose(&program, knowledge, &mut lineage, &mut marks, options.today);
    let (lineage, marks, today) = (&lineage, &marks, options.today);
    let bench = Bench { program: &program, knowledge, lineage, rules, marks, terms: &terms, today };
    let Judged { cases, met } = judge(bench, &exposures);
    let mut findings = faults;
    findings.extend(names);
    findings.extend(settle(bench, sources, &cases));
    findings.retain(|finding| options.notes == Notes::Show || !is_note(finding));
    sort(&mut findings, sources);
    Verdict { findings, campaigns: program.campaigns.len(), segments: program.segments.len(), met }
}
