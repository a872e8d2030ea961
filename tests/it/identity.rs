//! What names a finding: whatever does not concern it may change, and whatever does is new.

use std::collections::BTreeMap;

use proptest::prelude::*;
use qualm::finding::{Finding, Fingerprint};
use qualm::lint::Notes;
use qualm::settle::baseline::{Baseline, Record};

use crate::judge::{Judged, TODAY, judge, rules, trail};

type Files = Vec<(String, String)>;

fn judged(files: &Files) -> Judged {
    judge(files, &rules(&[]).expect("shipped rules"), TODAY, Notes::Show)
}

fn one(text: &str) -> Files {
    vec![("a.campaign".to_owned(), text.to_owned())]
}

/// The messages of what is new in `after`, by a baseline file and by an older version alike.
#[track_caller]
fn new_in(before: &str, after: &str) -> Vec<String> {
    let (old, new) = (judged(&one(before)), judged(&one(after)));
    let mut record = Record::default();
    record.add(&old.findings, &old.sources);
    let mut file = Vec::new();
    Baseline::of(&old.findings, &old.sources).write(&mut file).expect("memory takes all");
    let baseline = Baseline::parse(std::str::from_utf8(&file).expect("UTF-8")).expect("a baseline");
    let by = |mut known: qualm::settle::baseline::Known| {
        let new = known.subtract(new.findings.clone(), &new.sources);
        new.into_iter().map(|finding| format!("{}: {}", finding.rule, finding.message)).collect::<Vec<_>>()
    };
    let (by_file, by_record) = (by(baseline.known()), by(record.known()));
    assert_eq!(by_file, by_record);
    by_file
}

/// A campaign that says what every campaign should, and `rest`.
fn campaign(rest: &str) -> String {
    format!("campaign a {{ owner \"a@b.example\" flight 2027-03-02 channels email {rest} }}")
}

#[track_caller]
fn nothing_new(before: &str, after: &str) {
    assert_eq!(new_in(&campaign(before), &campaign(after)), Vec::<String>::new(), "{before}\n{after}");
}

/// That every word of `want` is in what is new, and nothing is where none is wanted.
#[track_caller]
fn new(before: &str, after: &str, want: &[&str]) {
    let new = new_in(&campaign(before), &campaign(after)).join("\n");
    assert!(!new.is_empty(), "{before}\n{after}");
    for want in want {
        assert!(new.contains(want), "{want} is not in {new}");
    }
}

const META: &str = "regions US-CA target crm.newsletter = \"store news\" send to \"Meta Ads\" with ssn";

#[test]
fn a_further_recipient_is_new_wherever_it_stands_and_is_named() {
    let broker = "send to \"Shady Broker\" with ssn";
    let want = ["comfort/government-id", "sent to Shady Broker", "comfort/third-party-sharing"];
    new(META, &format!("{META} {broker}"), &want);
    new(META, &META.replace("send to", &format!("{broker} send to")), &want);
    // What only holds the name of a known platform is somebody else.
    new(META, &format!("{META} send to \"Friends of Meta Ads\" with ssn"), &["sent to Friends of Meta Ads"]);
    // Consent to sharing lifts the warning, and the error names whom it is about all the same.
    let asked = format!("{META} require consent sharing");
    new(&asked, &format!("{asked} {broker}"), &["comfort/government-id", "Shady Broker"]);
}

#[test]
fn order_other_names_and_less_of_a_recipient_are_nothing_new() {
    let (meta, broker) = ("send to \"Meta Ads\" with ssn, email", "send to \"Shady Broker\" with ssn, phone");
    let target = "regions US target crm.newsletter = \"store news\"";
    nothing_new(&format!("{target} {meta} {broker}"), &format!("{target} {broker} {meta}"));
    nothing_new(&format!("{target} {meta} {broker}"), &format!("{target} {broker}"));
    nothing_new(&format!("{target} {meta} {broker}"), &format!("{target} {meta}"));
    for name in ["facebook", "META ADS", "Meta  Ads"] {
        nothing_new(&format!("{target} {meta}"), &format!("{target} {}", meta.replace("Meta Ads", name)));
    }
    nothing_new(&format!("{target} {broker}"), &format!("{target} {}", broker.replace("Shady", "shady")));
    nothing_new(&format!("{target} {meta}"), &format!("{target} {}", meta.replace("ssn, email", "email, ssn")));
    nothing_new(&format!("{target} {meta}"), &format!("{target} {meta} {meta}"));
    // A further field of another category is another problem; one of the same is not.
    new(&format!("{target} {meta}"), &format!("{target} {meta}, card_number"), &["comfort/card-number"]);
}

