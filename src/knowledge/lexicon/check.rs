//! Finds terms that can never count, whatever they are met in.
//!
//! It reads every term once more, so it is done only for files whose faults somebody is told.

use std::borrow::Cow;

use crate::data::{Fault, Faults};

use super::written::{Place, Rivals};
use super::{Lexicon, Reading};

/// Finds terms that an `except` hides wherever they stand; `places` tells where each was written.
pub(super) fn hidden_terms(lexicon: &Lexicon, places: &[(u32, Place)], faults: &[Faults]) {
    let mut reading = Reading::default();
    for &(term, (file, place)) in places {
        let (text, _) = lexicon.term(term);
        let mut is_hidden = || {
            let mut widest = None;
            lexicon.phrases.scan(&any_ending(text), &mut reading, |found| {
                if found.first == 0 && lexicon.is_except(found.state) {
                    widest = widest.max(Some(found.last as usize));
                }
            });
            widest.is_some_and(|last| last + 1 == reading.count())
        };
        if is_hidden() {
            let message = "an `except` of this or another entry always hides this term";
            faults[file].add(Fault::new("hidden-term", place, message));
        }
    }
}

/// Finds lists of which every word brings with it a word that forbids the term.
pub(super) fn rivals(lexicon: &Lexicon, all: &[Rivals], faults: &[Faults]) {
    let mut reading = Reading::default();
    for Rivals { at: (file, place), with, without } in all {
        let forbidden = &lexicon.cues[without.start as usize..without.end as usize];
        let mut forbids = |text: &str| {
            let mut is_met = false;
            lexicon.phrases.scan(&any_ending(text), &mut reading, |found| is_met |= forbidden.contains(&found.state));
            is_met
        };
        if faults[*file].are_told() && !with.is_empty() && lexicon.cues_of(with).all(|(_, text)| forbids(text)) {
            let message = "every word of `with` is forbidden by `without`, so nothing can ever match";
            faults[*file].add(Fault::new("never-matches", *place, message));
        }
    }
}

/// A text that stands for all that a phrase with a `*` may be met as: only what has a `*` itself covers it.
fn any_ending(phrase: &str) -> Cow<'_, str> {
    match phrase.trim().strip_suffix('*') {
        Some(start) => format!("{start}q").into(),
        None => phrase.into(),
    }
}
