//! The questions that a rule can ask: each key of `when` is one file, with how it is read, answered, said and described.
//!
//! To add one, write its file and name its key in [`WhenKey::ALL`].

mod age;
mod area;
mod channels;
mod conditions;
mod consent;
mod destinations;
mod dwell;
mod echoes;
mod facts;
mod fault;
mod from;
mod hours;
mod how;
mod in_force;
mod limits;
mod missing;
mod near;
mod oldest;
mod place;
pub(super) mod purpose;
mod r#use;
mod radius;
mod reading;
mod regions;
mod retained;
mod reveals;
mod second_person;
mod seller;
mod size;
mod strength;
mod text;
mod through;
mod r#trait;
mod window;

use std::fmt::Debug;

use jiff::civil::Date;
use serde_json::Value;

use crate::finding::{Text, Use};
use crate::knowledge::{Kind, Knowledge};
use crate::resolve::Signal;
use crate::rule::about::About;
use crate::rule::signal::SignalFacts;
use crate::word::Word;

pub(crate) use facts::{ItemFacts, Party, TrailFacts};
pub(crate) use fault::FaultKind;
pub(crate) use limits::Limits;
pub(crate) use missing::{Missing, Of};

/// The key that [`WhenKey::Of`] stands beside.
pub(crate) const MISSING: &str = missing::KEY.word;

pub(crate) use purpose::by_default as purposes_by_default;
pub(crate) use reading::Reading;
pub(crate) use reveals::Revealed;
pub(crate) use r#use::by_default as uses_by_default;

/// One question, by who can answer it.
#[derive(Debug)]
pub(crate) enum Question {
    /// The signal itself; the number is its bit in [`Answer`](super::Answer).
    Signal(u8, Box<dyn AsksSignal>),
    /// The way from the signal to the campaign.
    Trail(Box<dyn AsksTrail>),
    /// The campaign.
    Campaign(Box<dyn AsksCampaign>),
}

/// A key of `when`, each of which asks one thing or joins others.
#[derive(Clone, Copy)]
pub(crate) enum WhenKey {
    /// A question.
    Asks(&'static Key),
    /// What `missing` speaks of.
    Of,
    /// One of several holds.
    Any,
    /// It does not hold.
    Not,
}

/// A key that asks something.
pub(crate) struct Key {
    /// The key.
    pub word: &'static str,
    /// What it means, in a few words.
    pub about: &'static str,
    /// Reads its value.
    pub read: fn(Reading) -> Option<Question>,
    /// The JSON Schema of its value.
    pub schema: fn() -> Value,
}

/// Something that is asked of a signal.
pub(crate) trait AsksSignal: Debug + Send + Sync {
    /// The answer.
    fn answer(&self, facts: &SignalFacts) -> bool;

    /// The condition in plain words: `the reading is moderate or surer`.
    fn says(&self, knowledge: &Knowledge) -> String;

    /// What about people it speaks of when the answer is yes.
    fn about(&self, signal: &Signal) -> Option<About>;

    /// What is needed for the answer.
    fn rests_on(&self) -> RestsOn {
        RestsOn::Measures
    }

    /// The kinds of signal that have what it asks for. A combination counts as bought and measures like one of its members.
    fn known_of(&self) -> &[Kind] {
        Kind::ALL
    }

    /// The kinds of signal that it wants.
    fn kinds(&self) -> Option<&[Kind]> {
        None
    }

    /// What it wants to be revealed.
    fn revealed(&self) -> Option<&[Revealed]> {
        None
    }

    /// The ages that it wants, at one end of those that are meant.
    fn age_limits(&self) -> Option<(AgeEnd, &Limits)> {
        None
    }

    /// Whether it speaks of places themselves, rather than of what visits say of people.
    fn is_of_place(&self) -> bool {
        false
    }

    /// Whether a rule that asks it is more precise than one that does not.
    fn is_precise(&self) -> bool {
        true
    }
}

/// Something that is asked of the way from a signal to the campaign.
pub(crate) trait AsksTrail: Debug + Send + Sync {
    /// The answer.
    fn answer(&self, facts: &dyn TrailFacts) -> bool;

    /// The condition in plain words.
    fn says(&self) -> String;

    /// The uses that it wants.
    fn uses(&self) -> Option<&[Use]> {
        None
    }
}

/// Something that is asked of a campaign, or of a segment or trait.
pub(crate) trait AsksCampaign: Debug + Send + Sync {
    /// The answer.
    fn answer(&self, facts: &dyn ItemFacts) -> bool;

    /// The condition in plain words.
    fn says(&self) -> String;

    /// What the answer hangs on besides the item.
    fn hangs_on(&self) -> HangsOn;

    /// Whether what no campaign uses never has what it asks for.
    fn needs_campaign(&self) -> bool {
        false
    }

    /// What of the campaign it speaks of, as `by sms`.
    fn met(&self, _: &dyn ItemFacts) -> Vec<String> {
        Vec::new()
    }

