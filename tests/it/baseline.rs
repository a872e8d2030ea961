//! What is known from before stays known: when lines move, when files get another name, when texts are laid out anew.

use qualm::finding::{Finding, Fingerprint, Severity};
use qualm::knowledge::Knowledge;
use qualm::lint::{Notes, Options, Row};
use qualm::rule::RuleSet;
use qualm::settle::baseline::{Baseline, Record};
use qualm::source::Sources;

use crate::judge::{Judged, TODAY, judge, rules};

/// Judges files, notes shown, by the shipped rules.
fn judged(files: &[(&str, &str)]) -> Judged {
    let files: Vec<_> = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    judge(&files, &rules(&[]).expect("shipped rules"), TODAY, Notes::Show)
}

/// The rules that lead what of `new` is new since `old`, sorted.
fn new_since(old: &[(&str, &str)], new: &[(&str, &str)]) -> Vec<String> {
    let (old, new) = (judged(old), judged(new));
    let mut known = Baseline::of(&old.findings, &old.sources).known();
    let mut rules: Vec<_> =
        known.subtract(new.findings, &new.sources).iter().map(|finding| finding.rule.to_string()).collect();
    rules.sort();
    rules
}

/// That `text` raises `rule`, and that nothing is new when it moves, is renamed or laid out anew.
#[track_caller]
fn survives(rule: &str, text: &str) {
    let found = judged(&[("a.campaign", text)]);
    let raised: Vec<_> = found.findings.iter().map(|finding| &*finding.rule).collect();
    assert!(raised.contains(&rule), "{rule} is not among {raised:?}");
    let moved = format!("# a remark\n\n\n{text}");
    let wide = text.replace(" {\n", "\n  {\n\n").replace('\n', "\r\n").replace("  ", "\t  ");
    for (path, text) in [("a.campaign", &*moved), ("b/c.campaign", text), ("0.campaign", &*wide)] {
        let new = new_since(&[("a.campaign", &found_text(&found))], &[(path, text)]);
        assert_eq!(new, Vec::<String>::new(), "{path}: {text}");
    }
}

fn found_text(found: &Judged) -> String {
    found.sources.iter().map(|(_, source)| source.text().to_string()).collect()
}

/// What every campaign says that means well.
const HEAD: &str = "owner \"a@b.example\"\n  channels email\n  regions US\n  flight 2027-03-02 to 2027-04-15";

fn campaign(name: &str, rest: &str) -> String {
    format!("campaign {name} {{\n  {HEAD}\n  {rest}\n}}\n")
}

#[test]
fn what_is_exposed_survives() {
    let text = campaign("club", "target expecting")
        + "segment expecting {\n  when purchased \"pregnancy test\" in the last 90 days\n}\n";
    survives("comfort/pregnancy-from-purchases", &text);
}

#[test]
fn what_the_copy_says_survives() {
    let text = campaign("club", "target age >= 30\n  message email {\n    subject \"Now that you are pregnant\"\n  }");
    let found = judged(&[("a.campaign", &text)]);
    let rule = found.findings.iter().find(|finding| finding.usage == Some(qualm::finding::Use::Message));
    survives(&rule.expect("a finding about the copy").rule, &text);
}

#[test]
fn what_is_wrong_with_a_campaign_or_a_segment_survives() {
    survives("hygiene/no-owner", "campaign club {\n  channels email\n  target age >= 30\n}\n");
    survives("hygiene/unused-segment", "segment idle {\n  when viewed \"garden chairs\"\n}\n");
    let waiver = "allow comfort/religion until 2026-01-01 by \"a@b.example\" because \"why\"";
    survives("hygiene/waiver-expired", &campaign("club", &format!("target age >= 30\n  {waiver}")));
}

#[test]
fn names_survive() {
    survives("names/unknown", &campaign("club", "target nobody_knows"));
    survives("names/double", "segment a {\n  when age > 20\n}\nsegment a {\n  when age > 30\n}\n");
    survives("names/circle", "segment a {\n  when b\n}\nsegment b {\n  when a\n}\n");
}

#[test]
fn a_second_problem_is_new() {
    let one = campaign("club", "target expecting") + "segment expecting {\n  when purchased \"pregnancy test\"\n}\n";
    let two = campaign("other", "target expecting") + &one;
    let new = new_since(&[("a.campaign", &one)], &[("a.campaign", &two)]);
    assert!(!new.is_empty() && new.len() < judged(&[("a.campaign", &two)]).findings.len(), "{new:?}");
    let unknown = campaign("club", "target nobody_knows");
    let again = unknown.clone() + &campaign("other", "target nobody_knows");
    let new = new_since(&[("a.campaign", &unknown)], &[("a.campaign", &again)]);
    assert!(new.contains(&"names/unknown".to_owned()), "{new:?}");
}

