//! Addresses in copy, which say what they say by themselves.

use crate::source::Text;

/// The addresses in a text, and what is left of it; the text itself where it has none.
pub(super) fn split(text: &Text) -> (Text, Vec<&str>) {
    let is_address = |word: &&str| {
        let word = word.trim_start_matches(['(', '<', '"', '\'']);
        ["http://", "https://", "www."]
            .iter()
            .any(|start| word.get(..start.len()).is_some_and(|at| at.eq_ignore_ascii_case(start)))
    };
    let addresses: Vec<_> = text.split_whitespace().filter(is_address).collect();
    if addresses.is_empty() {
        return (text.clone(), addresses);
    }
    let rest: Vec<_> = text.split_whitespace().filter(|word| !is_address(word)).collect();
    (rest.join(" ").into(), addresses)
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn addresses_stand_alone() {
        let text = "Read  https://shop.example/a (www.shop.example) now".into();
        let (rest, addresses) = split(&text);
        assert_eq!((&*rest, addresses), ("Read now", vec!["https://shop.example/a", "(www.shop.example)"]));
        assert_eq!(split(&"two  blanks".into()).0, "two  blanks".into());
    }
}
