//! The keys of `when`: each becomes one question.

use crate::ast::{AreaKind, Channel, Purpose};
use crate::data::{Fields, Reader};
use crate::finding::{Effect, Text, Use};
use crate::knowledge::{CategoryId, Kind, Knowledge, Strength, Tier};
use crate::resolve::Provenance;
use crate::rule::When;
use crate::rule::key::{Limit, WhenKey};
use crate::rule::load::{contradiction, some_of, words};
use crate::rule::question::{Limits, Missing, Of, OfCampaign, OfSignal, OfTrail, Question, Revealed, Target, Through};
use crate::word::Word;

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
        let fields = reader.fields_of::<WhenKey>()?;
        if fields.pairs().next().is_none() {
            reader.fault("asks-nothing", "this asks nothing, so it would object to everything");
        }
        let mut asked = Vec::new();
        for (key, value) in fields.pairs() {
            let Some(key) = WhenKey::from_word(key.word()) else { continue };
            asked.extend(self.key(key, value, fields).map(|part| (key, value, part)));
        }
        contradiction::check(fields, &asked, self.knowledge);
        Some(asked.into_iter().map(|(_, _, part)| part).collect())
    }

    fn key(&mut self, key: WhenKey, value: Reader, fields: Fields) -> Option<When> {
        Some(match key {
            WhenKey::Any => {
                let parts: Vec<When> = value.list().filter_map(|item| Some(When::All(self.all(item)?))).collect();
                if value.list().next().is_none() {
                    value.fault("never-matches", "this list is empty, so nothing can ever match it");
                }
                When::Any(parts)
            }
            WhenKey::Not => When::Not(Box::new(When::All(self.all(value)?))),
            WhenKey::Of => {
                if !fields.has(WhenKey::Missing.word()) {
                    value.fault("asks-nothing", "`of` says what something is missing of, and there is no `missing`");
                }
                return None;
            }
            WhenKey::Reveals
            | WhenKey::Strength
            | WhenKey::From
            | WhenKey::How
            | WhenKey::Trait
            | WhenKey::Area
            | WhenKey::Seller
            | WhenKey::Near
            | WhenKey::Place
            | WhenKey::Radius
            | WhenKey::Dwell
            | WhenKey::Window
            | WhenKey::Retained
            | WhenKey::Age
            | WhenKey::Oldest
            | WhenKey::Text
            | WhenKey::SecondPerson => {
                let question = self.of_signal(key, value)?;
                self.bits = self.bits.saturating_add(1);
                When::Asks(Question::Signal(self.bits.saturating_sub(1), question))
            }
            WhenKey::Use => When::Asks(Question::Trail(OfTrail::Use(words::<Use>(value)))),
            WhenKey::Through => When::Asks(Question::Trail(OfTrail::Through(words::<Through>(value)))),
            WhenKey::Echoes => When::Asks(Question::Trail(OfTrail::Echoes(words::<Use>(value)))),
            WhenKey::Size => When::Asks(size(value)?),
            WhenKey::Regions
            | WhenKey::Purpose
            | WhenKey::Channels
            | WhenKey::Destinations
            | WhenKey::Hours
            | WhenKey::Conditions
            | WhenKey::Consent
            | WhenKey::Missing
            | WhenKey::InForce
            | WhenKey::Fault => When::Asks(Question::Campaign(self.of_campaign(key, value, fields)?)),
        })
    }

    fn of_signal(&self, key: WhenKey, value: Reader) -> Option<OfSignal> {
        Some(match key {
            WhenKey::Reveals => OfSignal::Reveals(some_of(value).filter_map(|item| self.revealed(item)).collect()),
            WhenKey::Strength => {
                OfSignal::Strength(value.one_of(&Strength::ALL.map(|strength| (strength.word(), strength)))?)
            }
            WhenKey::From => OfSignal::From(words::<Kind>(value)),
            WhenKey::How => OfSignal::How(words::<Provenance>(value)),
            WhenKey::Trait => OfSignal::Trait(texts(value)),
            WhenKey::Area => OfSignal::Area(words::<AreaKind>(value)),
            WhenKey::Seller => OfSignal::Seller(texts(value)),
            WhenKey::Near => self.near(value)?,
            WhenKey::Place => OfSignal::Place(some_of(value).filter_map(|item| self.category(item)).collect()),
            WhenKey::Radius => OfSignal::Radius(bound(value, metres)?),
            WhenKey::Dwell => OfSignal::Dwell(bound(value, minutes)?),
            WhenKey::Window => OfSignal::Window(bound(value, minutes)?),
            WhenKey::Retained => OfSignal::Retained(bound(value, minutes)?),
            WhenKey::Age => OfSignal::Age(bound(value, number)?),
            WhenKey::Oldest => OfSignal::Oldest(bound(value, number)?),
            WhenKey::Text => OfSignal::Text(texts(value.fields(&["any"])?.need("any")?)),
            WhenKey::SecondPerson => OfSignal::SecondPerson(value.boolean()?),
            _ => return None,
        })
    }

    fn of_campaign(&self, key: WhenKey, value: Reader, fields: Fields) -> Option<OfCampaign> {
        Some(match key {
            WhenKey::Regions => OfCampaign::Regions(some_of(value).filter_map(|code| self.region(code)).collect()),
            WhenKey::Purpose => OfCampaign::Purpose(words::<Purpose>(value)),
            WhenKey::Channels => OfCampaign::Channels(words::<Channel>(value)),
            WhenKey::Destinations => {
                OfCampaign::Destinations(some_of(value).filter_map(|item| self.destination(item)).collect())
            }
            WhenKey::Hours => {
                let outside = value.fields(&["outside"])?.need("outside")?;
                let (from, to) = hours(outside)?;
                OfCampaign::HoursOutside(from, to)
            }
            WhenKey::Conditions => OfCampaign::Conditions(bound(value, number)?),
            WhenKey::Consent => OfCampaign::Consent(bound(value, minutes)?),
            WhenKey::Missing => {
                OfCampaign::Missing(words::<Missing>(value), fields.at(WhenKey::Of).map_or(Some(Of::Campaign), of)?)
            }
            WhenKey::InForce => in_force(value)?,
            WhenKey::Fault => OfCampaign::Fault(value.word()?),
            _ => return None,
        })
    }

    fn near(&self, value: Reader) -> Option<OfSignal> {
        let near = value.fields(&["places", "at_most"])?;
        let at = near.need("places");
        let metres = near.need("at_most").and_then(Reader::metres);
        let places = at.and_then(Reader::said)?;
        if !self.knowledge.has_sites(places) {
            at?.fault("unknown-site", format!("`sites.yaml` has no sites called `{places}`"));
        }
        Some(OfSignal::Near(places.into(), metres?))
    }

    fn region(&self, reader: Reader) -> Option<Text> {
        let code = reader.said()?;
        if !self.knowledge.has_region(code) {
            let capitals = code.to_ascii_uppercase();
            let near: Vec<&str> = Some(&*capitals).filter(|code| self.knowledge.has_region(code)).into_iter().collect();
            reader.unknown("unknown-region", format!("no region has the code `{code}`"), &capitals, &near);
        }
        Some(code.into())
    }

    fn destination(&self, reader: Reader) -> Option<Target> {
        let text = reader.said()?;
        let known = self.knowledge.destinations();
        for word in text.split_whitespace().filter_map(|word| word.strip_prefix("kind:")) {
            if !known.is_empty() && known.iter().all(|destination| *destination.kind != *word) {
                let mut kinds: Vec<_> = known.iter().map(|destination| &*destination.kind).collect();
                kinds.sort_unstable();
                kinds.dedup();
                reader.unknown("unknown-kind", format!("no destination is of the kind `{word}`"), word, &kinds);
            }
        }
        Some(target(text))
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

/// How many people, of the campaign or of what a lookalike starts from.
fn size(value: Reader) -> Option<Question> {
    Some(match size_of(value)? {
        Of::Seed => Question::Trail(OfTrail::SeedSize(sized(value)?)),
        Of::Campaign | Of::Segment | Of::Trait => Question::Campaign(OfCampaign::Size(sized(value)?)),
    })
}

fn in_force(value: Reader) -> Option<OfCampaign> {
    let in_force = value.fields(&["from", "to", "begins"])?;
    let day = |key| in_force.get(key).and_then(Reader::date);
    let (from, to) = (day("from"), day("to"));
    let begins = in_force.get("begins").and_then(|begins| begins.one_of(&[("in_flight", true)])).unwrap_or(false);
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        value.fault("contradiction", "the last day is before the first, so this is never in force");
    }
    if begins && !in_force.has("from") {
        value.fault("never-matches", "what begins in the flight needs the day on which it begins: `from`");
    }
    Some(OfCampaign::InForce { from, to, begins_in_flight: begins })
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

/// Limits, each read by `number`: `{at_most: 1850 ft}`, `{longer_than: 30 days}`, `{below: 18}`.
fn bound(reader: Reader, number: fn(Reader) -> Option<f64>) -> Option<Limits> {
    let fields = reader.fields(&limits_and(&["unstated"]))?;
    let unknown_counts = fields.get("unstated").and_then(Reader::boolean).unwrap_or(false);
    Some(limits(reader, fields, number, unknown_counts))
}

/// The keys of limits, and others.
fn limits_and<'k>(others: &[&'k str]) -> Vec<&'k str> {
    Limit::ALL.iter().map(|limit| limit.word()).chain(others.iter().copied()).collect()
}

