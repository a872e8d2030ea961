//! What a condition says about people: its kind, words and measures.

use crate::ast::{Count, Distance, Literal, Locus, Name, Op, Str, Test, Timing, Value, Verb};
use crate::knowledge::{FieldUse, Kind, Measured};
use crate::resolve::age::ages;
use crate::resolve::literal::literals;
use crate::resolve::names::Space;
use crate::resolve::position::{Position, pair, position};
use crate::resolve::{Ctx, Phrase, PlaceId, Provenance, Signal, SignalMeasures, Stated};
use crate::source::Span;

impl Ctx<'_> {
    /// A signal of a kind at a place, with nothing else said.
    pub(super) fn plain(&self, kind: Kind, how: Provenance, span: Span, words: Vec<Phrase>) -> Signal {
        let stated = Stated { adds: Vec::new(), clears: self.clears, clears_path: false };
        Signal { kind, verb: None, how, span, words, measures: SignalMeasures::default(), place: None, stated }
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
            Locus::Coordinates(latitude, longitude) => (None, Some((latitude.value, longitude.value)), Vec::new()),
            Locus::Words(words) => {
                let at = words.iter().find_map(|words| pair(&words.value));
                (None, at.map(|(at, _)| at), self.phrases(words))
            }
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
        let mut words = vec![named(path)];
        let literals = test.into_iter().flat_map(literals).filter_map(worded);
        words.extend(literals.map(|word| self.called(word)));
        let mut signal = self.plain(Kind::Trait, Provenance::Unknown, span, words);
        let form = self.knowledge.age_form(&path.value);
        signal.measures.ages = form.and_then(|form| ages(self.knowledge, form, test, self.day));
        signal.measures.field = Some(test.map_or(FieldUse::True, usage));
        signal.measures.window = test.and_then(window);
        if let Some(Position { at, measured }) = test.map(|test| position(test, self.knowledge.is_geohash(&path.value)))
        {
            (signal.measures.at, signal.measures.measured) = (at, measured);
        }
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

/// A name or path as a phrase.
pub(super) fn named(name: &Name) -> Phrase {
    Phrase { text: name.value.clone(), span: name.span, copy: None }
}

/// A string as a phrase.
pub(super) fn phrase(string: &Str) -> Phrase {
    Phrase { text: string.value.clone(), span: string.span, copy: None }
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

/// A string literal as a phrase; numbers and dates say nothing in words.
pub(super) fn worded(value: Value) -> Option<Phrase> {
    match value.value {
        Literal::String(text) => Some(Phrase { text, span: value.span, copy: None }),
        Literal::Date(_) | Literal::Number(_) | Literal::Bool(_) | Literal::Region(_) => None,
    }
}

fn usage(test: &Test) -> FieldUse {
    match test {
        Test::Exists | Test::Missing => FieldUse::Exists,
        Test::Is(_) => FieldUse::True,
        Test::Compare(_, value) if matches!(value.value, Literal::Bool(_)) => FieldUse::True,
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
