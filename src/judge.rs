//! What the rules say of what is exposed: a case for each problem, with every rule that objects.

mod about;
mod answers;
mod fault;
mod setting;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;

use crate::config::Terms;
use crate::expose::{Exposure, Witness};
use crate::finding::{Severity, Text};
use crate::knowledge::{CategoryId, Knowledge, Strength};
use crate::lineage::{Grade, Lineage, Subject as Revealed, is_waived};
use crate::resolve::{CampaignId, Item, Program, Waived};
use crate::rule::{Answer, Asked, FaultKind, Mark, MarkId, Marks, Question, Rule, RuleSet, Subject};
use crate::source::Span;

pub use about::About;
use answers::Answers;

pub use setting::Setting;

/// One problem, and every rule that objects.
#[derive(Debug)]
pub struct Case<'a> {
    /// What it is about.
    pub item: Item,
    /// What is exposed; none where a campaign as a whole or a fault is spoken of.
    pub exposure: Option<&'a Exposure>,
    /// The thing about people that the rules speak of, where no category says it.
    pub about: About,
    /// The fault's own place and words.
    pub fault: Option<Fault>,
    /// The rules that object, at least one, in the order of the set.
    pub objections: Vec<Objection<'a>>,
}

/// Something that was found out and that a rule words.
#[derive(Debug, Clone)]
pub struct Fault {
    /// Its kind.
    pub kind: FaultKind,
    /// Where it is.
    pub at: Span,
    /// What it speaks of: a topic, a rule, a segment.
    pub what: String,
}

/// A rule that objects.
#[derive(Debug, Clone, Copy)]
pub struct Objection<'a> {
    /// The rule.
    pub rule: &'a Rule,
    /// How bad it finds this, no worse than the reading is sure.
    pub severity: Severity,
    /// The witness that convinces it, a number in the exposure.
    pub witness: Option<usize>,
    /// Whether waivers hush it.
    pub is_waived: bool,
}

/// What the judge works from.
#[derive(Debug, Clone, Copy)]
pub struct Bench<'a> {
    /// What was declared.
    pub program: &'a Program,
    /// What is known.
    pub knowledge: &'a Knowledge,
    /// What derives from what.
    pub lineage: &'a Lineage,
    /// The rules.
    pub rules: &'a RuleSet,
    /// What they say of signals.
    pub marks: &'a Marks<'a>,
    /// How bad the rules are taken, by file.
    pub terms: &'a Terms<'a>,
    /// The day that counts where there is no flight.
    pub today: Date,
}

/// What the judge has to say.
#[derive(Debug)]
pub struct Judged<'a> {
    /// The problems.
    pub cases: Vec<Case<'a>>,
    /// The waivers of the configuration that had something to hush, by number.
    pub met: BTreeSet<u32>,
}

impl<'a> Bench<'a> {
    /// How bad a rule is taken where an item stands; none where it does not run there.
    fn severity(&self, item: Item, rule: (usize, &Rule), category: Option<CategoryId>) -> Option<Severity> {
        self.terms.severity(self.program.span(item).source, rule, category, self.knowledge.taxonomy())
    }

    /// The rules that speak of a subject, and how bad each is taken where an item stands, but for those that do not run there.
    fn running(&self, item: Item, subject: Subject) -> impl Iterator<Item = (&'a Rule, Severity)> + use<'a, '_> {
        let rules = self.rules.rules().iter().enumerate().filter(move |(_, rule)| rule.subject == subject);
        rules.filter_map(move |(number, rule)| Some((rule, self.severity(item, (number, rule), None)?)))
    }
}

/// Asks every rule of everything it speaks of.
pub fn judge<'a>(bench: Bench<'a>, exposures: &'a [Exposure]) -> Judged<'a> {
    let mut notes = Notes::default();
    let mut cases = of_exposures(bench, exposures, &mut notes);
    cases.extend(wholes(bench, &mut notes));
    for (item, fault) in fault::faults(bench, exposures, &notes) {
        cases.extend(worded(bench, item, fault, &mut notes));
    }
    // Which waivers hush nothing is known when all else is.
    for (item, fault) in fault::waivers(bench, &notes) {
        cases.extend(worded(bench, item, fault, &mut notes));
    }
    Judged { cases, met: met(bench, &notes) }
}

/// Asks only what is to be said of exposures, and nothing of campaigns, segments and traits as a whole.
pub fn judge_exposures<'a>(bench: Bench<'a>, exposures: &'a [Exposure]) -> Judged<'a> {
    let mut notes = Notes::default();
    let cases = of_exposures(bench, exposures, &mut notes);
    Judged { cases, met: met(bench, &notes) }
}

