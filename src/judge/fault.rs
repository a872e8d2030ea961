//! Faults that are found out here and worded by rules: what can never match, consent that binds nothing, waivers.

use std::collections::{BTreeMap, BTreeSet};

use crate::expose::Exposure;
use crate::finding::Text;
use crate::judge::{Bench, Fault, Notes, Setting};
use crate::knowledge::CategoryId;
use crate::lineage::{Asked, tops};
use crate::resolve::{AskId, Campaign, CampaignId, Flaw, Item, Program, Topic, Waived};
use crate::rule::FaultKind;
use crate::source::Span;
use crate::word::Word;

/// Every fault but those of waivers, with the item it is in.
pub(super) fn faults(bench: Bench, exposures: &[Exposure], notes: &Notes) -> Vec<(Item, Fault)> {
    let mut faults = never_matches(bench);
    faults.extend(consents(bench, exposures, notes));
    faults.extend(sales(bench));
    let program = bench.program;
    let unreadable = program.unreadable.iter();
    faults.extend(unreadable.map(|(item, at, why)| fault(*item, FaultKind::UnreadableCondition, *at, why)));
    faults.extend(tops(program, &bench.lineage.reached).into_iter().map(|id| {
        let segment = &program[id];
        fault(Item::Segment(id), FaultKind::UnusedSegment, segment.span, &segment.name)
    }));
    faults
}

fn fault(item: Item, kind: FaultKind, at: Span, what: &str) -> (Item, Fault) {
    (item, Fault { kind, at, what: what.to_owned() })
}

/// Campaigns that say they are for something else, and sell.
fn sales(bench: Bench) -> Vec<(Item, Fault)> {
    let program = bench.program;
    let selling = program.campaign_ids().filter_map(|id| Some((id, program[id].sale.as_ref()?)));
    selling.map(|(id, sale)| fault(Item::Campaign(id), FaultKind::ServiceThatSells, sale.at, &sale.what)).collect()
}

