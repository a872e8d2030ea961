//! `second_person`: whether the copy speaks to its reader.

use serde_json::{Value, json};

use crate::knowledge::{Kind, Knowledge};
use crate::resolve::Signal;
use crate::rule::about::About;
use crate::rule::signal::SignalFacts;

use super::{AsksSignal, Key, Question, Reading};

pub(super) const KEY: Key = Key { word: "second_person", about: "whether the copy speaks to its reader", read, schema };

#[derive(Debug)]
struct SecondPerson(bool);

impl AsksSignal for SecondPerson {
    fn answer(&self, facts: &SignalFacts) -> bool {
        let speaks = || facts.signal.words.iter().any(|word| facts.knowledge.second_person(&word.text, facts.told));
        facts.is_copy() && speaks() == self.0
    }

    fn says(&self, _: &Knowledge) -> String {
        let speaks = if self.0 { "speaks" } else { "does not speak" };
        format!("the copy {speaks} to its reader")
    }

    fn about(&self, signal: &Signal) -> Option<About> {
        Some(About::Kind(signal.kind))
    }

    fn known_of(&self) -> &[Kind] {
        &[Kind::Copy, Kind::Promotion]
    }
}

fn read(reading: Reading) -> Option<Question> {
    Some(Question::signal(SecondPerson(reading.value.boolean()?)))
}

fn schema() -> Value {
    json!({"type": "boolean"})
}
