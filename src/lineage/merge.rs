//! Joins the witnesses at a node that nothing tells apart, so that the work is per (node, category) and never per path.

use crate::lineage::WitnessEntry;

/// Ways that are eased differently are kept apart up to this many; past it, what eases all of them is kept, which can
/// only raise more.
const MOST_MITIGATIONS: usize = 16;

/// Joins what nothing tells apart; of ways that are eased alike or less, the shortest stays.
pub(super) fn merge(mut entries: Vec<WitnessEntry>) -> Vec<WitnessEntry> {
    if entries.len() < 2 {
        return entries;
    }
    let key = |entry: &WitnessEntry| (entry.subject, entry.assessment, entry.state);
    // Stable, so that of equals the first in the text stays.
    entries.sort_by(|a, b| (key(a), &a.mitigation, a.distance).cmp(&(key(b), &b.mitigation, b.distance)));
    let mut merged: Vec<WitnessEntry> = Vec::with_capacity(entries.len());
    let mut first = 0;
    for entry in entries {
        if merged.get(first).is_none_or(|known| key(known) != key(&entry)) {
            first = merged.len();
            merged.push(entry);
            continue;
        }
        let eased_less = merged[first..].iter().position(|known| known.mitigation.is_at_most(&entry.mitigation));
        match eased_less {
            Some(place) => merged[first + place].take_in(&entry),
            None if merged.len() - first < MOST_MITIGATIONS => merged.push(entry),
            None => {
                let last = merged.len() - 1;
                merged[last].mitigation = merged[last].mitigation.and(&entry.mitigation);
                merged[last].take_in(&entry);
            }
        }
    }
    merged
}

impl WitnessEntry {
    /// Stands for another one, too, that is eased no less.
    fn take_in(&mut self, other: &WitnessEntry) {
        self.sample = self.sample.and(other.sample);
        self.turned = self.turned.and(&other.turned);
    }
}
