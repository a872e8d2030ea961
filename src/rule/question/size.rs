//! `size`: how many people there are, in the campaign or in what a lookalike starts from.

use serde_json::Value;

use crate::data::Reader;
use crate::data::shape::{about, one_of};

use super::limits::{COUNT, Limits};
use super::missing::Of;
use super::{AsksCampaign, AsksTrail, HangsOn, ItemFacts, Key, Question, Reading, TrailFacts};

pub(super) const KEY: Key = Key {
    word: "size",
    about: "how many people there are, in the campaign or in what a lookalike starts from",
    read,
    schema,
};

#[derive(Debug)]
struct Size(Limits);

/// `size: {of: seed}`
#[derive(Debug)]
struct SeedSize(Limits);

impl AsksCampaign for Size {
    fn answer(&self, facts: &dyn ItemFacts) -> bool {
        self.0.holds_for(facts.size())
    }

    fn says(&self) -> String {
        self.0.says("the number of people", COUNT)
    }

    fn hangs_on(&self) -> HangsOn {
        HangsOn::Item
    }
}

impl AsksTrail for SeedSize {
    fn answer(&self, facts: &dyn TrailFacts) -> bool {
        facts.seed().is_some_and(|seed| self.0.holds_for(seed.size))
    }

    fn says(&self) -> String {
        self.0.says("the size of what a lookalike starts from", COUNT)
    }
}

fn read(reading: Reading) -> Option<Question> {
    let value = reading.value;
    let of = value.map()?.get("of").map_or(Some(Of::Campaign), Of::read)?;
    let fields = Limits::fields(value, &["of", "unknown"])?;
    let unknown = fields.get("unknown").and_then(counts).unwrap_or(false);
    let limits = Limits::of(value, fields, COUNT, unknown);
    Some(match of {
        Of::Seed => Question::trail(SeedSize(limits)),
        Of::Campaign | Of::Segment | Of::Trait => Question::campaign(Size(limits)),
    })
}

/// Whether what is not known counts as a number that is meant.
fn counts(reader: Reader) -> Option<bool> {
    reader.one_of(&[("counts", true), ("passes", false)])
}

fn schema() -> Value {
    let unknown = one_of(&[("counts", "it holds where the number is not known"), ("passes", "it does not")]);
    let of = about("whose size; without it the campaign's", Of::schema());
    Limits::schema_with(COUNT, vec![("of", of), ("unknown", unknown)])
}
