//! What each signal reveals by itself.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::knowledge::{CategoryId, FieldUse, Hit, Kind, Knowledge, Matcher, Measured, Strength};
use crate::lineage::nearby::Nearby;
use crate::resolve::{Phrase, Place, Program, Signal};
use crate::source::{Span, Text};

/// What a signal reveals, before rules are asked.
#[derive(Debug, Clone, Default)]
pub(crate) struct Revealed {
    pub(super) categories: BTreeMap<CategoryId, SignalReading>,
    pub(super) place: Vec<CategoryId>,
    /// Where a block says that it reveals nothing: all that it reveals nevertheless, for locked rules to see.
    all: Option<Box<Revealed>>,
}

/// How a category is read off a signal.
#[derive(Debug, Clone)]
pub(super) struct SignalReading {
    pub(super) strength: Strength,
    pub(super) at: Span,
    pub(super) told: Option<Text>,
    /// Whether a block says that it is not so; then only what is locked counts.
    pub(super) is_cleared: bool,
}

/// Asks the vocabulary and the measures of every signal, in the order of the signals; no rule is asked.
pub(crate) fn reveal(program: &Program, knowledge: &Knowledge) -> Vec<Revealed> {
    let known = Known { program, knowledge, nearby: &Nearby::new(program, knowledge) };
    let ask = |matcher: &mut Matcher, signal: &Signal| {
        let mut revealed = of_signal(known, matcher, signal, Cleared::Heed);
        if clears(program, signal) {
            revealed.all = Some(Box::new(of_signal(known, matcher, signal, Cleared::Ignore)));
        }
        revealed
    };
    let signals = program.signals.par_iter().with_min_len(256);
    signals.map_init(|| knowledge.matcher(), ask).collect()
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

fn of_signal(known: Known, matcher: &mut Matcher, signal: &Signal, cleared: Cleared) -> Revealed {
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
        self.read(category, SignalReading { strength, at, told: None, is_cleared: false });
    }

    /// Keeps the surest reading of a category, the first of equals.
    fn read(&mut self, category: CategoryId, reading: SignalReading) {
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
            self.read(category, SignalReading { strength, at: word.at(at), told, is_cleared: false });
        }
    }

    /// The same together with what a block clears, marked as such.
    pub(super) fn with_cleared(&self) -> Revealed {
        let mut both = Revealed { all: None, ..self.clone() };
        if let Some(all) = &self.all {
            for (&category, reading) in &all.categories {
                both.categories
                    .entry(category)
                    .or_insert_with(|| SignalReading { is_cleared: true, ..reading.clone() });
            }
            both.place.extend(&all.place);
        }
        both
    }

    /// Whether a block clears any of it.
    pub(super) fn is_cleared(&self) -> bool {
        self.all.is_some()
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
            let is_vaguer = |(&other, surer): (&CategoryId, &SignalReading)| {
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
