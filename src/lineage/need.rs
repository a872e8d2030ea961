//! Which nodes anybody asks about.

use crate::resolve::{Item, NodeId, Program, SegmentId};

/// The nodes that matter, and the segments that nobody uses.
#[derive(Debug)]
pub(super) struct Need {
    /// By node: whether its witnesses are asked for.
    wanted: Vec<bool>,
    /// Segments that no campaign uses, but for those that another such segment rests on: what those say is said of it.
    pub(super) tops: Vec<SegmentId>,
}

impl Need {
    pub(super) fn of(program: &Program) -> Need {
        let roots = program.campaigns.iter().flat_map(|campaign| campaign.roots.iter().map(|root| root.node));
        let reached = below(program, roots.collect(), vec![false; program.nodes.len()]);
        let tops = tops(program, &reached);
        let wanted = below(program, tops.iter().map(|&id| program[id].node).collect(), reached);
        Need { wanted, tops }
    }

    pub(super) fn is_wanted(&self, id: NodeId) -> bool {
        self.wanted[id.number()]
    }
}

fn tops(program: &Program, reached: &[bool]) -> Vec<SegmentId> {
    let mut covered = reached.to_vec();
    let mut tops = Vec::new();
    // From the last node to the first, so that whatever rests on a segment is met before it.
    for (id, node) in program.nodes().rev() {
        let Some(Item::Segment(segment)) = node.item else { continue };
        if !covered[id.number()] {
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
        if !std::mem::replace(&mut seen[id.number()], true) {
            work.extend(program.edges_of(&program[id]).iter().map(|edge| edge.to));
        }
    }
    seen
}
