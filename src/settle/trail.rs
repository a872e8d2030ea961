//! The way from a signal to a campaign, as people read it.

use crate::expose::{Door, Exposure, Witness};
use crate::finding::{Carries, Label, Station, Step, Use};
use crate::judge::{Bench, Setting};
use crate::lineage::{Entry, Shape, Way};
use crate::resolve::{Campaign, Item, NodeId, Part, SignalId};
use crate::settle::{Shown, is_campaign, words};
use crate::source::{Sources, Span};

/// How many third parties a trail names.
const MOST_DESTINATIONS: usize = 3;

/// Where a witness stands and by which way it came.
pub(super) fn shown(bench: Bench, sources: &Sources, exposure: &Exposure, witness: &Witness) -> Shown {
    let program = bench.program;
    let leaf = bench.lineage.leaves.get(witness.leaf);
    let signal = &program[leaf.signal];
    let way = way(bench, exposure, witness);
    let reveals = exposure.category.map(|category| format!("reveals {}", bench.knowledge.taxonomy().get(category).id));
    let door = way.as_ref().and_then(|(node, _, way)| door(bench, exposure, witness, *node, way));
    let signals = members(leaf.signal, &leaf.shape);
    let of_signals = |reveals: &Option<String>| {
        let label = |&id: &SignalId| Label {
            span: program[id].span,
            text: reveals.clone().unwrap_or_else(|| "this".to_owned()),
        };
        signals.iter().map(label).collect::<Vec<Label>>()
    };
    let (at, label, related) = if let Some((at, name)) = door {
        let label = match exposure.item {
            Item::Campaign(_) => format!("{} reaches the campaign here", words::quoted(&name)),
            Item::Segment(_) | Item::Trait(_) | Item::Place(_) => "no campaign uses it yet".to_owned(),
        };
        (at, Some(label), of_signals(&reveals))
    } else {
        let rest = of_signals(&reveals).into_iter().skip(1).collect();
        (signal.span, reveals.clone(), rest)
    };
    Shown {
        at,
        label,
        related,
        trail: trail(bench, sources, exposure, witness, way.as_ref()),
        signal: words::signal_phrase(bench, sources, leaf),
        nearest: nearest(bench, way.as_ref()),
    }
}

/// Every item that a witness passes, its place included.
pub(super) fn items(bench: Bench, exposure: &Exposure, witness: &Witness) -> Vec<Item> {
    let leaf = bench.lineage.leaves.get(witness.leaf);
    let place = bench.program[leaf.signal].place.map(Item::Place);
    let way = way(bench, exposure, witness);
    let root = way.as_ref().and_then(|(node, _, _)| bench.program[*node].item);
    let steps = way.iter().flat_map(|(_, _, way)| way.steps.iter().filter_map(|(_, item)| *item));
    root.into_iter().filter(|item| *item != exposure.item).chain(steps).chain(place).collect()
}

type Down<'a> = (NodeId, &'a Entry, Way<'a>);

/// The way down from where a witness comes in; none for copy.
fn way<'a>(bench: Bench<'a>, exposure: &Exposure, witness: &Witness) -> Option<Down<'a>> {
    let (node, index) = match (witness.door, exposure.item) {
        (Door::Root(root, entry), Item::Campaign(id)) => (bench.program[id].roots[root as usize].node, entry),
        (Door::Segment(entry), Item::Segment(id)) => (bench.program[id].node, entry),
        (Door::Root(..) | Door::Copy | Door::Segment(_), _) => return None,
    };
    let entry = &bench.lineage.tables.at(node)[index as usize];
    Some((node, entry, bench.lineage.way(bench.program, entry)))
}

/// The first segment or trait that brings a witness in: where it is named, and its name. None where the campaign states
/// the signal itself.
fn door(bench: Bench, exposure: &Exposure, witness: &Witness, node: NodeId, way: &Way) -> Option<(Span, String)> {
    let program = bench.program;
    let name = |item: Item| program.name(item).to_string();
    if let (Some(item), Item::Segment(_)) = (program[node].item, exposure.item) {
        let own_name =
            way.steps.is_empty() && !matches!(bench.lineage.leaves.get(witness.leaf).shape, Shape::Combination(_));
        return (!own_name).then(|| (program.span(item), name(item)));
    }
    if let (Some(item), Door::Root(root, _), Item::Campaign(id)) = (program[node].item, witness.door, exposure.item) {
        return Some((program[id].roots[root as usize].span, name(item)));
    }
    way.steps.iter().find_map(|(edge, item)| item.map(|item| (edge.span, name(item))))
}

