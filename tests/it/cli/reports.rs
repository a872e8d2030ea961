//! Several reports in one run, where they go, and what a run through all of them makes of a hostile project.

use super::*;
use crate::formats::readers;

const RAGGED: &str = "id,segment\n1,cats\n2\n";

fn ragged() -> Project {
    Project::new(&[("a.csv", RAGGED)])
}

#[test]
fn an_ending_says_the_format() {
    let project = ragged();
    for (file, start) in [
        ("r.sarif", "{\"$schema\""),
        ("r.json", "{\"version\":1"),
        ("r.ndjson", "{\"rule\""),
        ("r.xml", "<?xml"),
        ("r.md", "### qualm: 1 error in 1 file"),
        ("r.txt", "error[list/ragged-row]"),
    ] {
        assert_eq!(project.run(&["--output", file]).ends(1).out, "");
        assert!(project.read(file).starts_with(start), "{file}: {}", project.read(file));
    }
    project.run(&["--output", "r.json", "--format", "concise"]).ends(1);
    assert!(project.read("r.json").starts_with("a.csv:3:1: error"));
}

#[test]
fn several_reports_in_one_run() {
    let project = ragged();
    let outputs = ["--output", "sarif=r.sarif", "--output", "junit=r.xml", "--output", "gitlab=q.json", "--quiet"];
    assert_eq!(project.run(&outputs).ends(1).out, "1 error in 1 file\n");
    assert_eq!(crate::formats::list(&readers::sarif(&project.read("r.sarif"))["runs"][0]["results"]).len(), 1);
    assert_eq!(readers::junit(&project.read("r.xml")).len(), 1);
    assert_eq!(crate::formats::list(&readers::gitlab(&project.read("q.json"))).len(), 1);
    // A word that is no format is the start of a name.
    project.run(&["--output", "day=3.json"]).ends(1);
    assert!(project.read("day=3.json").starts_with('{'));
}

