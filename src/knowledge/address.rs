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
