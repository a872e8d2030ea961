//! What a campaign answers: where, when, by which way and for what it acts.

use std::collections::{BTreeSet, HashSet};

use jiff::civil::Date;

use crate::ast::Purpose;
use crate::expose::{Entrance, Exposure, Witness};
use crate::finding::{Text, Use};
use crate::judge::JudgeContext;
use crate::lineage::{Grade, Lasts, Occasion};
use crate::resolve::{Campaign, EdgeKind, Item, Provenance, SegmentId, Send};
use crate::rule::{Limits, Missing, OfCampaign, OfTrail, Rule, Target};
use crate::source::Span;
use crate::word::Word;

/// A campaign, segment or trait, and the days on which it counts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CampaignFacts<'a> {
    context: JudgeContext<'a>,
    item: Item,
    campaign: Option<&'a Campaign>,
    days: (Date, Date),
}

/// A third party of a campaign.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Party<'a> {
    /// What the campaign calls it.
    pub name: &'a Text,
    /// Where it is named.
    pub span: Span,
    /// Whether something is sent there; else the campaign is shown there.
    pub is_sent: bool,
}

impl<'a> CampaignFacts<'a> {
    /// The setting of an item; one without a flight is judged on today's date.
    pub(crate) fn of(context: JudgeContext<'a>, item: Item) -> CampaignFacts<'a> {
        let campaign = match item {
            Item::Campaign(id) => Some(&context.program[id]),
            Item::Segment(_) | Item::Trait(_) | Item::Place(_) => None,
        };
        let days = campaign.and_then(|campaign| campaign.flight).unwrap_or((context.base.today, context.base.today));
        CampaignFacts { context, item, campaign, days }
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

    /// What the campaign is for; what is no campaign may be used for marketing.
    fn purpose(&self) -> Purpose {
        self.campaign.map_or(Purpose::Marketing, |campaign| campaign.purpose)
    }

    /// Whether nobody who opted out is reached.
    pub(crate) fn leaves_out_opt_outs(&self) -> bool {
        self.campaign.is_some_and(|campaign| self.context.lineage.folds.leaves_out_opt_outs(campaign.audience))
    }

    /// Whether people were told.
    pub(crate) fn is_told(&self) -> bool {
        self.campaign.is_some_and(|campaign| campaign.told_by.is_some())
    }

    /// Whether those whom a witness speaks of were asked for what it reveals, and said yes.
    pub(crate) fn has_consent_of(&self, witness: &Witness) -> bool {
        witness.mitigation.bound.holds(Grade::Said, self.occasion())
    }

    /// Answers what is asked of the way of a witness.
    pub(crate) fn trail(&self, question: &OfTrail, exposure: &Exposure, witness: &Witness) -> bool {
        match question {
            OfTrail::Use(uses) => uses.contains(&exposure.usage),
            OfTrail::Through(steps) => steps.iter().any(|&step| witness.state.went_through(step)),
            OfTrail::Echoes(uses) => {
                witness.echoes && uses.iter().any(|usage| matches!(usage, Use::Target | Use::Seed))
            }
            OfTrail::SeedSize(bound) => self.seed(witness).is_some_and(|seed| {
                let size = self.context.program[seed].size;
                bound.holds(size.map(|size| size as f64))
            }),
        }
    }

    /// The segment that the lookalike on a witness's way starts from.
    fn seed(&self, witness: &Witness) -> Option<SegmentId> {
        let (program, lineage) = (self.context.program, self.context.lineage);
        let Entrance::Root(root, entry) = witness.entrance else { return None };
        let node = self.campaign?.roots[root as usize].node;
        let way = lineage.way(program, &lineage.tables.at(node)[entry as usize]);
        let seed = way.steps.iter().find(|(edge, _)| edge.kind == EdgeKind::Expands);
        seed.and_then(|(_, item)| match item {
            Some(Item::Segment(id)) => Some(*id),
            Some(Item::Campaign(_) | Item::Trait(_) | Item::Place(_)) | None => None,
        })
    }

    /// Answers what is asked of the campaign, or of the segment or trait in its stead.
    pub(crate) fn campaign(&self, question: &OfCampaign, witness: Option<(&Exposure, &Witness)>) -> bool {
        match question {
            OfCampaign::Regions(regions) => regions.iter().any(|region| self.reaches(region)),
            OfCampaign::Purpose(purposes) => purposes.contains(&self.purpose()),
            OfCampaign::Channels(channels) => {
                let used = self.campaign.map_or(&[][..], |campaign| &campaign.channels);
                channels.iter().any(|channel| used.contains(channel))
            }
            OfCampaign::Destinations(targets) => self.goes_to(targets, witness.map(|(_, witness)| witness)),
            OfCampaign::HoursOutside(from, to) => {
                let hours = self.campaign.and_then(|campaign| campaign.hours);
                hours.is_some_and(|(first, last)| first < *from || *to < last || last < first)
            }
            OfCampaign::Size(bound) => bound.holds(self.size().map(|size| size as f64)),
            OfCampaign::Conditions(bound) => {
                let conditions = self.campaign.map(|campaign| self.context.lineage.conditions.at(campaign.audience));
                conditions.is_some_and(|conditions| bound.holds(Some(f64::from(conditions))))
            }
            OfCampaign::Consent(bound) => self.has_consent(bound, witness.map(|(exposure, _)| exposure)),
            OfCampaign::Missing(what, _) => what.iter().any(|&what| self.lacks(what)),
            OfCampaign::InForce { from, to, begins_in_flight } => {
                let (first, last) = self.days;
                let begun = from.is_none_or(|from| from <= last);
                let over = to.is_some_and(|to| to < first);
                begun && !over && (!begins_in_flight || from.is_some_and(|from| first < from))
            }
            // A rule that words a fault is only asked where there is one of its kind.
            OfCampaign::Fault(_) => true,
        }
    }

    /// Whether a region is reached; where none is said, all are.
    pub(crate) fn reaches(&self, wanted: &str) -> bool {
        let reached = self.campaign.map_or(&[][..], |campaign| &campaign.regions);
        reached.is_empty() || reached.iter().any(|region| self.context.knowledge.reaches(region, wanted))
    }

    /// Whether the campaign says where it runs.
    pub(crate) fn says_where(&self) -> bool {
        self.campaign.is_some_and(|campaign| !campaign.regions.is_empty())
    }

    /// The third party that a witness of a `send to` travels to.
    pub(crate) fn sent_to(&self, witness: &Witness) -> Option<&'a Send> {
        witness.send(self.campaign?)
    }

    /// What the campaign names of the regions, channels and third parties that a rule asks for, each once and in order.
    /// Where something is sent, one third party is spoken of already.
    pub(crate) fn met(&self, rule: &Rule, exposure: Option<&Exposure>) -> Vec<Text> {
        let is_sent = exposure.is_some_and(|exposure| exposure.to.is_some());
        let mut met: BTreeSet<String> = BTreeSet::new();
        for question in rule.when.wants() {
            match question {
                OfCampaign::Regions(_) if !self.says_where() => met.extend(["anywhere".to_owned()]),
                OfCampaign::Regions(regions) => {
                    let reached = regions.iter().filter(|region| self.reaches(region));
                    met.extend(reached.map(|region| format!("in {region}")));
                }
                OfCampaign::Channels(channels) => {
                    let used = self.campaign.map_or(&[][..], |campaign| &campaign.channels);
                    let used = channels.iter().filter(|channel| used.contains(channel));
                    met.extend(used.map(|channel| format!("by {}", channel.word())));
                }
                OfCampaign::Destinations(targets) if !is_sent => {
                    let parties = self.parties().into_iter();
                    let parties = parties.filter(|party| self.is_any(targets, party.name, party.is_sent));
                    met.extend(parties.map(|party| format!("to {}", self.context.knowledge.recipient(party.name))));
                }
                OfCampaign::Purpose(_)
                | OfCampaign::Destinations(_)
                | OfCampaign::HoursOutside(..)
                | OfCampaign::Size(_)
                | OfCampaign::Conditions(_)
                | OfCampaign::Consent(_)
                | OfCampaign::Missing(..)
                | OfCampaign::InForce { .. }
                | OfCampaign::Fault(_) => {}
            }
        }
        met.into_iter().map(Text::from).collect()
    }

    /// The third parties that a rule speaks of, or else all, in the order of the alphabet: in whatever order they are
    /// written, the same are told.
    pub(crate) fn parties_of(&self, rule: &Rule) -> Vec<Party<'a>> {
        let wants = rule.when.wants();
        let asks = |party: &Party| {
            wants.iter().any(|question| {
                matches!(question, OfCampaign::Destinations(targets) if self.is_any(targets, party.name, party.is_sent))
            })
        };
        let all = self.parties();
        let asked: Vec<Party> = all.iter().copied().filter(asks).collect();
        if asked.is_empty() { all } else { asked }
    }

