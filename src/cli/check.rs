//! `qualm check`: find, read, judge, report.

use std::io;
use std::panic::{self, AssertUnwindSafe};

use rayon::ThreadPoolBuilder;

use crate::error::Error;
use crate::finding::Finding;
use crate::lint;
use crate::report::{Closing, Colour, Failure, Format, Frame, Glyphs, Look, Summary, Writer};
use crate::source::Sources;

use super::files::{self, Found, Input, Kind};
use super::output::{Outputs, Whole};
use super::progress::Progress;
use super::read;
use super::rows::{self, Judge};
use super::settings::Settings;
use super::tally::{Tally, Verdict, failures};
use super::{FAILED, complain};

/// Checks everything that the settings name, writes the report, and gives the exit code.
pub(super) fn check(settings: &Settings) -> u8 {
    let pool = ThreadPoolBuilder::new().num_threads(settings.threads).stack_size(STACK).build();
    match pool {
        Ok(pool) => pool.install(|| run(settings)),
        Err(source) => {
            let error = Error::Threads(source);
            complain(&error);
            fail(settings.format, &failures(&[error]));
            FAILED
        }
    }
}

/// Writes the report of a run that never began, for formats that programs read whole.
pub(super) fn fail(format: Format, failures: &[Failure]) {
    if format.is_document() {
        let mut out = io::stdout();
        let look = Look { colour: Colour::No, glyphs: Glyphs::Ascii, width: 80 };
        let mut writer = Writer::new(format, Frame::of(look), &mut out);
        let closing = Closing { summary: &Summary::default(), failures, rules: None, statistics: None };
        // Why the run failed is on stderr, too.
        let _ = writer.begin().and_then(|()| writer.end(&closing));
    }
}

/// Room for the deepest text that the front end lets through.
const STACK: usize = 16 << 20;

fn run(settings: &Settings) -> u8 {
    let Found { inputs, unread, mut troubles } = files::find(settings);
    if inputs.is_empty() && troubles.is_empty() {
        troubles.push(Error::NothingToRead { places: places(settings), unread: unread.to_string() });
    }
    let mut verdict = Verdict::Pass;
    match Outputs::open(&settings.targets, &inputs) {
        Err(error) => troubles.push(error),
        Ok(mut outputs) => {
            let mut run = Run { settings, tally: Tally::new(settings, &mut outputs), troubles };
            run.tally.summary.unread = unread;
            let whole = run.report(&inputs);
            verdict = run.tally.verdict();
            troubles = run.troubles;
            troubles.extend(outputs.keep(whole));
        }
    }
    troubles.iter().for_each(complain);
    match verdict {
        _ if !troubles.is_empty() => FAILED,
        Verdict::Fail => 1,
        Verdict::Pass => 0,
    }
}

/// A run under way.
struct Run<'a> {
    settings: &'a Settings,
    tally: Tally<'a>,
    /// What could not be read.
    troubles: Vec<Error>,
}

impl Run<'_> {
    /// Judges everything and reports it; tells whether the reports are whole.
    fn report(&mut self, inputs: &[Input]) -> Whole {
        let mut whole = Whole::No;
        if self.tally.begin().is_ok() && !inputs.is_empty() {
            match panic::catch_unwind(AssertUnwindSafe(|| self.judge(inputs))) {
                Ok(Ok(())) => whole = Whole::Yes,
                // Nobody reads any more.
                Ok(Err(_)) => {}
                Err(_) => self.troubles.push(Error::Bug),
            }
        }
        // A person reads no count of what was not judged, but a program needs the end of its document.
        self.tally.end(whole, &self.troubles);
        whole
    }

    /// Judges everything and reports it in the order of paths.
    fn judge(&mut self, inputs: &[Input]) -> io::Result<()> {
        let progress = Progress::over(inputs.len(), self.settings.volume);
        let campaigns: Vec<_> = inputs.iter().filter(|input| input.kind == Kind::Campaign).collect();
        // Neither waits for the other, and loading what is known keeps no more than one thread busy for long.
        let (read, (knowledge, rules)) = rayon::join(|| read::campaigns(&campaigns, &progress), lint::shipped);
        self.tally.summary.files += campaigns.len() - read.troubles.len();
        self.tally.rules = Some(rules);
        let judge = Judge { knowledge, rules, options: &self.settings.options };
        let (sources, findings) = self.campaigns(read, judge);
        let mut rest = findings.as_slice();
        for input in inputs {
            let Kind::List(kind) = input.kind else { continue };
            let before = rest.partition_point(|finding| sources.path(finding.at) < input.path.as_str());
            let (now, later) = rest.split_at(before);
            progress.aside(|| self.tally.add(&sources, now))?;
            rest = later;
            match rows::stream(input, kind, self.settings, judge, &mut self.tally, &progress)? {
                Ok(()) => self.tally.summary.files += 1,
                Err(error) => self.troubles.push(error),
            }
            progress.step();
        }
        progress.done();
        self.tally.add(&sources, rest)
    }

    /// Judges all campaign files together.
    fn campaigns(&mut self, read: read::Campaigns, judge: Judge) -> (Sources, Vec<Finding>) {
        self.troubles.extend(read.troubles);
        let Judge { knowledge, rules, options } = judge;
        let verdict = lint::lint(read.files, read.faults, &read.sources, knowledge, rules, options);
        self.tally.summary.campaigns = verdict.campaigns;
        self.tally.summary.segments = verdict.segments;
        (read.sources, verdict.findings)
    }
}

fn places(settings: &Settings) -> String {
    let quoted: Vec<_> = settings.paths.iter().map(|path| format!("`{}`", path.display())).collect();
    quoted.join(", ")
}
