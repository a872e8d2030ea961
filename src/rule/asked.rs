//! The rules, as one program asks them.
//!
//! Waivers of a program tell rules apart that would answer alike, and what a rule speaks of decides which rules are asked
//! at all: both are looked up here, and not found out for every signal and item again.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::finding::{Effect, Text, Use};
use crate::knowledge::{Ages, CategoryId, Knowledge};
use crate::resolve::{Program, Waived};
use crate::rule::assessment::{Answer, Assessment};
use crate::rule::id::names;
use crate::rule::question::{AsksSignal, Limits, Question, RestsOn};
use crate::rule::when::Answered;
use crate::rule::{Rule, RuleSet, SignalFacts, Subject};

/// The rules of a run, indexed by what they speak of, and grouped by the waivers that name them.
#[derive(Debug)]
pub struct AskedRules<'a> {
    rules: &'a RuleSet,
    groups: Vec<RuleGroup>,
    group_of: Vec<u32>,
    scope: Scope,
    /// Rules about what a witness reveals that a category does not rule out, by category; filled as categories turn up.
    revealing: Vec<OnceLock<Vec<u32>>>,
    /// Rules about all that is in use.
    in_use: Vec<u32>,
    /// Rules about items as a whole and about faults.
    of_subject: Vec<(Subject, Vec<u32>)>,
}

/// What there is to be asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// A project, which may use whatever it defines.
    Project,
    /// Rows of a list: nothing is more than defined, and no campaign will ever use it.
    Rows,
}

/// Rules that the same waivers speak of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RuleGroup {
    /// The patterns in the program's waivers that name them, sorted.
    patterns: Vec<Text>,
    /// Whether they are bans: no waiver of a category suppresses those.
    ban: bool,
    /// Whether they are locked: nothing suppresses them.
    locked: bool,
}

