//! A program: everything that the files of one project say, with names replaced by ids.
//!
//! What people are chosen by is a graph of [`Node`]s. Children always have smaller ids than their parents, so whatever
//! is worked out for all nodes is one loop from the first to the last, and no input is deep enough to overflow a stack.

use std::collections::HashMap;
use std::ops::{Index, Range};

use jiff::civil::{Date, Time};

use crate::ast::{Channel, Purpose, Verb, Window};
use crate::finding::Text;
use crate::knowledge::{CategoryId, Kind};
use crate::resolve::SignalMeasures;
use crate::source::{Decoded, Span};
use crate::word::words;

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

/// A campaign.
#[derive(Debug)]
pub(crate) struct Campaign {
    /// Its name.
    pub name: Text,
    /// Where its name stands.
    pub span: Span,
    /// Who answers for it.
    pub owner: Option<Text>,
    /// What it is for, as it is understood; marketing where it does not say, and where it sells.
    pub purpose: Purpose,
    /// What gives away that it sells, where it says that it is for something else.
    pub sale: Option<Sale>,
    /// Where people meet it, its messages included.
    pub channels: Vec<Channel>,
    /// Regions as ISO 3166 codes, `EU`, `EEA` or `WORLD`; empty where it does not say.
    pub regions: Vec<Text>,
    /// First and last day.
    pub flight: Option<(Date, Date)>,
    /// How many people.
    pub size: Option<u64>,
    /// From when to when in a day.
    pub hours: Option<(Time, Time)>,
    /// The notice people were given.
    pub told_by: Option<Span>,
    /// The expressions that say whom it is about.
    pub roots: Vec<CampaignRoot>,
    /// Everyone it reaches: consent required and target and not exclude and not suppress.
    pub audience: NodeId,
    /// All it rests on: the audience, and whom its messages and stops ask for.
    pub node: NodeId,
    /// The nodes that it made itself, one after the other: nothing else rests on them.
    pub nodes: Range<u32>,
    /// Every consent that it asks for itself, in `require consent` and in its expressions.
    pub asks: Vec<AskId>,
    /// Those of `require consent`.
    pub requires: Vec<AskId>,
    /// The third parties that people or their data go to.
    pub sends: Vec<Send>,
    /// The platforms that show it.
    pub runs_on: Vec<(Text, Span)>,
    /// Copy and what it promotes, in the order of the text.
    pub copy: Vec<SignalId>,
    /// Decisions to let findings pass.
    pub waivers: Vec<Waiver>,
}

/// What gives away that a campaign sells which says that it does not.
#[derive(Debug, Clone)]
pub(crate) struct Sale {
    /// Where it stands.
    pub at: Span,
    /// What it says there.
    pub what: Text,
}

/// One expression of a campaign.
#[derive(Debug)]
pub(crate) struct CampaignRoot {
    /// What it is for.
    pub part: Part,
    /// The expression.
    pub node: NodeId,
    /// The gates between it and the audience, nearest first: where they fold, it is bound.
    pub above: Vec<NodeId>,
    /// Whether it picks among the audience and does not make it: a stop, a message's `when`, what is shown or sent.
    pub is_aside: bool,
    /// Where the expression stands.
    pub span: Span,
}

/// The part that an expression plays in a campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Part {
    /// `target`, `start when`, `stop when`, a message's `when`.
    Target,
    /// `exclude`
    Exclude,
    /// `suppress`
    Suppress,
    /// What a message shows.
    Shows,
    /// What a `send to` passes on, by its number in [`Campaign::sends`].
    Send(u32),
}

/// One `send to`.
#[derive(Debug)]
pub(crate) struct Send {
    /// The third party.
    pub to: Text,
    /// Where its name stands.
    pub span: Span,
}

/// A segment.
#[derive(Debug)]
pub(crate) struct Segment {
    /// Its name.
    pub name: Text,
    /// Where its name stands.
    pub span: Span,
    /// Its place in the graph.
    pub node: NodeId,
    /// How many people.
    pub size: Option<u64>,
    /// How long people stay in it, in minutes.
    pub retained: Option<u64>,
    /// Where its members come from.
    pub how: Provenance,
    /// Decisions to let findings pass.
    pub waivers: Vec<Waiver>,
}

/// A trait.
#[derive(Debug)]
pub(crate) struct Trait {
    /// Its path.
    pub name: Text,
    /// Where its path stands.
    pub span: Span,
    /// Its place in the graph.
    pub node: NodeId,
    /// Where its values come from.
    pub how: Provenance,
    /// How long values are kept, in minutes.
    pub retained: Option<u64>,
    /// Consent that stands among what it is made from.
    pub asks: Vec<AskId>,
    /// Decisions to let findings pass.
    pub waivers: Vec<Waiver>,
}

