//! Names that look like one that nothing has.

use std::cell::Cell;

/// Looks for near names, as long as that costs little: a million typos must not cost a million times a million
/// comparisons. When the budget is spent, nobody is told what they may have meant; that a name is unknown is told all the
/// same.
#[derive(Debug)]
pub(super) struct Typos {
    left: Cell<usize>,
}

/// What may be spent in one run: some hundredths of a second.
const BUDGET: usize = 2_000_000;
/// The longest name, in bytes, for which a near one is looked for: nobody needs help with a name of a page.
const LONGEST: usize = 64;

impl Default for Typos {
    fn default() -> Typos {
        Typos { left: Cell::new(BUDGET) }
    }
}

impl Typos {
    /// The candidate that looks most like `wrong`, if one is near; the first of several.
    pub(super) fn nearest<'n>(&self, wrong: &str, candidates: impl Iterator<Item = &'n str>) -> Option<&'n str> {
        if LONGEST < wrong.len() {
            return None;
        }
        let limit = wrong.chars().count() / 3 + 1;
        let letters = letters(wrong);
        let mut best: Option<(usize, &str)> = None;
        for name in candidates {
            if name.len().abs_diff(wrong.len()) > 2 * limit {
                self.spend(1)?;
                continue;
            }
            self.spend(name.len())?;
            if least(letters, self::letters(name)) > limit {
                continue;
            }
            // The distance of two names takes as much as the product of their lengths.
            self.spend(wrong.len() * name.len())?;
            let distance = strsim::damerau_levenshtein(wrong, name);
            if distance <= limit && best.is_none_or(|(known, _)| distance < known) {
                best = Some((distance, name));
            }
        }
        best.map(|(_, name)| name)
    }

    fn spend(&self, cost: usize) -> Option<()> {
        let left = self.left.get().checked_sub(cost);
        self.left.set(left.unwrap_or(0));
        left.map(|_| ())
    }
}

/// The letters of a name, one bit each.
fn letters(name: &str) -> u64 {
    name.chars().fold(0, |letters, c| letters | 1 << (u32::from(c) & 63))
}

/// How far two names are apart at least: each edit brings in or takes away one letter.
fn least(one: u64, other: u64) -> usize {
    (one & !other).count_ones().max((other & !one).count_ones()) as usize
}

#[cfg(test)]
mod tests {
    use super::{BUDGET, Typos};

    #[test]
    fn the_nearest_name_is_found() {
        let typos = Typos::default();
        let names = ["expecting", "expectant", "neighbours", "ünïcode"];
        let near = |wrong| typos.nearest(wrong, names.into_iter());
        assert_eq!(near("expectng"), Some("expecting"));
        assert_eq!(near("nieghbors"), Some("neighbours"));
        assert_eq!(near("unicode"), Some("ünïcode"));
        assert_eq!(near("zzz"), None);
        assert_eq!(near(&"expecting".repeat(8)), None);
    }

    #[test]
    fn a_spent_budget_offers_nothing() {
        let typos = Typos::default();
        typos.left.set("expectng".len() * "expecting".len() + "expecting".len());
        assert_eq!(typos.nearest("expectng", ["expecting"].into_iter()), Some("expecting"));
        assert_eq!(typos.nearest("expectng", ["expecting"].into_iter()), None);
        assert!(typos.left.get() < BUDGET);
    }
}
