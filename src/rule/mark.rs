//! What the rules say of a signal before anything is known of the campaign.
//!
//! Two signals that all rules answer alike are told apart by nothing further on, so they travel as one: a [`Mark`] is
//! what they have in common. It is what keeps the work per (node, category) and off the number of paths.

use std::collections::HashMap;

use crate::finding::{Effect, Text, Use};
use crate::knowledge::{Ages, CategoryId, Kind, Strength};
use crate::resolve::{Program, Provenance, Waived};
use crate::rule::question::{Bound, OfSignal, OfTrail, Question};
use crate::rule::when::Answered;
use crate::rule::{Facts, Rule, RuleSet, Subject};

/// What rules say of a kind of signal.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Mark {
    /// How sure the reading is.
    pub strength: Strength,
    /// The rules that may object, in the order of the set.
    pub answers: Vec<Answer>,
    /// Which waivers can hush them.
    pub group: u32,
}

/// That a rule may object, and what the signal answered it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Answer {
    /// The rule, an index into the set.
    pub rule: u32,
    /// One bit for each question to signals.
    pub bits: u64,
}

/// A mark, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MarkId(pub(crate) u32);

/// Rules that the same waivers speak of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Group {
    /// The patterns in the program's waivers that name them, sorted.
    patterns: Vec<Text>,
    /// Whether they are bans: no waiver of a category hushes those.
    ban: bool,
    /// Whether they are locked: nothing hushes them.
    locked: bool,
}

/// Every mark that was needed so far.
#[derive(Debug)]
pub struct Marks<'a> {
    rules: &'a RuleSet,
    known: Vec<Mark>,
    ids: HashMap<Mark, MarkId>,
    groups: Vec<Group>,
    group_of: Vec<u32>,
    /// Whether nothing is more than defined: no campaign will ever use it.
    only_defined: bool,
    /// The marks of signals that have nothing but a kind, a provenance and a reading.
    plain: HashMap<Nature, Vec<MarkId>>,
    /// The rules that may speak of a signal of that nature, whatever its measures and words are.
    speaking: HashMap<Nature, Vec<u32>>,
}

/// What tells kinds of signal apart before their measures and words are asked.
pub(super) type Nature = (Kind, Provenance, Option<CategoryId>, Strength);

