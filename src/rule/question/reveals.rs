//! `reveals`: what the signal reveals.

use serde_json::{Value, json};

use crate::data::Reader;
use crate::data::shape::some;
use crate::knowledge::{CategoryId, Knowledge, Tier};
use crate::prose::any_of;
use crate::resolve::Signal;
use crate::rule::about::About;
use crate::rule::signal::SignalFacts;

use super::{AsksSignal, Key, Question, Reading, RestsOn};

pub(super) const KEY: Key = Key {
    word: "reveals",
    about: "the signal reveals one of these categories or one below; also `tier:special`, `tier:delicate`",
    read,
    schema,
};

/// What `reveals` names.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Revealed {
    /// A category and all below it.
    Category(CategoryId),
    /// All categories of a tier.
    Tier(Tier),
}

#[derive(Debug)]
struct Reveals(Vec<Revealed>);

impl Revealed {
    /// Whether a category is meant by it.
    pub(crate) fn means(self, category: CategoryId, knowledge: &Knowledge) -> bool {
        let taxonomy = knowledge.taxonomy();
        match self {
            Revealed::Category(above) => taxonomy.is_within(category, above),
            Revealed::Tier(Tier::Ordinary) => taxonomy.get(category).tier == Tier::Ordinary,
            Revealed::Tier(tier) => tier <= taxonomy.get(category).tier,
        }
    }

    /// Whether all that another names is meant by it, where that is certain.
    pub(crate) fn covers(self, other: Revealed, knowledge: &Knowledge) -> bool {
        match (self, other) {
            (Revealed::Category(above), Revealed::Category(below)) => knowledge.taxonomy().is_within(below, above),
            (Revealed::Tier(least), Revealed::Tier(tier)) => least <= tier,
            (Revealed::Category(_), Revealed::Tier(_)) | (Revealed::Tier(_), Revealed::Category(_)) => false,
        }
    }

    fn says(self, knowledge: &Knowledge) -> String {
        match self {
            Revealed::Category(id) => knowledge.taxonomy().get(id).named(),
            Revealed::Tier(Tier::Special) => "anything special".to_owned(),
            Revealed::Tier(Tier::Delicate) => "anything delicate or special".to_owned(),
            Revealed::Tier(Tier::Ordinary) => "anything ordinary".to_owned(),
        }
    }
}

impl AsksSignal for Reveals {
    fn answer(&self, facts: &SignalFacts) -> bool {
        facts.category.is_some_and(|category| self.0.iter().any(|wanted| wanted.means(category, facts.knowledge)))
    }

    fn says(&self, knowledge: &Knowledge) -> String {
        format!("the signal reveals {}", any_of(self.0.iter().map(|wanted| wanted.says(knowledge))))
    }

    fn about(&self, _: &Signal) -> Option<About> {
        None
    }

    fn rests_on(&self) -> RestsOn {
        RestsOn::Category
    }

    fn revealed(&self) -> Option<&[Revealed]> {
        Some(&self.0)
    }
}

fn read(reading: Reading) -> Option<Question> {
    Some(Question::signal(Reveals(reading.each(|item| revealed(reading, item))?)))
}

fn revealed(reading: Reading, item: Reader) -> Option<Revealed> {
    match item.text()? {
        "tier:special" => Some(Revealed::Tier(Tier::Special)),
        "tier:delicate" => Some(Revealed::Tier(Tier::Delicate)),
        _ => reading.category(item).map(Revealed::Category),
    }
}

fn schema() -> Value {
    some(&json!({"$ref": "#/$defs/category"}))
}
