//! What people may be left out by for their own good.

use crate::ast::Verb;
use crate::data::{Faults, Reader};

use super::context::Context;
use super::lexicon::{self, Candidate, Lexicon, Limits, Scratch, Writer, alone};
use super::vocabulary::Kinds;
use super::{Benign, CategoryId, Kind, Taxonomy};

/// All grounds for leaving people out.
#[derive(Debug, Default)]
pub(super) struct Suppressions {
    entries: Vec<Entry>,
    lexicon: Lexicon,
}

/// Fills the suppressions, file by file.
#[derive(Debug, Default)]
pub(super) struct SuppressionsWriter {
    entries: Vec<Entry>,
    words: Writer,
}

#[derive(Debug)]
struct Entry {
    benign: Benign,
    kinds: Kinds,
    verbs: Vec<Verb>,
    categories: Vec<CategoryId>,
}

const GROUNDS: [Benign; 6] =
    [Benign::OptOut, Benign::ConsentMissing, Benign::Minor, Benign::Loss, Benign::SensitivePlace, Benign::Return];

impl Suppressions {
    /// What leaving people out by `phrase` is good for.
    pub(super) fn of_phrase(&self, kind: Kind, verb: Option<Verb>, phrase: &str) -> Option<Benign> {
        let by_verb = self.entries.iter().find(|entry| verb.is_some_and(|verb| entry.verbs.contains(&verb)));
        let by_words = || {
            let mut scratch = Scratch::default();
            self.lexicon.meet(phrase, alone(), &mut scratch);
            scratch.counting().map(|candidate| self.entry(candidate)).find(|entry| entry.kinds.has(kind))
        };
        by_verb.or_else(by_words).map(|entry| entry.benign)
    }

    fn entry(&self, candidate: &Candidate) -> &Entry {
        &self.entries[self.lexicon.entry(candidate.term) as usize]
    }

    /// What leaving people out by `phrase` is good for, although it says `told` of them: its words are part of what says so
    /// (`pregnancy` of `pregnancy loss`), or people said no themselves (`menopause emails opt out`).
    pub(super) fn protecting(&self, kind: Kind, phrase: &str, told: &str) -> Option<Benign> {
        let start = phrase.find(told)?;
        let said = start..start + told.len();
        let mut scratch = Scratch::default();
        self.lexicon.meet(phrase, alone(), &mut scratch);
        let protects = |candidate: &&Candidate| {
            let entry = self.entry(candidate);
            let at = scratch.bytes(candidate.first, candidate.last);
            let is_part = at.start < said.end && said.start < at.end;
            // What a field is called says what it holds; what a list is called, what somebody made of it.
            let says_no = kind != Kind::Name && matches!(entry.benign, Benign::OptOut | Benign::ConsentMissing);
            entry.kinds.has(kind) && (is_part || says_no)
        };
        scratch.counting().find(protects).map(|candidate| self.entry(candidate).benign)
    }

    /// What leaving people out by a category, or one above it, is good for.
    pub(super) fn of_category(&self, taxonomy: &Taxonomy, category: CategoryId) -> Option<Benign> {
        let above = |entry: &&Entry| entry.categories.iter().any(|&above| taxonomy.is_within(category, above));
        self.entries.iter().find(above).map(|entry| entry.benign)
    }
}

impl SuppressionsWriter {
    /// Reads one file of entries; `file` is its number.
    pub(super) fn load(&mut self, file: usize, entries: Reader, context: &Context) {
        let known: Vec<_> = ["for", "in", "verbs", "categories"].into_iter().chain(lexicon::KEYS).collect();
        for item in entries.list() {
            let Some(fields) = item.fields(&known) else { continue };
            let grounds = GROUNDS.map(|ground| (ground.word(), ground));
            let Some(benign) = fields.need("for").and_then(|ground| ground.one_of(&grounds)) else { continue };
            if !fields.has("verbs") && !fields.has("categories") || fields.has("terms") {
                self.words.entry(self.entries.len() as u32, file, fields);
            }
            self.entries.push(Entry {
                benign,
                kinds: fields.get("in").map_or(Kinds::ALL, Kinds::read),
                verbs: fields.get("verbs").into_iter().flat_map(Reader::items).filter_map(Reader::word).collect(),
                categories: fields.get("categories").map(|names| context.taxonomy.read(names)).unwrap_or_default(),
            });
        }
    }

    /// The finished list.
    pub(super) fn finish(self, limits: Limits, faults: &[Faults]) -> Suppressions {
        Suppressions { entries: self.entries, lexicon: self.words.finish(limits, faults) }
    }
}
