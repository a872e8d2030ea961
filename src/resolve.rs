//! Names become ids: from the files of a project to one [`Program`].
//!
//! Names are visible in the whole project, so this is the one stage that sees all files at once. What is unknown, doubled
//! or circular becomes a finding and a hole; the rest goes on.

mod age;
mod audience;
mod campaign;
mod consent;
mod content;
mod decided;
mod expression;
mod given;
mod link;
mod literal;
mod measures;
mod merge;
mod names;
mod order;
mod place;
mod position;
mod program;
mod purpose;
mod row;
mod segment;
mod signal;
mod stated;
mod traits;
mod typo;
mod waivers;

use std::collections::HashSet;
use std::sync::Arc;

use jiff::civil::Date;

use crate::ast;
use crate::finding::Finding;
use crate::knowledge::Knowledge;
use crate::source::Sources;
use audience::Made;
use typo::Typos;

pub use age::AgeTest;
pub use decided::{Changes, Decisions, Refused};
pub use given::{Field, Fields, ProjectContext};
pub(crate) use measures::SignalMeasures;
pub(crate) use program::{
    Ask, AskId, Campaign, CampaignId, CampaignRoot, Consent, ConsentId, Edge, EdgeKind, Flaw, Item, Logic, Node,
    NodeId, Part, Phrase, Place, PlaceId, Program, Provenance, Sale, Segment, SegmentId, Send, Signal, SignalId,
    Stated, Topic, Trait, TraitId, Waived, Waiver,
};
pub(crate) use row::Row;
pub(crate) use waivers::CountedWaivers;

/// Puts the files of one project together. Their order does not count. `today` is the day for which ages are told where
/// no flight says another.
pub(crate) fn resolve(
    files: &[Arc<ast::File>],
    sources: &Sources,
    knowledge: &Knowledge,
    given: &ProjectContext,
    waivers: &dyn CountedWaivers,
    today: Date,
) -> (Program, Vec<Finding>) {
    let declared = names::collect(files, sources);
    let mut findings = declared.doubles();
    let order = order::order(&declared);
    findings.extend(order.circles(&declared));
    let program = Program::default();
    let mut ctx = Ctx {
        declared: &declared,
        knowledge,
        given,
        program,
        made: Made::default(),
        findings,
        typos: Typos::default(),
        item: Item::Campaign(CampaignId(0)),
        clears: false,
        today,
        day: today,
        cleared_traits: HashSet::new(),
    };
    ctx.places();
    ctx.consents();
    ctx.audiences(&order);
    ctx.campaigns();
    ctx.hand_over();
    (ctx.program.with_waivers(waivers, sources), ctx.findings)
}

/// What is under construction.
struct Ctx<'a> {
    declared: &'a names::Declared<'a>,
    knowledge: &'a Knowledge,
    given: &'a ProjectContext,
    program: Program,
    made: Made,
    findings: Vec<Finding>,
    typos: Typos,
    /// The block at hand.
    item: Item,
    /// Whether it says `reveals nothing`.
    clears: bool,
    /// Today.
    today: Date,
    /// The day for which ages are told in the block at hand: a campaign's first, or else today.
    day: Date,
    /// Traits that do.
    cleared_traits: HashSet<TraitId>,
}

impl Ctx<'_> {
    /// Adds a node above those there are.
    fn node(
        &mut self,
        logic: Logic,
        item: Option<Item>,
        signals: std::ops::Range<u32>,
        edges: impl IntoIterator<Item = Edge>,
    ) -> NodeId {
        let first = self.program.edges.len() as u32;
        self.program.edges.extend(edges);
        let id = NodeId(self.program.nodes.len() as u32);
        let edges = first..self.program.edges.len() as u32;
        self.program.nodes.push(Node { item, logic, signals, edges });
        id
    }

    /// Keeps a signal.
    fn signal(&mut self, signal: Signal) -> SignalId {
        let id = SignalId(self.program.signals.len() as u32);
        self.program.signals.push(signal);
        id
    }
}
