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
fn common_words_are_read_as_a_reader_agreed() {
    let knowledge = Knowledge::shipped();
    let lines = include_str!("../data/plain-words.tsv").lines().filter(|line| !line.starts_with('#'));
    let agreed = lines.map(|line| line.split_once('\t').unwrap_or_else(|| panic!("no tab in {line:?}")));
    let wrong: Vec<_> =
        agreed.filter_map(|(language, word)| Some(format!("{language}: {}", complaint(&knowledge, word)?))).collect();
    assert!(wrong.is_empty(), "{} common words are read wrongly:\n{}", wrong.len(), wrong.join("\n"));
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
            let terms = terms(list, &text);
            let unsorted = terms.windows(2).filter(|pair| pair[1].sorted < pair[0].sorted);
            // A list with headings is sorted below each of them.
            let is_headed =
                |pair: &&[Term]| text[pair[0].at..pair[1].at].lines().any(|line| line.trim_start().starts_with('#'));
            wrong.extend(
                unsorted.filter(|pair| !is_headed(pair)).map(|pair| {
                    format!("{path}: `{}` of `{key}` stands before `{}`", pair[0].written, pair[1].written)
                }),
            );
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The lists of terms of an entry or of a term, each with its key.
fn lists<'n>(said: &'n Node<'n>) -> Vec<(&'n str, &'n Node<'n>)> {
    let Shape::Map(pairs) = &said.kind else { return Vec::new() };
    let mut found = Vec::new();
    for pair in pairs {
        match (&*pair.key, &pair.value.kind) {
            (key @ ("terms" | "brands" | "except" | "with" | "without"), Shape::List(items)) => {
                found.push((key, &pair.value));
                found.extend(items.iter().flat_map(lists));
            }
            ("languages", Shape::Map(languages)) => {
                for language in languages {
                    found.push((&*language.key, &language.value));
                    if let Shape::List(items) = &language.value.kind {
                        found.extend(items.iter().flat_map(lists));
                    }
                }
            }
            _ => {}
        }
    }
    found
}

/// A term of a list: where it begins, as it is sorted, and as it is written.
struct Term<'n> {
    at: usize,
    sorted: String,
    written: &'n str,
}

fn terms<'n>(list: &'n Node<'n>, text: &str) -> Vec<Term<'n>> {
    let Shape::List(items) = &list.kind else { return Vec::new() };
    let term = |item: &'n Node<'n>| {
        let said = match &item.kind {
            Shape::Map(pairs) => &pairs.iter().find(|pair| pair.key == "term")?.value,
            _ => item,
        };
        let Shape::String(written) = &said.kind else { return None };
        Some(Term { at: said.place().range(text).start, sorted: plain(written), written })
    };
    items.iter().filter_map(term).collect()
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
