//! `purpose`: what the campaign is for.

use serde_json::Value;

use crate::ast::Purpose;
use crate::data::shape::{some, word};
use crate::prose::any_of;
use crate::word::{Word, words_of};

use super::{AsksCampaign, HangsOn, ItemFacts, Key, Question, Reading};

pub(super) const KEY: Key = Key {
    word: "purpose",
    about: "what the campaign is for; without it everything but service and safety",
    read,
    schema,
};

#[derive(Debug)]
struct Purposes(Vec<Purpose>);

/// The purposes that a rule means which names none.
pub(crate) fn by_default() -> Question {
    let but = |purpose: &Purpose| !matches!(purpose, Purpose::Service | Purpose::Safety);
    Question::campaign(Purposes(Purpose::ALL.iter().copied().filter(but).collect()))
}

impl AsksCampaign for Purposes {
    fn answer(&self, facts: &dyn ItemFacts) -> bool {
        self.0.contains(&facts.purpose())
    }

    fn says(&self) -> String {
        format!("its purpose is {}", any_of(words_of(&self.0)))
    }

    fn hangs_on(&self) -> HangsOn {
        HangsOn::Item
    }

    fn names_purposes(&self) -> bool {
        true
    }

    /// What is only defined may be used for marketing.
    fn needs_campaign(&self) -> bool {
        !self.0.contains(&Purpose::Marketing)
    }
}

fn read(reading: Reading) -> Option<Question> {
    Some(Question::campaign(Purposes(reading.words()?)))
}

fn schema() -> Value {
    some(&word::<Purpose>())
}
