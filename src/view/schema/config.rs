//! The schema of `qualm.yaml`.

use serde_json::{Value, json};

use crate::ast::Purpose;
use crate::finding::Severity;
use crate::knowledge::Knowledge;

use super::rule::category_pattern;
use super::shape::{about, day, duration, list, object, one_of, said, some, word};

/// The schema.
pub(super) fn schema(knowledge: &Knowledge) -> Value {
    let properties = [
        ("extends", about("packs and folders of rules to judge by: `qualm:recommended`, or a path", list(&extends()))),
        ("include", about("which files are read, as globs; without it every file of a kind that is known", globs())),
        ("exclude", about("which files are passed by, as globs", globs())),
        ("defaults", about("what counts where a campaign does not say it", defaults())),
        ("fail-on", about("from which severity on a run fails", fail_on())),
        ("max-warnings", about("so many warnings are let pass; more fail the run", count())),
        ("strict", about("whether notes are shown, too", json!({"type": "boolean"}))),
        ("rules", about("how loud rules are: by id, by `pack/*`, or by category", levels(knowledge))),
        ("overrides", about("other levels for some paths; a later one counts more", list(&overriding(knowledge)))),
        ("locked", about("rules that no waiver lifts: ids, `pack/*`, or categories", list(&named(knowledge)))),
        ("waivers", about("decisions to let findings pass in files that cannot carry `allow`", list(&waiver()))),
        ("names", about("files that say what the opaque ids of vendor files mean", paths())),
        ("fields", about("files that say what fields hold; a Fides dataset is read, too", paths())),
        ("waiver-policy", about("whose waivers count, and for how long at most", policy())),
        ("baseline", about("the file of findings that were there before", said())),
    ];
    let mut schema = object(properties, &[]);
    schema["title"] = json!("qualm.yaml");
    schema["description"] = json!("How a project is judged. Everything has a sensible default.");
    schema
}

fn extends() -> Value {
    let presets = one_of(&[
        ("qualm:recommended", "what a team starts with"),
        ("qualm:strict", "notes included, and warnings fail the run"),
        ("qualm:law", "the packs of laws alone"),
    ]);
    let path = json!({"type": "string", "pattern": "^(?!qualm:)\\S", "description": "a folder of rule files, or another qualm.yaml"});
    json!({"anyOf": [presets, path]})
}

fn globs() -> Value {
    let mut globs = list(&said());
    globs["examples"] = json!([["campaigns/**", "segments/**"]]);
    globs
}

fn paths() -> Value {
    some(&said())
}

fn count() -> Value {
    json!({"type": "integer", "minimum": 0})
}

fn defaults() -> Value {
    let regions = about("the regions it runs in, as `US-WA` or `DE`", list(&said()));
    object([("regions", regions), ("purpose", about("what it is for", word::<Purpose>()))], &[])
}

fn fail_on() -> Value {
    let severities = Severity::ALL.map(|severity| (severity.word(), ""));
    one_of(&[&severities[..], &[("never", "only a file that could not be understood fails")]].concat())
}

fn levels(knowledge: &Knowledge) -> Value {
    let severities = Severity::ALL.map(|severity| (severity.word(), ""));
    let level = one_of(&[&[("off", "it is not asked")][..], &severities].concat());
    json!({"type": "object", "propertyNames": named(knowledge), "additionalProperties": level})
}

/// What names rules: an id, a whole pack, or the category they speak of.
fn named(knowledge: &Knowledge) -> Value {
    let known = knowledge.taxonomy().iter().map(|(_, category)| (&*category.id, &*category.sentence));
    let rules =
        json!({"type": "string", "pattern": "^[a-z0-9-]+/([a-z0-9-]+|\\*)$", "description": "a rule, or a whole pack"});
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
        ("path", about("the file, or a glob", said())),
        ("until", about("the last day on which it counts", day())),
        ("by", about("who decided", said())),
        ("because", about("why", said())),
    ];
    let mut waiver = object(properties, &["path", "until", "by", "because"]);
    waiver["oneOf"] = json!([{"required": ["rule"]}, {"required": ["category"]}]);
    waiver
}

fn policy() -> Value {
    let by = about("whose waivers count; without it everybody's", list(&said()));
    object([("by", by), ("longest", about("how long a waiver may last", duration()))], &[])
}
