//! Uses × lineage: what each campaign acts on, and by which witnesses.

use std::collections::BTreeMap;

use crate::finding::{Text, Use};
use crate::knowledge::{CategoryId, Kind, Knowledge};
use crate::lineage::{Base, Bound, Branch, Combined, Ease, Entry, Few, LeafId, Lineage, State, Subject, leaves_out};
use crate::resolve::{Campaign, CampaignId, Item, Part, Program, Root, SegmentId, Send, SignalId};
use crate::rule::MarkId;

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

/// Everything that a campaign, or a segment that none uses, acts on, in the order of uses and categories. `lineage` is that
/// of the item.
pub fn expose(base: Base, lineage: &Lineage, item: Item) -> Vec<Exposure> {
    let Base { program, knowledge, .. } = base;
    let ctx = Ctx { program, knowledge, lineage };
    match item {
        Item::Campaign(id) => ctx.campaign(id),
        Item::Segment(id) => ctx.segment(id),
        Item::Trait(_) | Item::Place(_) => Vec::new(),
    }
}

type Found = BTreeMap<(Use, Option<CategoryId>), Vec<Witness>>;

struct Ctx<'a> {
    program: &'a Program,
    knowledge: &'a Knowledge,
    lineage: &'a Lineage<'a>,
}

impl Ctx<'_> {
    fn campaign(&self, id: CampaignId) -> Vec<Exposure> {
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
                    Subject::Age(branch) => {
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
        let mut found = Found::new();
        let mut bounds = Vec::new();
        for (index, entry) in self.lineage.tables.at(node).iter().enumerate() {
            let witness = from_entry(entry, entry.state, entry.ease.clone(), Door::Segment(index as u32));
            match entry.subject {
                Subject::Category(category) => {
                    found.entry((Use::Define, Some(category))).or_default().push(witness);
                }
                Subject::InUse => found.entry((Use::Define, None)).or_default().push(witness),
                Subject::Age(branch) => bounds.push((branch, witness)),
            }
        }
        for (branch, witness) in bounds {
            self.minors(Use::Define, branch, &witness, &mut found);
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

    /// Minors, where what is left of a bound on age lets them in.
    fn minors(&self, usage: Use, branch: Branch, bound: &Witness, found: &mut Found) {
        let evidence = &self.lineage.evidence;
        for &id in evidence.minors(bound.leaf, branch) {
            let leaf = evidence.leaves.get(id);
            let witnesses = found.entry((usage, leaf.category)).or_default();
            // It stands for every bound that leaves the same of the audience.
            let marks = leaf.marks.iter();
            witnesses.extend(marks.map(|&mark| Witness { mark: Some(mark), leaf: id, ..bound.clone() }));
        }
    }

    /// Signals of several parts of a campaign that tell something together.
    fn combinations(&self, campaign: &Campaign, found: &mut Found) {
        for Combined { leaf: id, bound, state } in self.lineage.evidence.leaves.of_node(campaign.node) {
            let leaf = self.lineage.evidence.leaves.get(*id);
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
            for id in self.lineage.evidence.leaves.of_signal(signal) {
                let leaf = self.lineage.evidence.leaves.get(id);
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
