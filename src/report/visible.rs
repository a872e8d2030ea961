//! Text from files, made safe to print: what a terminal or a CI log would obey becomes something to read.

use std::borrow::Cow;

use crate::glyph::is_unseen;

/// Shows characters that act on a terminal as escapes, and cuts text that is longer than anybody reads.
///
/// A name may hold an escape sequence that clears the screen, or marks that reverse the reading order; a log reader of
/// a CI system obeys lines that start with `::` and anything after `##[`.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    let end = if text.len() > LONGEST { text.char_indices().nth(LONGEST) } else { None };
    let text = &text[..end.map_or(text.len(), |(end, _)| end)];
    let plain = end.is_none() && !text.chars().any(acts) && command(text).is_none() && !text.contains("##[");
    if plain {
        return text.into();
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        push(&mut shown, c);
    }
    if end.is_some() {
        shown.push('…');
    }
    inert(shown.replace("##[", r"#\u{23}[")).into()
}

/// A line that no log reader takes for a command, whatever it starts with.
pub(super) fn inert(line: String) -> String {
    match command(&line) {
        Some(rest) => {
            let indent = line.len() - rest.len() - 1;
            format!(r"{}\u{{3a}}{rest}", &line[..indent])
        }
        None => line,
    }
}

/// What follows the first sign of a line that a log reader may take for a command, blanks before it or not. A file that is
/// called `:` begins one, too: in a report, another `:` and the line's number follow.
fn command(line: &str) -> Option<&str> {
    let rest = line.trim_start().strip_prefix(':')?;
    (rest.is_empty() || rest.starts_with(':')).then_some(rest)
}

/// Adds one character to `shown`, as an escape if it acts.
pub(super) fn push(shown: &mut String, c: char) {
    if acts(c) {
        shown.extend(c.escape_default());
    } else {
        shown.push(c);
    }
}

/// Whether a character does something instead of being seen.
pub(super) fn acts(c: char) -> bool {
    c.is_control()
        || is_unseen(c) && !matches!(c, '\u{fe00}'..='\u{fe0f}') // which only choose how a sign looks
        || matches!(c,
            '\u{2028}' | '\u{2029}' // line and paragraph separators
            | '\u{fffe}' | '\u{ffff}') // no characters at all: XML does not allow them in any form
}

/// Whether what follows `before` is the middle of `##[`, after which a log reader obeys anything.
pub(super) fn commands(before: &str, rest: &str) -> bool {
    rest.starts_with("#[") && before.ends_with('#')
}

/// The first characters of a text, with a mark where more were left out.
pub(super) fn cut(text: &str, longest: usize) -> Cow<'_, str> {
    let mut ends = text.char_indices().skip(longest.saturating_sub(1)).map(|(end, _)| end);
    match (ends.next(), ends.next()) {
        (Some(end), Some(_)) => format!("{}…", &text[..end]).into(),
        _ => text.into(),
    }
}

/// More characters than any message, label or path that was meant to be read.
const LONGEST: usize = 2000;

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, want: &str) {
        assert_eq!(visible(text), want);
    }

    #[test]
    fn plain_text_stays() {
        check("`expecting` → Zürich, 東京, 👩", "`expecting` → Zürich, 東京, 👩");
    }

    #[test]
    fn what_acts_is_shown() {
        check("a\u{1b}[2Jb", r"a\u{1b}[2Jb");
        check("a\u{202e}b\u{2066}\u{200f}", r"a\u{202e}b\u{2066}\u{200f}");
        check("a\nb\r\tc\u{7f}\u{9b}", r"a\nb\r\tc\u{7f}\u{9b}");
        check("a\u{2028}b\u{feff}", r"a\u{2028}b\u{feff}");
    }

    #[test]
    fn what_nobody_sees_is_shown() {
        for c in ['\u{200b}', '\u{200d}', '\u{ad}', '\u{2060}', '\u{2064}', '\u{feff}', '\u{e0000}', '\u{e007f}'] {
            check(&format!("a{c}b"), &format!("a{}b", c.escape_unicode()));
        }
    }

    #[test]
    fn workflow_commands_are_broken() {
        check("::add-mask::a", r"\u{3a}:add-mask::a");
        check(" ::add-mask::a", r" \u{3a}:add-mask::a");
        check(":", r"\u{3a}");
        check(":a", ":a");
        check("a ##[error] b", r"a #\u{23}[error] b");
        assert_eq!(inert("   ::error::x".into()), r"   \u{3a}:error::x");
    }

    #[test]
    fn endless_text_is_cut() {
        assert_eq!(visible(&"ä".repeat(9000)).chars().count(), LONGEST + 1);
    }
}
