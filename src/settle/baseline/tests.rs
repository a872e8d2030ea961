//! What a baseline knows again, and what its file looks like.

use super::*;
use crate::finding::{Ground, Suppression};
use crate::source::Span;

/// A finding at `path` about `item`: severity, then the rules that object.
fn finding(sources: &mut Sources, path: &str, item: &str, severity: Severity, grounds: &[&str]) -> Finding {
    let at = Span::new(sources.add(path, "text"), 0, 4);
    let ground = |rule: &&str| Ground {
        rule: (*rule).into(),
        severity,
        effect: None,
        title: "".into(),
        cite: None,
        regions: Vec::new(),
        is_assumed: false,
        met: Vec::new(),
        is_uncured: false,
    };
    let fault = Finding::fault(grounds[0], severity, at, "bad");
    let fingerprint = Fingerprint::of(&[item]);
    let categories = vec!["health".into()];
    Finding { subject: item.into(), grounds: grounds.iter().map(ground).collect(), fingerprint, categories, ..fault }
}

/// Findings by path, item, severity and grounds.
type Few<'a> = &'a [(&'a str, &'a str, Severity, &'a [&'a str])];

fn findings(few: Few) -> (Sources, Vec<Finding>) {
    let mut sources = Sources::default();
    let all = few.iter().map(|&(path, item, severity, grounds)| finding(&mut sources, path, item, severity, grounds));
    let all = all.collect();
    (sources, all)
}

/// What of `new` is new against a baseline of `old`, by number, and which items of the baseline are stale.
#[track_caller]
fn check(old: Few, new: Few, want: &[usize], stale: &[(&str, u32)]) {
    let (sources, all) = findings(old);
    let baseline = Baseline::of(&all, &sources);
    let mut record = Record::default();
    record.add(&all, &sources);
    for mut known in [baseline.known(), record.known()] {
        let (sources, mut all) = findings(new);
        for (number, finding) in all.iter_mut().enumerate() {
            finding.message = number.to_string();
        }
        let left = known.subtract(all, &sources);
        let left: Vec<usize> = left.iter().map(|finding| finding.message.parse().expect("a number")).collect();
        assert_eq!(left, want);
        assert_eq!(known.met(), (new.len() - want.len()) as u64);
        let gone = baseline.stale(&known, |_| true);
        let gone: Vec<_> = gone.iter().map(|stale| (&*stale.entry.path, stale.gone)).collect();
        assert_eq!(gone, stale);
    }
}

use Severity::{Error, Note, Warning};

#[test]
fn what_was_there_is_known() {
    let old: Few = &[("a", "one", Error, &["x/a", "x/b"]), ("a", "two", Warning, &["x/a"])];
    check(old, old, &[], &[]);
    check(old, &[], &[], &[("a", 1), ("a", 1)]);
    check(&[], old, &[0, 1], &[]);
}

#[test]
fn what_has_grown_is_new_and_its_entry_is_not_stale() {
    let old: Few = &[("a", "one", Warning, &["x/a"])];
    check(old, &[("a", "one", Error, &["x/a"])], &[0], &[]);
    check(old, &[("a", "one", Warning, &["x/a", "x/b"])], &[0], &[]);
    check(old, &[("a", "one", Warning, &["x/b"])], &[0], &[]);
}

#[test]
fn what_a_rule_met_is_part_of_the_ground() {
    let met: Few = &[("a", "one", Error, &["x/a in DE", "x/a to meta"])];
    check(met, &[("a", "one", Error, &["x/a to meta"])], &[], &[]);
    check(met, &[("a", "one", Error, &["x/a in DE", "x/a in FR", "x/a to meta"])], &[0], &[]);
    check(met, &[("a", "one", Error, &["x/a in DE", "x/a to meta", "x/a to shady broker"])], &[0], &[]);
    check(met, &[("a", "one", Error, &["x/a"])], &[0], &[]);
    // Anywhere is every region, and nothing else.
    let anywhere: Few = &[("a", "one", Error, &["x/a anywhere"])];
    check(anywhere, &[("a", "one", Error, &["x/a in DE", "x/a in FR"])], &[], &[]);
    check(anywhere, &[("a", "one", Error, &["x/a in DE", "x/a to meta"])], &[0], &[]);
    check(&[("a", "one", Error, &["x/a in DE"])], anywhere, &[0], &[]);
    // A file that was written before says the rule alone.
    check(&[("a", "one", Error, &["x/a"])], met, &[], &[]);
}

#[test]
fn what_has_become_milder_is_known() {
    let old: Few = &[("a", "one", Error, &["x/a", "x/b"])];
    check(old, &[("a", "one", Warning, &["x/b"])], &[], &[]);
    check(old, &[("a", "one", Note, &["x/a"])], &[], &[]);
}

