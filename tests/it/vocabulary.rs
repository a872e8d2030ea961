//! Names of segments that must be flagged, and names that must not: `tests/data/names*.tsv`.

use qualm::data::{Kind as Shape, Node};
use qualm::knowledge::{Kind, Knowledge, Strength};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Each line: a name, and the category that it reveals at least moderately (or one below it), or `-` for none.
const NAMES: [(&str, &str); 4] = [
    ("names.tsv", include_str!("../data/names.tsv")),
    ("names-health.tsv", include_str!("../data/names-health.tsv")),
    ("names-identity.tsv", include_str!("../data/names-identity.tsv")),
    ("names-money-family.tsv", include_str!("../data/names-money-family.tsv")),
];

#[test]
fn names_are_flagged_and_left_alone_as_listed() {
    let knowledge = Knowledge::shipped();
    let lines = NAMES.iter().flat_map(|(file, text)| text.lines().map(move |line| (file, line)));
    let named: Vec<_> = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#')).collect();
    assert!(400 <= named.len(), "{} names are too few to hold the vocabulary", named.len());
    let complain = |(file, line): &(&&str, &str)| complaint(&knowledge, line).map(|wrong| format!("{file}: {wrong}"));
    let wrong: Vec<_> = named.iter().filter_map(complain).collect();
    assert!(wrong.is_empty(), "{} names are read wrongly:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn vocabulary_can_be_read_by_people() {
    // A lawyer reads these files, and a change of one is reviewed in a browser.
    let files = crate::judge::files("rules/vocabulary", "yaml");
    let wide = files.into_iter().flat_map(|(path, text)| {
        let lines = text.lines().enumerate().filter(|(_, line)| 120 < line.chars().count());
        lines.map(|(number, _)| format!("{path}:{}", number + 1)).collect::<Vec<_>>()
    });
    let wide: Vec<String> = wide.collect();
    assert!(wide.is_empty(), "wider than 120 columns; begin a new row:\n{}", wide.join("\n"));
}

#[test]
fn terms_stand_in_the_order_of_the_alphabet() {
    let mut wrong = Vec::new();
    for (path, text) in crate::judge::files("rules/vocabulary", "yaml") {
        let node = qualm::data::yaml(&text).unwrap_or_else(|fault| panic!("{path}: {}", fault.message));
        let Shape::List(entries) = &node.kind else { continue };
        for (key, list) in entries.iter().flat_map(lists) {
            // A list with headings is sorted below each of them.
            let begins = list.place().range(&text).start;
            let written = text[begins..].split("\n- ").next().unwrap_or_default();
            let is_divided = written.lines().any(|line| line.trim_start().starts_with('#'));
            let terms = terms(list);
            let unsorted = terms.windows(2).find(|pair| pair[1] < pair[0]).filter(|_| !is_divided);
            wrong.extend(
                unsorted.map(|pair| format!("{path}: `{}` of `{key}` stands before `{}`", pair[0].1, pair[1].1)),
            );
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The lists of terms of an entry, each with its key.
fn lists<'n>(entry: &'n Node<'n>) -> Vec<(String, &'n Node<'n>)> {
    let Shape::Map(pairs) = &entry.kind else { return Vec::new() };
    let mut found = Vec::new();
    for pair in pairs {
        let key = pair.key.to_string();
        match (&*key, &pair.value.kind) {
            ("terms" | "brands" | "except" | "with" | "without", Shape::List(_)) => found.push((key, &pair.value)),
            ("languages", Shape::Map(languages)) => {
                found.extend(languages.iter().map(|language| (language.key.to_string(), &language.value)));
            }
            _ => {}
        }
    }
    found
}

/// Each term of a list, as it is sorted and as it is written.
fn terms(list: &Node) -> Vec<(String, String)> {
    let Shape::List(items) = &list.kind else { return Vec::new() };
    let term = |item: &Node| match &item.kind {
        Shape::String(text) => Some(text.to_string()),
        Shape::Map(pairs) => pairs.iter().find(|pair| pair.key == "term").and_then(|pair| match &pair.value.kind {
            Shape::String(text) => Some(text.to_string()),
            _ => None,
        }),
        _ => None,
    };
    items.iter().filter_map(term).map(|term| (plain(&term), term)).collect()
}

/// Small letters without accents.
fn plain(term: &str) -> String {
    term.to_lowercase().nfkd().filter(|c| !is_combining_mark(*c)).collect()
}

fn complaint(knowledge: &Knowledge, line: &str) -> Option<String> {
    let (name, want) = line.split_once('\t').unwrap_or_else(|| panic!("no tab in {line:?}"));
    let taxonomy = knowledge.taxonomy();
    let found: Vec<_> =
        knowledge.reveals(Kind::Name, name).into_iter().filter(|hit| hit.strength > Strength::Plausible).collect();
    let is_right = if want == "-" {
        found.is_empty()
    } else {
        let want = taxonomy.find(want).unwrap_or_else(|| panic!("no category {want}"));
        found.iter().any(|hit| taxonomy.is_within(hit.category, want))
    };
    let shown: Vec<_> =
        found.iter().map(|hit| format!("{} by `{}`", taxonomy.get(hit.category).id, &name[hit.at.clone()])).collect();
    (!is_right).then(|| {
        format!("{name}: wanted {want}, found {}", if shown.is_empty() { "nothing".into() } else { shown.join(", ") })
    })
}
