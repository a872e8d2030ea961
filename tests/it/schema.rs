//! The JSON Schemas agree with what reads and writes the files.

use jsonschema::Validator;
use qualm::config::Layer;
use qualm::knowledge::Knowledge;
use qualm::rule::RuleSet;
use qualm::source::Sources;
use qualm::view::schema::{What, schema};
use serde_json::{Value, json};

use crate::judge::files;

fn validator(what: What) -> Validator {
    let schema = schema(what, &Knowledge::of_categories());
    jsonschema::meta::validate(&schema).unwrap_or_else(|fault| panic!("{what:?} is no schema: {fault}"));
    jsonschema::validator_for(&schema).expect("a schema")
}

fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap_or_else(|fault| panic!("{fault}:\n{text}"))
}

#[track_caller]
fn check(validator: &Validator, name: &str, value: &Value) {
    let faults: Vec<_> =
        validator.iter_errors(value).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
    assert!(faults.is_empty(), "{name}: {faults:#?}");
}

#[test]
fn every_shipped_rule_is_one_by_its_schema() {
    let validator = validator(What::Rule);
    let rules = files("rules", "yaml").into_iter().map(|(path, text)| (path, yaml(&text)));
    let rules: Vec<_> = rules.filter(|(_, value)| value.get("when").is_some()).collect();
    assert!(200 < rules.len());
    for (path, value) in rules {
        check(&validator, &path, &value);
    }
}

#[test]
fn the_skeletons_are_rules_by_their_schema() {
    let validator = validator(What::Rule);
    let knowledge = Knowledge::of_categories();
    let own = qualm::view::skeleton::whole_pack("acme", &knowledge).into_iter();
    for file in own.chain([qualm::view::skeleton::rule("acme", "other")]).filter(|file| file.text.contains("\nwhen:")) {
        check(&validator, &file.path, &yaml(&file.text));
    }
}

