//! How others run qualm: the action, the workflows and the hooks, read as YAML, and the action's script, run by bash.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_yaml::Value;
use tempfile::TempDir;

#[test]
fn no_script_has_anything_pasted_into_it() {
    for (path, script) in steps("run") {
        assert!(!script.contains("${{"), "{path}: hand it over in `env`, so that it cannot become code:\n{script}");
    }
}

#[test]
fn actions_of_others_are_pinned_by_hash() {
    let uses = steps("uses");
    assert!(uses.len() > 3, "{uses:?}");
    for (path, action) in uses {
        let hash = action.split_once('@').unwrap().1;
        assert!(hash.len() == 40 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()), "{path}: {action}");
    }
}

#[test]
fn workflows_say_what_they_may_do() {
    for (path, workflow) in yaml(".github/workflows") {
        assert!(workflow.get("permissions").is_some_and(|may| !may.is_string()), "{path}: no `permissions`");
    }
}

#[test]
fn a_release_waits_for_all_its_parts() {
    let workflow = read(Path::new(".github/workflows/release.yml"));
    let jobs = workflow["jobs"].as_mapping().unwrap();
    let parts: Vec<_> = keys(&workflow["jobs"]).into_iter().filter(|name| name != "release").collect();
    let awaited: Vec<_> = jobs["release"]["needs"].as_sequence().unwrap().iter().map(text).collect();
    assert_eq!(awaited, parts);
    for part in parts {
        let upload = jobs[part.as_str()]["steps"].as_sequence().unwrap().last().unwrap();
        assert!(text(&upload["with"]["name"]).starts_with("dist-") && upload["with"]["path"] == "dist/*", "{part}");
    }
}

#[test]
fn every_script_stops_at_its_first_fault() {
    let runs = steps("run").into_iter().filter_map(|(_, run)| Some(run.strip_prefix(".ci/")?.to_owned()));
    let names: Vec<_> = runs.filter_map(|run| run.split_whitespace().next().map(str::to_owned)).collect();
    for script in ["run", "pack", "deny", "sbom"] {
        assert!(names.iter().any(|name| name == script), "{script} is not among {names:?}");
    }
    for name in names {
        let script = fs::read_to_string(format!(".ci/{name}")).unwrap();
        assert!(script.starts_with("#!/usr/bin/env bash\n") && script.contains("set -euo pipefail"), "{name}");
    }
}

#[test]
fn the_readme_names_every_input_output_and_hook() {
    let readme = fs::read_to_string("README.md").unwrap();
    let action = read(Path::new("action.yml"));
    let names = ["inputs", "outputs"].map(|part| keys(&action[part])).concat();
    let hooks = read(Path::new(".pre-commit-hooks.yaml"));
    let ids = hooks.as_sequence().unwrap().iter().map(|hook| text(&hook["id"]));
    for name in names.into_iter().chain(ids) {
        assert!(readme.contains(&format!("`{name}`")), "README.md does not speak of `{name}`");
    }
}

#[test]
fn every_hook_reads_the_project_once() {
    for hook in read(Path::new(".pre-commit-hooks.yaml")).as_sequence().unwrap() {
        let entry = "qualm check --force-exclude".to_owned();
        assert_eq!((text(&hook["entry"]), &hook["require_serial"]), (entry, &Value::Bool(true)));
    }
}

#[test]
#[cfg(unix)]
fn the_action_hands_every_input_over_as_one_word() {
    let run = Action::new()
        .set("QUALM_PATHS", "my campaigns\n$(touch broken)\r\n--help\n")
        .set("QUALM_ARGS", "--today\n2027-03-01\n; touch broken")
        .set("QUALM_CONFIG_FROM", "main; touch broken")
        .set("QUALM_FAIL_ON", "`touch broken`")
        .run();
    let words = "check\n--format\ngithub\n--output=sarif=qualm.sarif\n--config-from=main; touch broken\n\
                 --fail-on=`touch broken`\n--today\n2027-03-01\n; touch broken\n--\nmy campaigns\n$(touch broken)\n--help\n";
    assert_eq!(run.words, words);
    assert_eq!(run.said, "sarif-file=./qualm.sarif\nexit-code=1\n");
    assert_eq!((run.code, run.broken), (1, false));
}

