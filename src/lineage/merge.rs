//! Joins the witnesses at a node that nothing tells apart, so that the work is per (node, category) and never per path.

use crate::lineage::Entry;

/// Ways that are eased differently are kept apart up to this many; past it, what eases all of them is kept, which can
/// only raise more.
const MOST_EASES: usize = 16;

/// Joins what nothing tells apart; of ways that are eased alike or less, the shortest stays.
pub(super) fn merge(mut entries: Vec<Entry>) -> Vec<Entry> {
    if entries.len() < 2 {
        return entries;
    }
    let key = |entry: &Entry| (entry.subject, entry.mark, entry.state);
    // Stable, so that of equals the first in the text stays.
    entries.sort_by(|a, b| (key(a), &a.ease, a.distance).cmp(&(key(b), &b.ease, b.distance)));
    let mut merged: Vec<Entry> = Vec::with_capacity(entries.len());
    let mut first = 0;
    for entry in entries {
        if merged.get(first).is_none_or(|known| key(known) != key(&entry)) {
            first = merged.len();
            merged.push(entry);
            continue;
        }
        let eased_less = merged[first..].iter().position(|known| known.ease.is_at_most(&entry.ease));
        match eased_less {
            Some(place) => merged[first + place].take_in(&entry),
            None if merged.len() - first < MOST_EASES => merged.push(entry),
            None => {
                let last = merged.len() - 1;
                merged[last].ease = merged[last].ease.and(&entry.ease);
                merged[last].take_in(&entry);
            }
        }
    }
    merged
}

impl Entry {
    /// Stands for another one, too, that is eased no less.
    fn take_in(&mut self, other: &Entry) {
        self.few = self.few.and(other.few);
        self.turned = self.turned.and(&other.turned);
    }
}
