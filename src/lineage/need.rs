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

/// Segments that no campaign uses, but for those that another such segment rests on: what those say is said of it.
pub fn tops(program: &Program, reached: &[bool]) -> Vec<SegmentId> {
    let mut covered = reached.to_vec();
    let mut tops = Vec::new();
    // From the last node to the first, so that whatever rests on a segment is met before it.
    for (id, node) in program.nodes().rev() {
        let Some(Item::Segment(segment)) = node.item else { continue };
        if !covered[id.0 as usize] {
            covered = below(program, vec![id], covered);
            tops.push(segment);
        }
    }
    tops.sort_unstable();
    tops
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
