//! Hand-made findings through every format.

use proptest::prelude::*;

use super::*;
use crate::finding::{Carries, Effect, Ground, Others, Station, Step, Suppression, Use, Written};
use crate::source::{SourceId, Span};

const PLAIN: Look = Look { colour: Colour::No, glyphs: Glyphs::Unicode, width: 140 };

fn written(format: Format, look: Look, sources: &Sources, findings: &[Finding]) -> String {
    let (mut out, mut summary) = (Vec::new(), Summary { files: 2, campaigns: 1, ..Summary::default() });
    summary.count(findings);
    let mut writer = Writer::new(format, Frame::of(look), &mut out);
    writer.begin().unwrap();
    writer.findings(sources, findings).unwrap();
    let closing = Closing { summary: &summary, failures: &[], rules: None, statistics: None };
    writer.end(&closing).unwrap();
    String::from_utf8(out).unwrap()
}

/// The place of `words` in a source.
fn place(sources: &Sources, source: SourceId, words: &str) -> Span {
    let start = sources[source].text().find(words).unwrap();
    Span::new(source, start, start + words.len())
}

/// The finding that everybody knows the program by.
fn baby_club() -> (Sources, Finding) {
    let mut sources = Sources::default();
    let campaign = "campaign baby_club {\n  target expecting\n}\n";
    let campaign = sources.add("campaigns/baby-club.campaign", campaign);
    let segment = "segment expecting {\n  when purchased \"pregnancy test\" in the last 90 days\n}\n";
    let segment = sources.add("segments/lifecycle.campaign", segment);
    let purchase = place(&sources, segment, "purchased \"pregnancy test\"");
    let at = place(&sources, campaign, "expecting");
    let step = |what, name: &str, how, span| Step { what, name: name.into(), how, span };
    let ground = |rule: &str, effect| Ground {
        rule: rule.into(),
        severity: Severity::Error,
        effect: Some(effect),
        title: "a title".into(),
        cite: Some("Art. 9".into()),
        regions: Vec::new(),
        is_assumed: false,
        met: Vec::new(),
        is_uncured: false,
    };
    let fault = Finding::fault(
        "comfort/pregnancy-from-purchases",
        Severity::Error,
        at,
        "campaign `baby_club` targets people for having bought a pregnancy test",
    );
    let finding = Finding {
        why: Some("about 7 in 10 consumers say a company should not send baby promotions for it".into()),
        usage: Some(Use::Target),
        subject: "campaign baby_club".into(),
        categories: vec!["health.reproductive.pregnancy".into()],
        others: Others::Exactly(3),
        trail: vec![
            step(Station::Signal, "purchase \"pregnancy test\"", None, Some(purchase)),
            step(Station::Segment, "expecting", Some(Carries::Filters), Some(purchase)),
            step(Station::Campaign, "baby_club", Some(Carries::Filters), Some(at)),
            step(Station::Destination, "Meta Ads", Some(Carries::Sends), None),
        ],
        grounds: vec![
            ground("comfort/pregnancy-from-purchases", Effect::OptIn),
            ground("law-eu/gdpr-special-category", Effect::OptIn),
            ground("platforms/meta-health", Effect::Ban),
        ],
        ..fault.label("`expecting` reaches the campaign here").help("reach readers instead: `beside [\"baby names\"]`")
    };
    (sources, finding.related(purchase, "reveals health.reproductive.pregnancy"))
}

fn waived(finding: Finding) -> Finding {
    let waiver = Suppression {
        by: "ana".into(),
        because: "ok".into(),
        until: "2027-01-01".into(),
        span: finding.at,
        written: Written::InBlock,
    };
    Finding { suppressed: vec![waiver], ..finding }
}

#[test]
fn pretty_shows_places_trail_and_way_out() {
    let (sources, finding) = baby_club();
    let want = "\
error[comfort/pregnancy-from-purchases]: campaign `baby_club` targets people for having bought a pregnancy test
   ╭─[campaigns/baby-club.campaign:2:10]
 2 │   target expecting
   ·          ────┬────
   ·              ╰── `expecting` reaches the campaign here
   ╰────
   ╭─[segments/lifecycle.campaign:2:8]
 2 │   when purchased \"pregnancy test\" in the last 90 days
   ·        ─────────────┬────────────
   ·                     ╰── reveals health.reproductive.pregnancy
   ╰────
  trail  purchase \"pregnancy test\" → segment `expecting` → campaign `baby_club` → sent to Meta Ads (and 3 more signals)
  also   law-eu/gdpr-special-category (needs consent) · platforms/meta-health (not allowed)
  why    about 7 in 10 consumers say a company should not send baby promotions for it
  help   reach readers instead: `beside [\"baby names\"]`

1 error in 2 files
";
    assert_eq!(written(Format::Pretty, PLAIN, &sources, &[finding]), want);
}

