//! Signals that are innocent alone and telling together.
//!
//! A combination counts over everything that a segment, a model or a campaign rests on, each member once. Every node
//! knows which members are below it; at an item with enough of them, a leaf of its own is made.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::knowledge::{CategoryId, Kind, Knowledge, Member};
use crate::lineage::layer::SparseLayer;
use crate::lineage::leaf::{Leaf, Member as Part, Shape};
use crate::lineage::{Base, Binding, Evidence, Folds, State};
use crate::resolve::{EdgeKind, Item, Logic, Node, NodeId, Program, Provenance, SignalId};
use crate::rule::SignalFacts;

/// The members below a node: a signal for each, and the consent that binds it on the way where it is bound least.
/// Seeds stand apart: what binds the people reached does not bind them.
pub(super) type Members = BTreeMap<(Member, bool), Seen>;

/// A member that was found.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    signal: SignalId,
    /// Which of its phrases.
    phrase: u32,
    bound: Binding,
    /// What happened on its way.
    state: State,
}

impl Seen {
    /// Takes in another way to the same member.
    fn join(&mut self, other: &Seen) {
        self.bound = self.bound.and(&other.bound);
        self.state = self.state.together(other.state);
    }
}

/// What each node has below it, where it has any members.
pub(super) type Below<'s> = SparseLayer<'s, NodeId, Members>;

/// Adds a leaf wherever a combination comes together at some nodes, and keeps what is below each of them.
pub(super) fn combine(base: Base, folds: &Folds, nodes: Range<u32>, below: &mut Below, evidence: &mut Evidence) {
    let Base { program, knowledge, .. } = base;
    for (id, node) in program.nodes_in(nodes) {
        let mut members = gather(program, knowledge, node, below);
        if let Some(Item::Campaign(campaign)) = node.item {
            // What picks among the audience is bound where nobody is in it without consent.
            let audience = program[campaign].audience;
            bind(knowledge, &mut members, |category| folds.refuses(audience, category));
        }
        if node.item.is_some() {
            for (combination, seen) in complete(knowledge, &members) {
                let (leaf, bound) = leaf(base, evidence, combination, &seen);
                let state = seen.iter().map(|seen| seen.state).reduce(State::together).unwrap_or_default();
                if bound.is_never() {
                    // Whatever rests on this item has the combination through it. What consent binds here may come
                    // together once more further up, where nobody was asked.
                    members.retain(|(member, _), _| member.combination != combination);
                }
                evidence.leaves.add_at(id, leaf, bound, state);
            }
        }
        if !members.is_empty() {
            if !folds.is_plain(id) {
                bind(knowledge, &mut members, |category| folds.bound(id, category));
            }
            below.insert(id, members);
        }
    }
}

fn gather(program: &Program, knowledge: &Knowledge, node: &Node, below: &Below) -> Members {
    let mut members = Members::new();
    let mut add = |member, seen: Seen| {
        let known = members.entry((member, seen.state.seeds())).or_insert_with(|| seen.clone());
        known.join(&seen);
    };
    for signal in Program::signals_of(node) {
        for (phrase, word) in program[signal].words.iter().enumerate() {
            for member in knowledge.members(program[signal].kind, &word.text) {
                let state = State::of_member(program[signal].how);
                add(member, Seen { signal, phrase: phrase as u32, bound: Binding::NEVER, state });
            }
        }
    }
    for edge in program.edges_of(node) {
        let binds_nothing = node.logic == Logic::List || is_input(edge.kind);
        for (&(member, _), seen) in below.get(&edge.to).into_iter().flatten() {
            let bound = if binds_nothing { Binding::NEVER } else { seen.bound.clone() };
            add(member, Seen { bound, state: seen.state.along(edge), ..*seen });
        }
    }
    members
}

/// Whether an edge leads to what a trait is made from: consent there binds nothing.
pub(super) fn is_input(kind: EdgeKind) -> bool {
    match kind {
        EdgeKind::Scores | EdgeKind::Observes => true,
        EdgeKind::Expands | EdgeKind::Filters | EdgeKind::Excludes | EdgeKind::Buys => false,
    }
}

/// The combinations that have enough members.
fn complete(knowledge: &Knowledge, members: &Members) -> Vec<(u16, Vec<Seen>)> {
    let mut joined: BTreeMap<Member, Seen> = BTreeMap::new();
    for (&(member, _), witness) in members {
        joined.entry(member).or_insert_with(|| witness.clone()).join(witness);
    }
    let mut found: BTreeMap<u16, Vec<Seen>> = BTreeMap::new();
    for (member, witness) in joined {
        found.entry(member.combination).or_default().push(witness);
    }
    found.retain(|&number, found| knowledge.combinations()[number as usize].at_least <= found.len());
    found.into_iter().collect()
}

fn bind(knowledge: &Knowledge, members: &mut Members, bound: impl Fn(CategoryId) -> Binding) {
    for ((member, _), found) in members.iter_mut().filter(|(_, found)| !found.state.seeds()) {
        let category = knowledge.combinations()[member.combination as usize].category;
        found.bound = found.bound.or(&bound(category));
    }
}

fn leaf(base: Base, evidence: &mut Evidence, number: u16, seen: &[Seen]) -> (Leaf, Binding) {
    let Base { program, knowledge, rules, .. } = base;
    let combination = &knowledge.combinations()[number as usize];
    let mut members: Vec<Part> = seen.iter().map(|seen| (seen.signal, seen.phrase)).collect();
    members.sort_unstable();
    members.dedup();
    let bounds: Vec<&Binding> = seen.iter().map(|seen| &seen.bound).collect();
    // It is bound when so many members are that the rest are too few.
    let bound = Binding::at_least(seen.len() - combination.at_least + 1, &bounds);
    let signal = members[0].0;
    let bought = members.iter().any(|&(id, _)| program[id].kind == Kind::Purchase);
    let kind = if bought { Kind::Purchase } else { program[signal].kind };
    let facts = SignalFacts {
        kind,
        how: Provenance::Inferred,
        category: Some(combination.category),
        strength: combination.strength,
        ..base.facts(&program[signal], &[])
    };
    let assessments = evidence.assessments.intern_all(rules.assessments(&facts));
    let (at, shape) = (program[signal].span, Shape::Combination(members));
    (Leaf { category: Some(combination.category), signal, at, told: None, shape, benign: None, assessments }, bound)
}
