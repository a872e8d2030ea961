//! What kinds of signal and categories are called in sentences.

use super::{Category, Kind};
use crate::prose;

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

impl Category {
    /// `health.reproductive (Reproduction)`
    pub(crate) fn named(&self) -> String {
        format!("{} ({})", self.id, self.title)
    }
}
