//! The command line: arguments, disk, terminal and exit code. Nothing below this room touches the world.

mod args;
mod check;
mod explain;
mod files;
mod ignored;
mod progress;
mod read;
mod rows;
mod settings;
mod tally;

use std::error::Error as _;
use std::ffi::OsString;
use std::io::{self, Write};
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;

use clap::Parser;

use crate::error::Error;
use crate::report::visible;

use self::args::{Args, Command};
use self::settings::Settings;

/// Does what the arguments say, the first of which is the program's name, and tells how it went.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args = match Args::try_parse_from(args) {
        Ok(args) => args,
        Err(shown) => {
            // Help goes to stdout and mistakes to stderr; there is nothing to be done where neither can be written.
            let _ = shown.print();
            return ExitCode::from(u8::try_from(shown.exit_code()).unwrap_or(FAILED));
        }
    };
    panic::set_hook(Box::new(|bug| {
        // The message of a panic may quote a campaign file, so it does not reach the terminal.
        let place = bug.location().map(|at| format!(" at {}:{}", at.file(), at.line())).unwrap_or_default();
        let _ = writeln!(io::stderr(), "qualm: internal error{place}");
    }));
    let code = panic::catch_unwind(AssertUnwindSafe(|| match args.command.unwrap_or(Command::Check(args.check)) {
        Command::Check(check) => check::check(&Settings::of(check)),
        Command::Explain(explain) => explain::explain(&explain),
    }));
    let code = code.unwrap_or(Err(Error::Bug));
    ExitCode::from(code.unwrap_or_else(|error| {
        complain(&error);
        FAILED
    }))
}

/// The exit code of a run that could not be done.
const FAILED: u8 = 2;

/// Says on stderr why a run, or a part of it, could not be done.
fn complain(error: &Error) {
    let cause = error.source().map(|source| format!(": {source}")).unwrap_or_default();
    let help = error.help().map(|help| format!("\n  help: {}", visible(&help))).unwrap_or_default();
    // There is nowhere else to say that stderr is gone.
    let _ = writeln!(io::stderr(), "error: {}{help}", visible(&format!("{error}{cause}")));
}
