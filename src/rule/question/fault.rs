//! `fault`: something that qualm finds out by itself and the rule only words.

use serde_json::Value;

use crate::data::shape::word;
use crate::word::{Word, words};

use super::{AsksCampaign, HangsOn, ItemFacts, Key, Question, Reading};

pub(super) const KEY: Key =
    Key { word: "fault", about: "a fault that qualm finds out by itself and this rule words", read, schema };

words! {
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

#[derive(Debug)]
struct Found(FaultKind);

impl AsksCampaign for Found {
    /// A rule that words a fault is only asked where there is one of its kind.
    fn answer(&self, _: &dyn ItemFacts) -> bool {
        true
    }

    fn says(&self) -> String {
        format!("qualm finds `{}`", self.0.word())
    }

    fn hangs_on(&self) -> HangsOn {
        HangsOn::Item
    }

    fn fault(&self) -> Option<FaultKind> {
        Some(self.0)
    }
}

fn read(reading: Reading) -> Option<Question> {
    Some(Question::campaign(Found(reading.value.word()?)))
}

fn schema() -> Value {
    word::<FaultKind>()
}
