//! Reads `terms`, `brands`, `languages`, `except`, `with` and `without` of an entry into a lexicon.

use std::ops::Range;

use crate::data::{self, Fields, Reader};

use super::written::{Place, Rivals, Use};
use super::{Likeness, MOST_WORDS, Spelled, Spelt, Term};

/// The keys of every entry that lists terms.
pub(in super::super) const KEYS: [&str; 6] = ["terms", "brands", "languages", "except", "with", "without"];

/// Fills a lexicon, entry by entry. Files can be read on several threads, each by a writer of its own.
#[derive(Debug, Default)]
pub(in super::super) struct Writer {
    pub(super) terms: Vec<Term>,
    /// Where each term stands, in files whose faults somebody is told.
    pub(super) places: Vec<(u32, Place)>,
    pub(super) texts: String,
    /// For each cue, the bytes of `texts` that it is written with.
    pub(super) cue_texts: Vec<Range<u32>>,
    pub(super) spelled: Spelled,
    /// What each phrase of `spelled` is for.
    pub(super) uses: Vec<Use>,
    lists: u32,
    /// Every `with` that has a `without` beside it.
    pub(super) rivals: Vec<Rivals>,
    /// The cues that say, right before a term or right after it, that it is not of people.
    pub(super) bearers: Bearers<Vec<Range<u32>>>,
}

/// What stands right before a term and right after it.
#[derive(Debug, Clone, Default)]
pub(super) struct Bearers<T> {
    pub(super) before: T,
    pub(super) after: T,
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

    /// Reads the words that say of any term that it is not of people.
    pub(in super::super) fn bearers(&mut self, fields: Fields) {
        if let Some(words) = fields.get("right_before") {
            let cues = self.cues(words);
            self.bearers.before.push(cues);
        }
        if let Some(words) = fields.get("right_after") {
            let cues = self.cues(words);
            self.bearers.after.push(cues);
        }
    }

    /// Adds what another writer read after what this one did; its entries are numbered from `entries`.
    pub(in super::super) fn append(&mut self, other: Writer, entries: u32) {
        let (texts, cues, lists) = (self.texts.len() as u32, self.cue_texts.len() as u32, self.lists);
        let terms = self.terms.len() as u32;
        let by = |range: Range<u32>, by: u32| range.start + by..range.end + by;
        self.terms.extend(other.terms.into_iter().map(|term| Term {
            entry: term.entry + entries,
            with: by(term.with, cues),
            without: by(term.without, cues),
            text: by(term.text, texts),
            ..term
        }));
        self.places.extend(other.places.into_iter().map(|(term, place)| (term + terms, place)));
        self.texts.push_str(&other.texts);
        self.cue_texts.extend(other.cue_texts.into_iter().map(|text| by(text, texts)));
        self.spelled.append(other.spelled);
        self.uses.extend(other.uses.into_iter().map(|one| one.after(terms, lists)));
        self.lists += other.lists;
        self.bearers.before.extend(other.bearers.before.into_iter().map(|range| by(range, cues)));
        self.bearers.after.extend(other.bearers.after.into_iter().map(|range| by(range, cues)));
        self.rivals.extend(other.rivals.into_iter().map(|rivals| Rivals {
            with: by(rivals.with, cues),
            without: by(rivals.without, cues),
            ..rivals
        }));
    }

    /// Makes room for what other writers read.
    pub(in super::super) fn reserve<'w>(&mut self, others: impl Iterator<Item = &'w Writer> + Clone) {
        let sum = |length: fn(&Writer) -> usize| others.clone().map(length).sum();
        self.terms.reserve(sum(|writer| writer.terms.len()));
        self.texts.reserve(sum(|writer| writer.texts.len()));
        self.cue_texts.reserve(sum(|writer| writer.cue_texts.len()));
        self.uses.reserve(sum(|writer| writer.uses.len()));
        self.spelled.reserve(others.map(|writer| &writer.spelled));
    }

    fn list<'a>(&mut self, language: [u8; 2], entry: List<'a>) -> List<'a> {
        self.lists += 1;
        List { number: self.lists, language, ..entry }
    }

    fn terms(&mut self, list: &List, terms: Reader) {
        for item in terms.items() {
            if matches!(item.node().kind, data::Kind::Map(_)) {
                self.conditional(list, item);
            } else if let Some(text) = item.said() {
                self.term(list, item, text, Likeness::Loose, list.conditions.clone());
            }
        }
    }

    fn conditional(&mut self, list: &List, item: Reader) {
        let Some(fields) = item.fields(&["term", "with", "without", "exact", "accents", "as_written"]) else { return };
        let Some(term) = fields.need("term") else { return };
        let Some(text) = term.said() else { return };
        let is = |key| fields.get(key).and_then(Reader::boolean).unwrap_or(false);
        let likeness = if is("as_written") {
            Likeness::AsWritten
        } else if is("exact") {
            Likeness::Exact
        } else if is("accents") {
            Likeness::Accented
        } else {
            Likeness::Loose
        };
        let conditions = self.conditions(list.file, fields, list.conditions);
        self.term(list, term, text, likeness, conditions);
    }

    fn term(&mut self, list: &List, at: Reader, text: &str, likeness: Likeness, conditions: Conditions) {
        let number = self.terms.len() as u32;
        let text_range = self.write_down(text);
        self.terms.push(Term {
            entry: list.entry,
            likeness,
            with: conditions.with.unwrap_or_default(),
            without: conditions.without.unwrap_or_default(),
            text: text_range,
            language: list.language,
        });
        if at.is_told() {
            self.places.push((number, (list.file, at.place())));
        }
        let place = Use::Term { term: number, list: list.number, first: list.first };
        if !self.spell(at, text, place) {
            return;
        }
        // `BetterHelp` is two words, and people write it as one.
        if is_camel(text) && self.spelled.add(&text.to_lowercase()) == Spelt::Phrase {
            self.uses.push(Use::Joined { term: number, list: list.number, first: list.first });
        }
    }

    fn except(&mut self, item: Reader) {
        if let Some(text) = item.said() {
            self.spell(item, text, Use::Except);
        }
    }

    /// Adds a phrase and what it is for; that it has no words, or too many, is a fault.
    fn spell(&mut self, at: Reader, text: &str, what_for: Use) -> bool {
        let spelt = self.spelled.add(text);
        match spelt {
            Spelt::Phrase => self.uses.push(what_for),
            Spelt::Empty => at.fault("empty", format!("`{text}` has no words")),
            Spelt::TooLong => at.fault("too-long", format!("a phrase has {MOST_WORDS} words at most")),
        }
        spelt == Spelt::Phrase
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
        let start = self.cue_texts.len() as u32;
        for item in list.items() {
            if let Some(text) = item.said()
                && self.spell(item, text, Use::Cue)
            {
                let written = self.write_down(text);
                self.cue_texts.push(written);
            }
        }
        let end = self.cue_texts.len() as u32;
        if start == end {
            list.fault("never-matches", "this list is empty, so nothing can ever match it");
        }
        start..end
    }

    fn write_down(&mut self, text: &str) -> Range<u32> {
        let start = self.texts.len() as u32;
        self.texts.push_str(text);
        start..self.texts.len() as u32
    }
}

/// Whether a word has capitals inside, as `BetterHelp` and `HIVTest`.
fn is_camel(text: &str) -> bool {
    text.as_bytes().windows(2).any(|pair| {
        let is_letter = pair.iter().all(u8::is_ascii_alphabetic);
        is_letter && pair[1].is_ascii_uppercase()
    })
}
