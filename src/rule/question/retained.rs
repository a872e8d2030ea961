//! `retained`: how long the data is kept.

use serde_json::Value;

use crate::knowledge::Knowledge;
use crate::resolve::Signal;
use crate::rule::about::About;
use crate::rule::signal::SignalFacts;

use super::limits::{DAYS, Limits};
use super::{AsksSignal, Key, Question, Reading};

pub(super) const KEY: Key = Key { word: "retained", about: "how long the data is kept", read, schema };

#[derive(Debug)]
struct Retained(Limits);

impl AsksSignal for Retained {
    fn answer(&self, facts: &SignalFacts) -> bool {
        self.0.holds_for(facts.signal.measures.retained)
    }

    fn says(&self, _: &Knowledge) -> String {
        self.0.says("the days it is kept", DAYS)
    }

    fn about(&self, _: &Signal) -> Option<About> {
        Some(About::Age)
    }
}

fn read(reading: Reading) -> Option<Question> {
    Some(Question::signal(Retained(Limits::read(reading.value, DAYS)?)))
}

fn schema() -> Value {
    Limits::schema(DAYS)
}
