//! How many conditions must hold at once.

use crate::resolve::{AskId, Logic, Program};

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
            Logic::Opaque => 1,
            Logic::Consent(_) => 0,
        };
        counts.push(count);
    }
    counts
}

/// So many consents are remembered at a node; who asks for more is told of these.
const MOST_ASKS: usize = 8;

/// For every node, the consents that it rests on, the first ones of many.
pub(super) fn asks(program: &Program) -> Vec<Vec<AskId>> {
    let mut asks: Vec<Vec<AskId>> = Vec::with_capacity(program.nodes.len());
    for (_, node) in program.nodes() {
        let mut here: Vec<AskId> = match node.logic {
            Logic::Consent(ask) => vec![ask],
            Logic::Gate(_) | Logic::Opaque => Vec::new(),
        };
        for edge in program.edges_of(node) {
            for ask in &asks[edge.to.0 as usize] {
                if here.len() < MOST_ASKS && !here.contains(ask) {
                    here.push(*ask);
                }
            }
        }
        asks.push(here);
    }
    asks
}
