//! What pages ask for: the words for things, and which rules speak of them.

use crate::finding::Severity;
use crate::judge::cap;
use crate::knowledge::{Category, CategoryId, Citation, Kind, Knowledge, Strength, Tier};
use crate::prose::first_of;
use crate::report::visible;
use crate::rule::{Answered, AsksSignal, Question, Rule, RuleSet};

/// All that is known.
#[derive(Clone, Copy)]
pub(super) struct Known<'k> {
    pub(super) knowledge: &'k Knowledge,
    pub(super) rules: &'k RuleSet,
}

impl<'k> Known<'k> {
    /// The category with this number.
    pub(super) fn category(self, id: CategoryId) -> &'k Category {
        self.knowledge.taxonomy().get(id)
    }

    /// The rules that may object to a category, the worst first.
    pub(super) fn rules_about(self, id: CategoryId) -> Vec<&'k Rule> {
        let speaks = |rule: &&Rule| rule.is_revealed && self.may_object(rule, id);
        let mut rules: Vec<_> = self.rules.rules().iter().filter(speaks).collect();
        rules.sort_by_key(|rule| std::cmp::Reverse(rule.severity));
        rules
    }

    fn may_object(self, rule: &Rule, id: CategoryId) -> bool {
        let answered = rule.when.answer(&mut |question| match question {
            Question::Signal(_, asks) => {
                asks.revealed().map(|wanted| wanted.iter().any(|wanted| wanted.means(id, self.knowledge)))
            }
            Question::Trail(_) | Question::Campaign(_) => None,
        });
        answered != Answered::No
    }

    /// `comfort/religion (error), …`: each rule that may object, and how loudly where a reading is this sure.
    pub(super) fn objections(self, id: CategoryId, strength: Strength) -> String {
        let say = |rule: &Rule| {
            let only = only_of(rule).map(|kinds| format!(", only {}", Kind::any_of(kinds))).unwrap_or_default();
            format!("{} ({}{only})", rule.id, loudness(rule, strength).word())
        };
        let rules: Vec<_> = self.rules_about(id).into_iter().map(say).collect();
        if rules.is_empty() { "no rule speaks of it".to_owned() } else { rules.join(", ") }
    }
}

/// The kinds of signal that a rule speaks of, where it does not speak of all.
fn only_of(rule: &Rule) -> Option<&[Kind]> {
    rule.when.of_signals().find_map(AsksSignal::kinds)
}

/// The severity of a rule's objection to a reading that is so sure.
pub(super) fn loudness(rule: &Rule, strength: Strength) -> Severity {
    rule.severity.min(cap(strength))
}

/// Text that somebody else wrote, in backticks and safe to print.
pub(super) fn quoted(text: &str) -> String {
    format!("`{}`", visible(text))
}

/// `a`, `b` and so many more.
pub(super) fn listed(words: &[impl AsRef<str>], most: usize) -> String {
    first_of(words.iter().map(|word| quoted(word.as_ref())), most)
}

/// `FTC, In the Matter of InMarket Media (2024); FTC docket C-4803`
pub(super) fn cited(Citation { title, cite }: &Citation) -> String {
    cite.as_ref().map_or(title.to_string(), |cite| format!("{title}; {cite}"))
}

/// What a strength rests on, and how loud a rule may be for it.
pub(super) fn sureness(strength: Strength) -> &'static str {
    match strength {
        Strength::Strong => {
            "strong: a court, a regulator or peer-reviewed work says so, so a rule may stop the launch (error)"
        }
        Strength::Moderate => "moderate: the press or brokers say so, so a rule raises a warning at most",
        Strength::Plausible => "plausible: reasoned, so a rule raises a note at most (shown with --strict)",
    }
}

/// What a tier means.
pub(super) fn tier(tier: Tier) -> &'static str {
    match tier {
        Tier::Special => "special: protected by law nearly everywhere",
        Tier::Delicate => "delicate: to be handled with care",
        Tier::Ordinary => "ordinary: not sensitive by itself",
    }
}

/// The word for a tier, as data files have it.
pub(super) fn tier_word(tier: Tier) -> &'static str {
    match tier {
        Tier::Special => "special",
        Tier::Delicate => "delicate",
        Tier::Ordinary => "ordinary",
    }
}
