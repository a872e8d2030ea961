//! What is asked of exposures, and what to say: YAML shape → closed matcher → grounds.

/// Every rule that runs.
#[derive(Debug, Default)]
pub struct RuleSet {}

impl RuleSet {
    /// The rules shipped with the program.
    pub fn shipped() -> RuleSet {
        RuleSet::default()
    }
}
