//! `regions`: where the campaign reaches people.

use serde_json::Value;

use crate::data::Reader;
use crate::data::shape::{said, some};
use crate::finding::Text;
use crate::knowledge::Knowledge;
use crate::prose::any_of;

use super::{AsksCampaign, HangsOn, ItemFacts, Key, Question, Reading};

pub(super) const KEY: Key = Key {
    word: "regions",
    about: "the campaign reaches one of these; a campaign that names no region reaches all",
    read,
    schema,
};

/// Where a campaign must reach people does not make a rule more precise.
#[derive(Debug)]
struct Regions(Vec<Text>);

impl AsksCampaign for Regions {
    fn answer(&self, facts: &dyn ItemFacts) -> bool {
        self.0.iter().any(|region| facts.reaches(region))
    }

    fn says(&self) -> String {
        format!("the campaign reaches {}", any_of(&self.0))
    }

    fn hangs_on(&self) -> HangsOn {
        HangsOn::Item
    }

    fn met(&self, facts: &dyn ItemFacts) -> Vec<String> {
        if !facts.says_where() {
            return vec!["anywhere".to_owned()];
        }
        self.0.iter().filter(|region| facts.reaches(region)).map(|region| format!("in {region}")).collect()
    }

    fn regions(&self) -> &[Text] {
        &self.0
    }

    fn is_precise(&self) -> bool {
        false
    }
}

fn read(reading: Reading) -> Option<Question> {
    let regions = reading.each(|code| region(code, reading.knowledge))?;
    Some(Question::campaign(Regions(regions)))
}

fn region(reader: Reader, knowledge: &Knowledge) -> Option<Text> {
    let code = reader.said()?;
    if !knowledge.has_region(code) {
        let capitals = code.to_ascii_uppercase();
        let near: Vec<&str> = Some(&*capitals).filter(|code| knowledge.has_region(code)).into_iter().collect();
        reader.unknown("unknown-region", format!("no region has the code `{code}`"), &capitals, &near);
    }
    Some(code.into())
}

fn schema() -> Value {
    some(&said())
}
