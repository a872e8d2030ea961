//! What each signal reveals by itself.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::knowledge::{Ages, Benign, CategoryId, FieldUse, Hit, Kind, Knowledge, Matcher, Measured, Strength};
use crate::lineage::nearby::Nearby;
use crate::lineage::{Bound, State};
use crate::resolve::{NodeId, Phrase, Place, Program, Signal, SignalId};
use crate::rule::{Facts, MarkId, Marks};
use crate::source::{Span, Text};

/// One thing that something rests on: a signal and what it reveals.
#[derive(Debug)]
pub struct Leaf {
    /// What is revealed; none for what is in use, sensitive or not.
    pub category: Option<CategoryId>,
    /// The signal; of a combination, its first member.
    pub signal: SignalId,
    /// The phrase that says so, or the whole signal.
    pub at: Span,
    /// The words of the phrase that say so; none where it is not the words.
    pub told: Option<Text>,
    /// What kind of leaf it is.
    pub shape: Shape,
    /// Whether leaving people out by it can be for their own good.
    pub benign: Option<Benign>,
    /// What the rules say of it.
    pub marks: Vec<MarkId>,
}

/// What kind of leaf.
#[derive(Debug, PartialEq, Eq)]
pub enum Shape {
    /// A signal that reveals something alone.
    Single,
    /// A bound on age; whether it lets minors in depends on all the others.
    Age,
    /// Minors, by all bounds on age together.
    Minors(Ages),
    /// Signals that reveal it together.
    Combination(Vec<Part>),
}

/// A phrase of a signal, by its number.
pub type Part = (SignalId, u32);

/// A leaf, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LeafId(pub(crate) u32);

/// A combination where it comes together.
#[derive(Debug, Clone)]
pub struct Combined {
    /// What it reveals.
    pub leaf: LeafId,
    /// When consent binds so many of its members that the rest are too few.
    pub bound: Bound,
    /// What happened to its members on their ways.
    pub state: State,
}

/// Every leaf.
#[derive(Debug, Default)]
pub struct Leaves {
    all: Vec<Leaf>,
    of_signal: Vec<Range<u32>>,
    /// Combinations, by the node at which they come together.
    of_node: BTreeMap<NodeId, Vec<Combined>>,
}

impl Leaves {
    /// The leaf with that number.
    pub fn get(&self, id: LeafId) -> &Leaf {
        &self.all[id.0 as usize]
    }

    /// What a signal reveals.
    pub fn of_signal(&self, id: SignalId) -> impl Iterator<Item = LeafId> + use<> {
        self.of_signal[id.0 as usize].clone().map(LeafId)
    }

    /// Adds a leaf that no signal makes alone.
    pub fn add(&mut self, leaf: Leaf) -> LeafId {
        self.all.push(leaf);
        LeafId(self.all.len() as u32 - 1)
    }

    pub(super) fn add_at(&mut self, node: NodeId, leaf: Leaf, bound: Bound, state: State) {
        let leaf = self.add(leaf);
        self.of_node.entry(node).or_default().push(Combined { leaf, bound, state });
    }

