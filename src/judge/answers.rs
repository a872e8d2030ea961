//! What a campaign answers, asked once for all its exposures and witnesses.

use std::collections::HashMap;

use crate::expose::{Exposure, Witness};
use crate::judge::CampaignFacts;
use crate::rule::OfCampaign;

/// The answers so far. A campaign of a thousand destinations is asked for them by a thousand witnesses.
pub(super) struct Answers<'a> {
    facts: CampaignFacts<'a>,
    /// By the place of the question: it stands in a rule, and rules do not move.
    known: HashMap<*const OfCampaign, bool>,
}

/// What an answer hangs on besides the campaign.
enum HangsOn {
    /// Nothing: it is the same for all that the campaign does.
    Nothing,
    /// What is exposed.
    Exposure,
    /// The way of the witness: what is sent goes to a party of its own.
    Witness,
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

    /// Answers what is asked of the campaign, or of the segment or trait in its stead.
    pub(super) fn campaign(&mut self, question: &OfCampaign, exposure: &Exposure, witness: &Witness) -> bool {
        let asked = Some((exposure, witness));
        match self.hangs_on(question, witness) {
            HangsOn::Nothing => *self.known.entry(question).or_insert_with(|| self.facts.campaign(question, asked)),
            HangsOn::Exposure | HangsOn::Witness => self.facts.campaign(question, asked),
        }
    }

    fn hangs_on(&self, question: &OfCampaign, witness: &Witness) -> HangsOn {
        match question {
            OfCampaign::Destinations(_) if self.facts.sent_to(witness).is_some() => HangsOn::Witness,
            OfCampaign::Consent(_) => HangsOn::Exposure,
            OfCampaign::Destinations(_)
            | OfCampaign::Regions(_)
            | OfCampaign::Purpose(_)
            | OfCampaign::Channels(_)
            | OfCampaign::HoursOutside(..)
            | OfCampaign::Size(_)
            | OfCampaign::Conditions(_)
            | OfCampaign::Missing(..)
            | OfCampaign::InForce { .. }
            | OfCampaign::Fault(_) => HangsOn::Nothing,
        }
    }
}
