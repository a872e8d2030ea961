//! What only shows once rules and categories are known: names that nothing has, and what may not be set.

use crate::data::{Fault, Faults, Place};
use crate::finding::Finding;
use crate::knowledge::{Knowledge, Tier};
use crate::nearest::nearest;
use crate::rule::{RuleSet, names};

use super::file::{Said, Setting, Subject};
use super::level::Level;
use super::{Config, Layer, SaidBy};

impl Config {
    /// Mistakes in what the layers say of rules and categories. Those of presets are a test's business.
    pub fn mistakes(&self, knowledge: &Knowledge, rules: &RuleSet) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (number, (source, layer)) in self.numbered().enumerate() {
            let faults = Faults::new("config");
            let check = Check { knowledge, rules, faults: &faults, below: self.below(number) };
            check.layer(layer);
            findings.extend(faults.findings(&layer.text, source));
        }
        findings
    }

    /// The layers whose locks a layer must heed.
    pub(super) fn below(&self, number: usize) -> &[Layer] {
        match self.layers[number].by {
            SaidBy::File => &self.layers[..number],
            SaidBy::Runner => &[],
        }
    }

    /// What is locked, in all layers.
    pub(crate) fn locked(&self) -> impl Iterator<Item = &Subject> {
        self.layers.iter().flat_map(|layer| &layer.file.locked).map(|said| &said.value)
    }
}

struct Check<'a> {
    knowledge: &'a Knowledge,
    rules: &'a RuleSet,
    faults: &'a Faults,
    below: &'a [Layer],
}

impl Check<'_> {
    fn layer(&self, layer: &Layer) {
        let file = &layer.file;
        let settings = file.rules.iter().chain(file.overrides.iter().flat_map(|over| &over.rules));
        for setting in settings {
            self.subject(&setting.value.of, setting.place);
            self.special(setting);
            self.locked(setting);
        }
        file.locked.iter().for_each(|said| self.subject(&said.value, said.place));
        file.waivers.iter().for_each(|said| self.subject(&said.value.of, said.place));
    }

    fn subject(&self, subject: &Subject, place: Place) {
        match subject {
            Subject::Rules(pattern) if !self.rules.has(pattern) => {
                let known = self.rules.rules().iter().map(|rule| &*rule.id);
                let packs: Vec<String> = self.rules.packs().map(|pack| format!("{}/*", pack.id)).collect();
                let near = nearest(pattern, known.chain(packs.iter().map(String::as_str)));
                self.unknown("unknown-rule", format!("no rule is called `{pattern}`"), near, place);
            }
            Subject::Category(id) if self.knowledge.taxonomy().find(id).is_none() => {
                let near = self.knowledge.taxonomy().nearest(id);
                self.unknown("unknown-category", format!("no category is called `{id}`"), near, place);
            }
            Subject::Rules(_) | Subject::Category(_) => {}
        }
    }

    fn unknown(&self, kind: &'static str, message: String, near: Option<&str>, place: Place) {
        let fault = Fault::new(kind, place, message);
        self.faults.add(match near {
            Some(near) => fault.help(format!("did you mean `{near}`?")),
            None => fault.help("`qualm rules` lists the rules; a category is a dotted path such as `health.weight`"),
        });
    }

    fn special(&self, setting: &Said<Setting>) {
        let Subject::Category(id) = &setting.value.of else { return };
        if lowers_special(&setting.value, self.knowledge) {
            let message = format!("`{id}` is a special category, which may not be lowered as a whole");
            let help = "lower the rules that you mean by their ids (`qualm explain` of the category lists them)";
            self.faults.add(Fault::new("special-lowered", setting.place, message).help(help));
        }
    }

    /// What a file below has locked is not set here.
    fn locked(&self, setting: &Said<Setting>) {
        let lock = self.below.iter().find_map(|layer| {
            let touches = |said: &&Said<Subject>| touches(&said.value, &setting.value, self.knowledge, self.rules);
            let locked = layer.file.locked.iter().find(touches)?;
            Some((layer, &locked.value))
        });
        let Some((layer, locked)) = lock else { return };
        let what = match locked {
            Subject::Rules(word) | Subject::Category(word) => word,
        };
        let message = format!("`{what}` is locked by {}, so it cannot be set here", layer.name);
        self.faults.add(Fault::new("locked", setting.place, message).help("talk to those who keep that file"));
    }
}

/// Whether a setting counts: one that may not be made does not, whatever else is wrong with the file.
pub(super) fn may_set(setting: &Setting, below: &[Layer], knowledge: &Knowledge, rules: &RuleSet) -> bool {
    let locks = below.iter().flat_map(|layer| &layer.file.locked);
    !lowers_special(setting, knowledge)
        && !locks.into_iter().any(|said| touches(&said.value, setting, knowledge, rules))
}

/// What law protects nearly everywhere is lowered rule by rule, by somebody who has read the rule.
fn lowers_special(setting: &Setting, knowledge: &Knowledge) -> bool {
    let Subject::Category(id) = &setting.of else { return false };
    let taxonomy = knowledge.taxonomy();
    let lowers = match setting.level {
        Level::Off | Level::Note | Level::Warning => true,
        Level::Error | Level::On => false,
    };
    lowers && taxonomy.find(id).is_some_and(|id| taxonomy.get(id).tier == Tier::Special)
}

/// Whether a setting would change what is locked.
fn touches(locked: &Subject, setting: &Setting, knowledge: &Knowledge, rules: &RuleSet) -> bool {
    if setting.level == Level::Error {
        return false;
    }
    match (locked, &setting.of) {
        (Subject::Rules(lock), Subject::Rules(set)) => {
            rules.rules().iter().any(|rule| names(lock, &rule.id) && names(set, &rule.id))
        }
        (Subject::Category(lock), Subject::Category(set)) => {
            let taxonomy = knowledge.taxonomy();
            let pair = taxonomy.find(lock).zip(taxonomy.find(set));
            pair.is_some_and(|(lock, set)| taxonomy.related(lock, set))
        }
        (Subject::Rules(_), Subject::Category(_)) | (Subject::Category(_), Subject::Rules(_)) => false,
    }
}
