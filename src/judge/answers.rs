//! What a campaign answers, asked once for all its exposures and witnesses.

use std::collections::HashMap;

use crate::expose::{Exposure, Witness};
use crate::judge::CampaignFacts;
use crate::judge::trail_facts::AskedTrail;
use crate::rule::{AsksCampaign, HangsOn, Question};

/// The answers so far. A campaign of a thousand destinations is asked for them by a thousand witnesses.
pub(super) struct Answers<'a> {
    facts: CampaignFacts<'a>,
    /// By the place of the question: it stands in a rule, and rules do not move.
    known: HashMap<*const Question, bool>,
}

impl<'a> Answers<'a> {
    /// Nothing has been asked yet.
    pub(super) fn new(facts: CampaignFacts<'a>) -> Answers<'a> {
        Answers { facts, known: HashMap::new() }
    }

    /// What is asked.
    pub(super) fn facts(&self) -> &CampaignFacts<'a> {
        &self.facts
    }

    /// Answers what is asked of the way of a witness, and of the campaign, or of the segment or trait in its stead;
    /// a signal's bits are its answers.
    pub(super) fn answer(&mut self, question: &Question, bits: u64, exposure: &Exposure, witness: &Witness) -> bool {
        match question {
            Question::Signal(bit, _) => bits >> bit & 1 == 1,
            Question::Trail(asks) => asks.answer(&AskedTrail { facts: &self.facts, exposure, witness }),
            Question::Campaign(asks) => {
                let facts = self.facts.witnessed(exposure, witness);
                if self.is_the_same_for_all(&**asks, witness) {
                    *self.known.entry(question).or_insert_with(|| asks.answer(&facts))
                } else {
                    asks.answer(&facts)
                }
            }
        }
    }

    fn is_the_same_for_all(&self, asks: &dyn AsksCampaign, witness: &Witness) -> bool {
        match asks.hangs_on() {
            HangsOn::Item => true,
            HangsOn::Exposure => false,
            HangsOn::Recipient => self.facts.send_of(witness).is_none(),
        }
    }
}
