//! `through`: a step on the way from the signal to the campaign.

use serde_json::Value;

use crate::data::shape::{some, word};
use crate::prose::any_of;
use crate::rule::key::Through;
use crate::word::words_of;

use super::{AsksTrail, Key, Question, Reading, TrailFacts};

pub(super) const KEY: Key =
    Key { word: "through", about: "a step on the way from the signal to the campaign", read, schema };

#[derive(Debug)]
struct Steps(Vec<Through>);

impl AsksTrail for Steps {
    fn answer(&self, facts: &dyn TrailFacts) -> bool {
        self.0.iter().any(|&step| facts.went_through(step))
    }

    fn says(&self) -> String {
        format!("it comes through {}", any_of(words_of(&self.0)))
    }
}

fn read(reading: Reading) -> Option<Question> {
    Some(Question::trail(Steps(reading.words()?)))
}

fn schema() -> Value {
    some(&word::<Through>())
}
