//! `oldest`: the oldest age that may be meant.

use serde_json::Value;

use crate::knowledge::{Ages, Knowledge};
use crate::resolve::Signal;
use crate::rule::about::About;
use crate::rule::signal::SignalFacts;

use super::limits::{COUNT, Limits};
use super::{AgeEnd, AsksSignal, Key, Question, Reading};

pub(super) const KEY: Key = Key {
    word: "oldest",
    about: "the oldest age that may be meant; not known where there is no upper end",
    read,
    schema,
};

#[derive(Debug)]
struct Oldest(Limits);

impl AsksSignal for Oldest {
    fn answer(&self, facts: &SignalFacts) -> bool {
        facts.range().is_some_and(|ages| {
            let oldest = (ages.oldest < Ages::OPEN).then(|| f64::from(ages.oldest));
            self.0.holds(oldest)
        })
    }

    fn says(&self, _: &Knowledge) -> String {
        self.0.says("the oldest age meant", COUNT)
    }

    fn about(&self, signal: &Signal) -> Option<About> {
        signal.measures.path.clone().map(About::Trait)
    }

    fn age_limits(&self) -> Option<(AgeEnd, &Limits)> {
        Some((AgeEnd::Oldest, &self.0))
    }
}

fn read(reading: Reading) -> Option<Question> {
    Some(Question::signal(Oldest(Limits::read(reading.value, COUNT)?)))
}

fn schema() -> Value {
    Limits::schema(COUNT)
}
