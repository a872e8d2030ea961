//! Text outside of all items: what was it meant to be?

use super::Before;
use super::faults::{fault, quote};
use super::keyword;
use super::lone::{name_of, unclosed_string};
use super::reading::Reading;
use super::scan::Part;
use super::token::{Kind, Token, Tokens};
use super::words;
use crate::ast::File;
use crate::finding::{Finding, Help};

/// Says what is wrong with text outside of all items.
pub(super) fn stray(reading: &mut Reading<'_>, file: &mut File, part: &Part, before: Before) {
    let tokens = Tokens::new(reading.text, part.start).filter(|token| token.kind != Kind::Comment);
    let tokens: Vec<Token> = tokens.take(3).take_while(|token| token.end <= part.end).collect();
    let found = match (item_of_no_kind(reading, file, &tokens), before) {
        (Some(found), _) => Some(found),
        // It was most likely meant to be in the item that went wrong.
        (None, Before::Faulty) => None,
        (None, Before::Fine) => lost(reading, &tokens),
    };
    if let Some(found) = found {
        reading.report(found);
    }
}

/// A word, a name, and a title or a brace: an item whose kind is misspelt. Then other items may speak of it.
fn item_of_no_kind(reading: &Reading<'_>, file: &mut File, tokens: &[Token]) -> Option<Finding> {
    let [kind, name, begins] = *tokens else { return None };
    let is_item = kind.kind == Kind::Word
        && name.kind == Kind::Word
        && (begins.kind == Kind::String || begins.is(reading.text, "{"));
    let (word, at) = (is_item.then(|| kind.text(reading.text))?, reading.place_of(kind));
    let near = keyword::nearest(word, words::ITEMS.iter().copied());
    file.broken.extend(near.and_then(keyword::item_kind).map(|kind| (kind, name_of(reading, name))));
    let found = fault("syntax/unknown-word", at, format!("{} is no kind of item", quote(word)));
    Some(match near {
        Some(near) => found.help(Help::did_you_mean(at, near)),
        None => found.help("items are `campaign`, `segment`, `trait`, `place` and `consent`"),
    })
}

/// Any other text.
fn lost(reading: &Reading<'_>, tokens: &[Token]) -> Option<Finding> {
    let first = *tokens.first()?;
    if let Some(hidden) = tokens.iter().take(2).find_map(|token| reading.deceiving_token(*token)) {
        return Some(hidden);
    }
    if first.kind == Kind::OpenString {
        return Some(unclosed_string(reading, first));
    }
    let (word, at) = (first.text(reading.text), reading.place_of(first));
    if word == "}" {
        let lone = fault("syntax/unexpected", at, "this `}` closes nothing");
        return Some(lone.help("take it away, or look for a `{` that is missing above"));
    }
    let is_comment = word == "/" && tokens.get(1).is_some_and(|second| second.is(reading.text, "/"));
    let found = fault("syntax/unexpected", at, format!("{} stands outside of every item", quote(word)));
    Some(found.help(if is_comment {
        "comments start with `#`"
    } else {
        "a file holds `campaign`, `segment`, `trait`, `place` and `consent` items; is there a `}` too many above?"
    }))
}
