//! Every format read back by a reader that knows nothing of how it was written.

mod hostile;
pub(crate) mod readers;

pub(crate) use self::hostile::TEXTS;

use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

#[test]
fn sarif_of_northshop_is_what_the_schema_says() {
    let log = readers::sarif(&northshop("sarif"));
    let run = &log["runs"][0];
    let (rules, results) = (list(&run["tool"]["driver"]["rules"]), list(&run["results"]));
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
    for result in results {
        let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().expect("a number")).expect("a small one")];
        assert_eq!(rule["id"], result["ruleId"]);
        let hash = result["partialFingerprints"]["primaryLocationLineHash"].as_str().expect("a hash");
        let (hash, count) = hash.split_once(':').expect("a count");
        assert!(u64::from_str_radix(hash, 16).is_ok() && count.parse::<usize>().is_ok(), "{result}");
        let region = &result["locations"][0]["physicalLocation"]["region"];
        assert_eq!(region["startLine"], region["endLine"], "a pull request shows what is on one line");
    }
    for rule in rules {
        let tags = list(&rule["properties"]["tags"]).len();
        assert!((1..=10).contains(&tags), "{rule}");
        for text in [&rule["shortDescription"]["text"], &rule["fullDescription"]["text"], &rule["help"]["markdown"]] {
            assert!(text.as_str().is_some_and(|text| !text.is_empty()), "{rule}");
        }
        assert!(results.iter().any(|result| result["ruleId"] == rule["id"]), "{rule} leads nothing");
    }
    let flows = results.iter().filter(|result| !result["codeFlows"].is_null()).count();
    assert!(flows > results.len() / 2, "{flows} trails");
}

#[test]
fn all_formats_tell_of_the_same_findings() {
    let json: Value = serde_json::from_str(&northshop("json")).expect("JSON");
    let mut want: Vec<_> = list(&json["findings"])
        .iter()
        .map(|finding| (text(&finding["path"]), number(&finding["line"]), text(&finding["rule"])))
        .collect();
    want.sort();
    let sarif = readers::sarif(&northshop("sarif"));
    let place = |result: &Value| {
        let place = &result["locations"][0]["physicalLocation"];
        (text(&place["artifactLocation"]["uri"]), number(&place["region"]["startLine"]), text(&result["ruleId"]))
    };
    same(&want, list(&sarif["runs"][0]["results"]).iter().map(place));
    let gitlab = readers::gitlab(&northshop("gitlab"));
    let place = |problem: &Value| {
        let place = &problem["location"];
        (text(&place["path"]), number(&place["lines"]["begin"]), text(&problem["check_name"]))
    };
    same(&want, list(&gitlab).iter().map(place));
    let junit = northshop("junit");
    let cases = readers::junit(&junit);
    same(&want, cases.iter().map(|case| (case.file.clone(), case.line, case.rule.clone())));
    let github = readers::github(&northshop("github"));
    assert_eq!(github.commands.iter().filter(|command| command.kind == "error").count(), 10);
    assert_eq!(github.commands.iter().filter(|command| command.kind == "warning").count(), 10);
    for command in &github.commands {
        let place =
            (command.property("file"), command.property("line").parse().expect("a line"), command.property("title"));
        assert!(want.contains(&place), "{place:?}");
    }
    assert!(github.rest.contains(&format!("{} more are not annotated", want.len() - 20)), "{}", github.rest);
    let page = readers::markdown(&northshop("markdown"));
    assert_eq!(page.matches("<summary>").count(), want.len());
}

#[test]
fn fingerprints_of_gitlab_are_all_different() {
    let gitlab = readers::gitlab(&northshop("gitlab"));
    let mut fingerprints: Vec<_> = list(&gitlab).iter().map(|problem| text(&problem["fingerprint"])).collect();
    let count = fingerprints.len();
    fingerprints.sort();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), count);
}

#[track_caller]
fn same(want: &[(String, usize, String)], found: impl Iterator<Item = (String, usize, String)>) {
    let mut found: Vec<_> = found.collect();
    found.sort();
    assert_eq!(found, want);
}

pub(crate) fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

pub(crate) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn number(value: &Value) -> usize {
    value.as_u64().and_then(|number| usize::try_from(number).ok()).unwrap_or_default()
}

fn northshop(format: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_qualm"))
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
        .env_remove("GITHUB_STEP_SUMMARY")
        .args(["check", "examples/northshop", "--today", "2027-03-01", "--format", format])
        .output()
        .expect("a run that ends");
    String::from_utf8(output.stdout).expect("UTF-8")
}
