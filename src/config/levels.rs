//! How bad each rule is taken, by file and category.

use crate::finding::Severity;
use crate::knowledge::{CategoryId, Knowledge, Taxonomy};
use crate::rule::{Rule, RuleSet, names};

use super::check::may_set;
use super::file::{Said, Setting, Subject};
use super::level::Level;
use super::{Config, Layer, Paths};

/// Every block of settings, from the one that counts least to the one that counts most.
#[derive(Debug, Default)]
pub struct Levels(Vec<Block>);

/// The blocks that count for a file, by number, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Profile(Vec<u32>);

/// The settings of one `rules:`.
#[derive(Debug)]
struct Block {
    /// The files it is for; all where it stands alone.
    paths: Option<Paths>,
    /// For each rule of the set, what the pattern that names it most precisely says, and whether that is its own name.
    rules: Vec<Option<(Level, Precision)>>,
    categories: Vec<(CategoryId, Level)>,
}

/// How precisely a pattern names a rule; the more precise is the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Precision {
    /// By what it starts with, so many bytes.
    Start(usize),
    /// By its name.
    Name,
}

impl Levels {
    /// What a configuration says of these rules.
    pub fn of(config: &Config, knowledge: &Knowledge, rules: &RuleSet) -> Levels {
        let of_layer = |(number, layer): (usize, &Layer)| {
            let below = config.below(number);
            let block = |paths: Option<&Paths>, settings: &[Said<Setting>]| {
                let allowed = settings.iter().filter(|said| may_set(&said.value, below, knowledge, rules));
                Block::of(paths, allowed.map(|said| &said.value), knowledge, rules)
            };
            let file = &layer.file;
            let own = (!file.rules.is_empty()).then(|| block(None, &file.rules));
            let overrides = file.overrides.iter().map(|over| block(Some(&over.paths), &over.rules));
            own.into_iter().chain(overrides).collect::<Vec<_>>()
        };
        Levels(config.layers().iter().enumerate().flat_map(of_layer).collect())
    }

    /// Whether nothing is set.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The blocks that count for a file, by its path inside the project; outside of it, none does.
    pub(crate) fn profile(&self, inside: Option<&str>) -> Profile {
        let Some(inside) = inside else { return Profile::default() };
        let counts = |block: &Block| block.paths.as_ref().is_none_or(|paths| paths.matches(inside));
        Profile(self.0.iter().zip(0..).filter(|(block, _)| counts(block)).map(|(_, number)| number).collect())
    }

    /// How bad the rule with that number is taken where it objects to a category; none where it does not run.
    pub(crate) fn severity(
        &self,
        profile: &Profile,
        (number, rule): (usize, &Rule),
        category: Option<CategoryId>,
        taxonomy: &Taxonomy,
    ) -> Option<Severity> {
        let says = |&block: &u32| self.0[block as usize].says(number, category, taxonomy);
        profile.0.iter().rev().find_map(says).unwrap_or(Level::On).of(rule.severity)
    }
}

impl Block {
    fn of<'s>(
        paths: Option<&Paths>,
        settings: impl Iterator<Item = &'s Setting>,
        knowledge: &Knowledge,
        rules: &RuleSet,
    ) -> Block {
        let taxonomy = knowledge.taxonomy();
        let mut block = Block { paths: paths.cloned(), rules: vec![None; rules.rules().len()], categories: Vec::new() };
        for setting in settings {
            match &setting.of {
                Subject::Rules(pattern) => block.set(pattern, setting.level, rules),
                Subject::Category(id) => {
                    block.categories.extend(taxonomy.find(id).map(|category| (category, setting.level)));
                }
            }
        }
        // The deepest category is asked first.
        block.categories.sort_by_key(|&(id, _)| std::cmp::Reverse(taxonomy.get(id).id.matches('.').count()));
        block
    }

    fn set(&mut self, pattern: &str, level: Level, rules: &RuleSet) {
        let precision = pattern.strip_suffix('*').map_or(Precision::Name, |start| Precision::Start(start.len()));
        for (rule, known) in rules.rules().iter().zip(&mut self.rules) {
            if names(pattern, &rule.id) && known.is_none_or(|(_, before)| before <= precision) {
                *known = Some((level, precision));
            }
        }
    }

    /// The rule's own name counts before a category, a category before a pattern.
    fn says(&self, number: usize, category: Option<CategoryId>, taxonomy: &Taxonomy) -> Option<Level> {
        let by_rule = self.rules.get(number).copied().flatten();
        if let Some((level, Precision::Name)) = by_rule {
            return Some(level);
        }
        let within = |&&(above, _): &&(CategoryId, Level)| category.is_some_and(|id| taxonomy.is_within(id, above));
        let by_category = self.categories.iter().find(within).map(|&(_, level)| level);
        by_category.or(by_rule.map(|(level, _)| level))
    }
}