#[test]
fn pretty_in_ascii_draws_nothing_else() {
    let (sources, finding) = baby_club();
    let text = written(Format::Pretty, Look { glyphs: Glyphs::Ascii, ..PLAIN }, &sources, &[finding]);
    assert!(text.is_ascii(), "{text}");
}

#[test]
fn pretty_wraps_footers_to_the_width() {
    let (sources, finding) = baby_club();
    let text = written(Format::Pretty, Look { width: 60, ..PLAIN }, &sources, &[finding]);
    let footers = text.lines().skip_while(|line| !line.starts_with("  trail"));
    footers.for_each(|line| assert!(line.chars().count() <= 60, "{line}"));
    assert!(text.contains("\n         "), "{text}");
}

#[test]
fn pretty_wraps_messages_to_the_width() {
    let mut sources = Sources::default();
    let id = sources.add("a.campaign", "x");
    let finding = Finding::fault("a/b", Severity::Error, Span::new(id, 0, 1), "some words ".repeat(20));
    let text = written(Format::Pretty, Look { width: 40, ..PLAIN }, &sources, &[finding]);
    assert!(text.starts_with("error[a/b]: some words") && text.contains("\n  some words"), "{text}");
    text.lines().for_each(|line| assert!(line.chars().count() <= 40, "{line}"));
}

#[test]
fn places_near_each_other_share_a_picture() {
    let mut sources = Sources::default();
    let id = sources.add("a.campaign", "one\ntwo\nthree\n\n\n\n\nfar\n");
    let finding = Finding::fault("a/b", Severity::Warning, place(&sources, id, "three"), "m");
    let finding = finding.related(place(&sources, id, "one"), "near").related(place(&sources, id, "far"), "far");
    let text = written(Format::Pretty, PLAIN, &sources, &[finding]);
    let frames: Vec<_> = text.lines().filter(|line| line.contains('╭')).collect();
    assert_eq!(frames, ["   ╭─[a.campaign:3:1]", "   ╭─[a.campaign:8:1]"], "{text}");
}

#[test]
fn an_excerpt_shows_the_line_of_its_file() {
    let mut sources = Sources::default();
    let id = sources.add_excerpt("broker.csv", "17,\"Expecting, soon\"", 650_000);
    let finding = Finding::fault("a/b", Severity::Error, place(&sources, id, "Expecting, soon"), "m").label("here");
    let text = written(Format::Pretty, PLAIN, &sources, std::slice::from_ref(&finding));
    assert!(text.contains("[broker.csv:650000:5]") && text.contains("\n 650000 │ 17,\"Expecting"), "{text}");
    let text = written(Format::Concise, PLAIN, &sources, &[finding]);
    assert_eq!(text, "broker.csv:650000:5: error[a/b] m\n1 error in 2 files\n");
}

#[test]
fn a_long_line_is_cut_around_the_label() {
    let mut sources = Sources::default();
    let line = format!("{}NEEDLE{}", "x ".repeat(500_000), " y".repeat(500_000));
    let id = sources.add("a.campaign", line);
    let finding = Finding::fault("a/b", Severity::Error, place(&sources, id, "NEEDLE"), "m").label("here");
    let text = written(Format::Pretty, Look { width: 80, ..PLAIN }, &sources, &[finding]);
    assert!(text.contains("NEEDLE") && text.contains("[a.campaign:1:1000001]"), "{text}");
    text.lines().for_each(|line| assert!(line.chars().count() <= 80, "{line}"));
}

