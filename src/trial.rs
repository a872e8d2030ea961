//! Runs the examples of rule files: a rule does what its page shows, or it is wrong.
//!
//! The files stand beside what is shipped; a rule that is shipped under the same name is taken from here instead, and so is
//! what words reveal where the files are those of the shipped folder.

mod diff;
mod example;
mod json;
mod page;

use jiff::civil::{Date, date};

use crate::data::{self, Faults, Node, Reader};
use crate::finding::{Finding, Severity};
use crate::knowledge::{self, Knowledge};
use crate::rule::RuleSet;
use crate::shipped;
use crate::source::{SourceId, Sources};

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
    let mut faults = Vec::new();
    let mut parsed = Vec::new();
    for File { path, text } in files {
        let source = sources.add(path.as_str(), text.as_str());
        faults.extend(data::deceits_found("rule-file", text, source));
        match data::yaml(text) {
            Ok(node) => parsed.push(Parsed { path, text, source, node }),
            Err(fault) => faults.push(fault.finding("rule-file", text, source)),
        }
    }
    let (knowledge, found) = knowledge_of(&parsed);
    faults.extend(found);
    let rule_files: Vec<_> = parsed.iter().filter(|file| !shipped::is_knowledge(file.path)).collect();
    let (rules, found) = rules_of(&rule_files, &knowledge);
    faults.extend(found);
    let bench = example::Bench { knowledge: &knowledge, rules: &rules, today };
    let tried = rule_files.iter().filter_map(|file| {
        let met = Faults::new("rule-file");
        let examples = Examples::read(Reader::new(&file.node, &met));
        faults.extend(met.findings(file.text, file.source));
        let examples = examples.filter(|examples| rules.has(examples.id))?;
        Some(examples.run((file.path, file.text), bench))
    });
    let rules = tried.collect();
    faults.sort_by_key(|fault| (fault.at, fault.rule.clone()));
    // Rules and examples are read one after the other, and both see a key that is given twice.
    faults.dedup_by(|a, b| (a.at, &a.rule, &a.message) == (b.at, &b.rule, &b.message));
    Trial { sources, faults, rules }
}

struct Parsed<'f> {
    path: &'f str,
    text: &'f str,
    source: SourceId,
    node: Node<'f>,
}

/// What is known: what is shipped, with files of the same name in its place.
fn knowledge_of(parsed: &[Parsed]) -> (Knowledge, Vec<Finding>) {
    let own: Vec<_> = parsed.iter().filter(|file| shipped::is_knowledge(file.path)).collect();
    let root = shipped_root(parsed);
    let is_replaced =
        |path: &str| root.is_some_and(|root| own.iter().any(|file| file.path.strip_prefix(root) == Some(path)));
    let shipped = shipped::files().filter(|file| shipped::is_knowledge(file.path) && !is_replaced(file.path));
    let own = own.iter().map(|file| {
        let Parsed { path, text, source, node } = *file;
        knowledge::File::Own { path, node, text, source: *source }
    });
    Knowledge::load(&shipped.map(knowledge::File::Shipped).chain(own).collect::<Vec<_>>())
}

/// The rules: what is shipped, with files of the same name in its place.
fn rules_of(files: &[&Parsed], knowledge: &Knowledge) -> (RuleSet, Vec<Finding>) {
    let names: Vec<_> = files.iter().filter_map(|file| key(file.path).strip_suffix(".yaml")).collect();
    let shipped = RuleSet::shipped(knowledge).without(|id| names.contains(&id));
    let files: Vec<_> = files.iter().map(|file| (file.path, file.text, file.source, &file.node)).collect();
    shipped.with_nodes(&files, knowledge)
}

/// The folder of these files that is the shipped one, with its last slash: a pack of that name stands in it. Elsewhere a
/// file of knowledge adds to what is known, whatever it is called.
fn shipped_root<'p>(parsed: &[Parsed<'p>]) -> Option<&'p str> {
    let packs: Vec<_> = shipped::files().map(|file| file.path).filter(|path| path.ends_with("/pack.yaml")).collect();
    parsed.iter().find_map(|file| {
        let root = packs.iter().find_map(|pack| file.path.strip_suffix(pack))?;
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
