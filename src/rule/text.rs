//! The texts of a rule file.

use crate::data::Reader;
use crate::finding::Text;
use crate::rule::key::Placeholder;
use crate::word::Word;

/// Lines of a paragraph joined.
pub(super) fn prose(text: &str) -> Text {
    text.split_whitespace().collect::<Vec<_>>().join(" ").into()
}

/// A text whose placeholders exist.
pub(super) fn template(reader: Reader<'_>) -> Option<&str> {
    let text = reader.said()?;
    for piece in text.split('{').skip(1) {
        let Some((name, _)) = piece.split_once('}') else { continue };
        if Placeholder::from_word(name).is_none() {
            let known: Vec<_> = Placeholder::ALL.iter().map(|known| known.word()).collect();
            reader.unknown("unknown-placeholder", format!("no placeholder is called `{name}`"), name, &known);
        }
    }
    Some(text)
}
