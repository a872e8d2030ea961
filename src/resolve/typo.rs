//! Names that look like one that nothing has.

use std::cell::Cell;

use crate::nearest::{cost, nearest};

/// Looks for near names, as long as that costs little: a million typos must not cost a million times a million
/// comparisons. When the budget is spent, nobody is told what they may have meant; that a name is unknown is told all the
/// same.
#[derive(Debug)]
pub(super) struct Typos {
    left: Cell<usize>,
}

/// What may be spent in one run: some hundredths of a second.
const BUDGET: usize = 2_000_000;

impl Default for Typos {
    fn default() -> Typos {
        Typos { left: Cell::new(BUDGET) }
    }
}

impl Typos {
    /// The candidate that looks most like `wrong`, if one is near.
    pub(super) fn nearest<'n>(&self, wrong: &str, candidates: impl Iterator<Item = &'n str>) -> Option<&'n str> {
        let paid: Option<Vec<&str>> = candidates.map(|name| self.spend(cost(wrong, name)).map(|()| name)).collect();
        nearest(wrong, paid?)
    }

    fn spend(&self, cost: usize) -> Option<()> {
        let left = self.left.get().checked_sub(cost);
        self.left.set(left.unwrap_or(0));
        left.map(|_| ())
    }
}

#[cfg(test)]
mod tests {
    use super::{BUDGET, Typos};

    #[test]
    fn a_spent_budget_offers_nothing() {
        let typos = Typos::default();
        typos.left.set("expectng".len() * "expecting".len() + "expecting".len());
        assert_eq!(typos.nearest("expectng", ["expecting"].into_iter()), Some("expecting"));
        assert_eq!(typos.nearest("expectng", ["expecting"].into_iter()), None);
        assert!(typos.left.get() < BUDGET);
    }
}
