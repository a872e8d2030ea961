//! Phrases that count only where their surroundings allow it.
//!
//! One kind of list serves the vocabulary, places, fields, combinations and all else that words decide: numbered entries,
//! each with terms, `with`, `without` and `except`.

mod assemble;
mod check;
mod decode;
mod near;
mod written;

use std::ops::Range;

use super::phrases::{Found, MOST_WORDS, Phrases, Reading, Spelled, Spelt};
use super::words::{each_word, fold};

use near::{Cue, Elsewhere};

pub(super) use decode::{KEYS, Writer};
pub(super) use near::{Near, alone};

/// Entries and the phrases that lead to them.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    phrases: Phrases,
    /// For each state, its first meaning, counted from 1.
    heads: Vec<u32>,
    /// Meanings, each with the next one of the same state.
    meanings: Vec<(Meaning, u32)>,
    terms: Vec<Term>,
    /// All lists of cues, one after the other: the states that their words end in.
    cues: Vec<u32>,
    /// For each of them, the bytes of `texts` that it is written with.
    cue_texts: Vec<Range<u32>>,
    /// All terms and cues as they are written, one after the other.
    texts: String,
    /// How far a cue counts.
    near: Near,
}

/// What is reused from phrase to phrase.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    reading: Reading,
    candidates: Vec<Candidate>,
    excepts: Vec<Cue>,
    cues: Vec<Cue>,
    elsewhere: Elsewhere,
}

/// A term met in a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) term: u32,
    pub(super) verdict: Verdict,
}

/// Whether a term that was met counts, and if not, why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Verdict {
    /// It counts.
    Counts,
    /// An `except` phrase hides it.
    Hidden,
    /// None of the words that it needs is near.
    Alone,
    /// A word is near that it must not stand with.
    Cancelled,
    /// It is not written as it must be.
    Unlike,
}

#[derive(Debug, Clone, Copy)]
enum Meaning {
    Term(u32),
    Except,
    Cue,
}

#[derive(Debug)]
struct Term {
    entry: u32,
    likeness: Likeness,
    with: Range<u32>,
    without: Range<u32>,
    text: Range<u32>,
    language: [u8; 2],
}

/// How like the term a word must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Likeness {
    /// The same but for case, accents and plural.
    Loose,
    /// The same but for case and accents.
    Exact,
    /// The same to the letter.
    AsWritten,
}

impl Lexicon {
    /// The entry that a term belongs to.
    pub(super) fn entry(&self, term: u32) -> u32 {
        self.terms[term as usize].entry
    }

    /// A term as it is written, and its language (empty for English and names).
    pub(super) fn term(&self, term: u32) -> (&str, &str) {
        let Term { text, language, .. } = &self.terms[term as usize];
        let language = std::str::from_utf8(language).unwrap_or_default().trim_end_matches('\0');
        (self.written(text), language)
    }

    /// The words that a term needs near it.
    pub(super) fn with(&self, term: u32) -> Vec<&str> {
        self.cues_of(&self.terms[term as usize].with).map(|(_, written)| written).collect()
    }

    /// The words that a term must not stand with and that were met last.
    pub(super) fn cancelling(&self, candidate: &Candidate, scratch: &Scratch) -> Vec<&str> {
        let met: Vec<u32> = self.near.excusing(candidate, scratch).map(|cue| cue.state).collect();
        let without = self.cues_of(&self.terms[candidate.term as usize].without);
        without.filter(|(cue, _)| met.contains(cue)).map(|(_, written)| written).collect()
    }

    /// The phrases around a term met last that hide or cancel it, by their states; they tell one meeting from another.
    pub(super) fn saying(&self, candidate: &Candidate, scratch: &Scratch) -> Vec<u32> {
        let without = &self.terms[candidate.term as usize].without;
        let wanted = &self.cues[without.start as usize..without.end as usize];
        let mut said: Vec<u32> = match candidate.verdict {
            Verdict::Hidden => scratch.hider(candidate).map(|except| except.state).into_iter().collect(),
            Verdict::Cancelled => {
                let near = self.near.excusing(candidate, scratch).map(|cue| cue.state);
                near.filter(|state| wanted.contains(state)).collect()
            }
            Verdict::Counts | Verdict::Alone | Verdict::Unlike => Vec::new(),
        };
        said.sort_unstable();
        said.dedup();
        said
    }

    /// Every term as it is written, with its entry.
    pub(super) fn terms(&self) -> impl Iterator<Item = (&str, u32)> {
        self.terms.iter().map(|term| (self.written(&term.text), term.entry))
    }

    /// The terms that the same words lead to, where they are several.
    pub(super) fn shared(&self) -> impl Iterator<Item = Vec<u32>> {
        let terms = self.heads.iter().map(|&head| {
            let meanings = self.meanings_from(head);
            let terms = meanings.filter_map(|meaning| match meaning {
                Meaning::Term(term) => Some(term),
                Meaning::Except | Meaning::Cue => None,
            });
            terms.collect::<Vec<_>>()
        });
        terms.filter(|terms| terms.len() > 1)
    }

    fn cues_of(&self, range: &Range<u32>) -> impl Iterator<Item = (u32, &str)> {
        let range = range.start as usize..range.end as usize;
        let written = self.cue_texts[range.clone()].iter().map(|text| self.written(text));
        self.cues[range].iter().copied().zip(written)
    }

