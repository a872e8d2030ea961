//! The words of a text, without any grammar: what the scan and the explanations of faults work on.
//!
//! Words, strings and comments end here exactly where they end in the grammar; all else may be coarser.

use std::borrow::Cow;

/// One word, string, comment or mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// The first byte.
    pub(super) start: usize,
    /// One past the last byte.
    pub(super) end: usize,
}

/// What a token looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word, or words joined by dots.
    Word,
    /// Something that begins like a number: `5`, `200m`, `2027-03-02`, `08:00`.
    Number,
    /// A string with both its quotes.
    String,
    /// A string that nothing closes.
    OpenString,
    /// One of `{ ( [`.
    Open,
    /// One of `} ) ]`.
    Close,
    /// `,`
    Comma,
    /// A run of `= ! < > & |`.
    Operator,
    /// `#` to the end of the line.
    Comment,
    /// Any other character.
    Other,
}

impl Token {
    /// What the text says here.
    pub(super) fn text(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// Whether this is the word or mark `wanted`.
    pub(super) fn is(self, text: &str, wanted: &str) -> bool {
        self.text(text) == wanted
    }

    /// Whether a line of `text` starts with this.
    pub(super) fn starts_line(self, text: &str) -> bool {
        let before = text.get(..self.start).unwrap_or_default();
        let before = before.trim_end_matches([' ', '\t', '\u{a0}']);
        before.is_empty() || before.ends_with(LINE_ENDS)
    }
}

/// Walks over the tokens of a text, in time linear in its length.
pub(super) struct Tokens<'a> {
    text: &'a str,
    at: usize,
    /// Set once a `"""` was found that nothing closes: then nothing closes a later one, and looking again would cost
    /// the rest of the text each time.
    no_long_end: bool,
}

impl<'a> Tokens<'a> {
    /// The tokens of `text` from byte `at` on.
    pub(super) fn new(text: &'a str, at: usize) -> Tokens<'a> {
        Tokens { text, at, no_long_end: false }
    }

    /// How many bytes from `from` on belong to a run of characters that `belongs` accepts.
    fn run(&self, from: usize, belongs: impl Fn(char) -> bool) -> usize {
        let rest = self.text.get(from..).unwrap_or_default();
        rest.find(|character| !belongs(character)).map_or(self.text.len(), |length| from + length)
    }

    fn byte(&self, at: usize) -> u8 {
        self.text.as_bytes().get(at).copied().unwrap_or_default()
    }

    fn word_end(&self, start: usize) -> usize {
        let mut end = self.run(start, is_word);
        while self.byte(end) == b'.' && self.byte(end + 1).is_ascii_alphabetic() {
            end = self.run(end + 1, is_word);
        }
        end
    }

    fn number_end(&self, start: usize) -> usize {
        let mut end = self.run(start + 1, |character| is_word(character) || character == ':');
        while matches!(self.byte(end), b'.' | b'/') && self.byte(end + 1).is_ascii_alphanumeric() {
            end = self.run(end + 1, |character| is_word(character) || character == ':');
        }
        end
    }

    fn string(&mut self, start: usize) -> (Kind, usize) {
        if self.text[start..].starts_with("\"\"\"") {
            return self.long_string(start);
        }
        let mut at = start + 1;
        loop {
            match self.byte(at) {
                b'"' => return (Kind::String, at + 1),
                b'\n' | b'\r' => break,
                _ if self.text.len() <= at => break,
                b'\\' if !matches!(self.byte(at + 1), b'\n' | b'\r') => at += 2,
                _ => at += 1,
            }
        }
        let line = &self.text[start..at.min(self.text.len())];
        (Kind::OpenString, start + line.trim_end().len())
    }

    fn long_string(&mut self, start: usize) -> (Kind, usize) {
        let mut at = start + 3;
        while !self.no_long_end && at < self.text.len() {
            match self.byte(at) {
                b'\\' => at += 2,
                b'"' if self.byte(at + 1) == b'"' && self.byte(at + 2) == b'"' => return (Kind::String, at + 3),
                _ => at += 1,
            }
        }
        self.no_long_end = true;
        (Kind::OpenString, self.long_string_guess(start))
    }

    /// Where an unclosed `"""` most likely should have ended: before the next line that begins with `}`.
    fn long_string_guess(&self, start: usize) -> usize {
        let mut end = start;
        for line in self.text[start..].split_inclusive(LINE_ENDS) {
            if end > start && line.trim_start().starts_with('}') {
                break;
            }
            end += line.len();
        }
        start + self.text[start..end].trim_end().len()
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let start = self.run(self.at, is_blank);
        let first = self.text.get(start..)?.chars().next()?;
        let (kind, end) = match first {
            '"' => self.string(start),
            '#' => {
                let line = self.text[start..].split(LINE_ENDS).next().unwrap_or_default();
                (Kind::Comment, start + line.len())
            }
            '{' | '(' | '[' => (Kind::Open, start + 1),
            '}' | ')' | ']' => (Kind::Close, start + 1),
            ',' => (Kind::Comma, start + 1),
            '=' | '!' | '<' | '>' | '&' | '|' => (Kind::Operator, self.run(start, |c| "=!<>&|".contains(c))),
            '-' if self.byte(start + 1).is_ascii_digit() => (Kind::Number, self.number_end(start)),
            _ if first.is_ascii_digit() => (Kind::Number, self.number_end(start)),
            _ if first == '_' || first.is_alphabetic() => (Kind::Word, self.word_end(start)),
            _ => (Kind::Other, start + first.len_utf8()),
        };
        self.at = end;
        Some(Token { kind, start, end })
    }
}

/// A piece of the language without its comments.
pub(in crate::front) fn without_comments(text: &str) -> Cow<'_, str> {
    if !text.contains('#') {
        return text.into();
    }
    let mut left = String::with_capacity(text.len());
    let mut from = 0;
    for comment in Tokens::new(text, 0).filter(|token| token.kind == Kind::Comment) {
        left.push_str(&text[from..comment.start]);
        from = comment.end;
    }
    left.push_str(&text[from..]);
    left.into()
}

/// What ends a line: either, or both together.
pub(super) const LINE_ENDS: [char; 2] = ['\n', '\r'];

/// Whether `character` counts as a blank between words.
pub(super) fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\n' | '\t' | '\r' | '\u{a0}')
}

// Letters of other scripts are in no name, but a fault should show the whole word.
fn is_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '-')
}