#[test]
fn what_the_reader_refuses_the_schema_refuses_and_the_other_way_round() {
    let validator = validator(What::Rule);
    let sound = "id: acme/faith\ntitle: Acting on faith\nseverity: warning\nwhen: {reveals: religion}\neffect: opt_in\n\
                 message: '{campaign} is about {category}'\nexamples: {bad: [a], good: [b]}\n";
    let cases = [
        ("title:", "titel:", false),
        ("title: Acting on faith", "title: 7", false),
        ("title: Acting on faith", "title: ' '", false),
        ("acme/faith", "Acme/Faith", false),
        ("acme/faith", "faith", false),
        ("warning", "warn", false),
        ("opt_in", "opt-in", false),
        ("opt_in", "opt_in\nlifted_by: [consent, told]", true),
        ("opt_in", "opt_in\nlifted_by: consnt", false),
        ("opt_in", "opt_in\nsurvey: {asked: a, no: 1.5}", false),
        ("opt_in", "opt_in\nsources: [{cite: a}]", false),
        ("opt_in", "opt_in\nsources: [{title: a, as_of: 2027-03-01, url: b}]", true),
        ("{category}", "{categry}", false),
        ("reveals: religion", "", false),
        ("reveals: religion", "reveals: [religion, 'tier:special']", true),
        ("reveals: religion", "reveals: []", false),
        ("reveals: religion", "reveals: religoin", false),
        ("reveals: religion", "reveals: religion, frm: view", false),
        ("reveals: religion", "reveals: religion, from: [view, serch]", false),
        ("reveals: religion", "reveals: religion, strength: sure", false),
        ("reveals: religion", "reveals: religion, of: segment", false),
        ("reveals: religion", "missing: [owner, regions], of: campaign", true),
        ("reveals: religion", "reveals: religion, radius: {at_most: 1850 ft, unstated: true}", true),
        ("reveals: religion", "reveals: religion, radius: {at_most: 7}", false),
        ("reveals: religion", "reveals: religion, radius: {at_most: 7 parsecs}", false),
        ("reveals: religion", "reveals: religion, radius: {}", false),
        ("reveals: religion", "reveals: religion, window: {longer_than: 13 months}", true),
        ("reveals: religion", "reveals: religion, window: {longer_than: forever}", false),
        ("reveals: religion", "age: {below: 18}, not: {oldest: {above: 30}}", true),
        ("reveals: religion", "age: {below: young}", false),
        ("reveals: religion", "reveals: religion, size: {of: seed, below: 100, unknown: counts}", true),
        ("reveals: religion", "reveals: religion, size: {of: crowd, below: 100}", false),
        ("reveals: religion", "reveals: religion, hours: {outside: 08:00 to 21:00}", true),
        ("reveals: religion", "reveals: religion, hours: {outside: at night}", false),
        ("reveals: religion", "reveals: religion, in_force: {from: 2027-01-01, begins: in_flight}", true),
        ("reveals: religion", "reveals: religion, in_force: {form: 2027-01-01}", false),
        ("reveals: religion", "reveals: religion, near: {places: clinics, at_most: 1 km}", true),
        ("reveals: religion", "reveals: religion, near: {places: clinics}", false),
        ("reveals: religion", "any: [{reveals: religion}, {text: {any: [sale]}, second_person: true}]", true),
        ("reveals: religion", "any: [{reveals: religion, from: []}]", false),
        ("reveals: religion", "any: []", false),
        ("reveals: religion", "fault: waiver-expired", true),
        ("reveals: religion", "fault: waiver-old", false),
    ];
    let knowledge = Knowledge::shipped();
    for (was, is, is_sound) in cases {
        assert!(sound.contains(was), "{was}");
        let text = sound.replacen(was, is, 1);
        let file = [("acme/faith.yaml".to_owned(), text.clone())];
        let (_, faults) = RuleSet::default().with(&file, &knowledge, &mut Sources::default());
        let faults: Vec<_> = faults.iter().map(|fault| &fault.message).collect();
        assert_eq!(faults.is_empty(), is_sound, "the reader: {is}: {faults:?}");
        assert_eq!(validator.is_valid(&yaml(&text)), is_sound, "the schema: {is}");
    }
}

#[test]
fn the_report_is_as_its_schema_says_and_has_no_key_that_it_does_not_name() {
    let mut report = schema(What::Report, &Knowledge::of_categories());
    close(&mut report);
    let validator = jsonschema::validator_for(&report).expect("a schema");
    let value: Value = serde_json::from_str(&northshop("json")).expect("JSON");
    check(&validator, "northshop", &value);
    assert!(!value["findings"].as_array().expect("findings").is_empty());
    let mut other = value.clone();
    other["findings"][0]["severity"] = json!("fatal");
    assert!(!validator.is_valid(&other));

    let finding = self::validator(What::Finding);
    for line in northshop("ndjson").lines() {
        check(&finding, "northshop", &serde_json::from_str(line).expect("JSON"));
    }
    assert!(!finding.is_valid(&json!({"rule": "a/b"})));
}

/// The report of the example in a format.
fn northshop(format: &str) -> String {
    let mut qualm = assert_cmd::Command::new(env!("CARGO_BIN_EXE_qualm"));
    let args = ["check", "examples/northshop", "--today", "2027-03-01", "--statistics", "--format", format];
    let output = qualm.current_dir(env!("CARGO_MANIFEST_DIR")).args(args).output().expect("qualm runs");
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    String::from_utf8(output.stdout).expect("text")
}

