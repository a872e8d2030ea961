//! Which words of the language may stand where: for finding the next statement after a fault, and for "did you mean".

use super::words;
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
        ItemKind::Campaign => words::CAMPAIGN,
        ItemKind::Segment => words::SEGMENT,
        ItemKind::Trait => words::TRAIT,
        ItemKind::Place => words::PLACE,
        ItemKind::Consent => words::CONSENT,
    }
}

/// Whether `word` is one of those that are no one-word names.
pub(super) fn is_reserved(word: &str) -> bool {
    words::RESERVED.contains(&word)
}

/// Whether `word` can name an item: letters, digits, `_` and `-` after a letter, and not a word of the language.
pub(super) fn is_name(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_alphabetic())
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte))
        && !is_reserved(word)
}

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
