//! What a test compares with.

use crate::ast::{Literal, Str, Test, Value};

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
