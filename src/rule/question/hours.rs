//! `hours`: whether the campaign may reach people outside of these.

use jiff::civil::Time;
use serde_json::{Value, json};

use crate::data::Reader;
use crate::data::shape::object;

use super::{AsksCampaign, HangsOn, ItemFacts, Key, Question, Reading};

pub(super) const KEY: Key = Key {
    word: "hours",
    about: "the campaign may reach people outside these hours, such as `08:00 to 21:00`",
    read,
    schema,
};

#[derive(Debug)]
struct Outside {
    from: Time,
    to: Time,
}

impl AsksCampaign for Outside {
    fn answer(&self, facts: &dyn ItemFacts) -> bool {
        let hours = facts.campaign().and_then(|campaign| campaign.hours);
        hours.is_some_and(|(first, last)| first < self.from || self.to < last || last < first)
    }

    fn says(&self) -> String {
        format!("it may be sent before {} or after {}", self.from, self.to)
    }

    fn hangs_on(&self) -> HangsOn {
        HangsOn::Item
    }

    fn needs_campaign(&self) -> bool {
        true
    }
}

fn read(reading: Reading) -> Option<Question> {
    let outside = reading.value.fields(&["outside"])?.need("outside")?;
    let (from, to) = hours(outside)?;
    Some(Question::campaign(Outside { from, to }))
}

/// `08:00 to 21:00`
fn hours(reader: Reader) -> Option<(Time, Time)> {
    let text = reader.said()?;
    let time = |text: &str| text.trim().parse().ok();
    let hours = text.split_once(" to ").and_then(|(from, to)| Some((time(from)?, time(to)?)));
    if hours.is_none() {
        reader.fault("wrong-kind", format!("expected hours such as `08:00 to 21:00`, found `{text}`"));
    }
    hours
}

fn schema() -> Value {
    let pattern = "^ *[0-9]{2}:[0-9]{2}(:[0-9]{2})? to +[0-9]{2}:[0-9]{2}(:[0-9]{2})? *$";
    object([("outside", json!({"type": "string", "pattern": pattern, "examples": ["08:00 to 21:00"]}))], &["outside"])
}
