//! Where the characters of a text stand in it, and where its lines end.

use crate::source::Lines;

/// Where each line of a text ends, blanks not counted. Each is looked for once: lists in lists end on one line.
pub(super) struct LineEnds {
    lines: Lines,
    ends: Vec<u32>,
}

impl LineEnds {
    pub(super) fn of(text: &str) -> LineEnds {
        let start = |line: &str| line.as_ptr() as usize - text.as_ptr() as usize;
        let ends = text.split('\n').map(|line| (start(line) + line.trim_end().len()) as u32).collect();
        LineEnds { lines: Lines::of(text), ends }
    }

    /// Where the line ends on which a byte stands.
    pub(super) fn end(&self, byte: usize) -> usize {
        self.ends[self.lines.number(byte) - 1] as usize
    }
}

/// At which byte each character starts, for a reader that counts characters.
#[derive(Debug, Default)]
pub(super) struct Bytes {
    before: usize,
    length: usize,
    /// None where every character is a byte.
    starts: Option<Vec<u32>>,
}

impl Bytes {
    /// Of the text after its first `before` bytes.
    pub(super) fn of(text: &str, before: usize) -> Bytes {
        let rest = &text[before..];
        let starts = || rest.char_indices().map(|(at, _)| at as u32).collect();
        Bytes { before, length: rest.len(), starts: (!rest.is_ascii()).then(starts) }
    }

    pub(super) fn of_character(&self, number: usize) -> usize {
        let at = match &self.starts {
            Some(starts) => starts.get(number).map_or(self.length, |&at| at as usize),
            None => number.min(self.length),
        };
        self.before + at
    }
}
