//! What parts of declarations say, whatever their layout: what says the same reads the same here.

use super::{Literal, Name, Number, Str, Test, Timing, Value};

/// When and how often something happened.
pub(crate) fn timed(timing: &Timing) -> String {
    let window = timing.window.as_ref().map(|window| window.value);
    let count = timing.count.as_ref().map(|count| count.value);
    format!("{window:?} {count:?}")
}

/// What is asked of a value.
pub(crate) fn tested(test: &Test) -> String {
    match test {
        Test::Compare(op, than) => format!("{op:?} {}", value(than)),
        Test::Between(from, to) => format!("between {} {}", value(from), value(to)),
        Test::OneOf(values) => format!("one of {}", set(values.iter().map(value))),
        Test::Contains(part) => format!("contains {}", string(part)),
        Test::StartsWith(part) => format!("starts {}", string(part)),
        Test::Exists => "exists".to_owned(),
        Test::Missing => "missing".to_owned(),
        Test::Is(truth) => format!("is {truth}"),
        Test::Window(window) => format!("{window:?}"),
    }
}

/// A value.
pub(crate) fn value(value: &Value) -> String {
    match &value.value {
        Literal::String(text) => format!("{text:?}"),
        Literal::Date(date) => date.to_string(),
        Literal::Number(number) => number.text.to_string(),
        Literal::Bool(truth) => truth.to_string(),
        Literal::Region(region) => format!("region {region}"),
    }
}

/// A point on earth.
pub(crate) fn at(latitude: &Number, longitude: &Number) -> String {
    format!("at {} {}", latitude.text, longitude.text)
}

/// A text, without how it was written.
pub(crate) fn string(text: &Str) -> String {
    format!("{:?}", text.value)
}

/// Texts, in any order.
pub(crate) fn strings(all: &[Str]) -> String {
    set(all.iter().map(string))
}

/// Names, in any order.
pub(crate) fn names(all: &[Name]) -> String {
    set(all.iter().map(|name| format!("{:?}", name.value)))
}

/// Parts whose order does not count, each as often as it is there.
pub(crate) fn set(parts: impl IntoIterator<Item = String>) -> String {
    let mut parts: Vec<String> = parts.into_iter().collect();
    parts.sort_unstable();
    format!("[{}]", parts.join(", "))
}
