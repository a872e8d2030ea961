//! `trait`: the trait or field that is used.

use serde_json::Value;

use crate::data::shape::{said, some};
use crate::finding::Text;
use crate::knowledge::Knowledge;
use crate::prose::any_of;
use crate::resolve::Signal;
use crate::rule::about::About;
use crate::rule::signal::SignalFacts;

use super::{AsksSignal, Key, Question, Reading};

pub(super) const KEY: Key =
    Key { word: "trait", about: "the trait or field that is used, by its path or the last word of it", read, schema };

#[derive(Debug)]
struct Trait(Vec<Text>);

impl AsksSignal for Trait {
    fn answer(&self, facts: &SignalFacts) -> bool {
        facts.signal.measures.path.as_deref().is_some_and(|path| {
            let last = path.rsplit('.').next();
            self.0.iter().any(|name| **name == *path || Some(&**name) == last)
        })
    }

    fn says(&self, _: &Knowledge) -> String {
        format!("it uses {}", any_of(&self.0))
    }

    fn about(&self, signal: &Signal) -> Option<About> {
        signal.measures.path.clone().map(About::Trait)
    }
}

fn read(reading: Reading) -> Option<Question> {
    Some(Question::signal(Trait(reading.texts()?)))
}

fn schema() -> Value {
    some(&said())
}
