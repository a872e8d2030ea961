//! Strings: their escapes, and the characters that nobody sees in them.

use super::faults::{fault, quote};
use super::reading::{Node, Reading};
use super::token::{Kind, Token};
use crate::ast::{Spanned, Str};
use crate::finding::Finding;
use crate::source::Span;

impl Reading<'_> {
    /// A string, its escapes undone.
    pub(super) fn string(&mut self, node: &Node<'_>) -> Option<Str> {
        let (span, written) = (self.span(node), node.as_str());
        let quotes = if written.starts_with("\"\"\"") { 3 } else { 1 };
        let inner = written.get(quotes..written.len() - quotes).unwrap_or_default();
        if inner.bytes().all(is_plain) {
            return Some(Spanned { value: inner.into(), span });
        }
        let start = span.start as usize + quotes;
        match characters(inner) {
            Ok(characters) => {
                self.all_visible(&characters, start)?;
                let value: String = characters.iter().map(|character| character.value).collect();
                Some(Spanned { value: value.into(), span })
            }
            Err(at) => {
                let escape: String = inner[at..].chars().take(2).collect();
                let message = format!("{} is no escape that strings know", quote(&escape));
                let help = r#"write `\"`, `\\`, `\n`, `\t` or `\u{…}`; a backslash itself is `\\`"#;
                self.refuse("syntax/bad-escape", self.place(start + at, start + at + escape.len()), message, help)
            }
        }
    }

    /// Refuses the first character that nobody sees; `start` is where the text stands.
    fn all_visible(&mut self, characters: &[Character], start: usize) -> Option<()> {
        let value = |number: usize| characters.get(number).map(|character| character.value);
        for (number, character) in characters.iter().enumerate() {
            let at = self.place(start + character.start, start + character.end);
            let around = [number.checked_sub(1).and_then(value), value(number + 1)];
            if character.value.is_control() && !matches!(character.value, '\n' | '\t') {
                let message = format!("the text holds a control character, `{}`", code_point(character.value));
                let help = r"take it away; a line break is `\n` and a tab `\t`";
                return self.refuse("syntax/control-character", at, message, help);
            }
            if is_invisible(character.value) && !joins_emoji(character.value, around) {
                self.report(invisible(at, character.value));
                return None;
            }
        }
        Some(())
    }

    /// What is wrong with a token that nobody sees, if this is one.
    pub(super) fn invisible_token(&self, token: Token) -> Option<Finding> {
        let character = token.text(self.text).chars().next()?;
        let hidden = token.kind == Kind::Other && is_invisible(character);
        hidden.then(|| invisible(self.place_of(token), character))
    }
}

fn invisible(at: Span, character: char) -> Finding {
    let message = format!("an invisible character, `{}`, stands here", code_point(character));
    fault("syntax/invisible-character", at, message).help("type the word again, without copying it")
}

fn code_point(character: char) -> String {
    format!("U+{:04X}", u32::from(character))
}

/// Whether `character` is none that people see, though programs do: blanks without width, marks that turn the direction
/// of what follows, and tags.
pub(super) fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}'
            | '\u{61c}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

/// Whether `character` makes one emoji of those around it: of a family, of a flag and a heart.
fn joins_emoji(character: char, around: [Option<char>; 2]) -> bool {
    let pictured = |neighbour: Option<char>| {
        neighbour.is_some_and(|neighbour| !neighbour.is_alphanumeric() && !is_invisible(neighbour))
    };
    character == '\u{200d}' && around.into_iter().all(pictured)
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
