//! `seller`: who sold the data.

use serde_json::Value;

use crate::data::shape::{said, some};
use crate::finding::Text;
use crate::knowledge::Knowledge;
use crate::prose::any_of;
use crate::resolve::Signal;
use crate::rule::about::About;
use crate::rule::signal::SignalFacts;

use super::{AsksSignal, Key, Question, Reading};

pub(super) const KEY: Key = Key { word: "seller", about: "who sold the data", read, schema };

#[derive(Debug)]
struct Seller(Vec<Text>);

impl AsksSignal for Seller {
    fn answer(&self, facts: &SignalFacts) -> bool {
        let seller = facts.signal.measures.seller.as_deref();
        seller.is_some_and(|seller| self.0.iter().any(|name| name.eq_ignore_ascii_case(seller)))
    }

    fn says(&self, _: &Knowledge) -> String {
        format!("it was bought from {}", any_of(&self.0))
    }

    fn about(&self, signal: &Signal) -> Option<About> {
        Some(About::Known(signal.how))
    }
}

fn read(reading: Reading) -> Option<Question> {
    Some(Question::signal(Seller(reading.texts()?)))
}

fn schema() -> Value {
    some(&said())
}
