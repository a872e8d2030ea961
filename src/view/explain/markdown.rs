//! Pages as Markdown, for a wiki: whatever text from files holds, it stays text.

use std::fmt::Write as _;
use std::io;

use crate::report::visible;

/// A Markdown document under way.
#[derive(Debug, Default)]
pub(super) struct Document {
    text: String,
    /// Whether the last thing written is an item of a list.
    in_list: bool,
}

impl Document {
    /// A heading; 1 is the greatest.
    pub(super) fn heading(&mut self, level: usize, text: &str) {
        self.apart();
        let _ = writeln!(self.text, "{} {}", "#".repeat(level.clamp(1, 6)), escaped(text));
    }

    /// A paragraph; nothing where it is empty.
    pub(super) fn paragraph(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.apart();
            let _ = writeln!(self.text, "{}", escaped(text));
        }
    }

    /// One item of a list.
    pub(super) fn item(&mut self, text: &str) {
        self.dash();
        let _ = writeln!(self.text, "{}", escaped(text));
    }

    /// One item of a list that says what it is about; nothing where it says nothing.
    pub(super) fn named(&mut self, name: &str, text: &str) {
        if !text.trim().is_empty() {
            self.dash();
            let _ = writeln!(self.text, "**{}**: {}", escaped(name), escaped(text));
        }
    }

    /// Text to be copied, in a language.
    pub(super) fn code(&mut self, language: &str, text: &str) {
        self.apart();
        let fence = "`".repeat(longest_run(text).max(2) + 1);
        let _ = writeln!(self.text, "{fence}{language}");
        for line in text.trim_end().lines() {
            let _ = writeln!(self.text, "{}", visible(line));
        }
        let _ = writeln!(self.text, "{fence}");
    }

    /// Writes it all.
    pub(super) fn write(self, out: &mut dyn io::Write) -> io::Result<()> {
        out.write_all(self.text.as_bytes())?;
        out.flush()
    }

    fn dash(&mut self) {
        if !self.in_list {
            self.apart();
        }
        self.in_list = true;
        self.text.push_str("- ");
    }

    fn apart(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.in_list = false;
    }
}

/// The most backticks in a row.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// One line of text that Markdown reads as text, but for words in backticks, which stay code.
fn escaped(text: &str) -> String {
    // Word by word, since a line for people is cut where nobody would read on, and a page is not.
    let line = text.split_whitespace().map(visible).collect::<Vec<_>>().join(" ");
    let mut shown = String::with_capacity(line.len() + 16);
    let mut rest = &*line;
    while let Some((before, after)) = rest.split_once('`') {
        escape(before, &mut shown);
        // A pair with nothing in it would be a longer mark.
        rest = after;
        if let Some((code, after)) = after.split_once('`').filter(|(code, _)| !code.is_empty()) {
            let _ = write!(shown, "`{code}`");
            rest = after;
        } else {
            shown.push_str(r"\`");
        }
    }
    escape(rest, &mut shown);
    unlisted(shown)
}

fn escape(text: &str, shown: &mut String) {
    for c in text.chars() {
        if matches!(c, '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '~' | '|' | '!' | '&') {
            shown.push('\\');
        }
        shown.push(c);
    }
}

/// A line that does not begin as an item of a list or as a rule under a heading would.
fn unlisted(line: String) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let is_numbered = digits > 0 && line[digits..].starts_with(['.', ')']);
    let ends = line.get(digits + 1..).is_none_or(|rest| rest.is_empty() || rest.starts_with(' '));
    match digits {
        0 if line.starts_with(['-', '+', '=']) => format!(r"\{line}"),
        _ if is_numbered && ends => format!(r"{}\{}", &line[..digits], &line[digits..]),
        _ => line,
    }
}

#[cfg(test)]
mod tests {
    use super::{Document, escaped};

    #[test]
    fn text_stays_text() {
        for (text, want) in [
            (
                "a *b* _c_ <img src=x onerror=y> [d](e) ![f](g)",
                r"a \*b\* \_c\_ \<img src=x onerror=y\> \[d\](e) \!\[f\](g)",
            ),
            ("# a\n- b\n> c | d", r"\# a - b \> c \| d"),
            ("- a", r"\- a"),
            ("1. a", r"1\. a"),
            ("0.1.0", "0.1.0"),
            ("2027-03-01 is a day", "2027-03-01 is a day"),
            ("=== &lt; ~~x~~", r"\=== \&lt; \~\~x\~\~"),
            ("write `require consent` or ` <b>", r"write `require consent` or \` \<b\>"),
            ("`` <b>", r"\`\` \<b\>"),
            ("a\u{1b}[2Jb\u{202e}", r"a\\u\{1b\}\[2Jb\\u\{202e\}"),
        ] {
            assert_eq!(
                escaped(text).replace(r"\{", "{").replace(r"\}", "}"),
                want.replace(r"\{", "{").replace(r"\}", "}")
            );
        }
    }

    #[test]
    fn code_cannot_end_its_fence() {
        let mut document = Document::default();
        document.code("campaign", "a\n````\nb");
        assert_eq!(document.text, "`````campaign\na\n````\nb\n`````\n");
    }
}
