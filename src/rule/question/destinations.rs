//! `destinations`: whom the campaign runs on or is sent to.

use serde_json::Value;

use crate::data::Reader;
use crate::data::shape::{said, some};
use crate::finding::Text;
use crate::knowledge::Knowledge;
use crate::prose::any_of;

use super::{AsksCampaign, HangsOn, ItemFacts, Key, Party, Question, Reading};

pub(super) const KEY: Key = Key {
    word: "destinations",
    about: "whom the campaign runs on or is sent to: an id, a name, `kind:ads`, `via:send`, `via:runs-on`",
    read,
    schema,
};

#[derive(Debug)]
struct Destinations(Vec<Target>);

#[derive(Debug)]
enum Target {
    /// An id or a name.
    Named(Text),
    /// `kind:ads`
    Kind(Text),
    /// `via:send`: data goes there.
    Sent,
    /// `via:runs-on`: it shows the campaign.
    Shown,
    /// `kind:ads via:send`: all of it must hold of one destination.
    All(Vec<Target>),
}

impl Target {
    /// One destination, by its name or by what it is; several words such as `kind:ads via:send` must all hold of it.
    fn of(text: &str) -> Target {
        let mut parts: Vec<_> = text.split_whitespace().filter_map(Target::of_word).collect();
        let name: Vec<_> = text.split_whitespace().filter(|word| Target::of_word(word).is_none()).collect();
        if !name.is_empty() {
            parts.push(Target::Named(name.join(" ").into()));
        }
        match parts.len() {
            1 => parts.remove(0),
            _ => Target::All(parts),
        }
    }

    fn of_word(word: &str) -> Option<Target> {
        match word {
            "via:send" => Some(Target::Sent),
            "via:runs-on" => Some(Target::Shown),
            word => word.strip_prefix("kind:").map(|kind| Target::Kind(kind.into())),
        }
    }

    fn is(&self, name: &str, is_sent: bool, knowledge: &Knowledge) -> bool {
        let known = knowledge.destination(name);
        match self {
            Target::Named(wanted) => {
                wanted.eq_ignore_ascii_case(name)
                    || known.is_some_and(|known| known.id == *wanted || known.title.eq_ignore_ascii_case(wanted))
            }
            Target::Kind(kind) => known.is_some_and(|known| known.kind == *kind),
            Target::Sent => is_sent,
            Target::Shown => !is_sent,
            Target::All(parts) => parts.iter().all(|part| part.is(name, is_sent, knowledge)),
        }
    }

    fn says(&self) -> String {
        match self {
            Target::Named(name) => name.to_string(),
            Target::Kind(kind) => format!("any of kind `{kind}`"),
            Target::Sent => "one that data is sent to".to_owned(),
            Target::Shown => "one that shows the campaign".to_owned(),
            Target::All(parts) => parts.iter().map(Target::says).collect::<Vec<_>>().join(", which is also "),
        }
    }
}

impl Destinations {
    fn are(&self, name: &str, is_sent: bool, knowledge: &Knowledge) -> bool {
        self.0.iter().any(|target| target.is(name, is_sent, knowledge))
    }
}

impl AsksCampaign for Destinations {
    fn answer(&self, facts: &dyn ItemFacts) -> bool {
        let Some(campaign) = facts.campaign() else { return false };
        // What travels to one party goes neither to the others nor to where the campaign is shown.
        if let Some(to) = facts.sent_to() {
            return self.are(to, true, facts.knowledge());
        }
        let sends = campaign.sends.iter().map(|send| (&*send.to, true));
        let shown = campaign.runs_on.iter().map(|(name, _)| (&**name, false));
        sends.chain(shown).any(|(name, is_sent)| self.are(name, is_sent, facts.knowledge()))
    }

    fn says(&self) -> String {
        format!("a destination is {}", any_of(self.0.iter().map(Target::says)))
    }

    fn hangs_on(&self) -> HangsOn {
        HangsOn::Recipient
    }

    fn met(&self, facts: &dyn ItemFacts) -> Vec<String> {
        // Where something is sent, one third party is spoken of already.
        if facts.sent_to().is_some() {
            return Vec::new();
        }
        let parties = facts.parties().into_iter().filter(|party| self.speaks_of(party, facts));
        parties.map(|party| format!("to {}", facts.knowledge().recipient(party.name))).collect()
    }

    fn speaks_of(&self, party: &Party, facts: &dyn ItemFacts) -> bool {
        self.are(party.name, party.is_sent, facts.knowledge())
    }

    fn needs_campaign(&self) -> bool {
        true
    }
}

fn read(reading: Reading) -> Option<Question> {
    let targets = reading.each(|item| target(item, reading.knowledge))?;
    Some(Question::campaign(Destinations(targets)))
}

fn target(reader: Reader, knowledge: &Knowledge) -> Option<Target> {
    let text = reader.said()?;
    let known = knowledge.destinations();
    for word in text.split_whitespace().filter_map(|word| word.strip_prefix("kind:")) {
        if !known.is_empty() && known.iter().all(|destination| *destination.kind != *word) {
            let mut kinds: Vec<_> = known.iter().map(|destination| &*destination.kind).collect();
            kinds.sort_unstable();
            kinds.dedup();
            reader.unknown("unknown-kind", format!("no destination is of the kind `{word}`"), word, &kinds);
        }
    }
    Some(Target::of(text))
}

fn schema() -> Value {
    some(&said())
}
