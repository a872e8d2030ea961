//! Uses × lineage: what each campaign acts on, and by which witnesses.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::finding::{Text, Use};
use crate::knowledge::{Ages, CategoryId, Kind, Knowledge};
use crate::lineage::{self, Bound, Branch, Combined, Ease, Entry, Few, LeafId, Lineage, State, Subject, tops};
use crate::resolve::{Campaign, CampaignId, Item, Part, Program, Root, SegmentId, Send, SignalId};
use crate::rule::{MarkId, Marks};

/// One use of one category by one campaign or unused segment; of what is sent, by one third party.
#[derive(Debug)]
pub struct Exposure {
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
pub struct Witness {
    /// The one with the shortest way.
    pub leaf: LeafId,
    /// What the rules say of it.
    pub mark: Option<MarkId>,
    /// What happened on its way.
    pub state: State,
    /// What takes the weight off it.
    pub ease: Ease,
    /// How many items its way passes.
    pub distance: u32,
    /// Some of all those that are like it.
    pub few: Few,
    /// Where it comes in.
    pub door: Door,
    /// Whether it is copy that repeats what people were chosen by.
    pub echoes: bool,
}

/// Where a witness comes into a campaign or segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// By an expression of the campaign, a number in [`Campaign::roots`], and the entry at its node.
    Root(u32, u32),
    /// By its copy.
    Copy,
    /// By the segment itself: the entry at its node.
    Segment(u32),
    /// By all its parts together.
    Whole,
}

/// Everything that is acted on, campaigns first, each in the order of uses and categories.
pub fn expose(
    program: &Program,
    knowledge: &Knowledge,
    lineage: &mut Lineage,
    marks: &mut Marks,
    today: Date,
) -> Vec<Exposure> {
    let mut ctx = Ctx { program, knowledge, lineage, marks, today };
    let mut exposures = Vec::new();
    for id in program.campaign_ids() {
        exposures.extend(ctx.campaign(id));
    }
    let unused = tops(program, &ctx.lineage.reached);
    for id in unused {
        exposures.extend(ctx.segment(id));
    }
    exposures
}

type Found = BTreeMap<(Use, Option<CategoryId>), Vec<Witness>>;

struct Ctx<'a, 'm, 'r> {
    program: &'a Program,
    knowledge: &'a Knowledge,
    lineage: &'a mut Lineage,
    marks: &'m mut Marks<'r>,
    today: Date,
}

