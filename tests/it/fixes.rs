//! A help that is an edit does what it says: where it is made, what it was for is gone.

use std::collections::BTreeMap;

use qualm::finding::{Edit, Finding, Safety};
use qualm::lint::Notes;

use crate::judge::{Judged, TODAY, files, judge, rules};

#[test]
fn an_edit_mends_what_it_is_offered_for() {
    let rules = rules(&[]).expect("the shipped rules");
    let mut tried: BTreeMap<String, usize> = BTreeMap::new();
    for (path, text) in campaigns() {
        let judged = judge(&[(path.clone(), text.clone())], &rules, TODAY, Notes::Show);
        for finding in &judged.findings {
            let Some(help) = finding.help.as_ref().filter(|help| !help.edits.is_empty()) else { continue };
            let mended = edited(&text, &help.edits);
            let again = judge(&[(path.clone(), mended.clone())], &rules, TODAY, Notes::Show);
            let is_gone = count(&again, finding) < count(&judged, finding);
            assert!(is_gone, "{path}: {} {}\nhelp: {}\n{mended}", finding.rule, finding.message, help.says);
            // What is safe to mend must not break something else in the text.
            let faults =
                |judged: &Judged| judged.findings.iter().filter(|found| found.rule.starts_with("syntax/")).count();
            let is_no_worse = faults(&again) <= faults(&judged);
            assert!(help.safety == Safety::Unsafe || is_no_worse, "{path}: {}\n{mended}", finding.message);
            *tried.entry(finding.rule.to_string()).or_default() += 1;
        }
    }
    // The kinds of edit that there are, so that none goes untried.
    for rule in
        ["syntax/unknown-word", "syntax/missing-comma", "syntax/unquoted-value", "syntax/unexpected", "names/unknown"]
    {
        assert!(tried.contains_key(rule), "no edit of {rule} was tried: {tried:?}");
    }
}

/// Every campaign file in the language's tests, each by itself.
fn campaigns() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (path, text) in files("tests/spec", "md") {
        for (number, block) in text.split("```campaign").skip(1).enumerate() {
            let Some((_, block)) = block.split_once('\n') else { continue };
            let block = block.split("\n```").next().unwrap_or_default();
            found.push((format!("{path}.{number}.campaign"), format!("{block}\n")));
        }
    }
    assert!(found.len() > 300, "{}", found.len());
    found
}

fn edited(text: &str, edits: &[Edit]) -> String {
    let mut text = text.to_owned();
    for Edit { span, with } in edits.iter().rev() {
        text.replace_range(span.start as usize..span.end as usize, with);
    }
    text
}

/// How many findings are worded like this one.
fn count(judged: &Judged, like: &Finding) -> usize {
    judged.findings.iter().filter(|found| found.rule == like.rule && found.message == like.message).count()
}
