//! What columns hold, by their names.

use super::lexicon::alone;
use super::{CategoryId, FieldUse};
use super::{Hit, Kind, Knowledge, Matcher};

impl Matcher<'_> {
    /// What a column reveals by its path.
    ///
    /// Its words are read twice: as the name of a column (`ssn`, `dob`, `maid`), and as words (`crm.religion`). That a
    /// value *exists* says nothing that names of columns could tell: `card_number exists` reveals no card number. What is
    /// *true* is a trait: entries that are `in: [field]` only speak of values that are sent or compared.
    pub(crate) fn field(&mut self, path: &str, usage: FieldUse) -> Vec<Hit> {
        let mut hits = Vec::new();
        let Knowledge { taxonomy, vocabulary, fields, .. } = self.knowledge;
        match usage {
            FieldUse::Sent | FieldUse::Compared => {
                fields.reveals(taxonomy, Kind::Field, path, alone(), &mut self.scratch, &mut hits);
            }
            FieldUse::True => fields.reveals(taxonomy, Kind::Trait, path, alone(), &mut self.scratch, &mut hits),
            FieldUse::Exists => {}
        }
        let known: Vec<CategoryId> = hits.iter().map(|hit| hit.category).collect();
        vocabulary.reveals(taxonomy, Kind::Field, path, alone(), &mut self.scratch, &mut hits);
        // The name of a column knows better than its words: `bank_account_number` is an account, not its owner's income.
        let is_new =
            |hit: &Hit| known.contains(&hit.category) || !known.iter().any(|&one| taxonomy.related(one, hit.category));
        hits.retain(is_new);
        hits
    }
}
