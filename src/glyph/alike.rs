//! Letters of other alphabets that look like Latin ones, in words that are Latin otherwise.
//!
//! Whole words of another alphabet are ordinary, and so are words in which such letters stand for what they are: `μm`,
//! `TNFα`, `Ωmega`, `Tシャツ`.

use icu_properties::CodePointMapData;
use icu_properties::props::Script;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};
use unicode_security::confusable_detection::skeleton;

use super::unseen::is_unseen;

/// A letter with its byte, and the Latin one that it looks like.
pub(super) type Alike = (usize, char, char);

/// Every letter of `text` that looks like a Latin one in a word of Latin letters.
pub(super) fn all(text: &str) -> Vec<Alike> {
    let mut found = Vec::new();
    if !text.chars().any(|character| Letter::of(character).is_foreign()) {
        return found;
    }
    let belongs = |character: char| character.is_alphanumeric() || is_combining_mark(character) || is_unseen(character);
    let mut start = 0;
    for piece in text.split_inclusive(|character: char| !belongs(character)) {
        in_word(piece, start, &mut found);
        start += piece.len();
    }
    found
}

/// `text` with Latin letters in the place of those that look like them.
pub(super) fn in_latin(text: &str, alike: &[Alike]) -> String {
    let mut latin = String::with_capacity(text.len());
    let mut from = 0;
    for &(at, letter, like) in alike {
        latin.push_str(&text[from..at]);
        latin.push(like);
        from = at + letter.len_utf8();
    }
    latin.push_str(&text[from..]);
    latin
}

fn in_word(word: &str, start: usize, found: &mut Vec<Alike>) {
    let letters = || word.char_indices().map(|(at, character)| (at, character, Letter::of(character)));
    let is_mixed = letters().any(|(.., letter)| letter.is_foreign())
        && letters().any(|(.., letter)| letter == Letter::Latin)
        && letters().all(|(.., letter)| letter != Letter::Unlike);
    if !is_mixed || is_symbol(word) {
        return;
    }
    found.extend(letters().filter_map(|(at, character, letter)| match letter {
        Letter::Alike(like) => Some((start + at, character, like)),
        Letter::Latin | Letter::Unlike | Letter::None => None,
    }));
}

/// Whether a Greek letter stands at the edge of capitals and digits, as in `TNFα` and `αCD28`.
fn is_symbol(word: &str) -> bool {
    let is_greek = |character: char| script(character) == Script::Greek && character.is_lowercase();
    let word = word.trim_end_matches(|character: char| !character.is_alphanumeric());
    let rest = word.trim_matches(is_greek);
    let is_sign = |character: char| character.is_ascii_uppercase() || character.is_numeric();
    rest.len() < word.len() && rest.chars().all(is_sign)
}

/// What a character is among Latin letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Letter {
    /// A Latin letter, in whatever form.
    Latin,
    /// A letter of another alphabet that looks like this Latin one.
    Alike(char),
    /// A letter that looks like no Latin one.
    Unlike,
    /// No letter.
    None,
}

impl Letter {
    fn of(character: char) -> Letter {
        if character.is_ascii_alphabetic() {
            return Letter::Latin;
        }
        if character < '\u{370}' || !character.is_alphabetic() {
            return if character.is_alphabetic() { Letter::Latin } else { Letter::None };
        }
        match script(character) {
            Script::Latin => Letter::Latin,
            Script::Cyrillic => {
                like(character).or_else(|| small_capital(character)).map_or(Letter::Unlike, Letter::Alike)
            }
            Script::Greek | Script::Armenian | Script::Cherokee | Script::Coptic => {
                like(character).map_or(Letter::Unlike, Letter::Alike)
            }
            _ if is_form_of_latin(character) => Letter::Latin,
            _ if is_unseen(character) => Letter::None,
            _ => Letter::Unlike,
        }
    }

    fn is_foreign(self) -> bool {
        matches!(self, Letter::Alike(_))
    }
}

fn script(character: char) -> Script {
    CodePointMapData::<Script>::new().get(character)
}

/// The Latin letter that Unicode says a letter is taken for.
fn like(character: char) -> Option<char> {
    let mut bytes = [0; 4];
    let mut skeleton = skeleton(character.encode_utf8(&mut bytes)).filter(|&part| !is_combining_mark(part));
    let like = skeleton.next().filter(char::is_ascii_alphabetic)?;
    let is_alone = skeleton.next().is_none();
    // To Unicode a capital `I` looks like a small `l`, and is taken for it.
    let like = if like == 'l' && character.is_uppercase() { 'I' } else { like };
    is_alone.then_some(like)
}

/// The small letter whose capital a small letter looks like: the Cyrillic `т` is a small `T`.
fn small_capital(character: char) -> Option<char> {
    let mut capital = character.to_uppercase();
    let capital = capital.next().filter(|&capital| capital != character)?;
    like(capital).map(|like| like.to_ascii_lowercase())
}

/// Whether a character is a Latin letter in another form: wide, bold, in a circle.
fn is_form_of_latin(character: char) -> bool {
    let mut is_latin = true;
    decompose_compatible(character, |part| is_latin &= part.is_ascii_alphabetic());
    is_latin
}
