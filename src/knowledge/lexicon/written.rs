//! What is noted of a lexicon's texts while its files are read.

use std::ops::Range;

use crate::data;

/// Where a term stands: the number of its file, and the place in it.
pub(in super::super) type Place = (usize, data::Place);

/// What a phrase is for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Use {
    /// It is a term of a list; `first` is the first list of the same entry.
    Term { term: u32, list: u32, first: u32 },
    /// It is a term whose words are written as one.
    Joined { term: u32, list: u32, first: u32 },
    /// It hides what is in it.
    Except,
    /// It is the next cue.
    Cue,
}

impl Use {
    /// The same after so many terms and lists of another writer.
    pub(super) fn after(self, terms: u32, lists: u32) -> Use {
        match self {
            Use::Term { term, list, first } => {
                Use::Term { term: term + terms, list: list + lists, first: first + lists }
            }
            Use::Joined { term, list, first } => {
                Use::Joined { term: term + terms, list: list + lists, first: first + lists }
            }
            Use::Except | Use::Cue => self,
        }
    }
}

/// A `with` and the `without` that holds for the same terms.
#[derive(Debug)]
pub(super) struct Rivals {
    /// Where the later of them stands.
    pub(super) at: Place,
    pub(super) with: Range<u32>,
    pub(super) without: Range<u32>,
}
