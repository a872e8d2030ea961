//! What qualm writes, and what it does not: nothing through a link of the checkout, nothing half.

use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use super::*;

const PRECIOUS: &str = "precious";

/// A repository beside a folder with a file that nobody may write to through it.
fn checkout() -> Project {
    let project = Project::new(&[("in/a.campaign", FINE), ("out/precious", PRECIOUS)]);
    fs::create_dir(project.path("in/.git")).unwrap();
    project
}

fn run(project: &Project, args: &[&str]) -> Run {
    Run::of(project.command(args).current_dir(project.path("in")))
}

fn names(project: &Project, folder: &str) -> Vec<String> {
    let entries = fs::read_dir(project.path(folder)).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn nothing_is_written_through_a_link_of_the_checkout() {
    let project = checkout();
    let link = |target: &str, name: &str| symlink(target, project.path("in").join(name)).unwrap();
    link("../out/precious", "q.sarif");
    link("nowhere", "dangling.sarif");
    link("../out", "folder");
    link("q.sarif", "twice.sarif");
    link(project.path("out").to_str().unwrap(), "absolute");
    for target in
        ["q.sarif", "dangling.sarif", "folder/new.sarif", "twice.sarif", "absolute/precious", "folder/../out/x.sarif"]
    {
        let run = run(&project, &["--output", &format!("sarif={target}")]);
        run.ends(2).complains("would be written through the link").complains("--trust-checkout");
    }
    let through = |args: &[&str]| drop(run(&project, args).ends(2).complains("through the link"));
    link("new.json", "qualm-baseline.json");
    through(&["baseline"]);
    fs::remove_file(project.path("in/qualm-baseline.json")).unwrap();
    through(&["baseline", "--output", "q.sarif"]);
    through(&["init", "folder"]);
    through(&["new", "pack", "acme", "--in", "folder/rules"]);
    through(&["man", "--dir", "folder/man"]);
    link("../../out/precious", "../in/.git/qualm.1");
    through(&["man", "--dir", ".git"]);
    let summary = project.path("in/q.sarif");
    let page = Run::of(
        project.command(&["--format", "github"]).current_dir(project.path("in")).env("GITHUB_STEP_SUMMARY", summary),
    );
    page.ends(2).complains("through the link");
    assert_eq!(
        (names(&project, "out"), project.read("out/precious").as_str()),
        (vec!["precious".to_owned()], PRECIOUS)
    );
    assert!(!project.path("in/nowhere").exists());
}

#[test]
fn who_trusts_the_checkout_writes_through_its_links() {
    let project = checkout();
    symlink("../out/precious", project.path("in/q.sarif")).unwrap();
    run(&project, &["--trust-checkout", "--output", "sarif=q.sarif"]).ends(0);
    assert!(project.path("in/q.sarif").is_symlink());
    assert!(project.read("out/precious").starts_with("{\"$schema\""));
}

#[test]
fn links_outside_of_the_checkout_are_the_users_own() {
    let project = checkout();
    symlink(project.path("in"), project.path("way-in")).unwrap();
    symlink(project.path("out"), project.path("reports")).unwrap();
    run(&project, &["--output", "sarif=../reports/q.sarif"]).ends(0);
    let way_in = project.path("way-in/q.sarif");
    run(&project, &["--output", &format!("sarif={}", way_in.display())]).ends(0);
    assert!(project.path("out/q.sarif").is_file() && project.path("in/q.sarif").is_file());
}

#[test]
fn another_name_of_the_same_file_keeps_what_it_holds() {
    let project = checkout();
    fs::hard_link(project.path("out/precious"), project.path("in/q.sarif")).unwrap();
    run(&project, &["--output", "sarif=q.sarif"]).ends(0);
    assert_eq!(project.read("out/precious"), PRECIOUS);
    assert!(project.read("in/q.sarif").starts_with("{\"$schema\""));
}

#[test]
fn a_new_report_is_for_all_and_an_old_one_keeps_its_readers() {
    let project = checkout();
    let mode = |path: &str| fs::metadata(project.path(path)).unwrap().permissions().mode() & 0o777;
    run(&project, &["--output", "new.txt"]).ends(0);
    project.file("in/usual", "");
    assert_eq!(mode("in/new.txt"), mode("in/usual"));
    fs::set_permissions(project.path("in/new.txt"), fs::Permissions::from_mode(0o640)).unwrap();
    run(&project, &["--output", "new.txt"]).ends(0);
    assert_eq!(mode("in/new.txt"), 0o640);
}

#[test]
fn what_stands_in_the_way_of_a_draft_is_left_alone() {
    let project = checkout();
    let child = waiting(&project);
    let draft = draft(&project);
    // Nobody can know the name, and the next run takes another.
    assert!(draft.starts_with(".qualm-") && draft.len() > ".qualm-.tmp".len() + 5, "{draft}");
    end(child, "KILL");
    symlink("../out/precious", project.path("in").join(&draft)).unwrap_err();
    run(&project, &["--output", "q.sarif"]).ends(0);
    assert_eq!(project.read("out/precious"), PRECIOUS);
}

#[test]
fn pipes_and_devices_take_reports_as_they_come() {
    let project = checkout();
    run(&project, &["--output", "/dev/stdout"]).ends(0).says("no findings in 1 file\n");
    run(&project, &["--output", "/dev/null"]).ends(0);
    let script = "\"$0\" --output sarif=>(cat > s.json) --output json=/dev/fd/7 7> j.json; wait; sleep 0.2";
    let done = Command::new("bash")
        .args(["-c", script, env!("CARGO_BIN_EXE_qualm")])
        .current_dir(project.path("in"))
        .output()
        .unwrap();
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    assert!(project.read("in/j.json").starts_with("{\"version\""), "{done:?}");
    let mkfifo = Command::new("mkfifo").arg(project.path("in/fifo")).status().unwrap();
    assert!(mkfifo.success());
    let reader = Command::new("cat").arg(project.path("in/fifo")).stdout(Stdio::piped()).spawn().unwrap();
    run(&project, &["--output", "sarif=fifo"]).ends(0);
    assert!(String::from_utf8(reader.wait_with_output().unwrap().stdout).unwrap().starts_with("{\"$schema\""));
}

#[test]
fn a_run_that_is_ended_leaves_nothing_half() {
    for (signal, number) in [("INT", 2), ("TERM", 15)] {
        let project = checkout();
        project.file("in/q.sarif", "the last report");
        let child = waiting(&project);
        draft(&project);
        assert_eq!(end(child, signal).signal(), Some(number));
        assert_eq!(names(&project, "in"), [".git", "a.campaign", "q.sarif"]);
        assert_eq!(project.read("in/q.sarif"), "the last report");
    }
}

/// A run that waits for its input while its report is under way.
fn waiting(project: &Project) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_qualm"));
    let command = command.current_dir(project.path("in")).args(["-", "--output", "sarif=q.sarif"]);
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// The name of the draft, once it is there.
fn draft(project: &Project) -> String {
    loop {
        match names(project, "in").into_iter().find(|name| name.starts_with(".qualm-")) {
            Some(name) => return name,
            None => thread::sleep(Duration::from_millis(5)),
        }
    }
}

fn end(mut child: Child, signal: &str) -> std::process::ExitStatus {
    let sent = Command::new("kill").arg(format!("-{signal}")).arg(child.id().to_string()).status().unwrap();
    assert!(sent.success());
    // The input stays open until then.
    let input = child.stdin.take();
    let status = child.wait().unwrap();
    drop(input);
    status
}
