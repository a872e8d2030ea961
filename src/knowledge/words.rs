//! Splits text into words, and makes words that mean the same look the same.
//!
//! `PregnancyTest`, `pregnancy_tests` and `Pregnancy Test` are the same two words; `archiving` is one, so that no `hiv`
//! is found in it.

use std::ops::Range;

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

use crate::glyph::is_unseen;

/// Whether a text has the words of a term one after the other.
pub(super) fn says(text: &str, term: &str) -> bool {
    let (text, term) = (folded(text), folded(term));
    !term.is_empty() && text.windows(term.len()).any(|words| words == term)
}

/// Whether the accents of a text may stand for those of a term that it was folded like.
///
/// Who writes an accent in a short word means it: `goût` is no gout and `élevé` no `élève`. A longer word is most often the
/// same in another language (`élection`), and who leaves an accent out may mean the word that has it. Plural endings
/// aside, letter stands against letter.
pub(super) fn accents_agree(text: &str, term: &str, letters: u32) -> bool {
    if text.is_ascii() {
        return true;
    }
    let (text, term) = (accents(text), accents(term));
    let ([text], [term]) = (&text[..], &term[..]) else { return true };
    text.len() > letters as usize || text.iter().zip(term).all(|(text, term)| text.is_empty() || text == term)
}

/// Whether a text has the accents of a term that it was folded like, and no others.
pub(super) fn has_accents(text: &str, term: &str) -> bool {
    let (text, term) = (accents(text).concat(), accents(term).concat());
    let none = String::new();
    let same = |at: usize| text.get(at).unwrap_or(&none) == term.get(at).unwrap_or(&none);
    (0..text.len().max(term.len())).all(same)
}

/// The accents over each letter of each word.
fn accents(text: &str) -> Vec<Vec<String>> {
    let mut words = Vec::new();
    each_word(text, |range| {
        let mut letters: Vec<String> = Vec::new();
        for c in text[range].chars().flat_map(char::to_lowercase).filter(|&c| !is_unseen(c)) {
            decompose_compatible(c, |part| match letters.last_mut() {
                Some(letter) if is_combining_mark(part) => letter.push(part),
                _ => {
                    let mut folded = Vec::new();
                    fold(part.encode_utf8(&mut [0; 4]), &mut folded);
                    match folded[..] {
                        // What is folded to one letter of another kind (`ø`, `ł`) has its accent in it.
                        [one] if !part.is_ascii() && one.is_ascii() => letters.push(part.to_string()),
                        // What is folded to two letters takes the room of both.
                        _ => letters.extend(folded.iter().map(|_| String::new())),
                    }
                }
            });
        }
        words.push(letters);
    });
    words
}

fn folded(text: &str) -> Vec<Vec<u8>> {
    let mut words = Vec::new();
    each_word(text, |range| {
        let mut word = Vec::new();
        fold(&text[range], &mut word);
        let (length, _) = stem(&word);
        word.truncate(length);
        words.push(word);
    });
    words
}

/// Calls `emit` with the bytes of each word of `text`, in order.
pub(super) fn each_word(text: &str, mut emit: impl FnMut(Range<usize>)) {
    let mut run = Run::default();
    for (at, c) in text.char_indices() {
        let class = Class::of(c);
        if class == Class::Unseen || class == Class::Mark && run.last != Class::Break {
            continue;
        }
        if run.is_plural_of_capitals(text, at, class) {
            run.last = class;
            continue;
        }
        if let Some(cut) = run.cut(at, class) {
            run.close(text, cut, &mut emit);
            run.start = cut;
        }
        run.step(at, class);
    }
    run.close(text, text.len(), &mut emit);
}

