//! Runs the examples of every rule in `rules/`: each bad one raises the rule, each good one does not.

use qualm::finding::Severity;
use qualm::lint::Notes;
use serde_yaml::Value;

use crate::judge::{Judged, TODAY, files, judge, raises, rules};

/// Rules whose bad side no example can show, since it takes a configuration.
const NEEDS_A_CONFIGURATION: [&str; 1] = ["hygiene/waiver-locked"];

/// A law to object to something, for rules that speak of laws.
const LAW: [(&str, &str); 2] = [
    ("law-test/pack.yaml", "{id: law-test, title: A law, description: For tests., law: true}"),
    (
        "law-test/faith.yaml",
        "{id: law-test/faith, title: A law on faith, severity: error, since: 0.1.0, when: {reveals: [religion]}, \
         effect: opt_in, message: '{campaign} is about {category}', help: ask, why: It says so., \
         sources: [{title: A law, cite: none, as_of: 2026-11-23}]}",
    ),
];

/// One rule file.
struct Rule {
    path: String,
    id: String,
    yaml: Value,
}

#[test]
fn every_rule_does_what_its_examples_say() {
    let rules = all();
    assert!(!rules.is_empty(), "no rule in rules/");
    let wrong: Vec<_> = rules.iter().flat_map(|rule| bad(rule).into_iter().chain(good(rule))).collect();
    assert!(wrong.is_empty(), "{} faults in examples\n\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_way_out_is_clean() {
    let wrong: Vec<_> = all().iter().filter_map(way_out).collect();
    assert!(wrong.is_empty(), "{} ways out are none\n\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_rule_stands_in_the_file_of_its_name_and_cites_a_source() {
    for rule in all() {
        assert_eq!(rule.path, format!("rules/{}.yaml", rule.id));
        let sources = rule.yaml["sources"].as_sequence().map_or(&[][..], Vec::as_slice);
        assert!(!sources.is_empty(), "{}: no source", rule.id);
        for (source, key) in sources.iter().flat_map(|source| ["title", "cite", "as_of"].map(|key| (source, key))) {
            assert!(source[key].is_string(), "{}: a source without `{key}`", rule.id);
        }
    }
}

#[test]
fn every_message_is_lower_case_without_a_full_stop() {
    for rule in all() {
        let message = rule.yaml["message"].as_str().unwrap_or_default();
        assert!(message.starts_with(|first: char| first.is_lowercase() || first == '{'), "{}: {message}", rule.id);
        assert!(!message.ends_with('.'), "{}: {message}", rule.id);
    }
}

/// Every rule file: those in a pack, which is a folder with a `pack.yaml`.
fn all() -> Vec<Rule> {
    let files = files("rules", "yaml");
    let packs: Vec<_> = files.iter().filter_map(|(path, _)| path.strip_suffix("pack.yaml")).collect();
    let in_pack = |path: &str| packs.iter().any(|pack| path.starts_with(pack)) && !path.ends_with("/pack.yaml");
    let rules = files.iter().filter(|(path, _)| in_pack(path)).map(|(path, text)| {
        let yaml: Value = serde_yaml::from_str(text).unwrap_or_else(|fault| panic!("{path}: {fault}"));
        Rule { path: path.clone(), id: yaml["id"].as_str().unwrap_or_default().to_owned(), yaml }
    });
    rules.collect()
}

fn examples<'a>(rule: &'a Rule, side: &str) -> Vec<&'a str> {
    let list = rule.yaml["examples"][side].as_sequence();
    list.into_iter().flatten().filter_map(Value::as_str).collect()
}

fn run(rule: &Rule, text: &str) -> Judged {
    let law = LAW.map(|(path, yaml)| (path.to_owned(), yaml.to_owned()));
    let extra = if rule.id == "hygiene/consent-unrecorded" { &law[..] } else { &[] };
    let rules = rules(extra).expect("rules without faults");
    judge(&[("example.campaign".to_owned(), text.to_owned())], &rules, TODAY, Notes::Show)
}

fn bad(rule: &Rule) -> Vec<String> {
    let examples = examples(rule, "bad");
    if examples.is_empty() && !NEEDS_A_CONFIGURATION.contains(&rule.id.as_str()) {
        return vec![format!("{}: no bad example", rule.id)];
    }
    let judged = examples.into_iter().map(|text| (text, run(rule, text)));
    judged
        .flat_map(|(text, judged)| {
            let raised = judged.findings.iter().filter(|finding| raises(finding, &rule.id));
            let raised: Vec<_> = raised.map(|finding| judged.place(finding).1).collect();
            let marked = text.lines().zip(1..).filter(|(line, _)| line.trim_end().ends_with("# error"));
            let missed: Vec<_> = marked.map(|(_, line)| line).filter(|line| !raised.contains(line)).collect();
            let silent = raised.is_empty() || !missed.is_empty();
            let why = format!("{}: a bad example does not raise it on lines {missed:?} (but on {raised:?})", rule.id);
            silent.then(|| fault(&why, text, &judged)).into_iter().chain(unread(rule, text, &judged))
        })
        .collect()
}

fn good(rule: &Rule) -> Vec<String> {
    let examples = examples(rule, "good");
    if examples.is_empty() {
        return vec![format!("{}: no good example", rule.id)];
    }
    let judged = examples.into_iter().map(|text| (text, run(rule, text)));
    judged
        .flat_map(|(text, judged)| {
            let raised = judged.findings.iter().any(|finding| raises(finding, &rule.id));
            let why = format!("{}: a good example raises it", rule.id);
            raised.then(|| fault(&why, text, &judged)).into_iter().chain(unread(rule, text, &judged))
        })
        .collect()
}

/// An example must at least be understood.
fn unread(rule: &Rule, text: &str, judged: &Judged) -> Option<String> {
    let mut faults = judged.findings.iter().map(|finding| &finding.rule);
    let unread = faults.any(|rule| rule.starts_with("syntax/") || rule.starts_with("names/"));
    unread.then(|| fault(&format!("{}: an example is not understood", rule.id), text, judged))
}

fn way_out(rule: &Rule) -> Option<String> {
    let Some(text) = rule.yaml["instead"].as_str() else {
        return Some(format!("{}: no `instead`", rule.id));
    };
    let judged = run(rule, text);
    let clean = judged.findings.iter().all(|finding| finding.severity == Severity::Note);
    (!clean).then(|| fault(&format!("{}: `instead` is not clean", rule.id), text, &judged))
}

fn fault(why: &str, text: &str, judged: &Judged) -> String {
    let text = text.lines().map(|line| format!("  | {line}"));
    let found = judged.findings.iter().map(|finding| format!("    found {}", judged.show(finding)));
    let lines: Vec<_> = std::iter::once(why.to_owned()).chain(text).chain(found).collect();
    lines.join("\n") + "\n"
}
