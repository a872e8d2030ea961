//! Which witnesses reach which node, and by which way.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;

use crate::finding::Carries;
use crate::knowledge::{CategoryId, Knowledge};
use crate::lineage::combination::is_input;
use crate::lineage::merge::merge;
use crate::lineage::reveal::{Leaf, LeafId, Leaves, Shape, facts};
use crate::lineage::state::{Few, State};
use crate::lineage::{AgeSets, Bound, Branch, Combined, Ease, Folds};
use crate::resolve::{Edge, Item, Logic, NodeId, Program, SignalId, Waiver};
use crate::rule::{Facts, MarkId, Marks};

/// What reaches every node.
#[derive(Debug)]
pub struct Tables(Vec<Vec<Entry>>);

/// Witnesses at a node that nothing tells apart, and the best of them.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What they reveal, or which leaf they are.
    pub subject: Subject,
    /// What the rules say of them; none where no rule objects.
    pub mark: Option<MarkId>,
    /// What happened on the way.
    pub state: State,
    /// What takes the weight off them.
    pub ease: Ease,
    /// How many items the shortest way passes.
    pub distance: u32,
    /// The one with the shortest way.
    pub leaf: LeafId,
    /// Some of them all.
    pub few: Few,
    /// The next step down: an edge, and the entry at its node; none at the leaf's own node.
    next: Option<(u32, u32)>,
}

/// What a witness is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A category.
    Category(CategoryId),
    /// Something in use, sensitive or not.
    InUse,
    /// A bound on age.
    Age(Branch),
}

impl Subject {
    /// The categories that consent must cover to bind such a witness: of a bound on age, all that it may reveal.
    pub fn categories(self, knowledge: &Knowledge) -> Vec<CategoryId> {
        match self {
            Subject::Category(category) => vec![category],
            Subject::Age(branch) => {
                let hits = branch.range().into_iter().flat_map(|range| knowledge.ages(range));
                hits.map(|hit| hit.category).collect()
            }
            Subject::InUse => Vec::new(),
        }
    }
}

impl Tables {
    /// What reaches a node.
    pub fn at(&self, id: NodeId) -> &[Entry] {
        &self.0[id.0 as usize]
    }

    /// The step below an entry: the edge it came by, and its entry there.
    pub fn below<'t>(&'t self, program: &'t Program, entry: &Entry) -> Option<(&'t Edge, &'t Entry)> {
        let (edge, index) = entry.next?;
        let edge = &program.edges[edge as usize];
        Some((edge, &self.0[edge.to.0 as usize][index as usize]))
    }
}

/// What the tables are made from.
pub(super) struct Ctx<'a, 'm, 'r> {
    program: &'a Program,
    knowledge: &'a Knowledge,
    folds: &'a Folds,
    ages: &'a AgeSets,
    leaves: &'a mut Leaves,
    marks: &'m mut Marks<'r>,
    today: Date,
    /// The ages at which something is known or asked to change, one bit a year; worked out where there are many bounds.
    limits: OnceCell<u128>,
    waivers_met: BTreeSet<(Item, usize)>,
    /// Leaves for minors, by the bound and the ages that are left of it.
    minors: BTreeMap<(LeafId, u128), Vec<LeafId>>,
}

impl<'a, 'm, 'r> Ctx<'a, 'm, 'r> {
    pub(super) fn new(
        program: &'a Program,
        knowledge: &'a Knowledge,
        folds: &'a Folds,
        ages: &'a AgeSets,
        leaves: &'a mut Leaves,
        marks: &'m mut Marks<'r>,
        today: Date,
    ) -> Self {
        let (waivers_met, minors) = (BTreeSet::new(), BTreeMap::new());
        Ctx { program, knowledge, folds, ages, leaves, marks, today, limits: OnceCell::new(), waivers_met, minors }
    }

    /// Waivers that had something to hush, sorted.
    pub(super) fn waivers_met(self) -> Vec<(Item, usize)> {
        self.waivers_met.into_iter().collect()
    }

    /// Works out every wanted node, children first.
    pub(super) fn tables(&mut self, wanted: &[bool]) -> Tables {
        let mut tables = Tables(Vec::with_capacity(wanted.len()));
        for (id, _) in self.program.nodes() {
            let entries = if wanted[id.0 as usize] { self.node(id, &tables) } else { Vec::new() };
            tables.0.push(entries);
        }
        tables
    }

