//! The keys of `when`: each becomes one question.

use crate::ast::{AreaKind, Channel, Purpose, Word};
use crate::finding::{Effect, Text, Use};
use crate::knowledge::{CategoryId, Kind, Knowledge, Strength, Tier};
use crate::resolve::Provenance;
use crate::rule::When;
use crate::rule::load::words;
use crate::rule::question::{Bound, Missing, Of, OfCampaign, OfSignal, OfTrail, Question, Revealed, Target, Through};
use crate::yaml::{Fields, Reader};

const KEYS: [&str; 30] = [
    "reveals",
    "strength",
    "from",
    "how",
    "use",
    "through",
    "trait",
    "area",
    "seller",
    "near",
    "place",
    "regions",
    "purpose",
    "channels",
    "destinations",
    "hours",
    "radius",
    "dwell",
    "window",
    "retained",
    "age",
    "oldest",
    "size",
    "conditions",
    "consent",
    "missing",
    "of",
    "text",
    "second_person",
    "echoes",
];
const MORE_KEYS: [&str; 4] = ["in_force", "fault", "any", "not"];

/// Reads `when`, and adds what a rule means without saying so: the uses, and no service or safety message.
pub(super) fn when(reader: Reader, effect: Option<Effect>, knowledge: &Knowledge) -> Option<When> {
    let mut ctx = Ctx { knowledge, bits: 0 };
    let mut parts = ctx.all(reader)?;
    let when = When::All(std::mem::take(&mut parts));
    if ctx.bits > 64 {
        reader.fault("too-much", "a rule asks at most 64 things of a signal");
        return None;
    }
    Some(defaults(when, effect))
}

fn defaults(when: When, effect: Option<Effect>) -> When {
    let speaks_of_signals = when.of_signals().next().is_some();
    let has_use = when.of_trails().any(|question| matches!(question, OfTrail::Use(_)));
    let has_purpose = when.of_campaigns().any(|question| matches!(question, OfCampaign::Purpose(_)));
    let is_fault = when.of_campaigns().any(|question| matches!(question, OfCampaign::Fault(_)));
    let mut parts = vec![when];
    if speaks_of_signals && !has_use {
        let uses = vec![Use::Target, Use::Exclude, Use::Seed, Use::Send];
        parts.push(When::Asks(Question::Trail(OfTrail::Use(uses))));
    }
    // What is banned is banned in a service message, too.
    if !has_purpose && !is_fault && effect != Some(Effect::Ban) {
        let but = |purpose: &Purpose| !matches!(purpose, Purpose::Service | Purpose::Safety);
        let purposes = Purpose::ALL.iter().copied().filter(but).collect();
        parts.push(When::Asks(Question::Campaign(OfCampaign::Purpose(purposes))));
    }
    When::All(parts)
}

struct Ctx<'k> {
    knowledge: &'k Knowledge,
    bits: u8,
}

