//! `age`: the youngest age that may be meant.

use serde_json::{Value, json};

use crate::knowledge::Knowledge;
use crate::resolve::Signal;
use crate::rule::about::About;
use crate::rule::signal::SignalFacts;

use super::limits::{COUNT, Limits};
use super::{AgeEnd, AsksSignal, Key, Question, Reading};

pub(super) const KEY: Key =
    Key { word: "age", about: "the youngest age that may be meant; `unknown` where no age is known", read, schema };

#[derive(Debug)]
struct Youngest(Limits);

/// `age: unknown`. What is not known is nothing that a rule speaks of, and makes it no more precise.
#[derive(Debug)]
struct Unknown;

impl AsksSignal for Youngest {
    fn answer(&self, facts: &SignalFacts) -> bool {
        facts.range().is_some_and(|ages| self.0.holds(Some(f64::from(ages.youngest))))
    }

    fn says(&self, _: &Knowledge) -> String {
        self.0.says("the youngest age meant", COUNT)
    }

    fn about(&self, signal: &Signal) -> Option<About> {
        signal.measures.path.clone().map(About::Trait)
    }

    fn age_limits(&self) -> Option<(AgeEnd, &Limits)> {
        Some((AgeEnd::Youngest, &self.0))
    }
}

impl AsksSignal for Unknown {
    fn answer(&self, facts: &SignalFacts) -> bool {
        facts.range().is_none()
    }

    fn says(&self, _: &Knowledge) -> String {
        "no age is known".to_owned()
    }

    fn about(&self, _: &Signal) -> Option<About> {
        None
    }

    fn is_precise(&self) -> bool {
        false
    }
}

fn read(reading: Reading) -> Option<Question> {
    if reading.value.is_text("unknown") {
        return Some(Question::signal(Unknown));
    }
    Some(Question::signal(Youngest(Limits::read(reading.value, COUNT)?)))
}

fn schema() -> Value {
    json!({"anyOf": [Limits::schema(COUNT), {"const": "unknown"}]})
}
