//! The worst of what streams by: reports have limits, lists have none.

use crate::finding::{Finding, Severity};

/// How much a finding matters; the more is the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// A waiver suppresses it.
    Waived,
    /// A note.
    Note,
    /// A warning.
    Warning,
    /// An error.
    Error,
}

/// As much as there is room for, the worst first, and of equals what came first.
#[derive(Debug)]
pub(super) struct Kept<T> {
    room: usize,
    used: [usize; RANKS],
    items: [Vec<Item<T>>; RANKS],
    left_out: [usize; RANKS],
    /// How many were kept so far.
    met: usize,
    /// Of what matters no more than this something did not fit, so nothing later is tried.
    closed: Option<Rank>,
}

#[derive(Debug)]
struct Item<T> {
    number: usize,
    size: usize,
    what: T,
}

const RANKS: usize = 4;

impl Rank {
    pub(super) fn of(finding: &Finding) -> Rank {
        match (finding.is_suppressed(), finding.severity) {
            (true, _) => Rank::Waived,
            (false, Severity::Note) => Rank::Note,
            (false, Severity::Warning) => Rank::Warning,
            (false, Severity::Error) => Rank::Error,
        }
    }
}

impl<T> Kept<T> {
    pub(super) fn new(room: usize) -> Kept<T> {
        Kept { room, used: [0; RANKS], items: Default::default(), left_out: [0; RANKS], met: 0, closed: None }
    }

    /// Whether something of this size and rank would be kept.
    pub(super) fn takes(&self, rank: Rank, size: usize) -> bool {
        self.closed < Some(rank) && self.used[rank as usize..].iter().sum::<usize>() + size <= self.room
    }

    /// Keeps something, and drops of what matters less as much as it takes.
    pub(super) fn add(&mut self, rank: Rank, size: usize, what: T) {
        if !self.takes(rank, size) {
            self.closed = self.closed.max(Some(rank));
            return self.leave_out(rank);
        }
        for lesser in 0..rank as usize {
            while self.used.iter().sum::<usize>() + size > self.room {
                let Some(item) = self.items[lesser].pop() else { break };
                self.used[lesser] -= item.size;
                self.left_out[lesser] += 1;
            }
        }
        self.used[rank as usize] += size;
        self.items[rank as usize].push(Item { number: self.met, size, what });
        self.met += 1;
    }

    /// Only counts something.
    pub(super) fn leave_out(&mut self, rank: Rank) {
        self.left_out[rank as usize] += 1;
    }

    /// How many were left out.
    pub(super) fn left_out(&self) -> usize {
        self.left_out.iter().sum()
    }

    /// What was kept, in the order in which it came.
    pub(super) fn in_order(self) -> impl Iterator<Item = T> {
        let mut items: Vec<_> = self.items.into_iter().flatten().collect();
        items.sort_by_key(|item| item.number);
        items.into_iter().map(|item| item.what)
    }
}

#[cfg(test)]
mod tests {
    use super::{Kept, Rank};

    #[test]
    fn the_worst_is_kept() {
        let mut kept = Kept::new(4);
        for (number, rank) in
            [Rank::Note, Rank::Warning, Rank::Note, Rank::Error, Rank::Warning, Rank::Error].iter().enumerate()
        {
            kept.add(*rank, 1, number);
        }
        assert!(!kept.takes(Rank::Note, 1) && kept.takes(Rank::Error, 2) && !kept.takes(Rank::Error, 3));
        assert_eq!(kept.left_out(), 2);
        assert_eq!(kept.in_order().collect::<Vec<_>>(), [1, 3, 4, 5]);
    }

    #[test]
    fn what_does_not_fit_drops_nothing() {
        let mut kept = Kept::new(10);
        kept.add(Rank::Note, 4, "a");
        kept.add(Rank::Error, 5, "b");
        kept.add(Rank::Error, 6, "c");
        kept.add(Rank::Note, 1, "d");
        assert_eq!((kept.left_out(), kept.in_order().collect::<Vec<_>>()), (2, vec!["a", "b"]));
    }
}