/// The waivers of the configuration that had something to hush anywhere.
fn met(bench: Bench, notes: &Notes) -> BTreeSet<u32> {
    let all = notes.met.iter().chain(&bench.lineage.waivers_met);
    all.filter_map(|&(item, number)| bench.program.waivers(item).get(number)?.from).collect()
}

fn of_exposures<'a>(bench: Bench<'a>, exposures: &'a [Exposure], notes: &mut Notes) -> Vec<Case<'a>> {
    exposures.iter().flat_map(|exposure| exposed(bench, exposure, notes)).collect()
}

/// What is learnt about consent and waivers while judging.
#[derive(Debug, Default)]
struct Notes {
    /// Campaigns for which a bare topic lifted a law's objection.
    unrecorded: BTreeSet<CampaignId>,
    /// Campaigns for which consent had run out.
    expired: BTreeSet<CampaignId>,
    /// Waivers that had something to hush.
    met: BTreeSet<(Item, usize)>,
    /// What the waivers of a campaign say of alike witnesses, so that they are read once for all of them.
    hushed: HashMap<(Item, Revealed, Option<MarkId>), bool>,
    /// The same for rules about an item as a whole.
    whole_hushed: HashMap<(Item, Text), bool>,
}

/// The cases of one exposure: one for all rules about its category, or one for each thing about people that rules speak of
/// whatever it reveals.
fn exposed<'a>(bench: Bench<'a>, exposure: &'a Exposure, notes: &mut Notes) -> Vec<Case<'a>> {
    let setting = Setting::of(bench, exposure.item);
    let mut answers = Answers::new(setting, exposure);
    let mut by_about: BTreeMap<About, BTreeMap<u32, Objection>> = BTreeMap::new();
    for (number, witness) in exposure.witnesses.iter().enumerate() {
        let Some(mark) = witness.mark.map(|mark| bench.marks.get(mark)) else { continue };
        for answer in &mark.answers {
            let Some(objection) = objection(&setting, exposure, number, (mark, answer), &mut answers, notes) else {
                continue;
            };
            let about = About::of(bench, exposure, witness, objection.rule, answer);
            let known = by_about.entry(about).or_default().entry(answer.rule).or_insert(objection);
            if rank(exposure, &objection) < rank(exposure, known) {
                *known = objection;
            }
        }
    }
    let case = |(about, objections): (About, BTreeMap<u32, Objection<'a>>)| Case {
        item: exposure.item,
        exposure: Some(exposure),
        about,
        fault: None,
        objections: objections.into_values().collect(),
    };
    by_about.into_iter().map(case).collect()
}

/// What a rule objects to a witness, if it does.
fn objection<'a>(
    setting: &Setting<'a>,
    exposure: &Exposure,
    number: usize,
    (mark, answer): (&Mark, &Answer),
    answers: &mut Answers,
    notes: &mut Notes,
) -> Option<Objection<'a>> {
    let (bench, witness) = (setting.bench(), &exposure.witnesses[number]);
    let rule = &bench.rules.rules()[answer.rule as usize];
    let severity = bench.severity(exposure.item, (answer.rule as usize, rule), exposure.category)?;
    let objects = rule.when.holds(&mut |question| match question {
        Question::Signal(bit, _) => answer.bits >> bit & 1 == 1,
        Question::Trail(question) => setting.trail(question, exposure, witness),
        Question::Campaign(question) => answers.campaign(question, witness),
    });
    if !objects || is_lifted(setting, rule, witness, notes) {
        return None;
    }
    let is_waived = !rule.is_locked && is_hushed(setting, exposure, witness, notes);
    let severity = severity.min(cap_of(rule, mark.strength));
    Some(Objection { rule, severity, witness: Some(number), is_waived })
}

/// Of two objections of one rule, that with the lesser rank is shown: the worse, then the nearer, then the one that is
/// said first.
fn rank(exposure: &Exposure, objection: &Objection) -> impl Ord + use<> {
    let witness = objection.witness.map(|number| &exposure.witnesses[number]);
    let place = witness.map(|witness| (witness.distance, witness.leaf));
    (objection.is_waived, Reverse(objection.severity), place)
}

/// The greatest severity for a reading that is so sure: what is not sure is not an error.
pub fn cap(strength: Strength) -> Severity {
    match strength {
        Strength::Strong => Severity::Error,
        Strength::Moderate => Severity::Warning,
        Strength::Plausible => Severity::Note,
    }
}

/// A rule about a place is as sure as the place is known, whatever is less surely read off visits to it.
fn cap_of(rule: &Rule, strength: Strength) -> Severity {
    match strength {
        Strength::Moderate if rule.is_of_place => Severity::Error,
        Strength::Strong | Strength::Moderate | Strength::Plausible => cap(strength),
    }
}

