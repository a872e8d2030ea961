//! What a finding points at inside of copy: the words themselves, however they are written.

use qualm::lint::Notes;

use crate::judge::{TODAY, judge, rules};

/// What is pointed at, by the rule that leads, when a message says `lines`.
fn pointed(lines: &str) -> Vec<(String, String)> {
    let text = format!("campaign c {{\n  target purchased \"yarn\"\n  message email {{\n    {lines}\n  }}\n}}\n");
    let judged = judge(&[("a.campaign".to_owned(), text)], &rules(&[]).expect("shipped rules"), TODAY, Notes::Hide);
    let copy = judged.findings.iter().filter(|finding| finding.rule.starts_with("copy/"));
    copy.map(|finding| (finding.rule.to_string(), judged.sources.text(finding.at).to_owned())).collect()
}

#[track_caller]
fn check(lines: &str, want: &[(&str, &str)]) {
    let want: Vec<_> = want.iter().map(|&(rule, at)| (format!("copy/{rule}"), at.to_owned())).collect();
    assert_eq!(pointed(lines), want, "{lines}");
}

#[test]
fn a_field_that_is_merged_in() {
    check(r#"body "About {{ crm.diagnosis }}""#, &[("merge-field", "crm.diagnosis")]);
    check(r#"body "\"ä\u{1F600}\"\n {{ crm.diagnosis }} \"""#, &[("merge-field", "crm.diagnosis")]);
    check(r#"body "{{ crm.\u{64}iagnosis }}""#, &[("merge-field", r"crm.\u{64}iagnosis")]);
    check("body \"\"\"one\r\ntwo \\\"\r\n{{ crm.diagnosis }}\"\"\"", &[("merge-field", "crm.diagnosis")]);
}

#[test]
fn words_that_tell() {
    let rule = "says-what-it-knows";
    check(r#"body "Because you have diabetes, we write""#, &[(rule, "diabetes")]);
    check(r#"body "\t\"Because\" you have diabetes\\, we write""#, &[(rule, "diabetes")]);
    check("body \"\"\"Hello \\\"you\\\"!\r\n  Because you have diabetes,\r\n\"\"\"", &[(rule, "diabetes")]);
    check(r#"body "See https://x.example/a and know that you have diabetes""#, &[(rule, "diabetes")]);
}

#[test]
fn an_address_that_tells() {
    check(r#"link "\u{68}ttps://x.example/your-diabetes?a=\"""#, &[("link-that-tells", "diabetes")]);
}

#[test]
fn what_people_see_otherwise_is_shown_whole() {
    let lines = "body \"Because you have dia\u{200b}betes\"";
    check(lines, &[("says-what-it-knows", "\"Because you have dia\u{200b}betes\"")]);
}