fn members(signal: SignalId, shape: &Shape) -> Vec<SignalId> {
    match shape {
        Shape::Combination(members) => members.clone(),
        Shape::Single | Shape::Age | Shape::Minors(_) => vec![signal],
    }
}

/// The name of the item nearest the campaign.
fn nearest(bench: Bench, way: Option<&Down>) -> Option<String> {
    let (node, _, way) = way?;
    let program = bench.program;
    let item = program[*node].item.or_else(|| way.steps.iter().find_map(|(_, item)| *item));
    item.map(|item| program.name(item).to_string())
}

fn trail(bench: Bench, sources: &Sources, exposure: &Exposure, witness: &Witness, way: Option<&Down>) -> Vec<Step> {
    let leaf = bench.lineage.leaves.get(witness.leaf);
    let name = words::signal(bench, sources, leaf);
    let mut steps = vec![Step { what: Station::Signal, name, how: None, span: Some(bench.program[leaf.signal].span) }];
    let mut how = Carries::Filters;
    if let Some((node, _, way)) = way {
        if way.left_out > 0 {
            let name = format!("… {} more …", way.left_out);
            steps.push(Step { what: Station::Elided, name, how: Some(how), span: None });
        }
        for (edge, item) in way.steps.iter().rev() {
            how = pass(bench, &mut steps, *item, how);
            how = telling(how, edge.carries);
        }
        how = pass(bench, &mut steps, bench.program[*node].item, how);
    }
    if let Item::Campaign(id) = exposure.item {
        let campaign = &bench.program[id];
        let how = Some(telling(how, part(exposure, witness, campaign)));
        let name = campaign.name.to_string();
        steps.push(Step { what: Station::Campaign, name, how, span: Some(campaign.span) });
        steps.extend(destinations(bench, exposure, witness, campaign));
    }
    steps
}

/// Adds the station of an item, and starts the way to the next one.
fn pass(bench: Bench, steps: &mut Vec<Step>, item: Option<Item>, how: Carries) -> Carries {
    let Some(item) = item.filter(|item| !is_campaign(*item)) else { return how };
    let what = match item {
        Item::Segment(_) => Station::Segment,
        Item::Trait(_) => Station::Trait,
        Item::Campaign(_) | Item::Place(_) => Station::Campaign,
    };
    let name = bench.program.name(item).to_string();
    steps.push(Step { what, name, how: Some(how), span: Some(bench.program.span(item)) });
    Carries::Filters
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
    match (exposure.usage, witness.door) {
        (Use::Exclude | Use::Suppress, _) => Carries::Excludes,
        (_, Door::Root(root, _)) => match campaign.roots[root as usize].part {
            Part::Exclude | Part::Suppress => Carries::Excludes,
            Part::Target | Part::Shows | Part::Send(_) => Carries::Filters,
        },
        (_, Door::Copy | Door::Segment(_)) => Carries::Filters,
    }
}

fn destinations(bench: Bench, exposure: &Exposure, witness: &Witness, campaign: &Campaign) -> Vec<Step> {
    let step = |name: &str, how, span| Step {
        what: Station::Destination,
        name: name.to_owned(),
        how: Some(how),
        span: Some(span),
    };
    let setting = Setting::of(bench, exposure.item);
    if let Some(send) = setting.sent_to(witness) {
        return vec![step(&send.to, Carries::Sends, send.span)];
    }
    let mut steps: Vec<Step> = Vec::new();
    let sent = campaign.sends.iter().map(|send| step(&send.to, Carries::Sends, send.span));
    let shown = campaign.runs_on.iter().map(|(name, span)| step(name, Carries::Shows, *span));
    for next in sent.chain(shown) {
        if steps.len() < MOST_DESTINATIONS && steps.iter().all(|known| known.name != next.name) {
            steps.push(next);
        }
    }
    steps
}
