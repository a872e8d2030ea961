//! Runs under a limit of memory: Rust ends a program that gets none, and whoever waits for it should hear why.

use std::ffi::OsString;
use std::process::ExitCode;

/// Runs the program in a child where the memory is limited, so that its end can be told; none where it need not be.
#[cfg(unix)]
pub(super) fn supervise(args: &[OsString]) -> Option<ExitCode> {
    let limit = limit().filter(|_| std::env::var_os(SUPERVISED).is_none())?;
    // Where no child can be had, the program does it itself.
    watched::run(args).map(|end| match end {
        watched::End::Code(code) => ExitCode::from(code),
        watched::End::OutOfMemory => {
            super::complain(&crate::error::Error::OutOfMemory { limit });
            ExitCode::from(super::FAILED)
        }
    })
}

/// Elsewhere nothing of the kind is known.
#[cfg(not(unix))]
pub(super) fn supervise(_: &[OsString]) -> Option<ExitCode> {
    None
}

/// Tells the child that it is one.
#[cfg(unix)]
const SUPERVISED: &str = "QUALM_SUPERVISED";

/// The limit in MB, if there is one.
#[cfg(unix)]
fn limit() -> Option<u64> {
    use rustix::process::{Resource, getrlimit};
    let limits = [Resource::As, Resource::Data].map(|resource| getrlimit(resource).current);
    limits.into_iter().flatten().min().map(|bytes| bytes / 1_000_000)
}

#[cfg(unix)]
mod watched {
    use std::env;
    use std::ffi::OsString;
    use std::os::unix::process::ExitStatusExt;
    use std::process::{Child, Command, ExitStatus};
    use std::thread;

    use rustix::process::{Pid, Signal, kill_process};
    use signal_hook::consts::{SIGABRT, SIGBUS, SIGINT, SIGSEGV, SIGTERM};
    use signal_hook::iterator::Signals;

    /// How a child ended.
    pub(super) enum End {
        Code(u8),
        OutOfMemory,
    }

    /// Runs the same program with the same arguments and waits for its end; none where it cannot be started.
    pub(super) fn run(args: &[OsString]) -> Option<End> {
        let program = env::current_exe().ok()?;
        let mut command = Command::new(program);
        let mut child = command.args(args.iter().skip(1)).env(super::SUPERVISED, "1").spawn().ok()?;
        hand_on(&child);
        Some(end(child.wait().ok()?))
    }

    fn end(status: ExitStatus) -> End {
        match (status.code(), status.signal()) {
            (Some(code), _) => End::Code(u8::try_from(code).unwrap_or(super::super::FAILED)),
            (None, Some(SIGABRT | SIGBUS | SIGSEGV)) => End::OutOfMemory,
            // As shells tell it.
            (None, signal) => End::Code(u8::try_from(128 + signal.unwrap_or(0)).unwrap_or(super::super::FAILED)),
        }
    }

    /// What ends the one ends the other, which has files to put away.
    fn hand_on(child: &Child) {
        const STACK: usize = 128 << 10;
        let pid = Pid::from_child(child);
        let wait = move || {
            let Ok(mut signals) = Signals::new([SIGINT, SIGTERM]) else { return };
            for signal in signals.forever() {
                let signal = if signal == SIGINT { Signal::INT } else { Signal::TERM };
                // It may have come to its end by now.
                let _ = kill_process(pid, signal);
            }
        };
        // Without the thread, the child goes on alone.
        let _ = thread::Builder::new().name("signals".to_owned()).stack_size(STACK).spawn(wait);
    }
}
