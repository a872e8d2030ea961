//! Whole projects made at random: what the model and the relations try.
//!
//! Items stand in one order and rest only on items before them, so that no circle can come about. Every name that is drawn
//! exists. What signals reveal is known here: each [`Fact`] says it, and the test of this file holds it against the
//! vocabulary.

mod draw;
mod print;

use std::fmt;

pub(crate) use draw::projects;

use jiff::civil::{Date, date};

/// Several files that refer to each other.
#[derive(Clone)]
pub(crate) struct Project {
    pub(crate) consents: Vec<Consent>,
    /// Segments and traits, each after all that it rests on.
    pub(crate) items: Vec<Item>,
    pub(crate) campaigns: Vec<Campaign>,
    /// How the items are spread over files.
    pub(crate) layout: Layout,
}

/// A consent with a record.
#[derive(Debug, Clone)]
pub(crate) struct Consent {
    pub(crate) topics: Vec<&'static str>,
    pub(crate) is_worded: bool,
    pub(crate) is_signed: bool,
    pub(crate) years: Option<i16>,
    pub(crate) purpose: Option<&'static str>,
}

/// What campaigns choose people by.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    /// Or-ed where it is a segment, what it is made from where it is a trait.
    pub(crate) parts: Vec<Expr>,
    pub(crate) waivers: Vec<Waiver>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Segment,
    Uploaded,
    Bought,
    Inferred,
    Observed,
}

/// A decision to let findings pass.
#[derive(Debug, Clone)]
pub(crate) struct Waiver {
    pub(crate) what: &'static str,
    pub(crate) until: Date,
}

#[derive(Debug, Clone)]
pub(crate) struct Campaign {
    pub(crate) name: String,
    pub(crate) purpose: Option<&'static str>,
    pub(crate) regions: Vec<&'static str>,
    pub(crate) flight: Option<Date>,
    pub(crate) requires: Vec<Ask>,
    pub(crate) statements: Vec<(Part, Expr)>,
    pub(crate) sends: Vec<&'static str>,
    pub(crate) waivers: Vec<Waiver>,
}

