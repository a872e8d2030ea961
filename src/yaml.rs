//! YAML with the place of every value: the only room that knows `serde_yaml`.
//!
//! A file is parsed into a [`Node`], and decoders ask a [`Reader`] for what they need. Nothing stops at the first
//! mistake: a question that has no answer leaves a [`Fault`] behind and returns `None`, and the decoder goes on.
//!
//! ```
//! use qualm::yaml::{Faults, Reader, parse};
//!
//! let text = "title: Night owls\nradius: 10 miles\nregons: [DE, FR]\n";
//! let node = parse(text).unwrap();
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
//! assert_eq!(&text[fault.range(text)], "regons");
//! ```

mod fault;
mod node;
mod place;
mod reader;

pub use fault::{Fault, Faults, nearest};
pub use node::{Kind, Node};
pub use place::Place;
pub use reader::{Fields, Key, Reader};

use crate::finding::Finding;
use crate::glyph;
use crate::source::SourceId;

/// The longest text that is read; rule files are written by hand and far shorter.
const LONGEST: usize = 4 << 20;
/// How many brackets may be open at once. `serde_yaml` itself stops at 128, but only after time that grows with the
/// square of their number.
const DEEPEST: usize = 1000;

/// Reads a text into a tree, or says why it is not YAML.
pub fn parse(text: &str) -> Result<Node<'_>, Fault> {
    if text.len() > LONGEST {
        return Err(Fault::new("too-long", Place::START, "the file is longer than 4 MiB"));
    }
    if is_too_deep(text) {
        return Err(Fault::new("too-deep", Place::START, "brackets are nested too deeply"));
    }
    if text.lines().all(is_blank) {
        return Ok(Node::null());
    }
    node::read_as_seen(serde_yaml::Deserializer::from_str(text)).map_err(|error| syntax(text, &error))
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
            let fault = Fault::new(deceit.rule(), Place::Byte(start + deceit.at.start), deceit.message());
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
    line.trim_start_matches('\u{feff}')
}

/// Reads a JSON text that this program has written itself.
pub(crate) fn parse_json(text: &str) -> Result<Node<'_>, serde_json::Error> {
    node::read(&mut serde_json::Deserializer::from_str(text))
}

fn is_blank(line: &str) -> bool {
    let line = without_mark(line).trim();
    line.is_empty() || line.starts_with('#')
}

/// Whether more brackets are open than any honest file has. Quotes are not understood, so unpaired brackets in prose
/// count: a thousand of them are not prose.
fn is_too_deep(text: &str) -> bool {
    let mut depth = 0usize;
    let mut dashes = 0usize;
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        // `- - - -` nests as brackets do.
        dashes = match byte {
            b'-' | b'?' | b':' => dashes + 1,
            b' ' => dashes,
            _ => 0,
        };
        if depth > DEEPEST || dashes > DEEPEST {
            return true;
        }
    }
    false
}

fn syntax(text: &str, error: &serde_yaml::Error) -> Fault {
    let at = error.location().map_or(0, |place| place.index());
    let message = error.to_string();
    // The place is shown by the finding; the parser's own "at line 3 column 5" would say it twice.
    let message = message.split(" at line ").next().unwrap_or(&message);
    Fault::new("syntax", place::at_byte(text, at), format!("not YAML: {message}"))
}

#[cfg(test)]
mod tests;
