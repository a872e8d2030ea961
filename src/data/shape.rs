//! The shapes that schemas are made of.

use serde_json::{Map, Value, json};

use crate::ast::{LengthUnit, TimeUnit};
use crate::word::Word;

/// Adds what a value means.
pub(crate) fn about(text: &str, mut shape: Value) -> Value {
    if let Some(keys) = shape.as_object_mut() {
        keys.insert("description".to_owned(), json!(text));
    }
    shape
}

/// Keys and values, of which only these keys are right.
pub(crate) fn object<'k>(properties: impl IntoIterator<Item = (&'k str, Value)>, required: &[&str]) -> Value {
    let properties: Map<String, Value> = properties.into_iter().map(|(key, shape)| (key.to_owned(), shape)).collect();
    json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false})
}

/// The keys of a closed set, each with what it means.
pub(crate) fn keys<W: Word>(shape: impl Fn(W) -> Value) -> impl Iterator<Item = (&'static str, Value)> {
    W::ALL.iter().map(move |&key| (key.word(), about(key.about(), shape(key))))
}

/// A string that says something.
pub(crate) fn said() -> Value {
    json!({"type": "string", "pattern": "\\S"})
}

/// One word of a closed set.
pub(crate) fn word<W: Word>() -> Value {
    let pairs: Vec<_> = W::ALL.iter().map(|&value| (value.word(), value.about())).collect();
    one_of(&pairs)
}

/// One of these words, each with what it means.
pub(crate) fn one_of(words: &[(&str, &str)]) -> Value {
    let (words, abouts): (Vec<_>, Vec<_>) = words.iter().copied().unzip();
    if abouts.iter().all(|about| about.is_empty()) {
        json!({"enum": words})
    } else {
        // Editors show these beside the words; a validator passes over them.
        json!({"enum": words, "enumDescriptions": abouts})
    }
}

/// One of them or a list of them, which holds at least one.
pub(crate) fn some(item: &Value) -> Value {
    json!({"anyOf": [item, {"type": "array", "items": item, "minItems": 1}]})
}

/// A list, which may be empty.
pub(crate) fn list(item: &Value) -> Value {
    json!({"type": "array", "items": item})
}

/// A day, as `2027-03-02`.
pub(crate) fn day() -> Value {
    json!({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "examples": ["2027-03-02"]})
}

/// A length of time, as `30 days`.
pub(crate) fn duration() -> Value {
    let units: Vec<_> = TimeUnit::ALL.iter().map(|unit| format!("{}?", unit.word())).collect();
    let pattern = format!("^ *[0-9]+ *({}) *$", units.join("|"));
    json!({"type": "string", "pattern": pattern, "examples": ["30 days", "13 months"]})
}

/// A distance, as `1850 ft`.
pub(crate) fn distance() -> Value {
    let units: Vec<_> = LengthUnit::ALL.iter().map(|unit| unit.word()).collect();
    let pattern = format!("^ *[0-9][0-9.,]* *({}|miles?|foot|feet|metres?|meters?) *$", units.join("|"));
    json!({"type": "string", "pattern": pattern, "examples": ["1850 ft", "2 km"]})
}

/// The id of a rule.
pub(crate) fn rule_id() -> Value {
    json!({"type": "string", "pattern": "^[a-z0-9-]+/[a-z0-9-]+$", "examples": ["acme/no-late-night"]})
}
