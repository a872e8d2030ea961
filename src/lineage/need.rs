//! Which nodes anybody asks about.

use crate::resolve::{Item, NodeId, Program, SegmentId};

/// The nodes that matter.
pub(super) struct Need {
    /// Nodes whose witnesses are asked for.
    pub(super) wanted: Vec<bool>,
    /// Nodes that a campaign reaches.
    pub(super) reached: Vec<bool>,
}

pub(super) fn need(program: &Program) -> Need {
    let count = program.nodes.len();
    let roots = program.campaigns.iter().flat_map(|campaign| campaign.roots.iter().map(|root| root.node));
    let reached = below(program, roots.collect(), vec![false; count]);
    let tops = tops(program, &reached);
    let wanted = below(program, tops.iter().map(|&id| program[id].node).collect(), reached.clone());
    Need { wanted, reached }
}

/// Segments that no campaign uses and nothing else is made of: what they rest on is said of them alone.
pub fn tops(program: &Program, reached: &[bool]) -> Vec<SegmentId> {
    let mut used = vec![false; program.nodes.len()];
    for (_, node) in program.nodes().filter(|(_, node)| !matches!(node.item, Some(Item::Campaign(_)))) {
        for edge in program.edges_of(node) {
            used[edge.to.0 as usize] = true;
        }
    }
    let is_top = |&id: &SegmentId| {
        let node = program[id].node.0 as usize;
        !reached[node] && !used[node]
    };
    program.segment_ids().filter(is_top).collect()
}

fn below(program: &Program, roots: Vec<NodeId>, mut seen: Vec<bool>) -> Vec<bool> {
    let mut work = roots;
    while let Some(id) = work.pop() {
        if !std::mem::replace(&mut seen[id.0 as usize], true) {
            work.extend(program.edges_of(&program[id]).iter().map(|edge| edge.to));
        }
    }
    seen
}
