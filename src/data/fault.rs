//! Mistakes in a file of data, all of them, each with its place.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::finding::{Finding, Severity};
use crate::nearest::nearest;
use crate::prose::any_of;
use crate::source::SourceId;

use super::place::Place;

/// One mistake in a file of data.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// What kind of mistake, such as `unknown-key`: the second half of the finding's rule.
    pub kind: &'static str,
    /// What is wrong: lower case, no full stop, the user's own words in backticks.
    pub message: String,
    /// The way out.
    pub help: Option<String>,
    /// Where.
    pub place: Place,
}

/// All mistakes of one file, as they are met.
#[derive(Debug)]
pub struct Faults {
    pack: &'static str,
    /// None where nobody is told.
    met: Option<Mutex<Vec<Fault>>>,
}

impl Fault {
    /// A mistake of a kind at a place.
    pub(crate) fn new(kind: &'static str, place: Place, message: impl Into<String>) -> Fault {
        Fault { kind, message: message.into(), help: None, place }
    }

    /// Adds the way out.
    #[must_use]
    pub(crate) fn help(mut self, help: impl Into<String>) -> Fault {
        self.help = Some(help.into());
        self
    }

    /// Offers the nearest right word, if one is near.
    #[must_use]
    pub(crate) fn meant(self, word: &str, known: &[&str]) -> Fault {
        match nearest(word, known.iter().copied()) {
            Some(near) => self.help(format!("did you mean `{near}`?")),
            None if known.len() <= 12 && !known.is_empty() => {
                self.help(format!("one of {}", any_of(known.iter().map(|word| format!("`{word}`")))))
            }
            None => self,
        }
    }

    /// The finding that shows it. `pack` is the first half of its rule, such as `rule-file`.
    pub(crate) fn finding(&self, pack: &str, text: &str, source: SourceId) -> Finding {
        let at = self.place.span(text, source);
        let finding = Finding::fault(&format!("{pack}/{}", self.kind), Severity::Error, at, &self.message);
        match &self.help {
            Some(help) => finding.help(help.as_str()),
            None => finding,
        }
    }
}

impl Faults {
    /// No mistakes yet; `pack` will be the first half of their rule, such as `rule-file` or `config`.
    pub fn new(pack: &'static str) -> Faults {
        Faults { pack, met: Some(Mutex::default()) }
    }

    /// For files that are shipped: that they have no mistake is a test, not a question of each run.
    pub(crate) fn untold() -> Faults {
        Faults { pack: "", met: None }
    }

    /// Whether somebody is told; if not, nothing need be looked for.
    pub(crate) fn are_told(&self) -> bool {
        self.met.is_some()
    }

    /// Adds one.
    pub(crate) fn add(&self, fault: Fault) {
        if let Some(mut met) = self.met() {
            met.push(fault);
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.met().is_none_or(|met| met.is_empty())
    }

    /// How many there are so far.
    pub(super) fn count(&self) -> usize {
        self.met().map_or(0, |met| met.len())
    }

    /// All so far, in the order of the text; the collection is empty afterwards.
    pub fn take(&self) -> Vec<Fault> {
        let mut met = self.met().map(|mut met| std::mem::take(&mut *met)).unwrap_or_default();
        met.sort_by(|a, b| (a.place, a.kind, &a.message).cmp(&(b.place, b.kind, &b.message)));
        met.dedup();
        met
    }

    fn met(&self) -> Option<MutexGuard<'_, Vec<Fault>>> {
        // A list that a panic left behind is still a list.
        self.met.as_ref().map(|met| met.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The findings that show them.
    pub fn findings(&self, text: &str, source: SourceId) -> Vec<Finding> {
        self.take().iter().map(|fault| fault.finding(self.pack, text, source)).collect()
    }
}