/// What a campaign does with an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Target,
    Start,
    Exclude,
    Suppress,
    Message,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Expr {
    Fact(Fact),
    /// A fact that nobody may have: `… exactly 0 times`.
    Never(Fact),
    Age(Ages),
    Consented(Ask),
    /// An item before this one.
    Item(usize),
    Similar(usize),
    Not(Box<Expr>),
    And(Vec<Expr>),
    Or(Vec<Expr>),
    Group(Group, Vec<Expr>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Group {
    Any,
    All,
    None,
    AtLeast(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Fact {
    Quran,
    PregnancyTest,
    GayDating,
    NearStore,
    /// Given back: whom it leaves out may be glad of it.
    Returned,
    /// Three things that tell something together; two of them count as one.
    CopperBracelet,
    MagneticBracelet,
    ShowerStool,
    /// Things that tell nothing.
    Plain(u8),
}

/// A bound on age.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ages {
    AtLeast(u8),
    Below(u8),
    Between(u8, u8),
}

/// A request for consent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ask {
    pub(crate) topic: Topic,
    pub(crate) window: Window,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Topic {
    Bare(&'static str),
    /// A consent of the project.
    Consent(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Window {
    Ever,
    Lately,
    ToCome,
    Since(Date),
    Before(Date),
    Between(Date, Date),
}

/// How items are spread over files, and whether comments stand between them.
#[derive(Debug, Clone)]
pub(crate) struct Layout {
    pub(crate) files: Vec<String>,
    /// The file of each block is this number of blocks on, and so on round.
    pub(crate) shift: usize,
    /// Whether each file has its blocks the other way round.
    pub(crate) is_turned: bool,
    pub(crate) has_comments: bool,
}

/// The days on which something begins or ends; none is near another.
pub(crate) const DAYS: [Date; 5] =
    [date(2022, 6, 1), date(2026, 6, 1), date(2028, 6, 1), date(2030, 6, 1), date(2033, 6, 1)];

/// The days on which campaigns run.
pub(crate) const FLIGHTS: [Date; 3] = [date(2027, 9, 1), date(2029, 9, 1), date(2036, 9, 1)];

/// What fails is told as people would write it.
impl fmt::Debug for Project {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.files().iter().try_for_each(|(path, text)| write!(f, "\n# {path}\n{text}"))
    }
}

impl Kind {
    /// Whether it is a list, whose rule nobody sees.
    pub(crate) fn is_list(self) -> bool {
        matches!(self, Kind::Uploaded | Kind::Bought)
    }

    /// Whether it is a trait, whose inputs nobody sees.
    pub(crate) fn is_trait(self) -> bool {
        matches!(self, Kind::Inferred | Kind::Observed)
    }
}

impl Fact {
    /// The category it reveals alone.
    pub(crate) fn reveals(self) -> Option<&'static str> {
        match self {
            Fact::Quran => Some("religion"),
            Fact::PregnancyTest | Fact::Returned => Some("health.reproductive.pregnancy"),
            Fact::GayDating => Some("sexuality.orientation"),
            Fact::NearStore => Some("location.precise"),
            Fact::CopperBracelet | Fact::MagneticBracelet | Fact::ShowerStool | Fact::Plain(_) => None,
        }
    }

    /// Which member of the combination it is.
    pub(crate) fn member(self) -> Option<usize> {
        match self {
            Fact::CopperBracelet | Fact::MagneticBracelet => Some(0),
            Fact::ShowerStool => Some(1),
            Fact::Quran | Fact::PregnancyTest | Fact::GayDating | Fact::NearStore | Fact::Returned | Fact::Plain(_) => {
                None
            }
        }
    }
}

impl Ages {
    /// Whether an age is within it.
    pub(crate) fn has(self, age: u8) -> bool {
        match self {
            Ages::AtLeast(first) => first <= age,
            Ages::Below(first) => age < first,
            Ages::Between(first, last) => (first..=last).contains(&age),
        }
    }
}

impl Expr {
    /// The parts below it.
    pub(crate) fn parts(&self) -> &[Expr] {
        match self {
            Expr::And(parts) | Expr::Or(parts) | Expr::Group(_, parts) => parts,
            Expr::Not(part) => std::slice::from_ref(part),
            Expr::Fact(_) | Expr::Never(_) | Expr::Age(_) | Expr::Consented(_) | Expr::Item(_) | Expr::Similar(_) => {
                &[]
            }
        }
    }

    /// Applies an edit to every expression in it, the parts before the whole.
    pub(crate) fn edit(&mut self, edit: &mut impl FnMut(&mut Expr)) {
        match self {
            Expr::And(parts) | Expr::Or(parts) | Expr::Group(_, parts) => {
                for part in parts {
                    part.edit(edit);
                }
            }
            Expr::Not(part) => part.edit(edit),
            Expr::Fact(_) | Expr::Never(_) | Expr::Age(_) | Expr::Consented(_) | Expr::Item(_) | Expr::Similar(_) => {}
        }
        edit(self);
    }
}

impl Project {
    /// Applies an edit to every expression of segments and campaigns; what a trait is made from are no expressions.
    pub(crate) fn edit(&mut self, mut edit: impl FnMut(&mut Expr)) {
        for item in self.items.iter_mut().filter(|item| !item.kind.is_trait()) {
            item.parts.iter_mut().for_each(|part| part.edit(&mut edit));
        }
        for campaign in &mut self.campaigns {
            campaign.statements.iter_mut().for_each(|(_, expr)| expr.edit(&mut edit));
        }
    }

    /// The files, each a path and a text.
    pub(crate) fn files(&self) -> Vec<(String, String)> {
        print::files(self)
    }
}

/// A project of one campaign that chooses people by one expression.
pub(crate) fn of_one(target: Expr) -> Project {
    let campaign = Campaign {
        name: "plan_0".to_owned(),
        purpose: None,
        regions: Vec::new(),
        flight: None,
        requires: Vec::new(),
        statements: vec![(Part::Target, target)],
        sends: Vec::new(),
        waivers: Vec::new(),
    };
    let layout = Layout { files: vec!["a.campaign".to_owned()], shift: 0, is_turned: false, has_comments: false };
    Project { consents: Vec::new(), items: Vec::new(), campaigns: vec![campaign], layout }
}
