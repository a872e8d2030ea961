//! Who is derived from whom, and what each thing reveals.
//!
//! Everything is worked out in one pass over the nodes, children first, and never along paths: a chain of a hundred
//! thousand segments and a lattice with more paths than atoms cost their nodes. What makes that possible is that
//! witnesses which no rule and no waiver can tell apart travel as one [`WitnessEntry`].
//!
//! What campaigns share is traced once; the nodes of a campaign are traced above it when that campaign is judged, so that
//! a large project needs memory for what is shared and for one campaign at a time.

mod age;
mod ask;
mod asks;
mod binding;
mod combination;
mod condition;
mod mitigation;
mod entry;
mod evidence;
mod fold;
mod impossible;
mod layer;
mod leaf;
mod merge;
mod nearby;
mod need;
mod reveal;
mod sample;
mod state;
mod trail;
mod witness;

use std::collections::BTreeSet;
use std::ops::Range;

use crate::knowledge::Ages;
use crate::lineage::combination::Below;
use crate::lineage::impossible::Impossible;
use crate::lineage::layer::SparseLayer;
use crate::lineage::need::Need;
use crate::resolve::{Campaign, CampaignRoot, Item, Part, Program, SegmentId};
use crate::rule::Assessments;

pub(crate) use age::{AgeSets, Branch};
pub(crate) use ask::{Base, ask};
pub(crate) use asks::{Asked, Asks, Lasts};
pub(crate) use binding::{Binding, Grade, Occasion};
pub(crate) use condition::Conditions;
pub(crate) use entry::{Tables, WitnessEntry, WitnessSubject};
pub(crate) use evidence::Evidence;
pub(crate) use fold::{Covers, Folds};
pub(crate) use leaf::{Combined, Leaf, LeafId, Leaves, Member, Shape};
pub(crate) use mitigation::Mitigation;
pub(crate) use reveal::reveal;
pub(crate) use sample::WitnessSample;
pub(crate) use state::State;
pub(crate) use trail::TrailPath;
pub(crate) use witness::is_waived;

/// Who is derived from whom, as far as several campaigns may rest on it.
#[derive(Debug)]
pub(crate) struct SharedLineage {
    lineage: Lineage<'static>,
    need: Need,
    /// Waivers of shared items that had something to suppress, sorted.
    waivers_used: Vec<(Item, usize)>,
}

/// Who is derived from whom: what is shared, and what one campaign or unused segment adds.
#[derive(Debug)]
pub(crate) struct Lineage<'s> {
    /// What everything reveals, and what the rules say of it.
    pub evidence: Evidence<'s>,
    /// What reaches each node.
    pub tables: Tables<'s>,
    /// Which consent covers what, and where it makes an expression constant.
    pub folds: Folds<'s>,
    /// Which ages each node can hold for.
    pub ages: AgeSets<'s>,
    /// The requests for consent that nodes rest on.
    pub asks: Asks<'s>,
    /// How many conditions are and-ed at each node.
    pub conditions: Conditions<'s>,
    /// What can never match.
    pub impossible: Impossible<'s>,
    /// The members of combinations below each node.
    below: Below<'s>,
}

/// Follows every derivation that campaigns share. `leaves` and `assessments` are what signals reveal, as [`ask`] tells it.
pub(crate) fn trace(base: Base, (leaves, assessments): (Leaves<'static>, Assessments<'static>)) -> SharedLineage {
    let need = Need::of(base.program);
    let covers = Covers::new(base, &leaves);
    let mut lineage = Lineage {
        evidence: Evidence::new(leaves, assessments),
        tables: Tables::new(),
        folds: Folds::new(covers),
        ages: AgeSets::new(),
        asks: Asks::new(),
        conditions: Conditions::new(),
        impossible: Impossible::new(),
        below: SparseLayer::new(),
    };
    let mut waivers_used = lineage.add(base, base.program.shared_nodes(), &need);
    waivers_used.extend(lineage.place_waivers_used(base, &need));
    SharedLineage { lineage, need, waivers_used: waivers_used.into_iter().collect() }
}

impl SharedLineage {
    /// Whether no campaign uses a segment, nor any other unused segment rests on it.
    pub(crate) fn is_unused(&self, id: SegmentId) -> bool {
        self.need.tops.binary_search(&id).is_ok()
    }

    /// Whether a waiver of a shared item, by its number there, had something to suppress.
    pub(crate) fn is_waiver_used(&self, item: Item, number: usize) -> bool {
        self.waivers_used.binary_search(&(item, number)).is_ok()
    }

    /// Whether a campaign asks for consent through a segment or trait, so that something may be said of it there.
    pub(crate) fn rests_on_shared_consent(&self, program: &Program, item: Item) -> bool {
        let Item::Campaign(id) = item else { return false };
        let edges = program.nodes_in(program[id].nodes.clone()).flat_map(|(_, node)| program.edges_of(node));
        edges.into_iter().any(|edge| self.lineage.asks.has_any(edge.to))
    }

