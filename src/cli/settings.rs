//! What the program needs to know, worked out from the arguments, the environment and the terminal.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::config::{Config, FailOn};
use crate::finding::{Severity, Text};
use crate::lint::Notes;
use crate::report::{Format, Root};

use crate::project::{BaselineFile, Excluded, Request, Where};

use super::args::Check;
use super::look::Volume;
use super::root::root;
use super::target::{Target, targets};

/// Everything a check is told but for the files themselves.
#[derive(Debug)]
pub(super) struct Settings {
    /// What is asked of the project.
    pub(super) request: Request,
    /// The shape of the main report.
    pub(super) format: Format,
    /// Every report, the main one first.
    pub(super) targets: Vec<Target>,
    /// What paths start from for code hosts.
    pub(super) root: Root,
    /// What of the main report is written.
    pub(super) volume: Volume,
    /// From which severity on findings fail a run, where that was typed.
    pub(super) fail_on: Option<FailOn>,
    /// Whether notes were asked for.
    pub(super) strict: Strict,
    /// The day that counts for campaigns without a flight.
    pub(super) today: Date,
    /// What the run is for.
    pub(super) purpose: Purpose,
    /// Whether the reports say how often each rule leads.
    pub(super) statistics: Statistics,
    /// More warnings than this fail a run, where that was typed.
    pub(super) max_warnings: Option<usize>,
    /// How many threads to use; 0 is one for each core.
    pub(super) threads: usize,
}

/// Whether notes were asked for on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strict {
    /// They were.
    Yes,
    /// Nothing was said of them.
    Unsaid,
}

/// What a run is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To tell what is found.
    Report,
    /// To note it down.
    Baseline,
}

/// What lets a run pass, by the command line and else by the configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Gate {
    /// The least severity that fails a run; none where no finding does.
    pub(super) fail_on: Option<Severity>,
    /// Whether notes are wanted.
    pub(super) notes: Notes,
    /// More warnings than this fail a run.
    pub(super) max_warnings: Option<usize>,
}

/// Whether the reports say how often each rule leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Statistics {
    /// They do.
    Show,
    /// They do not.
    Hide,
}

/// More threads than this only cost memory.
const MOST_THREADS: usize = 256;

impl Settings {
    /// What `qualm check` is told. `commands` are what its first word may have been meant as.
    pub(super) fn of(args: Check, commands: Vec<String>) -> Settings {
        let targets = targets(&args);
        Settings {
            format: targets.first().map_or(Format::Pretty, |main| main.format),
            targets,
            root: root(),
            volume: if args.quiet { Volume::Quiet } else { Volume::Normal },
            fail_on: args.fail_on,
            strict: if args.strict { Strict::Yes } else { Strict::Unsaid },
            today: args.today.unwrap_or_else(today),
            purpose: Purpose::Report,
            statistics: if args.statistics { Statistics::Show } else { Statistics::Hide },
            max_warnings: args.max_warnings,
            threads: args.threads.unwrap_or(0).min(MOST_THREADS),
            request: request(args, commands),
        }
    }

    /// A run that tells nothing and notes down all that is found, the least of it included.
    pub(super) fn recording(request: Request, today: Date) -> Settings {
        let target = Target::silent();
        Settings {
            request,
            format: target.format,
            targets: vec![target],
            root: root(),
            volume: Volume::Quiet,
            fail_on: None,
            // A run that shows notes must know the old ones.
            strict: Strict::Yes,
            today,
            purpose: Purpose::Baseline,
            statistics: Statistics::Hide,
            max_warnings: None,
            threads: 0,
        }
    }

    /// What lets a run pass: what was typed, else what the configuration says.
    pub(super) fn gate(&self, config: &Config) -> Gate {
        let fail_on = self.fail_on.or(config.fail_on()).unwrap_or(FailOn::Error);
        let is_strict = self.strict == Strict::Yes || config.strict() == Some(true);
        // A run that fails because of a note has to show it.
        let notes = if is_strict || fail_on == FailOn::Note { Notes::Show } else { Notes::Hide };
        let of_config = config.max_warnings().map(|most| usize::try_from(most).unwrap_or(usize::MAX));
        Gate { fail_on: fail_on.least(), notes, max_warnings: self.max_warnings.or(of_config) }
    }
}

/// What the arguments ask of the project.
fn request(args: Check, commands: Vec<String>) -> Request {
    let config = match (args.config, args.no_config) {
        (_, true) => Where::Nowhere,
        (Some(path), false) => Where::File(path),
        (None, false) => Where::Nearest,
    };
    let baseline = match (args.baseline, args.no_baseline) {
        (_, true) => BaselineFile::None,
        (Some(path), false) => BaselineFile::Named(path),
        (None, false) => BaselineFile::Usual,
    };
    Request {
        stdin_name: args.stdin_name,
        column: args.column.map(Text::from),
        config,
        rules: args.rule,
        baseline,
        since: args.since,
        config_from: args.config_from,
        excluded: if args.force_exclude { Excluded::PassedBy } else { Excluded::ReadWhereNamed },
        commands,
        ..Request::of(args.paths, args.trusting.trust())
    }
}

pub(super) fn today() -> Date {
    // In UTC, so that two machines agree on the verdict.
    TimeZone::UTC.to_datetime(Timestamp::now()).date()
}
