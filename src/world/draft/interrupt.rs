//! What is left where somebody ends a run: nothing that was half written.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::NamedTempFile;

/// The files that are under way.
static DRAFTS: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// Begins a file that is removed where the run is interrupted.
pub(super) fn begun(make: impl FnOnce() -> io::Result<NamedTempFile>) -> io::Result<NamedTempFile> {
    watch();
    // An interruption waits until the file is noted down.
    let mut drafts = drafts();
    let file = make()?;
    drafts.insert(file.path().to_path_buf());
    Ok(file)
}

/// A file has its place now, or is gone.
pub(super) fn done(path: &Path) {
    drafts().remove(path);
}

fn drafts() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    DRAFTS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Waits in a thread of its own for Ctrl-C and for being ended by another program, which then go on as usual.
#[cfg(unix)]
fn watch() {
    use std::sync::{Once, mpsc};
    use std::thread;

    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;

    static WATCH: Once = Once::new();
    const STACK: usize = 128 << 10;
    WATCH.call_once(|| {
        let (ready, waits) = mpsc::channel();
        let wait = move || {
            let Ok(mut signals) = Signals::new([SIGINT, SIGTERM]) else { return };
            // Whoever asked may have gone on.
            let _ = ready.send(());
            if let Some(signal) = signals.forever().next() {
                end(signal);
            }
        };
        // Without the thread, nothing is caught, and a run ends as any other program does.
        if thread::Builder::new().name("signals".to_owned()).stack_size(STACK).spawn(wait).is_ok() {
            let _ = waits.recv();
        }
    });
}

/// Where there are no signals, what is under way stays.
#[cfg(not(unix))]
fn watch() {}

/// Removes what is under way, then ends the way that the signal asks for, so that a shell sees it.
#[cfg(unix)]
fn end(signal: i32) {
    // Nothing more is begun until the end.
    let drafts = drafts();
    for draft in &*drafts {
        // It may be in its place by now.
        let _ = std::fs::remove_file(draft);
    }
    let _ = signal_hook::low_level::emulate_default_handler(signal);
}
