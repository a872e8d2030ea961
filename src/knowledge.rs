//! What is known: which words and measures reveal which category, how strongly, and why.
//!
//! All of it is data in `rules/`; here is only how to ask.

use std::ops::Range;

use crate::ast::{AreaKind, Means, Medium, Stream, Verb};
use crate::finding::Text;

/// Everything that is known.
#[derive(Debug, Default)]
pub struct Knowledge {
    taxonomy: Taxonomy,
}

/// A category of the taxonomy, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CategoryId(pub(crate) u16);

/// The categories and which is below which.
#[derive(Debug, Default)]
pub struct Taxonomy {}

/// One category.
#[derive(Debug)]
pub struct Category {
    /// Its dotted path, such as `health.reproductive.pregnancy`.
    pub id: Text,
    /// A short title, such as `Pregnancy`.
    pub title: Text,
    /// One plain sentence.
    pub sentence: Text,
    /// How sensitive it is.
    pub tier: Tier,
}

/// How sensitive a category is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// Not sensitive by itself (`location`, `identity`).
    Ordinary,
    /// Handle with care.
    Delicate,
    /// Protected by law nearly everywhere.
    Special,
}

/// How sure a reading is; the surer is the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// Reasoned.
    Plausible,
    /// The press or brokers say so.
    Moderate,
    /// A court, a regulator or peer-reviewed work says so.
    Strong,
}

/// The kinds of signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Bought, returned or left in a basket.
    Purchase,
    /// Seen or watched.
    View,
    /// Searched for.
    Search,
    /// Any other event.
    Event,
    /// Said in a call, chat, e-mail or ticket.
    Conversation,
    /// Where people were.
    Location,
    /// Where people live, work or stay.
    Residence,
    /// A trait's value.
    Trait,
    /// An interest.
    Interest,
    /// A consent.
    Consent,
    /// The name or title of a segment, trait or list row.
    Name,
    /// A line of copy.
    Copy,
    /// A field that travels.
    Field,
    /// What a campaign promotes.
    Promotion,
}

/// One thing that a phrase or measure reveals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// What is revealed: the most precise category that the entry names.
    pub category: CategoryId,
    /// How surely.
    pub strength: Strength,
    /// The bytes of the phrase that say so; empty for measures.
    pub at: Range<usize>,
}

/// Signals that are innocent alone and telling together.
#[derive(Debug)]
pub struct Combination {
    /// What they reveal.
    pub category: CategoryId,
    /// How surely.
    pub strength: Strength,
    /// How many different members it takes.
    pub at_least: usize,
    /// The members' names, 64 at most.
    pub members: Vec<Text>,
}

/// One member of one combination.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Member {
    /// Which combination, an index into [`Knowledge::combinations`].
    pub combination: u16,
    /// Which member of it.
    pub member: u8,
}

/// What can be measured of a signal about places and coordinates.
#[derive(Debug, Default)]
pub struct Measured {
    /// The radius of a fence, in metres.
    pub radius: Option<f64>,
    /// The least time spent inside, in minutes.
    pub dwell: Option<u64>,
    /// How a visit is known.
    pub by: Option<Means>,
    /// The kind of area lived in, worked in or stayed in.
    pub area: Option<AreaKind>,
    /// Decimals of a coordinate of people.
    pub decimals: Option<usize>,
}

/// A range of ages in years, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ages {
    /// The youngest, 0 where nothing is said.
    pub youngest: u8,
    /// The oldest, [`Ages::OPEN`] where nothing is said.
    pub oldest: u8,
}

/// What happens to a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldUse {
    /// It travels to a third party.
    Sent,
    /// Its value is compared.
    Compared,
    /// It is only asked whether there is one.
    Exists,
}

/// What a `suppress` may rest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Benign {
    /// An opt-out or privacy signal.
    OptOut,
    /// Consent that is missing.
    ConsentMissing,
    /// Being a minor.
    Minor,
    /// Hardship or loss.
    Loss,
    /// A sensitive place.
    SensitivePlace,
    /// Something given back.
    Return,
}

/// A third party that campaigns run on or are sent to.
#[derive(Debug)]
pub struct Destination {
    /// Its id, such as `meta`.
    pub id: Text,
    /// Its name as people write it.
    pub title: Text,
    /// What it is: `ads`, `mail`, `analytics`, `clean_room`, `own` …
    pub kind: Text,
}

impl crate::word::Word for Kind {
    const ALL: &'static [Kind] = &[
        Kind::Purchase,
        Kind::View,
        Kind::Search,
        Kind::Event,
        Kind::Conversation,
        Kind::Location,
        Kind::Residence,
        Kind::Trait,
        Kind::Interest,
        Kind::Consent,
        Kind::Name,
        Kind::Copy,
        Kind::Field,
        Kind::Promotion,
    ];

    fn word(self) -> &'static str {
        match self {
            Kind::Purchase => "purchase",
            Kind::View => "view",
            Kind::Search => "search",
            Kind::Event => "event",
            Kind::Conversation => "conversation",
            Kind::Location => "location",
            Kind::Residence => "residence",
            Kind::Trait => "trait",
            Kind::Interest => "interest",
            Kind::Consent => "consent",
            Kind::Name => "name",
            Kind::Copy => "copy",
            Kind::Field => "field",
            Kind::Promotion => "promotion",
        }
    }
}

