//! What a text of data says, as a tree.

use std::borrow::Cow;

use super::place::Place;

/// One value and its place. Strings are lent by the text where they stand there as they are.
#[derive(Debug, Clone, PartialEq)]
pub struct Node<'t> {
    /// What it is.
    pub kind: Kind<'t>,
    place: Place,
}

/// The kinds of value.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind<'t> {
    /// Nothing, as after `key:`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number. They are few, and would make every value larger.
    Number(Box<Number<'t>>),
    /// A string.
    String(Cow<'t, str>),
    /// A list.
    List(Vec<Node<'t>>),
    /// Keys and values in their order; keys may repeat, see [`Fields`](super::Fields).
    Map(Vec<Entry<'t>>),
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry<'t> {
    /// The key; a number or `true` stands here as text.
    pub key: Cow<'t, str>,
    /// Where the key stands.
    pub at: Place,
    /// The value.
    pub value: Node<'t>,
}

/// A number: as it was written, and as it was understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Number<'t> {
    /// As it was written: `1e3`, `0x1F`, `0.50`.
    pub text: Cow<'t, str>,
    pub(super) value: Value,
}

/// What a number is worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Value {
    Whole(u64),
    Negative(i64),
    Real(f64),
}

impl<'t> Node<'t> {
    pub(super) fn new(kind: Kind<'t>, place: Place) -> Node<'t> {
        Node { kind, place }
    }

    /// Nothing at all, as an empty file says it.
    pub(crate) fn null() -> Node<'static> {
        Node::new(Kind::Null, Place::START)
    }

    /// Where it stands. Of a list or map without brackets that is its beginning: its first key, its first item; of one
    /// with brackets no more than a line. Files that are shipped have no places.
    pub fn place(&self) -> Place {
        self.place
    }

    /// What it is, as people say it.
    pub(crate) fn what(&self) -> &'static str {
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

impl Number<'_> {
    /// A whole number that is not negative, however it was written: `1e3` is one.
    pub(crate) fn whole(&self) -> Option<u64> {
        match self.value {
            Value::Whole(value) => Some(value),
            Value::Negative(_) => None,
            // Without a point, the longest form of a number that has no fraction is a whole one.
            Value::Real(value) => value.to_string().parse().ok(),
        }
    }

    /// Its value, as near as a program can hold it.
    pub(crate) fn real(&self) -> f64 {
        match self.value {
            Value::Whole(value) => value as f64,
            Value::Negative(value) => value as f64,
            Value::Real(value) => value,
        }
    }
}
