//! A program: everything that the files of one project say, with names replaced by ids.
//!
//! What people are chosen by is a graph of [`Node`]s. Children always have smaller ids than their parents, so whatever
//! is worked out for all nodes is one loop from the first to the last, and no input is deep enough to overflow a stack.

mod fact;
mod items;

use std::collections::HashMap;
use std::ops::{Index, Range};

use crate::finding::Text;
use crate::source::Span;

pub(crate) use fact::{Phrase, Provenance, Signal, Stated};
pub(crate) use items::{
    Ask, Campaign, CampaignRoot, Consent, Flaw, Part, Place, Sale, Segment, Send, Topic, Trait, Waived, Waiver,
};

/// Everything that is declared, and the graph of who is chosen by what.
#[derive(Debug, Default)]
pub(crate) struct Program {
    /// The campaigns, in the order of their names.
    pub campaigns: Vec<Campaign>,
    /// The segments.
    pub segments: Vec<Segment>,
    /// The traits.
    pub traits: Vec<Trait>,
    /// The places.
    pub places: Vec<Place>,
    /// The consents.
    pub consents: Vec<Consent>,
    /// Every fact that something rests on.
    pub signals: Vec<Signal>,
    /// Every time that a consent is asked for.
    pub asks: Vec<Ask>,
    /// The graph, children first.
    pub nodes: Vec<Node>,
    /// The edges of all nodes, each node's together.
    pub edges: Vec<Edge>,
    /// Groups that ask for more than they hold, by the item that they stand in.
    pub impossible: HashMap<Item, Vec<Span>>,
    /// Conditions that could not be read, and why, by the item that they stand in.
    pub unreadable: HashMap<Item, Vec<(Span, Text)>>,
    /// Waivers in blocks that do not count, whatever they speak of.
    pub refused: HashMap<Item, Vec<Waiver>>,
}

macro_rules! ids {
    ($($(#[$doc:meta])* $id:ident => $field:ident: $item:ty;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(crate) struct $id(pub(crate) u32);

        impl Index<$id> for Program {
            type Output = $item;

            fn index(&self, id: $id) -> &$item {
                &self.$field[id.0 as usize]
            }
        }
    )+};
}

ids! {
    /// A campaign, by number.
    CampaignId => campaigns: Campaign;
    /// A segment, by number.
    SegmentId => segments: Segment;
    /// A trait, by number.
    TraitId => traits: Trait;
    /// A place, by number.
    PlaceId => places: Place;
    /// A consent, by number.
    ConsentId => consents: Consent;
    /// A signal, by number.
    SignalId => signals: Signal;
    /// A request for consent, by number.
    AskId => asks: Ask;
    /// A node, by number; a child's is smaller than its parents'.
    NodeId => nodes: Node;
}

impl SignalId {
    /// The id of the signal with that number.
    pub(crate) fn new(number: usize) -> SignalId {
        SignalId(number as u32)
    }
}

impl NodeId {
    /// Its number: children have smaller ones than their parents.
    pub(crate) fn number(self) -> usize {
        self.0 as usize
    }
}

/// A block that people can name: what trails pass and waivers stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Item {
    /// A campaign.
    Campaign(CampaignId),
    /// A segment.
    Segment(SegmentId),
    /// A trait.
    Trait(TraitId),
    /// A place.
    Place(PlaceId),
}

/// A condition, a reference, or an item.
#[derive(Debug)]
pub(crate) struct Node {
    /// The item it is, if it is one.
    pub item: Option<Item>,
    /// When it holds.
    pub logic: Logic,
    /// The facts that stand here themselves.
    pub signals: Range<u32>,
    /// Its edges, into [`Program::edges`].
    pub edges: Range<u32>,
}

/// When a node holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Logic {
    /// When at least so many of its counting edges do: all of them for `and`, one for `or`.
    Gate(u32),
    /// When a list has them, or one of its edges does; who is on the list is not for anyone to see.
    List,
    /// For reasons that cannot be seen: a fact, a model, a lookalike.
    Opaque,
    /// When people said yes.
    Consent(AskId),
}

/// How something is derived from what it rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum EdgeKind {
    /// By choosing people.
    Filters,
    /// By leaving people out.
    Excludes,
    /// By finding people who are like them.
    Expands,
    /// By a model or rule that guesses.
    Scores,
    /// By watching.
    Observes,
    /// By paying for it.
    Buys,
}

/// What a node rests on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Edge {
    /// The node it rests on.
    pub to: NodeId,
    /// Where it is said.
    pub span: Span,
    /// How what is below gets here.
    pub kind: EdgeKind,
    /// Whether it turns it round, as `not` does.
    pub flips: bool,
}

