//! What the fuzz targets of `fuzz/` start from: `UPDATE_GOLDEN=1 cargo test fuzz` rewrites the dictionaries.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use qualm::config;
use qualm::word::Word;
use serde_yaml::Value;

use crate::judge::files;

#[test]
fn the_dictionary_of_campaigns_is_made_of_the_grammar() {
    let grammar = fs::read_to_string("grammar/campaign.pest").expect("the grammar");
    let code = grammar.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n");
    // Without escapes every quote is one end of a word, and what has gaps is one keyword.
    let code = code.replace("\\\\", "").replace("\\\"", "").replace("\" ~ gap ~ \"", " ");
    let words = code.split('"').skip(1).step_by(2).filter(|word| word.len() > 1 && !word.contains('\\'));
    kept("campaign", &words.map(str::to_owned).collect());
}

#[test]
fn the_dictionary_of_yaml_is_made_of_what_is_shipped() {
    let mut keys = BTreeMap::<String, usize>::new();
    for (path, text) in files("rules", "yaml") {
        let value: Value = serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
        let mut met = BTreeSet::new();
        keys_of(&value, &mut met);
        for key in met {
            *keys.entry(key).or_default() += 1;
        }
    }
    // What only one file has is a name rather than a key.
    let keys = keys.into_iter().filter(|(_, files)| *files > 1).map(|(key, _)| key);
    kept("yaml", &keys.chain(config::Key::ALL.iter().map(|key| key.word().to_owned())).collect());
}

#[test]
fn every_target_starts_from_a_few_small_files() {
    let manifest = fs::read_to_string("fuzz/Cargo.toml").expect("the manifest of the targets");
    let targets: BTreeSet<_> = manifest.split("[[bin]]\nname = \"").skip(1).map(name).collect();
    let folders: BTreeSet<_> = entries("fuzz/corpus").iter().map(|folder| of(folder)).collect();
    assert_eq!(targets, folders);
    let mut bytes = 0;
    for folder in entries("fuzz/corpus") {
        let sizes: Vec<_> = entries(&folder).iter().map(|file| fs::metadata(file).expect("a file").len()).collect();
        assert!((5..=40).contains(&sizes.len()), "{}: {} files", folder.display(), sizes.len());
        bytes += sizes.iter().sum::<u64>();
    }
    assert!(bytes < 100_000, "{bytes} bytes of corpora");
}

#[test]
fn what_targets_start_from_breaks_nothing() {
    for folder in ["fuzz/corpus/campaign", "fuzz/corpus/list"] {
        let mut qualm = Command::cargo_bin("qualm").expect("the binary");
        qualm.args(["check", "--no-config", "--strict", "--format", "concise", "--today", "2027-03-01"]);
        let output = qualm.args(entries(folder)).output().expect("a run that ends");
        let told = String::from_utf8(output.stdout).expect("UTF-8");
        assert_eq!(output.status.code(), Some(1), "{folder}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(!told.contains("internal/panic"), "{told}");
    }
}

/// Asks that a dictionary is the one that is kept.
fn kept(name: &str, words: &BTreeSet<String>) {
    assert!(words.len() > 50, "{words:?}");
    let path = format!("fuzz/{name}.dict");
    let head = "# Made by tests/it/fuzz.rs: `UPDATE_GOLDEN=1 cargo test fuzz` rewrites it.\n".to_owned();
    let found = words.iter().fold(head, |text, word| text + &format!("{word:?}\n"));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, &found).expect("a file to write to");
    }
    assert!(
        fs::read_to_string(&path).is_ok_and(|kept| kept == found),
        "`UPDATE_GOLDEN=1 cargo test fuzz` mends {path}"
    );
}

/// Every key of a YAML file, at any depth, that is a word.
fn keys_of(value: &Value, keys: &mut BTreeSet<String>) {
    match value {
        Value::Mapping(map) => {
            let words = map.keys().filter_map(Value::as_str);
            keys.extend(
                words
                    .filter(|key| key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'))
                    .map(str::to_owned),
            );
            map.values().for_each(|value| keys_of(value, keys));
        }
        Value::Sequence(list) => list.iter().for_each(|value| keys_of(value, keys)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Tagged(_) => {}
    }
}

fn entries(folder: impl AsRef<Path>) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut entries: Vec<_> = entries.collect();
    entries.sort();
    entries
}

fn of(folder: &Path) -> String {
    folder.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn name(rest: &str) -> String {
    rest.split('"').next().unwrap_or_default().to_owned()
}
