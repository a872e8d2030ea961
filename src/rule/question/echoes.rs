//! `echoes`: whether copy repeats what people were chosen by.

use serde_json::Value;

use crate::data::shape::{some, word};
use crate::finding::Use;
use crate::prose::any_of;
use crate::word::words_of;

use super::{AsksTrail, Key, Question, Reading, TrailFacts};

pub(super) const KEY: Key = Key { word: "echoes", about: "the copy repeats what the campaign uses so", read, schema };

#[derive(Debug)]
struct Echoes(Vec<Use>);

impl AsksTrail for Echoes {
    fn answer(&self, facts: &dyn TrailFacts) -> bool {
        facts.echoes() && self.0.iter().any(|usage| matches!(usage, Use::Target | Use::Seed))
    }

    fn says(&self) -> String {
        format!("the copy repeats what the campaign uses to {}", any_of(words_of(&self.0)))
    }
}

fn read(reading: Reading) -> Option<Question> {
    Some(Question::trail(Echoes(reading.words()?)))
}

fn schema() -> Value {
    some(&word::<Use>())
}
