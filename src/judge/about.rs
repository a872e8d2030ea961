//! What about people a rule speaks of when it objects to a witness.

use crate::expose::{Exposure, Witness};
use crate::judge::JudgeContext;
use crate::rule::{About, Answer, Question, Rule};

/// What a rule speaks of when it objects to a witness.
pub(super) fn about(
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
        Question::Signal(bit, asks) if answer.bits >> bit & 1 == 1 => asks.about(signal),
        Question::Signal(..) | Question::Trail(_) | Question::Campaign(_) => None,
    });
    // The order of the kinds: a trait tells more than how it is known.
    answered.min().unwrap_or(About::Whole)
}
