//! One problem in the user's files: the currency that every room above pays in.
//!
//! Syntax faults, unknown names and objections of rules are all a [`Finding`]. What went wrong with the *run* is an
//! [`Error`](crate::Error) and never mixes with these.

mod help;

use std::fmt;

use crate::hash::{START, step};
use crate::source::Span;
use crate::word::Word;

pub use crate::source::Text;
pub use help::{Edit, Help, Safety};

/// One problem, with all that is needed to show it.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule that leads, as `pack/what-is-wrong`.
    pub rule: Text,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong: lower case, no full stop, the user's own words in backticks.
    pub message: String,
    /// The way out.
    pub help: Option<Help>,
    /// Why it matters.
    pub why: Option<Text>,
    /// Where it is: the place that must change, such as the campaign's `target`.
    pub at: Span,
    /// What to say under the primary place.
    pub label: Option<String>,
    /// Other places that belong to it, in reading order.
    pub related: Vec<Label>,
    /// What it is about, as `campaign baby_club`; empty for a fault in the syntax.
    pub subject: Text,
    /// How the campaign acts on what is revealed; none for faults.
    pub usage: Option<Use>,
    /// The category exposed, most telling first; empty for faults.
    pub categories: Vec<Text>,
    /// The way the data took, from the signal to the destination.
    pub trail: Vec<Step>,
    /// How many other signals reveal the same here.
    pub others: Others,
    /// Every rule that objects, the leading one first; empty for faults.
    pub grounds: Vec<Ground>,
    /// Names the problem across moved lines and renamed files.
    pub fingerprint: Fingerprint,
    /// The waivers that suppress it; it is suppressed when there is one.
    pub suppressed: Vec<Suppression>,
}

/// How bad a finding is; the worse is the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; shown with `--strict`.
    Note,
    /// Worth a talk.
    Warning,
    /// Must not launch.
    Error,
}

/// How a campaign acts on what a signal reveals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Use {
    /// People are chosen by it.
    Target,
    /// People are left out by it.
    Exclude,
    /// People are left out by it for their own good.
    Suppress,
    /// A lookalike starts from people chosen by it.
    Seed,
    /// It travels to a third party.
    Send,
    /// The copy acts on it.
    Message,
    /// A segment says it that no campaign uses yet.
    Define,
}

/// A further place, and what to say there.
#[derive(Debug, Clone)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What to say.
    pub text: String,
}

/// One station on the way that data took.
#[derive(Debug, Clone)]
pub struct Step {
    /// What kind of thing stands here.
    pub what: Station,
    /// The thing, in the user's words: `purchase "pregnancy test"`, `expecting`, `Meta Ads`.
    pub name: String,
    /// How it carries what came before it; none for the first.
    pub how: Option<Carries>,
    /// Where it is written; none for what has no place, such as left-out steps.
    pub span: Option<Span>,
}

/// What kind of thing stands on a trail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Station {
    /// A fact about people.
    Signal,
    /// A trait.
    Trait,
    /// A segment.
    Segment,
    /// A campaign.
    Campaign,
    /// A third party, or the platform that shows the campaign.
    Destination,
    /// Several steps that are not shown.
    Elided,
}

/// How a step carries what it rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Carries {
    /// By choosing people.
    Filters,
    /// By leaving people out.
    Excludes,
    /// By finding people who are like them.
    Expands,
    /// By a model or rule that guesses.
    Scores,
    /// By watching.
    Observes,
    /// By paying for it.
    Buys,
    /// By passing it on.
    Sends,
    /// By showing the campaign.
    Shows,
}

/// One rule's objection.
#[derive(Debug, Clone)]
pub struct Ground {
    /// The rule's id.
    pub rule: Text,
    /// How bad this rule finds it here.
    pub severity: Severity,
    /// What would lift it.
    pub effect: Option<Effect>,
    /// The rule's title.
    pub title: Text,
    /// Where the rule comes from, as it would be cited.
    pub cite: Option<Text>,
    /// The regions that the campaign reaches among those that the rule speaks of, as people call them.
    pub regions: Vec<Text>,
    /// Whether they are only reached because the campaign names no region.
    pub is_assumed: bool,
    /// What the campaign names of the regions, channels and third parties that the rule asks for, each once and in order. With
    /// one more of them the rule finds more than it did.
    pub met: Vec<Text>,
    /// Whether people were asked, and this rule is not lifted by it.
    pub is_uncured: bool,
}

/// What a rule asks for; the stricter is the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Effect {
    /// People must be told.
    Notice,
    /// People must be able to say no.
    OptOut,
    /// People must have said yes.
    OptIn,
    /// People must have signed.
    Authorization,
    /// Nothing lifts it.
    Ban,
}

/// How many further signals say the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Others {
    /// Exactly so many.
    Exactly(usize),
    /// More than were worth counting.
    MoreThan(usize),
    /// None.
    #[default]
    None,
}

