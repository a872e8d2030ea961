//! Which requests for consent a campaign rests on, and how long what they ask for lasts.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::ast::{Duration, Window};
use crate::knowledge::CategoryId;
use crate::lineage::fold::{CoverId, Covers};
use crate::lineage::layer::SparseLayer;
use crate::resolve::{AskId, Logic, NodeId, Program, Topic};

/// The requests for consent that each node rests on, by what they cover.
#[derive(Debug)]
pub(crate) struct Asks<'s>(SparseLayer<'s, NodeId, BTreeMap<CoverId, Asked>>);

/// Requests for consent to one thing.
#[derive(Debug, Clone, Default)]
pub(crate) struct Asked {
    /// Those of which nothing says where and in which words people were asked; the first ones of many.
    bare: Vec<AskId>,
    /// Those of which something does; the first ones of many.
    recorded: Vec<AskId>,
    /// How long they last, all of them together.
    pub lasts: Lasts,
}

/// How long some consents last, in minutes.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Lasts {
    /// Whether nothing says so for one of them.
    pub is_unstated: bool,
    /// The shortest and the longest of the others.
    pub between: Option<(f64, f64)>,
}

/// So many requests of one sort are told of at once; the others are when these are mended.
const MOST: usize = 8;

impl Asks<'static> {
    /// The shared layer, with nothing gathered yet.
    pub(super) fn new() -> Asks<'static> {
        Asks(SparseLayer::new())
    }

    /// An empty layer above it.
    pub(super) fn above(&self) -> Asks<'_> {
        Asks(self.0.above())
    }
}

impl Asks<'_> {
    /// Gathers those of some nodes, children first.
    pub(super) fn add(&mut self, program: &Program, covers: &Covers, nodes: Range<u32>) {
        for (id, node) in program.nodes_in(nodes) {
            let mut here: BTreeMap<CoverId, Asked> = BTreeMap::new();
            match node.logic {
                Logic::Consent(ask) => {
                    let asked = Asked::one(program, ask);
                    here.extend(covers.covering(ask).iter().map(|&cover| (cover, asked.clone())));
                }
                Logic::Gate(_) | Logic::List | Logic::Opaque => {}
            }
            for edge in program.edges_of(node) {
                for (&cover, asked) in self.0.get(&edge.to).into_iter().flatten() {
                    here.entry(cover).or_default().add(asked);
                }
            }
            if !here.is_empty() {
                self.0.insert(id, here);
            }
        }
    }

    /// Whether there are any requests below a node of this layer or the shared one.
    pub(super) fn has_any(&self, node: NodeId) -> bool {
        self.0.get(&node).is_some()
    }

    /// The requests below a node for consent to a category.
    pub(crate) fn at(&self, node: NodeId, covers: &Covers, category: CategoryId) -> Option<&Asked> {
        self.0.get(&node)?.get(&covers.of(category)?)
    }
}

impl Asked {
    fn one(program: &Program, ask: AskId) -> Asked {
        let mut asked = Asked { lasts: Lasts::of(program, ask), ..Asked::default() };
        let is_recorded = matches!(program[ask].topic, Topic::Consent(id) if program[id].is_recorded);
        if is_recorded { &mut asked.recorded } else { &mut asked.bare }.push(ask);
        asked
    }

    fn add(&mut self, other: &Asked) {
        for (all, more) in [(&mut self.bare, &other.bare), (&mut self.recorded, &other.recorded)] {
            all.extend(more);
            all.sort_unstable();
            all.dedup();
            all.truncate(MOST);
        }
        self.lasts = self.lasts.and(other.lasts);
    }

    /// Some of the requests: of those with a record, and of those without, the first ones.
    pub(crate) fn some(&self) -> impl Iterator<Item = AskId> {
        self.bare.iter().chain(&self.recorded).copied()
    }
}

impl Lasts {
    /// How long one consent lasts: what is asked of its freshness, or else what the consent itself says.
    pub(crate) fn of(program: &Program, ask: AskId) -> Lasts {
        let ask = &program[ask];
        let fresh = match ask.window {
            Some(Window::Last(duration)) => Some(duration.minutes()),
            Some(
                Window::Next(_) | Window::Since(_) | Window::Before(_) | Window::Between(..) | Window::Anniversary,
            )
            | None => None,
        };
        let own = match ask.topic {
            Topic::Consent(id) => program[id].expires.map(Duration::minutes),
            Topic::Category(_) | Topic::Channel(_) | Topic::Sharing | Topic::Unknown => None,
        };
        let least = [fresh, own].into_iter().flatten().min().map(|minutes| minutes as f64);
        Lasts { is_unstated: least.is_none(), between: least.map(|minutes| (minutes, minutes)) }
    }

    fn and(self, other: Lasts) -> Lasts {
        let between = match (self.between, other.between) {
            (Some(one), Some(two)) => Some((one.0.min(two.0), one.1.max(two.1))),
            (one, two) => one.or(two),
        };
        Lasts { is_unstated: self.is_unstated || other.is_unstated, between }
    }
}
