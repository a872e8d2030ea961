//! Turns the text of one file into a syntax tree, and what is wrong with it into findings.
//!
//! Reading never fails: what could be understood is in the tree, what could not is a finding about its place.

mod campaign;
mod kind;
pub mod list;

use std::borrow::Cow;

use crate::ast::File;
use crate::finding::Finding;
use crate::source::SourceId;

pub(crate) use kind::Kind;

/// The code of a region, where `word` is one: ISO 3166, `EU`, `EEA` or `WORLD`; `UK` is read as `GB`.
pub(crate) fn region(word: &str) -> Option<String> {
    campaign::region(word)
}

/// Reads one file in the campaign language.
pub fn read(source: SourceId, text: &str) -> (File, Vec<Finding>) {
    campaign::read(source, text)
}

/// A piece of the campaign language as messages quote it: without the comments in it.
pub(crate) fn without_comments(piece: &str) -> Cow<'_, str> {
    campaign::without_comments(piece)
}
