//! Which ages an expression can hold for.

use std::ops::Range;

use crate::knowledge::Ages;
use crate::lineage::layer::SparseLayer;
use crate::resolve::{AgeTest, Logic, Node, NodeId, Program};

/// The ages for which a node can be true and those for which it can be false, one bit a year; all, where nothing is
/// said of age.
#[derive(Debug)]
pub(crate) struct AgeSets<'s>(SparseLayer<'s, NodeId, Sets>);

/// The ages that one bound on age leaves of a branch: for which it makes the branch true, and for which false. What is
/// and-ed to it narrows it; what is or-ed beside it does not excuse it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Branch {
    /// The ages that it lets in.
    pub lets_in: u128,
    /// The ages that it keeps out.
    pub keeps_out: u128,
}

impl Branch {
    /// No bound at all.
    pub(crate) const ANY: Branch = Branch { lets_in: u128::MAX, keeps_out: 0 };

    /// A bound by itself.
    pub(crate) fn new(ages: AgeTest) -> Branch {
        Branch { lets_in: ages.holds, keeps_out: ages.fails }
    }

    /// The same, turned round.
    #[must_use]
    pub(crate) fn flipped(self) -> Branch {
        Branch { lets_in: self.keeps_out, keeps_out: self.lets_in }
    }

    /// What is left of it at a node.
    #[must_use]
    pub(crate) fn at(self, ages: &AgeSets, id: NodeId) -> Branch {
        Branch { lets_in: self.lets_in & ages.holds(id), keeps_out: self.keeps_out & ages.fails(id) }
    }

    /// The same, as far as the limits tell: each set becomes the range from its youngest to its oldest, wide enough to end
    /// at limits.
    #[must_use]
    pub(crate) fn widened(self, limits: u128) -> Branch {
        Branch { lets_in: widened(self.lets_in, limits), keeps_out: widened(self.keeps_out, limits) }
    }

    /// The range that it lets in; none where that is nobody, or everybody.
    pub(crate) fn range(self) -> Option<Ages> {
        let set = self.lets_in;
        let range = Ages { youngest: set.trailing_zeros() as u8, oldest: 127 - set.leading_zeros().min(127) as u8 };
        let is_open = range.youngest == 0 && range.oldest == Ages::OPEN;
        (set != 0 && !is_open).then_some(range)
    }
}

/// The range of a set of ages, out to the limits on both sides: each limit is the first age of those that it parts.
fn widened(set: u128, limits: u128) -> u128 {
    if set == 0 {
        return 0;
    }
    let upto = |age: u32| u128::MAX >> (u128::BITS - 1 - age);
    let (youngest, oldest) = (set.trailing_zeros(), u128::BITS - 1 - set.leading_zeros());
    let first = u128::BITS - 1 - (limits & upto(youngest) | 1).leading_zeros();
    let next = limits & !upto(oldest);
    // What lies below the next limit, or everything where there is none.
    let below_next = (next & next.wrapping_neg()).wrapping_sub(1);
    below_next & !(upto(first) >> 1)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Sets {
    holds: u128,
    fails: u128,
}

/// Nothing is said of age.
const ANY: Sets = Sets { holds: u128::MAX, fails: u128::MAX };

impl AgeSets<'static> {
    /// The shared layer, with no node worked out yet.
    pub(super) fn new() -> AgeSets<'static> {
        AgeSets(SparseLayer::new())
    }

    /// An empty layer above it.
    pub(super) fn above(&self) -> AgeSets<'_> {
        AgeSets(self.0.above())
    }
}

impl AgeSets<'_> {
    /// Works out some nodes, children first.
    pub(super) fn add(&mut self, program: &Program, nodes: Range<u32>) {
        for (id, node) in program.nodes_in(nodes) {
            let found = of(program, node, self);
            if found != ANY {
                self.0.insert(id, found);
            }
        }
    }

    /// The ages for which a node can be true, one bit a year.
    pub(crate) fn holds(&self, id: NodeId) -> u128 {
        self.at(id).holds
    }

    /// The ages for which it can be false.
    pub(crate) fn fails(&self, id: NodeId) -> u128 {
        self.at(id).fails
    }

    fn at(&self, id: NodeId) -> Sets {
        self.0.get(&id).copied().unwrap_or(ANY)
    }

    /// Whether no age at all can be meant.
    pub(crate) fn is_impossible(&self, id: NodeId) -> bool {
        self.at(id).holds == 0
    }
}

fn of(program: &Program, node: &Node, sets: &AgeSets) -> Sets {
    match node.logic {
        Logic::Gate(need) => {
            let parts: Vec<Sets> = program
                .edges_of(node)
                .iter()
                .map(|edge| {
                    let below = sets.at(edge.to);
                    if edge.flips { Sets { holds: below.fails, fails: below.holds } } else { below }
                })
                .collect();
            gate(need as usize, &parts)
        }
        Logic::Opaque => {
            let ages = Program::signals_of(node).filter_map(|id| program[id].measures.ages);
            ages.reduce(AgeTest::and).map_or(ANY, |AgeTest { holds, fails }| Sets { holds, fails })
        }
        // Who is on a list is not for anyone to see.
        Logic::List | Logic::Consent(_) => ANY,
    }
}

/// A gate holds for the ages for which enough of its parts can.
fn gate(need: usize, parts: &[Sets]) -> Sets {
    if parts.iter().all(|part| *part == ANY) {
        // Also the gate that asks for more parts than it has: that is another fault than impossible ages.
        return ANY;
    }
    if need > parts.len() || need == 0 {
        return ANY;
    }
    let holds = enough(need, parts.iter().map(|part| part.holds));
    let fails = enough(parts.len() - need + 1, parts.iter().map(|part| part.fails));
    Sets { holds, fails }
}

/// The ages that at least `need` of the sets have.
fn enough(need: usize, sets: impl ExactSizeIterator<Item = u128>) -> u128 {
    if need == sets.len() {
        return sets.fold(u128::MAX, |all, set| all & set);
    }
    if need == 1 {
        return sets.fold(0, |any, set| any | set);
    }
    let mut counts = [0usize; 128];
    for set in sets {
        for (age, count) in counts.iter_mut().enumerate() {
            *count += usize::from(set >> age & 1 == 1);
        }
    }
    counts.iter().enumerate().filter(|&(_, &count)| need <= count).fold(0, |ages, (age, _)| ages | 1 << age)
}
