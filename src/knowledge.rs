//! What is known: which words and measures reveal which category, how strongly, and why.
//!
//! All of it is data in `rules/`; here is only how to ask.

mod address;
mod age_field;
mod category;
mod citation;
mod combination;
mod context;
mod destination;
mod explain;
mod field;
mod kind;
mod lexicon;
mod load;
mod measure;
mod phrases;
mod place;
mod record;
mod region;
mod saying;
mod site;
mod stream;
mod suppression;
mod taxonomy;
mod vocabulary;
mod words;

use std::ops::Range;

use crate::ast::{AreaKind, Means, Medium, Stream, Verb};
use crate::finding::Text;

use address::Address;
use age_field::AgeFields;
use combination::Combinations;
use destination::Destinations;
use lexicon::{Scratch, alone};
use measure::Measures;
use region::Regions;
use saying::Sayings;
use site::Sites;
use stream::Streams;
use suppression::Suppressions;
use vocabulary::Vocabulary;

pub(crate) use age_field::AgeForm;
pub use category::{Category, CategoryId};
pub(crate) use category::{Elsewhere, Tier};
pub(crate) use citation::Citation;
pub(crate) use explain::{Explanation, Otherwise};
pub use kind::{Kind, Strength};
pub use load::File;
pub(crate) use record::Records;
pub(crate) use saying::Saying;
pub(crate) use site::{cell, metres};
pub(crate) use taxonomy::Taxonomy;
pub(crate) use vocabulary::{Outcome, Reading, Several};

/// Everything that is known.
#[derive(Debug, Default)]
pub struct Knowledge {
    taxonomy: Taxonomy,
    vocabulary: Vocabulary,
    places: Vocabulary,
    fields: Vocabulary,
    combinations: Combinations,
    measures: Measures,
    streams: Streams,
    suppressions: Suppressions,
    address: Address,
    age_fields: AgeFields,
    sayings: Sayings,
    records: Records,
    destinations: Destinations,
    /// What a place is that reveals something special, whichever it is.
    sensitive_place: Option<CategoryId>,
    regions: Regions,
    sites: Sites,
}

/// Asks for many phrases, one after the other: what it allocates is kept from one to the next.
#[derive(Debug)]
pub(crate) struct Matcher<'k> {
    knowledge: &'k Knowledge,
    scratch: Scratch,
    hits: Vec<Hit>,
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
pub(crate) struct Combination {
    /// What they reveal.
    pub category: CategoryId,
    /// How surely.
    pub strength: Strength,
    /// How many different members it takes.
    pub at_least: usize,
    /// The members' names, 64 at most.
    pub members: Vec<Text>,
    /// The kinds of signal that count; all where none is listed.
    pub kinds: Vec<Kind>,
    /// Where it comes from.
    pub source: Option<Citation>,
}

/// One member of one combination.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Member {
    /// Which combination, an index into [`Knowledge::combinations`].
    pub combination: u16,
    /// Which member of it.
    pub member: u8,
}

/// What can be measured of a signal about places and coordinates.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Measured {
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
    /// Decimals of a pair of coordinates in one value.
    pub pair: Option<usize>,
    /// The length of a geohash.
    pub geohash: Option<usize>,
    /// The resolution of an H3 index.
    pub h3: Option<usize>,
    /// The digits of a plus code.
    pub plus_code: Option<usize>,
}

/// A range of ages in years, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ages {
    /// The youngest, 0 where nothing is said.
    pub youngest: u8,
    /// The oldest, [`Ages::OPEN`] where nothing is said.
    pub oldest: u8,
}

/// What happens to a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FieldUse {
    /// It travels to a third party.
    Sent,
    /// Its value is compared.
    Compared,
    /// It is asked whether it is true.
    True,
    /// It is only asked whether there is one.
    Exists,
}

/// What a `suppress` may rest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Benign {
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
pub(crate) struct Destination {
    /// Its id, such as `meta`.
    pub id: Text,
    /// Its name as people write it.
    pub title: Text,
    /// What it is: `ads`, `mail`, `analytics`, `clean_room`, `own` …
    pub kind: Text,
}

impl Benign {
    /// The word that data files use.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Benign::OptOut => "opt_out",
            Benign::ConsentMissing => "consent_missing",
            Benign::Minor => "minor",
            Benign::Loss => "loss",
            Benign::SensitivePlace => "sensitive_place",
            Benign::Return => "return",
        }
    }
}

