//! Runs the examples of every rule in `rules/`, as `qualm test rules` does, and holds their pages to their form.

use qualm::report::{Colour, Glyphs, Look};
use qualm::trial::{self, File, Trial};
use serde_yaml::Value;

use crate::judge::files;

const LOOK: Look = Look { colour: Colour::No, glyphs: Glyphs::Unicode, width: 120 };

fn trial() -> Trial {
    let files = files("rules", "yaml").into_iter().filter(|(path, _)| !path.ends_with("qualm.yaml"));
    let files = files.map(|(path, text)| File { path, text });
    trial::run(&files.collect::<Vec<_>>(), trial::TODAY)
}

#[test]
fn every_rule_does_what_its_examples_say() {
    let trial = trial();
    let mut page = Vec::new();
    trial::write(&trial, LOOK, &mut page).expect("memory can be written");
    let faults: Vec<_> = trial.faults.iter().map(|fault| &fault.message).collect();
    assert!(trial.passes(), "{faults:?}\n{}", String::from_utf8_lossy(&page));
    assert_eq!(trial.rules.len(), rules().len());
    // An example that cannot be shown is an exception.
    let untested: Vec<_> = trial.rules.iter().filter(|rule| rule.untested.is_some()).map(|rule| &rule.id).collect();
    assert_eq!(untested, ["hygiene/waiver-locked", "provenance/unreadable-condition"]);
}

#[test]
fn every_rule_stands_in_the_file_of_its_name_and_cites_a_source() {
    for (path, rule) in rules() {
        let id = rule["id"].as_str().unwrap_or_default();
        assert_eq!(path, format!("rules/{id}.yaml"));
        let sources = rule["sources"].as_sequence().map_or(&[][..], Vec::as_slice);
        assert!(!sources.is_empty(), "{id}: no source");
        for (source, key) in sources.iter().flat_map(|source| ["title", "cite", "as_of"].map(|key| (source, key))) {
            assert!(source[key].is_string(), "{id}: a source without `{key}`");
        }
        assert!(rule["instead"].is_string(), "{id}: no `instead`");
    }
}

#[test]
fn every_message_is_lower_case_without_a_full_stop() {
    for (path, rule) in rules() {
        let message = rule["message"].as_str().unwrap_or_default();
        assert!(message.starts_with(|first: char| first.is_lowercase() || first == '{'), "{path}: {message}");
        assert!(!message.ends_with('.'), "{path}: {message}");
    }
}

/// Every rule file: those in a pack, which is a folder with a `pack.yaml`.
fn rules() -> Vec<(String, Value)> {
    let files = files("rules", "yaml");
    let packs: Vec<_> = files.iter().filter_map(|(path, _)| path.strip_suffix("pack.yaml")).collect();
    let in_pack = |path: &str| packs.iter().any(|pack| path.starts_with(pack)) && !path.ends_with("/pack.yaml");
    let rules = files.iter().filter(|(path, _)| in_pack(path));
    rules
        .map(|(path, text)| {
            (path.clone(), serde_yaml::from_str(text).unwrap_or_else(|fault| panic!("{path}: {fault}")))
        })
        .collect()
}

/// A rule of a company's own, with the `examples` given.
fn own(examples: &str) -> String {
    format!(
        "id: acme/ships\ntitle: A rule of this test\nseverity: warning\nwhen: {{reveals: [religion]}}\neffect: opt_in\n\
         message: \"{{campaign}} is about {{category}}\"\nhelp: ask\nwhy: It is asked for here.\n\
         sources: [{{title: This test, cite: none, as_of: 2027-03-01}}]\n\
         instead: 'campaign c {{ beside [\"tea\"] }}'\nexamples:\n{examples}\n"
    )
}

/// Runs `qualm test` over a folder that holds one rule file; gives the exit code and what is printed.
fn test_of(rule: &str) -> (Option<i32>, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let pack = folder.path().join("acme");
    std::fs::create_dir(&pack).expect("a folder");
    std::fs::write(pack.join("pack.yaml"), "{id: acme, title: Acme}").expect("a file");
    std::fs::write(pack.join("ships.yaml"), rule).expect("a file");
    let mut qualm = assert_cmd::Command::new(env!("CARGO_BIN_EXE_qualm"));
    let output = qualm.arg("test").arg(folder.path()).args(["--color", "never"]).output().expect("qualm runs");
    (output.status.code(), String::from_utf8(output.stdout).expect("text"))
}

#[test]
fn a_rule_that_does_what_it_says_passes() {
    let examples = "  bad: ['campaign c { target viewed \"quran\" }  # error']\n  good: ['campaign c { target crm.member is true }']";
    assert_eq!(test_of(&own(examples)), (Some(0), "1 rule, 3 examples: all as their pages say\n".to_owned()));
}

#[test]
fn a_rule_that_does_not_is_shown_with_what_was_found() {
    let examples = "  bad: ['campaign c { target crm.member is true }  # error']\n  good: ['campaign c { target viewed \"quran\" }']";
    let (code, page) = test_of(&own(examples));
    assert_eq!(code, Some(1), "{page}");
    for wanted in [
        "FAIL acme/ships",
        "bad example 1: it does not raise the rule, expected on line 1",
        "good example 1: it raises the rule and should not",
        "1 as their pages say, 2 not",
        "    -    ^ [acme/ships]\n    +    ^ nothing\n",
        "    -    ^ nothing\n    +    ^ error [acme/ships, comfort/religion,",
    ] {
        assert!(page.contains(wanted), "{wanted:?} not in\n{page}");
    }
}

#[test]
fn a_file_that_is_no_rule_is_a_mistake_with_its_place() {
    let (code, page) = test_of(&own("  bad: []").replace("severity: warning", "severty: warning"));
    assert_eq!(code, Some(2), "{page}");
    for wanted in ["unknown key `severty`", "did you mean `severity`?", "a rule needs an example that raises it"] {
        assert!(page.contains(wanted), "{wanted:?} not in\n{page}");
    }
    let (code, page) = test_of("- [");
    assert_eq!((code, page.contains("not YAML")), (Some(2), true), "{page}");
}

#[test]
fn what_is_printed_of_a_rule_file_obeys_nobody() {
    let examples = "  bad: [\"campaign \\e[31mred { target crm.member is true }\"]\n  good: ['campaign c { target crm.member is true }']";
    let (code, page) = test_of(&own(examples));
    assert_eq!((code, page.contains('\u{1b}')), (Some(1), false), "{page}");
}
