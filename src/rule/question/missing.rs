//! `missing`: what is not said, and `of`: by what.

use serde_json::Value;

use crate::data::Reader;
use crate::data::shape::{one_of, some, word};
use crate::prose::any_of;
use crate::resolve::{Item, Provenance};
use crate::word::{words, words_of};

use super::{AsksCampaign, HangsOn, ItemFacts, Key, Question, Reading, WhenKey};

pub(super) const KEY: Key = Key { word: "missing", about: "what is not said", read, schema };

words! {
    /// What is not said.
    pub(crate) Missing {
        Owner = "owner",
        Regions = "regions",
        Flight = "flight",
        Provenance = "provenance",
        Retained = "retained",
        Suppression = "suppression",
    }
}

/// What a measure or a gap is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    /// The campaign.
    Campaign,
    /// Each segment.
    Segment,
    /// Each trait.
    Trait,
    /// The people a lookalike starts from.
    Seed,
}

#[derive(Debug)]
struct Lacks(Vec<Missing>, Of);

impl Of {
    /// Reads one.
    pub(super) fn read(reader: Reader) -> Option<Of> {
        let known = [("campaign", Of::Campaign), ("segment", Of::Segment), ("trait", Of::Trait), ("seed", Of::Seed)];
        reader.one_of(&known)
    }

    /// What there is to choose from.
    pub(super) fn schema() -> Value {
        one_of(&[
            ("campaign", "the campaign"),
            ("segment", "each segment"),
            ("trait", "each trait"),
            ("seed", "what a lookalike starts from"),
        ])
    }

    /// Whether such a thing never says any of these, so that nothing is missing.
    pub(crate) fn never_says(self, missing: &[Missing]) -> bool {
        let says = |missing: &Missing| match missing {
            Missing::Owner | Missing::Regions | Missing::Flight | Missing::Suppression => {
                matches!(self, Of::Campaign | Of::Seed)
            }
            Missing::Provenance | Missing::Retained => matches!(self, Of::Segment | Of::Trait),
        };
        !missing.is_empty() && !missing.iter().any(says)
    }
}

impl AsksCampaign for Lacks {
    fn answer(&self, facts: &dyn ItemFacts) -> bool {
        self.0.iter().any(|&missing| lacks(facts, missing))
    }

    fn says(&self) -> String {
        let of = match self.1 {
            Of::Campaign => "the campaign",
            Of::Segment => "a segment",
            Of::Trait => "a trait",
            Of::Seed => "what a lookalike starts from",
        };
        format!("{of} does not say its {}", any_of(words_of(&self.0)))
    }

    fn hangs_on(&self) -> HangsOn {
        HangsOn::Item
    }

    fn missing(&self) -> Option<(&[Missing], Of)> {
        Some((&self.0, self.1))
    }
}

fn lacks(facts: &dyn ItemFacts, missing: Missing) -> bool {
    let (program, campaign) = (facts.program(), facts.campaign());
    match missing {
        Missing::Owner => campaign.is_some_and(|campaign| campaign.owner.is_none()),
        Missing::Regions => campaign.is_some_and(|campaign| campaign.regions.is_empty()),
        Missing::Flight => campaign.is_some_and(|campaign| campaign.flight.is_none()),
        Missing::Suppression => campaign.is_some() && !facts.leaves_out_opt_outs(),
        Missing::Provenance => match facts.item() {
            Item::Trait(id) => program[id].how == Provenance::Unknown,
            // A segment whose rule is written down comes from where its signals come from.
            Item::Segment(id) => {
                program[id].how == Provenance::Unknown && program.edges_of(&program[program[id].node]).is_empty()
            }
            Item::Campaign(_) | Item::Place(_) => false,
        },
        Missing::Retained => match facts.item() {
            Item::Segment(id) => program[id].retained.is_none(),
            Item::Trait(id) => program[id].retained.is_none(),
            Item::Campaign(_) | Item::Place(_) => false,
        },
    }
}

fn read(reading: Reading) -> Option<Question> {
    let of = reading.beside.at(WhenKey::Of).map_or(Some(Of::Campaign), Of::read);
    Some(Question::campaign(Lacks(reading.words()?, of?)))
}

fn schema() -> Value {
    some(&word::<Missing>())
}
