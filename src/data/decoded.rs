//! Strings of data with the way back to what is written.

use crate::source::{Decoded, SourceId, Writing};

use super::node::{Kind, Node};

impl Node<'_> {
    /// What a string says, and where each part of it is written; `text` is the text of `source` that the node is of. Of
    /// strings that are folded over lines or written in blocks only the whole has a place.
    pub fn decoded(&self, text: &str, source: SourceId) -> Option<Decoded> {
        let Kind::String(value) = &self.kind else { return None };
        let span = self.place().span(text, source);
        let written = text.get(span.start as usize..span.end as usize).unwrap_or_default();
        if written == value {
            return Some(Decoded::as_written(&**value, span, span.start as usize));
        }
        let start = span.start as usize + 1;
        if within(written, '\'') == Some(&**value) {
            return Some(Decoded::as_written(&**value, span, start));
        }
        let writing = within(written, '"').and_then(|inner| escaped(inner, value, start));
        Some(match writing {
            Some(writing) => writing.decoded(&**value, span),
            None => Decoded::whole(&**value, span),
        })
    }
}

fn within(written: &str, quote: char) -> Option<&str> {
    written.strip_prefix(quote)?.strip_suffix(quote)
}

/// How a string in double quotes is written, if it is written as JSON is; its first character stands at byte `start`.
fn escaped(inner: &str, value: &str, start: usize) -> Option<Writing> {
    let mut writing = Writing::from(start);
    let mut rest = inner;
    for said in value.chars() {
        let length = if rest.starts_with('\\') { escape(rest, said)? } else { said.len_utf8() };
        if !rest.starts_with('\\') && !rest.starts_with(said) {
            return None;
        }
        writing.add(said.len_utf8(), length);
        rest = rest.get(length..)?;
    }
    rest.is_empty().then_some(writing)
}

/// How long the escape is that `rest` begins with, if it stands for this character.
fn escape(rest: &str, said: char) -> Option<usize> {
    let short = |meant: char| (meant == said).then_some(2);
    match rest.as_bytes().get(1)? {
        b'u' => {
            let mut units = [0; 2];
            let units = said.encode_utf16(&mut units);
            let is_meant = |(number, unit): (usize, &u16)| {
                let digits = rest.get(6 * number..)?.strip_prefix("\\u")?.get(..4)?;
                (u16::from_str_radix(digits, 16).ok()? == *unit).then_some(())
            };
            units.iter().enumerate().all(|unit| is_meant(unit).is_some()).then_some(6 * units.len())
        }
        b'b' => short('\u{8}'),
        b'f' => short('\u{c}'),
        b'n' => short('\n'),
        b'r' => short('\r'),
        b't' => short('\t'),
        &other => short(char::from(other)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Kind, Node, json, yaml};
    use crate::source::Sources;

    /// What is written where the first string of a list says `part`.
    fn written(read: for<'t> fn(&'t str) -> Result<Node<'t>, super::super::Fault>, text: &str, part: &str) -> String {
        let mut sources = Sources::default();
        let source = sources.add("a", text);
        let node = read(text).expect(text);
        let Kind::List(items) = &node.kind else { panic!("a list: {text}") };
        let decoded = items[0].decoded(text, source).expect("a string");
        let start = decoded.value.find(part).expect(part);
        sources.text(decoded.at(start..start + part.len())).to_owned()
    }

    #[test]
    fn json_strings() {
        let text = r#"[ "\t\"a\\b\/ \u00fcx\ud83d\ude00 ü end", 1]"#;
        assert_eq!(written(json, text, "\t\""), r#"\t\""#);
        assert_eq!(written(json, text, "a\\b"), r"a\\b");
        assert_eq!(written(json, text, "/ ü"), r"\/ \u00fc");
        assert_eq!(written(json, text, "x😀 "), r"x\ud83d\ude00 ");
        assert_eq!(written(json, text, "end"), "end");
        assert_eq!(written(json, r#"["plain"]"#, "lai"), "lai");
    }

    #[test]
    fn yaml_strings() {
        assert_eq!(written(yaml, "[plain ü]", "ü"), "ü");
        assert_eq!(written(yaml, "['a b']", "b"), "b");
        assert_eq!(written(yaml, "['it''s b']", "b"), "'it''s b'", "only the whole");
        assert_eq!(written(yaml, r#"["a\n\"b"]"#, "b"), "b");
        assert_eq!(written(yaml, r#"["a\x41b"]"#, "b"), r#""a\x41b""#);
        assert_eq!(written(yaml, "[\"a\n  b\"]", "b"), "\"a\n  b\"");
    }
}
