//! What a campaign answers: where, when, by which way and for what it acts.

use jiff::civil::Date;

use crate::ast::{Purpose, Window};
use crate::expose::{Door, Exposure, Witness};
use crate::finding::{Carries, Use};
use crate::judge::Bench;
use crate::lineage::Grade;
use crate::resolve::{Campaign, CampaignId, Item, Part, Program, Provenance, SegmentId, Send, Topic};
use crate::rule::{Bound, Missing, OfCampaign, OfTrail, Target};

/// A campaign, segment or trait, and the days on which it counts.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    bench: Bench<'a>,
    item: Item,
    campaign: Option<&'a Campaign>,
    days: (Date, Date),
}

impl<'a> Setting<'a> {
    /// The setting of an item; one without a flight is judged on today's date.
    pub fn of(bench: Bench<'a>, item: Item) -> Setting<'a> {
        let campaign = match item {
            Item::Campaign(id) => Some(&bench.program[id]),
            Item::Segment(_) | Item::Trait(_) | Item::Place(_) => None,
        };
        let days = campaign.and_then(|campaign| campaign.flight).unwrap_or((bench.today, bench.today));
        Setting { bench, item, campaign, days }
    }

    /// What the judge works from.
    pub fn bench(&self) -> Bench<'a> {
        self.bench
    }

    /// The campaign, if it is one.
    pub fn campaign_id(&self) -> Option<CampaignId> {
        match self.item {
            Item::Campaign(id) => Some(id),
            Item::Segment(_) | Item::Trait(_) | Item::Place(_) => None,
        }
    }

    /// The last day of the flight: consents and waivers must hold until then.
    pub fn last_day(&self) -> Date {
        self.days.1
    }

    /// Whether nobody who opted out is reached.
    pub fn leaves_out_opt_outs(&self) -> bool {
        self.campaign.is_some_and(|campaign| self.bench.lineage.folds.leaves_out_opt_outs(campaign.audience))
    }

    /// Whether people were told.
    pub fn is_told(&self) -> bool {
        self.campaign.is_some_and(|campaign| campaign.told_by.is_some())
    }

    /// Whether those whom a witness speaks of were asked for what it reveals, and said yes.
    pub fn has_consent_of(&self, witness: &Witness) -> bool {
        witness.ease.bound.holds(Grade::Said, self.last_day())
    }

    /// Answers what is asked of the way of a witness.
    pub fn trail(&self, question: &OfTrail, exposure: &Exposure, witness: &Witness) -> bool {
        match question {
            OfTrail::Use(uses) => uses.contains(&exposure.usage),
            OfTrail::Through(steps) => steps.iter().any(|&step| witness.state.went_through(step)),
            OfTrail::Echoes(uses) => {
                witness.echoes && uses.iter().any(|usage| matches!(usage, Use::Target | Use::Seed))
            }
            OfTrail::SeedSize(bound) => self.seed(witness).is_some_and(|seed| {
                let size = self.bench.program[seed].size;
                bound.holds(size.map(|size| size as f64))
            }),
        }
    }

    /// The segment that the lookalike on a witness's way starts from.
    fn seed(&self, witness: &Witness) -> Option<SegmentId> {
        let (program, lineage) = (self.bench.program, self.bench.lineage);
        let Door::Root(root, entry) = witness.door else { return None };
        let node = self.campaign?.roots[root as usize].node;
        let way = lineage.way(program, &lineage.tables.at(node)[entry as usize]);
        let seed = way.steps.iter().find(|(edge, _)| edge.carries == Carries::Expands);
        seed.and_then(|(_, item)| match item {
            Some(Item::Segment(id)) => Some(*id),
            Some(Item::Campaign(_) | Item::Trait(_) | Item::Place(_)) | None => None,
        })
    }