    fn node(&mut self, id: NodeId, tables: &Tables) -> Vec<Entry> {
        let program = self.program;
        let node = &program[id];
        let mut entries = Vec::new();
        for signal in program.signals_of(node) {
            for leaf in self.leaves.of_signal(signal) {
                let state = State::of(self.leaves.get(leaf), program[signal].how);
                self.start(leaf, state, &Ease::NONE, &mut entries);
            }
        }
        for Combined { leaf, bound, state } in self.leaves.of_node(id).to_vec() {
            self.start(leaf, state, &Ease { bound, ..Ease::NONE }, &mut entries);
        }
        for (number, edge) in node.edges.clone().zip(program.edges_of(node)) {
            let step = u32::from(program[edge.to].item.is_some());
            for (index, below) in tables.at(edge.to).iter().enumerate() {
                let next = Some((number, index as u32));
                let mut entry = Entry { next, distance: below.distance + step, ..below.clone() };
                // Consent inside a list binds nothing: nobody sees whether the list heeds it.
                if node.logic == Logic::List || is_input(edge.carries) {
                    entry.ease.bound = Bound::NEVER;
                }
                self.step(edge, below, entry, &mut entries);
            }
        }
        self.narrow(id, &mut entries);
        self.join_branches(&mut entries);
        let mut entries = merge(entries);
        self.bind(id, &mut entries);
        if let Some(item) = node.item {
            self.waive(item, &mut entries);
        }
        entries
    }

    /// The entries of a leaf at its own node, one for each mark.
    fn start(&mut self, id: LeafId, state: State, ease: &Ease, entries: &mut Vec<Entry>) {
        let leaf = self.leaves.get(id);
        let signal = &self.program[leaf.signal];
        let subject = match (leaf.category, &leaf.shape) {
            (Some(category), _) => Subject::Category(category),
            (None, Shape::Age) => Subject::Age(signal.measures.ages.map_or(Branch::ANY, Branch::new)),
            (None, _) => Subject::InUse,
        };
        let marks: Vec<Option<MarkId>> = match leaf.marks.as_slice() {
            [] => vec![None],
            marks => marks.iter().copied().map(Some).collect(),
        };
        let first = entries.len();
        let few = Few::one(id);
        entries.extend(marks.into_iter().map(|mark| {
            let ease = ease.clone();
            Entry { subject, mark, state, ease, distance: 0, leaf: id, few, next: None }
        }));
        if let Some(place) = signal.place {
            self.waive(Item::Place(place), &mut entries[first..]);
        }
    }

    fn step(&mut self, edge: &Edge, below: &Entry, mut entry: Entry, entries: &mut Vec<Entry>) {
        entry.state = below.state.along(edge);
        let leaves_fold = edge.carries == Carries::Expands || is_input(edge.carries);
        if let Subject::Age(branch) = below.subject {
            if leaves_fold {
                return self.minors_below(branch, &entry, entries);
            }
            entry.subject = Subject::Age(if edge.flips { branch.flipped() } else { branch });
        }
        entries.push(entry);
    }

    /// A lookalike's seed and a model's inputs have ages of their own: here, not further up, it shows whether minors are
    /// among them.
    fn minors_below(&mut self, branch: Branch, entry: &Entry, entries: &mut Vec<Entry>) {
        for id in self.minors_of(entry.leaf, branch) {
            let leaf = self.leaves.get(id);
            let Some(category) = leaf.category else { continue };
            let entry = Entry { subject: Subject::Category(category), leaf: id, few: Few::one(id), ..entry.clone() };
            entries.extend(leaf.marks.iter().map(|&mark| Entry { mark: Some(mark), ..entry.clone() }));
        }
    }

    /// The leaves that a branch of ages makes of a bound, each made once.
    fn minors_of(&mut self, bound: LeafId, branch: Branch) -> Vec<LeafId> {
        let Some(ages) = branch.range() else { return Vec::new() };
        let key = (bound, branch.lets_in);
        if let Some(known) = self.minors.get(&key) {
            return known.clone();
        }
        let signal = self.leaves.get(bound).signal;
        let made = minors(self.program, self.knowledge, self.marks, signal, ages, self.today);
        let made: Vec<LeafId> = made.into_iter().map(|leaf| self.leaves.add(leaf)).collect();
        self.minors.insert(key, made.clone());
        made
    }

    /// What is left at a node of each bound on age.
    fn narrow(&self, id: NodeId, entries: &mut Vec<Entry>) {
        entries.retain_mut(|entry| match entry.subject {
            Subject::Age(branch) => {
                let left = branch.at(self.ages, id);
                entry.subject = Subject::Age(left);
                left.lets_in != 0 || left.keeps_out != 0
            }
            Subject::Category(_) | Subject::InUse => true,
        });
    }

