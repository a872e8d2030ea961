//! `place`: what the place that was visited reveals.

use serde_json::{Value, json};

use crate::data::shape::some;
use crate::knowledge::{CategoryId, Knowledge};
use crate::prose::any_of;
use crate::resolve::Signal;
use crate::rule::about::About;
use crate::rule::signal::SignalFacts;

use super::{AsksSignal, Key, Question, Reading};

pub(super) const KEY: Key = Key {
    word: "place",
    about: "what the place that was visited reveals: one of these categories or one below",
    read,
    schema,
};

#[derive(Debug)]
struct Place(Vec<CategoryId>);

impl AsksSignal for Place {
    fn answer(&self, facts: &SignalFacts) -> bool {
        let taxonomy = facts.knowledge.taxonomy();
        self.0.iter().any(|&above| facts.place.iter().any(|&place| taxonomy.is_within(place, above)))
    }

    fn says(&self, knowledge: &Knowledge) -> String {
        format!("the place reveals {}", any_of(self.0.iter().map(|&id| knowledge.taxonomy().get(id).named())))
    }

    fn about(&self, signal: &Signal) -> Option<About> {
        Some(About::Kind(signal.kind))
    }

    fn is_of_place(&self) -> bool {
        true
    }
}

fn read(reading: Reading) -> Option<Question> {
    Some(Question::signal(Place(reading.each(|item| reading.category(item))?)))
}

fn schema() -> Value {
    some(&json!({"$ref": "#/$defs/place"}))
}