#[test]
fn an_entry_stands_for_as_many_as_there_were() {
    let twice: Few = &[("a", "one", Error, &["x/a"]), ("a", "one", Error, &["x/a"])];
    let thrice: Few = &[twice[0], twice[0], twice[0]];
    check(twice, thrice, &[2], &[]);
    check(thrice, twice, &[], &[("a", 1)]);
}

#[test]
fn a_renamed_file_is_known_and_takes_no_place_of_another() {
    let old: Few = &[("a", "one", Error, &["x/a"]), ("b", "one", Error, &["x/a"])];
    check(old, &[("0", "one", Error, &["x/a"]), ("a", "one", Error, &["x/a"])], &[], &[]);
    check(old, &[("b", "one", Error, &["x/a"])], &[], &[("a", 1)]);
}

#[test]
fn the_smallest_place_that_fits_is_taken() {
    let (small, large): (&[&str], &[&str]) = (&["x/a"], &["x/a", "x/b"]);
    let old: Few = &[("a", "one", Error, large), ("a", "one", Error, small)];
    check(old, &[("b", "one", Warning, small), ("b", "one", Error, large)], &[], &[]);
    check(old, &[("b", "one", Error, large), ("b", "one", Error, large)], &[1], &[]);
}

#[test]
fn only_what_ran_is_stale() {
    let (sources, all) = findings(&[("a", "one", Error, &["x/a"]), ("b", "two", Error, &["x/a"])]);
    let baseline = Baseline::of(&all, &sources);
    let stale = baseline.stale(&baseline.known(), |entry| &*entry.path == "b");
    assert_eq!(stale.iter().map(|stale| &*stale.entry.item).collect::<Vec<_>>(), ["two"]);
}

#[test]
fn what_was_not_understood_is_told_each_time() {
    let mut sources = Sources::default();
    let at = Span::new(sources.add("a", "text"), 0, 4);
    for rule in ["syntax/unexpected", "file/not-utf8", "list/ragged-row", "internal/panic", "rule-file/x", "config/x"] {
        let faults = [Finding::fault(rule, Error, at, "bad")];
        let baseline = Baseline::of(&faults, &sources);
        assert_eq!(baseline.count(), 0, "{rule}");
        assert_eq!(baseline.known().subtract(faults.to_vec(), &sources).len(), 1, "{rule}");
    }
    let names = [Finding::fault("names/unknown", Error, at, "bad")];
    assert_eq!(Baseline::of(&names, &sources).known().subtract(names.to_vec(), &sources).len(), 0);
}

#[test]
fn what_a_waiver_suppresses_neither_enters_nor_meets() {
    let (sources, mut all) = findings(&[("a", "one", Error, &["x/a"])]);
    let baseline = Baseline::of(&all, &sources);
    let (by, because, until, span) = ("p".into(), "b".into(), "2027-01-01".into(), all[0].at);
    all[0].suppressed.push(Suppression { by, because, until, span, written: crate::finding::Written::InBlock });
    assert_eq!(Baseline::of(&all, &sources), Baseline::default());
    let mut known = baseline.known();
    assert_eq!(known.subtract(all, &sources).len(), 1);
    assert_eq!(baseline.stale(&known, |_| true).len(), 1);
}

fn written(baseline: &Baseline) -> String {
    let mut out = Vec::new();
    baseline.write(&mut out).expect("memory takes all");
    String::from_utf8(out).expect("JSON is UTF-8")
}

#[test]
fn the_file_has_an_entry_a_line_and_is_read_back() {
    let (sources, all) = findings(&[
        ("b", "two", Warning, &["x/b", "x/a", "x/b"]),
        ("a", "segment \u{1b}[2J\u{202e}\n\"Zürich\" 👩", Error, &["x/a"]),
        ("b", "two", Warning, &["x/a", "x/b"]),
    ]);
    let baseline = Baseline::of(&all, &sources);
    let text = written(&baseline);
    let want = concat!(
        "{\"version\": 1, \"findings\": [\n",
        r#"{"path": "a", "item": "segment \u001b[2J\u202e\n\"Zürich\" \ud83d\udc69", "rule": "x/a", "category": "health", "#,
        "\"severity\": \"error\", \"grounds\": [\"x/a\"], \"fingerprint\": \"FINGER1\"},\n",
        r#"{"path": "b", "item": "two", "rule": "x/b", "category": "health", "severity": "warning", "#,
        r#""grounds": ["x/a", "x/b"], "fingerprint": "FINGER2"}"#,
        "\n]}\n",
    );
    let want = want.replace("FINGER1", &all[1].fingerprint.to_string());
    let want = want.replace("FINGER2", &all[0].fingerprint.to_string());
    // The two alike differ in the rule that leads.
    let other = want.lines().nth(2).expect("a third line").replace("x/b\", \"cat", "x/a\", \"cat");
    let lines: Vec<_> = want.lines().collect();
    let want = format!("{}\n{}\n{other},\n{}\n{}\n", lines[0], lines[1], lines[2], lines[3]);
    assert_eq!(text, want);
    let read = Baseline::parse(&text).expect("what is written is read");
    assert_eq!(read.entries, baseline.entries);
    assert_eq!(written(&read), text);
}