    /// The combinations that come together at a node.
    pub fn of_node(&self, id: NodeId) -> &[Combined] {
        self.of_node.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Every category that is revealed.
    pub(super) fn categories(&self) -> BTreeSet<CategoryId> {
        self.all.iter().filter_map(|leaf| leaf.category).collect()
    }
}

/// How a category is read off a signal.
#[derive(Clone)]
struct Reading {
    strength: Strength,
    at: Span,
    told: Option<Text>,
    /// Whether a block says that it is not so; then only what is locked counts.
    is_cleared: bool,
}

/// What a signal reveals, before rules are asked.
#[derive(Default)]
struct Revealed {
    categories: BTreeMap<CategoryId, Reading>,
    place: Vec<CategoryId>,
}

/// Asks the vocabulary and the measures of every signal.
pub(super) fn leaves(program: &Program, knowledge: &Knowledge, marks: &mut Marks, today: Date) -> Leaves {
    let has_locked = marks.has_locked() || knowledge.taxonomy().has_locked();
    let known = Known { program, knowledge, nearby: &Nearby::new(program, knowledge) };
    let ask = |matcher: &mut Matcher, signal: &Signal| {
        let mut revealed = reveal(known, matcher, signal, Cleared::Heed);
        if has_locked && clears(program, signal) {
            revealed.add_cleared(reveal(known, matcher, signal, Cleared::Ignore));
        }
        revealed
    };
    let signals = program.signals.par_iter().with_min_len(256);
    let revealed: Vec<Revealed> = signals.map_init(|| knowledge.matcher(), ask).collect();
    let mut leaves = Leaves::default();
    for (number, (signal, revealed)) in program.signals.iter().zip(&revealed).enumerate() {
        let first = leaves.all.len() as u32;
        let id = SignalId(number as u32);
        let facts = facts(program, knowledge, today, signal, &revealed.place);
        if signal.measures.ages.is_some() {
            let shape = Shape::Age;
            let at = signal.span;
            leaves.add(Leaf { category: None, signal: id, at, told: None, shape, benign: None, marks: Vec::new() });
        }
        let in_use = Reading { strength: Strength::Strong, at: signal.span, told: None, is_cleared: false };
        let sensitive = revealed.categories.iter().map(|(&category, reading)| (Some(category), reading));
        for (category, reading) in sensitive.chain([(None, &in_use)]) {
            let Reading { strength, at, told, is_cleared } = reading.clone();
            let mut found = marks.of(&Facts { category, strength, told: told.as_deref(), ..facts });
            if is_cleared && !category.is_some_and(|category| knowledge.taxonomy().is_locked(category)) {
                found.retain(|&mark| marks.group(marks.get(mark)).is_locked());
            }
            let marks = found;
            if is_cleared && marks.is_empty() {
                continue;
            }
            if category.is_some() || !marks.is_empty() {
                let benign = benign(knowledge, signal, revealed, category);
                leaves.add(Leaf { category, signal: id, at, told, shape: Shape::Single, benign, marks });
            }
        }
        leaves.of_signal.push(first..leaves.all.len() as u32);
    }
    leaves
}

/// What a rule can ask of a signal, before it is said what it reveals.
pub(super) fn facts<'a>(
    program: &'a Program,
    knowledge: &'a Knowledge,
    today: Date,
    signal: &'a Signal,
    place: &'a [CategoryId],
) -> Facts<'a> {
    let (kind, how, category, strength) = (signal.kind, signal.how, None, Strength::Strong);
    Facts { program, knowledge, today, signal, kind, how, category, strength, told: None, ages: None, place }
}

/// What to make of `reveals nothing`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cleared {
    /// The block knows better than the vocabulary.
    Heed,
    /// What is locked is not for a block to clear.
    Ignore,
}

/// Whether a block says of a signal, or of its place, that it reveals nothing.
fn clears(program: &Program, signal: &Signal) -> bool {
    let place = signal.place.is_some_and(|place| program[place].stated.clears);
    signal.stated.clears || signal.stated.clears_path || place
}

/// What is asked of every signal.
#[derive(Clone, Copy)]
struct Known<'a> {
    program: &'a Program,
    knowledge: &'a Knowledge,
    nearby: &'a Nearby<'a>,
}

fn reveal(known: Known, matcher: &mut Matcher, signal: &Signal, cleared: Cleared) -> Revealed {
    let knowledge = known.knowledge;
    let mut revealed = Revealed::default();
    if cleared == Cleared::Ignore || !signal.stated.clears {
        revealed.words(knowledge, matcher, signal, cleared);
    }
    revealed.place(known, signal, cleared);
    revealed.measures(knowledge, signal);
    for &category in &signal.stated.adds {
        revealed.add(category, Strength::Strong, signal.span);
    }
    revealed.forget_vaguer(knowledge);
    revealed
}

impl Revealed {
    fn add(&mut self, category: CategoryId, strength: Strength, at: Span) {
        self.read(category, Reading { strength, at, told: None, is_cleared: false });
    }

    /// Keeps the surest reading of a category, the first of equals.
    fn read(&mut self, category: CategoryId, reading: Reading) {
        match self.categories.get_mut(&category) {
            Some(known) if known.strength < reading.strength => *known = reading,
            Some(_) => {}
            None => _ = self.categories.insert(category, reading),
        }
    }

    fn add_all(&mut self, hits: Vec<Hit>, at: Span) {
        for hit in hits {
            self.add(hit.category, hit.strength, at);
        }
    }

