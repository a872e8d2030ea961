//! `near`: how far the signal is from known sites.

use serde_json::Value;

use crate::data::Reader;
use crate::data::shape::{about, distance, object, said};
use crate::finding::Text;
use crate::knowledge::{Kind, Knowledge};
use crate::resolve::Signal;
use crate::rule::about::About;
use crate::rule::signal::SignalFacts;

use super::{AsksSignal, Key, Question, Reading};

pub(super) const KEY: Key = Key { word: "near", about: "how far the signal is from known sites", read, schema };

#[derive(Debug)]
struct Near {
    sites: Text,
    /// At most so many metres away.
    metres: f64,
}

impl AsksSignal for Near {
    fn answer(&self, facts: &SignalFacts) -> bool {
        facts.signal.measures.at.is_some_and(|at| facts.knowledge.is_near(&self.sites, at, self.metres))
    }

    fn says(&self, _: &Knowledge) -> String {
        format!("it is within {:.0} m of {}", self.metres, self.sites)
    }

    fn about(&self, signal: &Signal) -> Option<About> {
        Some(About::Kind(signal.kind))
    }

    fn known_of(&self) -> &[Kind] {
        &[Kind::Location, Kind::Purchase]
    }
}

fn read(reading: Reading) -> Option<Question> {
    let near = reading.value.fields(&["places", "at_most"])?;
    let at = near.need("places");
    let metres = near.need("at_most").and_then(Reader::metres);
    let sites = at.and_then(Reader::said)?;
    if !reading.knowledge.has_sites(sites) {
        at?.fault("unknown-site", format!("`sites.yaml` has no sites called `{sites}`"));
    }
    Some(Question::signal(Near { sites: sites.into(), metres: metres? }))
}

fn schema() -> Value {
    object(
        [("places", about("the name of the sites", said())), ("at_most", about("how far at most", distance()))],
        &["places", "at_most"],
    )
}