#[test]
fn findings_that_are_alike_are_counted_in_one_line() {
    let one: Few = &[("a", "one", Error, &["x/a"])];
    let (sources, all) = findings(&[one[0], one[0]]);
    let baseline = Baseline::of(&all, &sources);
    let text = written(&baseline);
    assert!(text.contains("\"count\": 2}\n]}\n"), "{text}");
    let twice = text.replacen("}\n]}", "},\n", 1) + text.lines().nth(1).expect("an entry") + "]}";
    assert_eq!(Baseline::parse(&twice).expect("a merge may repeat a line").count(), 2);
}

#[test]
fn an_empty_baseline_is_a_file() {
    let text = written(&Baseline::default());
    assert_eq!(text, "{\"version\": 1, \"findings\": [\n]}\n");
    assert_eq!(Baseline::parse(&text).expect("what is written is read"), Baseline::default());
    assert!(Baseline::parse("\u{feff}{\"findings\":[],\"version\":1}").is_ok());
}

/// A text that is no baseline: what is said of it, and where.
#[track_caller]
fn refused(text: &str, message: &str, place: (usize, usize)) {
    let found = Baseline::parse(text).expect_err("no baseline");
    assert!(found.message.contains(message), "{found:?}");
    assert_eq!((found.line, found.column), place, "{found:?}");
}

#[test]
fn mistakes_have_a_place() {
    let entry = |what: &str, with: &str| {
        let entry =
            r#"{"path":"a","item":"i","rule":"x/a","severity":"error","grounds":[],"fingerprint":"0123456789abcdef"}"#;
        format!("{{\"version\":1,\"findings\":[\n{}\n]}}", entry.replace(what, with))
    };
    assert!(Baseline::parse(&entry("", "")).is_ok());
    refused("", "this is not JSON: EOF", (1, 1));
    refused("{\"version\":1,\n\"findings\":[x]}", "this is not JSON: expected value", (2, 13));
    refused("[]", "expected an object with `version` and `findings`", (1, 2));
    refused("3", "expected an object with `version` and `findings`", (1, 1));
    refused("{}", "missing field `version`", (1, 2));
    refused("{\"findings\":[],\n \"version\": 2, \"more\": []}", "version 2, and qualm reads version 1", (2, 2));
    refused("{\"version\":-1}", "expected a number", (1, 13));
    refused(&entry("rule", "rul"), "unknown field `rul`", (2, 28));
    refused(&entry("\"item\":\"i\",", ""), "missing field `item`", (2, 90));
    refused(&entry("\"error\"", "\"fatal\""), "`note`, `warning` or `error`", (2, 54));
    refused(&entry("0123", "+123"), "sixteen hex digits", (2, 101));
    refused(&entry("\"path\"", "\"count\":0,\"path\""), "at least one finding", (2, 10));
    refused(&(entry("", "") + "x"), "this is not JSON: trailing characters", (3, 3));
    refused("{\"version\":1,\n<<<<<<< HEAD\n", "a merge left its marks", (2, 1));
}

#[test]
fn hostile_files_are_refused() {
    assert!(Baseline::parse(&"[".repeat(1 << 20)).is_err());
    let deep = format!("{{\"version\":1,\"findings\":{}", "[".repeat(1 << 20));
    assert!(Baseline::parse(&deep).is_err());
    assert!(Baseline::parse(&format!("{{\"version\":{}}}", "9".repeat(1 << 20))).is_err());
}

#[test]
fn many_entries_and_findings_with_one_fingerprint() {
    const MANY: usize = 20_000;
    let fingerprint = Fingerprint::of(&["one"]);
    let entry = |number: usize| Entry {
        path: format!("{number}").into(),
        item: "one".into(),
        rule: "x/a".into(),
        category: None,
        fingerprint,
        severity: Error,
        grounds: vec![format!("x/{}", number / 2).into()],
    };
    let entries =
        (0..MANY).map(|number| (entry(number), 1)).chain([(Entry { path: "z".into(), ..entry(0) }, u32::MAX)]);
    let baseline = Baseline { entries: entries.collect(), ..Baseline::default() };
    let mut sources = Sources::default();
    let one = finding(&mut sources, "new", "one", Error, &["x/0"]);
    let other = finding(&mut sources, "new", "one", Error, &["y/b"]);
    let all: Vec<_> = (0..MANY).flat_map(|_| [one.clone(), other.clone()]).collect();
    let mut known = baseline.known();
    assert_eq!(known.subtract(all, &sources).len(), MANY);
}
