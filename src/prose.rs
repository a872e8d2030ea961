//! How lists are said in sentences.

use crate::word::Word;

/// `a, b or c`; nothing for nothing.
pub(crate) fn any_of(words: impl IntoIterator<Item = impl ToString>) -> String {
    let words: Vec<_> = words.into_iter().map(|word| word.to_string()).collect();
    match words.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
    }
}

/// The same for words of a closed set.
pub(crate) fn any_word_of<W: Word>(words: &[W]) -> String {
    any_of(words.iter().map(|word| word.word()))
}