    fn read_all(&mut self, hits: &[Hit], word: &Phrase) {
        for Hit { category, strength, at } in hits.iter().cloned() {
            let told = word.text.get(at.clone()).filter(|told| !told.is_empty()).map(Text::from);
            self.read(category, Reading { strength, at: word.at(at), told, is_cleared: false });
        }
    }

    /// Adds what would be revealed if nothing were cleared.
    fn add_cleared(&mut self, all: Revealed) {
        for (category, reading) in all.categories {
            self.categories.entry(category).or_insert(Reading { is_cleared: true, ..reading });
        }
        self.place.extend(all.place);
    }

    fn words(&mut self, knowledge: &Knowledge, matcher: &mut Matcher, signal: &Signal, cleared: Cleared) {
        let clears_path = cleared == Cleared::Heed && signal.stated.clears_path;
        // Where a field says how old people are, its bounds say who is a minor, and not its name.
        let counts = |hit: &Hit| signal.measures.ages.is_none() || !knowledge.is_of_ages(hit.category);
        for (number, word) in signal.words.iter().enumerate() {
            if number == 0 && clears_path {
                continue;
            }
            let hits = matcher.reveals(signal.kind, &word.text, beside(signal, number));
            let is_bound = number == 0 || knowledge.age_range(&word.text).is_some();
            let hits: Vec<Hit> = hits.iter().filter(|hit| !is_bound || counts(hit)).cloned().collect();
            self.read_all(&hits, word);
        }
        let measures = &signal.measures;
        let (Some(path), Some(usage), false) = (&measures.path, measures.field, clears_path) else {
            return;
        };
        let hits = knowledge.field(path, usage);
        // Coordinates that are compared count only when they are written down to the street.
        let coordinate = |hit: &Hit| {
            let precise = knowledge.measure(&Measured { decimals: Some(usize::MAX), ..Measured::default() });
            precise.iter().any(|precise| precise.category == hit.category)
        };
        let vague = usage == FieldUse::Compared
            && measures.measured != Measured::default()
            && knowledge.measure(&measures.measured).is_empty();
        let hits = hits.into_iter().filter(|hit| counts(hit) && !(vague && coordinate(hit))).collect();
        self.add_all(hits, signal.span);
    }

    fn place(&mut self, known: Known, signal: &Signal, cleared: Cleared) {
        let Known { program, knowledge, .. } = known;
        let is_anywhere = cleared == Cleared::Heed && signal.stated.clears;
        let mut told: Vec<&Phrase> = Vec::new();
        if signal.kind == Kind::Location && !is_anywhere {
            told.extend(&signal.words);
        }
        let named = signal.place.map(|place| &program[place]);
        for place in named.into_iter().chain(around(known, signal).filter(|_| !is_anywhere)) {
            if cleared == Cleared::Ignore || !place.stated.clears {
                told.extend(&place.words);
            }
            for &category in &place.stated.adds {
                self.place.push(category);
                self.add(category, Strength::Strong, signal.span);
            }
        }
        // A wide fence says nothing of the place in its middle, unless that is everybody's own home.
        let measured = &signal.measures.measured;
        let is_wide = measured.radius.is_some_and(|radius| !knowledge.speaks_of_place(radius));
        for word in told {
            let hits = knowledge.place(&word.text);
            let is_visited = hits.iter().any(|hit| knowledge.is_sensitive_place(hit.category));
            if is_wide && is_visited {
                continue;
            }
            for hit in hits {
                self.place.push(hit.category);
                self.add(hit.category, hit.strength, signal.span);
            }
        }
    }

    fn measures(&mut self, knowledge: &Knowledge, signal: &Signal) {
        match signal.kind {
            Kind::Location | Kind::Residence => {
                self.add_all(knowledge.measure(&signal.measures.measured), signal.span);
            }
            // A number with decimals may be anything; a pair of coordinates is one whatever its field is called.
            Kind::Trait => {
                let Measured { pair, geohash, h3, plus_code, .. } = signal.measures.measured;
                let measured = Measured { pair, geohash, h3, plus_code, ..Measured::default() };
                self.add_all(knowledge.measure(&measured), signal.span);
            }
            Kind::Purchase
            | Kind::View
            | Kind::Search
            | Kind::Event
            | Kind::Conversation
            | Kind::Interest
            | Kind::Consent
            | Kind::Name
            | Kind::Copy
            | Kind::Field
            | Kind::Promotion => {}
        }
        if let Some(stream) = signal.measures.stream {
            self.add_all(knowledge.stream(stream), signal.span);
        }
        for &medium in &signal.measures.media {
            self.add_all(knowledge.medium(medium), signal.span);
        }
    }

