//! A signal, as rules ask it.

use jiff::civil::Date;

use crate::knowledge::{Ages, CategoryId, Kind, Knowledge, Strength};
use crate::resolve::{Provenance, Signal};

/// A signal together with one thing that it reveals.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SignalFacts<'a> {
    /// What is known.
    pub knowledge: &'a Knowledge,
    /// The day that counts.
    pub today: Date,
    /// The signal.
    pub signal: &'a Signal,
    /// Its kind and provenance, which a combination has of its own.
    pub kind: Kind,
    /// How it is known.
    pub how: Provenance,
    /// What it reveals; none for all that is in use, sensitive or not.
    pub category: Option<CategoryId>,
    /// How surely.
    pub strength: Strength,
    /// The words that say so, where it is words.
    pub told: Option<&'a str>,
    /// The ages that are meant, where that is what it is about.
    pub ages: Option<Ages>,
    /// All that the place it speaks of stands for.
    pub place: &'a [CategoryId],
}

/// What tells kinds of signal apart before their measures and words are asked.
pub(crate) type Nature = (Kind, Provenance, Option<CategoryId>, Strength);

impl SignalFacts<'_> {
    /// The ages that are meant, or those that the signal itself is bounded to.
    pub(crate) fn range(&self) -> Option<Ages> {
        let bits = || self.signal.measures.ages.map(|ages| ages.holds).filter(|&ages| ages > 0);
        let own = || {
            bits().map(|ages| Ages {
                youngest: ages.trailing_zeros() as u8,
                oldest: (u128::BITS - 1 - ages.leading_zeros()) as u8,
            })
        };
        self.ages.or_else(own)
    }

    /// Whether it is what people read.
    pub(crate) fn is_copy(&self) -> bool {
        matches!(self.kind, Kind::Copy | Kind::Promotion)
    }

    /// What tells this signal from others, its measures and its words apart.
    fn nature(&self) -> Nature {
        (self.kind, self.how, self.category, self.strength)
    }

    /// The same, where there is nothing else to tell it from others: its measures and its words are not asked.
    pub(crate) fn plain_key(&self) -> Option<Nature> {
        let is_plain =
            self.signal.measures.is_plain() && self.place.is_empty() && self.ages.is_none() && !self.is_copy();
        is_plain.then(|| self.nature())
    }
}
