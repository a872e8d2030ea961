//! `area`: the kind of area that people live, work or are in.

use serde_json::Value;

use crate::ast::AreaKind;
use crate::data::shape::{some, word};
use crate::knowledge::{Kind, Knowledge};
use crate::prose::any_of;
use crate::resolve::Signal;
use crate::rule::about::About;
use crate::rule::signal::SignalFacts;
use crate::word::words_of;

use super::{AsksSignal, Key, Question, Reading};

pub(super) const KEY: Key =
    Key { word: "area", about: "the kind of area that people live, work or are in", read, schema };

#[derive(Debug)]
struct Area(Vec<AreaKind>);

impl AsksSignal for Area {
    fn answer(&self, facts: &SignalFacts) -> bool {
        facts.signal.measures.measured.area.is_some_and(|area| self.0.contains(&area))
    }

    fn says(&self, _: &Knowledge) -> String {
        format!("the area is {}", any_of(words_of(&self.0)))
    }

    fn about(&self, signal: &Signal) -> Option<About> {
        signal.measures.measured.area.map(About::Area)
    }

    fn known_of(&self) -> &[Kind] {
        &[Kind::Residence, Kind::Purchase]
    }
}

fn read(reading: Reading) -> Option<Question> {
    Some(Question::signal(Area(reading.words()?)))
}

fn schema() -> Value {
    some(&word::<AreaKind>())
}
