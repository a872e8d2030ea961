//! The binary: nobody else ends the process.

use std::process::ExitCode;

fn main() -> ExitCode {
    qualm::cli::start(std::env::args_os())
}
