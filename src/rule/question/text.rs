//! `text`: terms that the copy has.

use serde_json::Value;

use crate::data::shape::{about, object, said, some};
use crate::finding::Text;
use crate::knowledge::{Kind, Knowledge};
use crate::prose::any_of;
use crate::resolve::Signal;
use crate::rule::about::About;
use crate::rule::signal::SignalFacts;

use super::{AsksSignal, Key, Question, Reading};

pub(super) const KEY: Key = Key { word: "text", about: "the copy has one of these terms", read, schema };

#[derive(Debug)]
struct Terms(Vec<Text>);

impl AsksSignal for Terms {
    fn answer(&self, facts: &SignalFacts) -> bool {
        let says = |term: &Text| facts.signal.words.iter().any(|word| Knowledge::says(&word.text, term));
        facts.is_copy() && self.0.iter().any(says)
    }

    fn says(&self, _: &Knowledge) -> String {
        format!("the copy has {}", any_of(&self.0))
    }

    fn about(&self, signal: &Signal) -> Option<About> {
        Some(About::Kind(signal.kind))
    }

    fn known_of(&self) -> &[Kind] {
        &[Kind::Copy, Kind::Promotion]
    }
}

fn read(reading: Reading) -> Option<Question> {
    let terms = reading.value.fields(&["any"])?.need("any")?;
    Some(Question::signal(Terms(reading.at(terms).texts()?)))
}

fn schema() -> Value {
    object([("any", about("the terms, whole words", some(&said())))], &["any"])
}
