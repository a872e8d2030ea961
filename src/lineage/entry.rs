//! What reaches each node.

use crate::knowledge::{CategoryId, Knowledge};
use crate::lineage::layer::Layer;
use crate::lineage::leaf::LeafId;
use crate::lineage::{Binding, Branch, Mitigation, State, WitnessSample};
use crate::resolve::{Edge, NodeId, Program};
use crate::rule::AssessmentId;

/// What reaches every node.
#[derive(Debug)]
pub(crate) struct Tables<'s>(Layer<'s, Vec<WitnessEntry>>);

/// Witnesses at a node that nothing tells apart, and the best of them.
#[derive(Debug, Clone)]
pub(crate) struct WitnessEntry {
    /// What they reveal, or which leaf they are.
    pub subject: WitnessSubject,
    /// What the rules say of them; none where no rule objects.
    pub assessment: Option<AssessmentId>,
    /// What happened on the way.
    pub state: State,
    /// What takes the weight off them.
    pub mitigation: Mitigation,
    /// Of a bound on age, the consent that binds it turned round: whom it lets in then are others.
    pub turned: Binding,
    /// How many items the shortest way passes.
    pub distance: u32,
    /// The one with the shortest way.
    pub leaf: LeafId,
    /// Some of them all.
    pub sample: WitnessSample,
    /// The next step down: an edge, and the entry at its node; none at the leaf's own node.
    pub(super) next: Option<(u32, u32)>,
}

/// What a witness is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum WitnessSubject {
    /// A category.
    Category(CategoryId),
    /// Something in use, sensitive or not.
    InUse,
    /// A bound on age.
    Age(Branch),
}

impl WitnessSubject {
    /// The categories that consent must cover to bind such a witness: of a bound on age, all that it may reveal.
    pub(crate) fn categories(self, knowledge: &Knowledge) -> Vec<CategoryId> {
        match self {
            WitnessSubject::Category(category) => vec![category],
            WitnessSubject::Age(branch) => {
                let hits = branch.range().into_iter().flat_map(|range| knowledge.ages(range));
                hits.map(|hit| hit.category).collect()
            }
            WitnessSubject::InUse => Vec::new(),
        }
    }
}

impl WitnessEntry {
    /// The bound on age that it is, and what is left of it here, if it is one.
    pub(super) fn bound_on_age(&self) -> Option<(LeafId, Branch)> {
        match self.subject {
            WitnessSubject::Age(branch) => Some((self.leaf, branch)),
            WitnessSubject::Category(_) | WitnessSubject::InUse => None,
        }
    }
}

impl Tables<'static> {
    /// The shared layer, with nothing in it yet.
    pub(super) fn new() -> Tables<'static> {
        Tables(Layer::of(Vec::new()))
    }

    /// An empty layer above it, for nodes from a number on.
    pub(super) fn above(&self, first: u32) -> Tables<'_> {
        Tables(self.0.above_from(first as usize))
    }
}

impl Tables<'_> {
    /// What reaches a node.
    pub(crate) fn at(&self, id: NodeId) -> &[WitnessEntry] {
        self.0.get(id.number())
    }

    /// The step below an entry: the edge it came by, and its entry there.
    pub(crate) fn below<'t>(
        &'t self,
        program: &'t Program,
        entry: &WitnessEntry,
    ) -> Option<(&'t Edge, &'t WitnessEntry)> {
        let (edge, index) = entry.next?;
        let edge = &program.edges[edge as usize];
        Some((edge, &self.at(edge.to)[index as usize]))
    }

    /// Adds what reaches the next node.
    pub(super) fn push(&mut self, entries: Vec<WitnessEntry>) {
        self.0.push(entries);
    }
}
