//! Faults that are found out here and worded by rules: what can never match, consent that binds nothing, waivers.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::expose::Exposure;
use crate::finding::Text;
use crate::judge::{CampaignFacts, FoundFault, ItemNotes, JudgeContext};
use crate::knowledge::CategoryId;
use crate::lineage::Asked;
use crate::resolve::{AskId, Campaign, CampaignId, Flaw, Item, Program, Topic, TraitId, Waived, Waiver};
use crate::rule::FaultKind;
use crate::source::Span;
use crate::word::Word;

/// Every fault of an item but those of its waivers.
pub(super) fn faults(context: JudgeContext, item: Item, exposures: &[Exposure], notes: &ItemNotes) -> Vec<FoundFault> {
    let mut faults = never_matches(context, item);
    let unreadable = context.program.unreadable_in(item);
    faults.extend(unreadable.map(|(at, why)| fault(FaultKind::UnreadableCondition, *at, why)));
    match item {
        Item::Campaign(id) => {
            faults.extend(consents(context, id, exposures, notes));
            let sale = context.program[id].sale.as_ref();
            faults.extend(sale.map(|sale| fault(FaultKind::ServiceThatSells, sale.at, &sale.what)));
        }
        Item::Segment(id) if context.shared.is_unused(id) => {
            let segment = &context.program[id];
            faults.push(fault(FaultKind::UnusedSegment, segment.span, &segment.name));
        }
        Item::Segment(_) | Item::Place(_) => {}
        Item::Trait(id) => faults.extend(among_inputs(context, id)),
    }
    faults
}

fn fault(kind: FaultKind, at: Span, what: &str) -> FoundFault {
    FoundFault { kind, at, what: what.to_owned() }
}

/// Groups that ask for more than they hold, and ages that nobody has.
fn never_matches(context: JudgeContext, item: Item) -> Vec<FoundFault> {
    let (program, lineage) = (context.program, context.lineage);
    let name = program.name(item);
    let groups = program.impossible_in(item).map(|at| fault(FaultKind::NeverMatches, at, name));
    let node = match item {
        Item::Campaign(id) => Some(program[id].node),
        Item::Segment(id) => Some(program[id].node),
        Item::Trait(_) | Item::Place(_) => None,
    };
    let starts = node.filter(|&node| lineage.impossible.starts_at(program, &lineage.ages, node));
    let ages = starts.map(|_| fault(FaultKind::NeverMatches, condition(program, item), name));
    groups.chain(ages).collect()
}

/// Where an item's first condition stands.
fn condition(program: &Program, item: Item) -> Span {
    let first = match item {
        Item::Campaign(id) => program[id].roots.first().map(|root| root.span),
        Item::Segment(id) => program.edges_of(&program[program[id].node]).first().map(|edge| edge.span),
        Item::Trait(_) | Item::Place(_) => None,
    };
    first.unwrap_or_else(|| program.span(item))
}

/// Consent of a campaign that covers nothing used, that stands where it binds nothing, that has run out or has no record.
fn consents(context: JudgeContext, id: CampaignId, exposures: &[Exposure], notes: &ItemNotes) -> Vec<FoundFault> {
    let (program, campaign) = (context.program, &context.program[id]);
    let used = Used::new(&CampaignFacts::of(context, Item::Campaign(id)), campaign, exposures);
    let mut faults = Vec::new();
    for ask in used.asks(context, campaign) {
        let (at, what) = (program[ask].span, topic(context, program[ask].topic));
        let mut add = |kind| faults.push(fault(kind, at, &what));
        let is_bare = !matches!(program[ask].topic, Topic::Consent(id) if program[id].is_recorded);
        let is_used = used.covered(context, ask).is_some();
        let bundle = program[ask].is_bundle.then_some(Flaw::Bundle);
        match flaw(program, ask).or(bundle) {
            Some(Flaw::SaysNothing) => {
                add(FaultKind::ConsentSaysNothing);
                continue;
            }
            Some(Flaw::Bundle) => add(FaultKind::ConsentBundled),
            None => {}
        }
        if asks_itself(campaign, ask) && !used.binds(context, campaign, ask) {
            add(FaultKind::ConsentBindsNothing);
        }
        if notes.is_unrecorded && is_bare && is_used {
            add(FaultKind::ConsentUnrecorded);
        }
        if notes.is_expired && !is_bare && is_used {
            add(FaultKind::ConsentExpired);
        }
    }
    faults
}