    /// Answers what is asked of the campaign, or of the segment or trait in its stead.
    pub fn campaign(&self, question: &OfCampaign, witness: Option<(&Exposure, &Witness)>) -> bool {
        match question {
            OfCampaign::Regions(regions) => regions.iter().any(|region| self.reaches(region)),
            OfCampaign::Purpose(purposes) => {
                let purpose = self.campaign.map_or(Purpose::Marketing, |campaign| campaign.purpose);
                purposes.contains(&purpose)
            }
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
                let node = self.campaign.map(|campaign| campaign.audience.0 as usize);
                node.is_some_and(|node| bound.holds(Some(f64::from(self.bench.lineage.conditions[node]))))
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
    pub fn reaches(&self, wanted: &str) -> bool {
        let reached = self.campaign.map_or(&[][..], |campaign| &campaign.regions);
        reached.is_empty() || reached.iter().any(|region| self.bench.knowledge.reaches(region, wanted))
    }

    /// Whether the campaign says where it runs.
    pub fn says_where(&self) -> bool {
        self.campaign.is_some_and(|campaign| !campaign.regions.is_empty())
    }

    /// The third party that a witness of a `send to` travels to.
    pub fn sent_to(&self, witness: &Witness) -> Option<&'a Send> {
        let Door::Root(root, _) = witness.door else { return None };
        let campaign = self.campaign?;
        match campaign.roots[root as usize].part {
            Part::Send(number) => Some(&campaign.sends[number as usize]),
            Part::Target | Part::Exclude | Part::Suppress | Part::Shows => None,
        }
    }

    fn goes_to(&self, targets: &[Target], witness: Option<&Witness>) -> bool {
        let Some(campaign) = self.campaign else { return false };
        let is_one = |name: &str, is_sent| targets.iter().any(|target| self.is_target(target, name, is_sent));
        // What travels to one party travels to no other, nor to where the campaign is shown.
        if let Some(sent) = witness.and_then(|witness| self.sent_to(witness)) {
            return is_one(&sent.to, true);
        }
        let sends = campaign.sends.iter().map(|send| (&*send.to, true));
        let shown = campaign.runs_on.iter().map(|(name, _)| (&**name, false));
        sends.chain(shown).any(|(name, is_sent)| is_one(name, is_sent))
    }

    fn is_target(&self, target: &Target, name: &str, is_sent: bool) -> bool {
        let known = self.bench.knowledge.destination(name);
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
            Item::Segment(id) => self.bench.program[id].size,
            Item::Trait(_) | Item::Place(_) => None,
        }
    }

    fn has_consent(&self, bound: &Bound, exposure: Option<&Exposure>) -> bool {
        let Some((campaign, category)) = self.campaign.zip(exposure.and_then(|exposure| exposure.category)) else {
            return false;
        };
        let (program, covers) = (self.bench.program, self.bench.lineage.folds.covers());
        let asks = campaign.asks.iter().chain(self.bench.lineage.asks.get(&campaign.node).into_iter().flatten());
        asks.filter(|&&ask| covers.covers(ask, category)).any(|&ask| bound.holds(lasts(program, ask)))
    }

    fn lacks(&self, what: Missing) -> bool {
        let program = self.bench.program;
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

/// How long a consent lasts, in minutes: what is asked of its freshness, or else what the consent itself says.
fn lasts(program: &Program, ask: crate::resolve::AskId) -> Option<f64> {
    let ask = &program[ask];
    let fresh = match ask.window {
        Some(Window::Last(duration)) => Some(duration.minutes()),
        Some(Window::Next(_) | Window::Since(_) | Window::Before(_) | Window::Between(..) | Window::Anniversary)
        | None => None,
    };
    let own = match ask.topic {
        Topic::Consent(id) => program[id].expires.map(crate::ast::Duration::minutes),
        Topic::Category(_) | Topic::Channel(_) | Topic::Sharing | Topic::Unknown => None,
    };
    [fresh, own].into_iter().flatten().min().map(|minutes| minutes as f64)
}