impl Ctx<'_, '_, '_> {
    fn campaign(&mut self, id: CampaignId) -> Vec<Exposure> {
        let campaign = &self.program[id];
        let mut found = Found::new();
        let mut bounds = Vec::new();
        for (number, root) in campaign.roots.iter().enumerate() {
            for (index, entry) in self.lineage.tables.at(root.node).iter().enumerate() {
                let door = Door::Root(number as u32, index as u32);
                let witness = self.witness(campaign, root, entry, door);
                let usage = usage(root.part, entry.state);
                match entry.subject {
                    Subject::Category(category) => found.entry((usage, Some(category))).or_default().push(witness),
                    Subject::InUse => found.entry((usage, None)).or_default().push(witness),
                    Subject::Age(branch) => bounds.extend(self.bound_on_age(campaign, root, branch, witness)),
                }
            }
        }
        self.combinations(campaign, &mut found);
        for (ages, witness) in bounds {
            self.minors(Use::Target, ages, &witness, &mut found);
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

    /// What a bound on age leaves of the audience. An exclusion that keeps the young out is no wish for those who are
    /// left; one that keeps adults out is.
    fn bound_on_age(
        &self,
        campaign: &Campaign,
        root: &Root,
        branch: Branch,
        witness: Witness,
    ) -> Option<(Ages, Witness)> {
        let leaves_out = leaves_out(root.part);
        let branch = if leaves_out { branch.flipped() } else { branch };
        let range = branch.at(&self.lineage.ages, campaign.audience).range()?;
        (!leaves_out || range.oldest != Ages::OPEN).then_some((range, witness))
    }

    fn segment(&mut self, id: SegmentId) -> Vec<Exposure> {
        let node = self.program[id].node;
        let mut found = Found::new();
        let mut bounds = Vec::new();
        for (index, entry) in self.lineage.tables.at(node).iter().enumerate() {
            let witness = from_entry(entry, entry.state, entry.ease.clone(), Door::Segment(index as u32));
            match entry.subject {
                Subject::Category(category) => {
                    found.entry((Use::Define, Some(category))).or_default().push(witness);
                }
                Subject::InUse => found.entry((Use::Define, None)).or_default().push(witness),
                Subject::Age(branch) => bounds.extend(branch.range().map(|ages| (ages, witness))),
            }
        }
        for (ages, witness) in bounds {
            self.minors(Use::Define, ages, &witness, &mut found);
        }
        exposures(Item::Segment(id), found)
    }

    /// A witness as the campaign sees it: what binds the audience binds it, too.
    fn witness(&self, campaign: &Campaign, root: &Root, entry: &Entry, door: Door) -> Witness {
        let folds = &self.lineage.folds;
        // An exclusion turns a bound on age round.
        let (subject, own) = match entry.subject {
            Subject::Age(branch) if leaves_out(root.part) => (Subject::Age(branch.flipped()), &entry.turned),
            Subject::Age(_) | Subject::Category(_) | Subject::InUse => (entry.subject, &entry.ease.bound),
        };
        let categories = subject.categories(self.knowledge);
        let bound = match root.part {
            Part::Send(number) => {
                // That people agreed to be chosen by something does not mean that it may travel.
                let to = &campaign.sends[number as usize].to;
                folds.sharing(campaign.audience, &self.knowledge.recipient(to))
            }
            Part::Target | Part::Exclude | Part::Suppress | Part::Shows if entry.state.seeds() => {
                entry.ease.bound.clone()
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
        from_entry(entry, state, Ease { bound, waived: entry.ease.waived }, door)
    }

    /// Minors, where a bound on age lets them in.
    fn minors(&mut self, usage: Use, ages: Ages, bound: &Witness, found: &mut Found) {
        let signal = self.lineage.leaves.get(bound.leaf).signal;
        for leaf in lineage::minors(self.program, self.knowledge, self.marks, signal, ages, self.today) {
            let (category, marks) = (leaf.category, leaf.marks.clone());
            let leaf = self.lineage.leaves.add(leaf);
            let witnesses = found.entry((usage, category)).or_default();
            // It stands for every bound that leaves the same of the audience.
            witnesses.extend(marks.into_iter().map(|mark| Witness { mark: Some(mark), leaf, ..bound.clone() }));
        }
    }

    /// Signals of several parts of a campaign that tell something together.
    fn combinations(&self, campaign: &Campaign, found: &mut Found) {
        for Combined { leaf: id, bound, state } in self.lineage.leaves.of_node(campaign.node) {
            let leaf = self.lineage.leaves.get(*id);
            let witnesses = found.entry((usage(Part::Target, *state), leaf.category)).or_default();
            witnesses.extend(leaf.marks.iter().map(|&mark| Witness {
                leaf: *id,
                mark: Some(mark),
                state: *state,
                ease: Ease { bound: bound.clone(), ..Ease::NONE },
                distance: 0,
                few: Few::one(*id),
                door: Door::Whole,
                echoes: false,
            }));
        }
    }

    /// Copy counts where it tells its readers what they are, or repeats what they were chosen by.
    fn copy(&self, campaign: &Campaign, found: &mut Found) {
        for &signal in &campaign.copy {
            for id in self.lineage.leaves.of_signal(signal) {
                let leaf = self.lineage.leaves.get(id);
                let speaks = self.speaks_to_reader(signal, leaf.told.as_deref());
                let echoes = leaf.category.is_some_and(|category| self.is_chosen_by(found, category));
                if leaf.category.is_some() && !speaks && !echoes {
                    continue;
                }
                // Copy goes to the audience: consent binds it where nobody is in there without.
                let refuses = |category| self.lineage.folds.refuses(campaign.audience, category);
                let ease = Ease { bound: leaf.category.map_or(Bound::NEVER, refuses), ..Ease::NONE };
                let witnesses = found.entry((Use::Message, leaf.category)).or_default();
                witnesses.extend(leaf.marks.iter().map(|&mark| Witness {
                    leaf: id,
                    mark: Some(mark),
                    state: State::default(),
                    ease: ease.clone(),
                    distance: 0,
                    few: Few::one(id),
                    door: Door::Copy,
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

    fn is_chosen_by(&self, found: &Found, category: CategoryId) -> bool {
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

fn leaves_out(part: Part) -> bool {
    match part {
        Part::Exclude | Part::Suppress => true,
        Part::Target | Part::Shows | Part::Send(_) => false,
    }
}

fn from_entry(entry: &Entry, state: State, ease: Ease, door: Door) -> Witness {
    let Entry { leaf, mark, distance, few, .. } = *entry;
    Witness { leaf, mark, state, ease, distance, few, door, echoes: false }
}

fn exposures(item: Item, found: Found) -> Vec<Exposure> {
    let exposure = |((usage, category), witnesses)| Exposure { item, usage, category, to: None, witnesses };
    found.into_iter().map(exposure).collect()
}

impl Witness {
    /// The `send to` of a campaign by which it travels, if it does.
    pub fn send<'a>(&self, campaign: &'a Campaign) -> Option<&'a Send> {
        let Door::Root(root, _) = self.door else { return None };
        match campaign.roots[root as usize].part {
            Part::Send(number) => Some(&campaign.sends[number as usize]),
            Part::Target | Part::Exclude | Part::Suppress | Part::Shows => None,
        }
    }

    /// How many witnesses a set of them stands for, besides the one shown.
    pub fn others(witnesses: &[Witness]) -> crate::finding::Others {
        use crate::finding::Others;
        let all = witnesses.iter().map(|witness| witness.few).reduce(Few::and);
        match all.map(|few| (few.count().saturating_sub(1), few.has_more())) {
            None | Some((0, false)) => Others::None,
            Some((count, false)) => Others::Exactly(count),
            Some((count, true)) => Others::MoreThan(count),
        }
    }
}
