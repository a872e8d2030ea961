//! Cuts what did not parse at the words that begin a statement, and guesses which brace was left open.

use super::keyword;
use super::token::{Kind, LINE_ENDS, Token, is_blank};
use super::words;

/// Whether a block ends where it seems to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ends {
    /// A brace closes it.
    Closed,
    /// The next item or the end of the file cuts it off.
    Open,
}

impl Ends {
    /// How a block ends whose closing brace was found, or not.
    pub(super) fn of(closed: bool) -> Ends {
        if closed { Ends::Closed } else { Ends::Open }
    }
}

/// Cuts `tokens` where statements begin.
///
/// A block that nothing closes is also cut inside of its braces, at the start of lines: one of them was left open.
pub(super) fn pieces<'t>(text: &str, tokens: &'t [Token], words: &[&str], ends: Ends) -> Vec<&'t [Token]> {
    let mut pieces = Vec::new();
    let (mut start, mut depth) = (0, 0_usize);
    for (number, token) in tokens.iter().enumerate() {
        let may_start = token.kind == Kind::Word && (depth == 0 || ends == Ends::Open && token.starts_line(text));
        let before = number.checked_sub(1).map(|before| tokens[before]);
        if may_start && starts_statement(text, &tokens[number..], before, words) {
            pieces.push(&tokens[start..number]);
            (start, depth) = (number, 0);
        } else if token.is(text, "{") {
            depth += 1;
        } else if token.is(text, "}") && depth > 0 {
            depth -= 1;
        } else if token.is(text, "}") && ends == Ends::Open {
            // It closes the block, whose own brace was taken for that of another.
            pieces.push(&tokens[start..number]);
            start = number + 1;
        }
    }
    pieces.push(&tokens[start..]);
    pieces
}

/// After these, on the same line, no statement starts.
const JOINS: &[&str] =
    &["with", "in", "for", "to", "by", "and", "or", "not", "when", "target", "exclude", "suppress", "of"];

fn starts_statement(text: &str, tokens: &[Token], before: Option<Token>, words: &[&str]) -> bool {
    let Some(first) = tokens.first() else { return false };
    let line_start = first.starts_line(text);
    // Elsewhere the word may be a field: `with email_hash, size`.
    let joined = before.is_some_and(|before| before.kind == Kind::Comma || JOINS.contains(&before.text(text)));
    if !line_start && joined {
        return false;
    }
    let word = first.text(text);
    let full = |keyword: &&str| keyword.split(' ').zip(tokens).all(|(part, token)| token.is(text, part));
    if words.iter().any(full) {
        // `at most 3 a week`, and not the count of a condition.
        return word != "at" || words.contains(&"at") || tokens.get(3).is_some_and(|token| token.is(text, "a"));
    }
    line_start && !joined && nearly_starts_statement(word, words)
}

/// Whether a word at the start of a line is nearly one that starts a statement: the next statement all the same.
fn nearly_starts_statement(word: &str, words: &[&str]) -> bool {
    let first = |keyword: &&'static str| keyword.split(' ').next();
    if words::CONDITION.iter().filter_map(first).any(|known| known == word) {
        return false;
    }
    let firsts = || words.iter().filter_map(|keyword| keyword.split(' ').next()).filter(|first| *first != "at");
    firsts().any(|first| first == word) || !keyword::is_reserved(word) && keyword::nearest(word, firsts()).is_some()
}

/// The brace that opens a message's lines: braces before it belong to the groups of its `when`.
pub(super) fn message_brace(text: &str, tokens: &[Token]) -> Option<usize> {
    let (mut depth, mut before) = (0_usize, None);
    for (number, token) in tokens.iter().enumerate() {
        if token.is(text, "{") {
            let of_group = before.is_some_and(|word: Token| word.is(text, "of") || word.is(text, "where"));
            if depth == 0 && !of_group {
                return Some(number);
            }
            depth += 1;
        } else if token.is(text, "}") {
            depth = depth.saturating_sub(1);
        }
        before = Some(*token);
    }
    None
}

/// Of a block that nothing closes, the brace inside of it that most likely was left open, and what stands last in it:
/// the first that is closed by a `}` further out than the line that opens it.
pub(super) fn suspect(text: &str, tokens: &[Token]) -> Option<(Token, Option<Token>)> {
    let mut open: Vec<Token> = Vec::new();
    for (number, token) in tokens.iter().enumerate() {
        if token.is(text, "{") {
            open.push(*token);
        } else if token.is(text, "}")
            && let Some(brace) = open.pop()
            && token.starts_line(text)
            && indent(text, *token) < indent(text, brace)
        {
            return Some((brace, number.checked_sub(1).map(|before| tokens[before])));
        }
    }
    None
}

/// By how much the line of `token` is indented.
fn indent(text: &str, token: Token) -> usize {
    let before = text.get(..token.start).unwrap_or_default();
    let line = before.rfind(LINE_ENDS).map_or(0, |at| at + 1);
    let rest = text.get(line..).unwrap_or_default();
    rest.len() - rest.trim_start_matches(is_blank).len()
}
