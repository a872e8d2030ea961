//! The single things that everything else rests on.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::knowledge::{Ages, Benign, CategoryId};
use crate::lineage::layer::Layer;
use crate::lineage::{Binding, State};
use crate::resolve::{NodeId, SignalId};
use crate::rule::AssessmentId;
use crate::source::{Span, Text};

/// A signal and one thing that it reveals.
#[derive(Debug)]
pub(crate) struct Leaf {
    /// What is revealed; none for what is in use, sensitive or not.
    pub category: Option<CategoryId>,
    /// The signal; of a combination, its first member.
    pub signal: SignalId,
    /// The phrase that says so, or the whole signal.
    pub at: Span,
    /// The words of the phrase that say so; none where it is not the words.
    pub told: Option<Text>,
    /// What kind of leaf it is.
    pub shape: Shape,
    /// Whether leaving people out by it can be for their own good.
    pub benign: Option<Benign>,
    /// What the rules say of it.
    pub assessments: Vec<AssessmentId>,
}

/// What kind of leaf.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A signal that reveals something alone.
    Single,
    /// A bound on age; whether it lets minors in depends on all the others.
    Age,
    /// Minors, by all bounds on age together.
    Minors(Ages),
    /// Signals that reveal it together.
    Combination(Vec<Member>),
}

/// A phrase of a signal, by its number.
pub(crate) type Member = (SignalId, u32);

/// A leaf, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct LeafId(u32);

/// A combination where it comes together.
#[derive(Debug, Clone)]
pub(crate) struct Combined {
    /// What it reveals.
    pub leaf: LeafId,
    /// When consent binds so many of its members that the rest are too few.
    pub bound: Binding,
    /// What happened to its members on their ways.
    pub state: State,
}

/// Every leaf: those of all signals and of what campaigns share, and those that one item adds.
#[derive(Debug)]
pub(crate) struct Leaves<'s> {
    all: Layer<'s, Leaf>,
    of_signal: &'s [Range<u32>],
    own_of_signal: Vec<Range<u32>>,
    /// Combinations, by the node at which they come together.
    of_node: BTreeMap<NodeId, Vec<Combined>>,
}

impl Leaves<'static> {
    /// The leaves of every signal, in the order of the signals.
    pub(crate) fn of_signals(signals: impl Iterator<Item = Vec<Leaf>>) -> Leaves<'static> {
        let (mut all, mut own_of_signal) = (Vec::new(), Vec::new());
        for leaves in signals {
            let first = all.len() as u32;
            all.extend(leaves);
            own_of_signal.push(first..all.len() as u32);
        }
        Leaves { all: Layer::of(all), of_signal: &[], own_of_signal, of_node: BTreeMap::new() }
    }

    /// A layer for the leaves that one item adds.
    pub(crate) fn above(&self) -> Leaves<'_> {
        let all = self.all.above();
        Leaves { all, of_signal: &self.own_of_signal, own_of_signal: Vec::new(), of_node: BTreeMap::new() }
    }
}

impl Leaves<'_> {
    /// The leaf with that number.
    pub(crate) fn get(&self, id: LeafId) -> &Leaf {
        self.all.get(id.0 as usize)
    }

    /// What a signal reveals.
    pub(crate) fn of_signal(&self, id: SignalId) -> impl Iterator<Item = LeafId> + use<> {
        let number = id.0 as usize;
        let range = self.of_signal.get(number).unwrap_or_else(|| &self.own_of_signal[number]);
        range.clone().map(LeafId)
    }

    /// Adds a leaf that no signal makes alone.
    pub(crate) fn add(&mut self, leaf: Leaf) -> LeafId {
        LeafId(self.all.push(leaf) as u32)
    }

    pub(super) fn add_at(&mut self, node: NodeId, leaf: Leaf, bound: Binding, state: State) {
        let leaf = self.add(leaf);
        self.of_node.entry(node).or_default().push(Combined { leaf, bound, state });
    }

    /// The combinations that come together at a node of this layer.
    pub(crate) fn of_node(&self, id: NodeId) -> &[Combined] {
        self.of_node.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Every category that is revealed.
    pub(super) fn categories(&self) -> BTreeSet<CategoryId> {
        self.all.own().iter().filter_map(|leaf| leaf.category).collect()
    }
}
