//! Whether copy speaks to its reader.

use crate::data::{Faults, Reader};

use super::lexicon::{self, Lexicon, Limits, Near, Scratch, Writer, alone};

/// The words by which copy speaks to its reader, in every language.
#[derive(Debug, Default)]
pub(super) struct Address {
    words: Lexicon,
    /// How far from what is told they count.
    near: Near,
}

/// Fills the words of address, file by file.
#[derive(Debug, Default)]
pub(super) struct AddressWriter(Writer);

impl Address {
    /// Whether `copy` has one of them where it says `told`: in the same sentence, or in the one after it where that asks
    /// ("Pregnant? We have an offer for you"). Anywhere, where the copy does not say it in those words.
    pub(super) fn is_in(&self, copy: &str, told: Option<&str>) -> bool {
        let mut scratch = Scratch::default();
        self.words.meet(copy, alone(), &mut scratch);
        let said: Vec<u32> = scratch.counting().map(|candidate| candidate.first).collect();
        let mut told = copy.match_indices(told.unwrap_or_default()).filter(|(_, told)| !told.is_empty()).peekable();
        if said.is_empty() || told.peek().is_none() {
            return !said.is_empty();
        }
        let reading = scratch.reading();
        told.any(|(at, told)| {
            let (first, last) = (reading.word_at(at), reading.word_at(at + told.len() - 1));
            let near = &said[said.partition_point(|&said| said + self.near.0 < first)..];
            let mut near = near.iter().take_while(|&&said| said <= last + self.near.0);
            near.any(|&said| reading.in_one_sentence(first, said) || reading.answers(copy, said, last))
        })
    }
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
    pub(super) fn finish(self, limits: Limits, told: Near, faults: &[Faults]) -> Address {
        Address { words: self.0.finish(limits, faults), near: told }
    }
}
