//! All the text there is, and places in it.
//!
//! A [`Span`] is three small numbers; what it looks like to a person (path, line, column) is worked out here, when a
//! finding is printed and not before.

mod decoded;

use std::ops::Index;
use std::sync::{Arc, OnceLock};

pub use decoded::{Decoded, Writing};

/// Text that is shared rather than copied.
pub type Text = Arc<str>;

/// Every text that a run has read, by id.
#[derive(Debug, Default)]
pub struct Sources(Vec<Source>);

/// One file's text, or one record of a list that is too long to keep.
#[derive(Debug)]
pub struct Source {
    path: Arc<str>,
    text: Arc<str>,
    first_line: usize,
    lines: OnceLock<Lines>,
    /// How many characters start before each [`STRIDE`] of bytes: a line may be as long as the file, and asking a
    /// thousand times where something in it stands must not read it a thousand times.
    characters: OnceLock<Vec<u32>>,
}

/// How many bytes are counted at most to tell a column.
const STRIDE: usize = 1024;

/// Which text a place is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(u32);

/// A stretch of one source, in bytes from its start; `start <= end`, both on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The text it is in.
    pub source: SourceId,
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// A place as people count it: line and column start at 1, columns count Unicode characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl SourceId {
    /// The id of the how-many-th source that was added, from 0.
    pub(crate) fn nth(number: usize) -> SourceId {
        SourceId(number as u32)
    }

    /// How many were added before it.
    pub(crate) fn number(self) -> usize {
        self.0 as usize
    }
}

impl Sources {
    /// Keeps a whole file's text. `path` is shown to people as it is given here.
    pub fn add(&mut self, path: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> SourceId {
        self.add_excerpt(path, text, 1)
    }

    /// Keeps one record of a file that is not kept whole; its first line is line `first_line` of that file.
    pub(crate) fn add_excerpt(
        &mut self,
        path: impl Into<Arc<str>>,
        text: impl Into<Arc<str>>,
        first_line: usize,
    ) -> SourceId {
        let id = SourceId(self.0.len() as u32);
        let (path, text) = (path.into(), text.into());
        self.0.push(Source { path, text, first_line, lines: OnceLock::new(), characters: OnceLock::new() });
        id
    }

    /// The path, for people, of the file that `span` is in.
    pub fn path(&self, span: Span) -> &str {
        self[span.source].path()
    }

    /// The text that `span` covers.
    pub fn text(&self, span: Span) -> &str {
        self[span.source].text.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    /// Where `span` starts.
    pub fn start(&self, span: Span) -> Position {
        self[span.source].position(span.start)
    }

    /// Where `span` ends (the column after its last character).
    pub(crate) fn end(&self, span: Span) -> Position {
        self[span.source].position(span.end)
    }

    /// All sources with their ids, in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        self.0.iter().enumerate().map(|(number, source)| (SourceId(number as u32), source))
    }
}

impl Index<SourceId> for Sources {
    type Output = Source;

    fn index(&self, id: SourceId) -> &Source {
        &self.0[id.0 as usize]
    }
}

impl Source {
    /// The path as people know it.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// The whole text kept.
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// The number that the text's first line has in its file: 1, but for excerpts.
    pub(crate) fn first_line(&self) -> usize {
        self.first_line
    }

    /// Where a byte offset is; an offset past the end counts as the end.
    pub(crate) fn position(&self, offset: u32) -> Position {
        let offset = (offset as usize).min(self.text.len());
        let lines = self.lines();
        let line = lines.number(offset);
        let start = lines.0[line - 1] as usize;
        let column = match offset - start {
            0..STRIDE => starting(&self.text.as_bytes()[start..offset]),
            _ => self.characters_before(offset) - self.characters_before(start),
        };
        Position { line: self.first_line + line - 1, column: column + 1 }
    }

    fn characters_before(&self, offset: usize) -> usize {
        let bytes = self.text.as_bytes();
        let counts = self.characters.get_or_init(|| {
            let mut counts = vec![0];
            for chunk in bytes.chunks(STRIDE) {
                counts.push(counts[counts.len() - 1] + starting(chunk) as u32);
            }
            counts
        });
        let stride = offset / STRIDE;
        counts[stride] as usize + starting(&bytes[stride * STRIDE..offset])
    }

    /// Byte offsets at which lines start; always at least one.
    pub(crate) fn line_starts(&self) -> &[u32] {
        &self.lines().0
    }

    fn lines(&self) -> &Lines {
        self.lines.get_or_init(|| Lines::of(&self.text))
    }
}

/// Where each line of a text starts, in bytes; there is at least one.
#[derive(Debug)]
pub(crate) struct Lines(Vec<u32>);

impl Lines {
    /// The lines of a text.
    pub(crate) fn of(text: &str) -> Lines {
        let breaks = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
        Lines(std::iter::once(0).chain(breaks.map(|(at, _)| at as u32 + 1)).collect())
    }

    /// The line that a byte stands on, from 1.
    pub(crate) fn number(&self, byte: usize) -> usize {
        self.0.partition_point(|&start| start as usize <= byte)
    }
}

/// How many characters start in a stretch of UTF-8.
fn starting(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0b1100_0000 != 0b1000_0000).count()
}

impl Span {
    /// The stretch from byte `start` to byte `end` of `source`.
    pub fn new(source: SourceId, start: usize, end: usize) -> Span {
        Span { source, start: start as u32, end: end.max(start) as u32 }
    }

    /// The stretch from the start of `self` to the end of `last`.
    #[must_use]
    pub(crate) fn to(self, last: Span) -> Span {
        Span { end: last.end.max(self.end), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::{Sources, Span};

    #[test]
    fn columns_of_long_lines_count_characters() {
        let text = format!("one\n{}", "äb".repeat(5_000));
        let mut sources = Sources::default();
        let id = sources.add("long", text.as_str());
        for (characters, bytes) in [(0, 0), (1, 2), (2, 3), (1_001, 1_502), (9_999, 14_999), (10_000, 15_000)] {
            let position = sources.start(Span::new(id, 4 + bytes, 4 + bytes));
            assert_eq!((position.line, position.column), (2, characters + 1), "byte {bytes}");
        }
    }
}
