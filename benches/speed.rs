//! How long the usual jobs take, as whole processes: `cargo bench`.
//!
//! Every job is run five times after a warm-up, and the median is shown. Inputs are made here, so that nothing has to be
//! downloaded; they are large in one way each.

#![allow(clippy::print_stdout, missing_docs, reason = "a benchmark prints")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const RUNS: usize = 5;

fn main() {
    let folder = tempfile::tempdir().expect("a folder for the inputs");
    let jobs = [
        ("one small file, cold", one(folder.path())),
        ("1,000 campaigns", thousand(folder.path())),
        ("100,000 segments in a chain", chain(folder.path())),
        ("a lattice of 2,000 levels", lattice(folder.path())),
        (
            "650,000 names, none sensitive",
            names(folder.path(), "calm.csv", &["garden chairs", "Sports > Running", "city breaks"]),
        ),
        (
            "650,000 names, a third sensitive",
            names(folder.path(), "mixed.csv", &["garden chairs", "city breaks", "Health > Pregnancy"]),
        ),
    ];
    for (name, input) in jobs {
        let time = median(&input);
        println!("{name:<36} {:>8.1} ms", time.as_secs_f64() * 1000.0);
    }
}

fn median(input: &str) -> Duration {
    let mut times: Vec<Duration> = (0..=RUNS).map(|_| run(input)).skip(1).collect();
    times.sort_unstable();
    times[RUNS / 2]
}

fn run(input: &str) -> Duration {
    let start = Instant::now();
    let mut qualm = Command::new(env!("CARGO_BIN_EXE_qualm"));
    qualm.args(["check", "--quiet", "--fail-on", "never", input]).stdout(Stdio::null());
    let status = qualm.status().expect("qualm starts");
    assert!(status.success(), "{input}: {status}");
    start.elapsed()
}

fn write(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(&path, text).expect("an input");
    path.to_string_lossy().into_owned()
}

const CAMPAIGN: &str = r#"
segment recent_NN "Recent buyers" { when purchased category "garden furniture" at least 2 times in the last 6 months }
campaign spring_NN "Spring" {
  owner    "garden@shop.example"
  channels email, social
  regions  US-WA, DE
  flight   2027-03-02 to 2027-04-15
  target   recent_NN and age between 18 and 65 and interested in ["gardening", "patio", "terrace", "birds"]
  suppress crm.unsubscribed is true
  runs on  "Meta Ads"
  message email { subject "Chairs for the terrace" body "20 % off until Sunday, online and in our shops." }
}
"#;

fn one(folder: &Path) -> String {
    write(folder, "one.campaign", CAMPAIGN)
}

fn thousand(folder: &Path) -> String {
    for number in 0..1000 {
        write(folder, &format!("thousand/{number}.campaign"), &CAMPAIGN.replace("NN", &number.to_string()));
    }
    folder.join("thousand").to_string_lossy().into_owned()
}

fn chain(folder: &Path) -> String {
    let mut text = "segment s0 { when purchased \"pregnancy test\" }\n".to_owned();
    for number in 1..100_000 {
        let _ = writeln!(text, "segment s{number} {{ when s{} }}", number - 1);
    }
    text.push_str("campaign c { target s99999 }\n");
    write(folder, "chain.campaign", &text)
}

fn lattice(folder: &Path) -> String {
    let mut text =
        "segment a0 { when purchased \"pregnancy test\" } segment b0 { when purchased \"socks\" }\n".to_owned();
    for level in 1..2_000 {
        let below = level - 1;
        let _ = writeln!(
            text,
            "segment a{level} {{ when a{below} or b{below} }} segment b{level} {{ when a{below} and b{below} }}"
        );
    }
    text.push_str("campaign c { target a1999 }\n");
    write(folder, "lattice.campaign", &text)
}

fn names(folder: &Path, file: &str, names: &[&str]) -> String {
    let mut text = "segment_name\n".to_owned();
    for number in 0..650_000 {
        let _ = writeln!(text, "Provider > Audience > {} {}", names[number % names.len()], number % 1000);
    }
    write(folder, file, &text)
}
