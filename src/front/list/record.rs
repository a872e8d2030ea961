//! Bytes become lines, lines become records, records become fields.
//!
//! This is done here rather than by the csv crate because a finding needs a record's line and the place of a field in
//! the raw text, and because one stray quote must not swallow the rest of a list.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::io::{self, BufRead};
use std::mem;
use std::ops::Range;

use super::Kind;

/// The text of one row, which is several lines where a quoted field holds line breaks.
#[derive(Debug, Default)]
pub(super) struct Record {
    /// The line that it starts on, from 1.
    pub(super) line: usize,
    /// Its bytes, without the last line break.
    pub(super) bytes: Vec<u8>,
    /// Why the bytes are not a whole record.
    pub(super) broken: Option<Broken>,
}

/// Why bytes are not a whole record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Broken {
    /// The line is too long; only its start was kept.
    TooLong,
    /// A quote opens on this line and is not closed where one could expect it.
    OpenQuote,
    /// The file is UTF-16.
    Utf16,
}

/// What separates fields, and whether quotes mean anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    /// Fields between these bytes; a field may stand in quotes.
    Quoted(u8),
    /// Fields between tabs.
    Tabs,
    /// One field a line.
    Lines,
}

/// Records while they are being read.
#[derive(Debug)]
pub(super) struct Records<R> {
    pub(super) dialect: Dialect,
    input: R,
    /// The lines read so far.
    lines: usize,
    /// Whether the last line ended with a carriage return, whose line feed may be still to come.
    after_return: bool,
    /// Lines of a record whose quote was never closed, to be read again one by one.
    again: VecDeque<Record>,
}

/// A longer line or record is not kept in memory.
const LONGEST: usize = 1 << 20;
/// A quoted field with more lines than this is taken for a stray quote.
const MOST_LINES: usize = 100;

impl Dialect {
    /// Tells the dialect from the first line: spreadsheets write semicolons where the comma is the decimal sign.
    pub(super) fn of(kind: Kind, header: &str) -> Dialect {
        match kind {
            Kind::Txt => Dialect::Lines,
            Kind::Tsv => Dialect::Tabs,
            Kind::Csv => {
                let count = |byte: u8| header.bytes().filter(|&b| b == byte).count();
                // `max_by_key` takes the last of equals, so the comma stands last.
                Dialect::Quoted([b'\t', b';', b','].into_iter().max_by_key(|&byte| count(byte)).unwrap_or(b','))
            }
        }
    }
}

impl<R: BufRead> Records<R> {
    pub(super) fn new(input: R, kind: Kind) -> Records<R> {
        let dialect = Dialect::of(kind, "");
        Records { dialect, input, lines: 0, after_return: false, again: VecDeque::new() }
    }

    /// The next record that is not blank; none at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Record>> {
        loop {
            let (record, seen) = match self.again.pop_front() {
                Some(line) => (Some(line), Seen::Before),
                None => (self.line()?, Seen::First),
            };
            let Some(line) = record else { return Ok(None) };
            if line.broken.is_none() && line.bytes.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            return match (self.dialect, seen) {
                (Dialect::Quoted(separator), Seen::First) => self.whole(line, separator).map(Some),
                // Lines after a stray quote stand for themselves; so each byte is looked at twice at most.
                (Dialect::Quoted(_), Seen::Before) | (Dialect::Tabs | Dialect::Lines, _) => Ok(Some(line)),
            };
        }
    }

    /// Adds lines to a record until its quotes are closed.
    fn whole(&mut self, first: Record, separator: u8) -> io::Result<Record> {
        let mut state = Quotes::Start.after(&first.bytes, separator);
        if state != Quotes::Open || first.broken.is_some() {
            return Ok(first);
        }
        let mut lines = vec![first];
        let mut size = lines[0].bytes.len();
        while state == Quotes::Open && lines.len() < MOST_LINES && size < LONGEST {
            let Some(line) = self.line()? else { break };
            size += line.bytes.len() + 1;
            state = if line.broken.is_none() { state.after(&line.bytes, separator) } else { Quotes::Stray };
            lines.push(line);
        }
        let mut lines = lines.into_iter();
        let mut record = lines.next().unwrap_or_default();
        if matches!(state, Quotes::Open | Quotes::Stray) {
            record.broken = Some(Broken::OpenQuote);
            self.again.extend(lines);
        } else {
            for line in lines {
                record.bytes.push(b'\n');
                record.bytes.extend(line.bytes);
            }
        }
        Ok(record)
    }

    /// The next line, whether it ends with a line feed, a carriage return or both.
    fn line(&mut self) -> io::Result<Option<Record>> {
        let mut line = Record { line: self.lines + 1, ..Record::default() };
        let mut size = 0;
        loop {
            let bytes = self.input.fill_buf()?;
            if bytes.is_empty() {
                break;
            }
            if mem::take(&mut self.after_return) && bytes[0] == b'\n' {
                self.input.consume(1);
                continue;
            }
            let end = bytes.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            let piece = &bytes[..end.unwrap_or(bytes.len())];
            size += piece.len();
            line.bytes.extend(&piece[..piece.len().min(LONGEST - line.bytes.len())]);
            self.after_return = end.is_some_and(|end| bytes[end] == b'\r');
            let read = piece.len() + usize::from(end.is_some());
            self.input.consume(read);
            if end.is_some() {
                return Ok(Some(self.ended(line, size)));
            }
        }
        Ok((size > 0).then(|| self.ended(line, size)))
    }

    fn ended(&mut self, mut line: Record, size: usize) -> Record {
        self.lines += 1;
        if size > LONGEST {
            line.broken = Some(Broken::TooLong);
        }
        if line.line == 1 {
            if line.bytes.starts_with(b"\xef\xbb\xbf") {
                line.bytes.drain(..3);
            }
            if line.bytes.starts_with(b"\xff\xfe") || line.bytes.starts_with(b"\xfe\xff") {
                line.broken = Some(Broken::Utf16);
            }
        }
        line
    }
}

