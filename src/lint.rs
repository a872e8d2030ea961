//! The order of the stages. Pure: the same inputs give the same bytes.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use crate::ast;
use crate::config::{Config, Levels, Terms, Waivers};
use crate::finding::Finding;
use crate::knowledge::Knowledge;
use crate::lineage::{Base, SharedLineage, ask, reveal, trace};
use crate::resolve::{Program, ProjectContext, resolve};
use crate::rule::{AskedRules, RuleSet};
use crate::source::Sources;

pub use crate::front::list::Row;
pub use findings::Findings;
pub use row::{ROWS_AT_ONCE, Rows, rows};

mod findings;
mod item;
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
    /// The waivers of the configuration that had something to suppress, by number.
    pub met: BTreeSet<u32>,
}

/// A project whose derivations were followed. Its items can be judged one by one, and asked what they rest on.
#[derive(Debug)]
pub(crate) struct Outcome<'a> {
    /// What was declared.
    pub program: Program,
    /// What campaigns share of who is derived from whom.
    pub lineage: SharedLineage,
    rules: AskedRules<'a>,
    knowledge: &'a Knowledge,
    terms: Terms<'a>,
    sources: &'a Sources,
    today: Date,
    notes: Notes,
    /// What was found before anything was judged.
    faults: Vec<Finding>,
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
    pub given: ProjectContext,
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

/// Judges whole files together, as a configuration asks, and waits for all of it.
pub fn under(
    policy: &Policy,
    files: Vec<Arc<ast::File>>,
    faults: Vec<Finding>,
    sources: &Sources,
    known: (&Knowledge, &RuleSet),
    options: &Options,
) -> Verdict {
    let outcome = follow(policy, files, faults, sources, known, options);
    let mut judged = outcome.findings();
    let findings = judged.by_ref().flatten().collect();
    let Program { campaigns, segments, .. } = &outcome.program;
    Verdict { findings, campaigns: campaigns.len(), segments: segments.len(), met: judged.met() }
}

/// Puts whole files together and follows what campaigns share: all that is worked out once for a project.
pub(crate) fn follow<'a>(
    policy: &'a Policy,
    files: Vec<Arc<ast::File>>,
    faults: Vec<Finding>,
    sources: &'a Sources,
    (knowledge, rules): (&'a Knowledge, &'a RuleSet),
    options: &Options,
) -> Outcome<'a> {
    let waivers = policy.waivers.of_project(&policy.config);
    let (program, names) = resolve(&files, sources, knowledge, &policy.given, &waivers, options.today);
    // All that counts is in the program now, and it is as large as the files.
    drop(files);
    let rules = AskedRules::new(rules, &program, knowledge);
    let base = Base { program: &program, knowledge, rules: &rules, today: options.today };
    let lineage = trace(base, ask(base, &reveal(&program, knowledge)));
    let terms = Terms::of(&policy.config, &policy.levels, sources);
    let faults = faults.into_iter().chain(names).collect();
    let Options { today, notes } = *options;
    Outcome { program, lineage, rules, knowledge, terms, sources, today, notes, faults }
}
