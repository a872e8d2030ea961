//! Text inside strings: what a string says, and where each part of that is written.

use std::ops::Range;

use super::{Span, Text};

/// What a string says, its quotes and escapes undone, with the way back to what was written.
///
/// ```
/// use qualm::source::{Sources, Span, Writing};
///
/// let mut sources = Sources::default();
/// let source = sources.add("copy.txt", r#""a \"b\" c""#);
/// let mut writing = Writing::from(1);
/// for (said, written) in [(2, 2), (1, 2), (1, 1), (1, 2), (2, 2)] {
///     writing.add(said, written);
/// }
/// let text = writing.decoded("a \"b\" c", Span::new(source, 0, 11));
/// assert_eq!(sources.text(text.at(2..5)), r#"\"b\""#);
/// ```
#[derive(Debug, Clone)]
pub struct Decoded {
    /// What it says.
    pub value: Text,
    /// Where it is written, quotes included.
    pub span: Span,
    map: Map,
}

/// Where each byte of the text is written.
#[derive(Debug, Clone)]
enum Map {
    /// Nobody knows: somewhere in the string.
    Whole,
    /// As it is, from this byte of the source on.
    AsWritten(u32),
    /// In steps, of which each is as it is. There are few such strings, and all others would be larger.
    Steps(Box<Steps>),
}

/// In the order of the text; the first is its beginning.
#[derive(Debug, Clone)]
struct Steps(Vec<Step>);

/// From byte `said` of the text on, what it says is written from byte `written` of the source on.
#[derive(Debug, Clone, Copy)]
struct Step {
    said: u32,
    written: u32,
}

/// How a string is written, piece by piece.
#[derive(Debug)]
pub struct Writing {
    steps: Vec<Step>,
    said: u32,
    written: u32,
}

impl Decoded {
    /// A string of which only the whole can be pointed at.
    pub(crate) fn whole(value: impl Into<Text>, span: Span) -> Decoded {
        Decoded { value: value.into(), span, map: Map::Whole }
    }

    /// A string that is written as it is, from byte `start` of its source on.
    pub(crate) fn as_written(value: impl Into<Text>, span: Span, start: usize) -> Decoded {
        Decoded { value: value.into(), span, map: Map::AsWritten(start as u32) }
    }

    /// Where these bytes of the text are written.
    pub fn at(&self, part: Range<usize>) -> Span {
        let source = self.span.source;
        match &self.map {
            Map::Whole => self.span,
            Map::AsWritten(start) => Span::new(source, *start as usize + part.start, *start as usize + part.end),
            Map::Steps(steps) => Span::new(source, steps.written(part.start), steps.written(part.end)),
        }
    }

    /// These parts of the text, in their order, joined by blanks.
    #[must_use]
    pub(crate) fn joined(&self, parts: &[Range<usize>]) -> Decoded {
        let words: Vec<_> = parts.iter().filter_map(|part| self.value.get(part.clone())).collect();
        let value: Text = words.join(" ").into();
        let steps = match &self.map {
            Map::Whole => return Decoded::whole(value, self.span),
            Map::AsWritten(_) => &[][..],
            Map::Steps(steps) => &steps.0,
        };
        let mut joined = Vec::with_capacity(2 * parts.len());
        let mut said = 0;
        for part in parts {
            let span = self.at(part.clone());
            joined.push(Step { said, written: span.start });
            let from = steps.partition_point(|step| step.said as usize <= part.start);
            let inside = steps[from..].iter().take_while(|step| (step.said as usize) < part.end);
            joined.extend(inside.map(|step| Step { said: said + step.said - part.start as u32, ..*step }));
            said += part.len() as u32;
            joined.push(Step { said, written: span.end });
            said += 1;
        }
        Decoded { value, span: self.span, map: Map::Steps(Box::new(Steps(joined))) }
    }
}

impl Steps {
    /// Where a byte of the text is written; the end of an escape is where the next character is written.
    fn written(&self, said: usize) -> usize {
        let number = self.0.partition_point(|step| step.said as usize <= said).saturating_sub(1);
        let Some(&step) = self.0.get(number) else { return 0 };
        let at = step.written as usize + (said - step.said as usize);
        // A byte inside what one escape stands for is written nowhere by itself.
        self.0.get(number + 1).map_or(at, |next| at.min(next.written as usize))
    }
}

impl Writing {
    /// A string whose first character is written at byte `start` of the source.
    pub fn from(start: usize) -> Writing {
        let first = Step { said: 0, written: start as u32 };
        Writing { steps: vec![first], said: 0, written: first.written }
    }

    /// Goes on by so many bytes that it says, and so many in which that is written.
    pub fn add(&mut self, said: usize, written: usize) {
        self.said += said as u32;
        self.written += written as u32;
        if said != written {
            self.steps.push(Step { said: self.said, written: self.written });
        }
    }

    /// The string; `value` is what it says.
    pub fn decoded(self, value: impl Into<Text>, span: Span) -> Decoded {
        let map = match &self.steps[..] {
            [first] => Map::AsWritten(first.written),
            _ => Map::Steps(Box::new(Steps(self.steps))),
        };
        Decoded { value: value.into(), span, map }
    }
}

#[cfg(test)]
mod tests {
    use super::{Decoded, Writing};
    use crate::source::{SourceId, Span};

    /// Where `part` of a text is written, of which `pieces` say how long each is said and written.
    fn at(pieces: &[(usize, usize)], part: std::ops::Range<usize>) -> (u32, u32) {
        let mut writing = Writing::from(11);
        for &(said, written) in pieces {
            writing.add(said, written);
        }
        let span = writing.decoded("", Span::new(SourceId::nth(0), 10, 90)).at(part);
        (span.start, span.end)
    }

    #[test]
    fn escapes_move_what_comes_after_them() {
        let pieces = [(3, 3), (1, 2), (2, 6), (4, 12), (3, 3)];
        assert_eq!(at(&pieces, 0..3), (11, 14));
        assert_eq!(at(&pieces, 3..4), (14, 16), "the escape itself");
        assert_eq!(at(&pieces, 4..6), (16, 22));
        assert_eq!(at(&pieces, 6..10), (22, 34));
        assert_eq!(at(&pieces, 10..13), (34, 37));
        assert_eq!(at(&pieces, 0..13), (11, 37));
        assert_eq!(at(&pieces, 8..9), (24, 25), "inside of what one escape stands for");
    }

    #[test]
    fn longer_than_written() {
        // One escape that stands for more bytes than it has.
        assert_eq!(at(&[(4, 2), (1, 1)], 3..5), (13, 14));
    }

    #[test]
    fn joined_parts_are_where_they_were() {
        // `a\"b  cd \n e`, of which `"b` and `d` are left.
        let mut writing = Writing::from(11);
        for (said, written) in [(1, 1), (1, 2), (5, 5), (1, 2), (2, 2)] {
            writing.add(said, written);
        }
        let text = writing.decoded("a\"b  cd\n e", Span::new(SourceId::nth(0), 10, 24));
        let joined = text.joined(&[1..3, 6..7]);
        assert_eq!(&*joined.value, "\"b d");
        let at = |part: std::ops::Range<usize>| (joined.at(part.clone()).start, joined.at(part).end);
        assert_eq!([at(0..1), at(1..2), at(3..4), at(0..4)], [(12, 14), (14, 15), (18, 19), (12, 19)]);
    }

    #[test]
    fn strings_without_escapes() {
        assert_eq!(at(&[(7, 7)], 2..4), (13, 15));
        let span = Span::new(SourceId::nth(0), 10, 90);
        assert_eq!(Decoded::whole("text", span).at(1..2), span);
    }
}
