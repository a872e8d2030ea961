//! Runs the examples of rule files: a rule does what its page shows, or it is wrong.
//!
//! The files stand beside what is shipped; a rule that is shipped under the same name is taken from here instead, and so is
//! what words reveal where the files are those of the shipped folder.

mod diff;
mod example;
mod json;
mod page;

use jiff::civil::{Date, date};

use crate::config::{Config, Waivers};
use crate::data::{Faults, Reader};
use crate::engine::Engine;
use crate::finding::{Finding, Severity};
use crate::knowledge::{self, Knowledge};
use crate::lint::{Notes, Policy};
use crate::rule::{OwnFiles, RuleSet};
use crate::shipped;
use crate::source::Sources;

use example::Examples;

pub use example::{Fault, Found, Side};
pub use json::write as write_json;
pub use page::write;

/// The day on which examples run that have no flight: always the same, so that a rule means tomorrow what it means today.
pub const TODAY: Date = date(2027, 3, 1);

/// A YAML file: its path and its text.
#[derive(Debug, Clone)]
pub struct File {
    /// The last two parts of it name a rule, a pack or a vocabulary.
    pub path: String,
    /// What is in it.
    pub text: String,
}

/// What came of all files.
#[derive(Debug)]
pub struct Trial {
    /// The files.
    pub sources: Sources,
    /// What is wrong in the files as such, sorted by place.
    pub faults: Vec<Finding>,
    /// Each rule, in the order of the files.
    pub rules: Vec<Tried>,
}

/// What came of one rule's examples.
#[derive(Debug)]
pub struct Tried {
    /// The path of its file.
    pub path: String,
    /// Its id.
    pub id: String,
    /// How many examples were run, its way out included.
    pub examples: usize,
    /// What is wrong with them.
    pub faults: Vec<Fault>,
    /// Why its bad side cannot be shown, if the file says so.
    pub untested: Option<String>,
}

impl Trial {
    /// Whether everything is as the files say.
    pub fn passes(&self) -> bool {
        self.faults.is_empty() && self.rules.iter().all(|tried| tried.faults.is_empty())
    }
}

/// Runs the examples of every rule in these files.
pub fn run(files: &[File], today: Date) -> Trial {
    let mut sources = Sources::default();
    let files = files.iter().map(|File { path, text }| (path.as_str(), text.as_str()));
    let (own, mut faults) = OwnFiles::read(files, &mut sources);
    let (engine, found) = engine(&own, today);
    faults.extend(found);
    let tried = own.rules().filter_map(|file| {
        let met = Faults::new("rule-file");
        let examples = Examples::read(Reader::new(&file.node, &met));
        faults.extend(met.findings(file.text, file.source));
        let examples = examples.filter(|examples| engine.rules().has(examples.id))?;
        Some(examples.run((file.path, file.text), &engine))
    });
    let rules = tried.collect();
    faults.sort_by_key(|fault| (fault.at, fault.rule.clone()));
    // Rules and examples are read one after the other, and both see a key that is given twice.
    faults.dedup_by(|a, b| (a.at, &a.rule, &a.message) == (b.at, &b.rule, &b.message));
    Trial { sources, faults, rules }
}

/// What judges the examples: without a configuration, and with notes.
fn engine(own: &OwnFiles, today: Date) -> (Engine, Vec<Finding>) {
    let (knowledge, mut faults) = knowledge_of(own);
    let (rules, found) = rules_of(own, &knowledge);
    faults.extend(found);
    let waivers = Waivers::of(&Config::default(), &knowledge, today);
    let policy = Policy { waivers, ..Policy::default() };
    (Engine::with(knowledge, rules, policy, today, Notes::Show), faults)
}

/// What is known: what is shipped, with files of the same name in its place.
fn knowledge_of(own: &OwnFiles) -> (Knowledge, Vec<Finding>) {
    let root = shipped_root(own);
    let known: Vec<_> = own.paths().filter(|path| shipped::is_knowledge(path)).collect();
    let is_replaced =
        |path: &str| root.is_some_and(|root| known.iter().any(|file| file.strip_prefix(root) == Some(path)));
    let shipped = shipped::files().filter(|file| shipped::is_knowledge(file.path) && !is_replaced(file.path));
    Knowledge::load(&shipped.map(knowledge::File::Shipped).chain(own.knowledge()).collect::<Vec<_>>())
}

/// The rules: what is shipped, with files of the same name in its place.
fn rules_of(own: &OwnFiles, knowledge: &Knowledge) -> (RuleSet, Vec<Finding>) {
    let names: Vec<_> = own.rules().filter_map(|file| key(file.path).strip_suffix(".yaml")).collect();
    RuleSet::shipped(knowledge).without(|id| names.contains(&id)).with_own(own, knowledge)
}

/// The folder of these files that is the shipped one, with its last slash: a pack of that name stands in it. Elsewhere a
/// file of knowledge adds to what is known, whatever it is called.
fn shipped_root<'p>(own: &OwnFiles<'p>) -> Option<&'p str> {
    let packs: Vec<_> = shipped::files().map(|file| file.path).filter(|path| path.ends_with("/pack.yaml")).collect();
    own.paths().find_map(|path| {
        let root = packs.iter().find_map(|pack| path.strip_suffix(pack))?;
        (root.is_empty() || root.ends_with('/')).then_some(root)
    })
}

/// What a rule's file is known by: its folder and its name.
fn key(path: &str) -> &str {
    let mut slashes = path.rmatch_indices(['/', '\\']).map(|(at, _)| at + 1);
    slashes.nth(1).map_or(path, |at| &path[at..])
}

/// Whether a finding is more than a note.
fn counts(finding: &Finding) -> bool {
    finding.severity != Severity::Note && !finding.is_suppressed()
}
