//! The file that holds a baseline: JSON, an entry a line, so that a change of it can be read.

use std::collections::HashSet;
use std::io::{self, Write};

use serde::de::{Error as _, IgnoredAny};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::ser::{Formatter, Serializer};
use thiserror::Error;

use crate::finding::{Fingerprint, Severity, Text};

use super::{Baseline, Entry};

/// Why a text is no baseline, and where.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{message}")]
pub struct Unreadable {
    /// What is wrong: lower case, no full stop, the user's own words in backticks.
    pub message: String,
    /// The way out.
    pub help: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in bytes, from 1.
    pub column: usize,
}

/// The shape of the file that is read and written.
const VERSION: u64 = 1;

impl Baseline {
    /// Reads a baseline. Lines that are there twice, as a merge may leave them, count once.
    pub fn parse(text: &str) -> Result<Baseline, Unreadable> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let about: About = serde_json::from_str(text).map_err(|error| unreadable(&error, text))?;
        if about.version != VERSION {
            return Err(other_version(about.version, text));
        }
        let file: File = serde_json::from_str(text).map_err(|error| unreadable(&error, text))?;
        let mut baseline = Baseline::default();
        for line in file.findings {
            let (entry, count) = baseline.read(line);
            let known = baseline.entries.entry(entry).or_insert(count);
            *known = count.max(*known);
        }
        Ok(baseline)
    }

    /// Writes the file, in which nothing acts on a terminal.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "{{\"version\": {VERSION}, \"findings\": [")?;
        for (number, (entry, &count)) in self.entries.iter().enumerate() {
            out.write_all(if number == 0 { b"\n" } else { b",\n" })?;
            let line = Line::of(entry, count);
            line.serialize(&mut Serializer::with_formatter(&mut *out, Plain))?;
        }
        writeln!(out, "\n]}}")
    }

    fn read(&mut self, line: Line<String>) -> (Entry, u32) {
        let Line { fingerprint: Hex(fingerprint), rule, item, category, path, severity: Bad(severity), grounds, count } =
            line;
        let grounds: HashSet<String> = grounds.into_iter().collect();
        let mut grounds: Vec<Text> = grounds.iter().map(|ground| self.shared(ground)).collect();
        grounds.sort_unstable();
        let entry = Entry {
            path: self.shared(&path),
            item: item.into(),
            rule: self.shared(&rule),
            category: category.map(|category| self.shared(&category)),
            fingerprint,
            severity,
            grounds,
        };
        (entry, count)
    }
}

/// What is asked first: a file of another version need not look like ours.
#[derive(Deserialize)]
#[serde(expecting = "an object with `version` and `findings`")]
struct About {
    version: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object with `version` and `findings`")]
struct File {
    #[serde(rename = "version")]
    _version: IgnoredAny,
    findings: Vec<Line<String>>,
}

/// An entry as it stands in the file. What it does not know it refuses: a key may take something back.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, expecting = "an entry")]
struct Line<T> {
    path: T,
    item: T,
    rule: T,
    #[serde(skip_serializing_if = "Option::is_none", default = "Option::default")]
    category: Option<T>,
    severity: Bad,
    grounds: Vec<T>,
    fingerprint: Hex,
    #[serde(skip_serializing_if = "is_one", default = "one", deserialize_with = "at_least_one")]
    count: u32,
}

impl<'a> Line<&'a str> {
    fn of(entry: &'a Entry, count: u32) -> Line<&'a str> {
        Line {
            path: &entry.path,
            item: &entry.item,
            rule: &entry.rule,
            category: entry.category.as_deref(),
            severity: Bad(entry.severity),
            grounds: entry.grounds.iter().map(|ground| &**ground).collect(),
            fingerprint: Hex(entry.fingerprint),
            count,
        }
    }
}

fn one() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks with a reference")]
fn is_one(count: &u32) -> bool {
    *count == 1
}

fn at_least_one<'de, D: Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
    let count = u32::deserialize(from)?;
    if count == 0 { Err(D::Error::custom("an entry stands for at least one finding")) } else { Ok(count) }
}

/// A fingerprint, as sixteen hex digits.
struct Hex(Fingerprint);

impl Serialize for Hex {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Hex {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Hex, D::Error> {
        let text = String::deserialize(from)?;
        let is_hex = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = u64::from_str_radix(&text, 16).ok().filter(|_| is_hex);
        let number = number.ok_or_else(|| D::Error::custom("a fingerprint is sixteen hex digits"))?;
        Ok(Hex(Fingerprint(number)))
    }
}

/// A severity, by its word.
struct Bad(Severity);

impl Serialize for Bad {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.0.word())
    }
}

impl<'de> Deserialize<'de> for Bad {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Bad, D::Error> {
        let text = String::deserialize(from)?;
        let all = [Severity::Note, Severity::Warning, Severity::Error];
        let found = all.into_iter().find(|severity| severity.word() == text);
        found.map(Bad).ok_or_else(|| D::Error::custom("a severity is `note`, `warning` or `error`"))
    }
}

fn unreadable(error: &serde_json::Error, text: &str) -> Unreadable {
    let (line, column) = (error.line().max(1), error.column().max(1));
    let words = error.to_string();
    let words = words.split(" at line ").next().unwrap_or_default();
    let stopped = text.lines().nth(line - 1).unwrap_or_default();
    let marks = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"];
    if marks.iter().any(|mark| stopped.starts_with(mark)) {
        let message = "a merge left its marks in this baseline".to_owned();
        return Unreadable { message, help: AGAIN.to_owned(), line, column };
    }
    // What is expected is said as people say it, not as Rust does.
    let words = words.replace("expected u64", "expected a number").replace("expected u32", "expected a number");
    let message = if error.is_data() { words } else { format!("this is not JSON: {}", in_small(&words)) };
    Unreadable { message, help: AGAIN.to_owned(), line, column }
}

fn in_small(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_lowercase().to_string()).unwrap_or_default();
    // An acronym keeps its letters.
    if words.starts_with("EOF") { words.to_owned() } else { first + letters.as_str() }
}

fn other_version(version: u64, text: &str) -> Unreadable {
    let at = text.find("\"version\"").unwrap_or(0);
    let before = &text[..at];
    let line = before.matches('\n').count() + 1;
    let column = at - before.rfind('\n').map_or(0, |start| start + 1) + 1;
    let message = format!("this baseline is of version {version}, and qualm reads version {VERSION}");
    let help = "use the version of qualm that wrote it, or write it anew with `qualm baseline`".to_owned();
    Unreadable { message, help, line, column }
}

const AGAIN: &str = "take the file back from git, or write it anew with `qualm baseline`";

/// A blank after what separates, and escapes for all but letters, digits and what is on every keyboard.
struct Plain;

impl Formatter for Plain {
    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        separate(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        separate(out, first)
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let is_plain = |c: char| c.is_alphanumeric() || c.is_ascii_graphic() || c == ' ';
        let mut rest = fragment;
        while let Some((at, c)) = rest.char_indices().find(|&(_, c)| !is_plain(c)) {
            out.write_all(&rest.as_bytes()[..at])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            rest = &rest[at + c.len_utf8()..];
        }
        out.write_all(rest.as_bytes())
    }
}

fn separate<W: ?Sized + Write>(out: &mut W, first: bool) -> io::Result<()> {
    if first { Ok(()) } else { out.write_all(b", ") }
}
