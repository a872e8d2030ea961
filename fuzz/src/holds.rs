//! What must hold of every report, whatever is in the files.

use qualm::report::Format;
use serde_json::Value;

use crate::Judged;

/// Asks all of it of every format.
pub fn everywhere(judged: &Judged) {
    for (format, report) in judged.reports() {
        inert(format, &report);
        match format {
            Format::Json => count(&json(&report)["findings"], judged),
            Format::Gitlab => drop(json(&report)),
            Format::Sarif => count(&json(&report)["runs"][0]["results"], judged),
            Format::Ndjson => report.lines().for_each(|line| drop(json(line))),
            Format::Junit => xml(&report),
            Format::Markdown => page(&report),
            Format::Pretty | Format::Concise | Format::Github => {}
        }
    }
}

/// Asks that two runs say the same, to the byte, in the format that says everything.
pub fn same(one: &Judged, other: &Judged) {
    assert_eq!(one.report(Format::Json), other.report(Format::Json));
}

/// Nothing acts on a terminal, and no line is a command but ours.
fn inert(format: Format, report: &str) {
    let acts = report.chars().find(|&c| c != '\n' && acts(c));
    assert_eq!(acts, None, "{format:?}: {report}");
    assert!(!report.contains("##["), "{format:?}: {report}");
    let mut commands = report.lines().map(str::trim_start).filter(|line| line.starts_with("::"));
    let ours = |line: &str| ["::error ", "::warning ", "::notice "].iter().any(|start| line.starts_with(start));
    assert!(commands.all(|line| format == Format::Github && ours(line)), "{format:?}: {report}");
}

/// Controls, marks of reading order, separators, what has no width, and tags.
fn acts(c: char) -> bool {
    matches!(c, '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        | '\u{e0000}'..='\u{e0fff}')
}

fn json(report: &str) -> Value {
    serde_json::from_str(report).unwrap_or_else(|error| panic!("{error}: {report}"))
}

fn count(list: &Value, judged: &Judged) {
    assert_eq!(list.as_array().map(Vec::len), Some(judged.findings.len()), "{list}");
}

fn xml(report: &str) {
    let document = roxmltree::Document::parse(report).unwrap_or_else(|error| panic!("{error}: {report}"));
    assert_eq!(document.root_element().tag_name().name(), "testsuites");
}

/// Markup is ours: texts of files are written as entities.
fn page(report: &str) {
    const OURS: [&str; 5] = ["details>", "summary>", "b>", "code>", "!-- "];
    for rest in report.split('<').skip(1) {
        let name = rest.strip_prefix('/').unwrap_or(rest);
        assert!(OURS.iter().any(|tag| name.starts_with(tag)), "<{name}");
    }
}
