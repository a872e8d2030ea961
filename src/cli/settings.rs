//! What the program needs to know, worked out from the arguments, the environment and the terminal.

use std::env;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::finding::{Severity, Text};
use crate::lint::{Notes, Options};
use crate::report::{Colour, Format, Glyphs, Look, Root};

use super::args::{Check, Color, FailOn};
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
    /// Whether the reports say how often each rule leads.
    pub(super) statistics: Statistics,
    /// More warnings than this fail a run.
    pub(super) max_warnings: Option<usize>,
    /// The least severity that fails a run; none where no finding does.
    pub(super) fail_on: Option<Severity>,
    /// What the judgement depends on.
    pub(super) options: Options,
    /// How many threads to use; 0 is one for each core.
    pub(super) threads: usize,
    /// What the first word may have been meant as: the commands, where none was given.
    pub(super) commands: Vec<String>,
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
        let fail_on = match args.fail_on {
            FailOn::Error => Some(Severity::Error),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Note => Some(Severity::Note),
            FailOn::Never => None,
        };
        // A run that fails because of a note has to show it.
        let notes = if args.strict || fail_on == Some(Severity::Note) { Notes::Show } else { Notes::Hide };
        let targets = targets(&args);
        Settings {
            paths: args.paths,
            stdin_name: args.stdin_name,
            column: args.column.map(Text::from),
            format: targets.first().map_or(Format::Pretty, |main| main.format),
            targets,
            root: root(),
            volume: if args.quiet { Volume::Quiet } else { Volume::Normal },
            statistics: if args.statistics { Statistics::Show } else { Statistics::Hide },
            max_warnings: args.max_warnings,
            fail_on,
            options: Options { today: args.today.unwrap_or_else(today), notes },
            threads: args.threads.unwrap_or(0).min(MOST_THREADS),
            commands,
        }
    }

    /// The command that a path may have been meant as: the first word, where it is no command.
    pub(super) fn command_like(&self, path: &Path) -> Option<String> {
        let word = path.to_str().filter(|_| self.paths.first().is_some_and(|first| first == path))?;
        self.commands.iter().find(|command| strsim::jaro_winkler(word, command) > 0.85).cloned()
    }
}

fn today() -> Date {
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
