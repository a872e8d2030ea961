//! `radius`: the radius of a fence.

use serde_json::Value;

use crate::knowledge::{Kind, Knowledge};
use crate::resolve::Signal;
use crate::rule::about::About;
use crate::rule::signal::SignalFacts;

use super::limits::{Limits, METRES};
use super::{AsksSignal, Key, Question, Reading};

pub(super) const KEY: Key =
    Key { word: "radius", about: "the radius of a fence, as `1850 ft` or `2 km`", read, schema };

#[derive(Debug)]
struct Radius(Limits);

impl AsksSignal for Radius {
    fn answer(&self, facts: &SignalFacts) -> bool {
        self.0.holds(facts.signal.measures.measured.radius)
    }

    fn says(&self, _: &Knowledge) -> String {
        self.0.says("the radius in metres", METRES)
    }

    fn about(&self, signal: &Signal) -> Option<About> {
        Some(About::Kind(signal.kind))
    }

    fn known_of(&self) -> &[Kind] {
        &[Kind::Location, Kind::Purchase]
    }
}

fn read(reading: Reading) -> Option<Question> {
    Some(Question::signal(Radius(Limits::read(reading.value, METRES)?)))
}

fn schema() -> Value {
    Limits::schema(METRES)
}
