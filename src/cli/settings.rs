//! What the program needs to know, worked out from the arguments, the environment and the terminal.

use std::env;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::config::{Config, FailOn};
use crate::finding::{Severity, Text};
use crate::lint::Notes;
use crate::report::{Colour, Format, Glyphs, Look, Root};

use super::args::{self, Check, Color};
use super::checkout::Checkout;
use super::root::root;
use super::target::{Target, targets};

/// Everything a check is told but for the files themselves.
#[derive(Debug)]
pub(super) struct Settings {
    /// Files and folders, as they were typed.
    pub(super) paths: Vec<PathBuf>,
    /// What standard input is called.
    pub(super) stdin_name: String,
    /// The column of lists that holds the names.
    pub(super) column: Option<Text>,
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
    /// Where the configuration comes from.
    pub(super) config: Where,
    /// The folders whose links and configuration may be a stranger's.
    pub(super) checkout: Checkout,
    /// The rules that run, by name or pattern; all where none is named.
    pub(super) rules: Vec<String>,
    /// What the run is for.
    pub(super) purpose: Purpose,
    /// Which baseline holds what is known already.
    pub(super) baseline: Past,
    /// The revision from which on findings are told.
    pub(super) since: Option<String>,
    /// The revision from which the configuration is read.
    pub(super) config_from: Option<String>,
    /// Whether what the configuration excludes is passed by even where it is named.
    pub(super) named: Named,
    /// Whether the reports say how often each rule leads.
    pub(super) statistics: Statistics,
    /// More warnings than this fail a run, where that was typed.
    pub(super) max_warnings: Option<usize>,
    /// How many threads to use; 0 is one for each core.
    pub(super) threads: usize,
    /// What the first word may have been meant as: the commands, where none was given.
    pub(super) commands: Vec<String>,
}

/// Whether notes were asked for on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strict {
    /// They were.
    Yes,
    /// Nothing was said of them.
    Unsaid,
}

/// Where the configuration comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Where {
    /// The nearest `qualm.yaml` above the first path.
    Nearest,
    /// That file.
    File(PathBuf),
    /// There is none.
    Nowhere,
}

/// What a run is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To tell what is found.
    Report,
    /// To note it down.
    Baseline,
}

/// Which baseline holds what is known already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Past {
    /// That of the project, if there is one.
    Usual,
    /// That file.
    File(PathBuf),
    /// None.
    Nothing,
}

/// What becomes of files that are named and that the configuration excludes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    /// They are read.
    Read,
    /// They are passed by.
    Passed,
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

/// Which part of a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Volume {
    /// The findings and the summary.
    Normal,
    /// The summary only.
    Quiet,
}

/// Whether the reports say how often each rule leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Statistics {
    /// They do.
    Show,
    /// They do not.
    Hide,
}

/// Wider text is hard to read, and what is not a terminal has no width.
const WIDEST: usize = 120;

/// More threads than this only cost memory.
const MOST_THREADS: usize = 256;

impl Settings {
    pub(super) fn of(args: Check, commands: Vec<String>) -> Settings {
        let targets = targets(&args);
        let config = match (args.config, args.no_config) {
            (_, true) => Where::Nowhere,
            (Some(path), false) => Where::File(path),
            (None, false) => Where::Nearest,
        };
        Settings {
            checkout: Checkout::of(args.trusting.trust(), args.paths.iter().map(PathBuf::as_path)),
            paths: args.paths,
            stdin_name: args.stdin_name,
            column: args.column.map(Text::from),
            format: targets.first().map_or(Format::Pretty, |main| main.format),
            targets,
            root: root(),
            volume: if args.quiet { Volume::Quiet } else { Volume::Normal },
            fail_on: args.fail_on.map(|fail_on| match fail_on {
                args::FailOn::Error => FailOn::Error,
                args::FailOn::Warning => FailOn::Warning,
                args::FailOn::Note => FailOn::Note,
                args::FailOn::Never => FailOn::Never,
            }),
            strict: if args.strict { Strict::Yes } else { Strict::Unsaid },
            today: args.today.unwrap_or_else(today),
            config,
            rules: args.rule,
            purpose: Purpose::Report,
            baseline: match (args.baseline, args.no_baseline) {
                (_, true) => Past::Nothing,
                (Some(path), false) => Past::File(path),
                (None, false) => Past::Usual,
            },
            since: args.since,
            config_from: args.config_from,
            named: if args.force_exclude { Named::Passed } else { Named::Read },
            statistics: if args.statistics { Statistics::Show } else { Statistics::Hide },
            max_warnings: args.max_warnings,
            threads: args.threads.unwrap_or(0).min(MOST_THREADS),
            commands,
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

    /// The command that a path may have been meant as: the first word, where it is no command.
    pub(super) fn command_like(&self, path: &Path) -> Option<String> {
        let word = path.to_str().filter(|_| self.paths.first().is_some_and(|first| first == path))?;
        self.commands.iter().find(|command| strsim::jaro_winkler(word, command) > 0.85).cloned()
    }
}

pub(super) fn today() -> Date {
    // In UTC, so that two machines agree on the verdict.
    TimeZone::UTC.to_datetime(Timestamp::now()).date()
}

/// How text for people looks, in a file or on standard output.
pub(super) fn look(when: Color, glyphs: Glyphs, output: Option<&Path>) -> Look {
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
    let terminal = output.is_none() && io::stdout().is_terminal();
    let forced =
        output.is_none() && env::var_os("CLICOLOR_FORCE").is_some_and(|value| !value.is_empty() && value != "0");
    let colour = match when {
        Color::Always => Colour::Yes,
        Color::Auto if !is_set("NO_COLOR") && (forced || (terminal && !dumb)) => Colour::Yes,
        Color::Auto | Color::Never => Colour::No,
    };
    let width = if terminal { terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)) } else { None };
    Look {
        colour,
        glyphs: if dumb { Glyphs::Ascii } else { glyphs },
        width: width.map_or(WIDEST, |width| width.min(WIDEST)),
    }
}
