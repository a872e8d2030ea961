//! Lists of segment names: each row of a `.csv`, `.tsv` or `.txt` is a segment known by its name only.
//!
//! A list may be larger than memory, so it is read in batches and only the rows that findings speak of are kept.

mod column;
mod fault;
mod record;

use std::collections::VecDeque;
use std::io::{self, BufRead};
use std::ops::Range;

use crate::finding::{Finding, Text};
use crate::glyph;
use crate::source::Sources;

use self::column::Column;
use self::fault::Fault;
use self::record::{Dialect, Record, Records};

/// One row of a list: a segment known by its name only.
#[derive(Debug, Clone)]
pub struct Row {
    /// The line that the row starts on, from 1.
    pub line: usize,
    /// The whole record as it is in the file, without its line break.
    pub text: Text,
    /// The bytes of `text` that hold the name, quotes excluded; empty where they could not be told.
    pub at: Range<usize>,
    /// The segment's name.
    pub name: Text,
}

/// How a list is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A header, then fields between commas (or semicolons, or tabs), quoted where need be.
    Csv,
    /// A header, then fields between tabs. Quotes are ordinary characters, so a row is always one line.
    Tsv,
    /// One name a line, without a header.
    Txt,
}

/// Rows in the order of the file, then what was wrong right after them.
#[derive(Debug, Default)]
pub struct Batch {
    /// The rows that were understood.
    pub rows: Vec<Row>,
    /// What could not be read after the last of them, with the text it speaks of.
    pub fault: Option<(Sources, Finding)>,
}

/// A list while it is being read.
#[derive(Debug)]
pub struct List<R> {
    path: Text,
    kind: Kind,
    wanted: Option<Text>,
    records: Records<R>,
    stage: Stage,
    /// Records that were looked at to choose the column, and not yet read as rows.
    sampled: VecDeque<Record>,
    /// Places of fields, kept between rows to spare an allocation for each.
    fields: Vec<Range<usize>>,
    told: usize,
    untold: Option<(Fault, usize)>,
    /// The titles of columns that hold names, too, and are not read.
    further: Vec<String>,
    /// Why reading failed, where rows from before that are yet to be handed out.
    failed: Option<io::Error>,
}

/// So many faults of one list are told one by one; the rest are counted.
const FAULTS_TOLD: usize = 20;
/// So many rows are looked at to see which column holds text.
const SAMPLE: usize = 100;

/// How far the reading has come.
#[derive(Debug, Clone, Copy)]
enum Stage {
    Header,
    Rows(Column),
    Done,
}

/// Whether a table that was met in a folder is a list of segments, judged by the header that `head` starts with.
///
/// Columns called `name` or `path` do not count here: a folder holds many tables of other things that have them.
pub(crate) fn is_list(kind: Kind, head: &[u8], wanted: Option<&str>) -> bool {
    let mut records = Records::new(head, kind);
    let Ok(Some(header)) = records.next() else { return false };
    let Ok(header) = std::str::from_utf8(&header.bytes) else { return false };
    let dialect = Dialect::of(kind, header);
    column::speaks_of_segments(&column::titles(header, dialect), wanted)
}

impl<R: BufRead> List<R> {
    /// Starts to read a list. `wanted` is the column that holds the names, where one was asked for.
    pub fn new(kind: Kind, path: Text, wanted: Option<Text>, input: R) -> List<R> {
        let records = Records::new(input, kind);
        let stage = Stage::Header;
        List {
            path,
            kind,
            wanted,
            records,
            stage,
            sampled: VecDeque::new(),
            fields: Vec::new(),
            told: 0,
            untold: None,
            further: Vec::new(),
            failed: None,
        }
    }

    /// Reads on until there are `limit` rows or a fault; none at the end of the list.
    pub fn batch(&mut self, limit: usize) -> io::Result<Option<Batch>> {
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        let (mut rows, mut fault) = (Vec::new(), None);
        while rows.len() < limit && fault.is_none() {
            let next = self.step().unwrap_or_else(Next::Failed);
            match next {
                Next::Row(row) => rows.push(row),
                Next::Both(row, found) => {
                    rows.push(row);
                    fault = self.tell(found);
                }
                Next::Fault(found) => fault = self.tell(found),
                Next::Nothing => {}
                Next::Failed(error) if rows.is_empty() => return Err(error),
                Next::Failed(error) => {
                    self.failed = Some(error);
                    break;
                }
                Next::End => {
                    fault = self.untold.take().map(|(fault, more)| fault.and_more(more).located(&self.path));
                    break;
                }
            }
        }
        Ok((!rows.is_empty() || fault.is_some()).then_some(Batch { rows, fault }))
    }

