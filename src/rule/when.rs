//! The formula of a rule: questions joined by all, any and not.

use crate::finding::Text;
use crate::rule::question::{AsksCampaign, AsksSignal, AsksTrail, Of, Question, Revealed};

/// When a rule objects.
#[derive(Debug)]
pub(crate) enum When {
    /// All of them hold.
    All(Vec<When>),
    /// One of them holds.
    Any(Vec<When>),
    /// It does not hold.
    Not(Box<When>),
    /// The answer is yes.
    Asks(Question),
}

/// What can be said before everything is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answered {
    /// It holds whatever else turns out.
    Yes,
    /// It does not hold, whatever else turns out.
    No,
    /// It depends.
    Open,
}

impl When {
    /// Answers as far as questions can be answered: `None` leaves one open. What no longer matters is not asked.
    pub(crate) fn answer(&self, ask: &mut dyn FnMut(&Question) -> Option<bool>) -> Answered {
        match self {
            When::All(parts) => {
                let mut all = Answered::Yes;
                for part in parts {
                    match part.answer(ask) {
                        Answered::No => return Answered::No,
                        Answered::Open => all = Answered::Open,
                        Answered::Yes => {}
                    }
                }
                all
            }
            When::Any(parts) => {
                let mut any = Answered::No;
                for part in parts {
                    match part.answer(ask) {
                        Answered::Yes => return Answered::Yes,
                        Answered::Open => any = Answered::Open,
                        Answered::No => {}
                    }
                }
                any
            }
            When::Not(inner) => match inner.answer(ask) {
                Answered::Yes => Answered::No,
                Answered::No => Answered::Yes,
                Answered::Open => Answered::Open,
            },
            When::Asks(question) => match ask(question) {
                Some(true) => Answered::Yes,
                Some(false) => Answered::No,
                None => Answered::Open,
            },
        }
    }

    /// Whether it holds, every question answered.
    pub(crate) fn holds(&self, ask: &mut dyn FnMut(&Question) -> bool) -> bool {
        self.answer(&mut |question| Some(ask(question))) == Answered::Yes
    }

    /// Every question in it.
    pub(crate) fn questions(&self) -> Vec<&Question> {
        match self {
            When::All(parts) | When::Any(parts) => parts.iter().flat_map(When::questions).collect(),
            When::Not(inner) => inner.questions(),
            When::Asks(question) => vec![question],
        }
    }

    /// What it asks of campaigns and wants a yes to; what it only leaves out does not count.
    pub(crate) fn wants(&self) -> Vec<&dyn AsksCampaign> {
        match self {
            When::All(parts) | When::Any(parts) => parts.iter().flat_map(When::wants).collect(),
            When::Asks(Question::Campaign(asks)) => vec![&**asks],
            When::Not(_) | When::Asks(_) => Vec::new(),
        }
    }

    /// The regions that it asks for; those that it only leaves out do not count.
    pub(crate) fn regions(&self) -> Vec<&Text> {
        self.wants().into_iter().flat_map(AsksCampaign::regions).collect()
    }

    /// How many questions must be answered with yes: what a rule only leaves out does not make it more precise, and
    /// neither do the places and days that it is limited to.
    pub(crate) fn demands(&self) -> usize {
        match self {
            When::All(parts) => parts.iter().map(When::demands).sum(),
            When::Any(parts) => parts.iter().map(When::demands).min().unwrap_or(0),
            When::Not(_) => 0,
            When::Asks(Question::Signal(_, asks)) => usize::from(asks.is_precise()),
            When::Asks(Question::Campaign(asks)) => usize::from(asks.is_precise()),
            When::Asks(Question::Trail(_)) => 1,
        }
    }

    /// What it speaks of where it asks for what is missing: a campaign, unless it says otherwise.
    pub(crate) fn of_what(&self) -> Of {
        self.of_campaigns().find_map(AsksCampaign::missing).map_or(Of::Campaign, |(_, of)| of)
    }

    /// How deep the deepest category lies that it asks for; `depth` tells it of one. What it leaves out does not count.
    pub(crate) fn depth(&self, depth: &dyn Fn(&Revealed) -> usize) -> usize {
        match self {
            When::All(parts) | When::Any(parts) => parts.iter().map(|part| part.depth(depth)).max().unwrap_or(0),
            When::Asks(Question::Signal(_, asks)) => {
                asks.revealed().and_then(|revealed| revealed.iter().map(depth).min()).unwrap_or(0)
            }
            When::Not(_) | When::Asks(_) => 0,
        }
    }

    /// What it asks of signals.
    pub(crate) fn of_signals(&self) -> impl Iterator<Item = &dyn AsksSignal> {
        self.numbered().map(|(_, asks)| asks)
    }

    /// What it asks of signals, each with its bit.
    pub(super) fn numbered(&self) -> impl Iterator<Item = (u8, &dyn AsksSignal)> {
        self.questions().into_iter().filter_map(|question| match question {
            Question::Signal(bit, asks) => Some((*bit, &**asks)),
            Question::Trail(_) | Question::Campaign(_) => None,
        })
    }

    /// What it asks of trails.
    pub(crate) fn of_trails(&self) -> impl Iterator<Item = &dyn AsksTrail> {
        self.questions().into_iter().filter_map(|question| match question {
            Question::Trail(asks) => Some(&**asks),
            Question::Signal(..) | Question::Campaign(_) => None,
        })
    }

    /// What it asks of campaigns.
    pub(crate) fn of_campaigns(&self) -> impl Iterator<Item = &dyn AsksCampaign> {
        self.questions().into_iter().filter_map(|question| match question {
            Question::Campaign(asks) => Some(&**asks),
            Question::Signal(..) | Question::Trail(_) => None,
        })
    }
}
