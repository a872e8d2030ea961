//! Where in the text a value stands.
//!
//! `serde_yaml` tells places only in errors. So a value is found again by reading the text once more up to it and
//! raising an error there: slow, but paid only when a fault is shown.

use std::ops::Range;

use super::node;

/// A place in a text that a fault speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A byte, where the text could not be read further.
    Byte(usize),
    /// The how-many-th key or value it is, from 1.
    Value(u32),
}

impl Place {
    /// The start of the text.
    pub const START: Place = Place::Byte(0);

    /// The line of `text` on which it starts, from 1.
    pub fn line(self, text: &str) -> usize {
        1 + text[..locate(text, self).start].matches('\n').count()
    }
}

/// The bytes of `text` that stand at `place`.
pub(super) fn locate(text: &str, place: Place) -> Range<usize> {
    match place {
        Place::Byte(at) => one_char(text, at),
        Place::Value(number) => {
            let (stopped, string) = node::stop_at(serde_yaml::Deserializer::from_str(text), number);
            let start = stopped.and_then(|error| error.location()).map_or(0, |place| place.index());
            let start = boundary(text, start);
            start..end_of(text, start, string.as_deref())
        }
    }
}

/// The place of a syntax error: the byte itself, moved onto a character.
pub(super) fn at_byte(text: &str, at: usize) -> Place {
    Place::Byte(boundary(text, at))
}

fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn one_char(text: &str, at: usize) -> Range<usize> {
    let start = boundary(text, at);
    let width = text[start..].chars().next().map_or(0, char::len_utf8);
    start..start + width
}

fn end_of(text: &str, start: usize, string: Option<&str>) -> usize {
    let rest = &text[start..];
    let length = match rest.as_bytes().first() {
        Some(b'"') => quoted(rest, |rest| rest.starts_with('\\').then_some(2)),
        Some(b'\'') => quoted(rest, |rest| rest.starts_with("''").then_some(2)),
        Some(b'|' | b'>') => block(text, start),
        Some(b'[' | b'{') => bracketed(rest),
        // A plain word says where it ends, even where a comma may belong to it.
        _ => string.filter(|string| rest.starts_with(string)).map_or_else(|| plain(rest), str::len),
    };
    start + length
}

/// How long a quoted string is; `escape` says how many bytes to skip.
fn quoted(rest: &str, escape: impl Fn(&str) -> Option<usize>) -> usize {
    let quote = rest.as_bytes()[0];
    let mut at = 1;
    while let Some(tail) = rest.get(at..).filter(|tail| !tail.is_empty()) {
        if let Some(skipped) = escape(tail) {
            at += skipped;
        } else if tail.as_bytes()[0] == quote {
            return at + 1;
        } else {
            at += tail.chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

/// How long a block scalar is: its header and every line deeper than the line it starts on.
fn block(text: &str, start: usize) -> usize {
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let depth = indent(&text[line..]);
    let mut length = 0;
    for (number, line) in text[start..].split_inclusive('\n').enumerate() {
        if number > 0 && !line.trim().is_empty() && indent(line) <= depth {
            break;
        }
        length += line.len();
    }
    text[start..start + length].trim_end().len()
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

fn bracketed(rest: &str) -> usize {
    let mut depth = 0;
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth -= 1,
            b'\n' => return rest[..at].trim_end().len(),
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    rest.len()
}

fn plain(rest: &str) -> usize {
    let line = rest.lines().next().unwrap_or_default();
    let line = line.split(" #").next().unwrap_or_default();
    let line = line.split(": ").next().unwrap_or_default().trim_end();
    line.strip_suffix(':').unwrap_or(line).trim_end_matches([',', ']', '}']).len()
}