fn is_lifted(setting: &Setting, rule: &Rule, witness: &Witness, notes: &mut Notes) -> bool {
    let (occasion, bound) = (setting.occasion(), &witness.ease.bound);
    let by_consent = rule.lifted_by.consent.is_some_and(|asked| match asked {
        Asked::Said => bound.holds(Grade::Said, occasion),
        Asked::Signed => bound.holds(Grade::Signed, occasion),
    });
    if let Some(campaign) = setting.campaign_id().filter(|_| rule.lifted_by.consent.is_some()) {
        if by_consent && rule.is_law && !bound.holds(Grade::Recorded, occasion) {
            notes.unrecorded.insert(campaign);
        }
        if !by_consent && bound.has_held(occasion) && !bound.holds(Grade::Said, occasion) {
            notes.expired.insert(campaign);
        }
    }
    by_consent
        || rule.lifted_by.suppression && setting.leaves_out_opt_outs()
        || rule.lifted_by.told && setting.is_told()
}

/// Whether waivers on the way, or of the campaign itself, hush all rules of a witness's mark.
fn is_hushed(setting: &Setting, exposure: &Exposure, witness: &Witness, notes: &mut Notes) -> bool {
    let day = setting.last_day();
    let hushed = witness.ease.is_waived(day);
    // The waivers of an unused segment stand at its node and are part of the ease already.
    let Item::Campaign(_) = exposure.item else { return hushed };
    let subject = exposure.category.map_or(Revealed::InUse, Revealed::Category);
    let key = (exposure.item, subject, witness.mark);
    if let Some(&known) = notes.hushed.get(&key) {
        return hushed || known;
    }
    let bench = setting.bench();
    let mut by_campaign = false;
    for (number, waiver) in bench.program.waivers(exposure.item).iter().enumerate() {
        if is_waived(bench.knowledge, bench.marks, waiver, subject, witness.mark) {
            notes.met.insert((exposure.item, number));
            by_campaign |= day <= waiver.until;
        }
    }
    notes.hushed.insert(key, by_campaign);
    hushed || by_campaign
}

/// Rules about campaigns, segments and traits as a whole.
fn wholes<'a>(bench: Bench<'a>, notes: &mut Notes) -> Vec<Case<'a>> {
    let program = bench.program;
    let mut cases = Vec::new();
    let mut ask = |item: Item, subject: Subject| {
        let setting = Setting::of(bench, item);
        for (rule, severity) in bench.running(item, subject) {
            let objects = rule.when.holds(&mut |question| match question {
                Question::Campaign(question) => setting.campaign(question, None),
                Question::Signal(..) | Question::Trail(_) => false,
            });
            if objects {
                let is_waived = is_whole_waived(&setting, item, rule, notes);
                let objections = vec![Objection { rule, severity, witness: None, is_waived }];
                cases.push(Case { item, exposure: None, about: About::Whole, fault: None, objections });
            }
        }
    };
    program.campaign_ids().for_each(|id| ask(Item::Campaign(id), Subject::Campaign));
    program.segment_ids().for_each(|id| ask(Item::Segment(id), Subject::Segment));
    program.trait_ids().for_each(|id| ask(Item::Trait(id), Subject::Trait));
    cases
}

fn is_whole_waived(setting: &Setting, item: Item, rule: &Rule, notes: &mut Notes) -> bool {
    if rule.is_locked {
        return false;
    }
    let key = (item, rule.id.clone());
    if let Some(&known) = notes.whole_hushed.get(&key) {
        return known;
    }
    let mut hushed = false;
    for (number, waiver) in setting.bench().program.waivers(item).iter().enumerate() {
        let names = waiver.what.iter().any(|what| match what {
            Waived::Rule(pattern, _) => crate::rule::names(pattern, &rule.id),
            Waived::Category(_) => false,
        });
        if names {
            notes.met.insert((item, number));
            hushed |= setting.last_day() <= waiver.until;
        }
    }
    notes.whole_hushed.insert(key, hushed);
    hushed
}

/// The rules that word a fault.
fn worded<'a>(bench: Bench<'a>, item: Item, fault: Fault, notes: &mut Notes) -> Option<Case<'a>> {
    let setting = Setting::of(bench, item);
    let rules = bench.running(item, Subject::Fault(fault.kind));
    let objects = |(rule, _): &(&Rule, Severity)| {
        rule.when.holds(&mut |question| match question {
            Question::Campaign(question) => setting.campaign(question, None),
            Question::Signal(..) | Question::Trail(_) => false,
        })
    };
    let mut objection = |(rule, severity)| {
        let is_waived = is_whole_waived(&setting, item, rule, notes);
        Objection { rule, severity, witness: None, is_waived }
    };
    let objections: Vec<Objection> = rules.filter(objects).map(&mut objection).collect();
    (!objections.is_empty()).then_some(Case {
        item,
        exposure: None,
        about: About::Whole,
        fault: Some(fault),
        objections,
    })
}
