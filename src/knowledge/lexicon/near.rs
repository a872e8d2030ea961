//! How far from a term a word still says something of it.

use std::iter::{Empty, empty};

use super::{Candidate, Found, Lexicon, MOST_WORDS, Reading, Scratch};

/// How far a cue counts, in words. It makes what one term costs independent of how long its text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in super::super) struct Near(pub(in super::super) u32);

/// A phrase that says something of terms: its words, and the state that it ends in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cue {
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) state: u32,
}

/// Cues in the phrases around the one that is read: how many words lie between, and the state.
#[derive(Debug, Default)]
pub(super) struct Elsewhere {
    before: Vec<(u32, u32)>,
    after: Vec<(u32, u32)>,
    /// How many words the phrase itself has.
    words: u32,
}

/// Nothing stands beside it.
pub(in super::super) fn alone() -> (Empty<&'static str>, Empty<&'static str>) {
    (empty(), empty())
}

impl Elsewhere {
    /// Nothing is known of what stands beside a phrase of so many words.
    pub(super) fn clear(&mut self, words: usize) {
        self.before.clear();
        self.after.clear();
        self.words = words as u32;
    }
}

impl Near {
    /// The states of the cues that say that a term means what it is listed for: near it, in its own sentence or in the
    /// phrases beside.
    pub(super) fn explaining<'s>(self, candidate: &'s Candidate, scratch: &'s Scratch) -> impl Iterator<Item = u32> {
        let Elsewhere { before, after, words } = &scratch.elsewhere;
        let (start, end) = (candidate.first, words - 1 - candidate.last);
        let within = move |list: &'s [(u32, u32)], to_edge: u32| {
            list.iter().filter(move |(words, _)| to_edge + words < self.0).map(|&(_, state)| state)
        };
        let own = self.excusing(candidate, scratch).map(|cue| cue.state);
        own.chain(within(before, start)).chain(within(after, end))
    }

    /// The cues that may say that a term means something else: near it, in its own sentence. What stands in another phrase
    /// explains a word but does not excuse it: entries of a list are alternatives.
    pub(super) fn excusing<'s>(self, candidate: &'s Candidate, scratch: &'s Scratch) -> impl Iterator<Item = &'s Cue> {
        let &Candidate { first, last, .. } = candidate;
        let near = from(&scratch.cues, first.saturating_sub(self.0 + MOST_WORDS));
        let near = near.take_while(move |cue| cue.first <= last + self.0);
        // A cue that is part of the term itself says nothing more than the term.
        let apart = near.filter(move |cue| cue.first < first || last < cue.last);
        apart.filter(move |cue| first <= cue.last + self.0).filter(move |cue| {
            // The words of the two that face each other.
            let (one, other) =
                if cue.first < first { (cue.last.min(first), first) } else { (last, cue.first.max(last)) };
            scratch.reading.in_one_sentence(one, other)
        })
    }
}

/// Those of a list that begin at a word or after it; the list is sorted by first words.
pub(super) fn from(cues: &[Cue], first: u32) -> impl Iterator<Item = &Cue> {
    cues[cues.partition_point(|cue| cue.first < first)..].iter()
}

impl Lexicon {
    /// Reads the phrases before and after another, the nearest first, as far as cues count.
    pub(super) fn look_around<'t>(
        &self,
        (before, after): (impl Iterator<Item = &'t str>, impl Iterator<Item = &'t str>),
        elsewhere: &mut Elsewhere,
    ) {
        let mut reading = Reading::default();
        self.look(before, &mut reading, &mut elsewhere.before, |words, found| words - 1 - found.last);
        self.look(after, &mut reading, &mut elsewhere.after, |_, found| found.first);
    }

    fn look<'t>(
        &self,
        texts: impl Iterator<Item = &'t str>,
        reading: &mut Reading,
        cues: &mut Vec<(u32, u32)>,
        between: impl Fn(u32, &Found) -> u32,
    ) {
        let mut passed = 0;
        for text in texts {
            if self.limits.near.0 <= passed {
                return;
            }
            let mut met = Vec::new();
            self.phrases.scan(text, reading, |found| {
                if self.is_cue(found.state) {
                    met.push(found);
                }
            });
            let words = reading.count() as u32;
            let far = met.iter().map(|found| (passed + between(words, found), found.state));
            cues.extend(far.filter(|&(words, _)| words < self.limits.near.0));
            // A phrase without words takes its place, too: so many of them cost no more than so many words.
            passed += words.max(1);
        }
    }
}