/// What is wrong with the consent item that is asked for, where one is.
fn flaw(program: &Program, ask: AskId) -> Option<Flaw> {
    match program[ask].topic {
        Topic::Consent(id) => program[id].flaw,
        Topic::Category(_) | Topic::Channel(_) | Topic::Sharing | Topic::Unknown => None,
    }
}

/// Whether it is a campaign itself that asks: its requests are numbered one after the other.
fn asks_itself(campaign: &Campaign, ask: AskId) -> bool {
    campaign.asks.binary_search(&ask).is_ok()
}

/// What a campaign acts on, and whether consent binds any of it.
struct Used {
    /// For each category, whether a witness of it is bound.
    categories: BTreeMap<CategoryId, bool>,
    /// The third parties, each by its one name.
    sends: BTreeSet<Text>,
}

impl Used {
    fn new(facts: &CampaignFacts, campaign: &Campaign, exposed: &[Exposure]) -> Used {
        let occasion = facts.occasion();
        let mut categories = BTreeMap::new();
        for exposure in exposed {
            if let Some(category) = exposure.category {
                let is_bound = exposure.witnesses.iter().any(|witness| witness.mitigation.bound.has_held(occasion));
                *categories.entry(category).or_default() |= is_bound;
            }
        }
        let sends = campaign.sends.iter().map(|send| facts.context().knowledge.recipient(&send.to)).collect();
        Used { categories, sends }
    }

    /// The consents to what is used that a campaign rests on, and all that it asks for itself.
    fn asks(&self, context: JudgeContext, campaign: &Campaign) -> BTreeSet<AskId> {
        let (asks, covers) = (&context.lineage.asks, context.lineage.folds.covers());
        let reached = self.categories.keys().filter_map(|&category| asks.at(campaign.node, covers, category));
        campaign.asks.iter().copied().chain(reached.flat_map(Asked::some)).collect()
    }

    /// Whether a consent covers anything that is used, and if so, whether any of that is bound.
    fn covered(&self, context: JudgeContext, ask: AskId) -> Option<bool> {
        let covers = |category: CategoryId| context.lineage.folds.covers().covers(ask, category);
        let covered = self.categories.iter().filter(|&(&category, _)| covers(category));
        covered.map(|(_, &is_bound)| is_bound).reduce(|one, other| one || other)
    }

    /// Whether a consent that a campaign asks for does anything there.
    fn binds(&self, context: JudgeContext, campaign: &Campaign, ask: AskId) -> bool {
        let program = context.program;
        let own = &program[ask].topic;
        let of_consent = match own {
            Topic::Consent(id) => program[*id].topics.as_slice(),
            Topic::Category(_) | Topic::Channel(_) | Topic::Sharing | Topic::Unknown => &[],
        };
        if std::iter::once(own).chain(of_consent).any(|&topic| self.is_of_use(context, topic)) {
            return true;
        }
        // Those who agreed may be the whole audience; to *require* an agreement to nothing that is used is a mistake.
        self.covered(context, ask).unwrap_or_else(|| campaign.requires.binary_search(&ask).is_err())
    }

    /// Whether consent to a topic is of use whatever people are chosen by.
    fn is_of_use(&self, context: JudgeContext, topic: Topic) -> bool {
        match topic {
            // To ask before writing is good manners. What an unknown name is about nobody knows; that was said already.
            Topic::Channel(_) | Topic::Unknown => true,
            Topic::Sharing => !self.sends.is_empty(),
            Topic::Consent(id) => {
                let names = context.program[id].shared_with.iter();
                names.map(|name| context.knowledge.recipient(name)).any(|name| self.sends.contains(&name))
            }
            Topic::Category(_) => false,
        }
    }
}

