//! Makes a tree of what a reader of `serde` reads.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::glyph;

use super::event::{Events, Met, Stop};
use super::node::{Entry, Kind, Node, Number, Value};
use super::place::Place;

/// How many values a file may hold once its aliases are followed, so that a few lines cannot fill the memory.
const MOST: u32 = 1_000_000;

/// Reads one whole document, without places.
pub(super) fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Node<'de>, D::Error> {
    Seed { count: &Cell::new(0), beside: None }.deserialize(from)
}

/// A document that people wrote: its places, and its strings as they look.
#[derive(Debug)]
pub(super) struct Beside<'t> {
    events: Events<'t>,
    /// Where the readers did not agree.
    odd: Cell<Option<Place>>,
}

impl<'t> Beside<'t> {
    /// Reads the places of a text from byte `offset` on.
    pub(super) fn of(text: &'t str, offset: usize) -> Beside<'t> {
        Beside { events: Events::of(text, offset), odd: Cell::new(None) }
    }

    /// Why the places end before the text does.
    pub(super) fn stop(&self) -> Option<&Stop> {
        self.events.stop()
    }

    /// Reads the document.
    pub(super) fn read<'de, D: Deserializer<'de>>(&self, from: D) -> Result<Node<'de>, D::Error> {
        Seed { count: &Cell::new(0), beside: Some(self) }.deserialize(from)
    }

    /// Where the readers did not agree, if that is why nothing was read.
    pub(super) fn odd(&self) -> Option<Place> {
        self.odd.get()
    }
}

#[derive(Clone, Copy)]
struct Seed<'c, 'b> {
    count: &'c Cell<u32>,
    beside: Option<&'c Beside<'b>>,
}

impl<'c> Seed<'c, '_> {
    /// Counts a value, and gives its place and how it is written.
    fn meet<E: de::Error>(self, met: Met<'_>) -> Result<(Place, &'c str), E> {
        self.count.set(self.count.get() + 1);
        if self.count.get() > MOST {
            return Err(E::custom("more than a million values"));
        }
        self.step(met)
    }

    fn step<E: de::Error>(self, met: Met<'_>) -> Result<(Place, &'c str), E> {
        let Some(beside) = self.beside else { return Ok((Place::START, "")) };
        beside.events.next(met).map_err(|place| {
            beside.odd.set(Some(place));
            E::custom("readers do not agree")
        })
    }

    fn number<'de, E: de::Error>(self, value: Value, text: impl Fn() -> String) -> Result<Node<'de>, E> {
        let (place, written) = self.meet(Met::Scalar)?;
        let text = if self.beside.is_some() { written.trim().to_owned() } else { text() };
        Ok(Node::new(Kind::Number(Box::new(Number { text: text.into(), value })), place))
    }

    fn string<E: de::Error>(self, value: Cow<'_, str>) -> Result<Node<'_>, E> {
        let (place, _) = self.meet(Met::String(&value))?;
        let value = if self.beside.is_some() { as_seen(value) } else { value };
        Ok(Node::new(Kind::String(value), place))
    }
}

/// A string as people read it.
fn as_seen(value: Cow<'_, str>) -> Cow<'_, str> {
    match value {
        Cow::Borrowed(value) => glyph::as_seen(value),
        Cow::Owned(value) => match glyph::as_seen(&value) {
            Cow::Borrowed(_) => Cow::Owned(value),
            Cow::Owned(seen) => Cow::Owned(seen),
        },
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_, '_> {
    type Value = Node<'de>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Node<'de>, D::Error> {
        let Some(beside) = self.beside else { return from.deserialize_any(self) };
        let after = beside.events.enter();
        let node = from.deserialize_any(self)?;
        beside.events.leave(after);
        Ok(node)
    }
}

impl<'de> Visitor<'de> for Seed<'_, '_> {
    type Value = Node<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string, a number, a list, or keys and values")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Node<'de>, E> {
        let (place, _) = self.meet(Met::Null)?;
        Ok(Node::new(Kind::Null, place))
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Node<'de>, E> {
        let (place, _) = self.meet(Met::Scalar)?;
        Ok(Node::new(Kind::Bool(value), place))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Node<'de>, E> {
        self.number(Value::Whole(value), || value.to_string())
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Node<'de>, E> {
        self.number(Value::Negative(value), || value.to_string())
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Node<'de>, E> {
        self.number(Value::Real(value), || value.to_string())
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Node<'de>, E> {
        self.string(value.to_owned().into())
    }

    fn visit_borrowed_str<E: de::Error>(self, value: &'de str) -> Result<Node<'de>, E> {
        self.string(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Node<'de>, A::Error> {
        let (place, _) = self.meet(Met::List)?;
        let mut items = Vec::with_capacity(from.size_hint().unwrap_or(0).min(1024));
        while let Some(item) = from.next_element_seed(self)? {
            items.push(item);
        }
        self.step(Met::End)?;
        Ok(Node::new(Kind::List(items), place))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Node<'de>, A::Error> {
        let (place, _) = self.meet(Met::Map)?;
        let mut entries = Vec::new();
        while let Some(key) = from.next_key_seed(self)? {
            let at = key.place();
            let key = match key.kind {
                Kind::String(text) => text,
                Kind::Number(number) => number.text,
                Kind::Bool(value) => value.to_string().into(),
                Kind::Null => "~".into(),
                Kind::List(_) | Kind::Map(_) => return Err(de::Error::custom("a key must be a word")),
            };
            entries.push(Entry { key, at, value: from.next_value_seed(self)? });
        }
        self.step(Met::End)?;
        Ok(Node::new(Kind::Map(entries), place))
    }
}
