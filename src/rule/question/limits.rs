//! Limits of a measure: `{at_most: 1850 ft}`, `{longer_than: 30 days}`, `{below: 18}`.

use serde_json::{Value, json};

use crate::data::shape::{about, distance, duration, keys, object};
use crate::data::{Fields, Reader};
use crate::rule::key::Limit;
use crate::word::Word;

/// Limits of a measure; all that are given must hold.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Limits {
    /// More than this.
    above: Option<f64>,
    /// This or more.
    at_least: Option<f64>,
    /// This or less.
    at_most: Option<f64>,
    /// Less than this.
    below: Option<f64>,
    /// Whether it holds where the measure is not known.
    pub unknown_counts: bool,
}

/// What is measured, and how it is written and said.
#[derive(Clone, Copy)]
pub(super) struct Measure {
    read: fn(Reader) -> Option<f64>,
    shape: fn() -> Value,
    /// How much of it is one in a sentence.
    unit: f64,
}

/// Something counted: people, years, conditions.
pub(super) const COUNT: Measure = Measure { read: |value| value.number(), shape: number, unit: 1.0 };
/// A distance, in metres.
pub(super) const METRES: Measure = Measure { read: |value| value.metres(), shape: distance, unit: 1.0 };
/// A length of time in minutes, spoken of in minutes.
pub(super) const MINUTES: Measure = Measure { read: minutes, shape: duration, unit: 1.0 };
/// A length of time in minutes, spoken of in days.
pub(super) const DAYS: Measure = Measure { read: minutes, shape: duration, unit: 24.0 * 60.0 };

impl Limits {
    /// Reads them; `{unstated: true}` says that they hold where the measure is not known, too.
    pub(super) fn read(reader: Reader, measure: Measure) -> Option<Limits> {
        let fields = Limits::fields(reader, &["unstated"])?;
        let unknown_counts = fields.get("unstated").and_then(Reader::boolean).unwrap_or(false);
        Some(Limits::of(reader, fields, measure, unknown_counts))
    }

    /// The keys of limits, and others beside them.
    pub(super) fn fields<'a>(reader: Reader<'a>, others: &[&str]) -> Option<Fields<'a>> {
        let known: Vec<&str> = Limit::ALL.iter().map(|limit| limit.word()).chain(others.iter().copied()).collect();
        reader.fields(&known)
    }

    /// The limits that stand in `fields`.
    pub(super) fn of(reader: Reader, fields: Fields, measure: Measure, unknown_counts: bool) -> Limits {
        let limit = |keys: &[Limit]| keys.iter().find_map(|&key| fields.at(key)).and_then(measure.read);
        let limits = Limits {
            above: limit(&[Limit::Above, Limit::LongerThan, Limit::MoreThan]),
            at_least: limit(&[Limit::AtLeast]),
            at_most: limit(&[Limit::AtMost]),
            below: limit(&[Limit::Below, Limit::ShorterThan, Limit::FewerThan]),
            unknown_counts,
        };
        if !Limit::ALL.iter().any(|&limit| fields.at(limit).is_some()) && !unknown_counts {
            reader.fault("never-matches", "this has no limit, so nothing can ever match it");
        }
        if limits.is_empty() {
            reader.fault("contradiction", "no number lies within these limits");
        }
        limits
    }

    /// `the days it is kept: more than 30`
    pub(super) fn says(&self, what: &str, Measure { unit, .. }: Measure) -> String {
        let Limits { above, at_least, at_most, below, unknown_counts } = *self;
        let limits = [("more than", above), ("at least", at_least), ("at most", at_most), ("less than", below)];
        let limits = limits.iter().filter_map(|(word, limit)| Some(format!("{word} {}", shown((*limit)? / unit))));
        let unknown = unknown_counts.then(|| "or not stated".to_owned());
        format!("{what}: {}", limits.chain(unknown).collect::<Vec<_>>().join(", "))
    }

    /// The schema of limits.
    pub(super) fn schema(measure: Measure) -> Value {
        let unstated = about("whether it also holds where the measure is not known", json!({"type": "boolean"}));
        Limits::schema_with(measure, vec![("unstated", unstated)])
    }

    /// The schema of limits with other keys beside them.
    pub(super) fn schema_with(measure: Measure, others: Vec<(&'static str, Value)>) -> Value {
        let mut limits = object(keys(|_: Limit| (measure.shape)()).chain(others), &[]);
        limits["minProperties"] = json!(1);
        limits
    }

    /// Whether no number lies within the limits, and what is not known does not count either.
    fn is_empty(&self) -> bool {
        let reaches = |lower: Option<f64>, upper: Option<f64>, meets: fn(&f64, &f64) -> bool| {
            lower.zip(upper).is_none_or(|(lower, upper)| meets(&lower, &upper))
        };
        let fits = reaches(self.at_least, self.at_most, f64::le)
            && reaches(self.at_least, self.below, f64::lt)
            && reaches(self.above, self.at_most, f64::lt)
            && reaches(self.above, self.below, f64::lt);
        !fits && !self.unknown_counts
    }

    /// The least number that may lie within the limits.
    pub(crate) fn least(&self) -> f64 {
        self.above.into_iter().chain(self.at_least).fold(f64::NEG_INFINITY, f64::max)
    }

    /// The greatest number that may lie within the limits.
    pub(crate) fn greatest(&self) -> f64 {
        self.below.into_iter().chain(self.at_most).fold(f64::INFINITY, f64::min)
    }

    /// Whether a measure between two others, both included, may lie within the limits.
    pub(crate) fn meets(&self, least: f64, greatest: f64) -> bool {
        let at_least = self.at_least.map_or(least, |limit| limit.max(least));
        let at_most = self.at_most.map_or(greatest, |limit| limit.min(greatest));
        let both = Limits { at_least: Some(at_least), at_most: Some(at_most), unknown_counts: false, ..*self };
        self.has_limits() && !both.is_empty()
    }

    /// Whether there is a limit: without one, only what is not known is meant.
    fn has_limits(&self) -> bool {
        [self.above, self.at_least, self.at_most, self.below].iter().any(Option::is_some)
    }

    /// Whether a measure lies within the limits.
    pub(crate) fn holds(&self, measure: Option<f64>) -> bool {
        let Some(measure) = measure else { return self.unknown_counts };
        self.has_limits()
            && self.above.is_none_or(|limit| limit < measure)
            && self.at_least.is_none_or(|limit| limit <= measure)
            && self.at_most.is_none_or(|limit| measure <= limit)
            && self.below.is_none_or(|limit| measure < limit)
    }

    /// The same of a whole number: minutes, people.
    pub(super) fn holds_for(&self, measure: Option<u64>) -> bool {
        self.holds(measure.map(|measure| measure as f64))
    }
}

fn minutes(reader: Reader) -> Option<f64> {
    reader.duration().map(|duration| duration.minutes() as f64)
}

fn number() -> Value {
    json!({"type": "number"})
}

fn shown(number: f64) -> String {
    let shown = format!("{number:.2}");
    shown.trim_end_matches('0').trim_end_matches('.').to_owned()
}
