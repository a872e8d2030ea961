//! Names of segments that must be flagged, and names that must not: `tests/data/names*.tsv`.

use qualm::knowledge::{Kind, Knowledge, Strength};

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
