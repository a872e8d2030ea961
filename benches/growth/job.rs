//! One run of qualm on inputs that were made for it, counted.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// A kind of repetition.
#[derive(Clone, Copy)]
pub(crate) struct Kind {
    /// What is repeated.
    pub(crate) name: &'static str,
    /// How often, in the shorter input.
    pub(crate) n: usize,
    /// The run for so many.
    pub(crate) job: fn(usize) -> Job,
}

/// A run: the files of a folder, and the arguments of qualm in it.
pub(crate) struct Job {
    files: Vec<(String, String)>,
    args: Vec<String>,
    /// Whether the run ends with 2, since its configuration has faults.
    fails: bool,
    /// What is added once the rest is committed; a folder without is no repository.
    later: Option<(String, String)>,
}

/// The arguments that all checks share.
const CHECK: [&str; 7] = ["check", "--today", "2027-03-01", "--fail-on", "never", "--threads", "1"];

impl Job {
    /// A check of one campaign file without configuration, in the format that says least.
    pub(crate) fn campaign(text: String) -> Job {
        Job::check(vec![("a.campaign".to_owned(), text)]).with(&["--no-config", "--format", "concise"])
    }

    /// A check of one list.
    pub(crate) fn list(text: String) -> Job {
        Job::check(vec![("a.csv".to_owned(), text)]).with(&["--no-config", "--format", "concise"])
    }

    /// A check of a folder with these files.
    pub(crate) fn check(files: Vec<(String, String)>) -> Job {
        Job { files, args: CHECK.map(str::to_owned).to_vec(), fails: false, later: None }
    }

    /// Any other command.
    pub(crate) fn command(files: Vec<(String, String)>, args: Vec<String>) -> Job {
        Job { files, args, fails: false, later: None }
    }

    /// The same with more arguments.
    pub(crate) fn with(mut self, args: &[&str]) -> Job {
        self.args.extend(args.iter().map(|&arg| arg.to_owned()));
        self
    }

    /// The same with one more file.
    pub(crate) fn and(mut self, path: &str, text: &str) -> Job {
        self.files.push((path.to_owned(), text.to_owned()));
        self
    }

    /// The same, where the run ends with 2.
    pub(crate) fn failing(self) -> Job {
        Job { fails: true, ..self }
    }

    /// The same in a repository that has all files committed but this one.
    pub(crate) fn and_later(self, path: &str, text: String) -> Job {
        Job { later: Some((path.to_owned(), text)), ..self }
    }

    fn write(&self, folder: &Path) {
        for (path, text) in &self.files {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
            fs::write(path, text).expect("an input can be written");
        }
        let Some((path, text)) = &self.later else { return };
        let who = ["-c", "user.name=a", "-c", "user.email=a@b.example", "-c", "commit.gpgsign=false"];
        for git in [&["init", "-q"][..], &["add", "."], &["commit", "-q", "-m", "old"]] {
            let done = Command::new("git").args(who).args(git).current_dir(folder).stdout(Stdio::null()).status();
            assert!(done.is_ok_and(|status| status.success()), "git {git:?}");
        }
        fs::write(folder.join(path), text).expect("an input can be written");
    }
}

impl Kind {
    /// How many instructions qualm executes for `n` of it; what it said, where it did not end as it should.
    pub(crate) fn work(&self, folder: &Path, n: usize) -> Result<u64, String> {
        let folder = folder.join(format!("{}-{n}", self.name.replace(|c: char| !c.is_ascii_alphanumeric(), "-")));
        let job = (self.job)(n);
        fs::create_dir_all(&folder).expect("a folder can be made");
        job.write(&folder);
        let count = count(&job, &folder);
        fs::remove_dir_all(&folder).expect("what was made here can be removed");
        count
    }
}

/// Runs qualm under valgrind, and reads how many instructions it took.
fn count(job: &Job, folder: &Path) -> Result<u64, String> {
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]);
    valgrind.arg(env!("CARGO_BIN_EXE_qualm")).args(&job.args).current_dir(folder);
    // Nothing of the place where this runs changes what is counted.
    valgrind.env_remove("GITHUB_STEP_SUMMARY").env("NO_COLOR", "1").stdin(Stdio::null()).stdout(Stdio::null());
    let output = valgrind.output().map_err(|error| error.to_string())?;
    let said = String::from_utf8_lossy(&output.stderr);
    let counted = said.lines().find_map(|line| line.split_once("I   refs:"));
    let number = counted.and_then(|(_, number)| number.trim().replace(',', "").parse().ok());
    // A file with faults of syntax ends with 1, whatever `--fail-on` says.
    let ends_well = output.status.code().is_some_and(|code| if job.fails { code == 2 } else { code < 2 });
    number.filter(|_| ends_well).ok_or_else(|| format!("{}\n{said}", output.status))
}

/// Something for each number below `n`, one after the other.
pub(crate) fn each(n: usize, part: impl Fn(usize) -> String) -> String {
    (0..n).map(part).collect()
}

/// A list of strings, as the language writes it.
pub(crate) fn list_of(n: usize, text: impl Fn(usize) -> String) -> String {
    let strings: Vec<_> = (0..n).map(|i| format!("\"{}\"", text(i))).collect();
    format!("[{}]", strings.join(", "))
}

/// Something for each number below `n`, with the same between them.
pub(crate) fn joined(n: usize, between: &str, part: impl Fn(usize) -> String) -> String {
    (0..n).map(part).collect::<Vec<_>>().join(between)
}
