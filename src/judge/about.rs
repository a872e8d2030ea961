//! What about people a rule speaks of, where no category says it: a trait, an area, a bought list.
//!
//! Rules that speak of the same thing in one use are one problem. The thing is read off what the rule asks and the signal
//! answers with yes, so that neither the order of the text nor the signals beside it decide what is told together.

use crate::ast::AreaKind;
use crate::expose::{Exposure, Witness};
use crate::finding::Text;
use crate::judge::JudgeContext;
use crate::knowledge::Kind;
use crate::resolve::{Provenance, Signal};
use crate::rule::{Answer, OfSignal, Question, Rule};
use crate::word::Word;

/// The thing about people that a rule speaks of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum About {
    /// All that a category or a use is: there is nothing more to tell it from others by.
    Whole,
    /// A trait or field, by its path.
    Trait(Text),
    /// Where people live, by the kind of area.
    Area(AreaKind),
    /// How it is known.
    Known(Provenance),
    /// How far it looks back, or how long it is kept.
    Age,
    /// The kind of signal.
    Kind(Kind),
}

impl About {
    /// What a rule speaks of when it objects to a witness.
    pub(super) fn of(
        context: JudgeContext,
        exposure: &Exposure,
        witness: &Witness,
        rule: &Rule,
        answer: &Answer,
    ) -> About {
        if exposure.category.is_some() {
            return About::Whole;
        }
        let signal = &context.program[context.lineage.evidence.leaves.get(witness.leaf).signal];
        let questions = rule.when.questions().into_iter();
        let answered = questions.filter_map(|question| match question {
            Question::Signal(bit, question) if answer.bits >> bit & 1 == 1 => About::asked(question, signal),
            Question::Signal(..) | Question::Trail(_) | Question::Campaign(_) => None,
        });
        // The order of the kinds: a trait tells more than how it is known.
        answered.min().unwrap_or(About::Whole)
    }

    /// What a question speaks of that a signal answered with yes.
    fn asked(question: &OfSignal, signal: &Signal) -> Option<About> {
        match question {
            OfSignal::Trait(_) | OfSignal::Age(_) | OfSignal::Oldest(_) => {
                signal.measures.path.clone().map(About::Trait)
            }
            OfSignal::Area(_) => signal.measures.measured.area.map(About::Area),
            OfSignal::How(_) | OfSignal::Seller(_) => Some(About::Known(signal.how)),
            OfSignal::Window(_) | OfSignal::Retained(_) => Some(About::Age),
            OfSignal::From(_)
            | OfSignal::Near(..)
            | OfSignal::Place(_)
            | OfSignal::Radius(_)
            | OfSignal::Dwell(_)
            | OfSignal::Text(_)
            | OfSignal::SecondPerson(_) => Some(About::Kind(signal.kind)),
            OfSignal::Reveals(_) | OfSignal::Strength(_) => None,
        }
    }

    /// What names it in a fingerprint; nothing where there is nothing to tell it by.
    pub(crate) fn name(&self) -> Option<String> {
        Some(match self {
            About::Whole => return None,
            About::Trait(path) => format!("trait {path}"),
            About::Area(kind) => format!("area {}", kind.word()),
            About::Known(how) => format!("how {}", how.word()),
            About::Age => "age".to_owned(),
            About::Kind(kind) => format!("from {}", kind.word()),
        })
    }
}