impl Ages {
    /// Stands for no upper bound.
    pub(crate) const OPEN: u8 = 127;
}

impl Knowledge {
    /// The categories.
    pub fn taxonomy(&self) -> &Taxonomy {
        &self.taxonomy
    }

    /// Lets no waiver speak of a category, nor of one below it.
    pub(crate) fn lock(&mut self, id: CategoryId) {
        self.taxonomy.lock(id);
    }

    /// A matcher for many phrases.
    pub(crate) fn matcher(&self) -> Matcher<'_> {
        Matcher { knowledge: self, scratch: Scratch::default(), hits: Vec::new() }
    }

    /// What a phrase reveals when it is met as `kind` and alone.
    pub fn reveals(&self, kind: Kind, phrase: &str) -> Vec<Hit> {
        self.matcher().reveals(kind, phrase, alone()).to_vec()
    }

    /// The members of combinations that a phrase names.
    pub(crate) fn members(&self, kind: Kind, phrase: &str) -> Vec<Member> {
        self.combinations.members(kind, phrase, &mut Scratch::default())
    }

    /// All combinations.
    pub(crate) fn combinations(&self) -> &[Combination] {
        self.combinations.all()
    }

    /// What a place reveals by its kind, its name or the words for it: `location.sensitive_place` and what the place
    /// stands for.
    pub(crate) fn place(&self, words: &str) -> Vec<Hit> {
        self.matcher().place(words)
    }

    /// Whether a category says that people were at a place that tells something of its visitors.
    pub(crate) fn is_sensitive_place(&self, category: CategoryId) -> bool {
        self.sensitive_place == Some(category)
    }

    /// Whether bare coordinates mean a declared place that lies so many metres from them, given the radius of a fence around
    /// them.
    pub(crate) fn means_place(&self, metres: f64, radius: Option<f64>) -> bool {
        self.measures.means_place(metres, radius)
    }

    /// How far from a declared place bare coordinates may mean it, in metres.
    pub(crate) fn farthest_place(&self) -> f64 {
        self.measures.farthest_place()
    }

    /// Whether a fence of that radius, in metres, says something of the place in its middle.
    pub(crate) fn speaks_of_place(&self, radius: f64) -> bool {
        self.measures.speaks_of_place(radius)
    }

    /// What measures alone reveal, such as `location.precise` for a small radius.
    pub(crate) fn measure(&self, measured: &Measured) -> Vec<Hit> {
        self.measures.measure(&self.taxonomy, measured)
    }

    /// Whether a field is called what geohashes are kept in.
    pub(crate) fn is_geohash(&self, path: &str) -> bool {
        self.measures.geohash_fields().any(|term| words::says(path, term))
    }

    /// What a range of ages reveals (`minors`, and below). Where nothing at all is said of ages, nothing is asked.
    pub(crate) fn ages(&self, ages: Ages) -> Vec<Hit> {
        self.measures.ages(&self.taxonomy, ages)
    }

    /// What a column reveals by its path.
    pub(crate) fn field(&self, path: &str, usage: FieldUse) -> Vec<Hit> {
        self.matcher().field(path, usage)
    }

    /// What using a whole stream reveals: `any call` → communications, `any location` → location.
    pub(crate) fn stream(&self, stream: Stream) -> Vec<Hit> {
        self.streams.stream(stream)
    }

    /// What using what people said reveals, whatever the words.
    pub(crate) fn medium(&self, medium: Medium) -> Vec<Hit> {
        self.streams.medium(medium)
    }

    /// What a `suppress` that rests on this phrase is for, if it is for people's good.
    pub(crate) fn suppression(&self, kind: Kind, verb: Option<Verb>, phrase: &str) -> Option<Benign> {
        self.suppressions.of_phrase(kind, verb, phrase)
    }

    /// The same where the phrase says `told` of people: their loss, or their no, may hold the words that tell.
    pub(crate) fn protecting(&self, kind: Kind, phrase: &str, told: &str) -> Option<Benign> {
        self.suppressions.protecting(kind, phrase, told)
    }

    /// The same for a category, such as `minors`.
    pub(crate) fn suppression_of(&self, category: CategoryId) -> Option<Benign> {
        self.suppressions.of_category(&self.taxonomy, category)
    }

    /// Whether a line of copy speaks to its reader ("your", "dich", "vous") where it says `told`; anywhere, without.
    pub(crate) fn second_person(&self, copy: &str, told: Option<&str>) -> bool {
        self.address.is_in(copy, told)
    }

    /// The ages at which what a range of them reveals may change, one bit a year.
    pub(crate) fn age_limits(&self) -> u128 {
        self.measures.age_limits()
    }

    /// What a record of consent and a waiver must say to count.
    pub(crate) fn records(&self) -> &Records {
        &self.records
    }

    /// The bytes of a line that say something first; none where it does not say it.
    pub(crate) fn says_that(&self, saying: Saying, line: &str) -> Option<Range<usize>> {
        self.sayings.find(saying, line)
    }

    /// In what form the field at a path says how old people are; none where it does not.
    pub(crate) fn age_form(&self, path: &str) -> Option<AgeForm> {
        self.age_fields.form(path)
    }

    /// The range of ages that words such as `13-17`, `under 18` or `65+` mean.
    pub(crate) fn age_range(&self, text: &str) -> Option<Ages> {
        self.age_fields.range(text)
    }

    /// Whether some range of ages reveals a category.
    pub(crate) fn is_of_ages(&self, category: CategoryId) -> bool {
        self.measures.is_of_ages(category)
    }

    /// The category that a range of ages reveals.
    pub(crate) fn ages_category(&self, range: Option<Ages>) -> Option<CategoryId> {
        self.ages(range?).first().map(|hit| hit.category)
    }

    /// Every category that some range of ages reveals.
    pub(crate) fn ages_categories(&self) -> std::collections::BTreeSet<CategoryId> {
        let young = (0..Ages::OPEN).map(|youngest| Ages { youngest, oldest: Ages::OPEN });
        let old = (0..Ages::OPEN).map(|oldest| Ages { youngest: 0, oldest });
        young.chain(old).flat_map(|ages| self.ages(ages)).map(|hit| hit.category).collect()
    }

    /// Whether `at` (latitude, longitude, in degrees) lies within `metres` of one of the sites called `places`.
    pub(crate) fn is_near(&self, places: &str, at: (f64, f64), metres: f64) -> bool {
        self.sites.is_near(places, at, metres)
    }

    /// Whether a text has the term, as whole words.
    pub(crate) fn says(text: &str, term: &str) -> bool {
        words::says(text, term)
    }

    /// Whether a campaign to region `reached` reaches `wanted`: `US` includes `US-WA`, `EU` its members, and a campaign
    /// to all of `US` reaches `US-WA`.
    pub(crate) fn reaches(&self, reached: &str, wanted: &str) -> bool {
        self.regions.reaches(reached, wanted)
    }

    /// Whether a region has that code; true of every code where no regions were read.
    pub(crate) fn has_region(&self, code: &str) -> bool {
        self.regions.has(code)
    }

    /// Whether rules may measure distances to sites of that name; true of every name where no sites were read.
    pub(crate) fn has_sites(&self, name: &str) -> bool {
        self.sites.has(name)
    }

    /// What people call a region, such as `Washington` for `US-WA`.
    pub(crate) fn region_title(&self, code: &str) -> String {
        self.regions.title(code)
    }

    /// The destination that people call `name`.
    pub(crate) fn destination(&self, name: &str) -> Option<&Destination> {
        self.destinations.find(name)
    }

    /// The one name that all names of a third party stand for: `Facebook` and `meta ads` go to the same one. What only
    /// has such a name in it is somebody of its own.
    pub(crate) fn recipient(&self, name: &str) -> Text {
        self.destinations.recipient(name)
    }

    /// All destinations.
    pub(crate) fn destinations(&self) -> &[Destination] {
        self.destinations.all()
    }
}

impl Matcher<'_> {
    /// What a phrase reveals, as [`Knowledge::reveals`] says. The phrases before and after it in the same signal, the
    /// nearest first, may explain it (`with` of the vocabulary), and never excuse it.
    pub(crate) fn reveals<'t>(
        &mut self,
        kind: Kind,
        phrase: &str,
        beside: (impl Iterator<Item = &'t str>, impl Iterator<Item = &'t str>),
    ) -> &[Hit] {
        self.hits.clear();
        let Knowledge { taxonomy, vocabulary, .. } = self.knowledge;
        vocabulary.reveals(taxonomy, kind, phrase, beside, &mut self.scratch, &mut self.hits);
        &self.hits
    }
}

#[cfg(test)]
mod tests;
