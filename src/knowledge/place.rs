//! What places stand for.

use super::lexicon::alone;
use super::{Hit, Kind, Knowledge, Matcher, Tier};

impl Matcher<'_> {
    /// What a place reveals by its kind, its name or the words for it.
    ///
    /// Besides the list of places, all words count that tell something of their visitors: `Alcoholics Anonymous` is no
    /// kind of place, but who meets there is known.
    pub(crate) fn place(&mut self, words: &str) -> Vec<Hit> {
        let mut hits = Vec::new();
        let Knowledge { taxonomy, vocabulary, places, .. } = self.knowledge;
        places.reveals(taxonomy, Kind::Location, words, alone(), &mut self.scratch, &mut hits);
        vocabulary.reveals(taxonomy, Kind::Location, words, alone(), &mut self.scratch, &mut hits);
        let told =
            hits.iter().filter(|hit| taxonomy.get(hit.category).tier == Tier::Special).max_by_key(|hit| hit.strength);
        let sensitive = self.knowledge.sensitive_place.filter(|&place| hits.iter().all(|hit| hit.category != place));
        if let Some((told, category)) = told.cloned().zip(sensitive) {
            hits.insert(0, Hit { category, ..told });
        }
        hits
    }
}
