//! `strength`: how sure the reading is at least.

use serde_json::Value;

use crate::data::shape::one_of;
use crate::knowledge::{Knowledge, Strength};
use crate::resolve::Signal;
use crate::rule::about::About;
use crate::rule::signal::SignalFacts;

use super::{AsksSignal, Key, Question, Reading, RestsOn};

pub(super) const KEY: Key = Key { word: "strength", about: "the reading is at least so sure", read, schema };

#[derive(Debug)]
struct AtLeast(Strength);

impl AsksSignal for AtLeast {
    fn answer(&self, facts: &SignalFacts) -> bool {
        self.0 <= facts.strength
    }

    fn says(&self, _: &Knowledge) -> String {
        format!("the reading is {} or surer", self.0.word())
    }

    fn about(&self, _: &Signal) -> Option<About> {
        None
    }

    fn rests_on(&self) -> RestsOn {
        RestsOn::Nature
    }
}

fn read(reading: Reading) -> Option<Question> {
    let known = Strength::ALL.map(|strength| (strength.word(), strength));
    Some(Question::signal(AtLeast(reading.value.one_of(&known)?)))
}

fn schema() -> Value {
    one_of(&Strength::ALL.map(|strength| (strength.word(), strength.rests_on())))
}
