//! Uses × lineage: what each campaign acts on, and by which witnesses.

use std::collections::BTreeMap;

use crate::finding::{Text, Use};
use crate::knowledge::{CategoryId, Kind, Knowledge};
use crate::lineage::{
    Base, Binding, Branch, Combined, LeafId, Lineage, Mitigation, State, WitnessEntry, WitnessSample, WitnessSubject,
    leaves_out,
};
use crate::resolve::{Campaign, CampaignId, CampaignRoot, Item, Part, Program, SegmentId, Send, SignalId};
use crate::rule::AssessmentId;

/// One use of one category by one campaign or unused segment; of what is sent, by one third party.
#[derive(Debug)]
pub(crate) struct Exposure {
    /// The campaign, or the segment that none uses.
    pub item: Item,
    /// How it acts on it.
    pub usage: Use,
    /// What is revealed; none for what is in use, sensitive or not.
    pub category: Option<CategoryId>,
    /// The third party that it travels to, by the one name that all its names stand for; none where nothing is sent.
    pub to: Option<Text>,
    /// Who says so, alike ones together; never empty.
    pub witnesses: Vec<Witness>,
}

/// Witnesses that nothing tells apart, and the best of them.
#[derive(Debug, Clone)]
pub(crate) struct Witness {
    /// The one with the shortest way.
    pub leaf: LeafId,
    /// What the rules say of it.
    pub assessment: Option<AssessmentId>,
    /// What happened on its way.
    pub state: State,
    /// What takes the weight off it.
    pub mitigation: Mitigation,
    /// How many items its way passes.
    pub distance: u32,
    /// Some of all those that are like it.
    pub sample: WitnessSample,
    /// Where it comes in.
    pub entrance: Entrance,
    /// Whether it is copy that repeats what people were chosen by.
    pub echoes: bool,
}

/// Where a witness comes into a campaign or segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Entrance {
    /// By an expression of the campaign, a number in [`Campaign::roots`], and the entry at its node.
    Root(u32, u32),
    /// By its copy.
    Copy,
    /// By the segment itself: the entry at its node.
    Segment(u32),
    /// By all its parts together.
    Whole,
}

/// Everything that a campaign, or a segment that none uses, acts on, in the order of uses and categories. `lineage` is that
/// of the item.
pub(crate) fn expose(base: Base, lineage: &Lineage, item: Item) -> Vec<Exposure> {
    let Base { program, knowledge, .. } = base;
    let ctx = Ctx { program, knowledge, lineage };
    match item {
        Item::Campaign(id) => ctx.campaign(id),
        Item::Segment(id) => ctx.segment(id),
        Item::Trait(_) | Item::Place(_) => Vec::new(),
    }
}

type ByUse = BTreeMap<(Use, Option<CategoryId>), Vec<Witness>>;

struct Ctx<'a> {
    program: &'a Program,
    knowledge: &'a Knowledge,
    lineage: &'a Lineage<'a>,
}

