//! The questions that a rule can ask; each key of `when` is one of them.

use jiff::civil::{Date, Time};

use crate::ast::{AreaKind, Channel, Purpose};
use crate::finding::{Text, Use};
use crate::knowledge::{CategoryId, Kind, Strength, Tier};
use crate::resolve::Provenance;
use crate::word::words;

/// One question, by who can answer it.
#[derive(Debug)]
pub(crate) enum Question {
    /// The signal itself; the number is its bit in [`Answer`](super::Answer).
    Signal(u8, OfSignal),
    /// The way from the signal to the campaign.
    Trail(OfTrail),
    /// The campaign.
    Campaign(OfCampaign),
}

/// What is asked of a signal.
#[derive(Debug)]
pub(crate) enum OfSignal {
    /// `reveals`: the category, or one above it.
    Reveals(Vec<Revealed>),
    /// `strength`: at least this.
    Strength(Strength),
    /// `from`: the kind.
    From(Vec<Kind>),
    /// `how`: the provenance.
    How(Vec<Provenance>),
    /// `trait`: the trait or field used, by its path or the last word of it.
    Trait(Vec<Text>),
    /// `area`: the kind of area.
    Area(Vec<AreaKind>),
    /// `seller`: who sold it.
    Seller(Vec<Text>),
    /// `near`: how far from known places, in metres.
    Near(Text, f64),
    /// `place`: the category of the place.
    Place(Vec<CategoryId>),
    /// `radius`, in metres.
    Radius(Limits),
    /// `dwell`, in minutes.
    Dwell(Limits),
    /// `window`: how far it looks back, in minutes.
    Window(Limits),
    /// `retained`, in minutes.
    Retained(Limits),
    /// `age`: the youngest that may be meant.
    Age(Limits),
    /// `oldest`: the oldest that may be meant; not known where there is no upper end.
    Oldest(Limits),
    /// `text`: terms that the copy has.
    Text(Vec<Text>),
    /// `second_person`: whether the copy speaks to its reader.
    SecondPerson(bool),
}

/// What is asked of the way from a signal to the campaign.
#[derive(Debug)]
pub(crate) enum OfTrail {
    /// `use`
    Use(Vec<Use>),
    /// `through`
    Through(Vec<Through>),
    /// `echoes`: whether copy repeats what people were chosen by.
    Echoes(Vec<Use>),
    /// `size: {of: seed}`: how many people a lookalike starts from.
    SeedSize(Limits),
}

/// What is asked of a campaign, or of a segment or trait.
#[derive(Debug)]
pub(crate) enum OfCampaign {
    /// `regions`: it reaches one of these.
    Regions(Vec<Text>),
    /// `purpose`
    Purpose(Vec<Purpose>),
    /// `channels`
    Channels(Vec<Channel>),
    /// `destinations`
    Destinations(Vec<Target>),
    /// `hours: {outside: 08:00 to 21:00}`
    HoursOutside(Time, Time),
    /// `size`: how many people.
    Size(Limits),
    /// `conditions`: how many are and-ed.
    Conditions(Limits),
    /// `consent`: how long it lasts, in minutes.
    Consent(Limits),
    /// `missing`, and of what.
    Missing(Vec<Missing>, Of),
    /// `in_force`
    InForce {
        /// The first day.
        from: Option<Date>,
        /// The last day.
        to: Option<Date>,
        /// Whether it must begin while the campaign runs.
        begins_in_flight: bool,
    },
    /// `fault`: something that is found out and only worded by the rule.
    Fault(FaultKind),
}

/// What `reveals` names.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Revealed {
    /// A category and all below it.
    Category(CategoryId),
    /// All categories of a tier.
    Tier(Tier),
}

/// What `destinations` names.
#[derive(Debug, Clone)]
pub(crate) enum Target {
    /// An id or a name.
    Named(Text),
    /// `kind:ads`
    Kind(Text),
    /// `via:send`: data goes there.
    Sent,
    /// `via:runs-on`: it shows the campaign.
    Shown,
    /// `kind:ads via:send`: all of it must hold of one destination.
    All(Vec<Target>),
}

