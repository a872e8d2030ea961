//! What the rules say of a signal before anything is known of the campaign.
//!
//! Two signals that all rules answer alike are told apart by nothing further on, so they travel as one: a [`Mark`] is
//! what they have in common. It is what keeps the work per (node, category) and off the number of paths.

use std::collections::HashMap;

use crate::finding::Use;
use crate::knowledge::Strength;
use crate::rule::question::{OfTrail, Question};
use crate::rule::when::Answered;
use crate::rule::{RuleSet, Subject};

/// What rules say of a kind of signal.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Mark {
    /// How sure the reading is.
    pub strength: Strength,
    /// The rules that may object, in the order of the set.
    pub answers: Vec<Answer>,
    /// Which waivers can suppress them.
    pub group: u32,
}

/// That a rule may object, and what the signal answered it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Answer {
    /// The rule, an index into the set.
    pub rule: u32,
    /// One bit for each question to signals.
    pub bits: u64,
}

/// A mark, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MarkId(u32);

/// Every mark that signals have, each once; those of one item may stand above those that are shared.
#[derive(Debug, Default)]
pub struct Marks<'s> {
    shared: Option<&'s Marks<'static>>,
    own: Vec<Mark>,
    ids: HashMap<Mark, MarkId>,
}

impl Marks<'static> {
    /// No marks yet, above these.
    pub fn above(&self) -> Marks<'_> {
        Marks { shared: Some(self), own: Vec::new(), ids: HashMap::new() }
    }
}

impl Marks<'_> {
    /// The mark with that number.
    pub fn get(&self, id: MarkId) -> &Mark {
        let number = id.0 as usize;
        match self.shared {
            Some(shared) if number < shared.own.len() => &shared.own[number],
            Some(shared) => &self.own[number - shared.own.len()],
            None => &self.own[number],
        }
    }

    /// The numbers of some marks.
    pub fn intern_all(&mut self, marks: Vec<Mark>) -> Vec<MarkId> {
        marks.into_iter().map(|mark| self.intern(mark)).collect()
    }

    /// The number of a mark, which is new or known.
    pub fn intern(&mut self, mark: Mark) -> MarkId {
        let shared = self.shared.and_then(|shared| shared.ids.get(&mark));
        if let Some(&id) = shared.or_else(|| self.ids.get(&mark)) {
            return id;
        }
        let id = MarkId((self.shared.map_or(0, |shared| shared.own.len()) + self.own.len()) as u32);
        self.ids.insert(mark.clone(), id);
        self.own.push(mark);
        id
    }
}

impl RuleSet {
    /// Whether a rule that `pack/name` or `pack/*` names may object to what people read.
    pub fn speaks_of_copy(&self, pattern: &str) -> bool {
        let named = self.rules().iter().filter(|rule| names(pattern, &rule.id));
        named.filter(|rule| rule.subject == Subject::Witness).any(|rule| {
            let answered = rule.when.answer(&mut |question| match question {
                Question::Trail(OfTrail::Use(uses)) => Some(uses.contains(&Use::Message)),
                Question::Trail(_) | Question::Signal(..) | Question::Campaign(_) => None,
            });
            answered != Answered::No
        })
    }
}

/// Whether a pattern, `pack/name` or `pack/*`, names a rule.
pub fn names(pattern: &str, rule: &str) -> bool {
    let pack = pattern.strip_suffix('*');
    pack.map_or(pattern == rule, |pack| rule.starts_with(pack))
}