impl Ages {
    /// Stands for no upper bound.
    pub const OPEN: u8 = 127;
}

#[expect(unused_variables, reason = "to be written")]
impl Knowledge {
    /// What is shipped with the program.
    pub fn shipped() -> Knowledge {
        Knowledge::default()
    }

    /// The categories.
    pub fn taxonomy(&self) -> &Taxonomy {
        &self.taxonomy
    }

    /// What a phrase reveals when it is met as `kind`. `context` is more text that the phrase stands in (it may be the
    /// phrase itself); `with` and `without` of the vocabulary look there.
    pub fn reveals(&self, kind: Kind, phrase: &str, context: &str) -> Vec<Hit> {
        Vec::new()
    }

    /// The members of combinations that a phrase names.
    pub fn members(&self, kind: Kind, phrase: &str) -> Vec<Member> {
        Vec::new()
    }

    /// All combinations.
    pub fn combinations(&self) -> &[Combination] {
        &[]
    }

    /// What a place reveals by its kind, its name or the words for it: `location.sensitive_place` and what the place
    /// stands for.
    pub fn place(&self, words: &str) -> Vec<Hit> {
        Vec::new()
    }

    /// What measures alone reveal, such as `location.precise` for a small radius.
    pub fn measure(&self, measured: &Measured) -> Vec<Hit> {
        Vec::new()
    }

    /// What a range of ages reveals (`minors`, and below).
    pub fn ages(&self, ages: Ages) -> Vec<Hit> {
        Vec::new()
    }

    /// The category that ages may reveal.
    pub fn ages_category(&self) -> Option<CategoryId> {
        self.ages(Ages { youngest: 0, oldest: 17 }).first().map(|hit| hit.category)
    }

    /// What a column reveals by its path.
    pub fn field(&self, path: &str, usage: FieldUse) -> Vec<Hit> {
        Vec::new()
    }

    /// What using a whole stream reveals: `any call` → communications, `any location` → location.
    pub fn stream(&self, stream: Stream) -> Vec<Hit> {
        Vec::new()
    }

    /// What using what people said reveals, whatever the words.
    pub fn medium(&self, medium: Medium) -> Vec<Hit> {
        Vec::new()
    }

    /// What a `suppress` that rests on this phrase is for, if it is for people's good.
    pub fn suppression(&self, kind: Kind, verb: Option<Verb>, phrase: &str) -> Option<Benign> {
        None
    }

    /// The same for a category, such as `minors`.
    pub fn suppression_of(&self, category: CategoryId) -> Option<Benign> {
        None
    }

    /// Whether a line of copy speaks to its reader ("your", "dich", "vous").
    pub fn second_person(&self, copy: &str) -> bool {
        false
    }

    /// Whether `at` (latitude, longitude in degrees) lies within `metres` of one of the places called `places`.
    pub fn is_near(&self, places: &str, at: (f64, f64), metres: f64) -> bool {
        false
    }

    /// Whether `copy` has the term, as whole words.
    pub fn says(&self, copy: &str, term: &str) -> bool {
        false
    }

    /// Whether a campaign to region `reached` reaches `wanted`: `US` includes `US-WA`, `EU` its members, and the other
    /// way round.
    pub fn reaches(&self, reached: &str, wanted: &str) -> bool {
        false
    }

    /// The destination that people call `name`.
    pub fn destination(&self, name: &str) -> Option<&Destination> {
        None
    }
}

#[expect(unused_variables, reason = "to be written")]
impl Taxonomy {
    /// The category with this dotted path.
    pub fn find(&self, id: &str) -> Option<CategoryId> {
        None
    }

    /// The category with this number.
    pub fn get(&self, id: CategoryId) -> &Category {
        unreachable!()
    }

    /// Whether `below` is `above` or lies below it.
    pub fn is_within(&self, below: CategoryId, above: CategoryId) -> bool {
        below == above
    }

    /// Whether the two lie on one line: one is the other, or above it.
    pub fn related(&self, a: CategoryId, b: CategoryId) -> bool {
        self.is_within(a, b) || self.is_within(b, a)
    }

    /// The dotted path nearest to a misspelt one.
    pub fn nearest(&self, word: &str) -> Option<&str> {
        None
    }

    /// All categories, parents before children.
    pub fn iter(&self) -> impl Iterator<Item = (CategoryId, &Category)> {
        std::iter::empty()
    }
}