    /// The titles of columns that hold names, too, and are not read; known once the first batch is.
    pub(crate) fn further(&self) -> &[String] {
        &self.further
    }

    fn step(&mut self) -> io::Result<Next> {
        match self.stage {
            Stage::Done => Ok(Next::End),
            Stage::Header => self.header(),
            Stage::Rows(column) => Ok(match self.record()? {
                Some(record) => self.row(&record, column),
                None => Next::End,
            }),
        }
    }

    fn record(&mut self) -> io::Result<Option<Record>> {
        match self.sampled.pop_front() {
            Some(record) => Ok(Some(record)),
            None => self.records.next(),
        }
    }

    fn tell(&mut self, fault: Fault) -> Option<(Sources, Finding)> {
        if self.told < FAULTS_TOLD {
            self.told += 1;
            return Some(fault.located(&self.path));
        }
        let (first, more) = self.untold.get_or_insert((fault.clone(), 0));
        first.severity = first.severity.max(fault.severity);
        *more += 1;
        None
    }

    /// Reads the header and chooses the column; a `.txt` has neither.
    fn header(&mut self) -> io::Result<Next> {
        if self.kind == Kind::Txt {
            self.stage = Stage::Rows(Column::only(Dialect::Lines));
            return Ok(Next::Nothing);
        }
        let Some(record) = self.records.next()? else {
            self.stage = Stage::Done;
            return Ok(Next::Nothing);
        };
        let header = match readable(&record) {
            Ok(header) => header,
            Err(fault) => {
                self.stage = Stage::Done;
                return Ok(Next::Fault(fault));
            }
        };
        let dialect = Dialect::of(self.kind, header);
        self.records.dialect = dialect;
        let titles = column::titles(header, dialect);
        let named = column::named(&titles, self.wanted.as_deref(), dialect);
        let unnamed =
            if named.is_none() && self.wanted.is_none() { self.only_text(titles.len(), dialect)? } else { None };
        let Some(column) = named.or(unnamed) else {
            self.stage = Stage::Done;
            return Ok(Next::Fault(fault::no_column(&record, header, &titles, self.wanted.as_deref())));
        };
        if self.wanted.is_none() {
            self.further = column::further(&titles, column.number);
        }
        self.stage = Stage::Rows(column);
        // A table of one column whose title says nothing may as well be a list without a header: its first row counts.
        let headless = named.is_none() && titles.len() == 1;
        Ok(if headless { self.row(&record, column) } else { Next::Nothing })
    }

    fn only_text(&mut self, width: usize, dialect: Dialect) -> io::Result<Option<Column>> {
        if width == 1 {
            return Ok(Some(Column::only(dialect)));
        }
        while self.sampled.len() < SAMPLE {
            let Some(record) = self.records.next()? else { break };
            self.sampled.push_back(record);
        }
        Ok(column::only_text(&self.sampled, width, dialect))
    }

    fn row(&mut self, record: &Record, column: Column) -> Next {
        let text = match readable(record) {
            Ok(text) => text,
            Err(fault) => return Next::Fault(fault),
        };
        record::fields(text, column.dialect, &mut self.fields);
        let Some(at) = self.fields.get(column.number).cloned() else {
            return Next::Fault(fault::ends_early(record, text, self.fields.len(), column.width));
        };
        let at = record::bare(text, at, column.dialect);
        let name = record::unquoted(&text[at.clone()], column.dialect);
        let deceit = glyph::deceits(&text[at.clone()]).into_iter().next();
        let deceives = deceit.map(|deceit| fault::deceives(record, text, at.start, &deceit));
        let seen = glyph::as_seen(&name);
        let row =
            (!name.is_empty()).then(|| Row { line: record.line, at, name: seen.as_ref().into(), text: text.into() });
        match (row, deceives.or_else(|| fault::ragged(record, text, &self.fields, column.width))) {
            // The name may stand elsewhere or say another thing, so what is read here is judged, and the row is told too.
            (Some(row), Some(fault)) => Next::Both(row, fault),
            (Some(row), None) => Next::Row(row),
            (None, Some(fault)) => Next::Fault(fault),
            (None, None) => Next::Nothing,
        }
    }
}

/// What the next record came to.
enum Next {
    Row(Row),
    Both(Row, Fault),
    Nothing,
    Fault(Fault),
    Failed(io::Error),
    End,
}

/// The record as text, or why it cannot be one.
fn readable(record: &Record) -> Result<&str, Fault> {
    if let Some(broken) = record.broken {
        return Err(fault::broken(record, broken));
    }
    let text = std::str::from_utf8(&record.bytes).map_err(|bad| fault::not_utf8(record, bad.valid_up_to()))?;
    if text.contains('\0') {
        return Err(fault::nul(record, text));
    }
    Ok(text)
}

#[cfg(test)]
mod tests;
