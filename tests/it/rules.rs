//! Runs the examples of every rule in `rules/`, as `qualm test rules` does, and holds their pages to their form.

use qualm::trial::{self, File, Trial};
use serde_yaml::Value;

use crate::judge::files;

fn trial() -> Trial {
    let files = files("rules", "yaml").into_iter().map(|(path, text)| File { path, text });
    trial::run(&files.collect::<Vec<_>>(), trial::TODAY)
}

#[test]
fn every_rule_does_what_its_examples_say() {
    let trial = trial();
    let mut page = Vec::new();
    trial::write(&trial, &mut page).expect("memory can be written");
    let faults: Vec<_> = trial.faults.iter().map(|fault| &fault.message).collect();
    assert!(trial.passes(), "{faults:?}\n{}", String::from_utf8_lossy(&page));
    assert_eq!(trial.rules.len(), rules().len());
    // An example that cannot be shown is an exception.
    let untested: Vec<_> = trial.rules.iter().filter(|rule| rule.untested.is_some()).map(|rule| &rule.id).collect();
    assert_eq!(untested, ["hygiene/waiver-locked"]);
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
