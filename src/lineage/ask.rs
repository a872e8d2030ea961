//! What the rules say of what each signal reveals.

use std::collections::HashMap;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::knowledge::{Ages, Benign, CategoryId, Knowledge, Strength};
use crate::lineage::leaf::{Leaf, Leaves, Shape};
use crate::lineage::reveal::{Revealed, SignalReading};
use crate::resolve::{Program, Signal, SignalId};
use crate::rule::{AskedRules, Assessment, AssessmentId, Assessments, Nature, SignalFacts};
use crate::source::Span;

/// What is known before anything is followed: the project, the vocabulary, the rules and the day.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Base<'a> {
    /// What was declared.
    pub program: &'a Program,
    /// What words and measures reveal.
    pub knowledge: &'a Knowledge,
    /// The rules.
    pub rules: &'a AskedRules<'a>,
    /// The day that counts where there is no flight.
    pub today: Date,
}

impl<'a> Base<'a> {
    /// What a rule can ask of a signal, before it is said what it reveals.
    pub(super) fn facts(self, signal: &'a Signal, place: &'a [CategoryId]) -> SignalFacts<'a> {
        let Base { knowledge, today, .. } = self;
        let (kind, how, category, strength) = (signal.kind, signal.how, None, Strength::Strong);
        SignalFacts { knowledge, today, signal, kind, how, category, strength, told: None, ages: None, place }
    }
}

/// Asks the rules of all that the signals reveal. A leaf for each thing that a signal reveals, and one for its being used at
/// all where a rule may object to that.
pub(crate) fn ask(base: Base, revealed: &[Revealed]) -> (Leaves<'static>, Assessments<'static>) {
    let signals = base.program.signals.par_iter().zip(revealed).enumerate().with_min_len(256);
    let drafts = signals.map_init(HashMap::new, |objecting, (number, (signal, revealed))| {
        Asking { base, id: SignalId::new(number), signal, objecting }.drafts(revealed)
    });
    let drafts: Vec<Vec<Draft>> = drafts.collect();
    let mut numbering = Numbering { base, assessments: Assessments::default(), plain: HashMap::new() };
    let leaves = Leaves::of_signals(drafts.into_iter().map(|drafts| numbering.leaves(drafts)));
    (leaves, numbering.assessments)
}

/// A leaf that still lacks the numbers of its assessments.
struct Draft {
    leaf: Leaf,
    said: Said,
}

/// What the rules say of a leaf.
enum Said {
    /// What they say of all signals of that nature: nothing else tells it from others.
    Plain(Nature),
    /// What they say of this one.
    Own(Vec<Assessment>),
}

/// One signal that is asked about.
struct Asking<'a, 'o> {
    base: Base<'a>,
    id: SignalId,
    signal: &'a Signal,
    /// Whether any rule may object to signals of a nature.
    objecting: &'o mut HashMap<Nature, bool>,
}

impl Asking<'_, '_> {
    fn drafts(&mut self, revealed: &Revealed) -> Vec<Draft> {
        let has_locked = self.base.rules.has_locked() || self.base.knowledge.taxonomy().has_locked();
        if has_locked && revealed.is_cleared() { self.of(&revealed.with_cleared()) } else { self.of(revealed) }
    }

    fn of(&mut self, revealed: &Revealed) -> Vec<Draft> {
        let signal = self.signal;
        let age = signal
            .measures
            .ages
            .map(|_| Draft { leaf: Leaf { shape: Shape::Age, ..self.leaf(signal.span) }, said: Said::Own(Vec::new()) });
        let in_use = SignalReading { strength: Strength::Strong, at: signal.span, told: None, is_cleared: false };
        let sensitive = revealed.categories.iter().map(|(&category, reading)| (Some(category), reading));
        let readings = sensitive.chain([(None, &in_use)]);
        let drafts = readings.filter_map(|(category, reading)| self.draft(category, reading, revealed));
        age.into_iter().chain(drafts).collect()
    }

