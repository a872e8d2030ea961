//! Which words reveal which category, and how surely.

use std::ops::Range;

use crate::yaml::{Faults, Fields, Reader};

use super::citation::Citation;
use super::lexicon::{Candidate, Lexicon, Scratch, Verdict, Writer};
use super::load::Context;
use super::{CategoryId, Hit, Kind, Strength, Taxonomy};

/// Entries that reveal categories, and the words that lead to them: the vocabulary, places, and fields alike.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    lexicon: Lexicon,
    entries: Vec<Entry>,
    nested: Nested,
}

/// Which terms inside the words of a longer one stay silent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Nested {
    /// Those that mean something related: a name may reveal several things.
    #[default]
    Related,
    /// All of them: a nursing home is no home, an e-mail address no address.
    All,
}

/// Fills a vocabulary, file by file.
#[derive(Debug, Default)]
pub(super) struct VocabularyWriter {
    words: Writer,
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    reveals: Vec<CategoryId>,
    strength: Strength,
    kinds: Kinds,
    source: Option<Citation>,
}

/// A set of kinds of signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kinds(u16);

/// A term that was met, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The term as the vocabulary has it.
    pub term: String,
    /// Its language, as `de`; empty for English and for names.
    pub language: String,
    /// What its entry reveals.
    pub categories: Vec<CategoryId>,
    /// How surely.
    pub strength: Strength,
    /// Where the entry comes from.
    pub source: Option<Citation>,
    /// The bytes of the phrase that say so.
    pub at: Range<usize>,
    /// Whether it counts, and if not, why.
    pub outcome: Outcome,
}

/// Whether a term that was met counts, and if not, why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It counts.
    Counts,
    /// A longer or more precise term in the same words speaks for it.
    Outranked,
    /// Its entry does not speak of this kind of signal.
    OtherKind,
    /// An `except` phrase hides it.
    Hidden,
    /// It needs one of these words near it.
    Needs(Vec<String>),
    /// One of these words near it says that something else is meant.
    Cancelled(Vec<String>),
    /// It is not written as it must be (`AIDS`, not `aids`).
    Unlike,
}

const KEYS: [&str; 4] = ["reveals", "strength", "in", "source"];
const STRENGTHS: [(&str, Strength); 3] =
    [("strong", Strength::Strong), ("moderate", Strength::Moderate), ("plausible", Strength::Plausible)];

impl Vocabulary {
    /// What `phrase` reveals, by place; each category once.
    pub(super) fn reveals(
        &self,
        taxonomy: &Taxonomy,
        kind: Kind,
        (phrase, context): (&str, &str),
        scratch: &mut Scratch,
        hits: &mut Vec<Hit>,
    ) {
        let candidates = self.lexicon.meet(phrase, context, scratch);
        candidates.retain(|candidate| candidate.verdict == Verdict::Counts && self.of(candidate).kinds.has(kind));
        for candidate in scratch.candidates() {
            if !self.is_outranked(taxonomy, candidate, scratch.candidates()) {
                let at = scratch.bytes(candidate.first, candidate.last);
                let Entry { reveals, strength, .. } = self.of(candidate);
                for &category in reveals {
                    add(hits, Hit { category, strength: *strength, at: at.clone() });
                }
            }
        }
    }

    /// Every term met in `phrase`, whether it counts or not.
    pub(super) fn explain(&self, taxonomy: &Taxonomy, kind: Kind, phrase: &str, context: &str) -> Vec<Reading> {
        let mut scratch = Scratch::default();
        self.lexicon.meet(phrase, context, &mut scratch);
        let counting: Vec<_> =
            scratch.counting().filter(|candidate| self.of(candidate).kinds.has(kind)).copied().collect();
        let reading = |candidate: &Candidate| {
            let (term, language) = self.lexicon.term(candidate.term);
            let Entry { reveals, strength, source, .. } = self.of(candidate);
            Reading {
                term: term.to_owned(),
                language: language.to_owned(),
                categories: reveals.clone(),
                strength: *strength,
                source: source.clone(),
                at: scratch.bytes(candidate.first, candidate.last),
                outcome: self.outcome(taxonomy, kind, candidate, &counting),
            }
        };
        scratch.candidates().iter().map(reading).collect()
    }

    /// How many terms there are.
    pub(super) fn len(&self) -> usize {
        self.lexicon.len()
    }