#[test]
#[cfg(unix)]
fn the_action_says_where_the_sarif_file_is() {
    for (folder, sarif, said) in [
        ("marketing", "out/q.sarif", "marketing/out/q.sarif"),
        ("marketing", "/tmp/q.sarif", "/tmp/q.sarif"),
        (".", "", ""),
    ] {
        let run = Action::new().set("QUALM_FOLDER", folder).set("QUALM_SARIF", sarif).run();
        assert_eq!(run.said, format!("sarif-file={said}\nexit-code=1\n"));
        assert_eq!(run.words.contains("--output"), !sarif.is_empty());
    }
}

#[test]
#[cfg(unix)]
fn an_input_cannot_write_outputs_of_its_own() {
    let run = Action::new().set("QUALM_SARIF", "q.sarif\nexit-code=0").run();
    assert_eq!((run.code, run.said.as_str(), run.words.as_str()), (2, "", ""));
}

/// The step of `action.yml` that checks, in a folder of its own. The program it calls writes down its arguments and ends
/// with 1.
#[cfg(unix)]
struct Action {
    folder: TempDir,
    command: Command,
}

/// What the step came to.
#[cfg(unix)]
struct Run {
    code: i32,
    /// The arguments that the program was given, one a line.
    words: String,
    /// What the step says to the steps after it.
    said: String,
    /// Whether an input was run as code.
    broken: bool,
}

#[cfg(unix)]
impl Action {
    fn new() -> Action {
        use std::os::unix::fs::PermissionsExt as _;

        let folder = TempDir::new().unwrap();
        let program = folder.path().join("program");
        fs::write(&program, "#!/bin/sh\nprintf '%s\\n' \"$@\" > \"$WORDS\"\nexit 1\n").unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        fs::create_dir(folder.path().join("marketing")).unwrap();
        let action = read(Path::new("action.yml"));
        let step = action["runs"]["steps"].as_sequence().unwrap().last().unwrap();
        let mut command = Command::new("bash");
        command.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"].as_str().unwrap()]);
        command.current_dir(folder.path());
        for (name, value) in step["env"].as_mapping().unwrap() {
            let input = text(value).replace("${{ inputs.", "").replace(" }}", "");
            command.env(text(name), text(&action["inputs"][input.as_str()]["default"]));
        }
        command.env("QUALM_BINARY", &program).env("WORDS", folder.path().join("words"));
        command.env("GITHUB_OUTPUT", folder.path().join("said"));
        Action { folder, command }
    }

    fn set(mut self, name: &str, value: &str) -> Action {
        self.command.env(name, value);
        self
    }

    fn run(mut self) -> Run {
        let code = self.command.output().unwrap().status.code().unwrap();
        let read = |name: &str| fs::read_to_string(self.folder.path().join(name)).unwrap_or_default();
        let broken = self.folder.path().join("broken").exists();
        Run { code, words: read("words"), said: read("said"), broken }
    }
}

/// What every step of the action and the workflows has under a key, with the file it stands in.
fn steps(key: &str) -> Vec<(String, String)> {
    let mut files = yaml(".github/workflows");
    files.push(("action.yml".to_owned(), read(Path::new("action.yml"))));
    let mut found = Vec::new();
    for (path, file) in files {
        let jobs = file.get("jobs").and_then(Value::as_mapping);
        let jobs: Vec<_> = jobs.map_or_else(|| vec![&file["runs"]], |jobs| jobs.values().collect());
        let steps = jobs.iter().flat_map(|job| job["steps"].as_sequence().unwrap());
        found.extend(steps.filter_map(|step| step.get(key)).map(|value| (path.clone(), text(value))));
    }
    assert!(!found.is_empty(), "no step has `{key}`");
    found
}

fn yaml(folder: &str) -> Vec<(String, Value)> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.map(|path| (path.display().to_string(), read(&path))).collect()
}

fn read(path: &Path) -> Value {
    serde_yaml::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn keys(value: &Value) -> Vec<String> {
    value.as_mapping().unwrap().keys().map(text).collect()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}
