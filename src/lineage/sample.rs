//! How many witnesses are like the one that is shown.

use std::collections::BTreeSet;

use crate::lineage::leaf::LeafId;

/// A few witnesses by number, and whether there are more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WitnessSample {
    some: [Option<LeafId>; WitnessSample::MOST],
    more: bool,
}

impl WitnessSample {
    /// How many are remembered by number.
    pub(crate) const MOST: usize = 4;

    /// That one alone.
    pub(crate) fn one(leaf: LeafId) -> WitnessSample {
        WitnessSample { some: [Some(leaf), None, None, None], more: false }
    }

    /// Those of both.
    #[must_use]
    pub(crate) fn and(self, other: WitnessSample) -> WitnessSample {
        let all: BTreeSet<LeafId> = self.some.into_iter().chain(other.some).flatten().collect();
        let more = self.more || other.more || WitnessSample::MOST < all.len();
        let mut some = [None; WitnessSample::MOST];
        for (place, leaf) in some.iter_mut().zip(all) {
            *place = Some(leaf);
        }
        WitnessSample { some, more }
    }

    /// How many are remembered.
    pub(crate) fn count(self) -> usize {
        self.some.iter().flatten().count()
    }

    /// Whether there are more than are remembered.
    pub(crate) fn has_more(self) -> bool {
        self.more
    }
}
