//! What the rules say of what is exposed: a case for each problem, with every rule that objects.

mod about;
mod answers;
mod fault;
mod trail_facts;
mod campaign_facts;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::config::Terms;
use crate::expose::{Exposure, Witness};
use crate::finding::{Severity, Text};
use crate::knowledge::{CategoryId, Knowledge, Strength};
use crate::lineage::{Base, Grade, Lineage, SharedLineage, WitnessSubject as Revealed, is_waived};
use crate::resolve::{Item, Program, Waived};
use crate::rule::{Answer, Asked, Assessment, AssessmentId, FaultKind, ItemFacts, Rule, Subject};
use crate::source::Span;

pub(crate) use crate::rule::About;
use answers::Answers;

pub(crate) use campaign_facts::CampaignFacts;

/// One problem, and every rule that objects.
#[derive(Debug)]
pub(crate) struct Case<'a> {
    /// What it is about.
    pub item: Item,
    /// What is exposed; none where a campaign as a whole or a fault is spoken of.
    pub exposure: Option<&'a Exposure>,
    /// The thing about people that the rules speak of, where no category says it.
    pub about: About,
    /// The fault's own place and words.
    pub fault: Option<FoundFault>,
    /// The rules that object, at least one, in the order of the set.
    pub objections: Vec<Objection<'a>>,
}

/// Something that was found out and that a rule words.
#[derive(Debug, Clone)]
pub(crate) struct FoundFault {
    /// Its kind.
    pub kind: FaultKind,
    /// Where it is.
    pub at: Span,
    /// What it speaks of: a topic, a rule, a segment.
    pub what: String,
}

/// A rule that objects.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Objection<'a> {
    /// The rule.
    pub rule: &'a Rule,
    /// How bad it finds this, no worse than the reading is sure.
    pub severity: Severity,
    /// The witness that convinces it, a number in the exposure.
    pub witness: Option<usize>,
    /// Whether waivers suppress it.
    pub is_waived: bool,
}

/// What one item is judged by.
#[derive(Debug, Clone, Copy)]
pub(crate) struct JudgeContext<'a> {
    /// The project, the vocabulary, the rules and the day.
    pub base: Base<'a>,
    /// What was declared.
    pub program: &'a Program,
    /// What words and measures reveal.
    pub knowledge: &'a Knowledge,
    /// What several campaigns may rest on.
    pub shared: &'a SharedLineage,
    /// What the item derives from.
    pub lineage: &'a Lineage<'a>,
    /// How bad the rules are taken, by file.
    pub terms: &'a Terms<'a>,
}

/// What the judge has to say of one item.
#[derive(Debug)]
pub(crate) struct Judged<'a> {
    /// The problems.
    pub cases: Vec<Case<'a>>,
    /// The waivers of the configuration that had something to suppress in the item, by number.
    pub met: BTreeSet<u32>,
}

impl<'a> JudgeContext<'a> {
    /// How bad a rule is taken where an item stands; none where it does not run there.
    fn severity(&self, item: Item, rule: (usize, &Rule), category: Option<CategoryId>) -> Option<Severity> {
        self.terms.severity(self.program.span(item).source, rule, category, self.knowledge.taxonomy())
    }

    /// The rules that speak of a subject, and how bad each is taken where an item stands, but for those that do not run there.
    fn running(&self, item: Item, subject: Subject) -> impl Iterator<Item = (&'a Rule, Severity)> + use<'a, '_> {
        let rules = self.base.rules.of_subject(subject);
        rules.filter_map(move |rule| Some((rule.1, self.severity(item, rule, None)?)))
    }
}

/// Asks the rules of everything that one item says, and of what it exposes.
pub(crate) fn judge<'a>(context: JudgeContext<'a>, item: Item, exposures: &'a [Exposure]) -> Judged<'a> {
    let mut notes = ItemNotes::default();
    let mut cases = of_exposures(context, exposures, &mut notes);
    cases.extend(whole(context, item, &mut notes));
    for fault in fault::faults(context, item, exposures, &notes) {
        cases.extend(worded(context, item, fault, &mut notes));
    }
    // Which waivers suppress nothing is known when all else is.
    for fault in fault::waivers(context, item, &notes) {
        cases.extend(worded(context, item, fault, &mut notes));
    }
    Judged { cases, met: met(context, item, &notes) }
}

