//! `from`: the kind of signal.

use serde_json::Value;

use crate::data::shape::{some, word};
use crate::knowledge::{Kind, Knowledge};
use crate::resolve::Signal;
use crate::rule::about::About;
use crate::rule::signal::SignalFacts;

use super::{AsksSignal, Key, Question, Reading, RestsOn};

pub(super) const KEY: Key = Key { word: "from", about: "the kind of signal", read, schema };

#[derive(Debug)]
struct From(Vec<Kind>);

impl AsksSignal for From {
    fn answer(&self, facts: &SignalFacts) -> bool {
        self.0.contains(&facts.kind)
    }

    fn says(&self, _: &Knowledge) -> String {
        format!("the signal is {}", Kind::any_of(&self.0))
    }

    fn about(&self, signal: &Signal) -> Option<About> {
        Some(About::Kind(signal.kind))
    }

    fn rests_on(&self) -> RestsOn {
        RestsOn::Nature
    }

    fn kinds(&self) -> Option<&[Kind]> {
        Some(&self.0)
    }
}

fn read(reading: Reading) -> Option<Question> {
    Some(Question::signal(From(reading.words()?)))
}

fn schema() -> Value {
    some(&word::<Kind>())
}