#[test]
fn reports_do_not_overwrite_each_other_or_what_is_checked() {
    let project = ragged();
    project.run(&["--output", "a.txt", "--output", "b.txt"]).ends(2).complains("`b.txt` would be a second one");
    let twice = ["--output", "sarif=r.json", "--output", "json=./x/../r.json"];
    fs::create_dir(project.path("x")).unwrap();
    project.run(&twice).ends(2).complains("two reports would be written to `./x/../r.json`");
    project.run(&["--output", "sarif=a.csv"]).ends(2).complains("would overwrite `a.csv`");
    assert_eq!(project.read("a.csv"), RAGGED);
    // Where one cannot be opened, none is begun.
    let run = project.run(&["--output", "json=ok.json", "--output", "sarif=no/such/folder"]).ends(2);
    run.complains("cannot write `no/such/folder`");
    let left: Vec<_> = fs::read_dir(project.0.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

#[test]
fn a_run_that_fails_says_so_in_every_document() {
    let project = ragged();
    let outputs = ["sarif=r.sarif", "junit=r.xml", "gitlab=q.json", "github=g.txt", "markdown=m.md", "pretty=p.txt"];
    let mut args = vec!["gone.csv"];
    for output in outputs {
        args.extend(["--output", output]);
    }
    project.run(&args).ends(2);
    let log = readers::sarif(&project.read("r.sarif"));
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    assert!(invocation["toolExecutionNotifications"][0]["message"]["text"].to_string().contains("gone.csv"));
    assert_eq!(readers::junit(&project.read("r.xml"))[0].outcome, "error");
    assert_eq!(readers::gitlab(&project.read("q.json"))[0]["check_name"], "run/failed");
    assert!(readers::github(&project.read("g.txt")).commands[0].message.contains("gone.csv"));
    assert!(readers::markdown(&project.read("m.md")).contains("<b>not done</b>"));
    assert!(!project.path("p.txt").exists(), "a person reads no count of what was not judged");
}

#[test]
fn a_clean_run_is_a_document_too() {
    let project = Project::new(&[("a.campaign", FINE)]);
    let report = |format| project.run(&["--format", format]).ends(0).out;
    let cases = readers::junit(&report("junit"));
    assert_eq!((cases.len(), cases[0].outcome.as_str()), (1, ""));
    readers::sarif(&report("sarif"));
    assert_eq!(readers::gitlab(&report("gitlab")), serde_json::json!([]));
    assert_eq!(report("github"), "no findings in 1 file\n");
    assert_eq!(report("markdown"), "### qualm: no findings in 1 file\n\n");
}

#[test]
fn quiet_empties_no_report_that_is_compared_with_the_last() {
    let project = ragged();
    assert_eq!(readers::junit(&project.run(&["--quiet", "--format", "junit"]).ends(1).out).len(), 1);
    assert_eq!(
        readers::gitlab(&project.run(&["--quiet", "--format", "gitlab"]).ends(1).out).as_array().unwrap().len(),
        1
    );
}

#[test]
fn a_reader_that_hangs_up_costs_the_other_reports_nothing() {
    let mut rows = String::from("id,segment\n");
    (0..30_000).for_each(|id| writeln!(rows, "{id},pregnant").unwrap());
    let project = Project::new(&[("a.csv", &rows)]);
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_qualm"))
        .current_dir(project.0.path())
        .args(["--format", "ndjson", "--output", "sarif=r.sarif"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(1), ""));
    let run = &readers::sarif(&project.read("r.sarif"))["runs"][0];
    assert_eq!(run["results"].as_array().unwrap().len(), 5_000);
    assert_eq!(run["properties"]["resultsLeftOut"], 25_000);
    let said = run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"].as_str().unwrap();
    assert!(said.starts_with("25000 results left out"), "{said}");
    // Rows with the same text are told apart, as lines of a file would be.
    let hash = |number: usize| run["results"][number]["partialFingerprints"]["primaryLocationLineHash"].clone();
    assert_ne!(hash(0), hash(1));
}

#[test]
fn long_lists_fit_into_every_report() {
    let mut rows = String::from("id,segment\n");
    (0..3_000).for_each(|id| writeln!(rows, "{id},pregnant").unwrap());
    let project = Project::new(&[("a.csv", &rows)]);
    let report = |format| project.run(&["--format", format]).ends(1).out;
    assert_eq!(readers::junit(&report("junit")).len(), 3_000);
    let quality = readers::gitlab(&report("gitlab"));
    let fingerprints: std::collections::BTreeSet<_> =
        quality.as_array().unwrap().iter().map(|problem| problem["fingerprint"].as_str().unwrap().to_owned()).collect();
    assert_eq!(fingerprints.len(), 3_000);
    let page = report("markdown");
    assert!(
        page.len() <= 65_536 && page.contains(" more findings, which stand in the other reports"),
        "{}",
        page.len()
    );
    readers::markdown(&page);
    let log = readers::github(&report("github"));
    assert_eq!(log.commands.len(), 10);
    assert!(log.rest.contains("3000 errors in 1 file; 2990 more are not annotated"), "{}", log.rest);
}

#[test]
fn paths_start_at_the_root_of_the_repository() {
    let project = Project::new(&[("shop/lists/a.csv", RAGGED)]);
    fs::create_dir(project.path(".git")).unwrap();
    let mut command = project.command(&["lists", "--format", "sarif", "--output", "gitlab=q.json"]);
    let run = Run::of(command.current_dir(project.path("shop"))).ends(1);
    let place = &readers::sarif(&run.out)["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "shop/lists/a.csv");
    assert_eq!(readers::gitlab(&project.read("shop/q.json"))[0]["location"]["path"], "shop/lists/a.csv");
}

#[test]
fn the_page_of_a_step_is_added_to() {
    let project = ragged();
    project.file("summary.md", "before\n");
    let summary = project.path("summary.md");
    let run = |args: &[&str]| Run::of(project.command(args).env("GITHUB_STEP_SUMMARY", &summary));
    run(&["--format", "concise"]).ends(1);
    assert_eq!(project.read("summary.md"), "before\n");
    assert_eq!(readers::github(&run(&["--format", "github"]).ends(1).out).commands.len(), 1);
    assert!(project.read("summary.md").starts_with("before\n### qualm: 1 error in 1 file\n"));
    run(&["--output", "github=g.txt"]).ends(1);
    assert_eq!(project.read("summary.md").matches("### qualm").count(), 2);
    // GitHub shows none that is longer than a mebibyte.
    let mut rows = String::from("id,segment\n");
    (0..3_000).for_each(|id| writeln!(rows, "{id},pregnant").unwrap());
    project.file("b.csv", &rows);
    project.file("summary.md", "x".repeat(1 << 19));
    run(&["--format", "github"]).ends(1);
    let page = project.read("summary.md");
    assert!(
        page.len() > 900_000 && page.len() <= 1 << 20 && page.contains("there is no more room here"),
        "{}",
        page.len()
    );
    let empty = Run::of(project.command(&["--format", "github"]).env("GITHUB_STEP_SUMMARY", ""));
    empty.ends(1);
}

#[test]
fn statistics_say_which_rules_lead() {
    let project = Project::new(&[("a.csv", "id,segment\n1,cats\n2\n3,pregnant\n4,pregnant\n")]);
    let out = project.run(&["--format", "concise", "--statistics"]).ends(1).out;
    let table: Vec<_> = out.lines().skip(3).collect();
    let want = [
        "  errors  warnings     notes    waived  rule",
        "       2         -         -         -  comfort/special-category",
        "       1         -         -         -  list/ragged-row",
        "       3         -         -         -  in all",
        "",
        "3 errors in 1 file",
    ];
    assert_eq!(table, want, "{out}");
    project.run(&["--statistics"]).says("in all");
    let json: serde_json::Value =
        serde_json::from_str(&project.run(&["--format", "json", "--statistics"]).out).unwrap();
    assert_eq!(json["summary"]["statistics"][1]["rule"], "list/ragged-row");
    project.run(&["--format", "json"]).ends(1).never_says("statistics");
}

#[test]
fn too_many_warnings_fail() {
    let project = Project::new(&[("b.csv", "id,segment,size\n1,cats\n2,dogs\n")]);
    project.run(&["--max-warnings", "2"]).ends(0);
    project.run(&["--max-warnings", "1"]).ends(1);
    project.run(&["--max-warnings", "0", "--fail-on", "never"]).ends(1);
    project.run(&["--max-warnings", "few"]).ends(2);
}

/// The texts in titles, copy, owners, destinations, waivers and the names of files, through the program itself.
#[cfg(unix)]
#[test]
fn a_hostile_project_in_every_format() {
    let project = Project::new(&[]);
    let mut list = String::from("id,segment\n");
    for (number, text) in crate::formats::TEXTS.iter().enumerate() {
        let name: String = text.chars().filter(|c| !matches!(c, '/' | '\0')).collect();
        project.file(&format!("c/x{number}{name}.campaign"), hostile(number, text));
        let row = text.replace('"', "\"\"").replace(['\0', '\n', '\r'], " ");
        writeln!(list, "{number},\"pregnant {row}\"").unwrap();
    }
    project.file("l/a.csv", list);
    let outputs: Vec<_> = ["pretty", "concise", "json", "ndjson", "sarif", "github", "gitlab", "junit", "markdown"]
        .iter()
        .flat_map(|format| ["--output".to_owned(), format!("{format}=r.{format}")])
        .collect();
    let mut args = vec!["--today", "2027-03-01", "--statistics"];
    args.extend(outputs.iter().map(String::as_str));
    let run = project.run(&args).ends(1);
    let acts =
        |c: char| c != '\n' && (c.is_control() || "\u{202e}\u{2066}\u{200b}\u{feff}\u{2028}\u{e0041}".contains(c));
    assert!(!run.out.contains(acts) && run.err.is_empty(), "{}", run.err);
    let report = |format: &str| {
        let report = project.read(&format!("r.{format}"));
        let bad = report.lines().find(|line| line.contains(acts) || line.contains("##["));
        assert_eq!(bad, None, "{format}");
        let commands = report.lines().any(|line| line.trim_start().starts_with("::"));
        assert_eq!(commands, format == "github", "{format}");
        report
    };
    let json: serde_json::Value = serde_json::from_str(&report("json")).unwrap();
    let found = crate::formats::list(&json["findings"]);
    assert!(found.len() > 3 * crate::formats::TEXTS.len(), "{}", found.len());
    let waived = found.iter().filter(|finding| finding["suppressed"] == true);
    assert!(waived.clone().count() >= crate::formats::TEXTS.len() / 2, "{}", waived.count());
    let sarif = readers::sarif(&report("sarif"));
    assert_eq!(crate::formats::list(&sarif["runs"][0]["results"]).len(), found.len());
    let cases = readers::junit(&report("junit"));
    assert_eq!(cases.len(), found.len());
    readers::gitlab(&report("gitlab"));
    readers::github(&report("github"));
    readers::markdown(&report("markdown"));
    for format in ["pretty", "concise", "ndjson"] {
        report(format);
    }
}

/// A campaign that has the text wherever the language takes any.
#[cfg(unix)]
fn hostile(number: usize, text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"");
    let text = format!("\"\"\"{text}\"\"\"");
    format!(
        "segment s{number} {text} {{\n  when purchased \"pregnancy test\"\n}}\n\
         campaign c{number} {text} {{\n  owner {text}\n  promotes {text}\n  regions DE\n  target s{number}\n  \
         send to {text} with email\n  message email {{\n    subject {text}\n    body {text}\n  }}\n}}\n\
         campaign w{number} {text} {{\n  owner {text}\n  regions US\n  target viewed \"quran\"\n  \
         allow comfort/*, law-us/*, religion, hygiene/* until 2027-06-30 by {text} because {text}\n}}\n"
    )
}
