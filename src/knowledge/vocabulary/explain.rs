//! What became of each term that a phrase holds.

use std::collections::HashSet;
use std::ops::Range;

use crate::knowledge::citation::Citation;
use crate::knowledge::lexicon::{Candidate, Scratch, Verdict, alone};
use crate::knowledge::{CategoryId, Kind, Strength, Taxonomy};

use super::Vocabulary;

/// A term that was met, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reading {
    /// The term as the vocabulary has it.
    pub term: String,
    /// Its language, as `de`; empty for English and for names.
    pub language: String,
    /// What its entry reveals.
    pub categories: Vec<CategoryId>,
    /// How surely.
    pub strength: Strength,
    /// Where the entry comes from.
    pub source: Option<Citation>,
    /// The bytes of the phrase that say so.
    pub at: Range<usize>,
    /// Whether it counts, and if not, why.
    pub outcome: Outcome,
}

/// Whether a term that was met counts, and if not, why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It counts.
    Counts,
    /// This longer or more precise term in the same words speaks for it.
    Outranked(String),
    /// Its entry speaks of these kinds of signal only.
    OtherKind(Vec<Kind>),
    /// An `except` phrase hides it, which stands at these bytes of the phrase.
    Hidden(Range<usize>),
    /// It needs one of these words near it.
    Needs(Vec<String>),
    /// These words near it say that something else is meant.
    Cancelled(Vec<String>),
    /// It is not written as it must be (`AIDS`, not `aids`).
    Unlike,
    /// It is of animals or things, as the word at these bytes of the phrase says.
    NotOfPeople(Range<usize>),
    /// It is one of several things that a department of a catalogue names (`Food, Beverages & Tobacco > Papayas`).
    Department,
}

/// A term that several entries read as different things, none of them surer than the others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Several {
    /// The term as it is written first.
    pub term: String,
    /// What it is read as.
    pub categories: Vec<CategoryId>,
    /// How surely.
    pub strength: Strength,
}

impl Vocabulary {
    /// Every term met in `phrase`, whether it counts or not. A term of which the same is to be said is told once.
    pub(in super::super) fn explain(&self, taxonomy: &Taxonomy, kind: Kind, phrase: &str) -> Vec<Reading> {
        let mut scratch = Scratch::default();
        self.lexicon.meet(phrase, alone(), &mut scratch);
        let counting: Vec<_> =
            scratch.counting().filter(|candidate| self.of(candidate).kinds.has(kind)).copied().collect();
        let mut told = HashSet::new();
        let mut is_new = |candidate: &Candidate| {
            let rival = || self.rival(taxonomy, candidate, &counting).map(|rival| rival.term);
            let counts = candidate.verdict == Verdict::Counts && self.of(candidate).kinds.has(kind);
            let near = self.lexicon.saying(candidate, &scratch);
            told.insert((candidate.term, candidate.verdict, counts.then(rival).flatten(), near))
        };
        let all = scratch.candidates().iter().filter(|candidate| is_new(candidate));
        let reading = |candidate: &Candidate| {
            let (term, language) = self.lexicon.term(candidate.term);
            let entry = self.of(candidate);
            Reading {
                term: term.to_owned(),
                language: language.to_owned(),
                categories: entry.reveals.clone(),
                strength: entry.strength,
                source: entry.source.clone(),
                at: scratch.bytes(candidate.first, candidate.last),
                outcome: self.outcome(taxonomy, kind, candidate, &counting, (phrase, &scratch)),
            }
        };
        all.map(reading).collect()
    }

    /// The terms as they are written.
    pub(in super::super) fn terms(&self) -> impl Iterator<Item = &str> {
        self.lexicon.terms().map(|(term, _)| term)
    }

    /// Terms that several entries read as different things, as surely and for the same kinds of signal.
    pub(in super::super) fn several(&self, taxonomy: &Taxonomy) -> Vec<Several> {
        self.lexicon.shared().filter_map(|terms| self.several_of(taxonomy, &terms)).collect()
    }

    fn several_of(&self, taxonomy: &Taxonomy, terms: &[u32]) -> Option<Several> {
        let entry = |term: u32| &self.entries[self.lexicon.entry(term) as usize];
        let differ = |a: u32, b: u32| {
            let (one, other) = (entry(a), entry(b));
            let unrelated = |ours: CategoryId| other.reveals.iter().all(|&theirs| !taxonomy.related(ours, theirs));
            one.strength == other.strength
                && one.kinds.meets(other.kinds)
                && one.reveals.iter().any(|&id| unrelated(id))
        };
        let told: Vec<_> = terms.iter().copied().filter(|&a| terms.iter().any(|&b| differ(a, b))).collect();
        let &first = told.iter().min()?;
        let mut categories: Vec<_> = told.iter().flat_map(|&term| entry(term).reveals.iter().copied()).collect();
        categories.sort_unstable();
        categories.dedup();
        Some(Several { term: self.lexicon.term(first).0.to_owned(), categories, strength: entry(first).strength })
    }

    fn outcome(
        &self,
        taxonomy: &Taxonomy,
        kind: Kind,
        candidate: &Candidate,
        counting: &[Candidate],
        (phrase, scratch): (&str, &Scratch),
    ) -> Outcome {
        let owned = |words: Vec<&str>| words.into_iter().map(str::to_owned).collect();
        match candidate.verdict {
            Verdict::Hidden => Outcome::Hidden(scratch.hiding(candidate).unwrap_or_default()),
            Verdict::Unlike => Outcome::Unlike,
            Verdict::NotOfPeople => {
                Outcome::NotOfPeople(self.lexicon.bearer(candidate, phrase, scratch).unwrap_or_default())
            }
            Verdict::Department => Outcome::Department,
            Verdict::Alone => Outcome::Needs(owned(self.lexicon.with(candidate.term))),
            Verdict::Cancelled => Outcome::Cancelled(owned(self.lexicon.cancelling(candidate, scratch))),
            Verdict::Counts if !self.of(candidate).kinds.has(kind) => {
                Outcome::OtherKind(self.of(candidate).kinds.listed())
            }
            Verdict::Counts => match self.rival(taxonomy, candidate, counting) {
                Some(rival) => Outcome::Outranked(self.lexicon.term(rival.term).0.to_owned()),
                None => Outcome::Counts,
            },
        }
    }
}
