//! Faults that are found out here and worded by rules: what can never match, consent that binds nothing, waivers.

use std::collections::BTreeMap;

use crate::expose::Exposure;
use crate::judge::{Bench, Fault, Notes, Setting, is_used};
use crate::lineage::tops;
use crate::resolve::{AskId, Campaign, CampaignId, Item, Program, Send, Topic, Waived};
use crate::rule::FaultKind;
use crate::source::Span;
use crate::word::Word;

/// Every fault, with the item it is in.
pub(super) fn faults(bench: Bench, exposures: &[Exposure], notes: &Notes) -> Vec<(Item, Fault)> {
    let mut faults = never_matches(bench);
    faults.extend(consents(bench, exposures, notes));
    faults.extend(waivers(bench, notes));
    let program = bench.program;
    faults.extend(tops(program, &bench.lineage.reached).into_iter().map(|id| {
        let segment = &program[id];
        fault(Item::Segment(id), FaultKind::UnusedSegment, segment.span, &segment.name)
    }));
    faults
}

fn fault(item: Item, kind: FaultKind, at: Span, what: &str) -> (Item, Fault) {
    (item, Fault { kind, at, what: what.to_owned() })
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
        let (campaign, item) = (&program[id], Item::Campaign(id));
        let exposed = of_campaign.get(&id).map_or(&[][..], Vec::as_slice);
        for &ask in &campaign.asks {
            let (at, what) = (program[ask].span, topic(bench, program[ask].topic));
            let mut add = |kind| faults.push(fault(item, kind, at, &what));
            if !binds(bench, campaign, exposed, ask) {
                add(FaultKind::ConsentBindsNothing);
            }
            let covers = |category| bench.lineage.folds.covers().covers(ask, category);
            let is_bare = !matches!(program[ask].topic, Topic::Consent(_));
            if notes.unrecorded.contains(&id) && is_bare && is_used(exposed, covers) {
                add(FaultKind::ConsentUnrecorded);
            }
            if notes.expired.contains(&id) && !is_bare && is_used(exposed, covers) {
                add(FaultKind::ConsentExpired);
            }
        }
    }
    faults
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

/// Whether a consent that a campaign asks for does anything there.
fn binds(bench: Bench, campaign: &Campaign, exposed: &[&Exposure], ask: AskId) -> bool {
    let program = bench.program;
    let own = std::iter::once(&program[ask].topic);
    if own.chain(topics(program, ask)).any(|&topic| is_of_use(program, campaign, topic)) {
        return true;
    }
    let covers = |category| bench.lineage.folds.covers().covers(ask, category);
    let covered = exposed.iter().filter(|exposure| exposure.category.is_some_and(covers));
    let mut witnesses = covered.flat_map(|exposure| &exposure.witnesses).peekable();
    // Those who agreed may be the whole audience; to *require* an agreement to nothing that is used is a mistake.
    if witnesses.peek().is_none() {
        return !campaign.requires.contains(&ask);
    }
    witnesses.any(|witness| !witness.ease.bound.is_never())
}

fn topics(program: &Program, ask: AskId) -> &[Topic] {
    match &program[ask].topic {
        Topic::Consent(id) => &program[*id].topics,
        topic => std::slice::from_ref(topic),
    }
}

/// Whether consent to a topic is of use whatever people are chosen by.
fn is_of_use(program: &Program, campaign: &Campaign, topic: Topic) -> bool {
    match topic {
        // To ask before writing is good manners. What an unknown name is about nobody knows; that was said already.
        Topic::Channel(_) | Topic::Unknown => true,
        Topic::Sharing => !campaign.sends.is_empty(),
        Topic::Consent(id) => {
            let named = |send: &Send| program[id].shared_with.iter().any(|name| name.eq_ignore_ascii_case(&send.to));
            campaign.sends.iter().any(named)
        }
        Topic::Category(_) => false,
    }
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

fn waivers(bench: Bench, notes: &Notes) -> Vec<(Item, Fault)> {
    let program = bench.program;
    let campaigns = program.campaign_ids().map(Item::Campaign);
    let segments = program.segment_ids().map(Item::Segment);
    let places = (0..program.places.len() as u32).map(|id| Item::Place(crate::resolve::PlaceId(id)));
    let items = campaigns.chain(segments).chain(program.trait_ids().map(Item::Trait)).chain(places);
    let mut faults = Vec::new();
    for item in items {
        let day = Setting::of(bench, item).last_day();
        for (number, waiver) in program.waivers(item).iter().enumerate() {
            let key = (item, number);
            let is_met = notes.met.contains(&key) || bench.lineage.waivers_met.binary_search(&key).is_ok();
            let mut is_known = true;
            for what in &waiver.what {
                if let Waived::Rule(pattern, span) = what
                    && !bench.rules.has(pattern)
                {
                    is_known = false;
                    faults.push(fault(item, FaultKind::WaiverUnknownRule, *span, pattern));
                }
            }
            let what = named(bench, &waiver.what);
            if waiver.until < day {
                faults.push(fault(item, FaultKind::WaiverExpired, waiver.span, &what));
            } else if !is_met && is_known {
                faults.push(fault(item, FaultKind::WaiverUnused, waiver.span, &what));
            }
        }
    }
    faults
}

fn named(bench: Bench, what: &[Waived]) -> String {
    let name = |what: &Waived| match what {
        Waived::Rule(pattern, _) => pattern.to_string(),
        Waived::Category(id) => bench.knowledge.taxonomy().get(*id).id.to_string(),
    };
    what.iter().map(name).collect::<Vec<_>>().join(", ")
}
