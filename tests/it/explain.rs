//! `qualm explain`: what it says of phrases, categories and rules.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use assert_cmd::Command;
use serde_json::Value;

#[track_caller]
fn explain(args: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_qualm"));
    let output = command.arg("explain").args(args).env_remove("CLICOLOR_FORCE").output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{args:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// Holds each of `wanted` against the page, line breaks aside.
#[track_caller]
fn check(args: &[&str], wanted: &[&str]) {
    let page = explain(args);
    let words = page.split_whitespace().collect::<Vec<_>>().join(" ");
    for wanted in wanted {
        assert!(words.contains(wanted), "{wanted:?} not in\n{page}");
    }
}

fn json(args: &[&str]) -> Value {
    serde_json::from_str(&explain(&[args, &["--format", "json"]].concat())).unwrap()
}

#[test]
fn a_term_and_what_it_outranks() {
    let wanted = [
        "`pregnancy test` as the name of a segment",
        "reveals health.reproductive.pregnancy (Pregnancy)",
        "by the term `pregnancy test`",
        "sure strong: a court, a regulator or peer-reviewed work says so",
        "source FTC",
        "comfort/special-category (error)",
        "the term `pregnancy` for health.reproductive.pregnancy (strong): the longer or more precise `pregnancy test`",
    ];
    check(&["pregnancy test"], &wanted);
    check(&["pregnancy", "test"], &wanted);
    check(&["Schwangerschaftstest"], &["(de)", "reveals health.reproductive.pregnancy"]);
}

#[test]
fn a_brand() {
    check(&["Clearblue"], &["reveals health.reproductive.pregnancy", "by the term `Clearblue`"]);
}

#[test]
fn a_member_of_a_combination() {
    check(
        &["Unscented Lotion"],
        &[
            "reveals nothing",
            "is part of a combination that reveals health.reproductive.pregnancy",
            "`unscented lotion` says nothing alone",
            "any 4 of",
            "`cotton balls`",
            "as something bought",
            "Duhigg",
        ],
    );
}

#[test]
fn an_ambiguous_word_both_ways() {
    check(&["expecting"], &["reveals nothing", "it counts only near one of `baby`"]);
    check(&["expecting twins"], &["reveals health.reproductive.pregnancy", "by the term `expecting`"]);
    check(&["expecting a parcel for the baby"], &["near `parcel` it means something else"]);
    check(&["a pregnant pause"], &["reveals nothing", "in `pregnant pause` it means something else"]);
}

#[test]
fn what_is_met_as_something_else() {
    check(&["fertility clinic"], &["a place visited: reveals location.sensitive_place (strong)"]);
    check(&["fertility clinic", "--as", "location"], &["reveals location.sensitive_place"]);
    check(&["card_number"], &["reveals nothing", "a field: reveals finance.account (strong)"]);
    check(&["card_number", "--as", "field"], &["`card_number` as a field", "reveals finance.account"]);
    check(&["facebook"], &["also names a destination"]);
    check(&["unsubscribed"], &["used to leave people out (`suppress`)", "an opt-out"]);
}

#[test]
fn an_unknown_word() {
    check(&["pregnency test"], &["nothing is known of `pregnency test`", "the nearest known term is `pregnancy test`"]);
    check(&["comfort/religon"], &["did you mean `comfort/religion`?"]);
    check(&["health.reproductiv"], &["did you mean `health.reproductive`?"]);
    check(&["garden chairs"], &["nothing is known of `garden chairs`"]);
    check(&["!!!"], &["nothing is known of `!!!`"]);
}

#[test]
fn a_category() {
    check(
        &["health.reproductive"],
        &[
            "the category health.reproductive (Reproductive health)",
            "tier special: protected by law nearly everywhere",
            "above health (Health)",
            "health.reproductive.pregnancy (Pregnancy)",
            "comfort/pregnancy-from-purchases (error, only something bought)",
            "user.health_and_medical in fideslang",
            "in the GDPR",
            "in the IAB's US GPP string",
        ],
    );
    check(&["religion"], &["the category religion", "`religion` as the name of a segment"]);
    assert!(!explain(&["religion", "--as", "name"]).contains("the category"));
}

#[test]
fn a_rule() {
    check(
        &["comfort/precise-location"],
        &[
            "the rule comfort/precise-location",
            "severity error",
            "the signal reveals location.precise",
            "a campaign uses it to target, exclude, seed or send",
            "lifted by consent",
            "help widen the fence",
            "place riverside { at 47.62, -122.35 }",
            "source LoyaltyOne consumer survey",
        ],
    );
}

/// Every rule and every category has a page, and every page is JSON too.
#[test]
fn every_page() {
    use qualm::knowledge::Knowledge;
    use qualm::report::{Colour, Glyphs, Look};
    use qualm::rule::RuleSet;
    use qualm::view::explain::{Format, Question, explain};

    let knowledge = Knowledge::shipped();
    let rules = RuleSet::shipped(&knowledge);
    let look = Look { colour: Colour::No, glyphs: Glyphs::Unicode, width: 80 };
    let ids = rules.rules().iter().map(|rule| &*rule.id).chain(knowledge.taxonomy().iter().map(|(_, one)| &*one.id));
    for text in ids {
        let write = |format| {
            let mut out = Vec::new();
            explain(Question { text, kind: None }, (&knowledge, &rules), format, look, &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        assert!(write(Format::Pretty).starts_with("the "), "{text}");
        let value: Value = serde_json::from_str(&write(Format::Json)).unwrap();
        assert!(value["rule"]["id"] == text || value["category"]["id"] == text, "{value:#}");
    }
}

#[test]
fn as_json() {
    let answer = json(&["pregnancy test"]);
    assert_eq!((answer["version"].as_u64(), &answer["question"]), (Some(1), &Value::from("pregnancy test")));
    let phrase = &answer["phrase"];
    assert_eq!(phrase["as"], "name");
    assert_eq!(phrase["reveals"][0]["category"], "health.reproductive.pregnancy");
    let outcomes: Vec<_> = phrase["readings"].as_array().unwrap().iter().map(|one| &one["outcome"]).collect();
    assert!(outcomes.contains(&&Value::from("counts")) && outcomes.contains(&&Value::from("outranked")));
    let member = &json(&["cotton balls"])["phrase"]["members"][0];
    assert_eq!((&member["name"], member["at_least"].as_u64()), (&Value::from("cotton balls"), Some(4)));
    assert_eq!(json(&["qwertz"])["phrase"]["known"], false);
}

#[test]
fn hostile_text_is_only_shown() {
    let hostile = "a\u{1b}[2J\u{202e}\n::error::x ##[x] \u{7f}pregnant";
    for format in ["pretty", "json"] {
        let page = explain(&[hostile, "--format", format]);
        assert!(!page.contains(['\u{1b}', '\u{202e}', '\u{7f}']), "{page:?}");
        assert!(page.lines().all(|line| !line.trim_start().starts_with("::")), "{page:?}");
    }
    assert!(!explain(&[hostile]).contains("##["));
    let long = "pregnant ".repeat(5_000);
    assert!(explain(&[&long]).len() < 20_000);
}

#[test]
fn text_is_wrapped() {
    let longest = explain(&["expecting twins"]).lines().map(|line| line.chars().count()).max();
    assert!(longest.is_some_and(|longest| longest <= 120), "{longest:?}");
}

#[test]
fn bad_usage_ends_with_2() {
    for args in [&[][..], &[" "], &["x", "--as", "nonsense"], &["x", "--doubles"]] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_qualm"));
        assert_eq!(command.arg("explain").args(args).output().unwrap().status.code(), Some(2), "{args:?}");
    }
}

#[test]
fn doubles_are_listed() {
    let page = explain(&["--doubles"]);
    assert!(page.contains("terms are read as several unrelated things"), "{page}");
    let list = json(&["--doubles"]);
    for double in list["doubles"].as_array().unwrap() {
        assert!(double["categories"].as_array().unwrap().len() > 1, "{double}");
    }
}

#[test]
fn a_pack_to_print() {
    let wanted = [
        "the pack law-us: Privacy laws of the United States",
        "law-us/washington-geofence: A fence around health care in Washington; asks that it is not done; Washington; from 2023-07-23",
        "the rule law-us/maryland-sensitive-data",
        "(as of 2026-11-23)",
        "it is not legal advice",
    ];
    check(&["--pack", "law-us"], &wanted);
    let pack = json(&["--pack", "law-us"]);
    assert_eq!((pack["pack"].as_str(), pack["law"].as_bool()), (Some("law-us"), Some(true)));
    assert!(pack["rules"].as_array().unwrap().iter().all(|rule| !rule["sources"].as_array().unwrap().is_empty()));
}

#[test]
fn a_pack_that_there_is_not() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_qualm"));
    let output = command.args(["explain", "--pack", "law-su"]).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("no pack is called `law-su`") && said.contains("law-us"), "{said}");
    assert!(said.contains("did you mean `law-"), "{said}");
}