/// Whether a sentence ends after a word, by what stands between it and the next one.
///
/// The levels of a path (`Health > Depression`) are one sentence: measured on catalogues of segments, the levels above
/// explain a word as often as they excuse it.
pub(super) fn ends_sentence(word: &str, between: &str) -> bool {
    if matches!(between, " " | "" | "_") {
        return false;
    }
    let mut rest = between.chars().peekable();
    while let Some(c) = rest.next() {
        let ends = match c {
            // The dots of a path (`crm.due_date`) and of a number stand between words without a blank.
            '.' => !is_short(word) && rest.peek().is_some_and(|next| !next.is_alphanumeric()),
            _ => ENDS.contains(&c),
        };
        if ends {
            return true;
        }
    }
    false
}

/// What ends a sentence besides a dot, in the scripts that people write campaigns in.
const ENDS: [char; 11] = ['!', '?', '…', ';', '\n', '。', '！', '？', '；', '؟', '।'];

/// Whether a dot may only shorten a word: `e.g.`, `St.`, `Mrs.`
fn is_short(word: &str) -> bool {
    word.len() < 3 || word.len() == 3 && word.starts_with(char::is_uppercase)
}

/// Appends the folded form of `word` to `out`: lower case, without accents and what nobody sees.
pub(super) fn fold(word: &str, out: &mut Vec<u8>) {
    if word.is_ascii() {
        return out.extend(word.bytes().map(|byte| byte.to_ascii_lowercase()));
    }
    for c in word.chars() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase() as u8);
            continue;
        }
        if is_unseen(c) {
            continue;
        }
        for lower in c.to_lowercase() {
            decompose_compatible(lower, |part| {
                if !is_combining_mark(part) {
                    // A bold capital has no small letter of its own; what it is made of has.
                    part.to_lowercase().for_each(|part| push_plain(part, out));
                }
            });
        }
    }
}

/// How much of a folded word is left when its plural ending is taken off, and what stands there instead.
///
/// It is coarse on purpose: it only has to treat singular and plural alike.
pub(super) fn stem(word: &[u8]) -> (usize, Option<u8>) {
    let mut left = word;
    if left.len() > 3 && left.ends_with(b"s") && !matches!(left[left.len() - 2], b's' | b'u' | b'i') {
        left = &left[..left.len() - 1];
    }
    if left.len() > 3 && left.ends_with(b"ie") {
        return (left.len() - 2, Some(b'y'));
    }
    if left.len() > 3 && [&b"sse"[..], b"she", b"che", b"xe", b"ze"].iter().any(|ending| left.ends_with(ending)) {
        left = &left[..left.len() - 1];
    }
    (left.len(), None)
}

