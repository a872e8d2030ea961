//! Consents become parts of the program, and what is asked for in a campaign.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::ast::{Block, Channel, ConsentStatement, Consented, Name};
use crate::finding::{Finding, Severity};
use crate::knowledge::Tier;
use crate::resolve::expression::Operand;
use crate::resolve::{Consent, Ctx, Edge, Flaw, Logic, Topic};
use crate::source::Span;
use crate::word::Word;

impl Ctx<'_> {
    pub(super) fn consents(&mut self) {
        let declared = self.declared;
        for block in &declared.consents {
            if let Some(name) = block.name() {
                self.shadows(name);
            }
            let consent = self.consent(block);
            self.program.consents.push(consent);
        }
    }

    fn consent(&mut self, block: &Block<ConsentStatement>) -> Consent {
        let mut consent = Consent {
            name: block.label().value.clone(),
            topics: Vec::new(),
            expires: None,
            signed: false,
            is_recorded: false,
            flaw: None,
            shared_with: Vec::new(),
            purpose: None,
        };
        let (mut asked, mut worded) = (false, false);
        for statement in &block.statements {
            match &statement.value {
                ConsentStatement::To(topics) => {
                    consent.topics.extend(topics.iter().map(|name| self.topic(name)));
                }
                ConsentStatement::For(purpose) => consent.purpose = Some(*purpose),
                ConsentStatement::SharedWith(names) => {
                    consent.shared_with.extend(names.iter().map(|name| Arc::clone(&name.value)));
                }
                ConsentStatement::Expires(lasts) => consent.expires = Some(*lasts),
                ConsentStatement::Signed => consent.signed = true,
                ConsentStatement::AskedIn(place) => {
                    asked = self.is_said(place) && self.knowledge.records().is_somebody(&place.value);
                }
                ConsentStatement::Wording(words) => {
                    worded = self.is_said(words) && self.knowledge.records().says_consent(&words.value);
                    consent.flaw = (!worded).then_some(Flaw::SaysNothing);
                }
                ConsentStatement::KeptIn(_) | ConsentStatement::Note(_) => {}
            }
        }
        consent.is_recorded = asked && worded;
        self.judged_sound(consent)
    }

    /// The consent with what its wording and its topics leave of it.
    fn judged_sound(&self, mut consent: Consent) -> Consent {
        if consent.flaw == Some(Flaw::SaysNothing) {
            // Whoever agreed to a full stop agreed to nothing.
            consent.topics.clear();
            consent.shared_with.clear();
        } else if self.is_bundle(&consent.topics) {
            consent.flaw = Some(Flaw::Bundle);
        }
        consent
    }

    /// Whether topics are of more special families of categories than anybody agrees to at once.
    pub(super) fn is_bundle(&self, topics: &[Topic]) -> bool {
        let taxonomy = self.knowledge.taxonomy();
        let families = topics.iter().filter_map(|&topic| match topic {
            Topic::Category(id) => {
                let category = taxonomy.get(id);
                let family = category.id.split('.').next().map(str::to_owned);
                family.filter(|_| category.tier == Tier::Special)
            }
            Topic::Channel(_) | Topic::Sharing | Topic::Consent(_) | Topic::Unknown => None,
        });
        self.knowledge.records().is_bundle(families.collect::<BTreeSet<_>>().len())
    }

    /// A consent with the name of something else that people may agree to would read as that.
    fn shadows(&mut self, name: &Name) {
        let is_channel = Channel::from_word(&name.value).is_some();
        if !is_channel && &*name.value != "sharing" && self.knowledge.taxonomy().find(&name.value).is_none() {
            return;
        }
        let message = format!("the consent `{}` has the name of a channel or category", name.value);
        let finding = Finding::fault("names/consent-shadows", Severity::Error, name.span, message);
        self.findings.push(finding.help(format!("call it by what people were asked, such as `{}_news`", name.value)));
    }

    /// The edges to `require consent …`, one for each topic.
    pub(super) fn required(&mut self, consented: &Consented, span: Span) -> Vec<Edge> {
        let asks = self.asks(consented);
        asks.into_iter()
            .map(|ask| Operand { node: self.node(Logic::Consent(ask), None, 0..0, []), flips: false, span }.edge())
            .collect()
    }
}
