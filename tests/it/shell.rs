//! What shells and the manual know of the command line, read back by bash and by a reader of manuals.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
#![expect(clippy::print_stderr, reason = "a test that is skipped should say so")]

use std::fs;
use std::process::Command;

use tempfile::TempDir;

/// Loads the script as a user's shell does and asks what comes next after the words that are typed.
const ASK: &str = r#"
eval "$("$QUALM" completions bash)" || exit
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
_qualm "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
printf '%s\n' "${COMPREPLY[@]}"
"#;

#[test]
fn bash_completes_commands_flags_and_values() {
    if !can("bash") {
        return;
    }
    assert_eq!(completed(&["qualm", "comp"]), ["completions"]);
    assert!(completed(&["qualm", ""]).contains(&"explain".to_owned()));
    assert_eq!(completed(&["qualm", "check", "--fail"]), ["--fail-on"]);
    assert_eq!(completed(&["qualm", "check", "--fail-on", ""]), ["error", "warning", "note", "never"]);
    assert!(completed(&["qualm", "check", "--format", ""]).contains(&"ndjson".to_owned()));
    assert_eq!(completed(&["qualm", "explain", "--as", "loc"]), ["location"]);
    assert_eq!(completed(&["qualm", "completions", "z"]), ["zsh"]);
    assert_eq!(completed(&["qualm", "chekc"]), [""]);
}

#[test]
fn every_shell_has_a_script() {
    for (shell, opening) in [
        ("bash", "_qualm() {"),
        ("zsh", "#compdef qualm"),
        ("fish", "complete -c qualm"),
        ("powershell", "Register-ArgumentCompleter"),
        ("elvish", "set edit:completion:arg-completer[qualm]"),
    ] {
        let script = qualm(&["completions", shell]);
        assert!(script.contains(opening) && script.contains("fail-on"), "{shell}: {script}");
    }
}

#[test]
fn the_manual_is_read_without_a_complaint() {
    let folder = TempDir::new().unwrap();
    let man = folder.path().join("man1");
    qualm(&["man", "--dir", man.to_str().unwrap()]);
    assert_eq!(fs::read_to_string(man.join("qualm.1")).unwrap(), qualm(&["man"]));
    let mut pages: Vec<_> = fs::read_dir(&man).unwrap().map(|page| page.unwrap().path()).collect();
    pages.sort();
    assert!(pages.contains(&man.join("qualm-check.1")) && pages.contains(&man.join("qualm-man.1")), "{pages:?}");
    if !can("groff") {
        return;
    }
    for page in pages {
        let read = Command::new("groff").args(["-man", "-ww", "-Tutf8", "-P-cbou"]).arg(&page).output().unwrap();
        let (text, complaints) = (String::from_utf8_lossy(&read.stdout), String::from_utf8_lossy(&read.stderr));
        assert!(read.status.success() && complaints.is_empty(), "{}: {complaints}", page.display());
        for section in ["NAME", "SYNOPSIS", "OPTIONS"] {
            assert!(text.contains(&format!("\n{section}\n")), "{section} of {}: {text}", page.display());
        }
    }
}

#[test]
fn a_folder_that_cannot_be_made_is_said() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("file"), "").unwrap();
    let run = program().args(["man", "--dir", "file"]).current_dir(folder.path()).output().unwrap();
    assert_eq!(run.status.code(), Some(2));
    let said = String::from_utf8(run.stderr).unwrap();
    assert!(said.starts_with("error: cannot write the manual to `file`: "), "{said}");
}

fn completed(words: &[&str]) -> Vec<String> {
    let run = Command::new("bash")
        .args(["--norc", "-c", ASK, "bash"])
        .args(words)
        .env("QUALM", env!("CARGO_BIN_EXE_qualm"))
        .output()
        .unwrap();
    assert!(run.status.success() && run.stderr.is_empty(), "{run:?}");
    String::from_utf8(run.stdout).unwrap().lines().map(str::to_owned).collect()
}

fn qualm(args: &[&str]) -> String {
    let run = program().args(args).output().unwrap();
    assert!(run.status.success() && run.stderr.is_empty(), "{run:?}");
    String::from_utf8(run.stdout).unwrap()
}

fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_qualm"))
}

/// Whether a reader is there; one that is not is named, so that nobody takes the test for a proof.
fn can(reader: &str) -> bool {
    let there = Command::new(reader).arg("--version").output().is_ok_and(|run| run.status.success());
    if !there {
        eprintln!("SKIPPED: `{reader}` is not there to read back what qualm writes");
    }
    there
}
