//! Findings come in the order in which people read, however many items are judged at a time and wherever they are said.

use std::fmt::Write as _;

use qualm::lint::Notes;

use crate::judge::{TODAY, judge, rules};

/// So many campaigns that they are judged in several goes.
const MANY: usize = 700;

#[test]
fn what_is_said_of_campaigns_in_other_files_comes_where_it_stands() {
    // Each campaign asks for consent through a segment, and what is wrong with that consent is said at the segment: in a
    // file before the campaigns, among them, and after them.
    let consent =
        "consent all_of_it { to health, religion, politics asked in \"form\" wording \"I agree to your use of it\" }\n";
    let segment = |name: &str| format!("segment {name} {{ when viewed \"quran\" and consented to all_of_it }}\n");
    let campaigns = |from: usize, to: usize| {
        let mut text = String::new();
        for number in from..to {
            let name = ["early", "middle", "late"][number % 3];
            let _ = writeln!(text, "campaign c{number} {{ target {name} }}");
        }
        text
    };
    let files = [
        ("a.campaign", consent.to_owned() + &segment("early")),
        ("b.campaign", campaigns(0, MANY / 2) + &segment("middle") + "\nsegment \n" + &campaigns(MANY / 2, MANY)),
        ("c.campaign", segment("late") + "campaign last { target early }\n"),
    ];
    let files = files.map(|(path, text)| (path.to_owned(), text));
    let judged = judge(&files, &rules(&[]).expect("the shipped rules"), TODAY, Notes::Show);
    let keys: Vec<_> = judged
        .findings
        .iter()
        .map(|finding| {
            let at = finding.at;
            (judged.sources.path(at), at.start, at.end, &finding.rule, &finding.message)
        })
        .collect();
    assert!(keys.is_sorted(), "findings are out of order");
    // One for each campaign, none lost and none twice.
    let bundled = keys.iter().filter(|key| &**key.3 == "hygiene/consent-bundled");
    let files: Vec<&str> = bundled.map(|key| key.0).collect();
    let count = |path: &str| files.iter().filter(|file| **file == path).count();
    assert_eq!((count("a.campaign"), count("b.campaign"), count("c.campaign")), (235, 233, 233));
    assert_eq!(files.len(), MANY + 1);
}