    /// A category is not said again where one below it is said as surely.
    fn forget_vaguer(&mut self, knowledge: &Knowledge) {
        if self.categories.len() < 2 {
            return;
        }
        let taxonomy = knowledge.taxonomy();
        let all = self.categories.clone();
        self.categories.retain(|&category, reading| {
            let is_vaguer = |(&other, surer): (&CategoryId, &Reading)| {
                other != category && reading.strength <= surer.strength && taxonomy.is_within(other, category)
            };
            !all.iter().any(is_vaguer)
        });
    }
}

/// The declared places that the bare coordinates of a signal mean; a place of which somebody says the kind speaks for itself.
fn around<'a>(known: Known<'a>, signal: &Signal) -> impl Iterator<Item = &'a Place> {
    let Known { program, knowledge, nearby } = known;
    let is_bare = signal.place.is_none_or(|place| !program[place].has_kind);
    let measured = &signal.measures.measured;
    // A value says where people are when it is written down to the street.
    let is_precise = match signal.kind {
        Kind::Location => true,
        Kind::Trait => !knowledge.measure(&Measured { pair: measured.pair, ..Measured::default() }).is_empty(),
        Kind::Purchase
        | Kind::View
        | Kind::Search
        | Kind::Event
        | Kind::Conversation
        | Kind::Residence
        | Kind::Interest
        | Kind::Consent
        | Kind::Name
        | Kind::Copy
        | Kind::Field
        | Kind::Promotion => false,
    };
    let at = signal.measures.at.filter(|_| is_bare && is_precise);
    at.into_iter().flat_map(move |at| nearby.of(knowledge, at, measured.radius))
}

/// The phrases of a signal before and after one of them, the nearest first. The path of a field stands next to each value
/// that it is compared with, however many there are.
fn beside(signal: &Signal, number: usize) -> (impl Iterator<Item = &str>, impl Iterator<Item = &str>) {
    let (before, after) = (&signal.words[..number], &signal.words[number + 1..]);
    let path = before.first().filter(|_| signal.measures.path.is_some());
    let others = &before[usize::from(path.is_some())..];
    (path.into_iter().chain(others.iter().rev()).map(|word| &*word.text), after.iter().map(|word| &*word.text))
}

/// Whether leaving people out by it can be for their own good: what they gave back, a sensitive place, or a category
/// such as minors. One harmless word beside a telling one excuses nothing.
fn benign(knowledge: &Knowledge, signal: &Signal, revealed: &Revealed, category: Option<CategoryId>) -> Option<Benign> {
    let Some(category) = category else { return benign_in_use(knowledge, signal, revealed) };
    let of_place = revealed.place.iter().find_map(|&place| knowledge.suppression_of(place));
    let by_verb = || knowledge.suppression(signal.kind, signal.verb, "");
    knowledge.suppression_of(category).or_else(by_verb).or(of_place)
}

/// The same for a signal as such, whatever it reveals: all that it reveals must be harmless here, and something must say
/// that it is for their own good.
fn benign_in_use(knowledge: &Knowledge, signal: &Signal, revealed: &Revealed) -> Option<Benign> {
    let mut of_categories = revealed.categories.keys().map(|&id| benign(knowledge, signal, revealed, Some(id)));
    let first = of_categories.next();
    if first.is_some_and(|first| first.is_none()) || of_categories.any(|one| one.is_none()) {
        return None;
    }
    let of_words = || signal.words.iter().find_map(|word| knowledge.suppression(signal.kind, signal.verb, &word.text));
    let of_ages = || {
        // Where the oldest are minors, all are.
        let oldest =
            u128::BITS - 1 - signal.measures.ages.map(|ages| ages.holds).filter(|&ages| ages > 0)?.leading_zeros();
        let oldest = Ages { youngest: oldest as u8, oldest: oldest as u8 };
        knowledge.suppression_of(knowledge.ages_category(Some(oldest))?)
    };
    first.flatten().or_else(of_words).or_else(of_ages)
}
