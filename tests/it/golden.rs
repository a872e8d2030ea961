//! A project through every format, against outputs that are kept: `UPDATE_GOLDEN=1 cargo test golden` rewrites them. It has
//! rules and words of its own, so that no change of `rules/` changes what is expected. The walked example is judged here, too.

use std::path::PathBuf;
use std::process::Output;

use assert_cmd::Command;
use proptest::prelude::*;
use qualm::lint::Notes;

use crate::judge::{TODAY, files, judge, raises, rules};

/// Each format, and what of the project it shows: one shows all of it, for the others a campaign is enough.
const FORMATS: [(&str, &str); 9] = [
    ("json", "."),
    ("pretty", "campaigns/one.campaign"),
    ("concise", "."),
    ("ndjson", "campaigns/one.campaign"),
    ("sarif", "campaigns/one.campaign"),
    ("github", "campaigns/one.campaign"),
    ("gitlab", "campaigns/one.campaign"),
    ("junit", "campaigns/one.campaign"),
    ("markdown", "campaigns/one.campaign"),
];

#[test]
fn a_shop_in_every_format() {
    let different: Vec<_> = FORMATS.into_iter().filter_map(|(format, path)| differs(format, path)).collect();
    assert!(
        different.is_empty(),
        "{}\nif this was meant, run `UPDATE_GOLDEN=1 cargo test golden`",
        different.join("\n")
    );
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let alone = check("examples/northshop", &["--format", "json", "--threads", "1"]).stdout;
    for threads in ["2", "3", "8"] {
        assert_eq!(
            alone,
            check("examples/northshop", &["--format", "json", "--threads", threads]).stdout,
            "with {threads} threads"
        );
    }
}

#[test]
fn bad_campaigns_have_the_findings_they_say_and_good_ones_have_none() {
    let judged = judge(&files("examples/northshop", "campaign"), &rules(&[]).expect("rules"), TODAY, Notes::Hide);
    for (path, text) in files("examples/northshop", "campaign") {
        let said = text.lines().find_map(|line| line.strip_prefix("# findings: ")).unwrap_or_default();
        let said: Vec<_> = said.split(", ").filter(|rule| !rule.is_empty()).collect();
        let here: Vec<_> = judged.findings.iter().filter(|finding| judged.place(finding).0 == path).collect();
        for rule in &said {
            assert!(here.iter().any(|finding| raises(finding, rule)), "{path} says that it has {rule}");
        }
        for finding in here {
            let is_said = said.iter().any(|rule| raises(finding, rule));
            assert!(is_said, "{path} does not say that it has this:\n{}", judged.show(finding));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_files_changes_nothing(files in Just(files("examples/northshop", "campaign")).prop_shuffle()) {
        prop_assert_eq!(shown(&files), shown(&self::files("examples/northshop", "campaign")));
    }
}

fn shown(files: &[(String, String)]) -> Vec<String> {
    let judged = judge(files, &rules(&[]).expect("rules"), TODAY, Notes::Show);
    judged.findings.iter().map(|finding| format!("{} {}", finding.fingerprint, judged.show(finding))).collect()
}

/// Says so where the output in a format is not the one that is kept.
fn differs(format: &str, path: &str) -> Option<String> {
    let kept_in = root().join("tests/golden").join(format!("shop.{format}"));
    let output = check("tests/golden/shop", &[path, "--strict", "--format", format]);
    assert_eq!(output.status.code(), Some(1), "{format}: {}", String::from_utf8_lossy(&output.stderr));
    let found = String::from_utf8(output.stdout).expect("UTF-8");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&kept_in, &found).expect("a file to write to");
    }
    let kept = std::fs::read_to_string(&kept_in).unwrap_or_default();
    let line = kept.lines().zip(found.lines()).position(|(kept, found)| kept != found);
    let line = line.unwrap_or_else(|| kept.lines().count().min(found.lines().count()));
    let (was, is) = (kept.lines().nth(line), found.lines().nth(line));
    (kept != found).then(|| format!("shop.{format}, line {}:\n  kept  {was:?}\n  found {is:?}", line + 1))
}

fn check(folder: &str, flags: &[&str]) -> Output {
    Command::cargo_bin("qualm")
        .expect("the binary")
        .current_dir(root().join(folder))
        .env_remove("GITHUB_STEP_SUMMARY")
        .args(["check", "--today", "2027-03-01", "--color", "never"])
        .args(flags)
        .output()
        .expect("a run that ends")
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
