//! What one file declares, as it is written; names are still strings.
//!
//! The front ends make it, [`resolve`](crate::resolve) reads it, the formatter prints it. Statements keep the order of
//! the text. Nothing here is judged.

mod content;
mod measured;
mod predicate;
mod words;

use jiff::civil::{Date, Time};

use crate::source::{Decoded, Span, Text};

pub(crate) use content::{at, names, set, string, strings};
pub(crate) use measured::{duration, metres};
pub(crate) use predicate::Named;
pub use predicate::Predicate;
pub(crate) use words::{
    About, AreaKind, Channel, Engine, ItemKind, LengthUnit, Means, Medium, Period, Purpose, Residence, Scope, Stream,
    TimeUnit, Verb,
};

pub(crate) use crate::word::Word;

/// One file, understood as far as it could be.
#[derive(Debug, Default)]
pub struct File {
    /// What it declares, in the order of the text.
    pub items: Vec<Item>,
    /// Items that could not be read but whose name could: `names/unknown` stays silent about them.
    pub broken: Vec<(ItemKind, Name)>,
    /// Every comment, from its `#` to the end of the line.
    pub comments: Vec<Span>,
}

/// A value and where it stands.
#[derive(Debug, Clone)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

/// A name or a dotted path, blanks removed.
pub(crate) type Name = Spanned<Text>;
/// A string with its escapes undone, as people see it; the span includes the quotes.
pub(crate) type Str = Decoded;

/// A top-level declaration.
#[derive(Debug)]
pub enum Item {
    /// `campaign NAME { … }`
    Campaign(Block<CampaignStatement>),
    /// `segment NAME { … }`
    Segment(Block<SegmentStatement>),
    /// `trait PATH { … }`
    Trait(Block<TraitStatement>),
    /// `place NAME { … }`
    Place(Block<PlaceStatement>),
    /// `consent NAME { … }`
    Consent(Block<ConsentStatement>),
}

/// An item: a name, a title, statements.
#[derive(Debug)]
pub struct Block<S> {
    /// What it is called.
    pub called: Called,
    /// Its title.
    pub title: Option<Str>,
    /// Its statements, each with the place of the whole statement.
    pub statements: Vec<Spanned<S>>,
    /// From the keyword to the closing brace.
    pub span: Span,
}

/// What an item is called.
#[derive(Debug)]
pub enum Called {
    /// A name, by which others refer to it.
    Name(Name),
    /// A label that is for people alone: items of other tools may have no name, and several may have one label.
    Label(Name),
}

impl<S> Block<S> {
    /// The name by which others refer to it.
    pub(crate) fn name(&self) -> Option<&Name> {
        match &self.called {
            Called::Name(name) => Some(name),
            Called::Label(_) => None,
        }
    }

    /// What people call it.
    pub fn label(&self) -> &Name {
        match &self.called {
            Called::Name(label) | Called::Label(label) => label,
        }
    }
}

/// A statement of a campaign.
#[derive(Debug)]
pub enum CampaignStatement {
    /// `owner "…"`
    Owner(Str),
    /// `promotes "…"`
    Promotes(Vec<Str>),
    /// `purpose marketing`
    Purpose(Purpose),
    /// `channels email, social`
    Channels(Vec<Spanned<Channel>>),
    /// `regions US-WA, DE`; UK is already GB.
    Regions(Vec<Name>),
    /// `flight 2027-03-02 to 2027-04-15`
    Flight(Date, Option<Date>),
    /// `size 5000`
    Size(u64),
    /// `note "…"`
    Note(Str),
    /// `hours 08:00 to 21:00`
    Hours(Time, Time),
    /// `at most 3 a week`
    AtMost(u32, Period),
    /// `target …`
    Target(Expr),
    /// `exclude …`
    Exclude(Expr),
    /// `suppress …`
    Suppress(Expr),
    /// `start when …`
    StartWhen(Expr),
    /// `stop when …`
    StopWhen(Expr),
    /// `beside ["…"]`
    Beside(Vec<Str>),
    /// `require consent …`
    Require(Consented),
    /// `told by "…"`
    ToldBy(Str),
    /// `runs on "…"`
    RunsOn(Vec<Str>),
    /// `send to "…" as "…" with …`
    SendTo(Send),
    /// `message email "…" when … { … }`
    Message(Message),
    /// `allow …`
    Allow(Allow),
}