    /// The draft of one reading; none of what no rule speaks of and that reveals nothing.
    fn draft(&mut self, category: Option<CategoryId>, reading: &SignalReading, revealed: &Revealed) -> Option<Draft> {
        let base = self.base;
        let facts = base.facts(self.signal, &revealed.place);
        let facts = SignalFacts { category, strength: reading.strength, told: reading.told.as_deref(), ..facts };
        let (said, objects) = if let Some(nature) = facts.plain_key().filter(|_| !reading.is_cleared) {
            let ask = || !base.rules.assessments(&facts).is_empty();
            (Said::Plain(nature), *self.objecting.entry(nature).or_insert_with(ask))
        } else {
            let assessments = self.assessments(&facts, reading);
            let objects = !assessments.is_empty();
            (Said::Own(assessments), objects)
        };
        if !objects && (category.is_none() || reading.is_cleared) {
            return None;
        }
        let benign = benign(base.knowledge, self.signal, revealed, category);
        let leaf = Leaf { category, told: reading.told.clone(), benign, ..self.leaf(reading.at) };
        Some(Draft { leaf, said })
    }

    /// What the rules say of one reading; of one that a block clears, only the locked ones.
    fn assessments(&self, facts: &SignalFacts, reading: &SignalReading) -> Vec<Assessment> {
        let Base { rules, knowledge, .. } = self.base;
        let mut assessments = rules.assessments(facts);
        if reading.is_cleared && !facts.category.is_some_and(|category| knowledge.taxonomy().is_locked(category)) {
            assessments.retain(|assessment| rules.group(assessment).is_locked());
        }
        assessments
    }

    /// The signal itself, which reveals nothing yet.
    fn leaf(&self, at: Span) -> Leaf {
        let (category, told, benign, assessments) = (None, None, None, Vec::new());
        Leaf { category, signal: self.id, at, told, shape: Shape::Single, benign, assessments }
    }
}

/// Gives assessments their numbers, in the order of the signals.
struct Numbering<'a> {
    base: Base<'a>,
    assessments: Assessments<'static>,
    plain: HashMap<Nature, Vec<AssessmentId>>,
}

impl Numbering<'_> {
    fn leaves(&mut self, drafts: Vec<Draft>) -> Vec<Leaf> {
        drafts.into_iter().map(|draft| self.leaf(draft)).collect()
    }

    fn leaf(&mut self, Draft { leaf, said }: Draft) -> Leaf {
        let assessments = match said {
            Said::Own(assessments) => self.assessments.intern_all(assessments),
            Said::Plain(nature) => match self.plain.get(&nature) {
                Some(known) => known.clone(),
                None => self.ask_plain(nature, leaf.signal),
            },
        };
        Leaf { assessments, ..leaf }
    }

    fn ask_plain(&mut self, nature: Nature, signal: SignalId) -> Vec<AssessmentId> {
        let Base { program, rules, .. } = self.base;
        let (_, _, category, strength) = nature;
        let facts = SignalFacts { category, strength, ..self.base.facts(&program[signal], &[]) };
        let assessments = self.assessments.intern_all(rules.assessments(&facts));
        self.plain.insert(nature, assessments.clone());
        assessments
    }
}

/// Whether leaving people out by it can be for their own good: what they gave back, a sensitive place, a category such as
/// minors, or words that hold the telling ones (`pregnancy loss`). One harmless word beside a telling one excuses nothing.
fn benign(knowledge: &Knowledge, signal: &Signal, revealed: &Revealed, category: Option<CategoryId>) -> Option<Benign> {
    let Some(category) = category else { return benign_in_use(knowledge, signal, revealed) };
    let of_place = revealed.place.iter().find_map(|&place| knowledge.suppression_of(place));
    let by_verb = || knowledge.suppression(signal.kind, signal.verb, "");
    let told = || revealed.categories.get(&category)?.told.as_deref();
    let by_words = || {
        let told = told()?;
        signal.words.iter().find_map(|word| knowledge.protecting(signal.kind, &word.text, told))
    };
    knowledge.suppression_of(category).or_else(by_verb).or(of_place).or_else(by_words)
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
