//! Rules: what is asked of what a campaign does, and what to say.
//!
//! A rule is a YAML page that a lawyer can read. Here it becomes a closed matcher: [`When`], a formula over
//! [`Question`]s. Which questions a *signal* can answer for itself is worked out once per signal (see [`AskedRules`]); the
//! rest is asked of each campaign, in `judge`.

mod about;
mod asked;
mod assessment;
mod id;
pub(crate) mod key;
mod load;
mod own;
mod page;
mod question;
mod signal;
mod text;
mod when;

use crate::finding::{Effect, Severity, Text};

use page::Pending;

pub(crate) use about::About;
pub use asked::{AskedRules, RuleGroup};
pub use assessment::{Answer, Assessment, AssessmentId, Assessments};
pub use id::{is_id_word, is_rule_id, names};
pub(crate) use key::Through;
pub use load::{Pack, RuleSet};
pub(crate) use own::{OwnFile, OwnFiles};
pub(crate) use page::Page;
pub(crate) use question::{
    AsksCampaign, AsksSignal, FaultKind, HangsOn, ItemFacts, Limits, MISSING, Party, Question, TrailFacts, WhenKey,
};
pub(crate) use signal::{Nature, SignalFacts};
pub(crate) use when::{Answered, When};

/// One rule.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Rule {
    /// `pack/what-is-wrong`
    pub id: Text,
    /// What it is about, in a few words.
    pub title: Text,
    /// How bad it is.
    pub severity: Severity,
    /// What it asks for.
    pub effect: Option<Effect>,
    /// What lifts it.
    pub lifted_by: Lifts,
    /// When it objects.
    pub when: When,
    /// What it speaks of.
    pub subject: Subject,
    /// Whether it speaks of what is revealed, rather than of all that is in use.
    pub is_revealed: bool,
    /// Whether it speaks of places themselves, rather than of what visits say of people.
    pub is_of_place: bool,
    /// The regions that it asks for.
    pub regions: Vec<Text>,
    /// How precise it is: the depth of its deepest category, then how much it asks.
    pub precision: (usize, usize),
    /// What is wrong, with placeholders.
    pub message: Text,
    /// The version of its pack that first had it.
    pub since: Option<Text>,
    page: Pending,
    /// Whether its pack speaks of law.
    pub is_law: bool,
    /// Whether no waiver lifts it.
    pub is_locked: bool,
}

/// What lifts a rule's objection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Lifts {
    /// Consent, and which kind.
    pub consent: Option<Asked>,
    /// Leaving out those who opted out.
    pub suppression: bool,
    /// Telling people.
    pub told: bool,
}

/// Which consent is good enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asked {
    /// Any that is not expired.
    Said,
    /// One that people signed.
    Signed,
}

/// What a rule speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// What a campaign or unused segment uses: it takes a witness.
    Witness,
    /// A campaign as a whole.
    Campaign,
    /// Every segment.
    Segment,
    /// Every trait.
    Trait,
    /// A fault of that kind.
    Fault(FaultKind),
}

/// A source, as it would be cited.
#[derive(Debug, Clone)]
pub(crate) struct Citation {
    /// Its title.
    pub title: Text,
    /// Where to find it.
    pub cite: Option<Text>,
    /// The day on which somebody looked at it last.
    pub as_of: Option<Text>,
}