impl Ctx<'_> {
    fn all(&mut self, reader: Reader) -> Option<Vec<When>> {
        let known: Vec<&str> = KEYS.iter().chain(&MORE_KEYS).copied().collect();
        let fields = reader.fields(&known)?;
        let mut parts = Vec::new();
        for (key, value) in fields.pairs() {
            parts.extend(self.key(key.word(), value, fields));
        }
        Some(parts)
    }

    fn key(&mut self, key: &str, value: Reader, fields: Fields) -> Option<When> {
        match key {
            "any" => {
                let parts: Vec<When> = value.list().filter_map(|item| Some(When::All(self.all(item)?))).collect();
                Some(When::Any(parts))
            }
            "not" => Some(When::Not(Box::new(When::All(self.all(value)?)))),
            "of" => None,
            _ => {
                let of_signal = self.of_signal(key, value);
                if let Some(question) = of_signal {
                    self.bits = self.bits.saturating_add(1);
                    return Some(When::Asks(Question::Signal(self.bits.saturating_sub(1), question)));
                }
                if let Some(question) = of_trail(key, value) {
                    return Some(When::Asks(Question::Trail(question)));
                }
                of_campaign(key, value, fields).map(|question| When::Asks(Question::Campaign(question)))
            }
        }
    }

    fn of_signal(&self, key: &str, value: Reader) -> Option<OfSignal> {
        Some(match key {
            "reveals" => OfSignal::Reveals(value.items().filter_map(|item| self.revealed(item)).collect()),
            "strength" => OfSignal::Strength(value.one_of(&[
                ("strong", Strength::Strong),
                ("moderate", Strength::Moderate),
                ("plausible", Strength::Plausible),
            ])?),
            "from" => OfSignal::From(words::<Kind>(value)),
            "how" => OfSignal::How(words::<Provenance>(value)),
            "trait" => OfSignal::Trait(texts(value)),
            "area" => OfSignal::Area(words::<AreaKind>(value)),
            "seller" => OfSignal::Seller(texts(value)),
            "near" => {
                let near = value.fields(&["places", "at_most"])?;
                let places = near.need("places").and_then(Reader::said)?;
                OfSignal::Near(places.into(), near.need("at_most").and_then(Reader::metres)?)
            }
            "place" => OfSignal::Place(value.items().filter_map(|item| self.category(item)).collect()),
            "radius" => OfSignal::Radius(bound(value, metres)?),
            "dwell" => OfSignal::Dwell(bound(value, minutes)?),
            "window" => OfSignal::Window(bound(value, minutes)?),
            "retained" => OfSignal::Retained(bound(value, minutes)?),
            "age" => OfSignal::Age(bound(value, number)?),
            "oldest" => OfSignal::Oldest(bound(value, number)?),
            "text" => OfSignal::Text(texts(value.fields(&["any"])?.need("any")?)),
            "second_person" => OfSignal::SecondPerson(value.boolean()?),
            _ => return None,
        })
    }

    fn revealed(&self, reader: Reader) -> Option<Revealed> {
        match reader.text()? {
            "tier:special" => Some(Revealed::Tier(Tier::Special)),
            "tier:delicate" => Some(Revealed::Tier(Tier::Delicate)),
            _ => self.category(reader).map(Revealed::Category),
        }
    }

    fn category(&self, reader: Reader) -> Option<CategoryId> {
        let name = reader.text()?;
        let taxonomy = self.knowledge.taxonomy();
        let found = taxonomy.find(name);
        if found.is_none() {
            let known: Vec<&str> = taxonomy.nearest(name).into_iter().collect();
            reader.unknown("unknown-category", format!("no category is called `{name}`"), name, &known);
        }
        found
    }
}

fn of_trail(key: &str, value: Reader) -> Option<OfTrail> {
    match key {
        "use" => Some(OfTrail::Use(words::<Use>(value))),
        "through" => Some(OfTrail::Through(words::<Through>(value))),
        "echoes" => Some(OfTrail::Echoes(words::<Use>(value))),
        "size" if size_of(value) == Some(Of::Seed) => Some(OfTrail::SeedSize(sized(value)?)),
        _ => None,
    }
}

fn of_campaign(key: &str, value: Reader, fields: Fields) -> Option<OfCampaign> {
    Some(match key {
        "regions" => OfCampaign::Regions(texts(value)),
        "purpose" => OfCampaign::Purpose(words::<Purpose>(value)),
        "channels" => OfCampaign::Channels(words::<Channel>(value)),
        "destinations" => OfCampaign::Destinations(value.texts().into_iter().map(target).collect()),
        "hours" => {
            let outside = value.fields(&["outside"])?.need("outside")?;
            let (from, to) = hours(outside)?;
            OfCampaign::HoursOutside(from, to)
        }
        "size" if size_of(value) != Some(Of::Seed) => OfCampaign::Size(sized(value)?),
        "conditions" => OfCampaign::Conditions(bound(value, number)?),
        "consent" => OfCampaign::Consent(bound(value, minutes)?),
        "missing" => OfCampaign::Missing(words::<Missing>(value), fields.get("of").map_or(Some(Of::Campaign), of)?),
        "in_force" => {
            let in_force = value.fields(&["from", "to", "begins"])?;
            OfCampaign::InForce {
                from: in_force.get("from").and_then(Reader::date),
                to: in_force.get("to").and_then(Reader::date),
                begins_in_flight: in_force
                    .get("begins")
                    .and_then(|begins| begins.one_of(&[("in_flight", true)]))
                    .unwrap_or(false),
            }
        }
        "fault" => OfCampaign::Fault(value.word()?),
        _ => return None,
    })
}

