//! Kinds of signal, and how sure a reading of one is.

use crate::prose;
use crate::word::words;

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

words! {
    /// The kinds of signal.
    pub Kind {
        Purchase = "purchase": "bought, returned or left in a basket",
        View = "view": "seen or watched",
        Search = "search": "searched for",
        Event = "event": "any other event",
        Conversation = "conversation": "said in a call, chat, e-mail or ticket",
        Location = "location": "where people were",
        Residence = "residence": "where people live, work or stay",
        Trait = "trait": "a trait's value",
        Interest = "interest": "an interest",
        Consent = "consent": "a consent",
        Name = "name": "the name or title of a segment, trait or list row",
        Copy = "copy": "a line of copy",
        Field = "field": "a field that travels",
        Promotion = "promotion": "what a campaign promotes",
    }
}

impl Strength {
    /// Every strength, the surest first.
    pub(crate) const ALL: [Strength; 3] = [Strength::Strong, Strength::Moderate, Strength::Plausible];

    /// What a reading that is so sure rests on.
    pub(crate) fn rests_on(self) -> &'static str {
        match self {
            Strength::Strong => "a court, a regulator or peer-reviewed work says so",
            Strength::Moderate => "the press or brokers say so",
            Strength::Plausible => "reasoned",
        }
    }

    /// The word that rule files use.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Strength::Plausible => "plausible",
            Strength::Moderate => "moderate",
            Strength::Strong => "strong",
        }
    }
}

impl Kind {
    /// What a phrase of this kind is met as.
    pub(crate) fn as_what(self) -> &'static str {
        match self {
            Kind::Purchase => "something bought",
            Kind::View => "something viewed",
            Kind::Search => "a search",
            Kind::Event => "an event",
            Kind::Conversation => "something said in a conversation",
            Kind::Location => "a place visited",
            Kind::Residence => "a place lived, worked or stayed in",
            Kind::Trait => "a trait's value",
            Kind::Interest => "an interest",
            Kind::Consent => "a consent",
            Kind::Name => "the name of a segment",
            Kind::Copy => "a line of copy",
            Kind::Field => "a field",
            Kind::Promotion => "what a campaign promotes",
        }
    }

    /// `something bought, something viewed or a search`; all kinds where none is listed.
    pub(crate) fn any_of(kinds: &[Kind]) -> String {
        if kinds.is_empty() {
            return "any kind of signal".to_owned();
        }
        prose::any_of(kinds.iter().map(|kind| kind.as_what()))
    }
}