impl Ctx<'_> {
    fn campaign(&self, id: CampaignId) -> Vec<Exposure> {
        let campaign = &self.program[id];
        let mut found = ByUse::new();
        let mut bounds = Vec::new();
        for (number, root) in campaign.roots.iter().enumerate() {
            for (index, entry) in self.lineage.tables.at(root.node).iter().enumerate() {
                let entrance = Entrance::Root(number as u32, index as u32);
                let witness = self.witness(campaign, root, entry, entrance);
                let usage = usage(root.part, entry.state);
                match entry.subject {
                    WitnessSubject::Category(category) => {
                        found.entry((usage, Some(category))).or_default().push(witness);
                    }
                    WitnessSubject::InUse => found.entry((usage, None)).or_default().push(witness),
                    WitnessSubject::Age(branch) => {
                        let left = self.lineage.left_of_audience(campaign, root, branch);
                        bounds.extend(left.map(|branch| (branch, witness)));
                    }
                }
            }
        }
        self.combinations(campaign, &mut found);
        for (branch, witness) in bounds {
            self.minors(Use::Target, branch, &witness, &mut found);
        }
        self.copy(campaign, &mut found);
        let exposures = exposures(Item::Campaign(id), found);
        exposures.into_iter().flat_map(|exposure| self.by_recipient(campaign, exposure)).collect()
    }

    /// One exposure for each third party: to send the same to somebody else is another problem.
    fn by_recipient(&self, campaign: &Campaign, exposure: Exposure) -> Vec<Exposure> {
        let mut parties: BTreeMap<Option<Text>, Vec<Witness>> = BTreeMap::new();
        let Exposure { item, usage, category, witnesses, .. } = exposure;
        for witness in witnesses {
            let to = witness.send(campaign).map(|send| self.knowledge.recipient(&send.to));
            parties.entry(to).or_default().push(witness);
        }
        parties.into_iter().map(|(to, witnesses)| Exposure { item, usage, category, to, witnesses }).collect()
    }

    fn segment(&self, id: SegmentId) -> Vec<Exposure> {
        let node = self.program[id].node;
        let mut found = ByUse::new();
        let mut bounds = Vec::new();
        for (index, entry) in self.lineage.tables.at(node).iter().enumerate() {
            let witness = from_entry(entry, entry.state, entry.mitigation.clone(), Entrance::Segment(index as u32));
            match entry.subject {
                WitnessSubject::Category(category) => {
                    found.entry((Use::Define, Some(category))).or_default().push(witness);
                }
                WitnessSubject::InUse => found.entry((Use::Define, None)).or_default().push(witness),
                WitnessSubject::Age(branch) => bounds.push((branch, witness)),
            }
        }
        for (branch, witness) in bounds {
            self.minors(Use::Define, branch, &witness, &mut found);
        }
        exposures(Item::Segment(id), found)
    }

    /// A witness as the campaign sees it: what binds the audience binds it, too.
    fn witness(&self, campaign: &Campaign, root: &CampaignRoot, entry: &WitnessEntry, entrance: Entrance) -> Witness {
        let folds = &self.lineage.folds;
        // An exclusion turns a bound on age round.
        let (subject, own) = match entry.subject {
            WitnessSubject::Age(branch) if leaves_out(root.part) => {
                (WitnessSubject::Age(branch.flipped()), &entry.turned)
            }
            WitnessSubject::Age(_) | WitnessSubject::Category(_) | WitnessSubject::InUse => {
                (entry.subject, &entry.mitigation.bound)
            }
        };
        let categories = subject.categories(self.knowledge);
        let bound = match root.part {
            Part::Send(number) => {
                // That people agreed to be chosen by something does not mean that it may travel.
                let to = &campaign.sends[number as usize].to;
                folds.sharing(campaign.audience, &self.knowledge.recipient(to))
            }
            Part::Target | Part::Exclude | Part::Suppress | Part::Shows if entry.state.seeds() => {
                entry.mitigation.bound.clone()
            }
            // What picks among the audience is bound where nobody is in it without consent.
            Part::Target | Part::Exclude | Part::Suppress | Part::Shows if root.is_aside => {
                own.or(&folds.refuses_all(campaign.audience, &categories))
            }
            Part::Target | Part::Exclude | Part::Suppress | Part::Shows => {
                let outside = root.above.iter().map(|&gate| folds.bound_all(gate, &categories));
                outside.fold(own.clone(), |all, one| all.or(&one))
            }
        };
        let state = if leaves_out(root.part) { entry.state.left_out() } else { entry.state };
        from_entry(entry, state, Mitigation { bound, waived: entry.mitigation.waived }, entrance)
    }

    /// Minors, where what is left of a bound on age lets them in.
    fn minors(&self, usage: Use, branch: Branch, bound: &Witness, found: &mut ByUse) {
        let evidence = &self.lineage.evidence;
        for &id in evidence.minors(bound.leaf, branch) {
            let leaf = evidence.leaves.get(id);
            let witnesses = found.entry((usage, leaf.category)).or_default();
            // It stands for every bound that leaves the same of the audience.
            let assessments = leaf.assessments.iter();
            witnesses.extend(assessments.map(|&assessment| Witness {
                assessment: Some(assessment),
                leaf: id,
                ..bound.clone()
            }));
        }
    }

    /// Signals of several parts of a campaign that tell something together.
    fn combinations(&self, campaign: &Campaign, found: &mut ByUse) {
        for Combined { leaf: id, bound, state } in self.lineage.evidence.leaves.of_node(campaign.node) {
            let leaf = self.lineage.evidence.leaves.get(*id);
            let witnesses = found.entry((usage(Part::Target, *state), leaf.category)).or_default();
            witnesses.extend(leaf.assessments.iter().map(|&assessment| Witness {
                leaf: *id,
                assessment: Some(assessment),
                state: *state,
                mitigation: Mitigation { bound: bound.clone(), ..Mitigation::NONE },
                distance: 0,
                sample: WitnessSample::one(*id),
                entrance: Entrance::Whole,
                echoes: false,
            }));
        }
    }

    /// Copy counts where it tells its readers what they are, or repeats what they were chosen by.
    fn copy(&self, campaign: &Campaign, found: &mut ByUse) {
        for &signal in &campaign.copy {
            for id in self.lineage.evidence.leaves.of_signal(signal) {
                let leaf = self.lineage.evidence.leaves.get(id);
                let speaks = self.speaks_to_reader(signal, leaf.told.as_deref());
                let echoes = leaf.category.is_some_and(|category| self.is_chosen_by(found, category));
                if leaf.category.is_some() && !speaks && !echoes {
                    continue;
                }
                // Copy goes to the audience: consent binds it where nobody is in there without.
                let refuses = |category| self.lineage.folds.refuses(campaign.audience, category);
                let mitigation =
                    Mitigation { bound: leaf.category.map_or(Binding::NEVER, refuses), ..Mitigation::NONE };
                let witnesses = found.entry((Use::Message, leaf.category)).or_default();
                witnesses.extend(leaf.assessments.iter().map(|&assessment| Witness {
                    leaf: id,
                    assessment: Some(assessment),
                    state: State::default(),
                    mitigation: mitigation.clone(),
                    distance: 0,
                    sample: WitnessSample::one(id),
                    entrance: Entrance::Copy,
                    echoes,
                }));
            }
        }
    }

    /// Whether copy speaks to its reader where it says `told`.
    fn speaks_to_reader(&self, signal: SignalId, told: Option<&str>) -> bool {
        let signal = &self.program[signal];
        signal.kind == Kind::Copy && signal.words.iter().any(|word| self.knowledge.second_person(&word.text, told))
    }

    fn is_chosen_by(&self, found: &ByUse, category: CategoryId) -> bool {
        let taxonomy = self.knowledge.taxonomy();
        found.keys().any(|&(usage, chosen)| {
            let chooses = match usage {
                Use::Target | Use::Seed => true,
                Use::Exclude | Use::Suppress | Use::Send | Use::Message | Use::Define => false,
            };
            chooses && chosen.is_some_and(|chosen| taxonomy.related(chosen, category))
        })
    }
}

