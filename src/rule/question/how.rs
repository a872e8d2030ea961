//! `how`: how the signal is known.

use serde_json::Value;

use crate::data::shape::{some, word};
use crate::knowledge::Knowledge;
use crate::prose::any_of;
use crate::resolve::{Provenance, Signal};
use crate::rule::about::About;
use crate::rule::signal::SignalFacts;
use crate::word::words_of;

use super::{AsksSignal, Key, Question, Reading, RestsOn};

pub(super) const KEY: Key = Key { word: "how", about: "how the signal is known", read, schema };

#[derive(Debug)]
struct How(Vec<Provenance>);

impl AsksSignal for How {
    fn answer(&self, facts: &SignalFacts) -> bool {
        self.0.contains(&facts.how)
    }

    fn says(&self, _: &Knowledge) -> String {
        format!("it is {}", any_of(words_of(&self.0)))
    }

    fn about(&self, signal: &Signal) -> Option<About> {
        Some(About::Known(signal.how))
    }

    fn rests_on(&self) -> RestsOn {
        RestsOn::Nature
    }
}

fn read(reading: Reading) -> Option<Question> {
    Some(Question::signal(How(reading.words()?)))
}

fn schema() -> Value {
    some(&word::<Provenance>())
}
