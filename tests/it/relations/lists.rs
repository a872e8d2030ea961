//! Rows of lists: each is judged by itself, and as the same name is judged elsewhere.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use qualm::front::list::{Kind, List};
use qualm::lint::{Notes, Options, Policy, shipped};

use super::{Told, config};
use crate::judge::{TODAY, judge, rules};

/// Names as vendors give them, telling and not.
const NAMES: [&str; 24] = [
    "Muslim families",
    "Pregnant women",
    "Expecting parents",
    "Gay dating app users",
    "Living with depression",
    "Diabetes patients",
    "HIV positive",
    "Union members",
    "Payday loan seekers",
    "Undocumented immigrants",
    "Compulsive gamblers",
    "Recovering alcoholics",
    "Conservative voters",
    "Jewish households",
    "Wheelchair users",
    "Fertility clinic visitors",
    "Transgender people",
    "Cannabis users",
    "Garden furniture",
    "Tea lovers",
    "Frequent flyers",
    "Coffee, strong and black",
    "He said \"hello\"",
    "Home office",
];

/// What is said of each row of a CSV file of these names.
fn of_rows(names: &[&str]) -> Vec<Vec<Told>> {
    let quoted = names.iter().map(|name| format!("\"{}\"\n", name.replace('"', "\"\"")));
    let text = std::iter::once("segment_name\n".to_owned()).chain(quoted).collect::<String>();
    let mut list = List::new(Kind::Csv, "list.csv".into(), None, text.as_bytes());
    let batch = list.batch(1000).expect("bytes in memory can be read").expect("there are rows");
    let options = Options { today: TODAY, notes: Notes::Show };
    let rows = qualm::lint::rows(&Policy::default(), &batch.rows, &"list.csv".into(), shipped(), &options);
    let of_line = |line: usize| {
        let findings = rows.findings.iter().filter(|finding| rows.sources.start(finding.at).line == line);
        findings.map(Told::of).collect()
    };
    (0..names.len()).map(|number| of_line(number + 2)).collect()
}

/// What the name reveals as somebody's interest.
fn as_interest(name: &str) -> BTreeSet<String> {
    let name = name.replace('"', "\\\"");
    let text = format!("campaign c {{ target interested in \"{name}\" }}");
    let rules = rules(&[]).expect("the shipped rules");
    let judged = judge(&[("c.campaign".to_owned(), text)], &rules, TODAY, Notes::Show);
    judged.findings.iter().flat_map(|finding| &finding.categories).map(ToString::to_string).collect()
}

/// What the name reveals as the title of a segment that nobody uses.
fn as_segment(name: &str) -> BTreeSet<String> {
    let name = name.replace('"', "\\\"");
    let text = format!("segment s \"{name}\" {{ uploaded from \"list\" }}");
    let rules = rules(&[]).expect("the shipped rules");
    let judged = judge(&[("s.campaign".to_owned(), text)], &rules, TODAY, Notes::Show);
    judged.findings.iter().flat_map(|finding| &finding.categories).map(ToString::to_string).collect()
}

fn categories(told: &[Told]) -> BTreeSet<String> {
    told.iter().filter(|told| !told.category.is_empty()).map(|told| told.category.clone()).collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_row_is_judged_alike_alone_and_among_others(names in vec(select(&NAMES[..]), 1..9)) {
        let alone: Vec<Vec<Told>> = names.iter().flat_map(|name| of_rows(&[name])).collect();
        prop_assert_eq!(of_rows(&names), alone);
    }
}

#[test]
fn a_name_reveals_the_same_as_a_row_as_a_segment_and_as_an_interest() {
    for name in NAMES {
        let row = categories(&of_rows(&[name])[0]);
        assert_eq!(row, as_segment(name), "{name}");
        assert_eq!(row, as_interest(name), "{name}");
    }
}
