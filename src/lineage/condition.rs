//! How many conditions must hold at once.

use crate::resolve::{Logic, Program};

/// For every node, how many facts people must meet together; of alternatives, the longest counts.
pub(super) fn count(program: &Program) -> Vec<u32> {
    let mut counts: Vec<u32> = Vec::with_capacity(program.nodes.len());
    for (_, node) in program.nodes() {
        let below = program.edges_of(node).iter().map(|edge| counts[edge.to.0 as usize]);
        let count = match node.logic {
            Logic::Gate(need) if need as usize == below.len() => below.fold(0, u32::saturating_add),
            Logic::Gate(need) => {
                let mut counts: Vec<u32> = below.collect();
                counts.sort_unstable_by(|a, b| b.cmp(a));
                counts.into_iter().take(need as usize).fold(0, u32::saturating_add)
            }
            Logic::List | Logic::Opaque => 1,
            Logic::Consent(_) => 0,
        };
        counts.push(count);
    }
    counts
}
