//! Where nobody can match.

use std::ops::Range;

use crate::lineage::AgeSets;
use crate::lineage::layer::Layer;
use crate::resolve::{Item, Node, NodeId, Program};

/// By node: whether it rests on an item that nobody can match, or is one.
#[derive(Debug)]
pub(crate) struct Impossible<'s>(Layer<'s, bool>);

impl Impossible<'static> {
    /// The shared layer, with nothing in it yet.
    pub(super) fn new() -> Impossible<'static> {
        Impossible(Layer::of(Vec::new()))
    }

    /// An empty layer above it, for nodes from a number on.
    pub(super) fn above(&self, first: u32) -> Impossible<'_> {
        Impossible(self.0.above_from(first as usize))
    }
}

impl Impossible<'_> {
    /// Whether an item asks for ages that nobody has, and none that it rests on does: it is said once, where it starts.
    pub(crate) fn starts_at(&self, program: &Program, ages: &AgeSets, id: NodeId) -> bool {
        let node = &program[id];
        is_here(program, ages, id, node) && !self.is_below(program, node)
    }

    /// Works out some nodes, children first.
    pub(super) fn add(&mut self, program: &Program, ages: &AgeSets, nodes: Range<u32>) {
        for (id, node) in program.nodes_in(nodes) {
            let is_impossible = self.is_below(program, node) || is_here(program, ages, id, node);
            self.0.push(is_impossible);
        }
    }

    fn is_below(&self, program: &Program, node: &Node) -> bool {
        program.edges_of(node).iter().any(|edge| *self.0.get(edge.to.number()))
    }
}

fn is_here(program: &Program, ages: &AgeSets, id: NodeId, node: &Node) -> bool {
    match node.item {
        Some(Item::Campaign(campaign)) => ages.is_impossible(program[campaign].audience),
        Some(Item::Segment(_)) => ages.is_impossible(id),
        Some(Item::Trait(_) | Item::Place(_)) | None => false,
    }
}