impl<'a> AskedRules<'a> {
    /// The rules, as the waivers of a project tell them apart.
    pub(crate) fn new(rules: &'a RuleSet, program: &Program, knowledge: &Knowledge) -> AskedRules<'a> {
        AskedRules::within(Scope::Project, rules, program, knowledge)
    }

    /// The same for rows of lists, of which only rules are asked that speak of what is defined.
    pub(crate) fn of_rows(rules: &'a RuleSet, program: &Program, knowledge: &Knowledge) -> AskedRules<'a> {
        AskedRules::within(Scope::Rows, rules, program, knowledge)
    }

    fn within(scope: Scope, rules: &'a RuleSet, program: &Program, knowledge: &Knowledge) -> AskedRules<'a> {
        let (groups, group_of) = groups(rules, program);
        let (mut in_use, mut of_subject) = (Vec::new(), Vec::<(Subject, Vec<u32>)>::new());
        for (number, rule) in (0..).zip(rules.rules()) {
            match rule.subject {
                Subject::Witness if rule.is_revealed => {}
                Subject::Witness => in_use.push(number),
                subject => match of_subject.iter_mut().find(|(known, _)| *known == subject) {
                    Some((_, numbers)) => numbers.push(number),
                    None => of_subject.push((subject, vec![number])),
                },
            }
        }
        let revealing = std::iter::repeat_with(OnceLock::new).take(knowledge.taxonomy().count()).collect();
        AskedRules { rules, groups, group_of, scope, revealing, in_use, of_subject }
    }

    /// Every rule.
    pub(crate) fn all(&self) -> &'a RuleSet {
        self.rules
    }

    /// The rules that speak of a subject which is no witness, with their numbers.
    pub(crate) fn of_subject(&self, subject: Subject) -> impl Iterator<Item = (usize, &'a Rule)> + use<'_, 'a> {
        let numbers = self.of_subject.iter().find(|(known, _)| *known == subject);
        let numbers = numbers.map_or(&[][..], |(_, numbers)| numbers);
        numbers.iter().map(|&number| (number as usize, &self.rules.rules()[number as usize]))
    }

    /// What the rules say of a signal: one assessment for each group of rules that may object to it.
    pub(crate) fn assessments(&self, facts: &SignalFacts) -> Vec<Assessment> {
        let mut by_group: Vec<(u32, Vec<Answer>)> = Vec::new();
        for &number in self.about(facts) {
            let rule = &self.rules.rules()[number as usize];
            let Some(bits) = self.answered(rule, facts) else { continue };
            let answer = Answer { rule: number, bits };
            let group = self.group_of[number as usize];
            match by_group.iter_mut().find(|(known, _)| *known == group) {
                Some((_, answers)) => answers.push(answer),
                None => by_group.push((group, vec![answer])),
            }
        }
        by_group.into_iter().map(|(group, answers)| Assessment { strength: facts.strength, answers, group }).collect()
    }

    /// Whether there are rules that nothing suppresses.
    pub(crate) fn has_locked(&self) -> bool {
        self.groups.iter().any(RuleGroup::is_locked)
    }

    /// The ages at which what a rule says of a range of them may change, one bit a year.
    pub(crate) fn age_limits(&self) -> u128 {
        let asks = self.rules.rules().iter().flat_map(|rule| rule.when.of_signals());
        let bounds: Vec<&Limits> = asks.filter_map(AsksSignal::age_limits).map(|(_, limits)| limits).collect();
        let holds = |bound: &Limits, age: u8| bound.holds(Some(f64::from(age)));
        let parts = |age: &u8| bounds.iter().any(|bound| holds(bound, *age) != holds(bound, *age - 1));
        (1..=Ages::OPEN).filter(parts).fold(0, |all, age| all | 1 << age)
    }

    /// The group of an assessment.
    pub(crate) fn group(&self, assessment: &Assessment) -> &RuleGroup {
        &self.groups[assessment.group as usize]
    }

    /// The rules that what a signal reveals does not rule out.
    fn about(&self, facts: &SignalFacts) -> &[u32] {
        let Some(category) = facts.category else { return &self.in_use };
        self.revealing[category.number()].get_or_init(|| {
            let rules = self.rules.rules().iter().zip(0..);
            let open = rules.filter(|(rule, _)| {
                rule.subject == Subject::Witness && rule.is_revealed && is_open(rule, facts, RestsOn::Category)
            });
            open.map(|(_, number)| number).collect()
        })
    }

    /// The bits of what a signal answers a rule; none where that rules it out.
    fn answered(&self, rule: &Rule, facts: &SignalFacts) -> Option<u64> {
        // What a signal is answers fastest, and rules out most.
        if !is_open(rule, facts, RestsOn::Nature) {
            return None;
        }
        let answered = rule.when.answer(&mut |question| match question {
            Question::Signal(_, asks) => Some(asks.answer(facts)),
            Question::Trail(asks) => match self.scope {
                Scope::Project => None,
                Scope::Rows => asks.uses().map(|uses| uses.contains(&Use::Define)),
            },
            Question::Campaign(_) => None,
        });
        let bit = |(bit, asks): (u8, &dyn AsksSignal)| u64::from(asks.answer(facts)) << bit;
        (answered != Answered::No).then(|| rule.when.numbered().map(bit).fold(0, |bits, bit| bits | bit))
    }
}

impl RuleGroup {
    /// Whether nothing suppresses these rules.
    pub(crate) fn is_locked(&self) -> bool {
        self.locked
    }

    /// Whether a waiver's word speaks of these rules; for a category, `within` says whether it is the one revealed.
    pub(crate) fn is_waived_by(&self, what: &Waived, within: impl Fn(CategoryId) -> bool) -> bool {
        match what {
            Waived::Rule(pattern, _) => self.patterns.binary_search(pattern).is_ok(),
            Waived::Category(category) => !self.ban && !self.locked && within(*category),
        }
    }
}

/// Whether a rule may still object when no more is known of a signal than that.
fn is_open(rule: &Rule, facts: &SignalFacts, known: RestsOn) -> bool {
    let answered = rule.when.answer(&mut |question| match question {
        Question::Signal(_, asks) => (asks.rests_on() <= known).then(|| asks.answer(facts)),
        Question::Trail(_) | Question::Campaign(_) => None,
    });
    answered != Answered::No
}

/// The groups of rules that the waivers of a program tell apart, and the group of each rule.
fn groups(rules: &RuleSet, program: &Program) -> (Vec<RuleGroup>, Vec<u32>) {
    let (patterns, by_category) = waived(program);
    let mut groups: Vec<RuleGroup> = Vec::new();
    let mut ids = HashMap::new();
    let group_of = rules.rules().iter().map(|rule| {
        let naming = patterns.iter().filter(|pattern| !rule.is_locked && names(pattern, &rule.id));
        let ban = by_category && rule.effect == Some(Effect::Ban);
        let group = RuleGroup { patterns: naming.cloned().collect(), ban, locked: rule.is_locked };
        *ids.entry(group.clone()).or_insert_with(|| {
            groups.push(group);
            groups.len() as u32 - 1
        })
    });
    let group_of = group_of.collect();
    (groups, group_of)
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