fn limits(reader: Reader, fields: Fields, number: fn(Reader) -> Option<f64>, unknown_counts: bool) -> Limits {
    let limit = |keys: &[Limit]| keys.iter().find_map(|&key| fields.at(key)).and_then(number);
    let bound = Limits {
        above: limit(&[Limit::Above, Limit::LongerThan, Limit::MoreThan]),
        at_least: limit(&[Limit::AtLeast]),
        at_most: limit(&[Limit::AtMost]),
        below: limit(&[Limit::Below, Limit::ShorterThan, Limit::FewerThan]),
        unknown_counts,
    };
    if !Limit::ALL.iter().any(|&limit| fields.at(limit).is_some()) && !unknown_counts {
        reader.fault("never-matches", "this has no limit, so nothing can ever match it");
    }
    if bound.is_empty() {
        reader.fault("contradiction", "no number lies within these limits");
    }
    bound
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
fn sized(reader: Reader) -> Option<Limits> {
    let fields = reader.fields(&limits_and(&["of", "unknown"]))?;
    let unknown = fields.get("unknown").and_then(|word| word.one_of(&[("counts", true), ("passes", false)]));
    Some(limits(reader, fields, number, unknown.unwrap_or(false)))
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
    some_of(reader).filter_map(Reader::said).map(Text::from).collect()
}