/// One destination, by its name or by what it is; several words such as `kind:ads via:send` must all hold of it.
fn target(text: &str) -> Target {
    let mut parts: Vec<_> = text.split_whitespace().filter_map(trait_of_target).collect();
    let name: Vec<_> = text.split_whitespace().filter(|word| trait_of_target(word).is_none()).collect();
    if !name.is_empty() {
        parts.push(Target::Named(name.join(" ").into()));
    }
    match parts.len() {
        1 => parts.remove(0),
        _ => Target::All(parts),
    }
}

fn trait_of_target(word: &str) -> Option<Target> {
    match word {
        "via:send" => Some(Target::Sent),
        "via:runs-on" => Some(Target::Shown),
        word => word.strip_prefix("kind:").map(|kind| Target::Kind(kind.into())),
    }
}

fn of(reader: Reader) -> Option<Of> {
    reader.one_of(&[("campaign", Of::Campaign), ("segment", Of::Segment), ("trait", Of::Trait), ("seed", Of::Seed)])
}

const BOUNDS: [&str; 8] =
    ["above", "longer_than", "more_than", "at_least", "at_most", "below", "shorter_than", "fewer_than"];

/// Limits, each read by `number`: `{at_most: 1850 ft}`, `{longer_than: 30 days}`, `{below: 18}`.
fn bound(reader: Reader, number: fn(Reader) -> Option<f64>) -> Option<Bound> {
    let fields = reader.fields(&[&BOUNDS[..], &["unstated"]].concat())?;
    let limit = |keys: &[&str]| keys.iter().find_map(|key| fields.get(key)).and_then(number);
    Some(Bound {
        above: limit(&["above", "longer_than", "more_than"]),
        at_least: limit(&["at_least"]),
        at_most: limit(&["at_most"]),
        below: limit(&["below", "shorter_than", "fewer_than"]),
        unknown_counts: fields.get("unstated").and_then(Reader::boolean).unwrap_or(false),
    })
}

fn number(reader: Reader) -> Option<f64> {
    reader.number()
}

fn metres(reader: Reader) -> Option<f64> {
    reader.metres()
}

fn minutes(reader: Reader) -> Option<f64> {
    reader.duration().map(|duration| duration.minutes() as f64)
}

fn size_of(reader: Reader) -> Option<Of> {
    reader.map()?.get("of").map_or(Some(Of::Campaign), of)
}

/// `{of: seed, below: 1000, unknown: counts}`
fn sized(reader: Reader) -> Option<Bound> {
    let fields = reader.fields(&[&BOUNDS[..], &["of", "unknown"]].concat())?;
    let limit = |keys: &[&str]| keys.iter().find_map(|key| fields.get(key)).and_then(Reader::number);
    let unknown = fields.get("unknown").and_then(|word| word.one_of(&[("counts", true), ("passes", false)]));
    Some(Bound {
        above: limit(&["above", "more_than"]),
        at_least: limit(&["at_least"]),
        at_most: limit(&["at_most"]),
        below: limit(&["below", "fewer_than"]),
        unknown_counts: unknown.unwrap_or(false),
    })
}

/// `08:00 to 21:00`
fn hours(reader: Reader) -> Option<(jiff::civil::Time, jiff::civil::Time)> {
    let text = reader.said()?;
    let time = |text: &str| text.trim().parse().ok();
    let hours = text.split_once(" to ").and_then(|(from, to)| Some((time(from)?, time(to)?)));
    if hours.is_none() {
        reader.fault("wrong-kind", format!("expected hours such as `08:00 to 21:00`, found `{text}`"));
    }
    hours
}

fn texts(reader: Reader) -> Vec<Text> {
    reader.texts().into_iter().map(Text::from).collect()
}