/// Letters that no accent can be taken from.
fn push_plain(c: char, out: &mut Vec<u8>) {
    match c {
        'ß' => out.extend(b"ss"),
        'ø' => out.push(b'o'),
        'æ' => out.extend(b"ae"),
        'œ' => out.extend(b"oe"),
        'ł' => out.push(b'l'),
        'đ' | 'ð' => out.push(b'd'),
        'ı' => out.push(b'i'),
        _ => out.extend(c.encode_utf8(&mut [0; 4]).as_bytes()),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Class {
    #[default]
    Break,
    Lower,
    Upper,
    Digit,
    Mark,
    Unseen,
}

impl Class {
    fn of(c: char) -> Class {
        match c {
            'a'..='z' => Class::Lower,
            'A'..='Z' => Class::Upper,
            '0'..='9' => Class::Digit,
            _ if c.is_ascii() => Class::Break,
            _ if is_unseen(c) => Class::Unseen,
            _ if c.is_uppercase() => Class::Upper,
            _ if c.is_alphabetic() => Class::Lower,
            _ if c.is_numeric() => Class::Digit,
            _ if is_combining_mark(c) => Class::Mark,
            _ => Class::Break,
        }
    }
}

/// The word being read.
#[derive(Debug, Default)]
struct Run {
    start: usize,
    last: Class,
    last_at: usize,
    capitals: usize,
}

impl Run {
    /// Where the word must be cut before the character at `at`, if it must.
    fn cut(&self, at: usize, class: Class) -> Option<usize> {
        match (self.last, class) {
            (Class::Break, _)
            | (_, Class::Break)
            | (Class::Lower, Class::Upper | Class::Digit)
            | (Class::Upper, Class::Digit)
            | (Class::Digit, Class::Lower | Class::Upper) => Some(at),
            // `HIVTest`: the last capital belongs to the next word.
            (Class::Upper, Class::Lower) if self.capitals > 1 => Some(self.last_at),
            _ => None,
        }
    }

    /// `STIs` is one word.
    fn is_plural_of_capitals(&self, text: &str, at: usize, class: Class) -> bool {
        class == Class::Lower
            && self.last == Class::Upper
            && self.capitals > 1
            && text[at..].starts_with('s')
            && !text[at + 1..].starts_with(|c| Class::of(c) == Class::Lower)
    }

    fn step(&mut self, at: usize, class: Class) {
        self.capitals = if class == Class::Upper { self.capitals + 1 } else { 0 };
        (self.last, self.last_at) = (class, at);
    }

    fn close(&mut self, text: &str, end: usize, emit: &mut impl FnMut(Range<usize>)) {
        if self.last == Class::Break || self.start >= end {
            return;
        }
        // The `s` of `women's` is no word.
        let is_possessive = end - self.start == 1
            && text[self.start..end].eq_ignore_ascii_case("s")
            && text[..self.start].ends_with(['\'', '’']);
        if !is_possessive {
            emit(self.start..end);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, want: &str) {
        let mut words = Vec::new();
        each_word(text, |range| {
            let mut folded = Vec::new();
            fold(&text[range], &mut folded);
            words.push(String::from_utf8(folded).unwrap());
        });
        assert_eq!(words.join(" "), want, "{text:?}");
    }

    #[test]
    fn splits() {
        check("Health > Conditions|Depression", "health conditions depression");
        check("PregnancyTest pregnancy_test-2", "pregnancy test pregnancy test 2");
        check("HIVTest STIs LGBTQIA covid19", "hiv test stis lgbtqia covid 19");
        check("women’s Parkinson's l'avortement", "women parkinson l avortement");
        check("ÄRZTE cafe\u{301} Łódź straße ﬁt", "arzte cafe lodz strasse fit");
        check("qu\u{200b}ran \u{200d} H\u{2060}IV می‌خواهم", "quran hiv میخواهم");
        check("𝐏𝐫𝐞𝐠𝐧𝐚𝐧𝐜𝐲 ＴＥＳＴ ⓟⓡⓔⓖ 🄷🄸🅅", "pregnancy test preg hiv");
        check("  ,, ", "");
    }

    #[test]
    fn accents_that_are_written_are_meant() {
        for (text, term) in [
            ("eleve", "élève"),
            ("ELEVE", "élève"),
            ("élèves", "élève"),
            ("e\u{301}le\u{300}ve", "élève"),
            ("Großeltern", "Grosseltern"),
        ] {
            assert!(accents_agree(text, term, 6), "{text} is {term}");
        }
        for (text, term) in [("goût", "gout"), ("élevé", "élève"), ("élève", "eleve"), ("väder", "vader")] {
            assert!(!accents_agree(text, term, 6), "{text} is not {term}");
        }
    }

    #[test]
    fn plurals() {
        let stem = |word: &str| {
            let (length, added) = stem(word.as_bytes());
            word[..length].to_owned() + &added.map_or(String::new(), |byte| char::from(byte).to_string())
        };
        for (one, many) in [("baby", "babies"), ("movie", "movies"), ("church", "churches"), ("ache", "aches")] {
            assert_eq!(stem(one), stem(many));
        }
        assert_eq!((stem("gas"), stem("virus"), stem("illness")), ("gas".into(), "virus".into(), "illness".into()));
    }
}
