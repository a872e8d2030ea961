//! Runs with too little: memory, threads, and files that change while they are read.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use super::*;

/// A run under a limit of address space, in kilobytes.
fn limited(project: &Project, kilobytes: u64, args: &[&str]) -> Run {
    let script = format!("ulimit -v {kilobytes}; exec \"$0\" \"$@\"");
    let mut command = Command::new("bash");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_qualm")]).args(args).current_dir(project.path(""));
    let done = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Run { code: done.status.code().unwrap_or(-1), out: text(done.stdout), err: text(done.stderr) }
}

#[test]
fn too_little_memory_is_said() {
    let project = Project::new(&[("a.campaign", FINE)]);
    for (kilobytes, args) in [(40_000, &[][..]), (40_000, &["explain", "quran"]), (60_000, &[]), (60_000, &["rules"])] {
        let run = limited(&project, kilobytes, args);
        // How much is enough depends on the build; that it was not is never told by dying.
        if kilobytes == 40_000 || run.code != 0 {
            run.ends(2).complains("error: out of memory").complains("ulimit -v");
        }
    }
    let run = limited(&project, 4_000_000, &["--threads", "2"]).ends(0);
    assert_eq!(run.out, "no findings in 1 file\n");
    limited(&project, 4_000_000, &["gone.campaign"]).ends(2).complains("does not exist").never_says("memory");
}

#[test]
fn a_list_that_grows_is_read_to_the_end_that_it_had() {
    let project = Project::new(&[("a.csv", "")]);
    project.file("a.csv", format!("segment\n{}", "cats\n".repeat(100_000)));
    let mut child = Command::new(env!("CARGO_BIN_EXE_qualm"))
        .current_dir(project.path(""))
        .args(["a.csv", "--format", "json"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    // As fast as it is read, and then some.
    let mut list = fs::OpenOptions::new().append(true).open(project.path("a.csv")).unwrap();
    let more = "dogs\n".repeat(10_000);
    while child.try_wait().unwrap().is_none() {
        if list.metadata().unwrap().len() < 32 << 20 {
            list.write_all(more.as_bytes()).unwrap();
        }
        thread::sleep(Duration::from_millis(1));
    }
    let run = child.wait_with_output().unwrap();
    assert_eq!(run.status.code(), Some(0));
    let json: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
    let rows = json["summary"]["rows"].as_u64().unwrap();
    let written = (list.metadata().unwrap().len() - 8) / 5;
    assert!((100_000..written).contains(&rows) || written == 100_000, "{rows} of {written}");
}
