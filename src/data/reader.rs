//! Asks a node for what a decoder needs, and notes what is not as it should be.

use jiff::civil::Date;

use crate::ast::{self, Duration, Word};

use super::fault::{Fault, Faults};
use super::node::{Entry, Kind, Node};
use super::place::Place;

/// A node to be asked; a question that it cannot answer becomes a fault and `None`.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    node: &'a Node<'a>,
    place: Place,
    faults: &'a Faults,
}

/// The keys and values of a node.
#[derive(Debug, Clone, Copy)]
pub struct Fields<'a> {
    reader: Reader<'a>,
    entries: &'a [Entry<'a>],
}

impl<'a> Reader<'a> {
    /// Asks the root of a file.
    pub fn new(node: &'a Node<'a>, faults: &'a Faults) -> Reader<'a> {
        Reader { node, place: node.place(), faults }
    }

    /// What is asked.
    pub(crate) fn node(self) -> &'a Node<'a> {
        self.node
    }

    /// Where it stands, for a fault that is found later.
    pub(crate) fn place(self) -> Place {
        self.place
    }

    /// Whether somebody is told of mistakes here.
    pub(crate) fn is_told(self) -> bool {
        self.faults.are_told()
    }

    /// Notes a mistake here.
    pub(crate) fn fault(self, kind: &'static str, message: impl Into<String>) {
        self.faults.add(Fault::new(kind, self.place, message));
    }

    /// Notes a word here that is none of `known`, and offers the nearest.
    pub(crate) fn unknown(self, kind: &'static str, message: impl Into<String>, word: &str, known: &[&str]) {
        self.faults.add(Fault::new(kind, self.place, message).meant(word, known));
    }

    /// What is read without a fault; with one, what could be read of it says something else than what is written.
    pub(crate) fn whole<T>(self, read: impl FnOnce(Reader<'a>) -> Option<T>) -> Option<T> {
        let before = self.faults.count();
        read(self).filter(|_| self.faults.count() == before)
    }

    /// A string.
    pub fn text(self) -> Option<&'a str> {
        match &self.node.kind {
            Kind::String(text) => Some(text),
            Kind::Number(_) | Kind::Bool(_) => {
                let fault =
                    Fault::new("wrong-kind", self.place, format!("expected a string, found {}", self.node.what()));
                self.faults.add(fault.help("put it in quotes"));
                None
            }
            Kind::Null | Kind::List(_) | Kind::Map(_) => self.expected("a string"),
        }
    }

    /// Whether it is this string.
    pub(crate) fn is_text(self, text: &str) -> bool {
        matches!(&self.node.kind, Kind::String(found) if found == text)
    }

    /// A string that says something.
    pub(crate) fn said(self) -> Option<&'a str> {
        let text = self.text()?;
        if text.trim().is_empty() {
            self.fault("empty", "this says nothing");
            return None;
        }
        Some(text)
    }

    /// `true` or `false`.
    pub(crate) fn boolean(self) -> Option<bool> {
        match &self.node.kind {
            Kind::Bool(value) => Some(*value),
            _ => self.expected("true or false"),
        }
    }

    /// A whole number that is not negative.
    pub(crate) fn integer(self) -> Option<u64> {
        match &self.node.kind {
            Kind::Number(number) => number.whole().or_else(|| self.expected("a whole number")),
            _ => self.expected("a whole number"),
        }
    }

    /// Any number.
    pub(crate) fn number(self) -> Option<f64> {
        match &self.node.kind {
            Kind::Number(number) => Some(number.real()),
            _ => self.expected("a number"),
        }
    }

    /// A day, as `2027-03-02`.
    pub(crate) fn date(self) -> Option<Date> {
        let day = self.text()?.parse().ok();
        day.or_else(|| self.malformed("a date such as `2027-03-02`"))
    }

    /// A length of time, as `30 days`.
    pub(crate) fn duration(self) -> Option<Duration> {
        ast::duration(self.text()?).or_else(|| self.malformed("a length of time such as `30 days`"))
    }

    /// A distance, as `1850 ft` or `10 miles`, in metres.
    pub fn metres(self) -> Option<f64> {
        let metres = ast::metres(self.text()?);
        metres.or_else(|| self.malformed("a distance such as `200 m`, `2 km`, `1850 ft` or `10 miles`"))
    }

    /// One of a closed set of the language's words.
    pub(crate) fn word<W: Word>(self) -> Option<W> {
        let known: Vec<_> = W::ALL.iter().map(|&value| (value.word(), value)).collect();
        self.one_of(&known)
    }

    /// One of a closed set of words.
    pub(crate) fn one_of<T: Copy>(self, known: &[(&str, T)]) -> Option<T> {
        let text = self.text()?;
        let found = known.iter().find(|(word, _)| *word == text).map(|&(_, value)| value);
        if found.is_none() {
            let words: Vec<_> = known.iter().map(|&(word, _)| word).collect();
            self.unknown("unknown-word", format!("unknown word `{text}`"), text, &words);
        }
        found
    }

