//! The command line: exit codes, flags, and what becomes of bad input.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use assert_cmd::Command;
use tempfile::TempDir;

mod authoring;
#[cfg(unix)]
mod fenced;
#[cfg(target_os = "linux")]
mod limit;
mod reports;
mod rule_files;
mod trial;
mod unread;
#[cfg(unix)]
mod writing;

/// A campaign that nobody objects to.
const FINE: &str = r#"
campaign spring_sale {
  owner "garden@northshop.example"
  promotes "garden chairs"
  purpose marketing
  channels email
  regions US
  flight 2027-03-02 to 2027-04-15
  target gardeners
}

segment gardeners {
  when purchased category "garden tools" in the last 90 days
}
"#;
/// A segment that cannot be understood.
const BROKEN: &str = "segment a { when\n";

/// A folder with some files, and the program to run in it.
pub(crate) struct Project(TempDir);

/// What a run came to.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Project {
    pub(crate) fn new(files: &[(&str, &str)]) -> Project {
        let project = Project(TempDir::new().unwrap());
        for (path, text) in files {
            project.file(path, text);
        }
        project
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub(crate) fn file(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_qualm"));
        command.current_dir(self.0.path()).args(args);
        for name in ["NO_COLOR", "CLICOLOR_FORCE", "TERM", "GITHUB_STEP_SUMMARY"] {
            command.env_remove(name);
        }
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Run {
        Run::of(&mut self.command(args))
    }
}

impl Run {
    fn of(command: &mut Command) -> Run {
        let output = command.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Run { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }

    #[track_caller]
    fn ends(self, code: i32) -> Run {
        assert_eq!(self.code, code, "{self:#?}");
        self
    }

    #[track_caller]
    fn says(self, words: &str) -> Run {
        assert!(self.out.contains(words), "{words:?} not in {self:#?}");
        self
    }

    #[track_caller]
    fn complains(self, words: &str) -> Run {
        assert!(self.err.contains(words), "{words:?} not in {self:#?}");
        self
    }

    #[track_caller]
    fn never_says(self, words: &str) -> Run {
        assert!(!self.out.contains(words) && !self.err.contains(words), "{words:?} in {self:#?}");
        self
    }
}

mod exit_codes {
    use super::*;

    #[test]
    fn nothing_found() {
        let project = Project::new(&[("a.campaign", FINE)]);
        for args in [&[][..], &["."], &["check"], &["check", "a.campaign"], &["a.campaign"]] {
            assert_eq!(project.run(args).ends(0).out, "no findings in 1 file\n");
        }
    }

    #[test]
    fn an_empty_file_is_fine() {
        Project::new(&[("a.campaign", ""), ("b.txt", "")]).run(&[".", "b.txt"]).ends(0).says("in 2 files");
    }

    #[test]
    fn what_was_not_understood_never_passes() {
        let project = Project::new(&[("a.campaign", FINE), ("b.campaign", BROKEN)]);
        project.run(&["--fail-on", "never"]).ends(1).says("[syntax/").says("2 errors in 2 files");
    }

    #[test]
    fn warnings_pass_unless_asked_for() {
        let project = Project::new(&[("a.csv", "id,segment\n1,cats\n2,dogs\n3,birds,\n")]);
        project.file("b.csv", "id,segment,size\n1,cats\n");
        project.run(&["--format", "concise"]).ends(0).says("b.csv:2:1: warning[list/ragged-row]");
        project.run(&["--fail-on", "warning"]).ends(1);
        project.run(&["--fail-on", "note"]).ends(1);
        project.run(&["--fail-on", "never"]).ends(0);
    }

    #[test]
    fn a_run_that_fails_outranks_findings() {
        let project = Project::new(&[("a.tsv", "id\tsegment\n1\n")]);
        project.run(&["a.tsv", "gone.tsv"]).ends(2).says("list/ragged-row").complains("`gone.tsv` does not exist");
    }

    #[test]
    fn wrong_arguments() {
        let project = Project::new(&[]);
        project.run(&["--fail-on", "often"]).ends(2).complains("often");
        project.run(&["--today", "31.3.2027"]).ends(2).complains("a date is written like 2027-03-31");
        project.run(&["--threads", "0"]).ends(2);
        project.run(&["--no-such-flag"]).ends(2);
    }

    #[test]
    fn help_and_version() {
        let project = Project::new(&[]);
        project.run(&["--help"]).ends(0).says("Exit codes:").says("--stdin-name");
        project.run(&["check", "--help"]).ends(0).says("Examples:");
        project.run(&["--version"]).ends(0).says("qualm ");
    }
}

mod flags {
    use super::*;

    fn ragged() -> Project {
        Project::new(&[("a.csv", "id,segment\n1,cats\n2\n")])
    }

    #[test]
    fn formats() {
        let project = ragged();
        project.run(&[]).ends(1).says("error[list/ragged-row]: ").says("╭─[a.csv:3:1]").says("  help   fill");
        let concise = "a.csv:3:1: error[list/ragged-row] this row has 1 field, the header has 2\n1 error in 1 file\n";
        assert_eq!(project.run(&["--format", "concise"]).ends(1).out, concise);
        let json: serde_json::Value = serde_json::from_str(&project.run(&["--format", "json"]).ends(1).out).unwrap();
        assert_eq!((&json["version"], &json["findings"][0]["line"]), (&1.into(), &3.into()));
        assert_eq!(json["summary"]["errors"], 1);
        let lines = project.run(&["--format", "ndjson"]).ends(1).out;
        let line: serde_json::Value = serde_json::from_str(&lines).unwrap();
        assert_eq!((lines.lines().count(), &line["path"]), (1, &"a.csv".into()));
    }

    #[test]
    fn quiet_leaves_the_summary() {
        assert_eq!(ragged().run(&["--quiet"]).ends(1).out, "1 error in 1 file\n");
    }

    #[test]
    fn output_goes_to_a_file() {
        let project = ragged();
        assert_eq!(project.run(&["--output", "report.txt", "--color", "auto"]).ends(1).out, "");
        assert!(fs::read_to_string(project.path("report.txt")).unwrap().contains("1 error in 1 file"));
        project.run(&["--output", "no/such/folder"]).ends(2).complains("cannot write `no/such/folder`");
    }

    #[test]
    fn colours() {
        let project = ragged();
        let coloured = |run: Run| run.out.contains('\u{1b}');
        assert!(!coloured(project.run(&[])));
        assert!(coloured(project.run(&["--color", "always"])));
        assert!(coloured(Run::of(project.command(&[]).env("CLICOLOR_FORCE", "1"))));
        assert!(!coloured(Run::of(project.command(&[]).env("CLICOLOR_FORCE", "0"))));
        assert!(!coloured(Run::of(project.command(&[]).env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1"))));
        assert!(!coloured(Run::of(project.command(&["--color", "never"]).env("CLICOLOR_FORCE", "1"))));
        assert!(coloured(Run::of(project.command(&["--color", "always"]).env("NO_COLOR", "1"))));
    }

    #[test]
    fn ascii() {
        let project = ragged();
        assert!(project.run(&["--ascii"]).out.is_ascii());
        assert!(Run::of(project.command(&[]).env("TERM", "dumb")).out.is_ascii());
        assert!(!project.run(&[]).out.is_ascii());
    }

    #[test]
    fn the_day_is_accepted() {
        Project::new(&[("a.campaign", FINE)]).run(&["--today", "2027-03-31", "--strict"]).ends(0);
    }

    #[test]
    fn threads_change_nothing() {
        let mut rows = String::from("id,segment\n");
        (0..20_000)
            .for_each(|id| writeln!(rows, "{id},{}", if id % 5000 == 77 { "pregnant,x" } else { "cats" }).unwrap());
        let project = Project::new(&[("b.csv", &rows), ("a.campaign", BROKEN), ("c.campaign", BROKEN)]);
        let one = project.run(&["--threads", "1", "--format", "json"]).ends(1).out;
        let many = project.run(&["--threads", "7", "--format", "json"]).ends(1).out;
        assert_eq!(one, many);
    }

    #[test]
    fn findings_come_in_the_order_of_paths() {
        let project =
            Project::new(&[("b.csv", "segment,x\na\n"), ("a.csv", "segment,x\na\n"), ("a/z.csv", "segment,x\na\n")]);
        let out = project.run(&["b.csv", "a", "a.csv", "--format", "concise"]).out;
        let paths: Vec<_> = out.lines().filter_map(|line| line.split_once(':')).map(|(path, _)| path).collect();
        assert_eq!(paths, ["a.csv", "a/z.csv", "b.csv"]);
    }
}

mod standard_input {
    use super::*;

    #[test]
    fn is_a_campaign_unless_its_name_says_otherwise() {
        let project = Project::new(&[]);
        Run::of(project.command(&["-"]).write_stdin(FINE)).ends(0).says("in 1 file");
        let list = Run::of(
            project.command(&["-", "--stdin-name", "x.csv", "--format", "concise"]).write_stdin("segment,b\nc\n"),
        );
        list.ends(0).says("x.csv:2:1: warning[list/ragged-row]");
        Run::of(project.command(&["-", "--stdin-name", "x.docx"]).write_stdin("")).ends(2).complains("`x.docx`");
    }

    #[test]
    fn faults_carry_its_name() {
        let project = Project::new(&[]);
        let mut command = project.command(&["-", "--format", "concise"]);
        Run::of(command.write_stdin(BROKEN)).ends(1).says("stdin.campaign:");
    }
}

mod files {
    use super::*;

    #[test]
    fn folders_give_campaigns_and_tables_of_segments() {
        let project = Project::new(&[
            ("a/one.campaign", FINE),
            ("a/segments.csv", "id,Segment_Name\n"),
            ("a/topics.tsv", "topic\n"),
            ("a/people.csv", "id,name,email\n"),
            ("README.txt", "read me"),
            ("notes.md", "notes"),
        ]);
        project.run(&[]).ends(0).says("in 3 files");
        project.run(&[".", "README.txt", "a/people.csv"]).ends(0).says("in 5 files");
        project.run(&["--column", "email"]).ends(1).says("list/no-column");
    }

    #[test]
    fn a_path_given_twice_is_read_once() {
        let project = Project::new(&[("a/b.campaign", FINE)]);
        project.run(&["a", "a/b.campaign", "./a/../a/b.campaign", "."]).ends(0).says("in 1 file\n");
    }

    #[test]
    fn a_path_that_does_not_exist() {
        let project = Project::new(&[("campaigns/a.campaign", FINE)]);
        let run = project.run(&["campains"]).ends(2).complains("`campains` does not exist");
        run.complains("did you mean `campaigns`?");
        project.run(&["campaigns/a.campain"]).ends(2).complains("did you mean `campaigns/a.campaign`?");
        // The rest is checked all the same.
        project.run(&["zzz", "campaigns"]).ends(2).says("in 1 file");
    }

    #[test]
    fn nothing_to_read() {
        let project = Project::new(&[("README.md", ""), ("people.csv", "name,email\n")]);
        let run = project.run(&[]).ends(2).complains("nothing to read in `.`");
        run.complains("*.campaign, *.csv, *.tsv and *.txt");
    }

    #[test]
    fn an_unknown_kind() {
        let project = Project::new(&[("plan.docx", "")]);
        project.run(&["plan.docx"]).ends(2).complains("`plan.docx` is not a kind of file").complains("*.campaign");
    }

    #[test]
    fn gitignore_is_respected() {
        let project = Project::new(&[
            (".git/info/exclude", "excluded.campaign\n"),
            (".gitignore", "*.tmp.campaign\n/out/\nkeep/*\n!keep/this.campaign\n"),
            ("a.campaign", FINE),
            ("b.tmp.campaign", BROKEN),
            ("excluded.campaign", BROKEN),
            ("out/c.campaign", BROKEN),
            ("keep/this.campaign", ""),
            ("keep/that.campaign", BROKEN),
            ("deep/.gitignore", "d*\n!b.tmp.campaign\n"),
            ("deep/d.campaign", BROKEN),
            ("deep/out/e.campaign", ""),
            ("deep/b.tmp.campaign", ""),
        ]);
        project.run(&[]).ends(0).says("in 4 files");
        project.run(&["deep"]).ends(0).says("in 2 files");
        project.run(&["out/c.campaign"]).says("in 1 file");
    }

    #[test]
    fn hidden_files_and_folders_are_skipped() {
        let project = Project::new(&[("a.campaign", FINE), (".hidden/b.campaign", BROKEN), (".c.campaign", BROKEN)]);
        project.run(&[]).ends(0).says("in 1 file (2 hidden files not read)\n");
        project.run(&[".hidden"]).says("in 1 file");
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_only_when_they_are_named() {
        let project = Project::new(&[("a/a.campaign", FINE), ("elsewhere/b.campaign", FINE)]);
        std::os::unix::fs::symlink(project.path("a"), project.path("a/circle")).unwrap();
        std::os::unix::fs::symlink("self", project.path("a/self")).unwrap();
        std::os::unix::fs::symlink(project.path("elsewhere"), project.path("a/away")).unwrap();
        project.run(&["a"]).ends(0).says("in 1 file (1 link not read)\n");
        project.run(&["a/away"]).ends(0).says("in 1 file\n");
        project.run(&["a/circle/circle"]).ends(0).says("in 1 file (1 link not read)\n");
        project.run(&["a/self"]).ends(2).complains("cannot read `a/self`");
    }

    #[cfg(unix)]
    #[test]
    #[expect(clippy::print_stderr, reason = "a test that cannot run says so")]
    fn what_cannot_be_opened_costs_nothing_else() {
        use std::os::unix::fs::PermissionsExt;
        let project = Project::new(&[("a.campaign", FINE), ("b.campaign", FINE), ("c/d.campaign", FINE)]);
        let allow = |path, mode| fs::set_permissions(project.path(path), fs::Permissions::from_mode(mode)).unwrap();
        allow("b.campaign", 0);
        allow("c", 0);
        if fs::read(project.path("b.campaign")).is_ok() {
            eprintln!("SKIPPED: root may open everything");
            return;
        }
        let run = project.run(&[]).ends(2).says("in 1 file\n");
        run.complains("cannot read `b.campaign`: ").complains("cannot read `c`: ");
        allow("c", 0o700);
    }
}

mod bad_input {
    use super::*;

    #[test]
    fn not_utf8() {
        let project = Project::new(&[("b.campaign", BROKEN)]);
        project.file("a.campaign", b"# fine\nowner \"Andr\xe9\"\n");
        let run = project.run(&["--format", "concise", "--fail-on", "never"]).ends(1).says("b.campaign:");
        run.says("a.campaign:2:12: error[file/not-utf8] this file is not UTF-8: byte 0xE9 at offset 18");
    }

    #[test]
    fn a_hundred_megabytes_in_one_line() {
        let project = Project::new(&[("b.campaign", BROKEN)]);
        // A hole in the file reads as NULs: nothing of this size is written.
        let huge = |name| fs::File::create(project.path(name)).unwrap().set_len(100 << 20).unwrap();
        huge("a.campaign");
        huge("a.txt");
        let run = project.run(&["--format", "concise", ".", "a.txt"]).ends(1).says("b.campaign:");
        run.says("a.campaign:1:1: error[file/too-large]").says("a.txt:1:1: error[list/long-row]");
        project.run(&[]).ends(1).says("╭─[a.campaign:1:1]");
    }

    #[test]
    fn a_long_line_that_is_not_too_long() {
        let line = format!("segment a {{ when interested in \"{}\" and }}", "cats ".repeat(200_000));
        let run = Project::new(&[("a.campaign", &line)]).run(&[]).ends(1);
        assert!(run.out.len() < 4000, "{} bytes", run.out.len());
    }

    #[test]
    fn depth() {
        let parens = format!("segment a {{ when {}", "(".repeat(100_000));
        let nots = format!("segment a {{ when {} b }}", "not ".repeat(5_000));
        let project = Project::new(&[("a.campaign", &parens), ("b.campaign", &nots), ("c.campaign", BROKEN)]);
        let run = project.run(&["--format", "concise"]).ends(1);
        run.says("a.campaign:").says("b.campaign:").says("c.campaign:").never_says("internal/");
    }

    #[test]
    fn nul_mark_and_line_breaks_of_another_system() {
        let windows = format!("\u{feff}{}", FINE.replace('\n', "\r\n"));
        Project::new(&[("a.campaign", &windows)]).run(&[]).ends(0);
        Project::new(&[("a.campaign", "segment a\0 { when b }\n")]).run(&[]).ends(1).says("syntax/");
    }

    #[test]
    fn lists() {
        let check = |bytes: &[u8], args: &[&str], want: &str| {
            let project = Project::new(&[]);
            project.file("a.csv", bytes);
            project.run(&[&["a.csv", "--format", "concise"], args].concat()).ends(1).says(want);
        };
        check(b"id,segment\n1,a\n2,\"b\n3,c\n", &[], "a.csv:3:1: error[list/unclosed-quote]");
        check(b"id,segment\n\"1\n\",a\n2\n", &[], "a.csv:4:1: error[list/ragged-row]");
        check(b"id,segment\n1,a\xff\n", &[], "a.csv:2:4: error[list/not-utf8]");
        check(b"id,segment\n1,a\0\n", &[], "a.csv:2:4: error[list/nul]");
        check(b"id,segment\n", &["--column", "sgment"], "error[list/no-column] the list has no column `sgment`");
        let project = Project::new(&[("a.csv", "id,segment\n")]);
        project.run(&["--column", "sgment", "a.csv"]).ends(1).says("did you mean `segment`? it has `id`, `segment`");
    }

    #[cfg(unix)]
    #[test]
    fn nothing_hostile_reaches_the_terminal() {
        let project = Project::new(&[]);
        let name = "a\u{1b}]0;x\u{7}\u{202e}.csv";
        project.file(name, "id,segment\n1,\u{1b}[2Ja\u{202e}b\n2,\u{9b}31m,\u{1b}c\n");
        project.file("b\u{1b}[2J.campaign", "segment \u{1b}[31m { when \u{202e} }\n");
        let acts = |c: char| c != '\n' && (c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c));
        for format in ["pretty", "concise", "json", "ndjson"] {
            let run = project.run(&["--format", format]).ends(1);
            assert!(!run.out.contains(acts) && !run.err.contains(acts), "{run:?}");
        }
        let run = project.run(&["no\u{1b}[2J"]).ends(2).complains(r"`no\u{1b}[2J`");
        assert!(!run.err.contains(acts));
    }

    #[test]
    fn a_reader_that_hangs_up() {
        let mut rows = String::from("id,segment,x\n");
        (0..100_000).for_each(|id| writeln!(rows, "{id},a").unwrap());
        let project = Project::new(&[("a.csv", &rows)]);
        for number in 0..200 {
            project.file(&format!("{number}.csv"), "segment,x\na\n".repeat(30));
        }
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_qualm"))
            .current_dir(project.0.path())
            .args(["--format", "json", "--fail-on", "warning"])
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(1), ""));
    }
}