/// Asks only what is to be said of exposures, and nothing of the item as a whole.
pub(crate) fn judge_exposures<'a>(context: JudgeContext<'a>, item: Item, exposures: &'a [Exposure]) -> Judged<'a> {
    let mut notes = ItemNotes::default();
    let cases = of_exposures(context, exposures, &mut notes);
    Judged { cases, met: met(context, item, &notes) }
}

/// The waivers of the configuration that had something to suppress in an item.
fn met(context: JudgeContext, item: Item, notes: &ItemNotes) -> BTreeSet<u32> {
    let waivers = context.program.waivers(item).iter().enumerate();
    let met = waivers.filter(|(number, _)| notes.met.contains(number) || context.shared.is_waiver_used(item, *number));
    met.filter_map(|(_, waiver)| waiver.from).collect()
}

fn of_exposures<'a>(context: JudgeContext<'a>, exposures: &'a [Exposure], notes: &mut ItemNotes) -> Vec<Case<'a>> {
    let Some(first) = exposures.first() else { return Vec::new() };
    let mut answers = Answers::new(CampaignFacts::of(context, first.item));
    exposures.iter().flat_map(|exposure| exposed(context, exposure, &mut answers, notes)).collect()
}

/// What is learnt about consent and waivers while an item is judged.
#[derive(Debug, Default)]
struct ItemNotes {
    /// Whether a bare topic lifted a law's objection.
    is_unrecorded: bool,
    /// Whether consent had run out.
    is_expired: bool,
    /// Its waivers that had something to suppress, by number.
    met: BTreeSet<usize>,
    /// Whether its waivers suppress alike witnesses, so that they are read once for all of them.
    suppressed: HashMap<(Revealed, Option<AssessmentId>), bool>,
    /// The same for rules about it as a whole.
    whole_suppressed: HashMap<Text, bool>,
}

