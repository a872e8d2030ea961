//! The command line: arguments, disk, terminal and exit code. Nothing below this room touches the world.

mod args;
mod baseline;
mod by_path;
mod check;
mod config;
mod explain;
mod here;
mod init;
mod limit;
mod look;
mod new;
mod output;
mod progress;
mod root;
mod rows;
mod rules;
mod schema;
mod settings;
mod shell;
mod tally;
mod target;
mod test;

use std::ffi::OsString;
use std::io::{self, Write};
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;

use clap::error::ContextKind;
use clap::{CommandFactory, Parser};

use crate::error::Error;
use crate::report::{Failure, Format, visible};

use self::args::{Args, Command};
use self::settings::Settings;

/// Does what the arguments say, as the program itself: where memory is limited, somebody is left to say that there was
/// not enough.
pub fn start(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<_> = args.into_iter().collect();
    limit::supervise(&args).unwrap_or_else(|| run(args))
}

/// Does what the arguments say, the first of which is the program's name, and tells how it went.
pub(crate) fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<_> = args.into_iter().collect();
    let args = match Args::try_parse_from(&args) {
        Ok(args) => args,
        Err(mut shown) => {
            // The tip is to write `-- --flag`, which makes a path of a flag that was misspelt.
            shown.remove(ContextKind::Suggested);
            if shown.use_stderr() && args::ask_for_json(&args) {
                let words = shown.to_string();
                let message = words.lines().next().unwrap_or_default().trim_start_matches("error: ").to_string();
                check::fail(Format::Json, &[Failure { message, help: None }]);
            }
            // Help goes to stdout and mistakes to stderr; there is nothing to be done where neither can be written.
            let _ = shown.print();
            return ExitCode::from(u8::try_from(shown.exit_code()).unwrap_or(FAILED));
        }
    };
    let commands = match args.command {
        Some(_) => Vec::new(),
        None => Args::command().get_subcommands().map(|command| command.get_name().to_string()).collect(),
    };
    panic::set_hook(Box::new(|bug| {
        // The message of a panic may quote a campaign file, so it does not reach the terminal.
        let place = bug.location().map(|at| format!(" at {}:{}", at.file(), at.line())).unwrap_or_default();
        let _ = writeln!(io::stderr(), "qualm: internal error{place}");
    }));
    let code = panic::catch_unwind(AssertUnwindSafe(|| match args.command.unwrap_or(Command::Check(args.check)) {
        Command::Check(check) => check::check(&Settings::of(check, commands)),
        Command::Explain(explain) => or_complain(explain::explain(&explain)),
        Command::New(new) => or_complain(new::new(&new)),
        Command::Rules(rules) => or_complain(rules::rules(&rules)),
        Command::Schema(schema) => or_complain(schema::schema(&schema)),
        Command::Test(test) => or_complain(test::test(&test)),
        Command::Baseline(args) => baseline::baseline(args),
        Command::Init(args) => or_complain(init::init(&args)),
        Command::Config(args) => or_complain(config::config(args)),
        Command::Completions(shell) => or_complain(shell::completions(&shell)),
        Command::Man(manual) => or_complain(shell::manual(&manual)),
    }));
    let code = code.unwrap_or_else(|_| {
        complain(&Error::Bug);
        FAILED
    });
    ExitCode::from(code)
}

/// The exit code of a run that could not be done.
const FAILED: u8 = 2;

/// The exit code of a run, or that of one that could not be done.
fn or_complain(done: Result<u8, Error>) -> u8 {
    done.unwrap_or_else(|error| {
        complain(&error);
        FAILED
    })
}

/// Says on stderr why a run, or a part of it, could not be done.
fn complain(error: &Error) {
    let help = error.help().map(|help| format!("\n  help: {}", visible(&help))).unwrap_or_default();
    // There is nowhere else to say that stderr is gone.
    let _ = writeln!(io::stderr(), "error: {}{help}", visible(&error.message()));
}
