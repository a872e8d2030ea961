//! What measures alone reveal: radii, decimals, ways of knowing a visit, ages.

use crate::ast::{AreaKind, Means};
use crate::data::{Fields, Reader};

use super::context::Context;
use super::lexicon::{Limits, Near};
use super::vocabulary::strength;
use super::{Ages, CategoryId, Hit, Measured, Strength, Taxonomy};

/// All entries about measures.
#[derive(Debug, Default)]
pub(super) struct Measures {
    of_places: Vec<(Meaning, OfPlace)>,
    of_ages: Vec<(Meaning, OfAges)>,
    /// The widest fence that says something of the place in its middle, in metres.
    widest_place: f64,
    /// How far bare coordinates may lie from a place that is declared and still mean it, in metres.
    beside_place: f64,
    /// How near they mean it however narrow the fence is, in metres.
    at_place: f64,
    /// What fields that hold geohashes are called.
    geohash_fields: Vec<String>,
    limits: Limits,
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
    pair_at_least: Option<u64>,
    geohash_at_least: Option<u64>,
    h3_at_least: Option<u64>,
    plus_code_at_least: Option<u64>,
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

const KEYS: [&str; 12] = [
    "reveals",
    "strength",
    "measures",
    "ages",
    "source",
    "place_within",
    "place_beside",
    "place_at",
    "geohash_fields",
    "words_within",
    "address_within",
    "accents_up_to",
];
const OF_PLACE: [&str; 9] = [
    "radius_at_most",
    "dwell_at_least",
    "decimals_at_least",
    "pair_at_least",
    "geohash_at_least",
    "h3_at_least",
    "plus_code_at_least",
    "by",
    "area",
];

impl Measures {
    /// Reads one file of entries.
    pub(super) fn load(&mut self, entries: Reader, context: &Context) {
        for item in entries.list() {
            let Some(fields) = item.fields(&KEYS) else { continue };
            fields.need("source").and_then(|source| context.citations.read(source));
            if self.load_limit(fields) {
                continue;
            }
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

    /// Reads an entry that says a limit and nothing else; whether it is one.
    fn load_limit(&mut self, fields: Fields) -> bool {
        let limits = [
            ("place_within", &mut self.widest_place),
            ("place_beside", &mut self.beside_place),
            ("place_at", &mut self.at_place),
        ];
        let mut is_limit = false;
        for (key, limit) in limits {
            if let Some(metres) = fields.get(key) {
                *limit = metres.metres().unwrap_or_default();
                is_limit = true;
            }
        }
        for (key, limit) in [("words_within", &mut self.limits.near), ("address_within", &mut self.address)] {
            if let Some(words) = fields.get(key) {
                *limit = near(words).unwrap_or(*limit);
                is_limit = true;
            }
        }
        if let Some(letters) = fields.get("accents_up_to") {
            self.limits.accents = letters.integer().unwrap_or_default().try_into().unwrap_or(u32::MAX);
            is_limit = true;
        }
        if let Some(names) = fields.get("geohash_fields") {
            self.geohash_fields.extend(names.items().filter_map(Reader::said).map(str::to_owned));
            is_limit = true;
        }
        is_limit
    }

    /// What fields that hold geohashes are called.
    pub(super) fn geohash_fields(&self) -> impl Iterator<Item = &str> {
        self.geohash_fields.iter().map(String::as_str)
    }

    /// How far from a declared place bare coordinates may mean it, in metres.
    pub(super) fn farthest_place(&self) -> f64 {
        self.beside_place
    }

    /// Whether bare coordinates mean a place that lies so many metres from them, given the radius of a fence around them.
    pub(super) fn means_place(&self, metres: f64, radius: Option<f64>) -> bool {
        let reach = radius.map_or(self.beside_place, |radius| radius.max(self.at_place).min(self.beside_place));
        metres <= reach
    }

    /// What decides for every term whether it is met.
    pub(super) fn limits(&self) -> Limits {
        self.limits
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

    /// The first age of each range that an end of a range of ages is asked to lie in, and the first beyond it, one bit a year.
    pub(super) fn age_limits(&self) -> u128 {
        let ends = self.of_ages.iter().flat_map(|(_, ages)| [ages.youngest, ages.oldest]);
        let limits = ends.flat_map(|(from, to)| [Some(from), to.checked_add(1)]).flatten();
        limits.filter(|&age| age <= Ages::OPEN).fold(0, |all, age| all | 1 << age)
    }

    /// Whether some range of ages reveals a category.
    pub(super) fn is_of_ages(&self, category: CategoryId) -> bool {
        self.of_ages.iter().any(|(meaning, _)| meaning.category == category)
    }

    /// What a range of ages reveals.
    pub(super) fn ages(&self, taxonomy: &Taxonomy, ages: Ages) -> Vec<Hit> {
        let holds = self.of_ages.iter().filter(|(_, range)| range.holds(ages));
        most_precise(taxonomy, holds.map(|&(meaning, _)| meaning))
    }
}

impl OfPlace {
    fn holds(&self, measured: &Measured) -> bool {
        let Measured { radius, dwell, by, area, decimals, pair, geohash, h3, plus_code } = measured;
        let radius = self.radius_at_most.is_none_or(|most| radius.is_some_and(|radius| radius <= most));
        let dwell = self.dwell_at_least.is_none_or(|least| dwell.is_some_and(|dwell| dwell >= least));
        let at_least = |least: Option<u64>, measure: &Option<usize>| {
            least.is_none_or(|least| measure.is_some_and(|measure| measure as u64 >= least))
        };
        let is_precise = at_least(self.decimals_at_least, decimals)
            && at_least(self.pair_at_least, pair)
            && at_least(self.geohash_at_least, geohash)
            && at_least(self.h3_at_least, h3)
            && at_least(self.plus_code_at_least, plus_code);
        let by = self.by.is_empty() || by.is_some_and(|by| self.by.contains(&by));
        let area = self.area.is_empty() || area.is_some_and(|area| self.area.contains(&area));
        radius && dwell && is_precise && by && area
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
        pair_at_least: fields.get("pair_at_least").and_then(Reader::integer),
        geohash_at_least: fields.get("geohash_at_least").and_then(Reader::integer),
        h3_at_least: fields.get("h3_at_least").and_then(Reader::integer),
        plus_code_at_least: fields.get("plus_code_at_least").and_then(Reader::integer),
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