#[test]
fn recipients_are_told_apart_past_any_number() {
    let sends = |count: usize| -> String {
        let sends: Vec<_> = (0..count).map(|number| format!("send to \"party {number}\" with ssn")).collect();
        format!("regions US target crm.newsletter = \"store news\" {}", sends.join(" "))
    };
    new(&sends(256), &sends(257), &["sent to party 256"]);
    new(&sends(300), &sends(301), &["sent to party 300"]);
    nothing_new(&sends(301), &sends(300));
}

#[test]
fn a_sensitive_audience_that_goes_to_one_more_is_new() {
    let sent = |to: &[&str]| {
        let sends: Vec<_> = to.iter().map(|to| format!("send to \"{to}\"")).collect();
        format!("regions US target viewed \"quran\" require consent sharing {}", sends.join(" "))
    };
    let all = ["Acme", "Betta", "Cora", "Zeta"];
    for count in 1..all.len() {
        new(&sent(&all[..count]), &sent(&all[..=count]), &["comfort/religion"]);
        nothing_new(&sent(&all[..=count]), &sent(&all[..count]));
    }
    let reversed: Vec<_> = all.iter().rev().copied().collect();
    nothing_new(&sent(&all), &sent(&reversed));
}

#[test]
fn a_further_region_or_channel_that_a_rule_asks_for_is_new() {
    let region = |regions: &str| format!("regions {regions} target age < 17 runs on \"Meta Ads\"");
    new(&region("US-MT"), &region("US-MT, US-NH"), &[]);
    nothing_new(&region("US-MT, US-NH"), &region("US-NH, US-MT"));
    nothing_new(&region("US-MT, US-NH"), &region("US-NH"));
    let message = |channel: &str| format!("message {channel} {{ body \"so\" }}");
    let channels = |of: &[&str]| {
        let messages: Vec<_> = of.iter().map(|channel| message(channel)).collect();
        format!("regions CA target viewed \"quran\" {}", messages.join(" "))
    };
    new(&channels(&["post"]), &channels(&["post", "call"]), &[]);
    nothing_new(&channels(&["post", "call"]), &channels(&["call", "post"]));
    nothing_new(&channels(&["post", "call"]), &channels(&["post"]));
    // Where no region is named, all count: to name some is less, and to name none is more.
    let nowhere = region("US").replace("regions US", "");
    let named = new_in(&campaign(&nowhere), &campaign(&region("US-MT, US-NH")));
    assert_eq!(named, Vec::<String>::new());
    new(&region("US-MT"), &nowhere, &[]);
}

#[test]
fn what_has_no_category_is_named_by_what_it_is() {
    let housing = |target: &str| format!("regions US purpose housing target {target} runs on \"Microsoft Ads\"");
    let both = housing("gender = \"f\" or lives in postcode 98101");
    nothing_new(&both, &housing("lives in postcode 98101 or gender = \"f\""));
    nothing_new(&both, &housing("gender = \"f\""));
    nothing_new(&both, &housing("lives in postcode 98101"));
    new(&housing("gender = \"f\""), &both, &["postcode"]);
    new(&housing("lives in postcode 98101"), &both, &["gender"]);
    // Each has a name of its own, which code hosts need to tell them apart.
    let found = judged(&one(&campaign(&both))).findings;
    let names: BTreeMap<Fingerprint, usize> = found.iter().fold(BTreeMap::new(), |mut names, finding| {
        *names.entry(finding.fingerprint).or_default() += 1;
        names
    });
    assert!(names.values().all(|&count| count == 1), "{names:?}");
}

/// Items that reach one another in all the ways there are, each with the findings of its own.
const ITEMS: [&str; 15] = [
    "segment s1 { when lives in postcode 98101 }",
    "segment s2 { when gender = \"f\" and viewed \"sale\" in the last 3 years }",
    "segment s2b { when viewed \"quran\" in the last 3 years }",
    "segment s3 { when purchased \"pregnancy test\" or s2b }",
    "segment s6 { when interested in \"mosque\" or lives in postcode 10002 }",
    "segment s7 { when donated to \"mosque\" or gender = \"x\" or lives in postcode 10003 }",
    "campaign c5 { purpose credit target s7 or s6 or s2b or s1 or s2 runs on \"Google Ads\" }",
    "segment s4 { bought from \"Kochava\" }",
    "segment s5 { bought from \"Some Lists\" }",
    "trait t1 \"Baby score\" { inferred by model \"m\" from purchased \"folic acid\", purchased \"unscented lotion\" }",
    "place p1 { at 47.62051, -122.34931 kind \"abortion clinic\" }",
    "campaign c1 { regions US purpose housing target s1 or s2 or similar to s3 runs on \"Microsoft Ads\" }",
    "campaign c2 { target s3 or t1 > 0.5 or s4 or s5 send to \"Meta Ads\" with ssn send to \"Acme\" with ssn, t1 }",
    "campaign c3 { regions DE target within 200 m of p1 exclude s1 or s3 runs on [\"Meta Ads\", \"TikTok\"] }",
    "campaign c4 { target age < 17 and (s4 or s5) send to \"Acme\" message sms { body \"Now that you are pregnant\" } }",
];

