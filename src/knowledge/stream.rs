//! What using a whole stream reveals, such as every call.

use crate::ast::{Medium, Stream};
use crate::data::Reader;

use super::context::Context;
use super::vocabulary::strength;
use super::{CategoryId, Hit, Strength};

/// What streams and media reveal.
#[derive(Debug, Default)]
pub(super) struct Streams(Vec<Entry>);

#[derive(Debug)]
struct Entry {
    category: CategoryId,
    strength: Strength,
    any: Vec<Stream>,
    said_in: Vec<Medium>,
}

impl Streams {
    /// Reads one file of entries.
    pub(super) fn load(&mut self, entries: Reader, context: &Context) {
        for item in entries.list() {
            let Some(fields) = item.fields(&["reveals", "strength", "any", "said_in", "source"]) else { continue };
            fields.need("source").and_then(|source| context.citations.read(source));
            let category = fields.need("reveals").and_then(|name| context.taxonomy.read_one(name));
            let any = fields.get("any").into_iter().flat_map(Reader::items).filter_map(Reader::word).collect();
            let said_in = fields.get("said_in").into_iter().flat_map(Reader::items).filter_map(Reader::word).collect();
            if let Some((category, strength)) = category.zip(strength(fields)) {
                self.0.push(Entry { category, strength, any, said_in });
            }
        }
    }

    /// What using a whole stream reveals.
    pub(super) fn stream(&self, stream: Stream) -> Vec<Hit> {
        self.0.iter().filter(|entry| entry.any.contains(&stream)).map(Entry::hit).collect()
    }

    /// What using what people said reveals.
    pub(super) fn medium(&self, medium: Medium) -> Vec<Hit> {
        self.0.iter().filter(|entry| entry.said_in.contains(&medium)).map(Entry::hit).collect()
    }
}

impl Entry {
    fn hit(&self) -> Hit {
        Hit { category: self.category, strength: self.strength, at: 0..0 }
    }
}
