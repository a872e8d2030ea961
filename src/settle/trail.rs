//! The way from a signal to a campaign, as people read it.

use crate::expose::{Entrance, Exposure, Witness};
use crate::finding::{Carries, Label, Station, Step, Use};
use crate::judge::{CampaignFacts, JudgeContext};
use crate::knowledge::Kind;
use crate::lineage::{Leaf, Shape, TrailPath, WitnessEntry};
use crate::resolve::{Campaign, CampaignRoot, EdgeKind, Item, NodeId, Part, Signal, SignalId};
use crate::rule::ItemFacts;
use crate::settle::{MOST_DESTINATIONS, Shown, is_campaign, words};
use crate::source::{Sources, Span};

/// Where a witness stands and by which way it came.
pub(super) fn shown(context: JudgeContext, sources: &Sources, exposure: &Exposure, witness: &Witness) -> Shown {
    let program = context.program;
    let leaf = context.lineage.evidence.leaves.get(witness.leaf);
    let signal = &program[leaf.signal];
    let way = way(context, exposure, witness);
    let entrance = entrance(context, exposure, witness, way.as_ref());
    let labels = labels(context, &members(leaf.signal, &leaf.shape), exposure);
    let (at, label, related) = if let Some((at, label)) = entrance {
        (at, Some(label), labels)
    } else {
        let mut labels = labels.into_iter();
        (spot(signal, leaf), labels.next().map(|first| first.text), labels.collect())
    };
    Shown {
        at,
        label,
        related,
        trail: trail(context, sources, exposure, witness, way.as_ref()),
        signal: words::signal_phrase(context, sources, leaf),
        nearest: nearest(context, way.as_ref()),
    }
}

/// What of a signal is pointed at: of copy the words that tell, of all else the whole.
fn spot(signal: &Signal, leaf: &Leaf) -> Span {
    if signal.kind == Kind::Copy && leaf.shape == Shape::Single { leaf.at } else { signal.span }
}

/// What to say under each signal: the one, or all that tell something together.
fn labels(context: JudgeContext, signals: &[SignalId], exposure: &Exposure) -> Vec<Label> {
    let category = exposure.category.map(|category| &*context.knowledge.taxonomy().get(category).id);
    let text = |number: usize| match (category, number, signals.len()) {
        (None, ..) => "this is used".to_owned(),
        (Some(category), 0, 1) => format!("reveals {category}"),
        (Some(category), 0, _) => format!("all together reveal {category}"),
        (Some(_), ..) => "with this".to_owned(),
    };
    let label = |(number, &id): (usize, &SignalId)| Label { span: context.program[id].span, text: text(number) };
    signals.iter().enumerate().map(label).collect()
}

/// Every item that a witness passes, its place included.
pub(super) fn items(context: JudgeContext, exposure: &Exposure, witness: &Witness) -> Vec<Item> {
    let leaf = context.lineage.evidence.leaves.get(witness.leaf);
    let place = context.program[leaf.signal].place.map(Item::Place);
    let way = way(context, exposure, witness);
    let root = way.as_ref().and_then(|(node, _, _)| context.program[*node].item);
    let steps = way.iter().flat_map(|(_, _, way)| way.steps.iter().filter_map(|(_, item)| *item));
    root.into_iter().filter(|item| *item != exposure.item).chain(steps).chain(place).collect()
}

type Down<'a> = (NodeId, &'a WitnessEntry, TrailPath<'a>);

/// The way down from where a witness comes in; none for copy.
fn way<'a>(context: JudgeContext<'a>, exposure: &Exposure, witness: &Witness) -> Option<Down<'a>> {
    let (node, index) = match (witness.entrance, exposure.item) {
        (Entrance::Root(root, entry), Item::Campaign(id)) => (context.program[id].roots[root as usize].node, entry),
        (Entrance::Segment(entry), Item::Segment(id)) => (context.program[id].node, entry),
        (Entrance::Root(..) | Entrance::Copy | Entrance::Segment(_) | Entrance::Whole, _) => return None,
    };
    let entry = &context.lineage.tables.at(node)[index as usize];
    Some((node, entry, context.lineage.way(context.program, entry)))
}

/// Where a witness comes in, and what to say there. None where the campaign or segment states the signal itself.
fn entrance(
    context: JudgeContext,
    exposure: &Exposure,
    witness: &Witness,
    way: Option<&Down>,
) -> Option<(Span, String)> {
    let program = context.program;
    if let (Entrance::Whole, Item::Campaign(id)) = (witness.entrance, exposure.item) {
        let roots = &program[id].roots;
        let leaves_out = |root: &&CampaignRoot| matches!(root.part, Part::Exclude | Part::Suppress);
        let excluding = roots.iter().find(leaves_out).filter(|_| exposure.usage == Use::Exclude);
        let first = excluding.or(roots.first())?;
        return Some((first.span, "the campaign rests on all of them together".to_owned()));
    }
    let (node, _, way) = way?;
    let reaches = |item| format!("{} reaches the campaign here", words::quoted(program.name(item)));
    match (program[*node].item, exposure.item, witness.entrance) {
        (Some(item), Item::Segment(_), _) => {
            let leaf = context.lineage.evidence.leaves.get(witness.leaf);
            let is_own_name = way.steps.is_empty() && matches!(leaf.shape, Shape::Single);
            (!is_own_name).then(|| (program.span(item), "no campaign uses it yet".to_owned()))
        }
        (Some(item), Item::Campaign(id), Entrance::Root(root, _)) => {
            Some((program[id].roots[root as usize].span, reaches(item)))
        }
        _ => way.steps.iter().find_map(|(edge, item)| item.map(|item| (edge.span, reaches(item)))),
    }
}