impl<'a> Marks<'a> {
    /// No marks yet, for rows of lists: nothing in them is more than defined, so only rules that ask for that are asked.
    pub fn of_rows(rules: &'a RuleSet, program: &Program) -> Marks<'a> {
        Marks { only_defined: true, ..Marks::new(rules, program) }
    }

    /// No marks yet, for the rules as the waivers of `program` tell them apart.
    pub fn new(rules: &'a RuleSet, program: &Program) -> Marks<'a> {
        let (patterns, by_category) = waived(program);
        let mut groups: Vec<Group> = Vec::new();
        let mut ids = HashMap::new();
        let group_of = rules.rules().iter().map(|rule| {
            let naming = patterns.iter().filter(|pattern| !rule.is_locked && names(pattern, &rule.id));
            let ban = by_category && rule.effect == Some(Effect::Ban);
            let group = Group { patterns: naming.cloned().collect(), ban, locked: rule.is_locked };
            *ids.entry(group.clone()).or_insert_with(|| {
                groups.push(group);
                groups.len() as u32 - 1
            })
        });
        let group_of = group_of.collect();
        Marks {
            rules,
            known: Vec::new(),
            ids: HashMap::new(),
            groups,
            group_of,
            only_defined: false,
            plain: HashMap::new(),
            speaking: HashMap::new(),
        }
    }

    /// The marks of a signal: one for each group of rules that may object to it.
    pub fn of(&mut self, facts: &Facts) -> Vec<MarkId> {
        let Some(key) = facts.plain_key() else { return self.ask(facts) };
        if let Some(marks) = self.plain.get(&key) {
            return marks.clone();
        }
        let marks = self.ask(facts);
        self.plain.insert(key, marks.clone());
        marks
    }

    fn ask(&mut self, facts: &Facts) -> Vec<MarkId> {
        let mut by_group: Vec<(u32, Vec<Answer>)> = Vec::new();
        let rules = self.rules.rules();
        let speaking = self.speaking.entry(facts.nature()).or_insert_with(|| speaking(rules, facts, self.only_defined));
        for &number in speaking.iter() {
            let Some(bits) = asked(&rules[number as usize], facts) else { continue };
            let answer = Answer { rule: number, bits };
            let group = self.group_of[number as usize];
            match by_group.iter_mut().find(|(known, _)| *known == group) {
                Some((_, answers)) => answers.push(answer),
                None => by_group.push((group, vec![answer])),
            }
        }
        let marks = by_group.into_iter().map(|(group, answers)| Mark { strength: facts.strength, answers, group });
        marks.map(|mark| self.intern(mark)).collect()
    }

    /// The mark with that number.
    pub fn get(&self, id: MarkId) -> &Mark {
        &self.known[id.0 as usize]
    }

    /// The ages at which what a rule says of a range of them may change, one bit a year.
    pub fn age_limits(&self) -> u128 {
        let questions = self.rules.rules().iter().flat_map(|rule| rule.when.questions());
        let bounds = questions.filter_map(|question| match question {
            Question::Signal(_, OfSignal::Age(bound) | OfSignal::Oldest(bound)) => Some(bound),
            Question::Signal(..) | Question::Trail(_) | Question::Campaign(_) => None,
        });
        let bounds: Vec<&Bound> = bounds.collect();
        let holds = |bound: &Bound, age: u8| bound.holds(Some(f64::from(age)));
        let parts = |age: &u8| bounds.iter().any(|bound| holds(bound, *age) != holds(bound, *age - 1));
        (1..=Ages::OPEN).filter(parts).fold(0, |all, age| all | 1 << age)
    }

    /// Whether there are rules that nothing hushes.
    pub fn has_locked(&self) -> bool {
        self.groups.iter().any(Group::is_locked)
    }

    /// The group of a mark.
    pub fn group(&self, mark: &Mark) -> &Group {
        &self.groups[mark.group as usize]
    }

    fn intern(&mut self, mark: Mark) -> MarkId {
        if let Some(&id) = self.ids.get(&mark) {
            return id;
        }
        let id = MarkId(self.known.len() as u32);
        self.ids.insert(mark.clone(), id);
        self.known.push(mark);
        id
    }
}

impl Group {
    /// Whether nothing hushes these rules.
    pub fn is_locked(&self) -> bool {
        self.locked
    }

    /// Whether a waiver's word speaks of these rules; for a category, `within` says whether it is the one revealed.
    pub fn is_waived_by(&self, what: &Waived, within: impl Fn(CategoryId) -> bool) -> bool {
        match what {
            Waived::Rule(pattern, _) => self.patterns.binary_search(pattern).is_ok(),
            Waived::Category(category) => !self.ban && !self.locked && within(*category),
        }
    }
}

impl RuleSet {
    /// Whether a rule that `pack/name` or `pack/*` names may object to what people read.
    pub fn speaks_of_copy(&self, pattern: &str) -> bool {
        let named = self.rules().iter().filter(|rule| names(pattern, &rule.id));
        named.filter(|rule| rule.subject == Subject::Witness).any(|rule| {
            let answered = rule.when.answer(&mut |question| match question {
                Question::Trail(OfTrail::Use(uses)) => Some(uses.contains(&Use::Message)),
                Question::Trail(_) | Question::Signal(..) | Question::Campaign(_) => None,
            });
            answered != Answered::No
        })
    }
}

/// Whether a pattern, `pack/name` or `pack/*`, names a rule.
pub fn names(pattern: &str, rule: &str) -> bool {
    let pack = pattern.strip_suffix('*');
    pack.map_or(pattern == rule, |pack| rule.starts_with(pack))
}

/// The rules that what a signal is does not rule out, nor that it is `only_defined`.
fn speaking(rules: &[Rule], facts: &Facts, only_defined: bool) -> Vec<u32> {
    let is_open = |rule: &Rule| {
        let answered = rule.when.answer(&mut |question| match question {
            Question::Signal(_, question) if question.asks_nature() => Some(facts.answer(question)),
            Question::Trail(OfTrail::Use(uses)) if only_defined => Some(uses.contains(&Use::Define)),
            Question::Signal(..) | Question::Trail(_) | Question::Campaign(_) => None,
        });
        rule.subject == Subject::Witness && rule.is_revealed == facts.category.is_some() && answered != Answered::No
    };
    rules.iter().zip(0..).filter(|(rule, _)| is_open(rule)).map(|(_, number)| number).collect()
}

/// The bits of what a signal answers a rule; none where that rules it out.
fn asked(rule: &Rule, facts: &Facts) -> Option<u64> {
    let mut bits = 0;
    let answered = rule.when.answer(&mut |question| match question {
        Question::Signal(bit, question) => {
            let yes = facts.answer(question);
            bits |= u64::from(yes) << bit;
            Some(yes)
        }
        Question::Trail(_) | Question::Campaign(_) => None,
    });
    (answered != Answered::No).then_some(bits)
}

/// Every rule pattern in the program's waivers, sorted, and whether one speaks of a category.
fn waived(program: &Program) -> (Vec<Text>, bool) {
    let waivers = program.items().flat_map(|item| program.waivers(item));
    let (mut patterns, mut by_category) = (Vec::new(), false);
    for what in waivers.flat_map(|waiver| &waiver.what) {
        match what {
            Waived::Rule(pattern, _) => patterns.push(pattern.clone()),
            Waived::Category(_) => by_category = true,
        }
    }
    patterns.sort_unstable();
    patterns.dedup();
    (patterns, by_category)
}
