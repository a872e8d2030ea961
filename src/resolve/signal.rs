//! What a condition says about people: its kind, words and measures.

use crate::ast::{Count, Distance, Literal, Locus, Name, Number, Op, Str, Test, Timing, Value, Verb};
use crate::knowledge::{Ages, FieldUse, Kind, Measured};
use crate::resolve::names::Space;
use crate::resolve::{Apart, Ctx, Phrase, PlaceId, Provenance, Signal, Stated};
use crate::source::Span;

impl Ctx<'_> {
    /// A signal of a kind at a place, with nothing else said.
    pub(super) fn plain(&self, kind: Kind, how: Provenance, span: Span, words: Vec<Phrase>) -> Signal {
        let stated = Stated { adds: Vec::new(), clears: self.clears, clears_path: false };
        Signal { kind, verb: None, how, span, words, measures: Apart::default(), place: None, stated }
    }

    /// Strings as phrases.
    pub(super) fn phrases(&self, strings: &[Str]) -> Vec<Phrase> {
        strings.iter().map(|string| self.called(phrase(string))).collect()
    }

    /// The place that a condition speaks of, its coordinates and its words.
    pub(super) fn locus(&mut self, locus: &Locus) -> (Option<PlaceId>, Option<(f64, f64)>, Vec<Phrase>) {
        match locus {
            Locus::Place(name) => {
                let place = self.declared.place(&name.value);
                if place.is_none() {
                    self.unknown(Space::Places, name);
                }
                (place, place.and_then(|place| self.program[place].at), Vec::new())
            }
            Locus::Coordinates(latitude, longitude, _) => (None, Some((latitude.value, longitude.value)), Vec::new()),
            Locus::Words(words) => (None, None, self.phrases(words)),
        }
    }

    /// A fence around a place.
    pub(super) fn fence(&mut self, radius: &Distance, locus: &Locus, span: Span) -> Signal {
        let (place, at, words) = self.locus(locus);
        let mut signal = self.plain(Kind::Location, Provenance::Observed, span, words);
        signal.place = place;
        signal.measures.at = at;
        signal.measures.measured = Measured { radius: Some(radius.metres()), ..Measured::default() };
        signal
    }

    /// A field of some system, by its path and what is asked of it.
    pub(super) fn field(&mut self, path: &Name, test: Option<&Test>, span: Span) -> Signal {
        let mut words = vec![phrase(path)];
        let literals = test.into_iter().flat_map(literals).filter_map(worded);
        words.extend(literals.map(|word| self.called(word)));
        let mut signal = self.plain(Kind::Trait, Provenance::Unknown, span, words);
        let last = path.value.rsplit('.').next().unwrap_or_default();
        signal.measures.ages = last.eq_ignore_ascii_case("age").then(|| test.and_then(ages)).flatten();
        signal.measures.field = Some(test.map_or(FieldUse::Exists, usage));
        signal.measures.window = test.and_then(window);
        signal.measures.measured.decimals = test.and_then(decimals);
        signal.measures.path = Some(path.value.clone());
        signal
    }
}

/// The kind of signal that an act is.
pub(super) fn kind_of(verb: Verb) -> Kind {
    match verb {
        Verb::Purchased | Verb::Returned | Verb::Abandoned => Kind::Purchase,
        Verb::Viewed | Verb::Watched => Kind::View,
        Verb::Searched => Kind::Search,
        Verb::Clicked
        | Verb::Opened
        | Verb::Used
        | Verb::Installed
        | Verb::Attended
        | Verb::Joined
        | Verb::DonatedTo => Kind::Event,
    }
}

/// A string or name as a phrase.
pub(super) fn phrase(string: &Str) -> Phrase {
    Phrase { text: string.value.clone(), span: string.span }
}

/// Whether only people who did it no time at all are meant.
pub(super) fn only_zero(timing: &Timing) -> bool {
    timing.count.as_ref().is_some_and(|count| match count.value {
        Count::AtMost(most) | Count::Exactly(most) => most == 0,
        Count::AtLeast(_) => false,
    })
}

/// Whether a test turns its field round: it holds for those who lack what the words say.
pub(super) fn flips(test: &Test) -> bool {
    match test {
        Test::Compare(op, value) => match (op, &value.value) {
            (Op::Equal, literal) => is_no(literal),
            (Op::NotEqual, literal) => !is_no(literal),
            (Op::Less | Op::AtMost | Op::More | Op::AtLeast, _) => false,
        },
        Test::Is(truth) => !truth,
        Test::Missing => true,
        Test::Between(..)
        | Test::OneOf(_)
        | Test::Contains(_)
        | Test::StartsWith(_)
        | Test::Exists
        | Test::Window(_) => false,
    }
}