/// A statement of a segment.
#[derive(Debug)]
pub enum SegmentStatement {
    /// `when …`
    When(Expr),
    /// `uploaded from "…"`
    UploadedFrom(Str),
    /// `bought from "…"`
    BoughtFrom(Str),
    /// `size 5000`
    Size(u64),
    /// `retained 90 days`
    Retained(Duration),
    /// `about households`
    About(About),
    /// `note "…"`
    Note(Str),
    /// `reveals …`
    Reveals(Reveals),
    /// `allow …`
    Allow(Allow),
}

/// A statement of a trait.
#[derive(Debug)]
pub enum TraitStatement {
    /// `declared in "…"`
    DeclaredIn(Str),
    /// `observed from …`
    ObservedFrom(Vec<Origin>),
    /// `inferred by model "…" from …`
    InferredBy(Engine, Str, Vec<Origin>),
    /// `bought from "…"`
    BoughtFrom(Str),
    /// `retained 90 days`
    Retained(Duration),
    /// `note "…"`
    Note(Str),
    /// `reveals …`
    Reveals(Reveals),
    /// `allow …`
    Allow(Allow),
}

/// A statement of a place.
#[derive(Debug)]
pub enum PlaceStatement {
    /// `at 47.6205, -122.3493`: latitude, longitude, in degrees.
    At(Number, Number),
    /// `from "…"`
    From(Str),
    /// `kind "…"`
    Kind(Str),
    /// `reveals …`
    Reveals(Reveals),
    /// `allow …`
    Allow(Allow),
}

/// A statement of a consent.
#[derive(Debug)]
pub enum ConsentStatement {
    /// `to health, email`
    To(Vec<Name>),
    /// `asked in "…"`
    AskedIn(Str),
    /// `wording "…"`
    Wording(Str),
    /// `for marketing`
    For(Purpose),
    /// `shared with "…"`
    SharedWith(Vec<Str>),
    /// `kept in crm.consents`
    KeptIn(Name),
    /// `expires 24 months`
    Expires(Duration),
    /// `signed`
    Signed,
    /// `note "…"`
    Note(Str),
}

/// `reveals …`
#[derive(Debug)]
pub(crate) enum Reveals {
    /// `reveals nothing by "…" because "…"`
    Nothing {
        /// Who says so.
        by: Str,
        /// Why.
        because: Str,
    },
    /// `reveals health.weight, …`
    Categories(Vec<Name>),
}

/// `allow RULE until DATE by "…" because "…"`
#[derive(Debug)]
pub(crate) struct Allow {
    /// Rules (`pack/name`, `pack/*`) or categories.
    pub what: Vec<Name>,
    /// The last day on which it counts.
    pub until: Spanned<Date>,
    /// Who decided.
    pub by: Str,
    /// Why.
    pub because: Str,
}

/// `send to "…" as "…" with …`
#[derive(Debug)]
pub(crate) struct Send {
    /// The third party.
    pub to: Str,
    /// What it becomes there.
    pub kind: Option<Str>,
    /// The fields that travel.
    pub fields: Vec<Name>,
}

/// `message CHANNEL ["…"] [when …] { … }`
#[derive(Debug)]
pub(crate) struct Message {
    /// Where people see it.
    pub channel: Spanned<Channel>,
    /// Its name.
    pub title: Option<Str>,
    /// Who gets it.
    pub when: Option<Expr>,
    /// What it says.
    pub lines: Vec<MessageLine>,
}

/// One line of a message.
#[derive(Debug)]
pub(crate) enum MessageLine {
    /// `subject "…"`
    Subject(Str),
    /// `body "…"`
    Body(Str),
    /// `link "…"`
    Link(Str),
    /// `shows …`: content chosen by what a person did.
    Shows(Origin),
}

