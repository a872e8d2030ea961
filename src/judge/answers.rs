//! What a campaign answers, asked once for all its exposures and witnesses.

use std::collections::HashMap;

use crate::expose::{Exposure, Witness};
use crate::judge::Setting;
use crate::rule::OfCampaign;

/// The answers so far. A campaign of a thousand destinations is asked for them by a thousand witnesses.
pub(super) struct Answers<'a> {
    setting: Setting<'a>,
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
    pub(super) fn new(setting: Setting<'a>) -> Answers<'a> {
        Answers { setting, known: HashMap::new() }
    }

    /// What is asked.
    pub(super) fn setting(&self) -> &Setting<'a> {
        &self.setting
    }

    /// Answers what is asked of the campaign, or of the segment or trait in its stead.
    pub(super) fn campaign(&mut self, question: &OfCampaign, exposure: &Exposure, witness: &Witness) -> bool {
        let asked = Some((exposure, witness));
        match self.hangs_on(question, witness) {
            HangsOn::Nothing => *self.known.entry(question).or_insert_with(|| self.setting.campaign(question, asked)),
            HangsOn::Exposure | HangsOn::Witness => self.setting.campaign(question, asked),
        }
    }

    fn hangs_on(&self, question: &OfCampaign, witness: &Witness) -> HangsOn {
        match question {
            OfCampaign::Destinations(_) if self.setting.sent_to(witness).is_some() => HangsOn::Witness,
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
