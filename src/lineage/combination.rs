//! Signals that are innocent alone and telling together.
//!
//! A combination counts over everything that a segment, a model or a campaign rests on, each member once. Every node
//! knows which members are below it; at an item with enough of them, a leaf of its own is made.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;

use crate::finding::Carries;
use crate::knowledge::{CategoryId, Kind, Knowledge, Member};
use crate::lineage::reveal::{Leaf, Leaves, Part, Shape, facts};
use crate::lineage::{Bound, Folds, State};
use crate::resolve::{Item, Logic, Node, NodeId, Program, Provenance, SignalId};
use crate::rule::{Facts, Marks};

/// The members below a node: a signal for each, and the consent that binds it on the way where it is bound least.
/// Seeds stand apart: what binds the people reached does not bind them.
type Members = BTreeMap<(Member, bool), Found>;

/// A member that was found.
#[derive(Debug, Clone)]
struct Found {
    signal: SignalId,
    /// Which of its phrases.
    phrase: u32,
    bound: Bound,
    /// What happened on its way.
    state: State,
}

impl Found {
    /// Takes in another way to the same member.
    fn join(&mut self, other: &Found) {
        self.bound = self.bound.and(&other.bound);
        self.state = self.state.together(other.state);
    }
}

/// Adds a leaf wherever a combination comes together.
pub(super) fn combine(
    program: &Program,
    knowledge: &Knowledge,
    marks: &mut Marks,
    folds: &Folds,
    leaves: &mut Leaves,
    today: Date,
) {
    let mut below: HashMap<NodeId, Members> = HashMap::new();
    for (id, node) in program.nodes() {
        let mut members = gather(program, knowledge, node, &below);
        if let Some(Item::Campaign(campaign)) = node.item {
            // What picks among the audience is bound where nobody is in it without consent.
            let audience = program[campaign].audience;
            bind(knowledge, &mut members, |category| folds.refuses(audience, category));
        }
        if node.item.is_some() {
            for (combination, found) in complete(knowledge, &members) {
                let (leaf, bound) = leaf(program, knowledge, marks, combination, &found, today);
                let state = found.iter().map(|found| found.state).reduce(State::together).unwrap_or_default();
                if bound.is_never() {
                    // Whatever rests on this item has the combination through it. What consent binds here may come
                    // together once more further up, where nobody was asked.
                    members.retain(|(member, _), _| member.combination != combination);
                }
                leaves.add_at(id, leaf, bound, state);
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

fn gather(program: &Program, knowledge: &Knowledge, node: &Node, below: &HashMap<NodeId, Members>) -> Members {
    let mut members = Members::new();
    let mut add = |member, found: Found| {
        let known = members.entry((member, found.state.seeds())).or_insert_with(|| found.clone());
        known.join(&found);
    };
    for signal in program.signals_of(node) {
        for (phrase, word) in program[signal].words.iter().enumerate() {
            for member in knowledge.members(program[signal].kind, &word.text) {
                let state = State::of_member(program[signal].how);
                add(member, Found { signal, phrase: phrase as u32, bound: Bound::NEVER, state });
            }
        }
    }
    for edge in program.edges_of(node) {
        let binds_nothing = node.logic == Logic::List || is_input(edge.carries);
        for (&(member, _), found) in below.get(&edge.to).into_iter().flatten() {
            let bound = if binds_nothing { Bound::NEVER } else { found.bound.clone() };
            add(member, Found { bound, state: found.state.along(edge), ..*found });
        }
    }
    members
}

/// Whether an edge leads to what a trait is made from: consent there binds nothing.
pub(super) fn is_input(carries: Carries) -> bool {
    match carries {
        Carries::Scores | Carries::Observes => true,
        Carries::Expands | Carries::Filters | Carries::Excludes | Carries::Buys | Carries::Sends | Carries::Shows => {
            false
        }
    }
}

/// The combinations that have enough members.
fn complete(knowledge: &Knowledge, members: &Members) -> Vec<(u16, Vec<Found>)> {
    let mut joined: BTreeMap<Member, Found> = BTreeMap::new();
    for (&(member, _), witness) in members {
        joined.entry(member).or_insert_with(|| witness.clone()).join(witness);
    }
    let mut found: BTreeMap<u16, Vec<Found>> = BTreeMap::new();
    for (member, witness) in joined {
        found.entry(member.combination).or_default().push(witness);
    }
    found.retain(|&number, found| knowledge.combinations()[number as usize].at_least <= found.len());
    found.into_iter().collect()
}

fn bind(knowledge: &Knowledge, members: &mut Members, bound: impl Fn(CategoryId) -> Bound) {
    for ((member, _), found) in members.iter_mut().filter(|(_, found)| !found.state.seeds()) {
        let category = knowledge.combinations()[member.combination as usize].category;
        found.bound = found.bound.or(&bound(category));
    }
}

fn leaf(
    program: &Program,
    knowledge: &Knowledge,
    marks: &mut Marks,
    number: u16,
    found: &[Found],
    today: Date,
) -> (Leaf, Bound) {
    let combination = &knowledge.combinations()[number as usize];
    let mut members: Vec<Part> = found.iter().map(|found| (found.signal, found.phrase)).collect();
    members.sort_unstable();
    members.dedup();
    let bounds: Vec<&Bound> = found.iter().map(|found| &found.bound).collect();
    // It is bound when so many members are that the rest are too few.
    let bound = Bound::at_least(found.len() - combination.at_least + 1, &bounds);
    let signal = members[0].0;
    let bought = members.iter().any(|&(id, _)| program[id].kind == Kind::Purchase);
    let kind = if bought { Kind::Purchase } else { program[signal].kind };
    let facts = Facts {
        told: None,
        kind,
        how: Provenance::Inferred,
        category: Some(combination.category),
        strength: combination.strength,
        ..facts(program, knowledge, today, &program[signal], &[])
    };
    let marks = marks.of(&facts);
    let (at, shape) = (program[signal].span, Shape::Combination(members));
    (Leaf { category: Some(combination.category), signal, at, told: None, shape, benign: None, marks }, bound)
}
