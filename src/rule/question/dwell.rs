//! `dwell`: how long people stayed there.

use serde_json::Value;

use crate::knowledge::{Kind, Knowledge};
use crate::resolve::Signal;
use crate::rule::about::About;
use crate::rule::signal::SignalFacts;

use super::limits::{Limits, MINUTES};
use super::{AsksSignal, Key, Question, Reading};

pub(super) const KEY: Key = Key { word: "dwell", about: "how long people stayed there", read, schema };

#[derive(Debug)]
struct Dwell(Limits);

impl AsksSignal for Dwell {
    fn answer(&self, facts: &SignalFacts) -> bool {
        self.0.holds_for(facts.signal.measures.measured.dwell)
    }

    fn says(&self, _: &Knowledge) -> String {
        self.0.says("the minutes spent there", MINUTES)
    }

    fn about(&self, signal: &Signal) -> Option<About> {
        Some(About::Kind(signal.kind))
    }

    fn known_of(&self) -> &[Kind] {
        &[Kind::Location, Kind::Purchase]
    }
}

fn read(reading: Reading) -> Option<Question> {
    Some(Question::signal(Dwell(Limits::read(reading.value, MINUTES)?)))
}

fn schema() -> Value {
    Limits::schema(MINUTES)
}
