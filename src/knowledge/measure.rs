//! What measures alone reveal: radii, decimals, ways of knowing a visit, ages.

use crate::ast::{AreaKind, Means};
use crate::yaml::{Fields, Reader};

use super::lexicon::Near;
use super::load::Context;
use super::vocabulary::strength;
use super::{Ages, CategoryId, Hit, Measured, Strength, Taxonomy};

/// All entries about measures.
#[derive(Debug, Default)]
pub(super) struct Measures {
    of_places: Vec<(Meaning, OfPlace)>,
    of_ages: Vec<(Meaning, OfAges)>,
    /// The widest fence that says something of the place in its middle, in metres.
    widest_place: f64,
    near: Near,
    address: Near,
}

#[derive(Debug, Clone, Copy)]
struct Meaning {
    category: CategoryId,
    strength: Strength,
}

/// All that is given must hold.
#[derive(Debug)]
struct OfPlace {
    radius_at_most: Option<f64>,
    dwell_at_least: Option<u64>,
    decimals_at_least: Option<u64>,
    by: Vec<Means>,
    area: Vec<AreaKind>,
}

/// Where the two ends of a range of ages must lie, both ends included.
#[derive(Debug)]
struct OfAges {
    youngest: (u8, u8),
    oldest: (u8, u8),
}

/// How far words may at most be said to be near: what one of them costs grows with it.
const FARTHEST: u64 = 64;

const KEYS: [&str; 8] =
    ["reveals", "strength", "measures", "ages", "source", "place_within", "words_within", "address_within"];
const OF_PLACE: [&str; 5] = ["radius_at_most", "dwell_at_least", "decimals_at_least", "by", "area"];

impl Measures {
    /// Reads one file of entries.
    pub(super) fn load(&mut self, entries: Reader, context: &Context) {
        for item in entries.list() {
            let Some(fields) = item.fields(&KEYS) else { continue };
            if let Some(widest) = fields.get("place_within") {
                self.widest_place = widest.metres().unwrap_or_default();
                fields.need("source").and_then(|source| context.citations.read(source));
                continue;
            }
            if fields.has("words_within") || fields.has("address_within") {
                self.near = fields.get("words_within").and_then(near).unwrap_or(self.near);
                self.address = fields.get("address_within").and_then(near).unwrap_or(self.address);
                fields.need("source").and_then(|source| context.citations.read(source));
                continue;
            }
            fields.need("source").and_then(|source| context.citations.read(source));
            let category = fields.need("reveals").and_then(|name| context.taxonomy.read_one(name));
            let Some((category, strength)) = category.zip(strength(fields)) else { continue };
            let meaning = Meaning { category, strength };
            if let Some(ages) = fields.get("ages") {
                self.of_ages.extend(of_ages(ages).map(|ages| (meaning, ages)));
            } else if let Some(measures) = fields.need("measures") {
                self.of_places.extend(of_place(measures).map(|place| (meaning, place)));
            }
        }
    }

    /// How near a word must stand to say something of another.
    pub(super) fn near(&self) -> Near {
        self.near
    }

    /// How near copy must speak to its reader to say something of them.
    pub(super) fn address(&self) -> Near {
        self.address
    }

    /// What measures of a place reveal.
    pub(super) fn measure(&self, taxonomy: &Taxonomy, measured: &Measured) -> Vec<Hit> {
        let holds = self.of_places.iter().filter(|(_, place)| place.holds(measured));
        most_precise(taxonomy, holds.map(|&(meaning, _)| meaning))
    }

    /// Whether a fence of that radius, in metres, says something of the place in its middle.
    pub(super) fn speaks_of_place(&self, radius: f64) -> bool {
        radius <= self.widest_place
    }

    /// What a range of ages reveals.
    pub(super) fn ages(&self, taxonomy: &Taxonomy, ages: Ages) -> Vec<Hit> {
        let holds = self.of_ages.iter().filter(|(_, range)| range.holds(ages));
        most_precise(taxonomy, holds.map(|&(meaning, _)| meaning))
    }
}

impl OfPlace {
    fn holds(&self, measured: &Measured) -> bool {
        let Measured { radius, dwell, by, area, decimals } = measured;
        let radius = self.radius_at_most.is_none_or(|most| radius.is_some_and(|radius| radius <= most));
        let dwell = self.dwell_at_least.is_none_or(|least| dwell.is_some_and(|dwell| dwell >= least));
        let decimals = self.decimals_at_least.is_none_or(|least| decimals.is_some_and(|count| count as u64 >= least));
        let by = self.by.is_empty() || by.is_some_and(|by| self.by.contains(&by));
        let area = self.area.is_empty() || area.is_some_and(|area| self.area.contains(&area));
        radius && dwell && decimals && by && area
    }
}

impl OfAges {
    fn holds(&self, Ages { youngest, oldest }: Ages) -> bool {
        let within = |(from, to): (u8, u8), age| from <= age && age <= to;
        within(self.youngest, youngest) && within(self.oldest, oldest)
    }
}

/// How many words are near.
fn near(words: Reader) -> Option<Near> {
    let number = words.integer()?;
    if !(1..=FARTHEST).contains(&number) {
        words.fault("out-of-range", format!("words are near each other within 1 to {FARTHEST} words"));
        return None;
    }
    Some(Near(number as u32))
}

/// Leaves out what a more precise category says as surely.
fn most_precise(taxonomy: &Taxonomy, found: impl Iterator<Item = Meaning>) -> Vec<Hit> {
    let found: Vec<_> = found.collect();
    let mut hits: Vec<Hit> = Vec::new();
    for Meaning { category, strength } in found.iter().copied() {
        let is_said = found.iter().any(|other| {
            other.category != category && taxonomy.is_within(other.category, category) && other.strength >= strength
        });
        if !is_said && hits.iter().all(|hit| hit.category != category) {
            hits.push(Hit { category, strength, at: 0..0 });
        }
    }
    hits
}

fn of_place(measures: Reader) -> Option<OfPlace> {
    let fields = measures.fields(&OF_PLACE)?;
    if fields.pairs().next().is_none() {
        measures.fault("never-matches", "at least one measure must be given");
    }
    Some(OfPlace {
        radius_at_most: fields.get("radius_at_most").and_then(Reader::metres),
        dwell_at_least: fields.get("dwell_at_least").and_then(Reader::duration).map(crate::ast::Duration::minutes),
        decimals_at_least: fields.get("decimals_at_least").and_then(Reader::integer),
        by: fields.get("by").into_iter().flat_map(Reader::items).filter_map(Reader::word).collect(),
        area: fields.get("area").into_iter().flat_map(Reader::items).filter_map(Reader::word).collect(),
    })
}

fn of_ages(ages: Reader) -> Option<OfAges> {
    let fields = ages.fields(&["youngest", "oldest"])?;
    Some(OfAges { youngest: bounds(fields, "youngest")?, oldest: bounds(fields, "oldest")? })
}

/// `[1, 12]`; where nothing is said, every age will do.
fn bounds(fields: Fields, key: &str) -> Option<(u8, u8)> {
    let Some(reader) = fields.get(key) else { return Some((0, u8::MAX)) };
    let ends: Vec<_> = reader.list().filter_map(Reader::integer).filter_map(|age| u8::try_from(age).ok()).collect();
    let &[from, to] = ends.as_slice() else {
        reader.fault("wrong-kind", "expected two ages, as `[1, 12]`");
        return None;
    };
    Some((from, to))
}
