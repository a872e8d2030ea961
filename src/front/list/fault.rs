//! What can be wrong with a list, and how it is said.

use std::ops::Range;

use crate::finding::{Finding, Fingerprint, Severity, Text};
use crate::glyph::Deceit;
use crate::nearest::nearest;
use crate::prose::{first_of, some};
use crate::source::{Sources, Span};

use super::record::{Broken, Record};

/// Something in a list that was not understood.
#[derive(Debug, Clone)]
pub(super) struct Fault {
    rule: &'static str,
    pub(super) severity: Severity,
    message: String,
    help: String,
    line: usize,
    text: String,
    at: Range<usize>,
}

/// A longer record is shown up to here.
const SHOWN: usize = 4096;

impl Fault {
    fn new(
        rule: &'static str,
        record: &Record,
        text: &str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Fault {
        let text = text.chars().take(SHOWN).collect::<String>();
        let at = 0..text.lines().next().unwrap_or_default().len();
        let (message, help) = (message.into(), help.into());
        Fault { rule, severity: Severity::Error, message, help, line: record.line, text, at }
    }

    /// The first of many faults speaks for all of them.
    pub(super) fn and_more(self, count: usize) -> Fault {
        let message = match count {
            1 => "1 more row could not be read well".to_string(),
            _ => format!("{count} more rows could not be read well; this is the first of them"),
        };
        let help = "check how the list was exported: many of its rows are not as they should be".to_string();
        Fault { rule: "list/unread-rows", message, help, ..self }
    }

    /// Makes it a finding with the text that it speaks of.
    pub(super) fn located(self, path: &Text) -> (Sources, Finding) {
        let mut sources = Sources::default();
        // Two rows with the same fault are two problems, told apart by what they say.
        let fingerprint = Fingerprint::of(&[self.rule, path, &self.text]);
        let id = sources.add_excerpt(path.clone(), self.text, self.line);
        let span = Span::new(id, self.at.start, self.at.end);
        let finding = Finding::fault(self.rule, self.severity, span, self.message).help(self.help);
        (sources, Finding { fingerprint, ..finding })
    }
}

/// A record that is not whole.
pub(super) fn broken(record: &Record, broken: Broken) -> Fault {
    let text = String::from_utf8_lossy(&record.bytes[..record.bytes.len().min(SHOWN)]);
    match broken {
        Broken::TooLong => Fault::new(
            "list/long-row",
            record,
            &text,
            "this line is longer than 1 MiB, so it was not read",
            "check that the file is a list of names, one row a line",
        ),
        Broken::OpenQuote => Fault::new(
            "list/unclosed-quote",
            record,
            &text,
            "a quote opens in this row and is never closed",
            "close it, or write a quote that belongs to the name twice and put the name in quotes; \
             the lines below were read one by one",
        ),
        Broken::Utf16 => Fault::new(
            "list/not-utf8",
            record,
            "",
            "the list is UTF-16, not UTF-8",
            "save it as `CSV UTF-8` or as a text file in UTF-8",
        ),
    }
}

/// A record with bytes that are not UTF-8.
pub(super) fn not_utf8(record: &Record, at: usize) -> Fault {
    let byte = record.bytes.get(at).copied().unwrap_or_default();
    let message = format!("this row is not UTF-8: byte 0x{byte:02X} after {at} bytes");
    let help = "save the list as UTF-8; spreadsheets call it `CSV UTF-8`";
    let text = String::from_utf8_lossy(&record.bytes);
    let fault = Fault::new("list/not-utf8", record, &text, message, help);
    let end = fault.text[at.min(fault.text.len())..].chars().next().map_or(at, |bad| at + bad.len_utf8());
    if end <= fault.text.len() { Fault { at: at..end, ..fault } } else { fault }
}

/// A record whose name people read otherwise than programs do; the name stands from byte `start` on.
pub(super) fn deceives(record: &Record, text: &str, start: usize, deceit: &Deceit) -> Fault {
    let rule = if deceit.is_alike() { "list/look-alike-letter" } else { "list/invisible-character" };
    let fault = Fault::new(rule, record, text, deceit.message(), deceit.help());
    let at = start + deceit.at.start..start + deceit.at.end;
    let fault = Fault { severity: deceit.severity(), ..fault };
    if at.end <= fault.text.len() { Fault { at, ..fault } } else { fault }
}

/// A record with a NUL in it.
pub(super) fn nul(record: &Record, text: &str) -> Fault {
    let help = "text has no NUL bytes: check how the list was exported";
    let fault = Fault::new("list/nul", record, text, "this row has a NUL byte", help);
    match fault.text.find('\0') {
        Some(at) => Fault { at: at..at + 1, ..fault },
        None => fault,
    }
}

/// A record that ends before the name.
pub(super) fn ends_early(record: &Record, text: &str, fields: usize, width: usize) -> Fault {
    let help = "fill the row up: it ends before the column with the name";
    Fault::new("list/ragged-row", record, text, widths(fields, width), help)
}

/// A record that has a name, but not as many fields as the header.
pub(super) fn ragged(record: &Record, text: &str, fields: &[Range<usize>], width: usize) -> Option<Fault> {
    let beyond = fields.get(width..).unwrap_or_default();
    let (severity, help) = if beyond.iter().any(|field| !text[field.clone()].trim().is_empty()) {
        let help = "put fields that hold the separator in quotes: the name may have been read from the wrong column";
        (Severity::Error, help)
    } else if fields.len() < width {
        (Severity::Warning, "fill the row up with empty fields")
    } else {
        return None;
    };
    let fault = Fault::new("list/ragged-row", record, text, widths(fields.len(), width), help);
    Some(Fault { severity, ..fault })
}

/// A header without the column.
pub(super) fn no_column(record: &Record, header: &str, titles: &[String], wanted: Option<&str>) -> Fault {
    let message = match wanted {
        Some(wanted) => format!("the list has no column `{wanted}`"),
        None => "which column holds the names of the segments?".to_string(),
    };
    Fault::new("list/no-column", record, header, message, column_help(titles, wanted))
}

fn column_help(titles: &[String], wanted: Option<&str>) -> String {
    const LISTED: usize = 12;
    let columns = format!("it has {}", first_of(titles.iter().map(|title| format!("`{title}`")), LISTED));
    let Some(wanted) = wanted else { return format!("name it with `--column NAME`: {columns}") };
    let near = nearest(wanted, titles.iter().map(String::as_str));
    match near.or_else(|| begins_alike(titles, wanted)) {
        Some(near) => format!("did you mean `{near}`? {columns}"),
        None => columns,
    }
}

/// The first column whose name has the same first word, or one that goes on: `segment` or `seg id` for `segment_name`.
fn begins_alike<'t>(titles: &'t [String], wanted: &str) -> Option<&'t str> {
    let first = |name: &str| name.to_lowercase().split(|c: char| !c.is_alphanumeric()).next().map(str::to_owned);
    let wanted = first(wanted).filter(|word| !word.is_empty())?;
    titles.iter().find(|title| first(title).is_some_and(|word| word.starts_with(&wanted))).map(String::as_str)
}

fn widths(fields: usize, width: usize) -> String {
    format!("this row has {}, the header has {width}", some(fields, "field"))
}
