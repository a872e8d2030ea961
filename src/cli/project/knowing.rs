//! What a project knows and asks: what comes with the program, and its own files.

use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;

use crate::config::{Levels, Subject, Waivers, read_fields, read_names};
use crate::data::{self, Faults, Node, Reader};
use crate::knowledge::{self, Knowledge};
use crate::lint::{self, Policy};
use crate::resolve::{Fields, Given};
use crate::rule::RuleSet;
use crate::shipped;
use crate::source::{SourceId, Sources};

use super::{Mistakes, Own, Project};
use crate::error::Error;

/// A project, ready to judge by.
pub(in crate::cli) struct Knowing {
    pub(in crate::cli) policy: Policy,
    pub(in crate::cli) knowledge: &'static Knowledge,
    pub(in crate::cli) rules: &'static RuleSet,
    pub(in crate::cli) mistakes: Mistakes,
}

impl Project {
    /// Puts together what the project knows, as it counts on a day.
    pub(in crate::cli) fn know(self, today: Date) -> Knowing {
        let Project { config, mut mistakes, rules: own, fields, names, .. } = self;
        let mut sources = config.sources();
        let locks: Vec<_> = config.locked().cloned().collect();
        let (knowledge, rules) = if own.is_empty() && locks.is_empty() {
            lint::shipped()
        } else {
            let (knowledge, rules) = with_own(&own, &locks, &mut sources, &mut mistakes);
            // It is asked until the program ends, and taking it apart would cost time.
            (&*Box::leak(Box::new(knowledge)), &*Box::leak(Box::new(rules)))
        };
        mistakes.extend(config.mistakes(knowledge, rules));
        let mut given = Given { regions: config.regions().to_vec(), purpose: config.purpose(), ..Given::default() };
        if !fields.is_empty() {
            let mut all = Fields::default();
            let read = |reader: Reader| read_fields(reader, knowledge.taxonomy(), &mut all);
            read_all(&fields, &mut sources, &mut mistakes, read);
            given.fields = Some(all);
        }
        let mut called = HashMap::new();
        read_all(&names, &mut sources, &mut mistakes, |reader| called.extend(read_names(reader)));
        given.names = called;
        let levels = Levels::of(&config, knowledge, rules);
        let waivers = Waivers::of(&config, knowledge, today);
        let policy = Policy { config, levels, waivers, given };
        mistakes.sort_by_key(|finding| (finding.at, finding.rule.clone()));
        Knowing { policy, knowledge, rules, mistakes: Mistakes { sources, findings: mistakes } }
    }
}

impl Mistakes {
    /// Why the run fails, if there is a mistake.
    pub(in crate::cli) fn trouble(&self) -> Option<Error> {
        let files: BTreeSet<&str> = self.findings.iter().map(|finding| self.sources.path(finding.at)).collect();
        match files.len() {
            0 => None,
            1 => Some(Error::Mistaken { files: "a file".to_owned(), verb: "was" }),
            count => Some(Error::Mistaken { files: format!("{count} files"), verb: "were" }),
        }
    }
}

struct Parsed<'o> {
    own: &'o Own,
    source: SourceId,
    node: Node<'o>,
}

/// What comes with the program, and files beside it.
fn with_own(
    own: &[Own],
    locks: &[Subject],
    sources: &mut Sources,
    mistakes: &mut Vec<crate::finding::Finding>,
) -> (Knowledge, RuleSet) {
    let mut parsed = Vec::new();
    for own in own {
        let source = sources.add(own.path.as_str(), own.text.as_str());
        mistakes.extend(data::deceits_found("rule-file", &own.text, source));
        match data::yaml(&own.text) {
            Ok(node) => parsed.push(Parsed { own, source, node }),
            Err(fault) => mistakes.push(fault.finding("rule-file", &own.text, source)),
        }
    }
    let (words, rules): (Vec<_>, Vec<_>) = parsed.iter().partition(|file| shipped::is_knowledge(&file.own.path));
    let words = words.iter().map(|file| knowledge::File::Own {
        path: &file.own.path,
        node: &file.node,
        text: &file.own.text,
        source: file.source,
    });
    let words: Vec<_> = words.collect();
    let (mut knowledge, found) = Knowledge::with(&words);
    mistakes.extend(found);
    for lock in locks {
        if let Subject::Category(id) = lock
            && let Some(id) = knowledge.taxonomy().find(id)
        {
            knowledge.lock(id);
        }
    }
    let rules: Vec<_> = rules.iter().map(|file| (&*file.own.path, &*file.own.text, file.source, &file.node)).collect();
    let (mut set, found) = RuleSet::shipped(&knowledge).with_nodes(&rules, &knowledge);
    mistakes.extend(found);
    for lock in locks {
        if let Subject::Rules(pattern) = lock {
            set.lock(pattern);
        }
    }
    (knowledge, set)
}

fn read_all(
    files: &[Own],
    sources: &mut Sources,
    mistakes: &mut Vec<crate::finding::Finding>,
    mut read: impl FnMut(Reader),
) {
    for Own { path, text } in files {
        let source = sources.add(path.as_str(), text.as_str());
        mistakes.extend(data::deceits_found("config", text, source));
        match data::yaml(text) {
            Ok(node) => {
                let faults = Faults::new("config");
                read(Reader::new(&node, &faults));
                mistakes.extend(faults.findings(text, source));
            }
            Err(fault) => mistakes.push(fault.finding("config", text, source)),
        }
    }
}
