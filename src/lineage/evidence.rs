//! What things reveal, and what the rules say of it.

use std::collections::BTreeMap;

use crate::lineage::leaf::{Leaf, LeafId, Leaves, Shape};
use crate::lineage::{Base, Branch};
use crate::rule::{Assessments, SignalFacts};

/// Leaves and their assessments, as far as they are known: those of all signals and of what campaigns share, and those of one
/// item.
#[derive(Debug)]
pub(crate) struct Evidence<'s> {
    /// Every single thing that something rests on.
    pub leaves: Leaves<'s>,
    /// What the rules say of them.
    pub assessments: Assessments<'s>,
    /// Leaves for minors, by the bound on age and the ages that are left of it.
    minors: BTreeMap<(LeafId, u128), Vec<LeafId>>,
}

impl Evidence<'static> {
    /// What the signals reveal.
    pub(super) fn new(leaves: Leaves<'static>, assessments: Assessments<'static>) -> Evidence<'static> {
        Evidence { leaves, assessments, minors: BTreeMap::new() }
    }

    /// An empty layer above it.
    pub(super) fn above(&self) -> Evidence<'_> {
        Evidence { leaves: self.leaves.above(), assessments: self.assessments.above(), minors: BTreeMap::new() }
    }
}

impl Evidence<'_> {
    /// The leaves for minors whom a bound on age lets in, where that was looked for in this layer.
    pub(crate) fn minors(&self, bound: LeafId, branch: Branch) -> &[LeafId] {
        self.minors.get(&(bound, branch.lets_in)).map_or(&[], Vec::as_slice)
    }

    /// The same, made where nobody has looked for them yet.
    pub(super) fn find_minors(&mut self, base: Base, bound: LeafId, branch: Branch) -> Vec<LeafId> {
        let Some(ages) = branch.range() else { return Vec::new() };
        let key = (bound, branch.lets_in);
        if let Some(known) = self.minors.get(&key) {
            return known.clone();
        }
        let id = self.leaves.get(bound).signal;
        let signal = &base.program[id];
        let made = base.knowledge.ages(ages).into_iter().map(|hit| {
            let (category, strength) = (Some(hit.category), hit.strength);
            let facts = SignalFacts { category, strength, ages: Some(ages), ..base.facts(signal, &[]) };
            let assessments = self.assessments.intern_all(base.rules.assessments(&facts));
            let benign = base.knowledge.suppression_of(hit.category);
            let shape = Shape::Minors(ages);
            self.leaves.add(Leaf { category, signal: id, at: signal.span, told: None, shape, benign, assessments })
        });
        let made: Vec<LeafId> = made.collect();
        self.minors.insert(key, made.clone());
        made
    }
}
