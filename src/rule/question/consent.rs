//! `consent`: how long the consent that is asked for lasts.

use serde_json::Value;

use super::limits::{DAYS, Limits};
use super::{AsksCampaign, HangsOn, ItemFacts, Key, Question, Reading};

pub(super) const KEY: Key =
    Key { word: "consent", about: "how long the consent that is asked for lasts", read, schema };

#[derive(Debug)]
struct Lasts(Limits);

impl AsksCampaign for Lasts {
    fn answer(&self, facts: &dyn ItemFacts) -> bool {
        facts.has_consent(&self.0)
    }

    fn says(&self) -> String {
        self.0.says("the days a consent lasts", DAYS)
    }

    fn hangs_on(&self) -> HangsOn {
        HangsOn::Exposure
    }

    fn needs_campaign(&self) -> bool {
        true
    }

    fn judges_consent(&self) -> bool {
        true
    }
}

fn read(reading: Reading) -> Option<Question> {
    Some(Question::campaign(Lasts(Limits::read(reading.value, DAYS)?)))
}

fn schema() -> Value {
    Limits::schema(DAYS)
}
