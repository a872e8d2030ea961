//! Reads `terms`, `brands`, `languages`, `except`, `with` and `without` of an entry into a lexicon.

use crate::yaml::{self, Fault, Faults, Fields, Reader};

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
    /// For each state, the last list that has a term there, and where.
    owners: Vec<(u32, Option<Place>)>,
    excepts: Vec<u32>,
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
    fields: Fields<'a>,
}

impl Writer {
    /// Reads all terms of one entry; `file` is the number of its file.
    pub(in super::super) fn entry(&mut self, entry: u32, file: usize, fields: Fields) {
        let first = self.lists + 1;
        if !["terms", "brands", "languages"].iter().any(|key| fields.has(key)) {
            fields.need("terms");
        }
        for key in ["terms", "brands"] {
            let list = self.list(entry, file, first, [0, 0], fields);
            fields.get(key).into_iter().for_each(|terms| self.terms(list, terms));
        }
        for (code, terms) in fields.get("languages").and_then(Reader::map).into_iter().flat_map(Fields::pairs) {
            let &[a, b] = code.word().as_bytes() else {
                code.fault("unknown-language", format!("`{}` is not a language code such as `de`", code.word()));
                continue;
            };
            let list = self.list(entry, file, first, [a, b], fields);
            self.terms(list, terms);
        }
        for except in fields.get("except").into_iter().flat_map(Reader::items) {
            self.except(except);
        }
    }

    /// The finished lexicon. A term that an `except` always hides is a fault.
    pub(in super::super) fn finish(mut self, faults: &[Faults]) -> Lexicon {
        self.grow();
        for &state in &self.excepts {
            if let (_, Some((file, place))) = self.owners[state as usize] {
                let fault =
                    Fault::new("hidden-term", place, "an `except` of this or another entry always hides this term");
                faults[file].add(fault);
            }
        }
        self.lexicon
    }

    fn list<'a>(&mut self, entry: u32, file: usize, first: u32, language: [u8; 2], fields: Fields<'a>) -> List<'a> {
        self.lists += 1;
        List { entry, file, first, number: self.lists, language, fields }
    }

    fn terms(&mut self, list: List, terms: Reader) {
        for item in terms.items() {
            if matches!(item.node().kind, yaml::Kind::Map(_)) {
                self.conditional(list, item);
            } else if let Some(text) = item.said() {
                self.term(list, item, text, Likeness::Loose, list.fields);
            }
        }
    }

    fn conditional(&mut self, list: List, item: Reader) {
        let Some(fields) = item.fields(&["term", "with", "without", "exact", "as_written"]) else { return };
        let Some(term) = fields.need("term") else { return };
        let Some(text) = term.said() else { return };
        let is = |key| fields.get(key).and_then(Reader::boolean).unwrap_or(false);
        let likeness = match (is("as_written"), is("exact")) {
            (true, _) => Likeness::AsWritten,
            (false, true) => Likeness::Exact,
            (false, false) => Likeness::Loose,
        };
        self.term(list, term, text, likeness, fields);
    }

    fn term(&mut self, list: List, at: Reader, text: &str, likeness: Likeness, conditions: Fields) {
        let cues = |key| conditions.get(key).or_else(|| list.fields.get(key));
        let (with, without) = (cues("with"), cues("without"));
        if let Some((with, without)) = with.zip(without) {
            never_matches(with, without);
        }
        let (with, without) = (self.cues(with), self.cues(without));
        let start = self.lexicon.texts.len() as u32;
        self.lexicon.texts.push_str(text);
        let text_range = start..self.lexicon.texts.len() as u32;
        let number = self.lexicon.terms.len() as u32;
        self.lexicon.terms.push(Term {
            entry: list.entry,
            likeness,
            with,
            without,
            text: text_range,
            language: list.language,
        });
        self.write(list, at, text, number);
    }

    fn write(&mut self, list: List, at: Reader, text: &str, number: u32) {
        let Some(state) = self.lexicon.phrases.insert(text) else {
            at.fault("empty", format!("`{text}` has no words"));
            return;
        };
        self.grow();
        let (owner, _) = self.owners[state as usize];
        if owner == list.number {
            at.fault("double-term", format!("`{text}` is in this list already, perhaps in the plural"));
        }
        // The same word in two languages of one entry needs no second mention.
        if owner < list.first {
            self.mean(state, Meaning::Term(number));
        }
        self.owners[state as usize] = (list.number, Some((list.file, at.place())));
        // `BetterHelp` is two words, and people write it as one.
        if let Some(state) = is_camel(text).then(|| self.lexicon.phrases.insert(&text.to_lowercase())).flatten() {
            self.grow();
            if self.owners[state as usize].0 < list.first {
                self.mean(state, Meaning::Term(number));
                self.owners[state as usize].0 = list.number;
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
        self.excepts.push(state);
    }

    fn cues(&mut self, list: Option<Reader>) -> std::ops::Range<u32> {
        let start = self.lexicon.cues.len() as u32;
        let Some(list) = list else { return start..start };
        for item in list.items() {
            if let Some(cue) = item.said().and_then(|text| self.cue(item, text)) {
                self.lexicon.cues.push(cue);
            }
        }
        let end = self.lexicon.cues.len() as u32;
        if start == end {
            list.fault("never-matches", "this list is empty, so nothing can ever match it");
        }
        start..end
    }

    fn cue(&mut self, item: Reader, text: &str) -> Option<u32> {
        if let Some(&known) = self.lexicon.cue_numbers.get(text) {
            return Some(known);
        }
        let Some(state) = self.lexicon.phrases.insert(text) else {
            item.fault("empty", format!("`{text}` has no words"));
            return None;
        };
        let number = self.lexicon.cue_numbers.len() as u32;
        self.lexicon.cue_numbers.insert(text.to_owned(), number);
        self.grow();
        self.mean(state, Meaning::Cue(number));
        Some(number)
    }

    fn mean(&mut self, state: u32, meaning: Meaning) {
        let head = &mut self.lexicon.heads[state as usize];
        self.lexicon.meanings.push((meaning, *head));
        *head = self.lexicon.meanings.len() as u32;
    }

    fn grow(&mut self) {
        let states = self.lexicon.phrases.states();
        self.lexicon.heads.resize(states, 0);
        self.owners.resize(states, (0, None));
    }
}

/// Whether a word has capitals inside, as `BetterHelp` and `HIVTest`.
fn is_camel(text: &str) -> bool {
    text.as_bytes().windows(2).any(|pair| {
        let is_letter = pair.iter().all(u8::is_ascii_alphabetic);
        is_letter && pair[1].is_ascii_uppercase()
    })
}

fn never_matches(with: Reader, without: Reader) {
    let without = without.texts();
    if with.texts().iter().all(|cue| without.contains(cue)) {
        with.fault("never-matches", "every word here is also in `without`, so nothing can ever match");
    }
}
