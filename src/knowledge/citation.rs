//! Where knowledge comes from: court cases, orders, studies, press.

use std::collections::BTreeMap;

use crate::data::{Kind, Reader};
use crate::finding::Text;

/// A source that an entry rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Citation {
    /// What it is called.
    pub title: Text,
    /// How it is cited.
    pub cite: Option<Text>,
}

/// Sources that several entries name by a short id.
#[derive(Debug, Default)]
pub(super) struct Citations(BTreeMap<String, Citation>);

impl Citations {
    /// Reads one file of them.
    pub(super) fn load(&mut self, file: Reader) {
        for (key, value) in file.map().into_iter().flat_map(crate::data::Fields::pairs) {
            if let Some(citation) = inline(value)
                && self.0.insert(key.word().to_owned(), citation).is_some()
            {
                key.fault("taken", format!("there is a source `{}` already", key.word()));
            }
        }
    }

    /// A source by its id, or written out in place.
    pub(super) fn read(&self, source: Reader) -> Option<Citation> {
        if let Kind::Map(_) = source.node().kind {
            return inline(source);
        }
        let id = source.said()?;
        let found = self.0.get(id).cloned();
        if found.is_none() {
            let known: Vec<_> = self.0.keys().map(String::as_str).collect();
            source.unknown("unknown-source", format!("unknown source `{id}`"), id, &known);
        }
        found
    }
}

fn inline(source: Reader) -> Option<Citation> {
    let fields = source.fields(&["title", "cite", "as_of"])?;
    let title = fields.need("title")?.said()?.into();
    Some(Citation { title, cite: fields.get("cite").and_then(Reader::said).map(Text::from) })
}
