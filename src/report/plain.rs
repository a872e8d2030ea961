//! Text for terminals that know nothing but ASCII.

use std::borrow::Cow;

use super::Glyphs;
use super::visible::{self, visible};

impl Glyphs {
    /// Text that is safe to print with these glyphs.
    pub(super) fn shown(self, text: &str) -> Cow<'_, str> {
        let text = visible(text);
        if self == Glyphs::Unicode || text.is_ascii() {
            return text;
        }
        let mut shown = String::with_capacity(text.len());
        text.chars().for_each(|c| self.push(&mut shown, c));
        shown.into()
    }

    /// Adds one character to `shown`: spelled out, or as an escape if it acts or cannot be drawn.
    pub(super) fn push(self, shown: &mut String, c: char) {
        match (self, spelled(c)) {
            (Glyphs::Ascii, Some(spelled)) => shown.push_str(spelled),
            (Glyphs::Ascii, None) if !c.is_ascii() => shown.extend(c.escape_unicode()),
            (Glyphs::Ascii | Glyphs::Unicode, _) => visible::push(shown, c),
        }
    }
}

/// How signs that are not ASCII are written on a typewriter.
fn spelled(c: char) -> Option<&'static str> {
    Some(match c {
        '…' => "...",
        '→' => "->",
        '·' | '•' => "*",
        '–' | '‑' => "-",
        '—' => "--",
        '“' | '”' => "\"",
        '‘' | '’' => "'",
        '×' => "x",
        '§' => "sec.",
        '€' => "EUR",
        '\u{a0}' => " ",
        _ => return None,
    })
}