/// A place.
#[derive(Debug)]
pub(crate) struct Place {
    /// Its name.
    pub name: Text,
    /// Where its name stands.
    pub span: Span,
    /// Its title, its kind and the list it comes from, which say what it stands for.
    pub words: Vec<Phrase>,
    /// Whether somebody says what kind of place it is.
    pub has_kind: bool,
    /// Latitude and longitude, in degrees.
    pub at: Option<(f64, f64)>,
    /// What its block adds.
    pub stated: Stated,
    /// Decisions to let findings pass.
    pub waivers: Vec<Waiver>,
}

/// A consent that people were asked for.
#[derive(Debug)]
pub(crate) struct Consent {
    /// Its name.
    pub name: Text,
    /// What it covers.
    pub topics: Vec<Topic>,
    /// How long it lasts.
    pub expires: Option<crate::ast::Duration>,
    /// Whether people signed.
    pub signed: bool,
    /// Whether it says where and in which words people were asked.
    pub is_recorded: bool,
    /// What keeps it from being consent to something.
    pub flaw: Option<Flaw>,
    /// The third parties it names.
    pub shared_with: Vec<Text>,
    /// What it is for; anything where it does not say.
    pub purpose: Option<Purpose>,
}

/// What keeps a consent from being consent to something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// Its wording is given and says nothing, so that it covers nothing.
    SaysNothing,
    /// It is to many unrelated things at once.
    Bundle,
}

/// What a consent is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Topic {
    /// A category, and all below it.
    Category(CategoryId),
    /// Being reached that way.
    Channel(Channel),
    /// Passing data to third parties.
    Sharing,
    /// Whatever that consent covers.
    Consent(ConsentId),
    /// A name that nothing has; it covers nothing.
    Unknown,
}

/// One request for one consent.
#[derive(Debug)]
pub(crate) struct Ask {
    /// What about.
    pub topic: Topic,
    /// How fresh it must be.
    pub window: Option<Window>,
    /// Whether it is the first of a list of topics that nobody agrees to at once.
    pub is_bundle: bool,
    /// Where the topic stands.
    pub span: Span,
}

/// A decision to let findings pass.
#[derive(Debug, Clone)]
pub(crate) struct Waiver {
    /// What it speaks of.
    pub what: Vec<Waived>,
    /// The last day on which it counts.
    pub until: Date,
    /// Who decided.
    pub by: Text,
    /// Why.
    pub because: Text,
    /// Where the statement stands.
    pub span: Span,
    /// Its number among the waivers of the configuration, where it stands there.
    pub from: Option<u32>,
}

/// What a waiver speaks of.
#[derive(Debug, Clone)]
pub(crate) enum Waived {
    /// A rule, as `pack/name` or `pack/*`, and where it is written.
    Rule(Text, Span),
    /// A category and all below it.
    Category(CategoryId),
}

/// A fact about people that something rests on.
#[derive(Debug)]
pub(crate) struct Signal {
    /// Its kind.
    pub kind: Kind,
    /// What people did.
    pub verb: Option<Verb>,
    /// How it is known.
    pub how: Provenance,
    /// Where it stands.
    pub span: Span,
    /// What it says in words.
    pub words: Vec<Phrase>,
    /// What can be measured.
    pub measures: SignalMeasures,
    /// The place it speaks of.
    pub place: Option<PlaceId>,
    /// What its block adds or takes back.
    pub stated: Stated,
}

/// A phrase of a signal.
#[derive(Debug, Clone)]
pub(crate) struct Phrase {
    /// The words.
    pub text: Text,
    /// Where they stand.
    pub span: Span,
    /// Of copy, where each word stands: a message is long, and people look for what is wrong in it.
    pub copy: Option<Box<Decoded>>,
}

impl Phrase {
    /// Where these bytes of the words stand; of anything but copy the whole is shown.
    pub(crate) fn at(&self, part: Range<usize>) -> Span {
        self.copy.as_ref().filter(|_| !part.is_empty()).map_or(self.span, |copy| copy.at(part))
    }
}

/// What a block says that it reveals.
#[derive(Debug, Clone, Default)]
pub(crate) struct Stated {
    /// `reveals CATEGORY`
    pub adds: Vec<CategoryId>,
    /// `reveals nothing`: what the vocabulary says of the words does not count.
    pub clears: bool,
    /// The trait that is asked about says so of itself: its path does not count.
    pub clears_path: bool,
}

words! {
    /// How a fact about people is known.
    pub Provenance {
        Declared = "declared": "they said so",
        Observed = "observed": "somebody watched",
        Inferred = "inferred": "somebody guessed",
        Bought = "bought": "somebody sold it",
        Unknown = "unknown": "nobody says",
    }
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