    /// Joins bounds on age where there are too many: each is widened to the limits that anything is asked of, so that it
    /// lets in children, teens or the old as it did before, and only so many differ.
    fn join_branches(&self, entries: &mut [Entry]) {
        let branch = |entry: &Entry| match entry.subject {
            Subject::Age(branch) => Some(branch),
            Subject::Category(_) | Subject::InUse => None,
        };
        let branches: BTreeSet<Branch> = entries.iter().filter_map(branch).collect();
        if branches.len() <= MOST_BRANCHES {
            return;
        }
        let limits = *self.limits.get_or_init(|| self.knowledge.age_limits() | self.marks.age_limits());
        for entry in entries {
            if let Subject::Age(branch) = entry.subject {
                entry.subject = Subject::Age(branch.widened(limits));
            }
        }
    }

    fn bind(&self, id: NodeId, entries: &mut [Entry]) {
        if self.folds.is_plain(id) {
            return;
        }
        for entry in entries {
            // A seed is folded alone; what stands beside the lookalike does not reach into it.
            if !entry.state.seeds() {
                let categories = entry.subject.categories(self.knowledge);
                entry.ease.bound = entry.ease.bound.or(&self.folds.bound_all(id, &categories));
            }
        }
    }

    /// Notes on each entry until when a waiver of this block hushes it.
    fn waive(&mut self, item: Item, entries: &mut [Entry]) {
        let waivers = self.program.waivers(item);
        if waivers.is_empty() {
            return;
        }
        // Alike entries are hushed alike, and a block may have thousands of both.
        let mut known: HashMap<(Subject, Option<MarkId>), Date> = HashMap::new();
        for entry in entries {
            let key = (entry.subject, entry.mark);
            let until = known.get(&key).copied().unwrap_or_else(|| self.waived_until(item, waivers, key, entry.leaf));
            known.insert(key, until);
            entry.ease.waived = entry.ease.waived.max(until);
        }
    }

    fn waived_until(
        &mut self,
        item: Item,
        waivers: &[Waiver],
        (subject, mark): (Subject, Option<MarkId>),
        leaf: LeafId,
    ) -> Date {
        let readings: Vec<(Subject, Option<MarkId>)> = match subject {
            Subject::Category(_) | Subject::InUse => vec![(subject, mark)],
            Subject::Age(branch) => self.readings_of_ages(leaf, branch),
        };
        let mut until = Date::MIN;
        for (number, waiver) in waivers.iter().enumerate() {
            let speaks = |&(subject, mark): &(Subject, Option<MarkId>)| {
                is_waived(self.knowledge, self.marks, waiver, subject, mark)
            };
            if readings.iter().any(speaks) {
                until = until.max(waiver.until);
                self.waivers_met.insert((item, number));
            }
        }
        until
    }

    /// What a branch of ages reveals, as it will be judged further up.
    fn readings_of_ages(&mut self, bound: LeafId, branch: Branch) -> Vec<(Subject, Option<MarkId>)> {
        let mut readings = Vec::new();
        for id in self.minors_of(bound, branch) {
            let leaf = self.leaves.get(id);
            let subject = leaf.category.map_or(Subject::InUse, Subject::Category);
            readings.extend(leaf.marks.iter().map(|&mark| (subject, Some(mark))));
        }
        readings
    }
}

/// Whether a waiver speaks of what a witness reveals, or of the rules that object to it.
pub fn is_waived(
    knowledge: &Knowledge,
    marks: &Marks,
    waiver: &Waiver,
    subject: Subject,
    mark: Option<MarkId>,
) -> bool {
    let Some(mark) = mark else { return false };
    let group = marks.group(marks.get(mark));
    if matches!(subject, Subject::Category(category) if knowledge.taxonomy().is_locked(category)) {
        return false;
    }
    waiver.what.iter().any(|what| {
        group.is_waived_by(what, |above| match subject {
            Subject::Category(category) => knowledge.taxonomy().is_within(category, above),
            Subject::InUse | Subject::Age(_) => false,
        })
    })
}

/// The leaves that a range of ages makes of a bound on age.
pub fn minors(
    program: &Program,
    knowledge: &Knowledge,
    marks: &mut Marks,
    signal: SignalId,
    ages: crate::knowledge::Ages,
    today: Date,
) -> Vec<Leaf> {
    let hits = knowledge.ages(ages).into_iter();
    hits.map(|hit| {
        let category = Some(hit.category);
        let facts = facts(program, knowledge, today, &program[signal], &[]);
        let marks = marks.of(&Facts { category, strength: hit.strength, ages: Some(ages), ..facts });
        let benign = knowledge.suppression_of(hit.category);
        let at = program[signal].span;
        Leaf { category, signal, at, told: None, shape: Shape::Minors(ages), benign, marks }
    })
    .collect()
}

/// Bounds on age that differ are kept apart up to this many at a node; past it, those that no limit of age known tells
/// apart count as one, which lets in whom any of them does.
const MOST_BRANCHES: usize = 24;