/// Whether a literal says no, as systems write it.
fn is_no(literal: &Literal) -> bool {
    match literal {
        Literal::Bool(truth) => !truth,
        Literal::String(text) => ["false", "no", "0"].iter().any(|no| text.trim().eq_ignore_ascii_case(no)),
        Literal::Number(_) | Literal::Date(_) | Literal::Region(_) => false,
    }
}

/// Every literal of a test, strings of `contains` and `starts with` included.
pub(super) fn literals(test: &Test) -> Vec<Value> {
    let quoted = |string: &Str| vec![Value { value: Literal::String(string.value.clone()), span: string.span }];
    match test {
        Test::Compare(_, value) => vec![value.clone()],
        Test::Between(low, high) => vec![low.clone(), high.clone()],
        Test::OneOf(values) => values.clone(),
        Test::Contains(words) | Test::StartsWith(words) => quoted(words),
        Test::Exists | Test::Missing | Test::Is(_) | Test::Window(_) => Vec::new(),
    }
}

/// A string literal as a phrase; numbers and dates say nothing in words.
pub(super) fn worded(value: Value) -> Option<Phrase> {
    match value.value {
        Literal::String(text) => Some(Phrase { text, span: value.span }),
        Literal::Date(_) | Literal::Number(_) | Literal::Bool(_) | Literal::Region(_) => None,
    }
}

fn usage(test: &Test) -> FieldUse {
    match test {
        Test::Exists | Test::Missing | Test::Is(_) => FieldUse::Exists,
        Test::Compare(_, value) if matches!(value.value, Literal::Bool(_)) => FieldUse::Exists,
        Test::Compare(..)
        | Test::Between(..)
        | Test::OneOf(_)
        | Test::Contains(_)
        | Test::StartsWith(_)
        | Test::Window(_) => FieldUse::Compared,
    }
}

fn window(test: &Test) -> Option<crate::ast::Window> {
    match test {
        Test::Window(window) => Some(*window),
        Test::Compare(..)
        | Test::Between(..)
        | Test::OneOf(_)
        | Test::Contains(_)
        | Test::StartsWith(_)
        | Test::Exists
        | Test::Missing
        | Test::Is(_) => None,
    }
}

/// The most decimals that a number of the test is written with.
fn decimals(test: &Test) -> Option<usize> {
    let numbers = literals(test).into_iter().filter_map(|value| number(&value.value).cloned());
    numbers.map(|number| number.text.split_once('.').map_or(0, |(_, decimals)| decimals.len())).max()
}

fn number(literal: &Literal) -> Option<&Number> {
    match literal {
        Literal::Number(number) => Some(number),
        Literal::String(_) | Literal::Date(_) | Literal::Bool(_) | Literal::Region(_) => None,
    }
}

/// The ages, one bit a year, for which a test holds before it is turned round; the last bit stands for all above.
fn ages(test: &Test) -> Option<u128> {
    let value = |value: &Value| match &value.value {
        Literal::Number(number) => Some(number.value),
        Literal::String(quoted) => quoted.trim().parse::<f64>().ok(),
        Literal::Date(_) | Literal::Bool(_) | Literal::Region(_) => None,
    };
    let set = |holds: &dyn Fn(f64) -> bool| {
        (0..=Ages::OPEN).filter(|&age| holds(f64::from(age))).fold(0, |set, age| set | 1u128 << age)
    };
    let beyond = 1u128 << Ages::OPEN;
    match test {
        Test::Compare(op, bound) => {
            let bound = value(bound)?;
            Some(match op {
                // `flips` turns the set of `!=` round.
                Op::Equal | Op::NotEqual => set(&|age| age.to_bits() == bound.to_bits()),
                Op::Less => set(&|age| age < bound),
                Op::AtMost => set(&|age| age <= bound),
                Op::More => set(&|age| bound < age) | beyond,
                Op::AtLeast => set(&|age| bound <= age) | beyond,
            })
        }
        Test::Between(low, high) => {
            let (low, high) = (value(low)?, value(high)?);
            Some(set(&|age| low <= age && age <= high))
        }
        Test::OneOf(values) => {
            let values: Vec<f64> = values.iter().filter_map(value).collect();
            (!values.is_empty()).then(|| set(&|age| values.iter().any(|value| value.to_bits() == age.to_bits())))
        }
        Test::Contains(_) | Test::StartsWith(_) | Test::Exists | Test::Missing | Test::Is(_) | Test::Window(_) => None,
    }
}
