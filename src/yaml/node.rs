//! What a YAML text says, as a tree.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::glyph;

use super::place::Place;

/// One value, which remembers the how-many-th thing of its text it is. Strings are lent by the text where they stand
/// there as they are.
#[derive(Debug, Clone, PartialEq)]
pub struct Node<'t> {
    /// What it is.
    pub kind: Kind<'t>,
    number: u32,
}

/// The kinds of value.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind<'t> {
    /// Nothing, as after `key:`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as text.
    Number(Cow<'t, str>),
    /// A string.
    String(Cow<'t, str>),
    /// A list.
    List(Vec<Node<'t>>),
    /// Keys and values in their order; keys may repeat, see [`Fields`](super::Fields).
    Map(Vec<(Cow<'t, str>, Node<'t>)>),
}

impl Node<'_> {
    /// Nothing at all, as an empty file says it.
    pub(crate) fn null() -> Node<'static> {
        Node { kind: Kind::Null, number: 1 }
    }

    /// Where it stands.
    pub fn place(&self) -> Place {
        Place::Value(self.number)
    }

    /// Where its key stands; only asked of the values of a map.
    pub(super) fn key_place(&self) -> Place {
        // A key is the thing right before its value.
        Place::Value(self.number - 1)
    }

    /// What it is, as people say it.
    pub fn what(&self) -> &'static str {
        match self.kind {
            Kind::Null => "nothing",
            Kind::Bool(_) => "true or false",
            Kind::Number(_) => "a number",
            Kind::String(_) => "a string",
            Kind::List(_) => "a list",
            Kind::Map(_) => "keys and values",
        }
    }
}

/// Reads one whole document.
pub(super) fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Node<'de>, D::Error> {
    let (count, found) = (Cell::new(0), RefCell::new(None));
    Seed { count: &count, wanted: u32::MAX, found: &found, as_seen: false }.deserialize(from)
}

/// Reads one whole document that people wrote: its strings say what they look like.
pub(super) fn read_as_seen<'de, D: Deserializer<'de>>(from: D) -> Result<Node<'de>, D::Error> {
    let (count, found) = (Cell::new(0), RefCell::new(None));
    Seed { count: &count, wanted: u32::MAX, found: &found, as_seen: true }.deserialize(from)
}

/// Reads up to the thing with this number and stops there with an error, which knows its place. Gives the text of the
/// thing too, where it is a string.
pub(super) fn stop_at<'de, D: Deserializer<'de>>(from: D, wanted: u32) -> (Option<D::Error>, Option<String>) {
    let (count, found) = (Cell::new(0), RefCell::new(None));
    let stopped = Seed { count: &count, wanted, found: &found, as_seen: false }.deserialize(from).err();
    (stopped, found.into_inner())
}

/// How many values a file may hold once its aliases are followed, so that a few lines cannot fill the memory.
const MOST: u32 = 1_000_000;

#[derive(Clone, Copy)]
struct Seed<'c> {
    count: &'c Cell<u32>,
    wanted: u32,
    found: &'c RefCell<Option<String>>,
    as_seen: bool,
}

impl Seed<'_> {
    fn node<E: de::Error>(self, kind: Kind<'_>) -> Result<Node<'_>, E> {
        let number = self.number()?;
        Ok(Node { kind, number })
    }

    fn string<E: de::Error>(self, value: Cow<'_, str>) -> Result<Node<'_>, E> {
        if self.count.get() + 1 == self.wanted {
            *self.found.borrow_mut() = Some(value.clone().into_owned());
        }
        self.node(Kind::String(if self.as_seen { as_seen(value) } else { value }))
    }

    fn number<E: de::Error>(self) -> Result<u32, E> {
        let number = self.count.get() + 1;
        self.count.set(number);
        if number == self.wanted {
            return Err(E::custom("here"));
        }
        if number > MOST {
            return Err(E::custom("more than a million values"));
        }
        Ok(number)
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

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Node<'de>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Node<'de>, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Node<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string, a number, a list, or keys and values")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Node<'de>, E> {
        self.node(Kind::Null)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Node<'de>, E> {
        self.node(Kind::Bool(value))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Node<'de>, E> {
        self.node(Kind::Number(value.to_string().into()))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Node<'de>, E> {
        self.node(Kind::Number(value.to_string().into()))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Node<'de>, E> {
        self.node(Kind::Number(value.to_string().into()))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Node<'de>, E> {
        self.string(value.to_owned().into())
    }

    fn visit_borrowed_str<E: de::Error>(self, value: &'de str) -> Result<Node<'de>, E> {
        self.string(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Node<'de>, A::Error> {
        let number = self.number()?;
        let mut items = Vec::with_capacity(from.size_hint().unwrap_or(0).min(1024));
        while let Some(item) = from.next_element_seed(self)? {
            items.push(item);
        }
        Ok(Node { kind: Kind::List(items), number })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Node<'de>, A::Error> {
        let number = self.number()?;
        let mut entries = Vec::new();
        while let Some(key) = from.next_key_seed(self)? {
            let key = match key.kind {
                Kind::String(text) | Kind::Number(text) => text,
                Kind::Bool(value) => value.to_string().into(),
                Kind::Null => "~".into(),
                Kind::List(_) | Kind::Map(_) => return Err(de::Error::custom("a key must be a word")),
            };
            entries.push((key, from.next_value_seed(self)?));
        }
        Ok(Node { kind: Kind::Map(entries), number })
    }
}