/// Groups that ask for more than they hold, and ages that nobody has.
fn never_matches(bench: Bench) -> Vec<(Item, Fault)> {
    let (program, ages) = (bench.program, &bench.lineage.ages);
    let groups = program.impossible.iter();
    let mut faults: Vec<_> =
        groups.map(|&(item, at)| fault(item, FaultKind::NeverMatches, at, program.name(item))).collect();
    // Whoever rests on what is impossible is impossible, too; it is said once, where it starts.
    let mut rests_on_it = vec![false; program.nodes.len()];
    for (id, node) in program.nodes() {
        let below = program.edges_of(node).iter().any(|edge| rests_on_it[edge.to.0 as usize]);
        let subject = match node.item {
            Some(Item::Campaign(campaign)) => Some(program[campaign].audience),
            Some(Item::Segment(_)) => Some(id),
            Some(Item::Trait(_) | Item::Place(_)) | None => None,
        };
        let here = subject.is_some_and(|subject| ages.is_impossible(subject));
        if let Some(item) = node.item.filter(|_| here && !below) {
            faults.push(fault(item, FaultKind::NeverMatches, condition(program, item), program.name(item)));
        }
        rests_on_it[id.0 as usize] = below || here && node.item.is_some();
    }
    faults
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

/// Consent that covers nothing used, that stands where it binds nothing, that has run out or has no record.
fn consents(bench: Bench, exposures: &[Exposure], notes: &Notes) -> Vec<(Item, Fault)> {
    let program = bench.program;
    let mut of_campaign: BTreeMap<CampaignId, Vec<&Exposure>> = BTreeMap::new();
    for exposure in exposures {
        if let Item::Campaign(id) = exposure.item {
            of_campaign.entry(id).or_default().push(exposure);
        }
    }
    let mut faults = among_inputs(bench);
    for id in program.campaign_ids() {
        let campaign = &program[id];
        let setting = Setting::of(bench, Item::Campaign(id));
        let used = Used::new(&setting, campaign, of_campaign.get(&id).map_or(&[][..], Vec::as_slice));
        for ask in used.asks(bench, campaign) {
            let (at, what) = (program[ask].span, topic(bench, program[ask].topic));
            let mut add = |kind| faults.push(fault(Item::Campaign(id), kind, at, &what));
            let is_bare = !matches!(program[ask].topic, Topic::Consent(id) if program[id].is_recorded);
            let is_used = used.covered(bench, ask).is_some();
            let bundle = program[ask].is_bundle.then_some(Flaw::Bundle);
            match flaw(program, ask).or(bundle) {
                Some(Flaw::SaysNothing) => {
                    add(FaultKind::ConsentSaysNothing);
                    continue;
                }
                Some(Flaw::Bundle) => add(FaultKind::ConsentBundled),
                None => {}
            }
            if asks_itself(campaign, ask) && !used.binds(bench, campaign, ask) {
                add(FaultKind::ConsentBindsNothing);
            }
            if notes.unrecorded.contains(&id) && is_bare && is_used {
                add(FaultKind::ConsentUnrecorded);
            }
            if notes.expired.contains(&id) && !is_bare && is_used {
                add(FaultKind::ConsentExpired);
            }
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
    fn new(setting: &Setting, campaign: &Campaign, exposed: &[&Exposure]) -> Used {
        let occasion = setting.occasion();
        let mut categories = BTreeMap::new();
        for exposure in exposed {
            if let Some(category) = exposure.category {
                let is_bound = exposure.witnesses.iter().any(|witness| witness.ease.bound.has_held(occasion));
                *categories.entry(category).or_default() |= is_bound;
            }
        }
        let sends = campaign.sends.iter().map(|send| setting.bench().knowledge.recipient(&send.to)).collect();
        Used { categories, sends }
    }

    /// The consents to what is used that a campaign rests on, and all that it asks for itself.
    fn asks(&self, bench: Bench, campaign: &Campaign) -> BTreeSet<AskId> {
        let (asks, covers) = (&bench.lineage.asks, bench.lineage.folds.covers());
        let reached = self.categories.keys().filter_map(|&category| asks.at(campaign.node, covers, category));
        campaign.asks.iter().copied().chain(reached.flat_map(Asked::some)).collect()
    }

    /// Whether a consent covers anything that is used, and if so, whether any of that is bound.
    fn covered(&self, bench: Bench, ask: AskId) -> Option<bool> {
        let covers = |category: CategoryId| bench.lineage.folds.covers().covers(ask, category);
        let covered = self.categories.iter().filter(|&(&category, _)| covers(category));
        covered.map(|(_, &is_bound)| is_bound).reduce(|one, other| one || other)
    }

    /// Whether a consent that a campaign asks for does anything there.
    fn binds(&self, bench: Bench, campaign: &Campaign, ask: AskId) -> bool {
        let program = bench.program;
        let own = &program[ask].topic;
        let of_consent = match own {
            Topic::Consent(id) => program[*id].topics.as_slice(),
            Topic::Category(_) | Topic::Channel(_) | Topic::Sharing | Topic::Unknown => &[],
        };
        if std::iter::once(own).chain(of_consent).any(|&topic| self.is_of_use(bench, topic)) {
            return true;
        }
        // Those who agreed may be the whole audience; to *require* an agreement to nothing that is used is a mistake.
        self.covered(bench, ask).unwrap_or_else(|| campaign.requires.binary_search(&ask).is_err())
    }

    /// Whether consent to a topic is of use whatever people are chosen by.
    fn is_of_use(&self, bench: Bench, topic: Topic) -> bool {
        match topic {
            // To ask before writing is good manners. What an unknown name is about nobody knows; that was said already.
            Topic::Channel(_) | Topic::Unknown => true,
            Topic::Sharing => !self.sends.is_empty(),
            Topic::Consent(id) => {
                let names = bench.program[id].shared_with.iter();
                names.map(|name| bench.knowledge.recipient(name)).any(|name| self.sends.contains(&name))
            }
            Topic::Category(_) => false,
        }
    }
}

/// Consent among the inputs of a model binds nobody.
fn among_inputs(bench: Bench) -> Vec<(Item, Fault)> {
    let program = bench.program;
    let asks = program.trait_ids().flat_map(|id| program[id].asks.iter().map(move |&ask| (Item::Trait(id), ask)));
    let nothing = |(item, ask): (Item, AskId)| {
        let what = topic(bench, program[ask].topic);
        fault(item, FaultKind::ConsentBindsNothing, program[ask].span, &what)
    };
    asks.map(nothing).collect()
}

fn topic(bench: Bench, topic: Topic) -> String {
    match topic {
        Topic::Category(id) => bench.knowledge.taxonomy().get(id).id.to_string(),
        Topic::Channel(channel) => channel.word().to_owned(),
        Topic::Sharing => "sharing".to_owned(),
        Topic::Consent(id) => bench.program[id].name.to_string(),
        Topic::Unknown => String::new(),
    }
}

/// Waivers that have run out, hush nothing or name no rule.
pub(super) fn waivers(bench: Bench, notes: &Notes) -> Vec<(Item, Fault)> {
    let program = bench.program;
    let refused = program.refused.iter();
    let mut faults: Vec<_> = refused
        .map(|(item, waiver)| fault(*item, FaultKind::WaiverRefused, waiver.span, &named(bench, &waiver.what)))
        .collect();
    for item in program.items() {
        let day = Setting::of(bench, item).last_day();
        // What the configuration waives is reported there, once.
        let own = program.waivers(item).iter().enumerate().filter(|(_, waiver)| waiver.from.is_none());
        for (number, waiver) in own {
            let key = (item, number);
            let is_met = notes.met.contains(&key) || bench.lineage.waivers_met.binary_search(&key).is_ok();
            let mut is_known = true;
            let locked: Vec<_> = waiver.what.iter().filter(|what| is_locked(bench, what)).cloned().collect();
            for what in &waiver.what {
                if let Waived::Rule(pattern, span) = what
                    && !bench.rules.has(pattern)
                {
                    is_known = false;
                    faults.push(fault(item, FaultKind::WaiverUnknownRule, *span, pattern));
                }
            }
            let what = named(bench, &waiver.what);
            if !locked.is_empty() {
                faults.push(fault(item, FaultKind::WaiverLocked, waiver.span, &named(bench, &locked)));
            }
            if waiver.until < day {
                faults.push(fault(item, FaultKind::WaiverExpired, waiver.span, &what));
            } else if !is_met && is_known && locked.is_empty() && waiver.what.iter().all(|what| ran(bench, item, what))
            {
                faults.push(fault(item, FaultKind::WaiverUnused, waiver.span, &what));
            }
        }
    }
    faults
}

/// Whether a waiver speaks of what no waiver lifts.
fn is_locked(bench: Bench, what: &Waived) -> bool {
    match what {
        Waived::Rule(pattern, _) => {
            bench.rules.rules().iter().any(|rule| rule.is_locked && crate::rule::names(pattern, &rule.id))
        }
        Waived::Category(id) => bench.knowledge.taxonomy().is_locked(*id),
    }
}

/// Whether any rule that a waiver speaks of runs where it stands: else nobody knows whether it is of use.
fn ran(bench: Bench, item: Item, what: &Waived) -> bool {
    match what {
        Waived::Rule(pattern, _) => {
            let mut rules = bench.rules.rules().iter().enumerate();
            rules.any(|rule| crate::rule::names(pattern, &rule.1.id) && bench.severity(item, rule, None).is_some())
        }
        Waived::Category(_) => true,
    }
}

fn named(bench: Bench, what: &[Waived]) -> String {
    let name = |what: &Waived| match what {
        Waived::Rule(pattern, _) => pattern.to_string(),
        Waived::Category(id) => bench.knowledge.taxonomy().get(*id).id.to_string(),
    };
    what.iter().map(name).collect::<Vec<_>>().join(", ")
}
