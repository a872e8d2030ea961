//! What a campaign is known by: when it runs, whom it goes to, and what rules ask of it.

use std::collections::{BTreeSet, HashSet};

use jiff::civil::Date;

use crate::expose::{Exposure, Witness};
use crate::finding::Text;
use crate::judge::JudgeContext;
use crate::knowledge::Knowledge;
use crate::lineage::{Grade, Lasts, Occasion};
use crate::resolve::{Campaign, Item, Program, Send};
use crate::rule::{ItemFacts, Limits, Party, Question, Rule};

/// A campaign, segment or trait, the days on which it counts, and what of it is looked at: a witness, all of an exposure,
/// or all of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CampaignFacts<'a> {
    context: JudgeContext<'a>,
    item: Item,
    campaign: Option<&'a Campaign>,
    days: (Date, Date),
    exposure: Option<&'a Exposure>,
    witness: Option<&'a Witness>,
}

impl<'a> CampaignFacts<'a> {
    /// The setting of an item; one without a flight is judged on today's date.
    pub(crate) fn of(context: JudgeContext<'a>, item: Item) -> CampaignFacts<'a> {
        let campaign = match item {
            Item::Campaign(id) => Some(&context.program[id]),
            Item::Segment(_) | Item::Trait(_) | Item::Place(_) => None,
        };
        let days = campaign.and_then(|campaign| campaign.flight).unwrap_or((context.base.today, context.base.today));
        CampaignFacts { context, item, campaign, days, exposure: None, witness: None }
    }

    /// The same, of which one exposure is looked at.
    pub(crate) fn exposing(self, exposure: Option<&'a Exposure>) -> CampaignFacts<'a> {
        CampaignFacts { exposure, ..self }
    }

    /// The same, of which one witness of an exposure is looked at.
    pub(crate) fn witnessed(self, exposure: &'a Exposure, witness: &'a Witness) -> CampaignFacts<'a> {
        CampaignFacts { exposure: Some(exposure), witness: Some(witness), ..self }
    }

    /// What the judge works from.
    pub(crate) fn context(&self) -> JudgeContext<'a> {
        self.context
    }

    /// The last day of the flight: consents and waivers must hold until then.
    pub(crate) fn last_day(&self) -> Date {
        self.days.1
    }

    /// The day and the purpose that consent must hold for.
    pub(crate) fn occasion(&self) -> Occasion {
        Occasion { day: self.last_day(), purpose: self.purpose() }
    }

    /// Whether people were told.
    pub(crate) fn is_told(&self) -> bool {
        self.campaign.is_some_and(|campaign| campaign.told_by.is_some())
    }

    /// Whether those whom a witness speaks of were asked for what it reveals, and said yes.
    pub(crate) fn has_consent_of(&self, witness: &Witness) -> bool {
        witness.mitigation.bound.holds(Grade::Said, self.occasion())
    }

    /// Whether a rule objects to it as a whole.
    pub(crate) fn meets(&self, rule: &Rule) -> bool {
        rule.when.holds(&mut |question| match question {
            Question::Campaign(asks) => asks.answer(self),
            Question::Signal(..) | Question::Trail(_) => false,
        })
    }

    /// The third party that a witness of a `send to` travels to.
    pub(crate) fn send_of(&self, witness: &Witness) -> Option<&'a Send> {
        witness.send(self.campaign?)
    }

    /// What the campaign names of the regions, channels and third parties that a rule asks for, each once and in order.
    pub(crate) fn met(&self, rule: &Rule) -> Vec<Text> {
        let met: BTreeSet<String> = rule.when.wants().into_iter().flat_map(|asks| asks.met(self)).collect();
        met.into_iter().map(Text::from).collect()
    }

    /// The third parties that a rule speaks of, or else all, in the order of the alphabet: in whatever order they are
    /// written, the same are told.
    pub(crate) fn parties_of(&self, rule: &Rule) -> Vec<Party<'_>> {
        let (wants, all) = (rule.when.wants(), self.parties());
        let is_asked = |party: &Party| wants.iter().any(|asks| asks.speaks_of(party, self));
        let asked: Vec<Party> = all.iter().copied().filter(is_asked).collect();
        if asked.is_empty() { all } else { asked }
    }
}

impl ItemFacts for CampaignFacts<'_> {
    fn knowledge(&self) -> &Knowledge {
        self.context.knowledge
    }

    fn program(&self) -> &Program {
        self.context.program
    }

    fn item(&self) -> Item {
        self.item
    }

    fn campaign(&self) -> Option<&Campaign> {
        self.campaign
    }

    fn days(&self) -> (Date, Date) {
        self.days
    }

    fn leaves_out_opt_outs(&self) -> bool {
        self.campaign.is_some_and(|campaign| self.context.lineage.folds.leaves_out_opt_outs(campaign.audience))
    }

    fn conditions(&self) -> Option<u32> {
        self.campaign.map(|campaign| self.context.lineage.conditions.at(campaign.audience))
    }

    fn has_consent(&self, lasting: &Limits) -> bool {
        let exposed = self.exposure.and_then(|exposure| exposure.category);
        let Some((campaign, category)) = self.campaign.zip(exposed) else { return false };
        let (program, lineage) = (self.context.program, self.context.lineage);
        let covers = lineage.folds.covers();
        let own = campaign.asks.iter().filter(|&&ask| covers.covers(ask, category)).map(|&ask| Lasts::of(program, ask));
        let reached = lineage.asks.at(campaign.node, covers, category).map(|asked| asked.lasts);
        own.chain(reached).any(|lasts| {
            lasts.is_unstated && lasting.holds(None) || lasts.between.is_some_and(|(from, to)| lasting.meets(from, to))
        })
    }

    fn sent_to(&self) -> Option<&str> {
        match self.witness {
            Some(witness) => self.send_of(witness).map(|send| &*send.to),
            None => self.exposure.and_then(|exposure| exposure.to.as_deref()),
        }
    }

    fn parties(&self) -> Vec<Party<'_>> {
        let Some(campaign) = self.campaign else { return Vec::new() };
        let sent = campaign.sends.iter().map(|send| Party { name: &send.to, span: send.span, is_sent: true });
        let shown = campaign.runs_on.iter().map(|(name, span)| Party { name, span: *span, is_sent: false });
        let mut parties: Vec<_> =
            sent.chain(shown).map(|party| (self.context.knowledge.recipient(party.name), party)).collect();
        parties.sort_by(|(one, a), (other, b)| (!a.is_sent, one).cmp(&(!b.is_sent, other)));
        let mut known = HashSet::new();
        parties.retain(|(recipient, _)| known.insert(recipient.clone()));
        parties.into_iter().map(|(_, party)| party).collect()
    }
}