impl Program {
    /// The edges of a node.
    pub(crate) fn edges_of(&self, node: &Node) -> &[Edge] {
        &self.edges[node.edges.start as usize..node.edges.end as usize]
    }

    /// The ids of the signals that stand at a node.
    pub(crate) fn signals_of(node: &Node) -> impl Iterator<Item = SignalId> + use<> {
        node.signals.clone().map(SignalId)
    }

    /// Every node with its id, children first.
    pub(crate) fn nodes(&self) -> impl DoubleEndedIterator<Item = (NodeId, &Node)> {
        self.nodes.iter().enumerate().map(|(number, node)| (NodeId(number as u32), node))
    }

    /// Nodes with their ids, children first, of a range of numbers.
    pub(crate) fn nodes_in(&self, range: Range<u32>) -> impl Iterator<Item = (NodeId, &Node)> {
        range.map(|number| (NodeId(number), &self.nodes[number as usize]))
    }

    /// The nodes that several campaigns may rest on: all that are no campaign's own.
    pub(crate) fn shared_nodes(&self) -> Range<u32> {
        0..self.campaigns.first().map_or(self.nodes.len() as u32, |campaign| campaign.nodes.start)
    }

    /// An item's name and where it stands.
    pub(crate) fn name(&self, item: Item) -> &Text {
        match item {
            Item::Campaign(id) => &self[id].name,
            Item::Segment(id) => &self[id].name,
            Item::Trait(id) => &self[id].name,
            Item::Place(id) => &self[id].name,
        }
    }

    /// Where an item's name stands.
    pub(crate) fn span(&self, item: Item) -> Span {
        match item {
            Item::Campaign(id) => self[id].span,
            Item::Segment(id) => self[id].span,
            Item::Trait(id) => self[id].span,
            Item::Place(id) => self[id].span,
        }
    }

    /// An item's waivers, to add to them or take some away.
    pub(super) fn waivers_mut(&mut self, item: Item) -> &mut Vec<Waiver> {
        match item {
            Item::Campaign(id) => &mut self.campaigns[id.0 as usize].waivers,
            Item::Segment(id) => &mut self.segments[id.0 as usize].waivers,
            Item::Trait(id) => &mut self.traits[id.0 as usize].waivers,
            Item::Place(id) => &mut self.places[id.0 as usize].waivers,
        }
    }

    /// Everything that people can name: campaigns, segments, traits, places.
    pub(crate) fn items(&self) -> impl Iterator<Item = Item> + use<> {
        let places = (0..self.places.len() as u32).map(|id| Item::Place(PlaceId(id)));
        let campaigns = self.campaign_ids().map(Item::Campaign);
        campaigns.chain(self.segment_ids().map(Item::Segment)).chain(self.trait_ids().map(Item::Trait)).chain(places)
    }

    /// Where groups of an item ask for more than they hold.
    pub(crate) fn impossible_in(&self, item: Item) -> impl Iterator<Item = Span> {
        self.impossible.get(&item).into_iter().flatten().copied()
    }

    /// Where conditions of an item could not be read, and why.
    pub(crate) fn unreadable_in(&self, item: Item) -> impl Iterator<Item = &(Span, Text)> {
        self.unreadable.get(&item).into_iter().flatten()
    }

    /// The waivers of an item that do not count.
    pub(crate) fn refused_in(&self, item: Item) -> impl Iterator<Item = &Waiver> {
        self.refused.get(&item).into_iter().flatten()
    }

    /// An item's waivers.
    pub(crate) fn waivers(&self, item: Item) -> &[Waiver] {
        match item {
            Item::Campaign(id) => &self[id].waivers,
            Item::Segment(id) => &self[id].waivers,
            Item::Trait(id) => &self[id].waivers,
            Item::Place(id) => &self[id].waivers,
        }
    }
}

impl Program {
    /// Ids of all campaigns.
    pub(crate) fn campaign_ids(&self) -> impl Iterator<Item = CampaignId> + use<> {
        (0..self.campaigns.len() as u32).map(CampaignId)
    }

    /// Ids of all segments.
    pub(crate) fn segment_ids(&self) -> impl Iterator<Item = SegmentId> + use<> {
        (0..self.segments.len() as u32).map(SegmentId)
    }

    /// Ids of all traits.
    pub(crate) fn trait_ids(&self) -> impl Iterator<Item = TraitId> + use<> {
        (0..self.traits.len() as u32).map(TraitId)
    }
}
