//! What the targets share: the knowledge, loaded once; a project, judged and reported; and what must hold of reports.
//!
//! A target for a further reader takes four lines: it makes a text of the bytes, hands the reader to
//! [`Judged::read_by`], and asks [`holds::everywhere`] of what came of it.

pub mod holds;
mod judged;
pub mod project;

use std::sync::Once;

use jiff::civil::{Date, date};
use qualm::knowledge::Knowledge;
use qualm::lint;
use qualm::rule::RuleSet;
use rayon::ThreadPoolBuilder;

pub use judged::{Judged, options};

/// The day on which everything is judged.
pub const TODAY: Date = date(2027, 3, 1);

/// Longer texts are turned away: what only time can break is counted by tests, and here a hang should be a hang.
pub const LONGEST: usize = 4096;

/// A file: its path and its text.
pub type File = (String, String);

/// What comes with the program, read at the first execution and kept for all others.
pub fn shipped() -> (&'static Knowledge, &'static RuleSet) {
    static ONE_THREAD: Once = Once::new();
    // Handing work to another thread costs more than these inputs do.
    ONE_THREAD.call_once(|| {
        let pool = ThreadPoolBuilder::new().num_threads(1).use_current_thread().build_global();
        pool.expect("the first pool of the process");
    });
    lint::shipped()
}

/// The text that bytes are, if it is one that is short enough.
pub fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok().filter(|text| text.len() <= LONGEST)
}
