//! JSON with the place of every value: the only file that knows `struson`.

use std::borrow::Cow;

use struson::reader::{JsonReader, JsonStreamReader, ReaderError, ReaderSettings, SyntaxErrorKind, ValueType};

use super::fault::Fault;
use super::node::{Entry, Kind, Node, Number, Value};
use super::place::Place;

/// How many brackets may be open at once.
const DEEPEST: u32 = 256;

/// Reads a JSON text into a tree, or says why it is not JSON. Numbers keep their form and keys that repeat are kept, so
/// that whoever asks can refuse them.
pub fn json(text: &str) -> Result<Node<'_>, Fault> {
    // The mark that some programs start a file with is no part of its text.
    let mark = text.len() - text.strip_prefix(super::MARK).unwrap_or(text).len();
    let settings = ReaderSettings {
        max_nesting_depth: Some(DEEPEST),
        restrict_number_values: false,
        track_path: false,
        ..ReaderSettings::default()
    };
    let from = JsonStreamReader::new_custom(&text.as_bytes()[mark..], settings);
    let mut reader = Reader { text, mark, from };
    let node = reader.value().map_err(|error| fault(&error, mark))?;
    reader.from.consume_trailing_whitespace().map_err(|error| fault(&error, mark))?;
    Ok(node)
}

struct Reader<'t> {
    text: &'t str,
    mark: usize,
    from: JsonStreamReader<&'t [u8]>,
}

impl<'t> Reader<'t> {
    /// One value; how deep it may be, the reader below knows.
    fn value(&mut self) -> Result<Node<'t>, ReaderError> {
        let what = self.from.peek()?;
        let start = self.byte();
        let kind = match what {
            ValueType::Null => {
                self.from.next_null()?;
                Kind::Null
            }
            ValueType::Boolean => Kind::Bool(self.from.next_bool()?),
            ValueType::Number => {
                let value = value(self.from.next_number_as_str()?);
                let text = &self.text[start..self.end(start)];
                Kind::Number(Box::new(Number { text: text.into(), value }))
            }
            ValueType::String => Kind::String(self.string(start)?),
            ValueType::Array => self.list()?,
            ValueType::Object => self.map()?,
        };
        Ok(Node::new(kind, Place::new(start..self.end(start))))
    }

    fn list(&mut self) -> Result<Kind<'t>, ReaderError> {
        let mut items = Vec::new();
        self.from.begin_array()?;
        while self.from.has_next()? {
            items.push(self.value()?);
        }
        self.from.end_array()?;
        Ok(Kind::List(items))
    }

    fn map(&mut self) -> Result<Kind<'t>, ReaderError> {
        let mut entries = Vec::new();
        self.from.begin_object()?;
        while self.from.has_next()? {
            let start = self.byte();
            let key = self.from.next_name()?.to_owned().into();
            let at = Place::new(start..self.end(start));
            entries.push(Entry { key, at, value: self.value()? });
        }
        self.from.end_object()?;
        Ok(Kind::Map(entries))
    }

    /// A string, which the text lends where nothing in it is escaped.
    fn string(&mut self, start: usize) -> Result<Cow<'t, str>, ReaderError> {
        let mut rest = self.text[start..].bytes().skip(1);
        if rest.find(|byte| matches!(byte, b'"' | b'\\')) == Some(b'\\') {
            return Ok(self.from.next_string()?.into());
        }
        let length = self.from.next_str()?.len();
        Ok(self.text.get(start + 1..=start + length).unwrap_or_default().into())
    }

    /// Where the value or key that begins at `start` ends, when it has been read and perhaps what stands behind it.
    fn end(&self, start: usize) -> usize {
        let read = self.text.get(start..self.byte()).unwrap_or_default();
        start + read.trim_end_matches([' ', '\t', '\r', '\n', ':', ',']).len()
    }

    /// How many bytes of the text have been read.
    fn byte(&self) -> usize {
        let read = self.from.current_position(false).data_pos.unwrap_or_default();
        self.mark + read as usize
    }
}

fn value(text: &str) -> Value {
    let whole = text.parse().map(Value::Whole);
    let whole = whole.or_else(|_| text.parse().map(Value::Negative));
    whole.or_else(|_| text.parse().map(Value::Real)).unwrap_or(Value::Real(f64::NAN))
}

fn fault(error: &ReaderError, mark: usize) -> Fault {
    let (kind, message, location) = match error {
        ReaderError::SyntaxError(error) => ("syntax", wrong(error.kind), Some(&error.location)),
        ReaderError::MaxNestingDepthExceeded { location, .. } => {
            ("too-deep", "brackets are nested too deeply", Some(location))
        }
        // None of the others can come of a text in memory; the list is open.
        _ => ("syntax", "this cannot be read", None),
    };
    let at = location.and_then(|location| location.data_pos).unwrap_or_default() as usize;
    let message = if kind == "syntax" { format!("not JSON: {message}") } else { message.to_owned() };
    Fault::new(kind, Place::at(mark + at), message)
}

/// What is wrong, as people say it.
fn wrong(kind: SyntaxErrorKind) -> &'static str {
    match kind {
        SyntaxErrorKind::CommentsNotEnabled => "a comment, which JSON does not have",
        SyntaxErrorKind::UnexpectedClosingBracket => "a bracket closes what is not open",
        SyntaxErrorKind::TrailingCommaNotEnabled => "a comma after the last value",
        SyntaxErrorKind::UnexpectedComma => "a comma where a value should stand",
        SyntaxErrorKind::MissingComma => "a comma is missing before this",
        SyntaxErrorKind::UnexpectedColon => "a colon where none belongs",
        SyntaxErrorKind::MissingColon => "a colon is missing before this",
        SyntaxErrorKind::MalformedNumber | SyntaxErrorKind::TrailingDataAfterNumber => "this is no number",
        SyntaxErrorKind::ExpectingMemberNameOrObjectEnd => "a key should stand here, in double quotes",
        SyntaxErrorKind::NotEscapedControlCharacter => "a line break, tab or control character inside a string",
        SyntaxErrorKind::UnknownEscapeSequence | SyntaxErrorKind::MalformedEscapeSequence => "this is no escape",
        SyntaxErrorKind::UnpairedSurrogatePairEscapeSequence => "half of an escaped character",
        SyntaxErrorKind::IncompleteDocument => "the text ends too early",
        SyntaxErrorKind::TrailingData => "more text after the value",
        // Words that are no value, and what has no name; the list is open.
        _ => "this is no value",
    }
}
