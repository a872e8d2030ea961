//! How many conditions must hold at once.

use std::ops::Range;

use crate::lineage::layer::Layer;
use crate::resolve::{Logic, Node, NodeId, Program};

/// What people must meet together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Demand {
    /// How many facts must be true of them.
    facts: u32,
    /// Whether others must not be. However many are left out, that is one condition: a list of those who are not meant
    /// singles nobody out.
    leaves_out: bool,
}

/// What must be met for a node to hold, and for it not to.
#[derive(Debug, Clone, Copy)]
struct Demands {
    holds: Demand,
    fails: Demand,
}

/// For every node, how many conditions people must meet together; of alternatives, the longest counts. To say it the other
/// way round, as `not (not a or not b)`, asks for no less.
#[derive(Debug)]
pub(crate) struct Conditions<'s>(Layer<'s, Demands>);

impl Conditions<'static> {
    /// The shared layer, with nothing counted yet.
    pub(super) fn new() -> Conditions<'static> {
        Conditions(Layer::of(Vec::new()))
    }

    /// An empty layer above it, for nodes from a number on.
    pub(super) fn above(&self, first: u32) -> Conditions<'_> {
        Conditions(self.0.above_from(first as usize))
    }
}

impl Conditions<'_> {
    /// How many there are at a node.
    pub(crate) fn at(&self, node: NodeId) -> u32 {
        self.0.get(node.number()).holds.count()
    }

    /// Counts those of some nodes, children first.
    pub(super) fn add(&mut self, program: &Program, nodes: Range<u32>) {
        for (_, node) in program.nodes_in(nodes) {
            let demands = self.of(program, node);
            self.0.push(demands);
        }
    }

    fn of(&self, program: &Program, node: &Node) -> Demands {
        let below = program.edges_of(node).iter().map(|edge| {
            let Demands { holds, fails } = *self.0.get(edge.to.number());
            if edge.flips { Demands { holds: fails, fails: holds } } else { Demands { holds, fails } }
        });
        match node.logic {
            Logic::Gate(need) => gate(need as usize, &below.collect::<Vec<_>>()),
            Logic::List | Logic::Opaque => {
                Demands { holds: Demand { facts: 1, leaves_out: false }, fails: Demand { facts: 0, leaves_out: true } }
            }
            Logic::Consent(_) => Demands { holds: Demand::default(), fails: Demand::default() },
        }
    }
}

fn gate(need: usize, parts: &[Demands]) -> Demands {
    let fail = (parts.len() + 1).saturating_sub(need);
    let holds = together(need, parts.iter().map(|part| part.holds).collect());
    Demands { holds, fails: together(fail, parts.iter().map(|part| part.fails).collect()) }
}

/// So many parts together, the longest ones.
fn together(many: usize, mut parts: Vec<Demand>) -> Demand {
    parts.sort_unstable_by_key(|part| std::cmp::Reverse((part.count(), part.facts)));
    parts.into_iter().take(many).fold(Demand::default(), |all, part| Demand {
        facts: all.facts.saturating_add(part.facts),
        leaves_out: all.leaves_out || part.leaves_out,
    })
}

impl Demand {
    fn count(self) -> u32 {
        self.facts.saturating_add(u32::from(self.leaves_out))
    }
}
