//! The way from a signal to whatever rests on it, shown.

use crate::lineage::{Lineage, WitnessEntry};
use crate::resolve::{Edge, Item, Program};

/// How many stations of a way are shown; of a longer one, those next to the signal are left out.
const SHOWN: usize = 24;

/// The way down from a node to a witness.
#[derive(Debug)]
pub(crate) struct TrailPath<'a> {
    /// The edges that lead to an item, or away from one by more than choosing, from the top down.
    pub steps: Vec<(&'a Edge, Option<Item>)>,
    /// How many more items there are.
    pub left_out: usize,
}

impl Lineage<'_> {
    /// Walks down from an entry to its witness.
    pub(crate) fn way<'a>(&'a self, program: &'a Program, entry: &'a WitnessEntry) -> TrailPath<'a> {
        let mut way = TrailPath { steps: Vec::new(), left_out: 0 };
        let (mut at, mut items) = (entry, 0);
        while let Some((edge, below)) = self.tables.below(program, at) {
            let item = program[edge.to].item;
            if item.is_some() && items == SHOWN {
                way.left_out = at.distance as usize;
                break;
            }
            items += usize::from(item.is_some());
            way.steps.push((edge, item));
            at = below;
        }
        way
    }
}
