//! Reads `terms`, `brands`, `languages`, `except`, `with` and `without` of an entry into a lexicon.

use std::ops::Range;

use crate::yaml::{self, Faults, Fields, Reader};

use super::check::{self, Rivals};
use super::{Lexicon, Likeness, Meaning, Term};

/// The keys of every entry that lists terms.
pub(in super::super) const KEYS: [&str; 6] = ["terms", "brands", "languages", "except", "with", "without"];

/// Where a term stands: the number of its file, and the place in it.
pub(in super::super) type Place = (usize, yaml::Place);

/// Fills a lexicon, entry by entry.
#[derive(Debug, Default)]
pub(in super::super) struct Writer {
    lexicon: Lexicon,
    lists: u32,
    /// For each state, the last list that has a term there.
    owners: Vec<u32>,
    /// Where each term stands.
    terms: Vec<Place>,
    /// Every `with` that has a `without` beside it.
    rivals: Vec<Rivals>,
}

/// What holds for a whole list of terms.
#[derive(Clone, Copy)]
struct List<'a> {
    entry: u32,
    file: usize,
    /// The first list of the same entry.
    first: u32,
    number: u32,
    language: [u8; 2],
    conditions: &'a Conditions,
}

/// The cues that a term needs, and those that it must not stand with; what an entry says holds for each of its terms
/// that says nothing itself.
#[derive(Debug, Clone, Default)]
struct Conditions {
    with: Option<Range<u32>>,
    without: Option<Range<u32>>,
}

impl Writer {
    /// Reads all terms of one entry; `file` is the number of its file.
    pub(in super::super) fn entry(&mut self, entry: u32, file: usize, fields: Fields) {
        let first = self.lists + 1;
        let conditions = self.conditions(file, fields, &Conditions::default());
        let whole = List { entry, file, first, number: first, language: [0, 0], conditions: &conditions };
        if !["terms", "brands", "languages"].iter().any(|key| fields.has(key)) {
            fields.need("terms");
        }
        for key in ["terms", "brands"] {
            let list = self.list([0, 0], whole);
            fields.get(key).into_iter().for_each(|terms| self.terms(&list, terms));
        }
        for (code, terms) in fields.get("languages").and_then(Reader::map).into_iter().flat_map(Fields::pairs) {
            let &[a, b] = code.word().as_bytes() else {
                code.fault("unknown-language", format!("`{}` is not a language code such as `de`", code.word()));
                continue;
            };
            let list = self.list([a, b], whole);
            self.terms(&list, terms);
        }
        for except in fields.get("except").into_iter().flat_map(Reader::items) {
            self.except(except);
        }
    }

    /// The finished lexicon. Terms that can never count are faults.
    pub(in super::super) fn finish(mut self, faults: &[Faults]) -> Lexicon {
        self.grow();
        let Writer { lexicon, terms, rivals, .. } = self;
        check::hidden_terms(&lexicon, &terms, faults);
        check::rivals(&lexicon, &rivals, faults);
        lexicon
    }