    /// Whether it speaks of a third party.
    fn speaks_of(&self, _: &Party, _: &dyn ItemFacts) -> bool {
        false
    }

    /// The regions that it wants.
    fn regions(&self) -> &[Text] {
        &[]
    }

    /// Whether it says what campaigns are for.
    fn names_purposes(&self) -> bool {
        false
    }

    /// Whether it asks how consent is given: then that consent does not lift the objection.
    fn judges_consent(&self) -> bool {
        false
    }

    /// What it wants to be missing, and of what.
    fn missing(&self) -> Option<(&[Missing], Of)> {
        None
    }

    /// The day from which it holds.
    fn in_force_from(&self) -> Option<Date> {
        None
    }

    /// The fault that it words.
    fn fault(&self) -> Option<FaultKind> {
        None
    }

    /// Whether a rule that asks it is more precise than one that does not.
    fn is_precise(&self) -> bool {
        true
    }
}

/// What a signal's answer needs, from what is known first to what is known last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum RestsOn {
    /// What is revealed.
    Category,
    /// What tells kinds of signal apart: see [`Nature`](super::Nature).
    Nature,
    /// Its measures and words.
    Measures,
}

/// What a campaign's answer hangs on besides the campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HangsOn {
    /// Nothing: it is the same for all that it does.
    Item,
    /// What is exposed.
    Exposure,
    /// To whom it is sent, where it is sent.
    Recipient,
}

/// An end of a range of ages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AgeEnd {
    /// The youngest age.
    Youngest,
    /// The oldest age.
    Oldest,
}

impl Question {
    /// A question to signals; the loader gives it its bit.
    fn signal(asks: impl AsksSignal + 'static) -> Question {
        Question::Signal(0, Box::new(asks))
    }

    fn trail(asks: impl AsksTrail + 'static) -> Question {
        Question::Trail(Box::new(asks))
    }

    fn campaign(asks: impl AsksCampaign + 'static) -> Question {
        Question::Campaign(Box::new(asks))
    }

    /// The condition in plain words.
    pub(crate) fn says(&self, knowledge: &Knowledge) -> String {
        match self {
            Question::Signal(_, asks) => asks.says(knowledge),
            Question::Trail(asks) => asks.says(),
            Question::Campaign(asks) => asks.says(),
        }
    }
}

impl Word for WhenKey {
    const ALL: &'static [WhenKey] = &[
        WhenKey::Asks(&reveals::KEY),
        WhenKey::Asks(&strength::KEY),
        WhenKey::Asks(&from::KEY),
        WhenKey::Asks(&how::KEY),
        WhenKey::Asks(&r#use::KEY),
        WhenKey::Asks(&through::KEY),
        WhenKey::Asks(&r#trait::KEY),
        WhenKey::Asks(&area::KEY),
        WhenKey::Asks(&seller::KEY),
        WhenKey::Asks(&near::KEY),
        WhenKey::Asks(&place::KEY),
        WhenKey::Asks(&regions::KEY),
        WhenKey::Asks(&purpose::KEY),
        WhenKey::Asks(&channels::KEY),
        WhenKey::Asks(&destinations::KEY),
        WhenKey::Asks(&hours::KEY),
        WhenKey::Asks(&radius::KEY),
        WhenKey::Asks(&dwell::KEY),
        WhenKey::Asks(&window::KEY),
        WhenKey::Asks(&retained::KEY),
        WhenKey::Asks(&age::KEY),
        WhenKey::Asks(&oldest::KEY),
        WhenKey::Asks(&size::KEY),
        WhenKey::Asks(&conditions::KEY),
        WhenKey::Asks(&consent::KEY),
        WhenKey::Asks(&missing::KEY),
        WhenKey::Of,
        WhenKey::Asks(&text::KEY),
        WhenKey::Asks(&second_person::KEY),
        WhenKey::Asks(&echoes::KEY),
        WhenKey::Asks(&in_force::KEY),
        WhenKey::Asks(&fault::KEY),
        WhenKey::Any,
        WhenKey::Not,
    ];

    fn word(self) -> &'static str {
        match self {
            WhenKey::Asks(key) => key.word,
            WhenKey::Of => "of",
            WhenKey::Any => "any",
            WhenKey::Not => "not",
        }
    }

    fn about(self) -> &'static str {
        match self {
            WhenKey::Asks(key) => key.about,
            WhenKey::Of => "what `missing` speaks of; without it the campaign",
            WhenKey::Any => "one of these holds, each of them with keys like these",
            WhenKey::Not => "this does not hold",
        }
    }
}

impl WhenKey {
    /// The JSON Schema of its value.
    pub(crate) fn schema(self) -> Value {
        match self {
            WhenKey::Asks(key) => (key.schema)(),
            WhenKey::Of => Of::schema(),
            WhenKey::Any => serde_json::json!({"type": "array", "items": {"$ref": "#/$defs/when"}, "minItems": 1}),
            WhenKey::Not => serde_json::json!({"$ref": "#/$defs/when"}),
        }
    }
}