/// What a trait is made from, or a message shows.
#[derive(Debug)]
pub(crate) enum Origin {
    /// `any search`
    Any(Spanned<Stream>),
    /// One predicate.
    Predicate(Expr),
}

/// `consented to …` and `require consent …`: all topics.
#[derive(Debug)]
pub(crate) struct Consented {
    /// Categories, channels, `sharing`, or names of consents.
    pub topics: Vec<Name>,
    /// How fresh it must be.
    pub window: Option<Spanned<Window>>,
}

/// Who is meant.
#[derive(Debug)]
pub struct Expr {
    /// What it says.
    pub kind: ExprKind,
    /// Where it stands, without blanks around it.
    pub span: Span,
}

/// The ways to say who is meant.
#[derive(Debug)]
pub enum ExprKind {
    /// `a and b`: two or more.
    And(Vec<Expr>),
    /// `a or b`: two or more.
    Or(Vec<Expr>),
    /// `not a`
    Not(Box<Expr>),
    /// `(a)`
    Paren(Box<Expr>),
    /// `any of { a, b }`: one or more.
    Group(Group, Vec<Expr>),
    /// One condition.
    Predicate(Box<Predicate>),
    /// A condition that could not be read, and why: it may mean anything, so it is found rather than passed over. Where
    /// two say the same, they are taken for the same condition.
    Opaque(Text),
}

/// The head of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// `any of`
    Any,
    /// `all of`
    All,
    /// `none of`
    None,
    /// `at least N of`
    AtLeast(u32),
}

/// What is asked of a value.
#[derive(Debug)]
pub(crate) enum Test {
    /// `>= 5`
    Compare(Op, Value),
    /// `between 18 and 49`
    Between(Value, Value),
    /// `is one of [1, 2]`
    OneOf(Vec<Value>),
    /// `contains "…"`
    Contains(Str),
    /// `starts with "…"`
    StartsWith(Str),
    /// `exists`
    Exists,
    /// `is missing`
    Missing,
    /// `is true`, `is false`
    Is(bool),
    /// `in the last 30 days`
    Window(Window),
}

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Op {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
}

/// A literal and where it stands.
pub(crate) type Value = Spanned<Literal>;

/// A literal.
#[derive(Debug, Clone)]
pub(crate) enum Literal {
    /// `"…"`
    String(Text),
    /// `2027-03-02`
    Date(Date),
    /// `0.7`
    Number(Number),
    /// `true`
    Bool(bool),
    /// `US-WA`
    Region(Text),
}

/// A number as it was written.
#[derive(Debug, Clone)]
pub struct Number {
    /// Its text, such as `-122.3493` (a postcode keeps its leading zeros).
    pub text: Text,
    /// Its value.
    pub value: f64,
}

/// When, and how often.
#[derive(Debug, Default)]
pub(crate) struct Timing {
    /// When.
    pub window: Option<Spanned<Window>>,
    /// How often.
    pub count: Option<Spanned<Count>>,
}

/// When something happened or will.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Window {
    /// `in the last 90 days`, `require consent … within 12 months`
    Last(Duration),
    /// `in the next 90 days`
    Next(Duration),
    /// `since 2027-01-01`
    Since(Date),
    /// `before 2027-01-01`
    Before(Date),
    /// `from 2027-01-01 to 2027-02-01`
    Between(Date, Date),
    /// `on the anniversary`
    Anniversary,
}

/// How often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Count {
    /// `at least 2 times`
    AtLeast(u32),
    /// `at most 2 times`
    AtMost(u32),
    /// `exactly 2 times`
    Exactly(u32),
}

/// A length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Duration {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: TimeUnit,
}

/// A distance.
#[derive(Debug, Clone)]
pub(crate) struct Distance {
    /// How many.
    pub number: Number,
    /// Of what.
    pub unit: LengthUnit,
}

/// A place that a condition speaks of.
#[derive(Debug)]
pub(crate) enum Locus {
    /// A named place.
    Place(Name),
    /// Latitude and longitude, in degrees.
    Coordinates(Number, Number),
    /// A place in words.
    Words(Vec<Str>),
}