/// The cases of one exposure: one for all rules about its category, or one for each thing about people that rules speak of
/// whatever it reveals.
fn exposed<'a>(
    context: JudgeContext<'a>,
    exposure: &'a Exposure,
    answers: &mut Answers<'a>,
    notes: &mut ItemNotes,
) -> Vec<Case<'a>> {
    let mut by_about: BTreeMap<About, BTreeMap<u32, Objection>> = BTreeMap::new();
    for (number, witness) in exposure.witnesses.iter().enumerate() {
        let Some(assessment) =
            witness.assessment.map(|assessment| context.lineage.evidence.assessments.get(assessment))
        else {
            continue;
        };
        for answer in &assessment.answers {
            let Some(objection) = objection(exposure, number, (assessment, answer), answers, notes) else {
                continue;
            };
            let about = about::about(context, exposure, witness, objection.rule, answer);
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
    exposure: &Exposure,
    number: usize,
    (assessment, answer): (&Assessment, &Answer),
    answers: &mut Answers<'a>,
    notes: &mut ItemNotes,
) -> Option<Objection<'a>> {
    let facts = *answers.facts();
    let (context, witness) = (facts.context(), &exposure.witnesses[number]);
    let rule = &context.base.rules.all().rules()[answer.rule as usize];
    let severity = context.severity(exposure.item, (answer.rule as usize, rule), exposure.category)?;
    let objects = rule.when.holds(&mut |question| answers.answer(question, answer.bits, exposure, witness));
    if !objects || is_lifted(&facts, rule, witness, notes) {
        return None;
    }
    let is_waived = !rule.is_locked && is_suppressed(&facts, exposure, witness, notes);
    let severity = severity.min(cap_of(rule, assessment.strength));
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
pub(crate) fn cap(strength: Strength) -> Severity {
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

fn is_lifted(facts: &CampaignFacts, rule: &Rule, witness: &Witness, notes: &mut ItemNotes) -> bool {
    let (occasion, bound) = (facts.occasion(), &witness.mitigation.bound);
    let by_consent = rule.lifted_by.consent.is_some_and(|asked| match asked {
        Asked::Said => bound.holds(Grade::Said, occasion),
        Asked::Signed => bound.holds(Grade::Signed, occasion),
    });
    if rule.lifted_by.consent.is_some() {
        notes.is_unrecorded |= by_consent && rule.is_law && !bound.holds(Grade::Recorded, occasion);
        notes.is_expired |= !by_consent && bound.has_held(occasion) && !bound.holds(Grade::Said, occasion);
    }
    by_consent || rule.lifted_by.suppression && facts.leaves_out_opt_outs() || rule.lifted_by.told && facts.is_told()
}

/// Whether waivers on the way, or of the campaign itself, suppress all rules of a witness's assessment.
fn is_suppressed(facts: &CampaignFacts, exposure: &Exposure, witness: &Witness, notes: &mut ItemNotes) -> bool {
    let day = facts.last_day();
    let suppressed = witness.mitigation.is_waived(day);
    // The waivers of an unused segment stand at its node and are part of the ease already.
    let Item::Campaign(_) = exposure.item else { return suppressed };
    let subject = exposure.category.map_or(Revealed::InUse, Revealed::Category);
    let key = (subject, witness.assessment);
    if let Some(&known) = notes.suppressed.get(&key) {
        return suppressed || known;
    }
    let context = facts.context();
    let mut by_campaign = false;
    for (number, waiver) in context.program.waivers(exposure.item).iter().enumerate() {
        if is_waived(context.base, &context.lineage.evidence.assessments, waiver, subject, witness.assessment) {
            notes.met.insert(number);
            by_campaign |= day <= waiver.until;
        }
    }
    notes.suppressed.insert(key, by_campaign);
    suppressed || by_campaign
}

/// Rules about a campaign, segment or trait as a whole.
fn whole<'a>(context: JudgeContext<'a>, item: Item, notes: &mut ItemNotes) -> Vec<Case<'a>> {
    let subject = match item {
        Item::Campaign(_) => Subject::Campaign,
        Item::Segment(_) => Subject::Segment,
        Item::Trait(_) => Subject::Trait,
        Item::Place(_) => return Vec::new(),
    };
    let facts = CampaignFacts::of(context, item);
    let objects = |(rule, _): &(&Rule, Severity)| facts.meets(rule);
    let case = |(rule, severity)| {
        let is_waived = is_whole_waived(&facts, item, rule, notes);
        let objections = vec![Objection { rule, severity, witness: None, is_waived }];
        Case { item, exposure: None, about: About::Whole, fault: None, objections }
    };
    context.running(item, subject).filter(objects).map(case).collect()
}

fn is_whole_waived(facts: &CampaignFacts, item: Item, rule: &Rule, notes: &mut ItemNotes) -> bool {
    if rule.is_locked {
        return false;
    }
    if let Some(&known) = notes.whole_suppressed.get(&rule.id) {
        return known;
    }
    let mut suppressed = false;
    for (number, waiver) in facts.context().program.waivers(item).iter().enumerate() {
        let names = waiver.what.iter().any(|what| match what {
            Waived::Rule(pattern, _) => crate::rule::names(pattern, &rule.id),
            Waived::Category(_) => false,
        });
        if names {
            notes.met.insert(number);
            suppressed |= facts.last_day() <= waiver.until;
        }
    }
    notes.whole_suppressed.insert(rule.id.clone(), suppressed);
    suppressed
}

/// The rules that word a fault.
fn worded<'a>(context: JudgeContext<'a>, item: Item, fault: FoundFault, notes: &mut ItemNotes) -> Option<Case<'a>> {
    let facts = CampaignFacts::of(context, item);
    let rules = context.running(item, Subject::Fault(fault.kind));
    let objects = |(rule, _): &(&Rule, Severity)| facts.meets(rule);
    let mut objection = |(rule, severity)| {
        let is_waived = is_whole_waived(&facts, item, rule, notes);
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
