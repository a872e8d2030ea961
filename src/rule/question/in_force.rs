//! `in_force`: from when to when the rule counts.

use jiff::civil::Date;
use serde_json::Value;

use crate::data::Reader;
use crate::data::shape::{about, day, object, one_of};

use super::{AsksCampaign, HangsOn, ItemFacts, Key, Question, Reading};

pub(super) const KEY: Key = Key { word: "in_force", about: "the campaign runs while this is in force", read, schema };

/// When a rule counts does not make it more precise.
#[derive(Debug)]
struct InForce {
    /// The first day.
    from: Option<Date>,
    /// The last day.
    to: Option<Date>,
    /// Whether it must begin while the campaign runs.
    begins_in_flight: bool,
}

impl AsksCampaign for InForce {
    fn answer(&self, facts: &dyn ItemFacts) -> bool {
        let (first, last) = facts.days();
        let begun = self.from.is_none_or(|from| from <= last);
        let over = self.to.is_some_and(|to| to < first);
        begun && !over && (!self.begins_in_flight || self.from.is_some_and(|from| first < from))
    }

    fn says(&self) -> String {
        let from = self.from.map(|day| format!(" from {day}")).unwrap_or_default();
        let to = self.to.map(|day| format!(" to {day}")).unwrap_or_default();
        let flight = if self.begins_in_flight { "begins to run" } else { "runs" };
        format!("the campaign {flight} while this is in force{from}{to}")
    }

    fn hangs_on(&self) -> HangsOn {
        HangsOn::Item
    }

    fn is_precise(&self) -> bool {
        false
    }

    fn in_force_from(&self) -> Option<Date> {
        self.from
    }
}

fn read(reading: Reading) -> Option<Question> {
    let fields = reading.value.fields(&["from", "to", "begins"])?;
    let day = |key| fields.get(key).and_then(Reader::date);
    let (from, to) = (day("from"), day("to"));
    let begins = fields.get("begins").and_then(|begins| begins.one_of(&[("in_flight", true)])).unwrap_or(false);
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        reading.value.fault("contradiction", "the last day is before the first, so this is never in force");
    }
    if begins && !fields.has("from") {
        let message = "what begins in the flight needs the day on which it begins: `from`";
        reading.value.fault("never-matches", message);
    }
    Some(Question::campaign(InForce { from, to, begins_in_flight: begins }))
}

fn schema() -> Value {
    object(
        [
            ("from", about("the first day", day())),
            ("to", about("the last day", day())),
            ("begins", about("it must begin while the campaign runs", one_of(&[("in_flight", "")]))),
        ],
        &[],
    )
}
