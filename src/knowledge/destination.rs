//! Ad platforms, brokers, mail houses: whom campaigns run on and are sent to.

use std::collections::HashMap;

use crate::data::{Faults, Reader};
use crate::finding::Text;

use super::Destination;
use super::lexicon::{self, Lexicon, Limits, Scratch, Writer, alone, folded};

/// Every destination, and the names that people write.
#[derive(Debug, Default)]
pub(super) struct Destinations {
    all: Vec<Destination>,
    by_name: HashMap<Vec<u8>, usize>,
    lexicon: Lexicon,
}

/// Fills the destinations, file by file.
#[derive(Debug, Default)]
pub(super) struct DestinationsWriter {
    done: Destinations,
    words: Writer,
}

const KEYS: [&str; 4] = ["id", "title", "kind", "names"];

impl Destinations {
    /// The destination that people call `name`: exactly so, or somewhere in it (`Meta Ads, EU account`).
    pub(super) fn find(&self, name: &str) -> Option<&Destination> {
        if let Some(&exact) = self.by_name.get(&folded(name)) {
            return self.all.get(exact);
        }
        let mut scratch = Scratch::default();
        self.lexicon.meet(name, alone(), &mut scratch);
        let longest = scratch.counting().max_by_key(|candidate| candidate.last - candidate.first)?;
        self.all.get(self.lexicon.entry(longest.term) as usize)
    }

    /// The id of the destination that people call exactly so, or else the name, folded.
    pub(super) fn recipient(&self, name: &str) -> Text {
        let folded = folded(name);
        let known = self.by_name.get(&folded).and_then(|&exact| self.all.get(exact));
        match known {
            Some(known) => known.id.clone(),
            // Signs alone fold to nothing, and still are not all the same.
            None if folded.is_empty() => name.trim().into(),
            None => String::from_utf8_lossy(&folded).into(),
        }
    }

    /// All of them.
    pub(super) fn all(&self) -> &[Destination] {
        &self.all
    }
}

impl DestinationsWriter {
    /// Reads one file of destinations; `file` is its number.
    pub(super) fn load(&mut self, file: usize, destinations: Reader) {
        let known: Vec<_> = KEYS.into_iter().chain(lexicon::KEYS).collect();
        for item in destinations.list() {
            let Some(fields) = item.fields(&known) else { continue };
            let text = |key| fields.need(key).and_then(Reader::said);
            let (Some(id), Some(title), Some(kind)) = (text("id"), text("title"), text("kind")) else { continue };
            let number = self.done.all.len();
            if self.done.all.iter().any(|known| &*known.id == id) {
                item.fault("taken", format!("there is a destination `{id}` already"));
                continue;
            }
            self.done.all.push(Destination { id: id.into(), title: title.into(), kind: kind.into() });
            let names = fields.get("names").map(Reader::texts).unwrap_or_default();
            for name in [id, title].into_iter().chain(names) {
                self.done.by_name.entry(folded(name)).or_insert(number);
            }
            if fields.has("terms") {
                self.words.entry(number as u32, file, fields);
            }
        }
    }

    /// The finished list.
    pub(super) fn finish(mut self, limits: Limits, faults: &[Faults]) -> Destinations {
        self.done.lexicon = self.words.finish(limits, faults);
        self.done
    }
}
