//! Which words reveal which category, and how surely.

mod explain;

use crate::data::{Faults, Fields, Reader};
use crate::word::Word;

use super::citation::Citation;
use super::context::Context;
use super::lexicon::{Candidate, Lexicon, Limits, Scratch, Verdict, Writer};
use super::phrases::MOST_WORDS;
use super::{CategoryId, Hit, Kind, Strength, Taxonomy};

pub(crate) use explain::{Outcome, Reading, Several};

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

const KEYS: [&str; 4] = ["reveals", "strength", "in", "source"];
/// The keys of an entry that says what is not of people.
const BEARERS: [&str; 2] = ["right_before", "right_after"];
const STRENGTHS: [(&str, Strength); 3] =
    [("strong", Strength::Strong), ("moderate", Strength::Moderate), ("plausible", Strength::Plausible)];

impl Vocabulary {
    /// What `phrase` reveals, by place; each category once.
    pub(super) fn reveals<'t>(
        &self,
        taxonomy: &Taxonomy,
        kind: Kind,
        phrase: &str,
        beside: (impl Iterator<Item = &'t str>, impl Iterator<Item = &'t str>),
        scratch: &mut Scratch,
        hits: &mut Vec<Hit>,
    ) {
        let candidates = self.lexicon.meet(phrase, beside, scratch);
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

    fn of(&self, candidate: &Candidate) -> &Entry {
        &self.entries[self.lexicon.entry(candidate.term) as usize]
    }

    fn is_outranked(&self, taxonomy: &Taxonomy, candidate: &Candidate, all: &[Candidate]) -> bool {
        self.rival(taxonomy, candidate, all).is_some()
    }

    /// Another term that holds these words and more, or the same words more precisely, and means something related.
    fn rival<'c>(&self, taxonomy: &Taxonomy, candidate: &Candidate, all: &'c [Candidate]) -> Option<&'c Candidate> {
        let entry = self.of(candidate);
        // Candidates are sorted by their first word, and no term has more words than this.
        let from = all.partition_point(|other| other.first + MOST_WORDS < candidate.first);
        let rivals = all[from..].iter().take_while(|other| other.first <= candidate.first);
        rivals.filter(|other| other.last >= candidate.last && other.term != candidate.term).find(|other| {
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
        let known: Vec<_> = KEYS.into_iter().chain(super::lexicon::KEYS).chain(BEARERS).collect();
        for item in entries.list() {
            let Some(fields) = item.fields(&known) else { continue };
            if BEARERS.iter().any(|key| fields.has(key)) {
                fields.need("source").and_then(|source| context.citations.read(source));
                self.words.bearers(fields);
                continue;
            }
            let Some(entry) = entry(fields, context) else { continue };
            self.words.entry(self.entries.len() as u32, file, fields);
            self.entries.push(entry);
        }
    }

    /// Adds what other writers read after what this one did.
    pub(super) fn append(&mut self, others: Vec<VocabularyWriter>) {
        self.words.reserve(others.iter().map(|other| &other.words));
        for other in others {
            self.words.append(other.words, self.entries.len() as u32);
            self.entries.extend(other.entries);
        }
    }

    /// The finished vocabulary.
    pub(super) fn finish(self, nested: Nested, limits: Limits, faults: &[Faults]) -> Vocabulary {
        Vocabulary { lexicon: self.words.finish(limits, faults), entries: self.entries, nested }
    }
}

impl Kinds {
    /// Every kind there is.
    pub(super) const ALL: Kinds = Kinds(u16::MAX);

    /// Whether `kind` is among them.
    pub(super) fn has(self, kind: Kind) -> bool {
        self.0 & 1 << kind as u16 != 0
    }

    /// Whether a kind is in both.
    fn meets(self, other: Kinds) -> bool {
        self.0 & other.0 != 0
    }

    /// The kinds among them; none where it is all.
    pub(super) fn listed(self) -> Vec<Kind> {
        let all = if self == Kinds::ALL { &[] } else { Kind::ALL };
        all.iter().copied().filter(|&kind| self.has(kind)).collect()
    }

    /// The kinds that a key names.
    pub(super) fn read(names: Reader) -> Kinds {
        if names.items().next().is_none() {
            names.fault("never-matches", "this list is empty, so nothing can ever match it");
        }
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
