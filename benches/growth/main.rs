//! That work grows as its input does, counted in instructions: `cargo bench --bench growth`.
//!
//! Each kind of repetition is made in two lengths, one four times the other, and qualm is run on both under valgrind,
//! which counts what the processor executes. A count does not depend on how busy the machine is, so that a bound can be
//! sharp. What a run on nothing takes is subtracted: it is the same for both.
//!
//! Four times the input may take `BOUND` times the work. Linear work takes 4.0 times, and sorting a little more (4.6
//! where all the work was sorting ten thousand things); where even a twentieth of the work at the shorter length is
//! quadratic, it takes 4.6 times, and where all of it is, 16.

#![allow(clippy::print_stdout, clippy::print_stderr, missing_docs, reason = "a benchmark prints")]

mod conditions;
mod faults;
mod formats;
mod items;
mod job;
mod lists;
mod settings;
mod statements;
mod words;

use std::fmt;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use job::{Job, Kind};

/// How much longer the longer input is.
const TIMES: usize = 4;
/// How much more work it may take.
const BOUND: f64 = 4.6;
/// The least work that tells growth from noise.
const LEAST: u64 = 5_000_000;

/// What came of one kind: the work for the shorter and for the longer input, or what went wrong.
struct Grown {
    name: &'static str,
    n: usize,
    work: Result<(u64, u64), String>,
}

fn main() -> ExitCode {
    // `cargo bench` hands over `--bench`; all else are parts of names.
    let wanted: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    if !has_valgrind() {
        return missing();
    }
    let all = [
        words::KINDS,
        items::KINDS,
        statements::KINDS,
        conditions::KINDS,
        lists::KINDS,
        faults::KINDS,
        settings::KINDS,
        formats::KINDS,
    ]
    .concat();
    let asked = |kind: &Kind| wanted.is_empty() || wanted.iter().any(|part| kind.name.contains(part.as_str()));
    let kinds: Vec<Kind> = all.into_iter().filter(asked).collect();
    let folder = std::env::temp_dir().join(format!("qualm-growth-{}", std::process::id()));
    let grown = measure(&kinds, &folder);
    // The folder holds nothing but inputs that were made here.
    std::fs::remove_dir_all(&folder).ok();
    let bad = grown.iter().filter(|grown| !grown.is_fine()).count();
    println!("{} kinds of repetition, {bad} of them grow faster than their input", grown.len());
    ExitCode::from(u8::from(bad > 0))
}

fn has_valgrind() -> bool {
    let mut valgrind = Command::new("valgrind");
    valgrind.arg("--version").stdout(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// Without valgrind nothing can be counted: that must not pass for success where it counts.
fn missing() -> ExitCode {
    let is_ci = std::env::var("CI").is_ok_and(|ci| ci == "true");
    eprintln!("growth: valgrind is missing, so NOTHING WAS MEASURED; install it (`apt-get install valgrind`)");
    ExitCode::from(u8::from(is_ci))
}

/// Measures every kind, on all processors, and prints each as it is done.
fn measure(kinds: &[Kind], folder: &Path) -> Vec<Grown> {
    let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let nothing =
        Kind { name: "nothing", n: 0, job: |_| Job::campaign(String::new()) }.work(folder, 0).expect("qualm runs");
    let work = || {
        while let Some(kind) = kinds.get(next.fetch_add(1, Ordering::Relaxed)) {
            let count = |n| kind.work(folder, n).map(|work| work.saturating_sub(nothing));
            let work = count(kind.n).and_then(|short| Ok((short, count(TIMES * kind.n)?)));
            let grown = Grown { name: kind.name, n: kind.n, work };
            println!("{grown}");
            done.lock().expect("no thread has died").push(grown);
        }
    };
    std::thread::scope(|scope| {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        (0..threads).for_each(|_| _ = scope.spawn(work));
    });
    done.into_inner().expect("no thread has died")
}

impl Grown {
    fn is_fine(&self) -> bool {
        self.work.as_ref().is_ok_and(|&(short, long)| LEAST <= short && times(short, long) <= BOUND)
    }
}

fn times(short: u64, long: u64) -> f64 {
    long as f64 / short.max(1) as f64
}

impl fmt::Display for Grown {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let Grown { name, n, work } = self;
        let (short, long) = match work {
            Ok(work) => *work,
            Err(said) => return write!(f, "{name}: DID NOT END AS IT SHOULD: {said}"),
        };
        let millions = |count: u64| count as f64 / 1e6;
        write!(f, "{name:<48} {n:>7} {:>9.1} M {:>9.1} M", millions(short), millions(long))?;
        write!(f, " {:>6.2} x", times(short, long))?;
        match (self.is_fine(), short < LEAST) {
            (true, _) => Ok(()),
            (false, true) => f.write_str("  TOO LITTLE WORK TO TELL"),
            (false, false) => f.write_str("  GROWS FASTER THAN ITS INPUT"),
        }
    }
}
