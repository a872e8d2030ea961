//! The schema of `qualm.yaml`.

use serde_json::{Value, json};

use crate::ast::Purpose;
use crate::config::{FailOn, Key, Level};
use crate::knowledge::Knowledge;
use crate::shipped;

use super::rule::category_pattern;
use crate::data::shape::{about, day, duration, keys, list, object, one_of, said, word};

/// The schema.
pub(super) fn schema(knowledge: &Knowledge) -> Value {
    let mut schema = object(keys(|key| of_config(key, knowledge)), &[]);
    schema["title"] = json!("qualm.yaml");
    schema["description"] = json!("How a project is judged. Everything has a sensible default.");
    schema
}

fn of_config(key: Key, knowledge: &Knowledge) -> Value {
    match key {
        Key::Extends => any_of(&extends()),
        Key::Include | Key::Exclude => globs(),
        Key::Defaults => defaults(),
        Key::FailOn => word::<FailOn>(),
        Key::MaxWarnings => count(),
        Key::Strict => json!({"type": "boolean"}),
        Key::Rules => levels(knowledge),
        Key::Overrides => list(&overriding(knowledge)),
        Key::Locked => any_of(&named(knowledge)),
        Key::Waivers => list(&waiver()),
        Key::WaiverPolicy => policy(),
        Key::Names | Key::Fields => any_of(&said()),
        Key::Baseline => said(),
    }
}

/// One of them or a list of them, which may be empty.
fn any_of(item: &Value) -> Value {
    json!({"anyOf": [item, list(item)]})
}

fn extends() -> Value {
    let presets: Vec<_> = shipped::presets().map(|(name, _)| format!("qualm:{name}")).collect();
    let path =
        json!({"type": "string", "pattern": "^(?!qualm:)\\S", "description": "a configuration, or a folder of rules"});
    json!({"anyOf": [{"enum": presets}, path]})
}

fn globs() -> Value {
    let mut globs = any_of(&said());
    globs["examples"] = json!([["campaigns/**", "segments/**"]]);
    globs
}

fn count() -> Value {
    json!({"type": "integer", "minimum": 0})
}

fn defaults() -> Value {
    let regions = about("the regions it runs in, as `US-WA` or `DE`", any_of(&said()));
    object([("regions", regions), ("purpose", about("what it is for", word::<Purpose>()))], &[])
}

fn levels(knowledge: &Knowledge) -> Value {
    json!({"type": "object", "propertyNames": named(knowledge), "additionalProperties": word::<Level>()})
}

/// What names rules: an id, the start of ids and `*`, or the category they speak of.
fn named(knowledge: &Knowledge) -> Value {
    let known = knowledge.taxonomy().iter().map(|(_, category)| (&*category.id, &*category.sentence));
    let pattern = "^([a-z0-9-]+/[a-z0-9-]+|([a-z0-9-]+/)?[a-z0-9-]*\\*)$";
    let rules = json!({"type": "string", "pattern": pattern, "description": "a rule, or with `*` a whole pack"});
    let own = json!({"type": "string", "pattern": category_pattern(), "description": "a category"});
    json!({"anyOf": [one_of(&known.collect::<Vec<_>>()), rules, own]})
}

fn overriding(knowledge: &Knowledge) -> Value {
    let paths = about("which files, as globs", globs());
    object([("paths", paths), ("rules", about("how loud rules are there", levels(knowledge)))], &["paths", "rules"])
}

fn waiver() -> Value {
    let properties = [
        ("rule", about("the rule that is waived, or `pack/*`", said())),
        ("category", about("the category that is waived, with all below it", said())),
        ("path", about("the files, as globs", globs())),
        ("until", about("the last day on which it counts", day())),
        ("by", about("who decided", said())),
        ("because", about("why", said())),
    ];
    let mut waiver = object(properties, &["path", "until", "by", "because"]);
    waiver["oneOf"] = json!([{"required": ["rule"]}, {"required": ["category"]}]);
    waiver
}

fn policy() -> Value {
    let by = about("whose waivers count; without it everybody's", any_of(&said()));
    object([("by", by), ("longest", about("how long a waiver may last", duration()))], &[])
}
