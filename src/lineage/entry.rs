//! What reaches each node.

use crate::knowledge::{CategoryId, Knowledge};
use crate::lineage::layer::Layer;
use crate::lineage::leaf::LeafId;
use crate::lineage::{Bound, Branch, Ease, Few, State};
use crate::resolve::{Edge, NodeId, Program};
use crate::rule::MarkId;

/// What reaches every node.
#[derive(Debug)]
pub struct Tables<'s>(Layer<'s, Vec<Entry>>);

/// Witnesses at a node that nothing tells apart, and the best of them.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What they reveal, or which leaf they are.
    pub subject: Subject,
    /// What the rules say of them; none where no rule objects.
    pub mark: Option<MarkId>,
    /// What happened on the way.
    pub state: State,
    /// What takes the weight off them.
    pub ease: Ease,
    /// Of a bound on age, the consent that binds it turned round: whom it lets in then are others.
    pub turned: Bound,
    /// How many items the shortest way passes.
    pub distance: u32,
    /// The one with the shortest way.
    pub leaf: LeafId,
    /// Some of them all.
    pub few: Few,
    /// The next step down: an edge, and the entry at its node; none at the leaf's own node.
    pub(super) next: Option<(u32, u32)>,
}

/// What a witness is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A category.
    Category(CategoryId),
    /// Something in use, sensitive or not.
    InUse,
    /// A bound on age.
    Age(Branch),
}

impl Subject {
    /// The categories that consent must cover to bind such a witness: of a bound on age, all that it may reveal.
    pub fn categories(self, knowledge: &Knowledge) -> Vec<CategoryId> {
        match self {
            Subject::Category(category) => vec![category],
            Subject::Age(branch) => {
                let hits = branch.range().into_iter().flat_map(|range| knowledge.ages(range));
                hits.map(|hit| hit.category).collect()
            }
            Subject::InUse => Vec::new(),
        }
    }
}

impl Entry {
    /// The bound on age that it is, and what is left of it here, if it is one.
    pub(super) fn bound_on_age(&self) -> Option<(LeafId, Branch)> {
        match self.subject {
            Subject::Age(branch) => Some((self.leaf, branch)),
            Subject::Category(_) | Subject::InUse => None,
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
    pub fn at(&self, id: NodeId) -> &[Entry] {
        self.0.get(id.number())
    }

    /// The step below an entry: the edge it came by, and its entry there.
    pub fn below<'t>(&'t self, program: &'t Program, entry: &Entry) -> Option<(&'t Edge, &'t Entry)> {
        let (edge, index) = entry.next?;
        let edge = &program.edges[edge as usize];
        Some((edge, &self.at(edge.to)[index as usize]))
    }

    /// Adds what reaches the next node.
    pub(super) fn push(&mut self, entries: Vec<Entry>) {
        self.0.push(entries);
    }
}
