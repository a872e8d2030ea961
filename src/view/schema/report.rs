//! The schema of the JSON report, version 1. Keys may be added to it, so unknown ones are no fault.

use serde_json::{Value, json};

use crate::finding::{Carries, Effect, Safety, Severity, Station, Use};

use crate::report::Why;
use crate::word::Word;

use crate::data::shape::{about, list, one_of, word};

/// The schema of a whole report.
pub(super) fn schema() -> Value {
    let properties = [
        ("version", about("the version of this shape", json!({"const": 1}))),
        ("findings", about("every finding, sorted by path, place and rule", list(&json!({"$ref": "#/$defs/finding"})))),
        ("failures", about("why the run, or a part of it, could not be done", list(&failure()))),
        ("summary", about("how much was found in how much", summary())),
    ];
    let mut schema = all(properties);
    schema["title"] = json!("A report of qualm");
    schema["description"] = json!("What `qualm check --format json` writes. Keys may be added, never changed.");
    schema["$defs"] = defs();
    schema
}

/// The schema of one finding.
pub(super) fn finding_schema() -> Value {
    json!({
        "title": "A finding of qualm",
        "description": "A line of what `qualm check --format ndjson` writes. Keys may be added, never changed.",
        "$ref": "#/$defs/finding",
        "$defs": defs(),
    })
}

fn defs() -> Value {
    json!({"finding": finding(), "step": step(), "ground": ground(), "waiver": waiver()})
}

/// Keys that are all given, and others that may be added.
fn all<const N: usize>(properties: [(&str, Value); N]) -> Value {
    let required: Vec<_> = properties.iter().map(|(key, _)| *key).collect();
    let mut shape = json!({"type": "object", "required": required});
    shape["properties"] = properties.into_iter().map(|(key, shape)| (key.to_owned(), shape)).collect();
    shape
}

fn string(text: &str) -> Value {
    about(text, json!({"type": "string"}))
}

fn string_or_null(text: &str) -> Value {
    about(text, json!({"type": ["string", "null"]}))
}

fn number(text: &str) -> Value {
    about(text, json!({"type": "integer", "minimum": 0}))
}

fn flag(text: &str) -> Value {
    about(text, json!({"type": "boolean"}))
}

fn severity() -> Value {
    about("how bad it is", one_of(&Severity::ALL.map(|severity| (severity.word(), ""))))
}

fn or_null(mut words: Value) -> Value {
    if let Some(list) = words["enum"].as_array_mut() {
        list.push(Value::Null);
    }
    if let Some(list) = words["enumDescriptions"].as_array_mut() {
        list.push(json!(""));
    }
    words
}

