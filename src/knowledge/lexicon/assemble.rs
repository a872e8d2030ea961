//! Puts all phrases of a lexicon into one set, and notes what each state of it means.

use std::ops::Range;

use crate::data::{Fault, Faults};

use super::check;
use super::decode::{Bearers, Writer};
use super::written::{Place, Use};
use super::{Lexicon, Limits, Meaning, Phrases};

impl Writer {
    /// The finished lexicon, in which cues count so far. Terms that can never count are faults.
    pub(in super::super) fn finish(mut self, limits: Limits, faults: &[Faults]) -> Lexicon {
        let (rivals, places) = (std::mem::take(&mut self.rivals), std::mem::take(&mut self.places));
        let lexicon = assemble(self, limits, &places, faults);
        check::hidden_terms(&lexicon, &places, faults);
        check::rivals(&lexicon, &rivals, faults);
        lexicon
    }
}

/// The lexicon that a writer has read. `places` tells where each term was written.
fn assemble(writer: Writer, limits: Limits, places: &[(u32, Place)], faults: &[Faults]) -> Lexicon {
    let Writer { mut terms, texts, cue_texts, spelled, uses, bearers, .. } = writer;
    let mut index = Index { cues: Vec::with_capacity(cue_texts.len()), ..Index::default() };
    index.meanings.reserve(uses.len());
    let mut uses = uses.into_iter();
    let phrases = Phrases::of(&spelled, |state| {
        // One use was noted for each phrase.
        let Some(what_for) = uses.next() else { return };
        let is_accented = |term: u32| !texts[bytes(&terms[term as usize].text)].is_ascii();
        let Some(double) = index.note(state, what_for, is_accented) else { return };
        // Terms are numbered as they are read, so places are sorted by them.
        if let Ok(found) = places.binary_search_by_key(&double, |&(term, _)| term) {
            let (_, (file, place)) = places[found];
            let text = &texts[bytes(&terms[double as usize].text)];
            let message = format!("`{text}` is in this list already, perhaps in the plural");
            faults[file].add(Fault::new("double-term", place, message));
        }
    });
    let Index { heads, meanings, cues, accented, .. } = index;
    for term in accented {
        let likeness = &mut terms[term as usize].likeness;
        *likeness = likeness.with_accents();
    }
    let states = |ranges: Vec<Range<u32>>| {
        let mut states: Vec<u32> = ranges.into_iter().flat_map(|range| &cues[bytes(&range)]).copied().collect();
        states.sort_unstable();
        states
    };
    let bearers = Bearers { before: states(bearers.before), after: states(bearers.after) };
    Lexicon { phrases, heads, meanings, terms, cues, cue_texts, texts, limits, bearers }
}

/// What each state means, as it is found out.
#[derive(Default)]
struct Index {
    heads: Vec<u32>,
    meanings: Vec<(Meaning, u32)>,
    cues: Vec<u32>,
    /// For each state, the last list that has a term there.
    owners: Vec<u32>,
    /// The terms that another list has without their accents.
    accented: Vec<u32>,
}

impl Index {
    /// Notes what a phrase is for; gives a term that its list has already.
    fn note(&mut self, state: u32, what_for: Use, is_accented: impl Fn(u32) -> bool) -> Option<u32> {
        if self.heads.len() <= state as usize {
            self.heads.resize(state as usize + 1, 0);
            self.owners.resize(state as usize + 1, 0);
        }
        match what_for {
            Use::Term { term, list, first } => {
                let owner = std::mem::replace(&mut self.owners[state as usize], list);
                // The same word in two languages of one entry needs no second mention.
                if owner < first {
                    self.mean(state, Meaning::Term(term));
                } else if owner != list && is_accented(term) {
                    // But where it has accents there, it is met with them (`cancer`, `cáncer`).
                    self.mean(state, Meaning::Term(term));
                    self.accented.push(term);
                }
                return (owner == list).then_some(term);
            }
            Use::Joined { term, list, first } => {
                if self.owners[state as usize] < first {
                    self.owners[state as usize] = list;
                    self.mean(state, Meaning::Term(term));
                }
            }
            Use::Except => self.mean(state, Meaning::Except),
            Use::Cue => {
                if !self.is_cue(state) {
                    self.mean(state, Meaning::Cue);
                }
                self.cues.push(state);
            }
        }
        None
    }

    fn is_cue(&self, state: u32) -> bool {
        let mut at = self.heads[state as usize] as usize;
        while let Some((meaning, next)) = at.checked_sub(1).map(|at| self.meanings[at]) {
            if matches!(meaning, Meaning::Cue) {
                return true;
            }
            at = next as usize;
        }
        false
    }

    fn mean(&mut self, state: u32, meaning: Meaning) {
        let head = &mut self.heads[state as usize];
        self.meanings.push((meaning, *head));
        *head = self.meanings.len() as u32;
    }
}

fn bytes(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}
