//! Programs that are large in one way: that they are judged to the end, and rightly. What they cost is counted by
//! `cargo bench --bench growth`.

use std::fmt::Write;

use qualm::lint::Notes;

use crate::judge::{Judged, TODAY, judge, raises, rules};

const RULE: &str = "comfort/pregnancy-from-purchases";

fn judged(text: String) -> Judged {
    judge(&[("large.campaign".to_owned(), text)], &rules(&[]).expect("shipped rules"), TODAY, Notes::Hide)
}

fn found(judged: &Judged, rule: &str) -> usize {
    judged.findings.iter().filter(|finding| raises(finding, rule)).count()
}

#[test]
fn a_chain_of_a_hundred_thousand_segments() {
    let mut text = "segment s0 { when purchased \"pregnancy test\" }\n".to_owned();
    for number in 1..100_000 {
        writeln!(text, "segment s{number} {{ when s{} }}", number - 1).expect("a string");
    }
    text.push_str("campaign c { target s99999 }");
    let judged = judged(text);
    assert_eq!(found(&judged, RULE), 1);
    // The trail names both ends and says how much it leaves out.
    let finding = judged.findings.iter().find(|finding| raises(finding, RULE)).unwrap();
    assert!(finding.trail.len() < 64, "{}", finding.trail.len());
}

#[test]
fn a_chain_where_every_segment_has_its_campaign() {
    let mut text = "segment s0 { when purchased \"pregnancy test\" }\n".to_owned();
    for number in 1..4_000 {
        writeln!(text, "segment s{number} {{ when s{} }} campaign c{number} {{ target s{number} }}", number - 1)
            .unwrap();
    }
    assert_eq!(found(&judged(text), RULE), 3_999);
}

#[test]
fn a_chain_where_every_segment_adds_a_signal() {
    let mut text = "segment s0 { when purchased \"pregnancy test\" }\n".to_owned();
    for number in 1..5_000 {
        writeln!(text, "segment s{number} {{ when s{} or purchased \"ovulation test\" }}", number - 1)
            .expect("a string");
    }
    text.push_str("campaign c { target s4999 }");
    assert!(0 < found(&judged(text), RULE));
}

#[test]
fn a_lattice_of_two_thousand_levels() {
    let mut text =
        "segment a0 { when purchased \"pregnancy test\" }\nsegment b0 { when purchased \"socks\" }\n".to_owned();
    for level in 1..2_000 {
        let below = level - 1;
        writeln!(
            text,
            "segment a{level} {{ when a{below} or b{below} }} segment b{level} {{ when a{below} and b{below} }}"
        )
        .unwrap();
    }
    text.push_str("campaign c { target a1999 or not b1999 }");
    assert_eq!(found(&judged(text), RULE), 2);
}

#[test]
fn waivers_and_consents_all_the_way_down() {
    let mut text = "segment s0 { when purchased \"pregnancy test\" }\n".to_owned();
    for number in 1..5_000 {
        let day = format!("20{:02}-{:02}-{:02}", 28 + number % 50, 1 + number % 12, 1 + number % 28);
        // Every waiver ends on another day, and none so late that it does not count.
        let last = format!("2027-{:02}-{:02}", 3 + number % 10, 1 + number % 28);
        writeln!(
            text,
            "segment s{number} {{ when s{} or consented to health before {day} and crm.a{number}.b is true\n  allow {RULE} until {last} by \"jo\" because \"why\" }}",
            number - 1
        )
        .unwrap();
    }
    text = text.replace(" or consented", " or (consented").replace("is true\n", "is true)\n");
    text.push_str("campaign c { flight 2099-01-01 to 2099-02-01 target s4999 }");
    assert_eq!(found(&judged(text), RULE), 1);
}

#[test]
fn a_circle_of_many_segments() {
    let mut text = String::new();
    for number in 0..20_000 {
        writeln!(text, "segment s{number} {{ when s{} }}", (number + 1) % 20_000).expect("a string");
    }
    assert_eq!(found(&judged(text), "names/circle"), 1);
}

#[test]
fn many_unknown_names() {
    let mut text = String::new();
    for number in 0..20_000 {
        writeln!(text, "segment s{number} {{ when t{number}x }}").expect("a string");
    }
    assert_eq!(found(&judged(text), "names/unknown"), 20_000);
}

#[test]
fn an_expression_of_many_parts() {
    let parts: Vec<_> = (0..50_000).map(|number| format!("crm.a{number} = \"b\"")).collect();
    let text = format!("campaign c {{ target purchased \"pregnancy test\" and {} }}", parts.join(" and "));
    assert_eq!(found(&judged(text), RULE), 1);
}