/// The signals that tell, each once.
fn members(signal: SignalId, shape: &Shape) -> Vec<SignalId> {
    match shape {
        Shape::Combination(members) => {
            let mut signals: Vec<SignalId> = members.iter().map(|&(id, _)| id).collect();
            signals.dedup();
            signals
        }
        Shape::Single | Shape::Age | Shape::Minors(_) => vec![signal],
    }
}

/// The name of the item nearest the campaign.
fn nearest(context: JudgeContext, way: Option<&Down>) -> Option<String> {
    let (node, _, way) = way?;
    let program = context.program;
    let item = program[*node].item.or_else(|| way.steps.iter().find_map(|(_, item)| *item));
    item.map(|item| program.name(item).to_string())
}

fn trail(
    context: JudgeContext,
    sources: &Sources,
    exposure: &Exposure,
    witness: &Witness,
    way: Option<&Down>,
) -> Vec<Step> {
    let leaf = context.lineage.evidence.leaves.get(witness.leaf);
    let name = words::signal(context, sources, leaf);
    let mut steps =
        vec![Step { what: Station::Signal, name, how: None, span: Some(spot(&context.program[leaf.signal], leaf)) }];
    let mut how = Carries::Filters;
    if let Some((node, _, way)) = way {
        if way.left_out > 0 {
            let name = format!("… {} more …", way.left_out);
            steps.push(Step { what: Station::Elided, name, how: Some(how), span: None });
        }
        for (edge, item) in way.steps.iter().rev() {
            how = pass(context, &mut steps, *item, how);
            how = telling(how, verb(edge.kind));
        }
        how = pass(context, &mut steps, context.program[*node].item, how);
    }
    if let Item::Campaign(id) = exposure.item {
        let campaign = &context.program[id];
        let how = Some(telling(how, part(exposure, witness, campaign)));
        let name = words::shortened(&campaign.name);
        steps.push(Step { what: Station::Campaign, name, how, span: Some(campaign.span) });
        steps.extend(destinations(context, exposure, witness));
    }
    steps
}

/// Adds the station of an item, and starts the way to the next one.
fn pass(context: JudgeContext, steps: &mut Vec<Step>, item: Option<Item>, how: Carries) -> Carries {
    let Some(item) = item.filter(|item| !is_campaign(*item)) else { return how };
    let what = match item {
        Item::Segment(_) => Station::Segment,
        Item::Trait(_) => Station::Trait,
        Item::Campaign(_) | Item::Place(_) => Station::Campaign,
    };
    let name = words::shortened(context.program.name(item));
    steps.push(Step { what, name, how: Some(how), span: Some(context.program.span(item)) });
    Carries::Filters
}

/// How a derivation reads on a trail.
fn verb(kind: EdgeKind) -> Carries {
    match kind {
        EdgeKind::Filters => Carries::Filters,
        EdgeKind::Excludes => Carries::Excludes,
        EdgeKind::Expands => Carries::Expands,
        EdgeKind::Scores => Carries::Scores,
        EdgeKind::Observes => Carries::Observes,
        EdgeKind::Buys => Carries::Buys,
    }
}

/// Of two ways to carry, the one that tells more.
fn telling(one: Carries, other: Carries) -> Carries {
    let rank = |carries| match carries {
        Carries::Filters => 0,
        Carries::Excludes => 1,
        Carries::Buys => 2,
        Carries::Observes => 3,
        Carries::Scores => 4,
        Carries::Expands => 5,
        Carries::Shows => 6,
        Carries::Sends => 7,
    };
    if rank(one) < rank(other) { other } else { one }
}

fn part(exposure: &Exposure, witness: &Witness, campaign: &Campaign) -> Carries {
    match (exposure.usage, witness.entrance) {
        (Use::Exclude | Use::Suppress, _) => Carries::Excludes,
        (_, Entrance::Root(root, _)) => match campaign.roots[root as usize].part {
            Part::Exclude | Part::Suppress => Carries::Excludes,
            Part::Target | Part::Shows | Part::Send(_) => Carries::Filters,
        },
        (_, Entrance::Copy | Entrance::Segment(_) | Entrance::Whole) => Carries::Filters,
    }
}

fn destinations(context: JudgeContext, exposure: &Exposure, witness: &Witness) -> Vec<Step> {
    let step = |name: &str, how, span| Step {
        what: Station::Destination,
        name: words::shortened(name),
        how: Some(how),
        span: Some(span),
    };
    let facts = CampaignFacts::of(context, exposure.item);
    if let Some(send) = facts.send_of(witness) {
        return vec![step(&send.to, Carries::Sends, send.span)];
    }
    let parties = facts.parties().into_iter().take(MOST_DESTINATIONS);
    let how = |is_sent| if is_sent { Carries::Sends } else { Carries::Shows };
    parties.map(|party| step(party.name, how(party.is_sent), party.span)).collect()
}
