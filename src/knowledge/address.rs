//! Whether copy speaks to its reader.

use crate::yaml::{Faults, Reader};

use super::lexicon::{self, Lexicon, Scratch, Writer};

/// The words by which copy speaks to its reader, in every language.
#[derive(Debug, Default)]
pub(super) struct Address(Lexicon);

/// Fills the words of address, file by file.
#[derive(Debug, Default)]
pub(super) struct AddressWriter(Writer);

impl Address {
    /// Whether `copy` has one of them.
    pub(super) fn is_in(&self, copy: &str) -> bool {
        let mut scratch = Scratch::default();
        self.0.meet(copy, copy, &mut scratch);
        scratch.counting().next().is_some()
    }
}

/// The sentence of `copy` that has the words `told`, with the one after it where it asks: "Pregnant? We have an offer for
/// you." The whole copy, where they are not found in it.
pub(super) fn around<'c>(copy: &'c str, told: &str) -> &'c str {
    let Some(at) = copy.find(told) else { return copy };
    let is_end = |c: char| matches!(c, '.' | '!' | '?' | '…' | '\n');
    let start = copy[..at].rfind(is_end).map_or(0, |end| end + 1);
    let start = (start..=at).find(|&start| copy.is_char_boundary(start)).unwrap_or(at);
    let rest = &copy[at + told.len()..];
    let end = |from: usize| rest[from..].find(is_end).map_or(rest.len(), |end| from + end);
    let first = end(0);
    let asks = rest[first..].starts_with('?');
    let last = if asks { end(first + 1) } else { first };
    &copy[start..at + told.len() + last]
}

impl AddressWriter {
    /// Reads one file of entries; `file` is its number.
    pub(super) fn load(&mut self, file: usize, entries: Reader) {
        for item in entries.list() {
            if let Some(fields) = item.fields(&lexicon::KEYS) {
                self.0.entry(0, file, fields);
            }
        }
    }

    /// The finished list.
    pub(super) fn finish(self, faults: &[Faults]) -> Address {
        Address(self.0.finish(faults))
    }
}

#[cfg(test)]
mod tests {
    use super::around;

    #[test]
    fn the_sentence_and_its_answer() {
        for (copy, told, want) in [
            ("You save. Pillows for pregnancy! Come in.", "pregnancy", " Pillows for pregnancy"),
            ("Hello. Pregnant? We have a gift for you. Bye.", "Pregnant", " Pregnant? We have a gift for you"),
            ("Pregnant?", "Pregnant", "Pregnant?"),
            ("Über alles… Ärzte für dich", "Ärzte", " Ärzte für dich"),
            ("Your diabetes", "diabetes", "Your diabetes"),
            ("Your diabetes", "elsewhere", "Your diabetes"),
        ] {
            assert_eq!(around(copy, told), want, "{copy}");
        }
    }
}