    fn outcome(&self, taxonomy: &Taxonomy, kind: Kind, candidate: &Candidate, counting: &[Candidate]) -> Outcome {
        let cues = || self.lexicon.cues(candidate.term, candidate.verdict).into_iter().map(str::to_owned).collect();
        match candidate.verdict {
            Verdict::Hidden => Outcome::Hidden,
            Verdict::Unlike => Outcome::Unlike,
            Verdict::Alone => Outcome::Needs(cues()),
            Verdict::Cancelled => Outcome::Cancelled(cues()),
            Verdict::Counts if !self.of(candidate).kinds.has(kind) => Outcome::OtherKind,
            Verdict::Counts if self.is_outranked(taxonomy, candidate, counting) => Outcome::Outranked,
            Verdict::Counts => Outcome::Counts,
        }
    }

    fn of(&self, candidate: &Candidate) -> &Entry {
        &self.entries[self.lexicon.entry(candidate.term) as usize]
    }

    /// Whether another term holds these words and more, or the same words more precisely, and means something related.
    fn is_outranked(&self, taxonomy: &Taxonomy, candidate: &Candidate, all: &[Candidate]) -> bool {
        let entry = self.of(candidate);
        // Candidates are sorted by their first word, and no term has more words than this.
        let from = all.partition_point(|other| other.first + 32 < candidate.first);
        let rivals = all[from..].iter().take_while(|other| other.first <= candidate.first);
        rivals.filter(|other| other.last >= candidate.last && other.term != candidate.term).any(|other| {
            let rival = self.of(other);
            let is_longer = (other.first, other.last) != (candidate.first, candidate.last);
            let beats = |ours: CategoryId| {
                rival.reveals.iter().any(|&theirs| {
                    let is_deeper =
                        theirs != ours && taxonomy.is_within(theirs, ours) && rival.strength >= entry.strength;
                    let is_surer = theirs == ours && rival.strength > entry.strength;
                    taxonomy.related(ours, theirs) && (is_longer || is_deeper || is_surer)
                })
            };
            (self.nested == Nested::All && is_longer) || entry.reveals.iter().all(|&ours| beats(ours))
        })
    }
}

impl VocabularyWriter {
    /// Reads one file of entries; `file` is its number.
    pub(super) fn load(&mut self, file: usize, entries: Reader, context: &Context) {
        let known: Vec<_> = KEYS.into_iter().chain(super::lexicon::KEYS).collect();
        for item in entries.list() {
            let Some(fields) = item.fields(&known) else { continue };
            let Some(entry) = entry(fields, context) else { continue };
            self.words.entry(self.entries.len() as u32, file, fields);
            self.entries.push(entry);
        }
    }

    /// The finished vocabulary.
    pub(super) fn finish(self, nested: Nested, faults: &[Faults]) -> Vocabulary {
        Vocabulary { lexicon: self.words.finish(faults), entries: self.entries, nested }
    }
}

impl Kinds {
    /// Every kind there is.
    pub(super) const ALL: Kinds = Kinds(u16::MAX);

    /// Whether `kind` is among them.
    pub(super) fn has(self, kind: Kind) -> bool {
        self.0 & 1 << kind as u16 != 0
    }

    /// The kinds that a key names.
    pub(super) fn read(names: Reader) -> Kinds {
        let kinds = names.items().filter_map(Reader::word::<Kind>);
        Kinds(kinds.fold(0, |kinds, kind| kinds | 1 << kind as u16))
    }
}

/// What an entry reveals and how surely, without its words.
fn entry(fields: Fields, context: &Context) -> Option<Entry> {
    let reveals = fields.need("reveals").map(|names| context.taxonomy.read(names)).unwrap_or_default();
    let strength = strength(fields);
    let kinds = fields.get("in").map_or(Kinds::ALL, Kinds::read);
    let source = fields.need("source").and_then(|source| context.citations.read(source));
    if reveals.is_empty() {
        return None;
    }
    Some(Entry { reveals, strength: strength?, kinds, source })
}

/// The `strength` of an entry.
pub(super) fn strength(fields: Fields) -> Option<Strength> {
    fields.need("strength")?.one_of(&STRENGTHS)
}

/// Adds a hit, unless the same category is known as surely.
fn add(hits: &mut Vec<Hit>, hit: Hit) {
    match hits.iter_mut().find(|known| known.category == hit.category) {
        Some(known) if known.strength < hit.strength => *known = hit,
        Some(_) => {}
        None => hits.push(hit),
    }
}