#[test]
fn labels_stand_under_escapes_tabs_and_wide_characters() {
    let mut sources = Sources::default();
    let id = sources.add("a.campaign", "\t\u{1b}[2J 東京 here\r\n");
    let finding = Finding::fault("a/b", Severity::Error, place(&sources, id, "here"), "m\u{1b}[31m").label("l\u{202e}");
    let text = written(Format::Pretty, PLAIN, &sources, &[finding]);
    let want = "\
error[a/b]: m\\u{1b}[31m
   ╭─[a.campaign:1:10]
 1 │     \\u{1b}[2J 東京 here
   ·                    ──┬─
   ·                      ╰── l\\u{202e}
   ╰────

1 error in 2 files
";
    assert_eq!(text, want);
}

#[test]
fn waived_findings_are_counted_and_only_json_shows_them() {
    let (sources, finding) = baby_club();
    let finding = waived(finding);
    for format in [Format::Pretty, Format::Concise] {
        let text = written(format, PLAIN, &sources, std::slice::from_ref(&finding));
        assert_eq!(text, "no findings in 2 files (1 waived)\n");
    }
    let line = written(Format::Ndjson, PLAIN, &sources, &[finding]);
    let value: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert_eq!(value["suppressed"], true);
    assert_eq!(value["waivers"][0]["by"], "ana");
}

#[test]
fn json_carries_everything_in_a_stable_order() {
    let (sources, finding) = baby_club();
    let text = written(Format::Json, PLAIN, &sources, &[finding.clone(), finding]);
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&value["version"], &value["summary"]["errors"]), (&1.into(), &2.into()));
    let found = &value["findings"][1];
    assert_eq!(found["use"], "target");
    assert_eq!(found["trail"][3]["how"], "sends");
    assert_eq!(found["grounds"][2]["effect"], "ban");
    assert_eq!(found["others"]["count"], 3);
    let keys = [
        "rule",
        "severity",
        "message",
        "help",
        "why",
        "path",
        "line",
        "column",
        "end_line",
        "end_column",
        "label",
        "related",
        "categories",
        "use",
        "subject",
        "trail",
        "grounds",
        "others",
        "fingerprint",
        "suppressed",
        "waivers",
    ];
    let places: Vec<_> = keys.iter().map(|key| text.find(&format!("\"{key}\":")).unwrap()).collect();
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn json_escapes_what_a_terminal_obeys() {
    let mut sources = Sources::default();
    let id = sources.add("a\u{1b}\u{9b}.campaign", "x");
    let finding = Finding::fault("a/b", Severity::Error, Span::new(id, 0, 1), "\u{202e}\u{7f}ü");
    let line = written(Format::Ndjson, PLAIN, &sources, &[finding]);
    assert!(!line.trim_end().chars().any(visible::acts), "{line:?}");
    let value: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert_eq!((&value["message"], &value["path"]), (&"\u{202e}\u{7f}ü".into(), &"a\u{1b}\u{9b}.campaign".into()));
}

#[test]
fn an_empty_json_report_is_still_an_object() {
    let text = written(Format::Json, PLAIN, &Sources::default(), &[]);
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["findings"].as_array().unwrap().len(), 0);
    assert_eq!(written(Format::Ndjson, PLAIN, &Sources::default(), &[]), "");
}

proptest! {
    /// Whatever the text and wherever the labels, a report is drawn and holds nothing that acts.
    #[test]
    fn any_place_can_be_drawn(
        text in "([a-z \t\r\n東é\u{1b}\u{202e}\u{301}]|\r\n){0,60}",
        places in prop::collection::vec((0usize..150, 0usize..150, any::<bool>()), 1..6),
        width in 20usize..100,
    ) {
        let mut sources = Sources::default();
        let id = sources.add("a.campaign", text);
        let spans: Vec<_> = places.iter().map(|&(start, len, _)| Span::new(id, start, start + len)).collect();
        let mut finding = Finding::fault("a/b", Severity::Error, spans[0], "m");
        if places[0].2 {
            finding = finding.label("first");
        }
        for span in &spans[1..] {
            finding = finding.related(*span, "more");
        }
        for format in [Format::Pretty, Format::Concise, Format::Ndjson] {
            let report = written(format, Look { width, ..PLAIN }, &sources, std::slice::from_ref(&finding));
            prop_assert!(!report.chars().any(|c| c != '\n' && visible::acts(c)), "{report:?}");
            prop_assert!(!report.contains("Failed to read"), "{}", report);
        }
    }
}
