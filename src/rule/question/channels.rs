//! `channels`: where people meet the campaign.

use serde_json::Value;

use crate::ast::Channel;
use crate::data::shape::{some, word};
use crate::prose::any_of;
use crate::word::{Word, words_of};

use super::{AsksCampaign, HangsOn, ItemFacts, Key, Question, Reading};

pub(super) const KEY: Key = Key { word: "channels", about: "where people meet the campaign", read, schema };

#[derive(Debug)]
struct Channels(Vec<Channel>);

impl Channels {
    fn used(&self, facts: &dyn ItemFacts) -> impl Iterator<Item = Channel> {
        let used = facts.campaign().map_or(&[][..], |campaign| &campaign.channels);
        self.0.iter().copied().filter(|channel| used.contains(channel))
    }
}

impl AsksCampaign for Channels {
    fn answer(&self, facts: &dyn ItemFacts) -> bool {
        self.used(facts).next().is_some()
    }

    fn says(&self) -> String {
        format!("it goes by {}", any_of(words_of(&self.0)))
    }

    fn hangs_on(&self) -> HangsOn {
        HangsOn::Item
    }

    fn met(&self, facts: &dyn ItemFacts) -> Vec<String> {
        self.used(facts).map(|channel| format!("by {}", channel.word())).collect()
    }

    fn needs_campaign(&self) -> bool {
        true
    }
}

fn read(reading: Reading) -> Option<Question> {
    Some(Question::campaign(Channels(reading.words()?)))
}

fn schema() -> Value {
    some(&word::<Channel>())
}
