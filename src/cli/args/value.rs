//! What is typed after a flag, read as what it stands for.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use jiff::civil::Date;

use crate::project::NAME;
use crate::word::{Word, words};

words! {
    /// When colours are used.
    pub(in crate::cli) Color {
        Auto = "auto": "where it helps",
        Always = "always": "everywhere",
        Never = "never": "nowhere",
    }
}

/// A day, as `2027-03-31`.
pub(super) fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "a date is written like 2027-03-31".to_string())
}

/// A text that says something.
pub(super) fn said(text: &str) -> Result<String, String> {
    if text.trim().is_empty() { Err("there is nothing to explain".to_string()) } else { Ok(text.to_owned()) }
}

/// One word of a closed set; help says what each means.
pub(super) fn one_of<W: Word + Send + Sync>() -> impl TypedValueParser<Value = W> {
    typed(|value: W| PossibleValue::new(value.word()).help(sentence(value.about())))
}

/// One word of a closed set, of which each says enough.
pub(super) fn bare<W: Word + Send + Sync>() -> impl TypedValueParser<Value = W> {
    typed(|value: W| PossibleValue::new(value.word()))
}

fn typed<W: Word + Send + Sync>(shown: fn(W) -> PossibleValue) -> impl TypedValueParser<Value = W> {
    let words = PossibleValuesParser::new(W::ALL.iter().map(|&value| shown(value)));
    words.try_map(|word| W::from_word(&word).ok_or("it is none of the words"))
}

/// Help starts with a capital, but for the name of a file.
fn sentence(about: &str) -> String {
    let (first, rest) = about.split_at(about.chars().next().map_or(0, char::len_utf8));
    if about.starts_with(NAME) { about.to_owned() } else { format!("{}{rest}", first.to_uppercase()) }
}

/// A number of threads, at least one.
pub(super) fn threads(text: &str) -> Result<usize, String> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.parse() {
        Ok(0) => Err("it takes at least one thread".to_string()),
        Ok(count) => Ok(count),
        // More than can be counted is capped as any number that is too large.
        Err(_) if digits => Ok(usize::MAX),
        Err(_) => Err("write how many threads as a whole number, such as 4".to_string()),
    }
}