/// Allows no keys beside those that are named: a key that is added to the report must be described, too.
fn close(schema: &mut Value) {
    match schema {
        Value::Object(keys) => {
            if keys.contains_key("properties") {
                keys.insert("additionalProperties".to_owned(), json!(false));
            }
            keys.values_mut().for_each(close);
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        _ => {}
    }
}

#[test]
fn every_key_is_described() {
    for what in [What::Rule, What::Config, What::Report, What::Finding] {
        let schema = schema(what, &Knowledge::of_categories());
        assert!(schema["title"].is_string() && schema["description"].is_string() && schema["$id"].is_null());
        if let Some(properties) = schema["properties"].as_object() {
            assert!(
                properties.iter().all(|(key, shape)| !key.is_empty() && shape["description"].is_string()),
                "{what:?}"
            );
        }
    }
}

#[test]
fn a_configuration_by_its_schema() {
    let validator = validator(What::Config);
    let sound = r#"
extends: [qualm:recommended, ./privacy/rules]
include: ["campaigns/**", "segments/**"]
exclude: ["archive/**"]
defaults: {regions: [US], purpose: marketing}
fail-on: error
max-warnings: 10
strict: false
rules: {comfort/precise-location: warning, hygiene/*: off, family.parental: note, health: error}
overrides:
  - {paths: ["sandbox/**"], rules: {"law-us/*": note}}
locked: ["minors/*", religion]
waivers:
  - {rule: comfort/x, path: exports/stores.json, until: 2027-06-30, by: a@b.example, because: "click and collect"}
names: ./vendor-names.yaml
fields: [./fields.yaml, ./more.yaml]
waiver-policy: {by: [a@b.example], longest: 180 days}
baseline: qualm-baseline.json
"#;
    let reads = |text: &str| Layer::read("qualm.yaml".into(), text.into()).1.is_empty();
    check(&validator, "sound", &yaml(sound));
    assert!(reads(sound));
    for (path, text) in files("rules/presets", "yaml") {
        check(&validator, &path, &yaml(&text));
    }
    for (was, is) in [
        ("[qualm:recommended, ./privacy/rules]", "./privacy/rules"),
        ("off", "on"),
        ("hygiene/*", "hygiene/no-*"),
        ("path: exports/stores.json", "path: [exports/**, b.json]"),
        ("[\"archive/**\"]", "archive"),
    ] {
        let text = sound.replacen(was, is, 1);
        assert!(sound.contains(was) && reads(&text), "{is}");
        check(&validator, is, &yaml(&text));
    }
    for (was, is) in [
        ("qualm:recommended", "qualm:recomended"),
        ("include:", "inculde:"),
        ("purpose: marketing", "purpose: sales"),
        ("fail-on: error", "fail-on: errors"),
        ("max-warnings: 10", "max-warnings: -1"),
        ("strict: false", "strict: 'no'"),
        ("hygiene/*: off", "hygiene/*: mute"),
        ("hygiene/*: off", "'Hygiene *': off"),
        ("paths: [\"sandbox/**\"], ", ""),
        ("rule: comfort/x", "rule: comfort/x, category: health"),
        ("rule: comfort/x, ", ""),
        ("2027-06-30", "soon"),
        ("longest: 180 days", "longest: a while"),
    ] {
        assert!(sound.contains(was), "{was}");
        let text = sound.replacen(was, is, 1);
        assert!(!validator.is_valid(&yaml(&text)), "{is}");
        // What a preset or a rule is called is looked up when all that is extended is known.
        assert!(!reads(&text) || is.contains("recomended") || is.contains("Hygiene"), "{is}");
    }
}

#[test]
fn presets_the_example_and_the_readme_hold_configurations() {
    let validator = validator(What::Config);
    let shipped = files("rules", "yaml").into_iter().chain(files("examples", "yaml"));
    let mut found: Vec<_> = shipped.filter(|(path, _)| path.ends_with("qualm.yaml")).collect();
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).expect("the README");
    let block = readme.split("## In a team").nth(1).and_then(|rest| rest.split("```yaml\n").nth(1)).unwrap_or_default();
    found.push(("README.md".to_owned(), block.split("```").next().unwrap_or_default().to_owned()));
    assert_eq!(found.len(), 5);
    for (path, text) in found {
        check(&validator, &path, &yaml(&text));
        let (_, faults) = Layer::read(path.as_str().into(), text.as_str().into());
        assert!(faults.is_empty(), "{path}: {:?}", faults.take());
    }
}