    fn list<'a>(&mut self, language: [u8; 2], entry: List<'a>) -> List<'a> {
        self.lists += 1;
        List { number: self.lists, language, ..entry }
    }

    fn terms(&mut self, list: &List, terms: Reader) {
        for item in terms.items() {
            if matches!(item.node().kind, yaml::Kind::Map(_)) {
                self.conditional(list, item);
            } else if let Some(text) = item.said() {
                self.term(list, item, text, Likeness::Loose, list.conditions.clone());
            }
        }
    }

    fn conditional(&mut self, list: &List, item: Reader) {
        let Some(fields) = item.fields(&["term", "with", "without", "exact", "as_written"]) else { return };
        let Some(term) = fields.need("term") else { return };
        let Some(text) = term.said() else { return };
        let is = |key| fields.get(key).and_then(Reader::boolean).unwrap_or(false);
        let likeness = match (is("as_written"), is("exact")) {
            (true, _) => Likeness::AsWritten,
            (false, true) => Likeness::Exact,
            (false, false) => Likeness::Loose,
        };
        let conditions = self.conditions(list.file, fields, list.conditions);
        self.term(list, term, text, likeness, conditions);
    }

    fn term(&mut self, list: &List, at: Reader, text: &str, likeness: Likeness, conditions: Conditions) {
        let number = self.lexicon.terms.len() as u32;
        let written = self.write_down(text);
        self.lexicon.terms.push(Term {
            entry: list.entry,
            likeness,
            with: conditions.with.unwrap_or_default(),
            without: conditions.without.unwrap_or_default(),
            text: written,
            language: list.language,
        });
        self.terms.push((list.file, at.place()));
        self.write(list, at, text, number);
    }

    fn write(&mut self, list: &List, at: Reader, text: &str, number: u32) {
        let Some(state) = self.lexicon.phrases.insert(text) else {
            at.fault("empty", format!("`{text}` has no words"));
            return;
        };
        self.grow();
        let owner = self.owners[state as usize];
        if owner == list.number {
            at.fault("double-term", format!("`{text}` is in this list already, perhaps in the plural"));
        }
        // The same word in two languages of one entry needs no second mention.
        if owner < list.first {
            self.mean(state, Meaning::Term(number));
        }
        self.owners[state as usize] = list.number;
        // `BetterHelp` is two words, and people write it as one.
        if let Some(state) = is_camel(text).then(|| self.lexicon.phrases.insert(&text.to_lowercase())).flatten() {
            self.grow();
            if self.owners[state as usize] < list.first {
                self.mean(state, Meaning::Term(number));
                self.owners[state as usize] = list.number;
            }
        }
    }

    fn except(&mut self, item: Reader) {
        let Some(text) = item.said() else { return };
        let Some(state) = self.lexicon.phrases.insert(text) else {
            item.fault("empty", format!("`{text}` has no words"));
            return;
        };
        self.grow();
        self.mean(state, Meaning::Except);
    }

    /// The conditions that `fields` say, and for the rest those of the entry.
    fn conditions(&mut self, file: usize, fields: Fields, entry: &Conditions) -> Conditions {
        let with = fields.get("with").map(|list| self.cues(list)).or_else(|| entry.with.clone());
        let without = fields.get("without").map(|list| self.cues(list)).or_else(|| entry.without.clone());
        let at = fields.get("with").or_else(|| fields.get("without"));
        if let (Some(at), Some(with), Some(without)) = (at, &with, &without) {
            self.rivals.push(Rivals { at: (file, at.place()), with: with.clone(), without: without.clone() });
        }
        Conditions { with, without }
    }

    fn cues(&mut self, list: Reader) -> Range<u32> {
        let start = self.lexicon.cues.len() as u32;
        for item in list.items() {
            if let Some(text) = item.said() {
                self.cue(item, text);
            }
        }
        let end = self.lexicon.cues.len() as u32;
        if start == end {
            list.fault("never-matches", "this list is empty, so nothing can ever match it");
        }
        start..end
    }

    fn cue(&mut self, item: Reader, text: &str) {
        let Some(state) = self.lexicon.phrases.insert(text) else {
            item.fault("empty", format!("`{text}` has no words"));
            return;
        };
        self.grow();
        if !self.lexicon.is_cue(state) {
            self.mean(state, Meaning::Cue);
        }
        let written = self.write_down(text);
        self.lexicon.cues.push(state);
        self.lexicon.cue_texts.push(written);
    }

    fn write_down(&mut self, text: &str) -> Range<u32> {
        let start = self.lexicon.texts.len() as u32;
        self.lexicon.texts.push_str(text);
        start..self.lexicon.texts.len() as u32
    }

    fn mean(&mut self, state: u32, meaning: Meaning) {
        let head = &mut self.lexicon.heads[state as usize];
        self.lexicon.meanings.push((meaning, *head));
        *head = self.lexicon.meanings.len() as u32;
    }

    fn grow(&mut self) {
        let states = self.lexicon.phrases.states();
        self.lexicon.heads.resize(states, 0);
        self.owners.resize(states, 0);
    }
}

/// Whether a word has capitals inside, as `BetterHelp` and `HIVTest`.
fn is_camel(text: &str) -> bool {
    text.as_bytes().windows(2).any(|pair| {
        let is_letter = pair.iter().all(u8::is_ascii_alphabetic);
        is_letter && pair[1].is_ascii_uppercase()
    })
}
