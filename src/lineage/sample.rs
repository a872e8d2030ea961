//! How many witnesses are like the one that is shown.

use std::collections::BTreeSet;

use crate::lineage::leaf::LeafId;

/// A few witnesses by number, and whether there are more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Few {
    some: [Option<LeafId>; Few::MOST],
    more: bool,
}

impl Few {
    /// How many are remembered by number.
    pub const MOST: usize = 4;

    /// That one alone.
    pub fn one(leaf: LeafId) -> Few {
        Few { some: [Some(leaf), None, None, None], more: false }
    }

    /// Those of both.
    #[must_use]
    pub fn and(self, other: Few) -> Few {
        let all: BTreeSet<LeafId> = self.some.into_iter().chain(other.some).flatten().collect();
        let more = self.more || other.more || Few::MOST < all.len();
        let mut some = [None; Few::MOST];
        for (place, leaf) in some.iter_mut().zip(all) {
            *place = Some(leaf);
        }
        Few { some, more }
    }

    /// How many are remembered.
    pub fn count(self) -> usize {
        self.some.iter().flatten().count()
    }

    /// Whether there are more than are remembered.
    pub fn has_more(self) -> bool {
        self.more
    }
}
