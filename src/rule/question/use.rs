//! `use`: how a campaign uses the signal.

use serde_json::Value;

use crate::data::shape::{some, word};
use crate::finding::Use;
use crate::prose::any_of;
use crate::word::words_of;

use super::{AsksTrail, Key, Question, Reading, TrailFacts};

pub(super) const KEY: Key =
    Key { word: "use", about: "how a campaign uses it; without it target, exclude, seed and send", read, schema };

#[derive(Debug)]
struct Uses(Vec<Use>);

/// The uses that a rule means which names none.
pub(crate) fn by_default() -> Question {
    Question::trail(Uses(vec![Use::Target, Use::Exclude, Use::Seed, Use::Send]))
}

impl AsksTrail for Uses {
    fn answer(&self, facts: &dyn TrailFacts) -> bool {
        self.0.contains(&facts.usage())
    }

    fn says(&self) -> String {
        format!("a campaign uses it to {}", any_of(words_of(&self.0)))
    }

    fn uses(&self) -> Option<&[Use]> {
        Some(&self.0)
    }
}

fn read(reading: Reading) -> Option<Question> {
    Some(Question::trail(Uses(reading.words()?)))
}

fn schema() -> Value {
    some(&word::<Use>())
}