/// Consent among the inputs of a model binds nobody.
fn among_inputs(context: JudgeContext, id: TraitId) -> impl Iterator<Item = FoundFault> {
    let program = context.program;
    program[id].asks.iter().map(move |&ask| {
        let what = topic(context, program[ask].topic);
        fault(FaultKind::ConsentBindsNothing, program[ask].span, &what)
    })
}

fn topic(context: JudgeContext, topic: Topic) -> String {
    match topic {
        Topic::Category(id) => context.knowledge.taxonomy().get(id).id.to_string(),
        Topic::Channel(channel) => channel.word().to_owned(),
        Topic::Sharing => "sharing".to_owned(),
        Topic::Consent(id) => context.program[id].name.to_string(),
        Topic::Unknown => String::new(),
    }
}

/// Waivers of an item that do not count, have run out, suppress nothing or name no rule.
pub(super) fn waivers(context: JudgeContext, item: Item, notes: &ItemNotes) -> Vec<FoundFault> {
    let program = context.program;
    let refused = program.refused_in(item);
    let mut faults: Vec<FoundFault> =
        refused.map(|waiver| fault(FaultKind::WaiverRefused, waiver.span, &named(context, &waiver.what))).collect();
    let day = CampaignFacts::of(context, item).last_day();
    // What the configuration waives is reported there, once.
    let own = program.waivers(item).iter().enumerate().filter(|(_, waiver)| waiver.from.is_none());
    for (number, waiver) in own {
        let is_used = notes.met.contains(&number) || context.shared.is_waiver_used(item, number);
        faults.extend(of_waiver(context, item, waiver, day, is_used));
    }
    faults
}

fn of_waiver(context: JudgeContext, item: Item, waiver: &Waiver, day: Date, is_used: bool) -> Vec<FoundFault> {
    let mut faults = Vec::new();
    for what in &waiver.what {
        if let Waived::Rule(pattern, span) = what
            && !context.base.rules.all().has(pattern)
        {
            faults.push(fault(FaultKind::WaiverUnknownRule, *span, pattern));
        }
    }
    let is_known = faults.is_empty();
    let locked: Vec<_> = waiver.what.iter().filter(|what| is_locked(context, what)).cloned().collect();
    if !locked.is_empty() {
        faults.push(fault(FaultKind::WaiverLocked, waiver.span, &named(context, &locked)));
    }
    let is_sound = is_known && locked.is_empty();
    if waiver.until < day {
        faults.push(fault(FaultKind::WaiverExpired, waiver.span, &named(context, &waiver.what)));
    } else if !is_used && is_sound && waiver.what.iter().all(|what| ran(context, item, what)) {
        faults.push(fault(FaultKind::WaiverUnused, waiver.span, &named(context, &waiver.what)));
    }
    faults
}

/// Whether a waiver speaks of what no waiver lifts.
fn is_locked(context: JudgeContext, what: &Waived) -> bool {
    match what {
        Waived::Rule(pattern, _) => {
            context.base.rules.all().rules().iter().any(|rule| rule.is_locked && crate::rule::names(pattern, &rule.id))
        }
        Waived::Category(id) => context.knowledge.taxonomy().is_locked(*id),
    }
}

/// Whether any rule that a waiver speaks of runs where it stands: else nobody knows whether it is of use.
fn ran(context: JudgeContext, item: Item, what: &Waived) -> bool {
    match what {
        Waived::Rule(pattern, _) => {
            let mut rules = context.base.rules.all().rules().iter().enumerate();
            rules.any(|rule| crate::rule::names(pattern, &rule.1.id) && context.severity(item, rule, None).is_some())
        }
        Waived::Category(_) => true,
    }
}

fn named(context: JudgeContext, what: &[Waived]) -> String {
    let name = |what: &Waived| match what {
        Waived::Rule(pattern, _) => pattern.to_string(),
        Waived::Category(id) => context.knowledge.taxonomy().get(*id).id.to_string(),
    };
    what.iter().map(name).collect::<Vec<_>>().join(", ")
}
