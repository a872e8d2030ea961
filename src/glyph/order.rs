//! The order in which a text is shown: marks can turn it round, so that `seilimaf` reads as `families`.

use std::borrow::Cow;

use unicode_bidi::{BidiClass, BidiInfo, bidi_class};

/// The marks that turn letters round which have a direction of their own.
pub(super) const OVERRIDES: [char; 2] = ['\u{202d}', '\u{202e}'];

/// The text in the order in which people see it, where a mark turns Latin letters round.
///
/// Letters that are read from the right stand in the text in the order in which they are read.
pub(super) fn as_shown(text: &str) -> Cow<'_, str> {
    if !text.contains(OVERRIDES) || text.chars().any(is_from_right) {
        return text.into();
    }
    let info = BidiInfo::new(text, None);
    let lines = info.paragraphs.iter().map(|paragraph| info.reorder_line(paragraph, paragraph.range.clone()));
    lines.collect::<String>().into()
}

/// Whether a letter is read from right to left.
pub(super) fn is_from_right(character: char) -> bool {
    !character.is_ascii() && matches!(bidi_class(character), BidiClass::R | BidiClass::AL) && character.is_alphabetic()
}
