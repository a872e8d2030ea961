//! Strings: their escapes, and the characters that nobody sees in them.

use std::borrow::Cow;

use super::faults::quote;
use super::reading::Reading;
use super::token::{Kind, Token};
use super::tree::Node;
use crate::ast::Str;
use crate::finding::Finding;
use crate::glyph::{self, Deceit, code_point};
use crate::source::{Decoded, Span, Writing};

impl Reading<'_> {
    /// A string, its escapes undone.
    pub(super) fn string(&mut self, node: &Node<'_>) -> Option<Str> {
        let (span, written) = (self.span(node), node.as_str());
        let quotes = if written.starts_with("\"\"\"") { 3 } else { 1 };
        let inner = written.get(quotes..written.len() - quotes).unwrap_or_default();
        if inner.bytes().all(is_plain) {
            return Some(Decoded::as_written(inner, span, span.start as usize + quotes));
        }
        let start = span.start as usize + quotes;
        match characters(inner) {
            Ok(characters) => {
                self.no_controls(&characters, start)?;
                let value: String = characters.iter().map(|character| character.value).collect();
                self.tell_deceits(&value, &characters, start);
                Some(decoded(&value, &characters, span, start))
            }
            Err(at) => {
                let escape: String = inner[at..].chars().take(2).collect();
                let message = format!("{} is no escape that strings know", quote(&escape));
                let help = r#"write `\"`, `\\`, `\n`, `\t` or `\u{…}`; a backslash itself is `\\`"#;
                self.refuse("syntax/bad-escape", self.place(start + at, start + at + escape.len()), message, help)
            }
        }
    }

    /// Refuses the first control character; `start` is where the text stands.
    fn no_controls(&mut self, characters: &[Character], start: usize) -> Option<()> {
        let is_control =
            |character: &&Character| character.value.is_control() && !matches!(character.value, '\n' | '\t');
        let Some(character) = characters.iter().find(is_control) else { return Some(()) };
        let at = self.place(start + character.start, start + character.end);
        let message = format!("the text holds a control character, `{}`", code_point(character.value));
        let help = r"take it away; a line break is `\n` and a tab `\t`";
        self.refuse("syntax/control-character", at, message, help)
    }

    /// Lists what people read otherwise in a string that says `value`, and is written as `characters` from `start` on.
    fn tell_deceits(&mut self, value: &str, characters: &[Character], start: usize) {
        for deceit in glyph::deceits(value) {
            let number = value[..deceit.at.start].chars().count();
            if let Some(written) = characters.get(number) {
                self.report(deceived(&deceit, self.place(start + written.start, start + written.end)));
            }
        }
    }

    /// Lists what people read otherwise in a comment: marks in it can show the code around it in another order.
    pub(super) fn tell_comment(&mut self, comment: Token) {
        for deceit in glyph::deceits(comment.text(self.text)) {
            let at = self.place(comment.start + deceit.at.start, comment.start + deceit.at.end);
            self.report(deceived(&deceit, at));
        }
    }

    /// What is wrong with a token that people read otherwise than programs do, if this is one.
    pub(super) fn deceiving_token(&self, token: Token) -> Option<Finding> {
        let text = token.text(self.text);
        let deceit = match token.kind {
            Kind::Other => text.chars().next().and_then(glyph::alone),
            Kind::Word => glyph::deceits(text).into_iter().next(),
            Kind::Number
            | Kind::String
            | Kind::OpenString
            | Kind::Open
            | Kind::Close
            | Kind::Comma
            | Kind::Operator
            | Kind::Comment => None,
        }?;
        Some(deceived(&deceit, self.place(token.start + deceit.at.start, token.start + deceit.at.end)))
    }
}

fn deceived(deceit: &Deceit, at: Span) -> Finding {
    let rule = format!("syntax/{}", deceit.rule());
    Finding::fault(&rule, deceit.severity(), at, deceit.message()).help(deceit.help())
}

/// What people see of a string; where they see something else than is written, only the whole can be pointed at.
fn decoded(value: &str, characters: &[Character], span: Span, start: usize) -> Str {
    match glyph::as_seen(value) {
        Cow::Owned(seen) if seen != value => Decoded::whole(seen, span),
        Cow::Owned(_) | Cow::Borrowed(_) => {
            let mut writing = Writing::from(start);
            for character in characters {
                writing.add(character.value.len_utf8(), character.end - character.start);
            }
            writing.decoded(value, span)
        }
    }
}

/// Whether a byte of a string stands for itself and is seen.
fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'~') && byte != b'\\'
}

/// One character of a string, and from which byte to which it is written.
struct Character {
    start: usize,
    end: usize,
    value: char,
}

/// Undoes the escapes of a string; where there is one that is none, says at which byte.
fn characters(written: &str) -> Result<Vec<Character>, usize> {
    let mut characters = Vec::with_capacity(written.len());
    let mut start = 0;
    while let Some(first) = written[start..].chars().next() {
        let rest = &written[start..];
        let (value, length) = match first {
            '\\' => escape(rest).ok_or(start)?,
            // One text, whichever way an editor ends its lines.
            '\r' => ('\n', if rest.starts_with("\r\n") { 2 } else { 1 }),
            _ => (first, first.len_utf8()),
        };
        characters.push(Character { start, end: start + length, value });
        start += length;
    }
    Ok(characters)
}

/// The character that an escape stands for, and how many bytes the escape takes.
fn escape(text: &str) -> Option<(char, usize)> {
    Some(match text.as_bytes().get(1)? {
        b'"' => ('"', 2),
        b'\\' => ('\\', 2),
        b'n' => ('\n', 2),
        b't' => ('\t', 2),
        b'u' => {
            let (digits, _) = text.strip_prefix("\\u{")?.split_once('}')?;
            let is_hex = digits.len() <= 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
            let number = u32::from_str_radix(digits, 16).ok().filter(|_| is_hex)?;
            (char::from_u32(number)?, digits.len() + 4)
        }
        _ => return None,
    })
}
