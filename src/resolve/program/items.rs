//! What the items of a program say: campaigns, segments, traits, places, consents, and decisions about findings.

use std::ops::Range;

use jiff::civil::{Date, Time};

use crate::ast::{Channel, Purpose, Window};
use crate::finding::Text;
use crate::knowledge::CategoryId;
use crate::source::Span;

use super::{AskId, ConsentId, NodeId, Phrase, Provenance, SignalId, Stated};

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