    fn written(&self, text: &Range<u32>) -> &str {
        &self.texts[text.start as usize..text.end as usize]
    }

    /// Whether a phrase that ends in this state is a cue.
    fn is_cue(&self, state: u32) -> bool {
        self.meanings_from(self.heads[state as usize]).any(|meaning| matches!(meaning, Meaning::Cue))
    }

    /// Whether a phrase that ends in this state hides what is in it.
    fn is_except(&self, state: u32) -> bool {
        self.meanings_from(self.heads[state as usize]).any(|meaning| matches!(meaning, Meaning::Except))
    }

    /// All meanings of a state, given its first.
    fn meanings_from(&self, head: u32) -> impl Iterator<Item = Meaning> {
        let mut at = head;
        std::iter::from_fn(move || {
            let (meaning, next) = *self.meanings.get((at as usize).checked_sub(1)?)?;
            at = next;
            Some(meaning)
        })
    }

    /// Every term met in `phrase`, by place, each with a verdict. The phrases before and after it, the nearest first, may
    /// explain a term, too.
    pub(super) fn meet<'t, 's>(
        &self,
        phrase: &str,
        beside: (impl Iterator<Item = &'t str>, impl Iterator<Item = &'t str>),
        scratch: &'s mut Scratch,
    ) -> &'s mut Vec<Candidate> {
        let Scratch { reading, candidates, excepts, cues, elsewhere } = &mut *scratch;
        candidates.clear();
        excepts.clear();
        cues.clear();
        self.phrases.scan(phrase, reading, |found| self.sort(found, candidates, excepts, cues));
        elsewhere.clear(reading.count());
        if candidates.iter().any(|candidate| !self.terms[candidate.term as usize].with.is_empty()) {
            self.look_around(beside, elsewhere);
        }
        let mut candidates = std::mem::take(candidates);
        for candidate in &mut candidates {
            candidate.verdict = self.judge(candidate, phrase, scratch);
        }
        scratch.candidates = candidates;
        &mut scratch.candidates
    }

    fn sort(
        &self,
        Found { first, last, state }: Found,
        candidates: &mut Vec<Candidate>,
        excepts: &mut Vec<Cue>,
        cues: &mut Vec<Cue>,
    ) {
        for meaning in self.meanings_from(self.heads[state as usize]) {
            match meaning {
                Meaning::Term(term) => candidates.push(Candidate { first, last, term, verdict: Verdict::Counts }),
                Meaning::Except => excepts.push(Cue { first, last, state }),
                Meaning::Cue => cues.push(Cue { first, last, state }),
            }
        }
    }

    fn judge(&self, candidate: &Candidate, phrase: &str, scratch: &Scratch) -> Verdict {
        let Term { likeness, with, without, text, .. } = &self.terms[candidate.term as usize];
        let wanted = |range: &Range<u32>| &self.cues[range.start as usize..range.end as usize];
        let excuses = || self.near.excusing(candidate, scratch).any(|cue| wanted(without).contains(&cue.state));
        let explains = || self.near.explaining(candidate, scratch).any(|cue| wanted(with).contains(&cue));
        let words = || &phrase[scratch.bytes(candidate.first, candidate.last)];
        if scratch.hider(candidate).is_some() {
            Verdict::Hidden
        } else if !likeness.holds(self.written(text), words) {
            Verdict::Unlike
        } else if !without.is_empty() && excuses() {
            Verdict::Cancelled
        } else if !with.is_empty() && !explains() {
            Verdict::Alone
        } else {
            Verdict::Counts
        }
    }
}

impl Scratch {
    /// The bytes from one word to another of the phrase met last.
    pub(super) fn bytes(&self, first: u32, last: u32) -> Range<usize> {
        self.reading.bytes(first, last)
    }

    /// The bytes of the `except` phrase that hides a term met last.
    pub(super) fn hiding(&self, candidate: &Candidate) -> Option<Range<usize>> {
        self.hider(candidate).map(|except| self.bytes(except.first, except.last))
    }

    /// The `except` phrase that a term met last stands in.
    fn hider(&self, candidate: &Candidate) -> Option<&Cue> {
        near::from(&self.excepts, candidate.first.saturating_sub(MOST_WORDS))
            .take_while(|except| except.first <= candidate.first)
            .find(|except| candidate.last <= except.last)
    }

    /// The words of the phrase met last.
    pub(super) fn reading(&self) -> &Reading {
        &self.reading
    }

    /// The terms met last.
    pub(super) fn candidates(&self) -> &[Candidate] {
        &self.candidates
    }

    /// The terms met last that count.
    pub(super) fn counting(&self) -> impl Iterator<Item = &Candidate> {
        self.candidates.iter().filter(|candidate| candidate.verdict == Verdict::Counts)
    }
}

impl Likeness {
    fn holds<'w>(self, written: &str, words: impl Fn() -> &'w str) -> bool {
        match self {
            Likeness::Loose => true,
            Likeness::Exact => folded(written) == folded(words()),
            Likeness::AsWritten => written == words(),
        }
    }
}

/// The words of a text, folded, with single blanks between them.
pub(super) fn folded(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    each_word(text, |range| {
        if !out.is_empty() {
            out.push(b' ');
        }
        fold(&text[range], &mut out);
    });
    out
}
