//! A progress bar for runs that last.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::look::Volume;

/// How far a run has come, shown on stderr once it lasts.
pub(super) struct Progress {
    /// None where nobody watches.
    bar: Option<ProgressBar>,
    since: Instant,
}

/// A shorter run shows no bar.
const PATIENCE: Duration = Duration::from_millis(500);

impl Progress {
    /// A run over so many files.
    pub(super) fn over(files: usize, volume: Volume) -> Progress {
        let watched = volume == Volume::Normal && io::stderr().is_terminal();
        let bar = || {
            let bar = ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::hidden());
            let style = ProgressStyle::with_template("{bar:30} {pos}/{len} files {wide_msg}");
            bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        };
        Progress { bar: watched.then(bar), since: Instant::now() }
    }

    /// One more file is done.
    pub(super) fn step(&self) {
        self.show(|bar| bar.inc(1));
    }

    /// So many rows of the list at hand are done.
    pub(super) fn rows(&self, rows: usize) {
        self.show(|bar| bar.set_message(format!("{} rows", HumanCount(rows as u64))));
    }

    /// Writes the report without the bar in its way.
    pub(super) fn aside<T>(&self, write: impl FnOnce() -> T) -> T {
        match &self.bar {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    /// Takes the bar away.
    pub(super) fn done(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    fn show(&self, change: impl FnOnce(&ProgressBar)) {
        let Some(bar) = &self.bar else { return };
        if bar.is_hidden() && self.since.elapsed() > PATIENCE {
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        change(bar);
    }
}