#[test]
fn a_shared_segment_that_becomes_sensitive_is_new_at_each_campaign() {
    let campaigns = campaign("club", "target buyers") + &campaign("other", "target buyers");
    let with = |what: &str| format!("segment buyers {{\n  when purchased \"{what}\" in the last 90 days\n}}\n");
    let (fine, bad) = (with("garden chairs"), with("pregnancy test"));
    let both = |segment: &str| judged(&[("a.campaign", &campaigns), ("s.campaign", segment)]);
    let (old, new) = (both(&fine), both(&bad));
    let mut known = Baseline::of(&old.findings, &old.sources).known();
    let new = known.subtract(new.findings, &new.sources);
    let about: Vec<_> = new
        .iter()
        .filter(|finding| &*finding.rule == "comfort/pregnancy-from-purchases")
        .map(|finding| &*finding.subject)
        .collect();
    assert_eq!(about, ["campaign club", "campaign other"]);
}

#[test]
fn a_campaign_that_runs_in_a_further_region_has_grown() {
    let at = |region: &str| {
        let head = HEAD.replace("US", region);
        format!(
            "campaign club {{\n  {head}\n  target expecting\n}}\nsegment expecting {{\n  when purchased \"pregnancy test\"\n}}\n"
        )
    };
    assert!(!new_since(&[("a.campaign", &at("US-TX"))], &[("a.campaign", &at("US-TX, DE"))]).is_empty());
    assert_eq!(new_since(&[("a.campaign", &at("US-TX, DE"))], &[("a.campaign", &at("US-TX"))]), Vec::<String>::new());
}

#[test]
fn the_file_is_read_back_and_knows_all() {
    let text = campaign("club", "target expecting") + "segment expecting {\n  when purchased \"pregnancy test\"\n}\n";
    let found = judged(&[("a.campaign", &text)]);
    let mut file = Vec::new();
    Baseline::of(&found.findings, &found.sources).write(&mut file).expect("memory takes all");
    let read = Baseline::parse(std::str::from_utf8(&file).expect("UTF-8")).expect("a baseline");
    let mut known = read.known();
    assert_eq!(known.subtract(found.findings, &found.sources).len(), 0);
    assert_eq!(read.stale(&known, |_| true), []);
}

/// The findings of a list with these names.
fn rows(path: &str, names: &[&str]) -> (Sources, Vec<Finding>) {
    let (knowledge, rules): (&Knowledge, &RuleSet) = qualm::lint::shipped();
    let row = |(line, name): (usize, &&str)| Row {
        line: line + 1,
        text: (*name).into(),
        at: 0..name.len(),
        name: (*name).into(),
    };
    let rows: Vec<_> = names.iter().enumerate().map(row).collect();
    let options = Options { today: TODAY, notes: Notes::Show };
    let rows = qualm::lint::rows(&qualm::lint::Policy::default(), &rows, &path.into(), (knowledge, rules), &options);
    (rows.sources, rows.findings)
}

#[test]
fn rows_of_lists_survive_in_any_order_and_any_file() {
    let (sources, old) = rows("a.csv", &["Expecting parents", "Garden", "Muslim households"]);
    assert!(old.len() >= 2, "{old:?}");
    let mut record = Record::default();
    record.add(&old, &sources);
    let mut known = record.known();
    // One batch after the other, as a list is read.
    let (sources, first) = rows("b.csv", &["Garden", "Muslim households"]);
    assert_eq!(known.subtract(first, &sources).len(), 0);
    let (sources, second) = rows("b.csv", &["Expecting parents", "Muslim households", "Gay men"]);
    let new: Vec<_> = known.subtract(second, &sources).iter().map(|finding| finding.subject.to_string()).collect();
    assert_eq!(new, ["segment Muslim households", "segment Gay men"]);
}

#[test]
fn a_list_of_100_000_findings_is_compared() {
    let (sources, one) = rows("a.csv", &["Muslim households"]);
    let many: Vec<_> = (0..100_000u64)
        .map(|number| Finding {
            fingerprint: Fingerprint(number.wrapping_mul(0x9e37_79b9_7f4a_7c15)),
            ..one[0].clone()
        })
        .collect();
    let mut record = Record::default();
    many.chunks(4096).for_each(|batch| record.add(batch, &sources));
    let mut known = record.known();
    assert_eq!(known.subtract(many, &sources).len(), 0);
}

#[test]
fn a_worse_reading_of_the_same_is_new() {
    let (sources, old) = rows("a.csv", &["Muslim households"]);
    let mild: Vec<_> = old.iter().map(|finding| Finding { severity: Severity::Note, ..finding.clone() }).collect();
    assert_eq!(Baseline::of(&mild, &sources).known().subtract(old.clone(), &sources).len(), old.len());
    assert_eq!(Baseline::of(&old, &sources).known().subtract(mild, &sources).len(), 0);
}
