//! What stands before the statements of an item that did not parse as a whole: keyword, name, title, brace.

use super::faults::{fault, quote};
use super::keyword;
use super::lone::{name_of, string_of, unclosed_string};
use super::reading::Reading;
use super::token::{Kind, Token};
use super::tree::Tree;
use crate::ast::{ItemKind, Name, Str};
use crate::finding::{Finding, Help};
use crate::word::Word;

/// What stands before the statements of an item.
pub(super) struct Head {
    pub(super) name: Option<Name>,
    pub(super) title: Option<Str>,
    /// The brace that opens the statements.
    pub(super) brace: Option<Token>,
    /// At which token the statements begin.
    pub(super) body: usize,
}

/// Reads what stands before the statements of an item, and lists the first thing that is wrong with it.
pub(super) fn head(
    reading: &mut Reading<'_>,
    tree: &mut Tree<'_>,
    tokens: &[Token],
    kind: ItemKind,
    words: &[&str],
) -> Head {
    let text = reading.text;
    let mut at = 1;
    let name = tokens.get(at).copied().filter(|token| token.kind == Kind::Word && !token.starts_line(text));
    let name_fault = name_fault(reading, tokens, kind);
    if name.is_some() {
        at += 1;
    }
    let title = tokens.get(at).copied().filter(|token| matches!(token.kind, Kind::String | Kind::OpenString));
    if title.is_some() {
        at += 1;
    }
    let brace = tokens.get(at).copied().filter(|token| token.is(text, "{"));
    let odd = [name, tokens.get(at).copied()].into_iter().flatten();
    let hidden = odd.into_iter().find_map(|token| reading.deceiving_token(token));
    let fault = hidden
        .or_else(|| capitals(reading, tokens, kind))
        .or(name_fault)
        .or_else(|| brace_fault(reading, tokens, at, title, brace));
    let body = match brace {
        Some(_) => at + 1,
        None => body_without_brace(text, tokens, at, words),
    };
    if let Some(fault) = fault {
        reading.report(fault);
    }
    let name = name.filter(|name| keyword::is_name(name.text(text))).map(|name| name_of(reading, name));
    let title = title.filter(|title| title.kind == Kind::String).and_then(|title| string_of(reading, tree, title));
    Head { name, title, brace, body }
}

/// A keyword that is not in lower case.
fn capitals(reading: &Reading<'_>, tokens: &[Token], kind: ItemKind) -> Option<Finding> {
    let first = tokens.first().copied().filter(|first| !first.is(reading.text, kind.word()))?;
    let message = format!("{} is not written in lower case", quote(first.text(reading.text)));
    let found = fault("syntax/unknown-word", reading.place_of(first), message);
    let help = Help::new(format!("all words of the language are in lower case: write `{}`", kind.word()));
    Some(found.help(help.edit(reading.place_of(first), kind.word())))
}

/// A name of several words, such as `my segment`.
fn spaced_name(reading: &Reading<'_>, tokens: &[Token], at: usize) -> Option<Finding> {
    let text = reading.text;
    let words =
        tokens.get(1..)?.iter().take_while(|token| token.kind == Kind::Word && !token.starts_line(text)).count();
    let ends = tokens.get(words + 1)?;
    if at != 2 || words < 2 || !(ends.is(text, "{") || ends.kind == Kind::String) {
        return None;
    }
    let name: Vec<_> = tokens[1..=words].iter().map(|token| token.text(text)).collect();
    let place = reading.place(tokens[1].start, tokens[words].end);
    let message = format!("{} is more than one word", quote(&name.join(" ")));
    let found = fault("syntax/unexpected", place, message);
    let name = name.join("_");
    let help = Help::new(format!("names have no blanks: write `{}`", super::faults::shorten(&name, 60)));
    Some(found.help(help.edit(place, name)))
}

fn name_fault(reading: &Reading<'_>, tokens: &[Token], kind: ItemKind) -> Option<Finding> {
    let text = reading.text;
    let item = kind.word();
    let Some(token) = tokens.get(1).copied() else {
        let at = reading.place_of(*tokens.first()?);
        return Some(
            fault("syntax/unexpected", at, format!("`{item}` needs a name"))
                .help(format!("write `{item} some_name {{ … }}`")),
        );
    };
    let (word, at) = (token.text(text), reading.place_of(token));
    if token.kind == Kind::Word && keyword::is_reserved(word) {
        let message = format!("{} is a word of the language and no name for a {item}", quote(word));
        return Some(fault("syntax/reserved-word", at, message).help(format!("call it `{word}_`")));
    }
    if token.kind == Kind::Word && !keyword::is_name(word) {
        let odd = fault("syntax/unexpected", at, format!("{} is no name", quote(word)));
        return Some(odd.help("names are made of the letters a to z, digits, `_` and `-`"));
    }
    if token.kind == Kind::Word && kind != ItemKind::Trait && word.contains('.') {
        let dotted = fault("syntax/unexpected", at, format!("the name {} has a dot", quote(word)));
        return Some(dotted.help("only traits have paths for names; write `_` for the dot"));
    }
    if token.kind == Kind::Word {
        return None;
    }
    let found = fault("syntax/unexpected", at, format!("expected a name for the {item}, found {}", quote(word)));
    Some(found.help(format!("names begin with a letter, such as `{item} some_name {{ … }}`")))
}

fn brace_fault(
    reading: &Reading<'_>,
    tokens: &[Token],
    at: usize,
    title: Option<Token>,
    brace: Option<Token>,
) -> Option<Finding> {
    if let Some(title) = title.filter(|title| title.kind == Kind::OpenString) {
        return Some(unclosed_string(reading, title));
    }
    if brace.is_some() {
        return None;
    }
    if let Some(spaced) = spaced_name(reading, tokens, at) {
        return Some(spaced);
    }
    let last = tokens.get(at.checked_sub(1)?).copied()?;
    let found = match tokens.get(at) {
        Some(token) => format!("expected a title or `{{` before {}", quote(token.text(reading.text))),
        None => "expected a title or `{` here".to_owned(),
    };
    let place = tokens.get(at).copied().unwrap_or(last);
    Some(fault("syntax/unexpected", reading.place_of(place), found).help("statements stand between `{` and `}`"))
}

/// Where the statements begin if their brace is missing: at the first word that starts one, or after some later brace.
fn body_without_brace(text: &str, tokens: &[Token], at: usize, words: &[&str]) -> usize {
    let starts = |token: &Token| words.iter().any(|word| word.split(' ').next() == Some(token.text(text)));
    let after = tokens.get(at..).unwrap_or_default();
    let found = after.iter().position(|token| token.is(text, "{") || starts(token));
    match found {
        Some(found) if after[found].is(text, "{") => at + found + 1,
        Some(found) => at + found,
        None => tokens.len(),
    }
}
