//! Facts about people that something rests on.

use std::ops::Range;

use crate::ast::Verb;
use crate::finding::Text;
use crate::knowledge::{CategoryId, Kind};
use crate::resolve::SignalMeasures;
use crate::source::{Decoded, Span};
use crate::word::words;

use super::PlaceId;

/// A fact about people that something rests on.
#[derive(Debug)]
pub(crate) struct Signal {
    /// Its kind.
    pub kind: Kind,
    /// What people did.
    pub verb: Option<Verb>,
    /// How it is known.
    pub how: Provenance,
    /// Where it stands.
    pub span: Span,
    /// What it says in words.
    pub words: Vec<Phrase>,
    /// What can be measured.
    pub measures: SignalMeasures,
    /// The place it speaks of.
    pub place: Option<PlaceId>,
    /// What its block adds or takes back.
    pub stated: Stated,
}

/// A phrase of a signal.
#[derive(Debug, Clone)]
pub(crate) struct Phrase {
    /// The words.
    pub text: Text,
    /// Where they stand.
    pub span: Span,
    /// Of copy, where each word stands: a message is long, and people look for what is wrong in it.
    pub copy: Option<Box<Decoded>>,
}

impl Phrase {
    /// Where these bytes of the words stand; of anything but copy the whole is shown.
    pub(crate) fn at(&self, part: Range<usize>) -> Span {
        self.copy.as_ref().filter(|_| !part.is_empty()).map_or(self.span, |copy| copy.at(part))
    }
}

/// What a block says that it reveals.
#[derive(Debug, Clone, Default)]
pub(crate) struct Stated {
    /// `reveals CATEGORY`
    pub adds: Vec<CategoryId>,
    /// `reveals nothing`: what the vocabulary says of the words does not count.
    pub clears: bool,
    /// The trait that is asked about says so of itself: its path does not count.
    pub clears_path: bool,
}

words! {
    /// How a fact about people is known.
    pub Provenance {
        Declared = "declared": "they said so",
        Observed = "observed": "somebody watched",
        Inferred = "inferred": "somebody guessed",
        Bought = "bought": "somebody sold it",
        Unknown = "unknown": "nobody says",
    }
}