    /// One thing or a list of them: `a` is read as `[a]`.
    pub(crate) fn items(self) -> impl Iterator<Item = Reader<'a>> {
        let nodes = match &self.node.kind {
            Kind::List(nodes) => nodes.as_slice(),
            _ => std::slice::from_ref(self.node),
        };
        nodes.iter().map(move |node| Reader { node, place: node.place(), ..self })
    }

    /// A list and nothing else; empty, with a fault, if it is none. An empty file counts as an empty list.
    pub(crate) fn list(self) -> impl Iterator<Item = Reader<'a>> {
        let nodes = match &self.node.kind {
            Kind::List(nodes) => nodes.as_slice(),
            Kind::Null => &[],
            _ => {
                self.expected::<()>("a list");
                &[]
            }
        };
        nodes.iter().map(move |node| Reader { node, place: node.place(), ..self })
    }

    /// One string or a list of them.
    pub fn texts(self) -> Vec<&'a str> {
        if let Kind::String(text) = &self.node.kind {
            return vec![text];
        }
        let Kind::List(_) = self.node.kind else {
            self.expected::<()>("a list of strings");
            return Vec::new();
        };
        self.items().filter_map(Reader::text).collect()
    }

    /// Keys and values, of which only `known` keys are right.
    pub fn fields(self, known: &[&str]) -> Option<Fields<'a>> {
        let fields = self.map()?;
        for (key, _) in fields.pairs() {
            if !known.contains(&key.word) {
                key.unknown("unknown-key", format!("unknown key `{}`", key.word), known);
            }
        }
        Some(fields)
    }

    /// Keys and values, of which only the words of a closed set are right.
    pub(crate) fn fields_of<W: Word>(self) -> Option<Fields<'a>> {
        let known: Vec<_> = W::ALL.iter().map(|key| key.word()).collect();
        self.fields(&known)
    }

    /// Keys and values whose keys are free; a key given twice is still a fault.
    pub(crate) fn map(self) -> Option<Fields<'a>> {
        let Kind::Map(entries) = &self.node.kind else { return self.expected("keys and values") };
        let fields = Fields { reader: self, entries };
        fields.refuse_doubles();
        Some(fields)
    }

    fn expected<T>(self, what: &str) -> Option<T> {
        self.fault("wrong-kind", format!("expected {what}, found {}", self.node.what()));
        None
    }

    fn malformed<T>(self, what: &str) -> Option<T> {
        let found = self.text().unwrap_or_default();
        self.fault("wrong-kind", format!("expected {what}, found `{found}`"));
        None
    }
}

impl<'a> Fields<'a> {
    /// The value of a key, if it is given.
    pub fn get(self, key: &str) -> Option<Reader<'a>> {
        self.entries.iter().find(|entry| entry.key == key).map(|entry| self.value(entry))
    }

    /// The value of a key that must be given.
    pub fn need(self, key: &str) -> Option<Reader<'a>> {
        let value = self.get(key);
        if value.is_none() {
            self.reader.fault("missing-key", format!("missing key `{key}`"));
        }
        value
    }

    /// The same, by a key of a closed set.
    pub(crate) fn at<W: Word>(self, key: W) -> Option<Reader<'a>> {
        self.get(key.word())
    }

    /// The same for a key that must be given.
    pub(crate) fn need_at<W: Word>(self, key: W) -> Option<Reader<'a>> {
        self.need(key.word())
    }

    /// Whether the key is given.
    pub(crate) fn has(self, key: &str) -> bool {
        self.entries.iter().any(|entry| entry.key == key)
    }

    /// Every key, and its value, in the order of the text.
    pub(crate) fn pairs(self) -> impl Iterator<Item = (Key<'a>, Reader<'a>)> {
        self.entries.iter().map(move |entry| {
            (Key { word: &entry.key, place: entry.at, faults: self.reader.faults }, self.value(entry))
        })
    }

    fn value(self, entry: &'a Entry<'a>) -> Reader<'a> {
        let node = &entry.value;
        // Nothing has no place of its own; its key does.
        let place = if node.kind == Kind::Null { entry.at } else { node.place() };
        Reader { node, place, ..self.reader }
    }

    fn refuse_doubles(self) {
        // Most maps have a handful of keys, and looking back is quicker than a set; a hostile one gets the set.
        let mut seen = std::collections::BTreeSet::new();
        for (number, (key, _)) in self.pairs().enumerate() {
            let is_double = if self.entries.len() <= 16 {
                self.entries[..number].iter().any(|earlier| earlier.key == key.word)
            } else {
                !seen.insert(key.word)
            };
            if is_double {
                key.fault("double-key", format!("the key `{}` is given twice", key.word));
            }
        }
    }
}

/// A key, which has a place of its own.
#[derive(Debug, Clone, Copy)]
pub struct Key<'a> {
    word: &'a str,
    place: Place,
    faults: &'a Faults,
}

impl<'a> Key<'a> {
    /// Where it stands.
    pub(crate) fn place(self) -> Place {
        self.place
    }

    /// The key itself.
    pub(crate) fn word(self) -> &'a str {
        self.word
    }

    /// Notes a mistake here.
    pub(crate) fn fault(self, kind: &'static str, message: impl Into<String>) {
        self.faults.add(Fault::new(kind, self.place, message));
    }

    /// Notes a key that is none of `known`, and offers the nearest.
    pub(crate) fn unknown(self, kind: &'static str, message: impl Into<String>, known: &[&str]) {
        self.faults.add(Fault::new(kind, self.place, message).meant(self.word, known));
    }
}