/// Whether a line was read as part of a record before.
#[derive(Clone, Copy)]
enum Seen {
    First,
    Before,
}

/// Where a reader of quoted fields stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quotes {
    /// At the start of a field, where a quote opens.
    Start,
    /// In a field without quotes.
    Plain,
    /// Between quotes.
    Open,
    /// After a quote between quotes: the closing one, or the first of a doubled one.
    Closing,
    /// After a closing quote that more text follows, so that no quote of this record can be trusted.
    Stray,
}

impl Quotes {
    fn next(self, byte: u8, separator: u8) -> Quotes {
        match self {
            Quotes::Open if byte == b'"' => Quotes::Closing,
            Quotes::Open => Quotes::Open,
            Quotes::Start | Quotes::Closing if byte == b'"' => Quotes::Open,
            Quotes::Start | Quotes::Closing | Quotes::Plain if byte == separator => Quotes::Start,
            Quotes::Start | Quotes::Plain => Quotes::Plain,
            Quotes::Closing | Quotes::Stray => Quotes::Stray,
        }
    }

    fn after(self, bytes: &[u8], separator: u8) -> Quotes {
        // Most lines have no quote at all, and then nothing changes but what the next line does not ask.
        if !bytes.contains(&b'"') {
            return if self == Quotes::Open { Quotes::Open } else { Quotes::Plain };
        }
        bytes.iter().fold(self, |state, &byte| state.next(byte, separator))
    }
}

/// Finds the fields of a record, quotes included.
pub(super) fn fields(text: &str, dialect: Dialect, found: &mut Vec<Range<usize>>) {
    found.clear();
    let (separator, mut state) = match dialect {
        Dialect::Quoted(separator) if text.contains('"') => (separator, Quotes::Start),
        Dialect::Quoted(separator) => (separator, Quotes::Plain),
        Dialect::Tabs => (b'\t', Quotes::Plain),
        Dialect::Lines => {
            found.push(0..text.len());
            return;
        }
    };
    let quoting = state == Quotes::Start;
    let mut start = 0;
    for (at, byte) in text.bytes().enumerate() {
        if byte == separator && state != Quotes::Open {
            found.push(start..at);
            start = at + 1;
        }
        if quoting {
            state = state.next(byte, separator);
        }
    }
    found.push(start..text.len());
}

/// The part of a field that counts: without blanks around it, and without its quotes.
pub(super) fn bare(text: &str, field: Range<usize>, dialect: Dialect) -> Range<usize> {
    let field = trimmed(text, field);
    let inner = &text[field.clone()];
    let quoted = inner.len() >= 2 && inner.starts_with('"') && inner.ends_with('"');
    match dialect {
        Dialect::Quoted(_) | Dialect::Tabs if quoted => trimmed(text, field.start + 1..field.end - 1),
        Dialect::Quoted(_) | Dialect::Tabs | Dialect::Lines => field,
    }
}

/// The content of a field whose quotes were taken off: a doubled quote stands for one.
pub(super) fn unquoted(inner: &str, dialect: Dialect) -> Cow<'_, str> {
    match dialect {
        Dialect::Quoted(_) if inner.contains("\"\"") => inner.replace("\"\"", "\"").into(),
        Dialect::Quoted(_) | Dialect::Tabs | Dialect::Lines => inner.into(),
    }
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let inner = &text[range.clone()];
    let start = range.start + (inner.len() - inner.trim_start().len());
    start..start + inner.trim().len()
}