/// Items that have nothing to do with those.
const UNRELATED: [&str; 5] = [
    "segment a0 { when viewed \"mosque\" in the last 4 years or gender = \"m\" or lives in postcode 10001 }",
    "trait a.trait \"Faith\" { inferred by model \"m\" from viewed \"quran\" }",
    "campaign a0c { purpose housing target a0 or gender = \"x\" flight 2031-01-01 send to \"Zeta\" with ssn }",
    "campaign zz { target viewed \"quran\" allow religion until 2027-06-30 by \"a@b.example\" because \"so\" }",
    "campaign zy { target crm.x suppress returned \"pregnancy test\" }",
];

/// All that is told of the findings about some items, but for the places: fingerprint, rule, message, trail, grounds.
fn told(files: &Files, of: impl Fn(&Finding) -> bool) -> Vec<String> {
    let judged = judged(files);
    let was_read = judged.findings.iter().all(|finding| !finding.rule.starts_with("syntax/"));
    assert!(was_read, "{:?}", judged.findings);
    let mut told: Vec<_> = judged.findings.iter().filter(|finding| of(finding)).map(telling).collect();
    told.sort();
    told
}

fn telling(finding: &Finding) -> String {
    let grounds: Vec<_> = finding.grounds.iter().map(|ground| (&ground.rule, ground.severity, &ground.met)).collect();
    let Finding { fingerprint, subject, rule, message, help, others, .. } = finding;
    let help = help.as_ref().map(|help| &help.says);
    format!("{subject} {fingerprint} [{rule}] {message} ({help:?}) {} {grounds:?} {others:?}", trail(finding))
}

/// Items in so many files, each in the file of that number; the names of files are as random.
fn laid_out(items: &[&str], files: &[(u8, u8)]) -> Files {
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    for (item, (file, _)) in items.iter().zip(files) {
        texts.entry(format!("{file}.campaign")).or_default().extend([item, "\n"]);
    }
    texts.into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn files_and_the_order_of_items_change_no_word(
        (items, files) in (Just(ITEMS.to_vec()).prop_shuffle(), prop::collection::vec(any::<(u8, u8)>(), ITEMS.len())),
    ) {
        let all = one(&ITEMS.join("\n"));
        prop_assert_eq!(told(&laid_out(&items, &files), |_| true), told(&all, |_| true));
    }

    #[test]
    fn what_is_unrelated_changes_no_word(
        items in Just([&ITEMS[..], &UNRELATED[..]].concat()).prop_shuffle(),
        files in prop::collection::vec(any::<(u8, u8)>(), ITEMS.len() + UNRELATED.len()),
    ) {
        let alone = told(&one(&ITEMS.join("\n")), |_| true);
        let is_ours = |finding: &Finding| ITEMS.iter().any(|item| {
            let name = finding.subject.rsplit(' ').next().unwrap_or_default();
            item.split(' ').nth(1) == Some(name)
        });
        prop_assert_eq!(told(&laid_out(&items, &files), is_ours), alone);
    }

    #[test]
    fn the_order_of_statements_and_terms_is_nothing_new(
        sends in Just(vec!["send to \"Meta Ads\" with ssn, email", "send to \"Acme\" with phone, ssn", "send to \"Zeta\""]).prop_shuffle(),
        terms in Just(vec!["gender = \"f\"", "lives in postcode 98101", "viewed \"quran\"", "purchased \"pregnancy test\"", "age < 17"]).prop_shuffle(),
    ) {
        let text = |sends: &[&str], terms: &[&str]| {
            campaign(&format!("regions US purpose housing runs on \"TikTok\" target {} {}", terms.join(" or "), sends.join(" ")))
        };
        let mut sorted = (sends.clone(), terms.clone());
        sorted.0.sort_unstable();
        sorted.1.sort_unstable();
        let (one_way, other) = (text(&sorted.0, &sorted.1), text(&sends, &terms));
        let fingerprints = |text: &str| {
            let mut all: Vec<_> = judged(&one(text)).findings.iter().map(|finding| finding.fingerprint).collect();
            all.sort();
            all
        };
        prop_assert_eq!(fingerprints(&one_way), fingerprints(&other));
        prop_assert_eq!(new_in(&one_way, &other), Vec::<String>::new());
    }
}