    /// The third parties of the campaign, those that something is sent to first, each once and in the order of the alphabet.
    pub(crate) fn parties(&self) -> Vec<Party<'a>> {
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

    fn is_any(&self, targets: &[Target], name: &str, is_sent: bool) -> bool {
        targets.iter().any(|target| self.is_target(target, name, is_sent))
    }

    fn goes_to(&self, targets: &[Target], witness: Option<&Witness>) -> bool {
        let Some(campaign) = self.campaign else { return false };
        // What travels to one party goes neither to the others nor to where the campaign is shown.
        if let Some(send) = witness.and_then(|witness| self.sent_to(witness)) {
            return self.is_any(targets, &send.to, true);
        }
        let sends = campaign.sends.iter().map(|send| (&*send.to, true));
        let shown = campaign.runs_on.iter().map(|(name, _)| (&**name, false));
        sends.chain(shown).any(|(name, is_sent)| self.is_any(targets, name, is_sent))
    }

    fn is_target(&self, target: &Target, name: &str, is_sent: bool) -> bool {
        let known = self.context.knowledge.destination(name);
        match target {
            Target::Named(wanted) => {
                wanted.eq_ignore_ascii_case(name)
                    || known.is_some_and(|known| known.id == *wanted || known.title.eq_ignore_ascii_case(wanted))
            }
            Target::Kind(kind) => known.is_some_and(|known| known.kind == *kind),
            Target::Sent => is_sent,
            Target::Shown => !is_sent,
            Target::All(parts) => parts.iter().all(|part| self.is_target(part, name, is_sent)),
        }
    }

