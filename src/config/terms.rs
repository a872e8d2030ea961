//! The terms on which each file is judged.

use crate::finding::Severity;
use crate::knowledge::{CategoryId, Taxonomy};
use crate::rule::Rule;
use crate::source::{SourceId, Sources};

use super::Config;
use super::levels::{Levels, Profile};

/// Which settings count for which source.
#[derive(Debug)]
pub(crate) struct Terms<'c> {
    levels: &'c Levels,
    profiles: Vec<Profile>,
    /// By source, a number in `profiles`; the first where there is none.
    of_source: Vec<u16>,
}

impl<'c> Terms<'c> {
    /// The terms for each of these sources.
    pub(crate) fn of(config: &Config, levels: &'c Levels, sources: &Sources) -> Terms<'c> {
        let mut terms = Terms { levels, profiles: vec![Profile::default()], of_source: Vec::new() };
        if levels.is_empty() {
            return terms;
        }
        for (_, source) in sources.iter() {
            let profile = levels.profile(config.inside(source.path()));
            // A configuration has few blocks that name paths, so files share few profiles.
            let known = terms.profiles.iter().position(|known| *known == profile).unwrap_or_else(|| {
                terms.profiles.push(profile);
                terms.profiles.len() - 1
            });
            terms.of_source.push(known as u16);
        }
        terms
    }

    /// The terms for one file, whatever the source.
    pub(crate) fn of_one(config: &Config, levels: &'c Levels, path: &str) -> Terms<'c> {
        Terms { levels, profiles: vec![levels.profile(config.inside(path))], of_source: Vec::new() }
    }

    /// How bad a rule is taken for what stands in a source; none where it does not run there.
    pub(crate) fn severity(
        &self,
        source: SourceId,
        rule: (usize, &Rule),
        category: Option<CategoryId>,
        taxonomy: &Taxonomy,
    ) -> Option<Severity> {
        if self.levels.is_empty() {
            return Some(rule.1.severity);
        }
        let number = self.of_source.get(source.number()).copied().unwrap_or(0);
        self.levels.severity(&self.profiles[usize::from(number)], rule, category, taxonomy)
    }
}
