//! What first users ran into: reports over inputs, files left out in silence, and runs that fail.

use super::*;

#[test]
fn a_report_never_replaces_an_input() {
    let project = Project::new(&[("a.campaign", FINE), ("b.txt", "cats\n")]);
    for path in ["a.campaign", "./a.campaign"] {
        project.run(&["--output", path]).ends(2).complains("the report would overwrite");
    }
    assert_eq!(fs::read_to_string(project.path("a.campaign")).unwrap(), FINE);
    project.run(&["a.campaign", "--output", "b.txt"]).ends(0);
    assert!(fs::read_to_string(project.path("b.txt")).unwrap().starts_with("no findings"));
    assert_eq!(fs::read_dir(project.0.path()).unwrap().count(), 2);
    project.run(&["a.campaign", "--output", "."]).ends(2).complains("cannot write `.`");
}

#[test]
fn ignored_files_are_counted_and_only_in_a_repository() {
    let files = [(".gitignore", "/out/\nb.*\n"), ("a.campaign", FINE), ("b.campaign", ""), ("out/c.csv", "segment\n")];
    let project = Project::new(&files);
    project.file("out/notes.md", "");
    project.run(&[]).ends(0).says("no findings in 3 files\n");
    project.file(".git/HEAD", "");
    project.run(&[]).ends(0).says("no findings in 1 file (2 ignored files not read)\n");
    project.run(&[".", "b.campaign"]).ends(0).says("in 2 files (1 ignored file not read)");
    project.file("d/b.campaign", "");
    project.run(&["d"]).ends(2).complains("nothing to read in `d` (1 ignored file not read)");
}

#[cfg(unix)]
#[test]
fn links_are_counted() {
    let project = Project::new(&[("a/a.campaign", FINE), ("b.campaign", FINE)]);
    let link = |from: &str, to| std::os::unix::fs::symlink(from, project.path(to)).unwrap();
    link("../b.campaign", "a/b.campaign");
    link("a.campaign", "a/same.campaign");
    link("nowhere", "a/readme.md");
    project.run(&["a"]).ends(0).says("no findings in 1 file (1 link not read)\n");
    link("nowhere", "broken.campaign");
    let run = project.run(&["broken.campaign"]).ends(2).complains("`broken.campaign` points to nothing");
    run.complains("it is a link to `nowhere`").never_says("did you mean");
}

#[cfg(unix)]
#[test]
fn a_pipe_is_refused() {
    let project = Project::new(&[]);
    let made = std::process::Command::new("mkfifo").arg(project.path("a.campaign")).status();
    assert!(made.unwrap().success());
    project.run(&["a.campaign"]).ends(2).complains("`a.campaign` is a pipe or a device").complains("qualm check -");
    project.run(&["/dev/null"]).ends(2).complains("`/dev/null` is a pipe or a device");
}

#[test]
fn numbers_of_threads() {
    let project = Project::new(&[("a.campaign", FINE)]);
    project.run(&["--threads", "1000000"]).ends(0);
    project.run(&["--threads", "99999999999999999999999"]).ends(0);
    project.run(&["--threads", "0"]).ends(2).complains("at least one thread");
    for bad in ["-1", "many", "1.5", ""] {
        project.run(&["--threads", bad]).ends(2).complains("a whole number, such as 4");
    }
}

#[test]
fn nothing_in_what_was_read_is_said() {
    let project = Project::new(&[("a.csv", "segment\n"), ("b.campaign", "")]);
    project.run(&["a.csv"]).ends(0).says("no findings in 1 file, which holds no campaigns or segments\n");
    project.run(&[]).ends(0).says("no findings in 2 files, which hold no campaigns or segments\n");
    Run::of(project.command(&["-"]).write_stdin("")).ends(0).says("1 file, which holds no campaigns or segments\n");
    project.file("a.csv", "segment\ncats\ndogs\n");
    project.file("c.campaign", FINE);
    let summary = &json(&project.run(&["--format", "json"]).ends(0))["summary"];
    assert_eq!((&summary["campaigns"], &summary["segments"], &summary["rows"]), (&1.into(), &1.into(), &2.into()));
}

#[test]
fn faults_of_an_unclosed_quote_are_capped() {
    let rows = format!("id,segment\n1,\"{}", "cats\n".repeat(50_000));
    let run = Project::new(&[("a.csv", &rows)]).run(&["--format", "concise"]).ends(1);
    assert_eq!(run.out.lines().count(), 22, "{run:?}");
}

#[test]
fn what_nobody_sees_is_shown() {
    let project = Project::new(&[("a\u{200b}.campaign", "segment a { when \u{e0041}\u{2060} }\n")]);
    let hidden = |c: char| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{e0000}'..);
    for format in ["pretty", "concise", "json", "ndjson"] {
        let run = project.run(&["--format", format]).ends(1).says("200b");
        assert!(!run.out.contains(hidden), "{run:?}");
    }
}

#[test]
fn ascii_is_ascii() {
    let text = FINE.replace("gardeners", "pregnant").replace("garden tools", "Schwangerschaft → … ü");
    let project = Project::new(&[("é.campaign", &text), ("b.campaign", "segment ü { when … }\n")]);
    for format in ["pretty", "concise"] {
        let run = project.run(&["--ascii", "--strict", "--format", format]).ends(1);
        assert!(run.out.is_ascii(), "{}", run.out);
    }
}

#[test]
fn a_run_that_fails_writes_whole_json() {
    let project = Project::new(&[("a.campaign", FINE)]);
    for args in [&["gone"][..], &["a.campaign", "gone"], &["--threads", "0"], &["--bogus"]] {
        let run = project.run(&[args, &["--format", "json"]].concat()).ends(2);
        let report = json(&run);
        assert_eq!((&report["summary"]["failed"], &report["version"]), (&true.into(), &1.into()));
        assert_eq!(report["failures"].as_array().unwrap().len(), 1, "{run:?}");
    }
    assert_eq!(json(&project.run(&["gone", "--format", "json"]))["failures"][0]["message"], "`gone` does not exist");
    assert_eq!(project.run(&["gone", "--format", "ndjson"]).ends(2).out, "");
    assert_eq!(json(&project.run(&["--format", "json"]).ends(0))["failures"], serde_json::json!([]));
}

#[test]
fn misspelt_words() {
    let project = Project::new(&[("a.campaign", FINE)]);
    project.run(&["chekc", "."]).ends(2).complains("`chekc` does not exist").complains("did you mean `check`?");
    project.run(&["check", "chekc"]).ends(2).never_says("did you mean `check`");
    project.run(&["--bogus"]).ends(2).complains("--bogus").never_says("-- --bogus");
}

#[test]
fn help_says_what_is_read() {
    let help = Project::new(&[]).run(&["--help"]).ends(0).out.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in ["A note is what", "links are not followed", "16 MiB", "every *.campaign file"] {
        assert!(help.contains(words), "{words:?} not in {help}");
    }
}

fn json(run: &Run) -> serde_json::Value {
    serde_json::from_str(&run.out).unwrap()
}
