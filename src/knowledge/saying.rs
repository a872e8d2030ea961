//! What a whole line says: that something is for sale, that it warns, that it denies.

use std::ops::Range;

use crate::data::{Faults, Reader};

use super::lexicon::{self, Lexicon, Limits, Scratch, Writer};

/// Something that a whole line can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Saying {
    /// That something is for sale.
    Sale,
    /// That people are in danger.
    Warning,
    /// That something is not so.
    Denial,
}

/// The words that say so, in every language.
#[derive(Debug, Default)]
pub(super) struct Sayings {
    entries: Vec<Saying>,
    lexicon: Lexicon,
}

/// Fills the sayings, file by file.
#[derive(Debug, Default)]
pub(super) struct SayingsWriter {
    entries: Vec<Saying>,
    words: Writer,
}

impl Sayings {
    /// The bytes of `line` that say it first.
    pub(super) fn find(&self, saying: Saying, line: &str) -> Option<Range<usize>> {
        let plain = Plain::of(line);
        let mut scratch = Scratch::default();
        self.lexicon.meet(&plain.text, lexicon::alone(), &mut scratch);
        let says = |term: u32| self.entries.get(self.lexicon.entry(term) as usize) == Some(&saying);
        let first = scratch.counting().find(|candidate| says(candidate.term))?;
        Some(plain.bytes(scratch.bytes(first.first, first.last)))
    }
}

impl SayingsWriter {
    /// Reads one file of entries; `file` is its number.
    pub(super) fn load(&mut self, file: usize, entries: Reader) {
        let known: Vec<_> = ["says"].into_iter().chain(lexicon::KEYS).collect();
        let sayings = [("sale", Saying::Sale), ("warning", Saying::Warning), ("denial", Saying::Denial)];
        for item in entries.list() {
            let Some(fields) = item.fields(&known) else { continue };
            let Some(saying) = fields.need("says").and_then(|saying| saying.one_of(&sayings)) else { continue };
            self.words.entry(self.entries.len() as u32, file, fields);
            self.entries.push(saying);
        }
    }

    /// The finished list.
    pub(super) fn finish(self, limits: Limits, faults: &[Faults]) -> Sayings {
        Sayings { entries: self.entries, lexicon: self.words.finish(limits, faults) }
    }
}

/// A line with every number as `0`, and with words for what is no word: `20 % off` is `0 percent off`.
struct Plain {
    text: String,
    /// For each byte, where it comes from.
    from: Vec<usize>,
    end: usize,
}

impl Plain {
    fn of(line: &str) -> Plain {
        let mut plain = Plain { text: String::with_capacity(line.len()), from: Vec::new(), end: line.len() };
        let mut in_number = false;
        for (at, c) in line.char_indices() {
            let is_digit = c.is_ascii_digit();
            let next = line[at + c.len_utf8()..].chars().next();
            // `1,000.50` is one number.
            let is_inside = in_number && matches!(c, '.' | ',') && next.is_some_and(|next| next.is_ascii_digit());
            match c {
                _ if is_inside || is_digit && in_number => continue,
                _ if is_digit => plain.push("0", at),
                '%' => plain.push(" percent ", at),
                '-' | '−' | '–' if is_sign(&line[..at], next) => plain.push(" minus ", at),
                '$' | '€' | '£' | '¥' | '₹' => plain.push(" money ", at),
                _ => plain.push(c.encode_utf8(&mut [0; 4]), at),
            }
            in_number = is_digit;
        }
        plain
    }

    fn push(&mut self, text: &str, at: usize) {
        self.text.push_str(text);
        self.from.resize(self.text.len(), at);
    }

    /// Where bytes of the text come from: what stands for one thing comes from all of it.
    fn bytes(&self, range: Range<usize>) -> Range<usize> {
        let from = |at: usize| self.from.get(at).copied().unwrap_or(self.end);
        let last = from(range.end.saturating_sub(1));
        let next = self.from[range.end.min(self.from.len())..].iter().find(|&&at| at != last);
        from(range.start)..next.copied().unwrap_or(self.end)
    }
}

/// Whether a dash after `before` is the sign of a number: in `10-20` it is none.
fn is_sign(before: &str, next: Option<char>) -> bool {
    next.is_some_and(|next| next.is_ascii_digit()) && !before.ends_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;

    #[test]
    fn what_sells_and_what_does_not() {
        let knowledge = Knowledge::shipped();
        let sells = include_str!("../../tests/data/sales.tsv").lines();
        for line in sells.filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (copy, want) = line.split_once('\t').expect("a tab");
            let found = knowledge.says_that(Saying::Sale, copy).map(|at| &copy[at]);
            assert_eq!(found.is_some(), want == "sells", "{copy:?} {found:?}");
        }
    }

    #[test]
    fn where_it_says_so() {
        let knowledge = Knowledge::shipped();
        for (copy, want) in [
            ("Now: 20 % off cribs", "20 % off"),
            ("Spar jetzt: 1.000,50 € Rabatt", "Spar jetzt"),
            ("Cribs −20%, £5 off", "−20%"),
            ("Cribs, £5 off", "£5 off"),
            ("Cribs: save up to 50%", "save up to"),
        ] {
            assert_eq!(knowledge.says_that(Saying::Sale, copy).map(|at| &copy[at]), Some(want));
        }
    }
}