    /// What is shared, with what one item adds above it.
    pub(crate) fn of(&self, base: Base, item: Item) -> Lineage<'_> {
        match item {
            Item::Campaign(id) => {
                let campaign = &base.program[id];
                let mut lineage = self.lineage.above(campaign.nodes.start);
                lineage.add(base, campaign.nodes.clone(), &self.need);
                lineage.find_minors_of_campaign(base, campaign);
                lineage
            }
            Item::Segment(id) => {
                let mut lineage = self.lineage.above(0);
                if self.is_unused(id) {
                    lineage.find_minors_of_segment(base, id);
                }
                lineage
            }
            Item::Trait(_) | Item::Place(_) => self.lineage.above(0),
        }
    }
}

impl Lineage<'static> {
    /// An empty layer above it, for nodes from a number on.
    fn above(&self, first: u32) -> Lineage<'_> {
        Lineage {
            evidence: self.evidence.above(),
            tables: self.tables.above(first),
            folds: self.folds.above(),
            ages: self.ages.above(),
            asks: self.asks.above(),
            conditions: self.conditions.above(first),
            impossible: self.impossible.above(first),
            below: self.below.above(),
        }
    }
}

impl Lineage<'_> {
    /// Traces some nodes, children first. Says which waivers at them had something to suppress.
    fn add(&mut self, base: Base, nodes: Range<u32>, need: &Need) -> BTreeSet<(Item, usize)> {
        let program = base.program;
        self.ages.add(program, nodes.clone());
        self.impossible.add(program, &self.ages, nodes.clone());
        self.folds.add(base, nodes.clone());
        combination::combine(base, &self.folds, nodes.clone(), &mut self.below, &mut self.evidence);
        self.conditions.add(program, nodes.clone());
        self.asks.add(program, self.folds.covers(), nodes.clone());
        let Lineage { evidence, tables, folds, ages, .. } = self;
        let mut ctx = witness::Ctx { base, folds, ages, evidence, waivers_used: BTreeSet::new() };
        for (id, _) in program.nodes_in(nodes) {
            let entries = if need.is_wanted(id) { ctx.node(id, tables) } else { Vec::new() };
            tables.push(entries);
        }
        ctx.waivers_used
    }

    /// Waivers of places that campaigns speak of where they suppress something: a place is nobody's own.
    fn place_waivers_used(&mut self, base: Base, need: &Need) -> BTreeSet<(Item, usize)> {
        let program = base.program;
        let Lineage { evidence, folds, ages, .. } = self;
        let mut ctx = witness::Ctx { base, folds, ages, evidence, waivers_used: BTreeSet::new() };
        if program.places.iter().any(|place| !place.waivers.is_empty()) {
            let own = program.shared_nodes().end..program.nodes.len() as u32;
            let wanted = program.nodes_in(own).filter(|(id, _)| need.is_wanted(*id));
            wanted.for_each(|(_, node)| ctx.note_places(node));
        }
        ctx.waivers_used
    }

    /// What a bound on age leaves of a campaign's audience. An exclusion that keeps the young out is no wish for those who
    /// are left; one that keeps adults out is.
    pub(crate) fn left_of_audience(&self, campaign: &Campaign, root: &CampaignRoot, branch: Branch) -> Option<Branch> {
        let leaves_out = leaves_out(root.part);
        let branch = if leaves_out { branch.flipped() } else { branch };
        let branch = branch.at(&self.ages, campaign.audience);
        let range = branch.range()?;
        (!leaves_out || range.oldest != Ages::OPEN).then_some(branch)
    }

    fn find_minors_of_campaign(&mut self, base: Base, campaign: &Campaign) {
        let bounds: Vec<(LeafId, Branch)> = campaign
            .roots
            .iter()
            .flat_map(|root| {
                let bounds = self.tables.at(root.node).iter().filter_map(WitnessEntry::bound_on_age);
                bounds.filter_map(|(leaf, branch)| Some((leaf, self.left_of_audience(campaign, root, branch)?)))
            })
            .collect();
        self.find_minors(base, bounds);
    }

    fn find_minors_of_segment(&mut self, base: Base, id: SegmentId) {
        let entries = self.tables.at(base.program[id].node).iter();
        let bounds = entries.filter_map(WitnessEntry::bound_on_age).collect();
        self.find_minors(base, bounds);
    }

    fn find_minors(&mut self, base: Base, bounds: Vec<(LeafId, Branch)>) {
        for (leaf, branch) in bounds {
            self.evidence.find_minors(base, leaf, branch);
        }
    }
}

/// Whether a part of a campaign leaves people out.
pub(crate) fn leaves_out(part: Part) -> bool {
    match part {
        Part::Exclude | Part::Suppress => true,
        Part::Target | Part::Shows | Part::Send(_) => false,
    }
}
