//! `qualm check`: find, read, judge, report.

use std::fs::File;
use std::io::{self, BufWriter, Write};

use rayon::ThreadPoolBuilder;

use crate::error::Error;
use crate::finding::Finding;
use crate::lint;
use crate::source::Sources;

use super::files::{self, Input, Kind};
use super::progress::Progress;
use super::read;
use super::rows::{self, Judge};
use super::settings::Settings;
use super::tally::{Tally, Verdict};
use super::{FAILED, complain};

/// Checks everything that the settings name, writes the report, and gives the exit code.
pub(super) fn check(settings: &Settings) -> Result<u8, Error> {
    let pool = ThreadPoolBuilder::new().num_threads(settings.threads).stack_size(STACK).build();
    pool.map_err(Error::Threads)?.install(|| run(settings))
}

/// Room for the deepest text that the front end lets through.
const STACK: usize = 16 << 20;

fn run(settings: &Settings) -> Result<u8, Error> {
    let (inputs, mut troubles) = files::find(settings);
    if inputs.is_empty() && troubles.is_empty() {
        return Err(Error::NothingToRead { places: places(settings) });
    }
    let mut verdict = Verdict::Pass;
    if !inputs.is_empty() {
        let mut out = output(settings)?;
        let mut run = Run { settings, tally: Tally::new(settings, &mut out), troubles: Vec::new(), files: 0 };
        let written = run.report(&inputs);
        verdict = run.tally.verdict();
        troubles.append(&mut run.troubles);
        match written {
            // Whoever read the report has seen enough, as in `qualm check | head`.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
            Err(source) => troubles.push(Error::Write { place: place(settings), source }),
            Ok(()) => {}
        }
    }
    troubles.iter().for_each(complain);
    Ok(match verdict {
        _ if !troubles.is_empty() => FAILED,
        Verdict::Fail => 1,
        Verdict::Pass => 0,
    })
}

/// A run under way.
struct Run<'a> {
    settings: &'a Settings,
    tally: Tally<'a>,
    /// What could not be read.
    troubles: Vec<Error>,
    /// How many files were.
    files: usize,
}

impl Run<'_> {
    /// Judges everything and reports it in the order of paths. The error is that of writing.
    fn report(&mut self, inputs: &[Input]) -> io::Result<()> {
        let (knowledge, rules) = lint::shipped();
        let judge = Judge { knowledge: &knowledge, rules: &rules, options: &self.settings.options };
        let progress = Progress::over(inputs.len(), self.settings.volume);
        let (sources, findings) = self.campaigns(inputs, judge, &progress);
        self.tally.begin()?;
        let mut rest = findings.as_slice();
        for input in inputs {
            let Kind::List(kind) = input.kind else { continue };
            let before = rest.partition_point(|finding| sources.path(finding.at) < input.path.as_str());
            let (now, later) = rest.split_at(before);
            progress.aside(|| self.tally.add(&sources, now))?;
            rest = later;
            match rows::stream(input, kind, self.settings, judge, &mut self.tally, &progress)? {
                Ok(()) => self.files += 1,
                Err(error) => self.troubles.push(error),
            }
            progress.step();
        }
        progress.done();
        self.tally.add(&sources, rest)?;
        self.tally.end(self.files)
    }

    /// Judges all campaign files together.
    fn campaigns(&mut self, inputs: &[Input], judge: Judge, progress: &Progress) -> (Sources, Vec<Finding>) {
        let campaigns: Vec<_> = inputs.iter().filter(|input| input.kind == Kind::Campaign).collect();
        let read = read::campaigns(&campaigns, progress);
        self.files += campaigns.len() - read.troubles.len();
        self.troubles.extend(read.troubles);
        let Judge { knowledge, rules, options } = judge;
        let verdict = lint::lint(read.files, read.faults, &read.sources, knowledge, rules, options);
        (read.sources, verdict.findings)
    }
}

fn output(settings: &Settings) -> Result<Box<dyn Write + Send>, Error> {
    let Some(path) = &settings.output else { return Ok(Box::new(BufWriter::new(io::stdout()))) };
    let file = File::create(path).map_err(|source| Error::Write { place: place(settings), source })?;
    Ok(Box::new(BufWriter::new(file)))
}

fn place(settings: &Settings) -> String {
    settings.output.as_ref().map_or("the report".to_string(), |path| format!("`{}`", path.display()))
}

fn places(settings: &Settings) -> String {
    let quoted: Vec<_> = settings.paths.iter().map(|path| format!("`{}`", path.display())).collect();
    quoted.join(", ")
}
