//! Where in its text something stands.

use std::ops::Range;

use crate::source::{SourceId, Span};

/// A stretch of one text, in bytes from its start; where it is empty, the character there is meant.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    start: u32,
    end: u32,
}

impl Place {
    /// The start of the text.
    pub(crate) const START: Place = Place { start: 0, end: 0 };

    /// These bytes.
    pub(crate) fn new(range: Range<usize>) -> Place {
        Place { start: range.start as u32, end: range.end.max(range.start) as u32 }
    }

    /// The character at a byte.
    pub(crate) fn at(byte: usize) -> Place {
        Place::new(byte..byte)
    }

    /// The first byte.
    pub(crate) fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    pub(crate) fn end(self) -> usize {
        self.end as usize
    }

    /// The bytes of `text` that it means.
    pub fn range(self, text: &str) -> Range<usize> {
        let start = boundary(text, self.start());
        match boundary(text, self.end()) {
            end if end > start => start..end,
            _ => start..start + text[start..].chars().next().map_or(0, char::len_utf8),
        }
    }

    /// The same as a place among all sources; `text` is that of `source`.
    pub(crate) fn span(self, text: &str, source: SourceId) -> Span {
        let range = self.range(text);
        Span::new(source, range.start, range.end)
    }
}

/// The start of the character that a byte is part of.
fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
