//! Addresses in copy, which say what they say by themselves.

use std::ops::Range;

use crate::source::Decoded;

/// What is left of a text without its addresses, and each address; the text itself where it has none.
pub(super) fn split(text: &Decoded) -> Vec<Decoded> {
    let (addresses, rest): (Vec<_>, Vec<_>) = words(&text.value).partition(|at| is_address(&text.value[at.clone()]));
    if addresses.is_empty() {
        return vec![text.clone()];
    }
    let alone = addresses.into_iter().map(|address| text.joined(&[address]));
    std::iter::once(text.joined(&rest)).chain(alone).collect()
}

/// Where the words of a text stand in it.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    text.split_whitespace().map(move |word| {
        let start = at + text[at..].find(word).unwrap_or_default();
        at = start + word.len();
        start..at
    })
}

fn is_address(word: &str) -> bool {
    let word = word.trim_start_matches(['(', '<', '"', '\'']);
    ["http://", "https://", "www."]
        .iter()
        .any(|start| word.get(..start.len()).is_some_and(|at| at.eq_ignore_ascii_case(start)))
}

#[cfg(test)]
mod tests {
    use super::split;
    use crate::source::{Decoded, SourceId, Span};

    fn parts(text: &str) -> Vec<(String, u32, u32)> {
        let whole = Decoded::as_written(text, Span::new(SourceId::nth(0), 9, 99), 10);
        let place = |part: &Decoded| part.at(0..part.value.len());
        split(&whole).iter().map(|part| (part.value.to_string(), place(part).start, place(part).end)).collect()
    }

    #[test]
    fn addresses_stand_alone() {
        let want = [("Read now", 10, 61), ("https://shop.example/a", 16, 38), ("(www.shop.example)", 39, 57)];
        let found = parts("Read  https://shop.example/a (www.shop.example) now");
        assert_eq!(found, want.map(|(text, start, end)| (text.to_owned(), start, end)));
        assert_eq!(parts("two  blanks"), [("two  blanks".to_owned(), 10, 21)]);
    }
}
