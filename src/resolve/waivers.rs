//! Which waivers count, and those that stand outside of the files.

use std::collections::HashMap;

use crate::resolve::{Program, Waiver};
use crate::source::Sources;

/// What a project says of waivers, whatever its files say.
pub(crate) trait CountedWaivers {
    /// The waivers that count in every block of a file, as if they stood there.
    fn given(&self, path: &str) -> Vec<Waiver>;

    /// Whether a waiver counts.
    fn allows(&self, waiver: &Waiver) -> bool;
}

impl Program {
    /// The program with the waivers that count: those of the files that the policy allows, and those that it gives.
    pub(super) fn with_waivers(mut self, policy: &dyn CountedWaivers, sources: &Sources) -> Program {
        // By path and not by source: each row of a list is a source of its own.
        let mut of_path: HashMap<&str, Vec<Waiver>> = HashMap::new();
        for item in self.items() {
            let path = sources.path(self.span(item));
            let given = of_path.entry(path).or_insert_with(|| policy.given(path));
            let waivers = self.waivers_mut(item);
            if given.is_empty() && waivers.is_empty() {
                continue;
            }
            let (kept, refused): (Vec<_>, Vec<_>) =
                std::mem::take(waivers).into_iter().partition(|waiver| policy.allows(waiver));
            *waivers = kept;
            waivers.extend_from_slice(given);
            if !refused.is_empty() {
                self.refused.insert(item, refused);
            }
        }
        self
    }
}