/// Limits of a measure; all that are given must hold.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Limits {
    /// More than this.
    pub above: Option<f64>,
    /// This or more.
    pub at_least: Option<f64>,
    /// This or less.
    pub at_most: Option<f64>,
    /// Less than this.
    pub below: Option<f64>,
    /// Whether it holds where the measure is not known.
    pub unknown_counts: bool,
}

impl OfSignal {
    /// Whether it asks what a signal is, and nothing of its measures and words.
    pub(super) fn asks_nature(&self) -> bool {
        matches!(self, OfSignal::Reveals(_) | OfSignal::Strength(_) | OfSignal::From(_) | OfSignal::How(_))
    }
}

impl Limits {
    /// Whether no number lies within the limits, and what is not known does not count either.
    pub(super) fn is_empty(&self) -> bool {
        let reaches = |lower: Option<f64>, upper: Option<f64>, meets: fn(&f64, &f64) -> bool| {
            lower.zip(upper).is_none_or(|(lower, upper)| meets(&lower, &upper))
        };
        let fits = reaches(self.at_least, self.at_most, f64::le)
            && reaches(self.at_least, self.below, f64::lt)
            && reaches(self.above, self.at_most, f64::lt)
            && reaches(self.above, self.below, f64::lt);
        !fits && !self.unknown_counts
    }

    /// The least number that may lie within the limits.
    pub(super) fn least(&self) -> f64 {
        self.above.into_iter().chain(self.at_least).fold(f64::NEG_INFINITY, f64::max)
    }

    /// The greatest number that may lie within the limits.
    pub(super) fn greatest(&self) -> f64 {
        self.below.into_iter().chain(self.at_most).fold(f64::INFINITY, f64::min)
    }

    /// Whether a measure between two others, both included, may lie within the limits.
    pub(crate) fn meets(&self, least: f64, greatest: f64) -> bool {
        let at_least = self.at_least.map_or(least, |limit| limit.max(least));
        let at_most = self.at_most.map_or(greatest, |limit| limit.min(greatest));
        let both = Limits { at_least: Some(at_least), at_most: Some(at_most), unknown_counts: false, ..*self };
        self.has_limits() && !both.is_empty()
    }

    /// Whether there is a limit: without one, only what is not known is meant.
    fn has_limits(&self) -> bool {
        [self.above, self.at_least, self.at_most, self.below].iter().any(Option::is_some)
    }

    /// Whether a measure lies within the limits.
    pub(crate) fn holds(&self, measure: Option<f64>) -> bool {
        let Some(measure) = measure else { return self.unknown_counts };
        self.has_limits()
            && self.above.is_none_or(|limit| limit < measure)
            && self.at_least.is_none_or(|limit| limit <= measure)
            && self.at_most.is_none_or(|limit| measure <= limit)
            && self.below.is_none_or(|limit| measure < limit)
    }
}

/// What a measure or a gap is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    /// The campaign.
    Campaign,
    /// Each segment.
    Segment,
    /// Each trait.
    Trait,
    /// The people a lookalike starts from.
    Seed,
}

words! {
    /// A step on the trail.
    pub(crate) Through {
        Lookalike = "lookalike",
        Model = "model",
        Bought = "bought",
        Exclusion = "exclusion",
        Combination = "combination",
    }
    /// What is not said.
    pub(crate) Missing {
        Owner = "owner",
        Regions = "regions",
        Flight = "flight",
        Provenance = "provenance",
        Retained = "retained",
        Suppression = "suppression",
    }
    /// Faults that are found out here and worded by rules.
    pub(crate) FaultKind {
        NeverMatches = "never-matches",
        ConsentBindsNothing = "consent-binds-nothing",
        ConsentUnrecorded = "consent-unrecorded",
        ConsentExpired = "consent-expired",
        WaiverExpired = "waiver-expired",
        WaiverUnused = "waiver-unused",
        WaiverLocked = "waiver-locked",
        WaiverRefused = "waiver-refused",
        WaiverUnknownRule = "waiver-unknown-rule",
        UnusedSegment = "unused-segment",
        ServiceThatSells = "service-that-sells",
        ConsentSaysNothing = "consent-says-nothing",
        ConsentBundled = "consent-bundled",
        UnreadableCondition = "unreadable-condition",
    }
}
