//! Libraries of others: each has a reason, and all that is built in may be.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;
use std::sync::LazyLock;

use serde_json::Value;

use crate::formats::{list, text};

/// What cargo knows of the crate and all that it rests on.
static METADATA: LazyLock<Value> = LazyLock::new(|| {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo).args(["metadata", "--locked", "--all-features", "--format-version", "1"]).output();
    serde_json::from_slice(&output.expect("cargo runs").stdout).expect("JSON")
});

#[test]
fn every_library_has_a_reason() {
    let page = fs::read_to_string("ARCHITECTURE.md").expect("the page");
    let table = page.split("## Guests, and why").nth(1).and_then(|rest| rest.split("\n## ").next()).expect("a table");
    let rows = table.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` | "));
    let told: BTreeMap<_, _> = rows.collect();
    let own = list(&METADATA["packages"]).iter().find(|package| package["name"] == "qualm").expect("the crate");
    let named: BTreeSet<_> = list(&own["dependencies"]).iter().map(|library| text(&library["name"])).collect();
    assert!(named.len() > 20, "{named:?}");
    assert_eq!(told.keys().map(ToString::to_string).collect::<BTreeSet<_>>(), named, "the table in ARCHITECTURE.md");
    assert!(told.values().all(|why| why.len() > 15), "{told:?}");
}

#[test]
fn all_that_is_built_in_has_a_licence_that_we_take() {
    let taken = quoted("allow = [");
    let all = |expression: &str| {
        let parts = expression.split(" AND ").map(|part| part.trim_matches(['(', ')']));
        parts.into_iter().all(|part| part.split(" OR ").flat_map(|one| one.split('/')).any(|one| taken.contains(one)))
    };
    let refused = built_in().into_iter().filter(|package| !all(&text(&package["license"])));
    let refused: Vec<_> = refused.map(|package| (&package["name"], &package["license"])).collect();
    assert!(refused.is_empty(), "{refused:?} are not among {taken:?}");
}

#[test]
fn no_library_is_built_in_twice_but_those_we_know_of() {
    let mut versions = BTreeMap::<_, BTreeSet<_>>::new();
    for package in built_in() {
        versions.entry(text(&package["name"])).or_default().insert(text(&package["version"]));
    }
    let known: BTreeSet<_> =
        quoted("skip = [").iter().filter_map(|word| Some(word.split_once('@')?.0.to_owned())).collect();
    let doubled: BTreeSet<_> =
        versions.into_iter().filter(|(_, versions)| versions.len() > 1).map(|(name, _)| name).collect();
    assert_eq!(doubled, known, "the list `skip` of deny.toml");
}

/// Everything that this system's program is built of or with; tests have more.
fn built_in() -> Vec<&'static Value> {
    let nodes = list(&METADATA["resolve"]["nodes"]);
    let mut ids = vec![text(&METADATA["resolve"]["root"])];
    let mut met = BTreeSet::new();
    while let Some(id) = ids.pop() {
        if met.insert(id.clone()) {
            let node = nodes.iter().find(|node| node["id"] == id.as_str()).expect("a node");
            ids.extend(list(&node["deps"]).iter().filter(|dep| is_built_in(dep)).map(|dep| text(&dep["pkg"])));
        }
    }
    assert!(met.len() > 50, "{met:?}");
    list(&METADATA["packages"]).iter().filter(|package| met.contains(&text(&package["id"]))).collect()
}

/// Whether a library is asked for other than by tests, on the systems that releases are made for.
fn is_built_in(dependency: &Value) -> bool {
    const ELSEWHERE: [&str; 5] = ["wasm", "redox", "wasi", "hermit", "unknown"];
    list(&dependency["dep_kinds"]).iter().any(|kind| {
        let target = text(&kind["target"]);
        kind["kind"] != "dev" && !ELSEWHERE.iter().any(|other| target.contains(other))
    })
}

/// What stands in quotes in a list of deny.toml.
fn quoted(list: &str) -> BTreeSet<String> {
    let deny = fs::read_to_string("deny.toml").expect("deny.toml");
    let list = deny.split(list).nth(1).and_then(|rest| rest.split("\n]").next()).expect("a list");
    list.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}
