//! Every row of `docs/security.md` names a test that is there.

use std::collections::BTreeMap;
use std::path::Path;

/// A row of the tables: what is tried, what comes of it, and the test that shows it.
struct Row {
    line: usize,
    outcome: String,
    proof: String,
}

/// What can come of an attempt.
const OUTCOMES: [&str; 5] = ["found", "reported", "refused", "harmless", "cannot be seen"];

fn rows() -> Vec<Row> {
    let text = read("docs/security.md");
    let lines = text.lines().zip(1..).filter(|(line, _)| line.starts_with("| ") && !line.starts_with("| ---"));
    let cells = lines.filter_map(|(text, line)| {
        let cells: Vec<&str> = text.trim_matches('|').split(" | ").map(str::trim).collect();
        let [_, outcome, proof] = cells.as_slice() else { return None };
        (*outcome != "outcome").then(|| Row { line, outcome: (*outcome).into(), proof: (*proof).into() })
    });
    cells.collect()
}

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Whether a file has a test, by the name of its function or, in the spec, by its heading.
fn has(texts: &mut BTreeMap<String, String>, path: &str, title: &str) -> bool {
    let text = texts.entry(path.to_owned()).or_insert_with(|| read(path));
    if Path::new(path).extension().is_some_and(|ending| ending == "md") {
        text.lines().any(|line| line.trim_start_matches('#').trim() == title && line.starts_with('#'))
    } else {
        text.contains(&format!("fn {title}("))
    }
}

#[test]
fn every_row_has_an_outcome_and_a_test() {
    let (rows, mut texts) = (rows(), BTreeMap::new());
    assert!(rows.len() >= 100, "only {} rows were read", rows.len());
    let mut wrong = Vec::new();
    for Row { line, outcome, proof } in rows {
        if !OUTCOMES.contains(&outcome.as_str()) {
            wrong.push(format!("docs/security.md:{line}: `{outcome}` is none of {OUTCOMES:?}"));
        }
        // `tests/spec/ages.md`: Title, or `tests/it/caps.rs`: `name`.
        let named = proof.strip_prefix('`').and_then(|rest| rest.split_once("`: "));
        let Some((path, title)) = named else {
            wrong.push(format!("docs/security.md:{line}: `{proof}` is not of the form `file`: test"));
            continue;
        };
        if !has(&mut texts, path, title.trim_matches('`')) {
            wrong.push(format!("docs/security.md:{line}: {path} has no test `{title}`"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