/// How a part of a campaign acts on a witness.
fn usage(part: Part, state: State) -> Use {
    match part {
        Part::Send(_) => Use::Send,
        Part::Shows => Use::Message,
        Part::Target | Part::Exclude | Part::Suppress if state.seeds() => Use::Seed,
        Part::Target if state.leaves_out() => Use::Exclude,
        // To leave out those who are not is to choose those who are.
        Part::Exclude | Part::Suppress if state.leaves_out() => Use::Target,
        Part::Target => Use::Target,
        Part::Suppress if state.is_benign() => Use::Suppress,
        Part::Exclude | Part::Suppress => Use::Exclude,
    }
}

fn from_entry(entry: &WitnessEntry, state: State, mitigation: Mitigation, entrance: Entrance) -> Witness {
    let WitnessEntry { leaf, assessment, distance, sample, .. } = *entry;
    Witness { leaf, assessment, state, mitigation, distance, sample, entrance, echoes: false }
}

fn exposures(item: Item, found: ByUse) -> Vec<Exposure> {
    let exposure = |((usage, category), witnesses)| Exposure { item, usage, category, to: None, witnesses };
    found.into_iter().map(exposure).collect()
}

impl Witness {
    /// The `send to` of a campaign by which it travels, if it does.
    pub(crate) fn send<'a>(&self, campaign: &'a Campaign) -> Option<&'a Send> {
        let Entrance::Root(root, _) = self.entrance else { return None };
        match campaign.roots[root as usize].part {
            Part::Send(number) => Some(&campaign.sends[number as usize]),
            Part::Target | Part::Exclude | Part::Suppress | Part::Shows => None,
        }
    }

    /// How many witnesses a set of them stands for, besides the one shown.
    pub(crate) fn others(witnesses: &[Witness]) -> crate::finding::Others {
        use crate::finding::Others;
        let all = witnesses.iter().map(|witness| witness.sample).reduce(WitnessSample::and);
        match all.map(|sample| (sample.count().saturating_sub(1), sample.has_more())) {
            None | Some((0, false)) => Others::None,
            Some((count, false)) => Others::Exactly(count),
            Some((count, true)) => Others::MoreThan(count),
        }
    }
}
