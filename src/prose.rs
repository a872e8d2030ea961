//! How lists and counts are said.

use std::fmt::Display;

/// Words of which one is meant: `day, week or month`.
pub(crate) fn any_of(words: impl IntoIterator<Item = impl Display>) -> String {
    listed(words, "or")
}

/// Words that are all meant: `3 links and 1 table`.
pub(crate) fn all_of(words: impl IntoIterator<Item = impl Display>) -> String {
    listed(words, "and")
}

/// Words that are all meant, of which no more than `most` are named and the rest counted: `Texas, Oregon and 2 more`.
pub(crate) fn first_of(words: impl IntoIterator<Item = impl Display>, most: usize) -> String {
    let mut words = words.into_iter();
    let named = said(words.by_ref().take(most)).join(", ");
    match words.count() {
        0 => named,
        more => format!("{named} and {more} more"),
    }
}

/// So many things, which are called by a word that takes an `s` for several: `1 finding`, `3 findings`.
pub(crate) fn some<N: Copy + Display + PartialEq + From<u8>>(count: N, word: &str) -> String {
    format!("{count} {word}{}", if count == N::from(1) { "" } else { "s" })
}

fn listed(words: impl IntoIterator<Item = impl Display>, before_last: &str) -> String {
    match said(words).as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} {before_last} {last}", first.join(", ")),
    }
}

fn said(words: impl IntoIterator<Item = impl Display>) -> Vec<String> {
    words.into_iter().map(|word| word.to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::{all_of, any_of, first_of, some};

    #[test]
    fn the_last_word_stands_apart() {
        assert_eq!(any_of(["a", "b"]), "a or b");
        assert_eq!(all_of(["a", "b", "c"]), "a, b and c");
        assert_eq!(all_of([1, 2]), "1 and 2");
    }

    #[test]
    fn nothing_is_said_of_nothing() {
        let none: [&str; 0] = [];
        assert_eq!((any_of(none), all_of(none), first_of(none, 3)), (String::new(), String::new(), String::new()));
    }

    #[test]
    fn what_is_not_named_is_counted() {
        assert_eq!(first_of(["a", "b", "c"], 3), "a, b, c");
        assert_eq!(first_of(["a", "b", "c", "d"], 3), "a, b, c and 1 more");
    }

    #[test]
    fn only_one_is_singular() {
        assert_eq!([0, 1, 2].map(|count| some(count, "file")), ["0 files", "1 file", "2 files"]);
    }
}
