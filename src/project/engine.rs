//! What a project knows and asks: what comes with the program, and its own files.

use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;

use crate::config::{Levels, Subject, Waivers, read_fields, read_names};
use crate::data::{self, Faults, Reader};
use crate::engine::Engine;
use crate::finding::Finding;
use crate::knowledge::Knowledge;
use crate::lint::{self, Notes, Policy};
use crate::resolve::{Fields, ProjectContext};
use crate::rule::{OwnFiles, RuleSet};
use crate::source::Sources;

use super::{Mistakes, Own, Project};
use crate::error::Error;

impl Project {
    /// Puts together what judges the project on a day, and what is wrong with what it is made from.
    pub(crate) fn engine(self, today: Date, notes: Notes) -> (Engine, Mistakes) {
        let Project { config, mut mistakes, rules: own, fields, names, .. } = self;
        let mut sources = config.sources();
        let locks: Vec<_> = config.locked().cloned().collect();
        let of_own = !(own.is_empty() && locks.is_empty());
        let of_own = of_own.then(|| with_own(&own, &locks, &mut sources, &mut mistakes));
        let (knowledge, rules) = match &of_own {
            Some((knowledge, rules)) => (knowledge, rules),
            None => lint::shipped(),
        };
        mistakes.extend(config.mistakes(knowledge, rules));
        let mut given = ProjectContext {
            regions: config.regions().to_vec(),
            purpose: config.purpose(),
            ..ProjectContext::default()
        };
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
        let engine = match of_own {
            Some((knowledge, rules)) => Engine::with(knowledge, rules, policy, today, notes),
            None => Engine::shipped(policy, today, notes),
        };
        (engine, Mistakes { sources, findings: mistakes })
    }
}

impl Mistakes {
    /// Why the run fails, if there is a mistake.
    pub(crate) fn trouble(&self) -> Option<Error> {
        let files: BTreeSet<&str> = self.findings.iter().map(|finding| self.sources.path(finding.at)).collect();
        match files.len() {
            0 => None,
            1 => Some(Error::Mistaken { files: "a file".to_owned(), verb: "was" }),
            count => Some(Error::Mistaken { files: format!("{count} files"), verb: "were" }),
        }
    }
}

/// What comes with the program, and files beside it.
fn with_own(
    own: &[Own],
    locks: &[Subject],
    sources: &mut Sources,
    mistakes: &mut Vec<Finding>,
) -> (Knowledge, RuleSet) {
    let (own, unread) = OwnFiles::read(own.iter().map(|own| (own.path.as_str(), own.text.as_str())), sources);
    let (mut knowledge, found) = Knowledge::with(&own.knowledge().collect::<Vec<_>>());
    mistakes.extend(unread.into_iter().chain(found));
    for lock in locks {
        if let Subject::Category(id) = lock
            && let Some(id) = knowledge.taxonomy().find(id)
        {
            knowledge.lock(id);
        }
    }
    let (mut set, found) = RuleSet::shipped(&knowledge).with_own(&own, &knowledge);
    mistakes.extend(found);
    for lock in locks {
        if let Subject::Rules(pattern) = lock {
            set.lock(pattern);
        }
    }
    (knowledge, set)
}

fn read_all(files: &[Own], sources: &mut Sources, mistakes: &mut Vec<Finding>, mut read: impl FnMut(Reader)) {
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
