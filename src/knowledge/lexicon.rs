//! Phrases that count only where their surroundings allow it.
//!
//! One kind of list serves the vocabulary, places, fields, combinations and all else that words decide: numbered entries,
//! each with terms, `with`, `without` and `except`.

mod assemble;
mod check;
mod decode;
mod level;
mod near;
mod written;

use std::ops::Range;

use super::phrases::{Found, MOST_WORDS, Phrases, Reading, Spelled, Spelt};
use super::words::{accents_agree, each_word, fold, has_accents};

use level::Departments;
use near::{Cue, Elsewhere};

use decode::Bearers;
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
    limits: Limits,
    /// The states of the cues that say that a term is not of people, sorted.
    bearers: Bearers<Vec<u32>>,
}

/// What decides for every term whether it is met.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Limits {
    /// How far a cue counts.
    pub(super) near: Near,
    /// Words of at most so many letters are other words where they have other accents than the term.
    pub(super) accents: u32,
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
    /// It is of animals or things: a word right beside it says so.
    NotOfPeople,
    /// It is one of several things that a level of a path names above the one that is meant.
    Department,
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
    /// The same but for case, plural and accents left out.
    Loose,
    /// The same but for case and accents left out.
    Exact,
    /// The same but for case and plural, with its accents and no others.
    Accented,
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
        let met: Vec<u32> = self.limits.near.excusing(candidate, scratch).map(|cue| cue.state).collect();
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
                let near = self.limits.near.excusing(candidate, scratch).map(|cue| cue.state);
                near.filter(|state| wanted.contains(state)).collect()
            }
            Verdict::Counts | Verdict::Alone | Verdict::Unlike | Verdict::NotOfPeople | Verdict::Department => {
                Vec::new()
            }
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
        scratch.silence_departments(phrase, &mut candidates);
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

    /// The words right beside a term that say whose it is, where that is nobody's.
    pub(super) fn bearer(
        &self,
        &Candidate { first, last, .. }: &Candidate,
        phrase: &str,
        scratch: &Scratch,
    ) -> Option<Range<usize>> {
        let has = |list: &[u32], cue: &Cue| list.binary_search(&cue.state).is_ok();
        let near = near::from(&scratch.cues, first.saturating_sub(MOST_WORDS)).take_while(|cue| cue.first <= last + 1);
        let mut beside = near.filter(|cue| {
            let is_before = cue.last + 1 == first && has(&self.bearers.before, cue);
            let is_after = last + 1 == cue.first && has(&self.bearers.after, cue);
            (is_before || is_after) && level::is_one(&phrase[scratch.bytes(cue.first.min(first), cue.last.max(last))])
        });
        beside.next().map(|cue| scratch.bytes(cue.first, cue.last))
    }

    fn judge(&self, candidate: &Candidate, phrase: &str, scratch: &Scratch) -> Verdict {
        let Term { likeness, with, without, text, .. } = &self.terms[candidate.term as usize];
        let wanted = |range: &Range<u32>| &self.cues[range.start as usize..range.end as usize];
        let excuses = || self.limits.near.excusing(candidate, scratch).any(|cue| wanted(without).contains(&cue.state));
        let explains = || self.limits.near.explaining(candidate, scratch).any(|cue| wanted(with).contains(&cue));
        let words = || &phrase[scratch.bytes(candidate.first, candidate.last)];
        if scratch.hider(candidate).is_some() {
            Verdict::Hidden
        } else if !likeness.holds(self.written(text), words, self.limits.accents) {
            Verdict::Unlike
        } else if !without.is_empty() && excuses() {
            Verdict::Cancelled
        } else if self.bearer(candidate, phrase, scratch).is_some() {
            Verdict::NotOfPeople
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

    /// A department that names other things, too, does not say which of them is meant: `Food, Beverages & Tobacco >
    /// Papayas`. Where all its things tell something, it does.
    fn silence_departments(&self, path: &str, candidates: &mut [Candidate]) {
        if candidates.is_empty() {
            return;
        }
        let mut departments = Departments::of(path);
        let counts = |candidate: &Candidate| candidate.verdict == Verdict::Counts;
        for candidate in candidates.iter().filter(|candidate| counts(candidate)) {
            departments.tell(&self.bytes(candidate.first, candidate.last));
        }
        let silent = departments.silent();
        for candidate in candidates.iter_mut().filter(|candidate| counts(candidate)) {
            let at = self.bytes(candidate.first, candidate.last);
            let first = silent.partition_point(|name| name.end <= at.start);
            if silent.get(first).is_some_and(|name| name.start <= at.start && at.end <= name.end) {
                candidate.verdict = Verdict::Department;
            }
        }
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
    /// The same, but with accents.
    fn with_accents(self) -> Likeness {
        match self {
            Likeness::Loose => Likeness::Accented,
            Likeness::Exact | Likeness::Accented | Likeness::AsWritten => self,
        }
    }

    fn holds<'w>(self, written: &str, words: impl Fn() -> &'w str, letters: u32) -> bool {
        match self {
            Likeness::Loose => accents_agree(words(), written, letters),
            Likeness::Exact => folded(written) == folded(words()) && accents_agree(words(), written, letters),
            Likeness::Accented => has_accents(words(), written),
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
