//! `conditions`: how many conditions must all hold for one person.

use serde_json::Value;

use super::limits::{COUNT, Limits};
use super::{AsksCampaign, HangsOn, ItemFacts, Key, Question, Reading};

pub(super) const KEY: Key =
    Key { word: "conditions", about: "how many conditions must all hold for one person", read, schema };

#[derive(Debug)]
struct Conditions(Limits);

impl AsksCampaign for Conditions {
    fn answer(&self, facts: &dyn ItemFacts) -> bool {
        facts.conditions().is_some_and(|conditions| self.0.holds(Some(f64::from(conditions))))
    }

    fn says(&self) -> String {
        self.0.says("the number of conditions that must all hold", COUNT)
    }

    fn hangs_on(&self) -> HangsOn {
        HangsOn::Item
    }

    fn needs_campaign(&self) -> bool {
        true
    }
}

fn read(reading: Reading) -> Option<Question> {
    Some(Question::campaign(Conditions(Limits::read(reading.value, COUNT)?)))
}

fn schema() -> Value {
    Limits::schema(COUNT)
}
