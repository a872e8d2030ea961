//! YAML and JSON with the place of every value.
//!
//! A file is parsed into a [`Node`], and decoders ask a [`Reader`] for what they need. Nothing stops at the first
//! mistake: a question that has no answer leaves a [`Fault`] behind and returns `None`, and the decoder goes on.
//!
//! ```
//! use qualm::data::{Faults, Reader, yaml};
//!
//! let text = "title: Night owls\nradius: 10 miles\nregons: [DE, FR]\n";
//! let node = yaml(text).unwrap();
//! let faults = Faults::new("rule-file");
//!
//! let fields = Reader::new(&node, &faults).fields(&["title", "radius", "regions"]).unwrap();
//! let title = fields.need("title").and_then(Reader::text); // Some("Night owls")
//! let radius = fields.get("radius").and_then(Reader::metres); // Some(16093.44)
//! let regions = fields.get("regions").map(Reader::texts); // None: the key is misspelt
//!
//! assert_eq!((title, radius.is_some(), regions), (Some("Night owls"), true, None));
//! let fault = &faults.take()[0];
//! assert_eq!(fault.message, "unknown key `regons`");
//! assert_eq!(&text[fault.place.range(text)], "regons");
//! ```

mod decoded;
mod event;
mod fault;
mod json;
mod layout;
mod node;
mod place;
mod reader;
mod seed;
pub(crate) mod shape;

pub use fault::{Fault, Faults};
pub use json::json;
pub use node::{Entry, Kind, Node, Number};
pub use place::Place;
pub use reader::{Fields, Key, Reader};

use crate::finding::Finding;
use crate::glyph;
use crate::source::SourceId;

use event::{Stop, TOO_DEEP};

/// What some editors start a file with, to say that it is Unicode.
const MARK: char = '\u{feff}';
/// The longest text that is read; rule files are written by hand and far shorter.
const LONGEST: usize = 4 << 20;
/// So many brackets are read of a text that is not YAML: `serde_yaml` is asked why it is none, and how long it looks for
/// that grows with the square of how deep they may stand in one another.
const MOST_BRACKETS: usize = 1000;

/// Reads a YAML text into a tree, or says why it is not YAML.
///
/// `serde_yaml` says what the text says, and another reader where it stands; what the two read otherwise is refused.
pub fn yaml(text: &str) -> Result<Node<'_>, Fault> {
    if text.len() > LONGEST {
        return Err(Fault::new("too-long", Place::START, "the file is longer than 4 MiB"));
    }
    if text.lines().all(is_blank) {
        return Ok(Node::null());
    }
    // The mark that some editors start a file with is no part of its text, and `serde_yaml` stumbles over it.
    let marked = text.strip_prefix(MARK).unwrap_or(text);
    let offset = text.len() - marked.len();
    match beside(marked, text, offset) {
        // A tab between a key and its value is none to YAML 1.2; a blank is, and takes as many bytes.
        Err(_) if text.contains('\t') => beside(marked, &text.replace('\t', " "), offset),
        read => read,
    }
}

/// Reads `text`, and the places in it off `places`, in which it begins at byte `offset`.
fn beside<'t>(text: &'t str, places: &str, offset: usize) -> Result<Node<'t>, Fault> {
    let beside = seed::Beside::of(places, offset);
    match beside.stop() {
        Some(Stop::TooDeep(place)) => return Err(not_yaml(*place, TOO_DEEP)),
        Some(Stop::Broken(place, why)) if MOST_BRACKETS < brackets(text) => return Err(not_yaml(*place, why)),
        Some(Stop::Broken(..)) | None => {}
    }
    let reader = || serde_yaml::Deserializer::from_str(text);
    beside.read(reader()).map_err(|error| match beside.odd() {
        // What is no YAML at all may be odd, too.
        Some(place) => seed::read(reader()).map_or_else(|error| syntax(&error, offset), |_| ambiguous(place)),
        None => syntax(&error, offset),
    })
}

/// What people read otherwise than programs do, anywhere in the text of a file, comments included.
pub(crate) fn deceits(text: &str) -> impl Iterator<Item = Fault> {
    let lines = text.split_inclusive('\n').scan(0, |start, line| {
        let at = *start;
        *start += line.len();
        // The mark that some editors start a file with is no part of its text.
        Some(if at == 0 { (line.len() - without_mark(line).len(), without_mark(line)) } else { (at, line) })
    });
    lines.flat_map(|(start, line)| {
        let deceits = glyph::deceits(line).into_iter();
        deceits.map(move |deceit| {
            let fault = Fault::new(deceit.rule(), Place::at(start + deceit.at.start), deceit.message());
            fault.help(deceit.help())
        })
    })
}

/// The findings of [`deceits`]; `pack` is the first half of their rule.
pub(crate) fn deceits_found(pack: &'static str, text: &str, source: SourceId) -> Vec<Finding> {
    let faults = Faults::new(pack);
    deceits(text).for_each(|fault| faults.add(fault));
    faults.findings(text, source)
}

fn without_mark(line: &str) -> &str {
    line.trim_start_matches(MARK)
}

/// Reads a JSON text that this program has written itself.
pub(crate) fn parse_json(text: &str) -> Result<Node<'_>, serde_json::Error> {
    seed::read(&mut serde_json::Deserializer::from_str(text))
}

fn is_blank(line: &str) -> bool {
    let line = without_mark(line).trim();
    line.is_empty() || line.starts_with('#')
}

/// How many brackets are opened in a text, whether they mean anything or not.
fn brackets(text: &str) -> usize {
    text.bytes().filter(|byte| matches!(byte, b'[' | b'{')).count()
}

fn syntax(error: &serde_yaml::Error, offset: usize) -> Fault {
    let at = error.location().map_or(0, |place| offset + place.index());
    let message = error.to_string();
    // The place is shown by the finding; the parser's own "at line 3 column 5" would say it twice.
    let message = message.split(" at line ").next().unwrap_or(&message);
    not_yaml(Place::at(at), message)
}

/// What to say of a text that cannot be read.
fn not_yaml(place: Place, why: &str) -> Fault {
    match why {
        TOO_DEEP => Fault::new("too-deep", place, "values are nested too deeply"),
        _ => Fault::new("syntax", place, format!("not YAML: {why}")),
    }
}

/// What one reader of YAML takes for something else than another does.
fn ambiguous(place: Place) -> Fault {
    let fault = Fault::new("syntax", place, "programs that read YAML do not agree on what stands here");
    fault.help("indent it further than what it belongs to, or write it on one line and in double quotes")
}

#[cfg(test)]
mod tests;