    fn size(&self) -> Option<u64> {
        match self.item {
            Item::Campaign(_) => self.campaign.and_then(|campaign| campaign.size),
            Item::Segment(id) => self.context.program[id].size,
            Item::Trait(_) | Item::Place(_) => None,
        }
    }

    fn has_consent(&self, bound: &Limits, exposure: Option<&Exposure>) -> bool {
        let Some((campaign, category)) = self.campaign.zip(exposure.and_then(|exposure| exposure.category)) else {
            return false;
        };
        let (program, lineage) = (self.context.program, self.context.lineage);
        let covers = lineage.folds.covers();
        let own = campaign.asks.iter().filter(|&&ask| covers.covers(ask, category)).map(|&ask| Lasts::of(program, ask));
        let reached = lineage.asks.at(campaign.node, covers, category).map(|asked| asked.lasts);
        own.chain(reached).any(|lasts| {
            lasts.is_unstated && bound.holds(None) || lasts.between.is_some_and(|(from, to)| bound.meets(from, to))
        })
    }

    fn lacks(&self, what: Missing) -> bool {
        let program = self.context.program;
        match what {
            Missing::Owner => self.campaign.is_some_and(|campaign| campaign.owner.is_none()),
            Missing::Regions => self.campaign.is_some_and(|campaign| campaign.regions.is_empty()),
            Missing::Flight => self.campaign.is_some_and(|campaign| campaign.flight.is_none()),
            Missing::Suppression => self.campaign.is_some() && !self.leaves_out_opt_outs(),
            Missing::Provenance => match self.item {
                Item::Trait(id) => program[id].how == Provenance::Unknown,
                // A segment whose rule is written down comes from where its signals come from.
                Item::Segment(id) => {
                    program[id].how == Provenance::Unknown && program.edges_of(&program[program[id].node]).is_empty()
                }
                Item::Campaign(_) | Item::Place(_) => false,
            },
            Missing::Retained => match self.item {
                Item::Segment(id) => program[id].retained.is_none(),
                Item::Trait(id) => program[id].retained.is_none(),
                Item::Campaign(_) | Item::Place(_) => false,
            },
        }
    }
}
