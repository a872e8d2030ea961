//! What a campaign answers about one exposure, asked once for all its witnesses.

use std::collections::HashMap;

use crate::expose::{Exposure, Witness};
use crate::judge::Setting;
use crate::rule::OfCampaign;

/// The answers so far. A campaign of a thousand destinations is asked for them by a thousand witnesses.
pub(super) struct Answers<'a> {
    setting: Setting<'a>,
    exposure: &'a Exposure,
    /// By the place of the question: it stands in a rule, and rules do not move.
    known: HashMap<*const OfCampaign, bool>,
}

impl<'a> Answers<'a> {
    /// Nothing has been asked yet.
    pub(super) fn new(setting: Setting<'a>, exposure: &'a Exposure) -> Answers<'a> {
        Answers { setting, exposure, known: HashMap::new() }
    }

    /// Answers what is asked of the campaign, or of the segment or trait in its stead.
    pub(super) fn campaign(&mut self, question: &OfCampaign, witness: &Witness) -> bool {
        let asked = Some((self.exposure, witness));
        if self.is_of_witness(question, witness) {
            return self.setting.campaign(question, asked);
        }
        *self.known.entry(question).or_insert_with(|| self.setting.campaign(question, asked))
    }

    /// Whether the answer may be another for the next witness: what is sent goes to a party of its own.
    fn is_of_witness(&self, question: &OfCampaign, witness: &Witness) -> bool {
        match question {
            OfCampaign::Destinations(_) => self.setting.sent_to(witness).is_some(),
            OfCampaign::Regions(_)
            | OfCampaign::Purpose(_)
            | OfCampaign::Channels(_)
            | OfCampaign::HoursOutside(..)
            | OfCampaign::Size(_)
            | OfCampaign::Conditions(_)
            | OfCampaign::Consent(_)
            | OfCampaign::Missing(..)
            | OfCampaign::InForce { .. }
            | OfCampaign::Fault(_) => false,
        }
    }
}