/// A decision to let a finding pass.
#[derive(Debug, Clone)]
pub struct Suppression {
    /// Who decided.
    pub by: Text,
    /// Why.
    pub because: Text,
    /// The last day on which it counts, as YYYY-MM-DD.
    pub until: Text,
    /// Where it stands.
    pub span: Span,
    /// In what kind of file.
    pub written: Written,
}

/// Where a waiver is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// In the block that it speaks of.
    InBlock,
    /// In `qualm.yaml`.
    InConfig,
}

/// A number that stays the same when lines move; printed as sixteen hex digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(pub u64);

impl Finding {
    /// A fault that speaks for itself: no rule file words it and nothing is exposed.
    pub fn fault(rule: &str, severity: Severity, at: Span, message: impl Into<String>) -> Finding {
        let message = message.into();
        Finding {
            rule: rule.into(),
            severity,
            fingerprint: Fingerprint::of(&[rule, &message]),
            message,
            help: None,
            why: None,
            at,
            label: None,
            related: Vec::new(),
            subject: "".into(),
            usage: None,
            categories: Vec::new(),
            trail: Vec::new(),
            others: Others::None,
            grounds: Vec::new(),
            suppressed: Vec::new(),
        }
    }

    /// Adds the way out.
    #[must_use]
    pub(crate) fn help(mut self, help: impl Into<Help>) -> Finding {
        self.help = Some(help.into());
        self
    }

    /// Says something under the primary place.
    #[must_use]
    pub(crate) fn label(mut self, label: impl Into<String>) -> Finding {
        self.label = Some(label.into());
        self
    }

    /// Adds a further place.
    #[must_use]
    pub(crate) fn related(mut self, span: Span, text: impl Into<String>) -> Finding {
        self.related.push(Label { span, text: text.into() });
        self
    }

    /// Whether a waiver suppresses it.
    pub fn is_suppressed(&self) -> bool {
        !self.suppressed.is_empty()
    }
}

impl Fingerprint {
    /// A fingerprint of what names a problem; the order of `parts` counts.
    pub(crate) fn of(parts: &[&str]) -> Fingerprint {
        // A zero after each part, so that what is moved from one part to the next counts.
        Fingerprint(parts.iter().flat_map(|part| part.bytes().chain([0])).fold(START, step))
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl Severity {
    /// Every severity, the worst first.
    pub(crate) const ALL: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Note];

    /// The word people type and read.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

impl Word for Use {
    const ALL: &'static [Use] =
        &[Use::Target, Use::Exclude, Use::Suppress, Use::Seed, Use::Send, Use::Message, Use::Define];

    fn word(self) -> &'static str {
        match self {
            Use::Target => "target",
            Use::Exclude => "exclude",
            Use::Suppress => "suppress",
            Use::Seed => "seed",
            Use::Send => "send",
            Use::Message => "message",
            Use::Define => "define",
        }
    }
}

impl Written {
    /// The word for it, in JSON.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Written::InBlock => "inline",
            Written::InConfig => "config",
        }
    }
}

impl Effect {
    /// Every effect, the strictest first.
    pub(crate) const ALL: [Effect; 5] =
        [Effect::Ban, Effect::Authorization, Effect::OptIn, Effect::OptOut, Effect::Notice];

    /// What it asks for, after `asks`.
    pub(crate) fn asks(self) -> &'static str {
        match self {
            Effect::Notice => "that people are told",
            Effect::OptOut => "that people can say no",
            Effect::OptIn => "that people have said yes",
            Effect::Authorization => "that people have signed",
            Effect::Ban => "that it is not done",
        }
    }

    /// The word that rule files use.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Effect::Notice => "notice",
            Effect::OptOut => "opt_out",
            Effect::OptIn => "opt_in",
            Effect::Authorization => "authorization",
            Effect::Ban => "ban",
        }
    }
}

impl Station {
    /// The word for it, in JSON.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Station::Signal => "signal",
            Station::Trait => "trait",
            Station::Segment => "segment",
            Station::Campaign => "campaign",
            Station::Destination => "destination",
            Station::Elided => "elided",
        }
    }
}

impl Carries {
    /// The verb for it, in JSON.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Carries::Filters => "filters",
            Carries::Excludes => "excludes",
            Carries::Expands => "expands",
            Carries::Scores => "scores",
            Carries::Observes => "observes",
            Carries::Buys => "buys",
            Carries::Sends => "sends",
            Carries::Shows => "shows",
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.what {
            Station::Signal | Station::Elided => f.write_str(&self.name),
            Station::Trait => write!(f, "trait `{}`", self.name),
            Station::Segment => write!(f, "segment `{}`", self.name),
            Station::Campaign => write!(f, "campaign `{}`", self.name),
            Station::Destination if self.how == Some(Carries::Shows) => write!(f, "shown by {}", self.name),
            Station::Destination => write!(f, "sent to {}", self.name),
        }
    }
}
