//! Which words of the language may stand where: for finding the next statement after a fault, and for "did you mean".

use pest::Parser;

use super::grammar::{Grammar, Rule};
use crate::ast::ItemKind;
use crate::word::Word;

/// The word that an item starts with.
pub(super) fn item_kind(word: &str) -> Option<ItemKind> {
    ItemKind::from_word(word)
}

/// The kind of item that a word starts, or would start without its capitals.
pub(super) fn item_kind_of(word: &str) -> Option<ItemKind> {
    let capital = word.len() <= 8 && word.starts_with(|first: char| first.is_ascii_uppercase());
    if capital { item_kind(&word.to_ascii_lowercase()) } else { item_kind(word) }
}

/// The words that the statements of an item start with.
pub(super) fn statements(kind: ItemKind) -> &'static [&'static str] {
    match kind {
        ItemKind::Campaign => CAMPAIGN,
        ItemKind::Segment => SEGMENT,
        ItemKind::Trait => TRAIT,
        ItemKind::Place => PLACE,
        ItemKind::Consent => CONSENT,
    }
}

/// Whether `word` is one of those that are no one-word names.
pub(super) fn is_reserved(word: &str) -> bool {
    Grammar::parse(Rule::only_reserved, word).is_ok()
}

/// Whether `word` can name an item: letters, digits, `_` and `-` after a letter, and not a word of the language.
pub(super) fn is_name(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_alphabetic())
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte))
        && !is_reserved(word)
}

/// The words that items start with.
pub(super) const ITEMS: &[&str] = &["campaign", "segment", "trait", "place", "consent"];

/// The words that the statements of a campaign start with.
pub(super) const CAMPAIGN: &[&str] = &[
    "owner",
    "promotes",
    "purpose",
    "channels",
    "regions",
    "flight",
    "size",
    "note",
    "hours",
    "at most",
    "target",
    "exclude",
    "suppress",
    "start when",
    "stop when",
    "beside",
    "require consent",
    "told by",
    "runs on",
    "send to",
    "message",
    "allow",
];

/// The words that the statements of a segment start with.
pub(super) const SEGMENT: &[&str] =
    &["when", "uploaded from", "bought from", "size", "retained", "about", "note", "reveals", "allow"];

/// The words that the statements of a trait start with.
pub(super) const TRAIT: &[&str] =
    &["declared in", "observed from", "inferred by", "bought from", "retained", "note", "reveals", "allow"];

/// The words that the statements of a place start with.
pub(super) const PLACE: &[&str] = &["at", "from", "kind", "reveals", "allow"];

/// The words that the statements of a consent start with.
pub(super) const CONSENT: &[&str] =
    &["to", "asked in", "wording", "for", "shared with", "kept in", "expires", "signed", "note"];

/// The words that the lines of a message start with.
pub(super) const MESSAGE: &[&str] = &["subject", "body", "link", "shows"];

/// The words that a condition starts with.
pub(super) const CONDITION: &[&str] = &[
    "purchased",
    "returned",
    "abandoned",
    "viewed",
    "searched",
    "clicked",
    "opened",
    "used",
    "installed",
    "watched",
    "attended",
    "joined",
    "donated to",
    "did",
    "mentioned",
    "within",
    "visited",
    "lives in",
    "works in",
    "is in",
    "interested in",
    "similar to",
    "consented to",
    "any of",
    "all of",
    "none of",
    "at least",
    "not",
];

/// The one of `candidates` that `word` was most likely meant to be.
pub(super) fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    // Far longer than any keyword: the distance would cost much and mean nothing.
    if word.len() > 40 {
        return None;
    }
    let word = word.to_lowercase();
    let allowed = (word.chars().count() / 3).clamp(1, 3);
    let scored = candidates.into_iter().map(|candidate| (strsim::osa_distance(&word, candidate), candidate));
    // A word of one or two letters is near to every other such word.
    let near = scored.filter(|&(distance, candidate)| distance <= allowed && distance * 2 < candidate.len());
    near.min_by_key(|&(distance, _)| distance).map(|(_, candidate)| candidate)
}