/// Adds where something stands.
fn placed<const N: usize>(properties: [(&'static str, Value); N]) -> Value {
    let mut shape = all(properties);
    let place = all([
        ("path", string("the file, relative to where qualm ran")),
        ("line", number("the line it starts on, from 1")),
        ("column", number("the column it starts at, in characters from 1")),
        ("end_line", number("the line it ends on")),
        ("end_column", number("the column after its last character")),
    ]);
    if let (Some(properties), Some(more)) = (shape["properties"].as_object_mut(), place["properties"].as_object()) {
        properties.extend(more.clone());
    }
    if let (Some(required), Some(more)) = (shape["required"].as_array_mut(), place["required"].as_array()) {
        required.extend(more.iter().cloned());
    }
    shape
}

fn finding() -> Value {
    let related = placed([("text", string("what is to be said of the place"))]);
    let mut finding = placed([
        ("rule", string("the rule that leads")),
        ("severity", severity()),
        ("message", string("what is wrong")),
        ("help", string_or_null("the way out")),
        ("why", string_or_null("why it matters")),
        ("label", string_or_null("what is to be said of the place itself")),
        ("related", about("further places: where the signal stands, where a name was first used", list(&related))),
        ("categories", about("what is revealed", list(&json!({"type": "string"})))),
        ("use", about("what the campaign does with it", or_null(word::<Use>()))),
        ("subject", string("the campaign, segment or trait it is about")),
        ("trail", about("the way from the signal to the people who see it", list(&json!({"$ref": "#/$defs/step"})))),
        ("grounds", about("every rule that objects, the leading one first", list(&json!({"$ref": "#/$defs/ground"})))),
        ("others", others()),
        (
            "fingerprint",
            about(
                "names the problem across moved lines and files",
                json!({"type": "string", "pattern": "^[0-9a-f]{16}$"}),
            ),
        ),
        ("suppressed", flag("whether a waiver suppresses it")),
        ("waivers", about("the waivers that suppress it", list(&json!({"$ref": "#/$defs/waiver"})))),
    ]);
    // Only where there is one: lists may have hundreds of thousands of findings, and no edit mends a name there.
    if let Some(properties) = finding["properties"].as_object_mut() {
        properties.insert("fix".to_owned(), about("the edits that do what `help` says, where edits do", fix()));
    }
    finding
}

fn fix() -> Value {
    let edit = placed([("with", string("what takes the place; nothing where text is only taken out"))]);
    let safety = one_of(&[Safety::Safe, Safety::Unsafe].map(|safety| (safety.word(), "")));
    all([("safety", about("whether the edits may be made without a look at them", safety)), ("edits", list(&edit))])
}

fn step() -> Value {
    let stations =
        [Station::Signal, Station::Trait, Station::Segment, Station::Campaign, Station::Destination, Station::Elided];
    let carries = [
        Carries::Filters,
        Carries::Excludes,
        Carries::Expands,
        Carries::Scores,
        Carries::Observes,
        Carries::Buys,
        Carries::Sends,
        Carries::Shows,
    ];
    let carries = one_of(&carries.map(|carries| (carries.word(), "")));
    let place = |text| about(text, json!({"type": ["integer", "null"], "minimum": 1}));
    all([
        ("kind", about("what kind of thing it is", one_of(&stations.map(|station| (station.word(), ""))))),
        ("name", string("the thing, in the user's words")),
        ("how", about("how it carries what came before it; null for the first", or_null(carries))),
        ("path", string_or_null("the file it is written in")),
        ("line", place("the line, from 1")),
        ("column", place("the column, in characters from 1")),
    ])
}

fn ground() -> Value {
    let effects = one_of(&Effect::ALL.map(|effect| (effect.word(), effect.asks())));
    all([
        ("rule", string("the rule")),
        ("severity", severity()),
        ("effect", about("what the rule asks for", or_null(effects))),
        ("title", string("what the rule is about")),
        ("cite", string_or_null("where the rule comes from")),
        ("regions", about("the regions that are reached among those it speaks of", list(&json!({"type": "string"})))),
        ("assumed", flag("whether they are only reached because the campaign names no region")),
        ("uncured", flag("whether people were asked, and the rule is not lifted by it")),
    ])
}

fn others() -> Value {
    let others = all([("count", number("how many")), ("exact", flag("false where counting stopped"))]);
    about("how many further signals say the same", others)
}

fn waiver() -> Value {
    all([
        ("by", string("who decided")),
        ("because", string("why")),
        ("until", string("the last day on which it counts")),
        ("written", string("in the block it speaks of, or in the configuration")),
        ("path", string("the file it stands in")),
        ("line", number("the line, from 1")),
        ("column", number("the column, in characters from 1")),
    ])
}

fn failure() -> Value {
    all([("message", string("what went wrong")), ("help", string_or_null("the way out"))])
}

fn summary() -> Value {
    let leads = all([
        ("rule", string("the rule that leads")),
        ("errors", number("findings of severity error")),
        ("warnings", number("findings of severity warning")),
        ("notes", number("findings of severity note")),
        ("waived", number("findings that a waiver suppresses")),
    ]);
    let statistics = about("how often each rule leads; only with `--statistics`", list(&leads));
    let mut unread = json!({"type": "object"});
    unread["required"] = Why::ALL.iter().map(|why| why.word()).chain(["changed"]).collect();
    unread["properties"] = Why::ALL.iter().map(|why| (why.word().to_owned(), number(why.about()))).collect();
    unread["properties"]["changed"] = number("those of them that differ from the revision that is named");
    let reasons: Vec<_> = Why::ALL.iter().map(|why| (why.word(), why.about())).collect();
    let passed = all([
        ("path", string("the file")),
        ("why", about("why it was not read", one_of(&reasons))),
        ("changed", flag("whether it differs from the revision that is named")),
    ]);
    unread["properties"]["files"] = about("what was passed by; only with `--statistics`", list(&passed));
    let mut summary = all([
        ("files", number("files read")),
        ("errors", number("findings of severity error")),
        ("warnings", number("findings of severity warning")),
        ("notes", number("findings of severity note")),
        ("waived", number("findings that a waiver suppresses; they count nowhere else")),
        ("known", number("findings that the baseline or another revision has, too; they count nowhere else")),
        ("campaigns", number("campaigns read")),
        ("segments", number("segments read, but for those in lists")),
        ("rows", number("rows of lists read")),
        ("unread", about("what was passed by", unread)),
        ("failed", flag("whether the run, or a part of it, could not be done")),
    ]);
    summary["properties"]["statistics"] = statistics;
    summary
}
