//! Single tokens of text that did not parse as a whole: names, strings, and strings that are not closed.

use pest::Parser;

use super::faults::fault;
use super::grammar::{Grammar, Rule};
use super::reading::Reading;
use super::token::{LINE_ENDS, Token};
use super::tree::Tree;
use crate::ast::{Name, Spanned, Str};
use crate::finding::Finding;

/// The name that a word is.
pub(super) fn name_of(reading: &Reading<'_>, token: Token) -> Name {
    Spanned { value: token.text(reading.text).into(), span: reading.place_of(token) }
}

/// The string that a token is, if it can be read.
pub(super) fn string_of(reading: &mut Reading<'_>, tree: &mut Tree<'_>, token: Token) -> Option<Str> {
    let pairs = Grammar::parse(Rule::string, token.text(reading.text)).ok()?;
    let string = tree.add(pairs, token.start);
    reading.string(&tree.nodes(string).next()?)
}

/// Says that a string is not closed.
pub(super) fn unclosed_string(reading: &Reading<'_>, token: Token) -> Finding {
    let words = token.text(reading.text);
    let (message, help) = if words.starts_with("\"\"\"") {
        ("a `\"\"\"` text is not closed", "add `\"\"\"` where it ends")
    } else {
        ("a string is not closed on its line", "add a `\"` where it ends; a text of several lines stands in `\"\"\"`")
    };
    let first_line = words.split(LINE_ENDS).next().unwrap_or_default().trim_end().len();
    let at = reading.place(token.start, token.start + first_line);
    fault("syntax/unclosed-string", at, message).help(help).label("opened here")
}
