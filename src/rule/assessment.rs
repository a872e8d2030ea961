//! What the rules say of a signal before anything is known of the campaign.
//!
//! Two signals that all rules answer alike are told apart by nothing further on, so they travel as one: an [`Assessment`] is
//! what they have in common. It is what keeps the work per (node, category) and off the number of paths.

use std::collections::HashMap;

use crate::finding::Use;
use crate::knowledge::Strength;
use crate::rule::id::names;
use crate::rule::question::Question;
use crate::rule::when::Answered;
use crate::rule::{RuleSet, Subject};

/// What rules say of a kind of signal.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Assessment {
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

/// An assessment, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AssessmentId(u32);

/// Every assessment that signals have, each once; those of one item may stand above those that are shared.
#[derive(Debug, Default)]
pub struct Assessments<'s> {
    shared: Option<&'s Assessments<'static>>,
    own: Vec<Assessment>,
    ids: HashMap<Assessment, AssessmentId>,
}

impl Assessments<'static> {
    /// No assessments yet, above these.
    pub(crate) fn above(&self) -> Assessments<'_> {
        Assessments { shared: Some(self), own: Vec::new(), ids: HashMap::new() }
    }
}

impl Assessments<'_> {
    /// The assessment with that number.
    pub(crate) fn get(&self, id: AssessmentId) -> &Assessment {
        let number = id.0 as usize;
        match self.shared {
            Some(shared) if number < shared.own.len() => &shared.own[number],
            Some(shared) => &self.own[number - shared.own.len()],
            None => &self.own[number],
        }
    }

    /// The numbers of some assessments.
    pub(crate) fn intern_all(&mut self, assessments: Vec<Assessment>) -> Vec<AssessmentId> {
        assessments.into_iter().map(|assessment| self.intern(assessment)).collect()
    }

    /// The number of an assessment, which is new or known.
    pub(crate) fn intern(&mut self, assessment: Assessment) -> AssessmentId {
        let shared = self.shared.and_then(|shared| shared.ids.get(&assessment));
        if let Some(&id) = shared.or_else(|| self.ids.get(&assessment)) {
            return id;
        }
        let id = AssessmentId((self.shared.map_or(0, |shared| shared.own.len()) + self.own.len()) as u32);
        self.ids.insert(assessment.clone(), id);
        self.own.push(assessment);
        id
    }
}

impl RuleSet {
    /// Whether a rule that `pack/name` or `pack/*` names may object to what people read.
    pub(crate) fn speaks_of_copy(&self, pattern: &str) -> bool {
        let named = self.rules().iter().filter(|rule| names(pattern, &rule.id));
        named.filter(|rule| rule.subject == Subject::Witness).any(|rule| {
            let answered = rule.when.answer(&mut |question| match question {
                Question::Trail(asks) => asks.uses().map(|uses| uses.contains(&Use::Message)),
                Question::Signal(..) | Question::Campaign(_) => None,
            });
            answered != Answered::No
        })
    }
}
