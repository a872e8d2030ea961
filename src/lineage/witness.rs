//! Which witnesses reach which node, and by which way.

use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;

use crate::lineage::combination::is_input;
use crate::lineage::leaf::{Combined, LeafId, Shape};
use crate::lineage::merge::merge;
use crate::lineage::{
    AgeSets, Base, Binding, Branch, Evidence, Folds, Mitigation, State, Tables, WitnessEntry, WitnessSample,
    WitnessSubject,
};
use crate::resolve::{Edge, EdgeKind, Item, Logic, Node, NodeId, Program, SignalId, Waiver};
use crate::rule::{AssessmentId, Assessments};

/// What the tables are made from.
pub(super) struct Ctx<'c, 's> {
    pub(super) base: Base<'c>,
    pub(super) folds: &'c Folds<'s>,
    pub(super) ages: &'c AgeSets<'s>,
    pub(super) evidence: &'c mut Evidence<'s>,
    /// Waivers that had something to suppress.
    pub(super) waivers_used: BTreeSet<(Item, usize)>,
}

impl Ctx<'_, '_> {
    /// Notes which waivers of places have something to suppress at a node.
    pub(super) fn note_places(&mut self, node: &Node) {
        for signal in Program::signals_of(node) {
            if self.base.program[signal].place.is_some() {
                self.starts(signal, &mut Vec::new());
            }
        }
    }

    /// What reaches a node, given what reaches those below it.
    pub(super) fn node(&mut self, id: NodeId, tables: &Tables) -> Vec<WitnessEntry> {
        let program = self.base.program;
        let node = &program[id];
        let mut entries = Vec::new();
        for signal in Program::signals_of(node) {
            self.starts(signal, &mut entries);
        }
        for Combined { leaf, bound, state } in self.evidence.leaves.of_node(id).to_vec() {
            self.start(leaf, state, &Mitigation { bound, ..Mitigation::NONE }, &mut entries);
        }
        for (number, edge) in node.edges.clone().zip(program.edges_of(node)) {
            let step = u32::from(program[edge.to].item.is_some());
            for (index, below) in tables.at(edge.to).iter().enumerate() {
                let next = Some((number, index as u32));
                let mut entry = WitnessEntry { next, distance: below.distance + step, ..below.clone() };
                // Consent inside a list binds nothing: nobody sees whether the list heeds it.
                if node.logic == Logic::List || is_input(edge.kind) {
                    (entry.mitigation.bound, entry.turned) = (Binding::NEVER, Binding::NEVER);
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

    /// The entries of a signal at its own node.
    fn starts(&mut self, signal: SignalId, entries: &mut Vec<WitnessEntry>) {
        for leaf in self.evidence.leaves.of_signal(signal) {
            let state = State::of(self.evidence.leaves.get(leaf).benign, self.base.program[signal].how);
            self.start(leaf, state, &Mitigation::NONE, entries);
        }
    }

    /// The entries of a leaf at its own node, one for each assessment.
    fn start(&mut self, id: LeafId, state: State, mitigation: &Mitigation, entries: &mut Vec<WitnessEntry>) {
        let leaf = self.evidence.leaves.get(id);
        let signal = &self.base.program[leaf.signal];
        let subject = match (leaf.category, &leaf.shape) {
            (Some(category), _) => WitnessSubject::Category(category),
            (None, Shape::Age) => WitnessSubject::Age(signal.measures.ages.map_or(Branch::ANY, Branch::new)),
            (None, _) => WitnessSubject::InUse,
        };
        let assessments: Vec<Option<AssessmentId>> = match leaf.assessments.as_slice() {
            [] => vec![None],
            assessments => assessments.iter().copied().map(Some).collect(),
        };
        let first = entries.len();
        let sample = WitnessSample::one(id);
        entries.extend(assessments.into_iter().map(|assessment| {
            let mitigation = mitigation.clone();
            WitnessEntry {
                subject,
                assessment,
                state,
                mitigation,
                turned: Binding::NEVER,
                distance: 0,
                leaf: id,
                sample,
                next: None,
            }
        }));
        if let Some(place) = signal.place {
            self.waive(Item::Place(place), &mut entries[first..]);
        }
    }

    fn step(&mut self, edge: &Edge, below: &WitnessEntry, mut entry: WitnessEntry, entries: &mut Vec<WitnessEntry>) {
        entry.state = below.state.along(edge);
        let leaves_fold = edge.kind == EdgeKind::Expands || is_input(edge.kind);
        if let WitnessSubject::Age(branch) = below.subject {
            if leaves_fold {
                return self.minors_below(branch, &entry, entries);
            }
            if edge.flips {
                entry.subject = WitnessSubject::Age(branch.flipped());
                std::mem::swap(&mut entry.mitigation.bound, &mut entry.turned);
            }
        }
        entries.push(entry);
    }

    /// A lookalike's seed and a model's inputs have ages of their own: here, not further up, it shows whether minors are
    /// among them.
    fn minors_below(&mut self, branch: Branch, entry: &WitnessEntry, entries: &mut Vec<WitnessEntry>) {
        for id in self.evidence.find_minors(self.base, entry.leaf, branch) {
            let leaf = self.evidence.leaves.get(id);
            let Some(category) = leaf.category else { continue };
            let entry = WitnessEntry {
                subject: WitnessSubject::Category(category),
                leaf: id,
                sample: WitnessSample::one(id),
                ..entry.clone()
            };
            entries.extend(
                leaf.assessments
                    .iter()
                    .map(|&assessment| WitnessEntry { assessment: Some(assessment), ..entry.clone() }),
            );
        }
    }

    /// What is left at a node of each bound on age.
    fn narrow(&self, id: NodeId, entries: &mut Vec<WitnessEntry>) {
        entries.retain_mut(|entry| match entry.subject {
            WitnessSubject::Age(branch) => {
                let left = branch.at(self.ages, id);
                entry.subject = WitnessSubject::Age(left);
                left.lets_in != 0 || left.keeps_out != 0
            }
            WitnessSubject::Category(_) | WitnessSubject::InUse => true,
        });
    }

    /// Joins bounds on age where there are too many: each is widened to the limits that anything is asked of, so that it
    /// lets in children, teens or the old as it did before, and only so many differ.
    fn join_branches(&self, entries: &mut [WitnessEntry]) {
        let branch = |entry: &WitnessEntry| match entry.subject {
            WitnessSubject::Age(branch) => Some(branch),
            WitnessSubject::Category(_) | WitnessSubject::InUse => None,
        };
        let branches: BTreeSet<Branch> = entries.iter().filter_map(branch).collect();
        if branches.len() <= MOST_BRANCHES {
            return;
        }
        let limits = self.base.knowledge.age_limits() | self.base.rules.age_limits();
        for entry in entries {
            if let WitnessSubject::Age(branch) = entry.subject {
                entry.subject = WitnessSubject::Age(branch.widened(limits));
            }
        }
    }

    fn bind(&self, id: NodeId, entries: &mut [WitnessEntry]) {
        if self.folds.is_plain(id) {
            return;
        }
        for entry in entries {
            // A seed is folded alone; what stands beside the lookalike does not reach into it.
            if !entry.state.seeds() {
                let categories = entry.subject.categories(self.base.knowledge);
                entry.mitigation.bound = entry.mitigation.bound.or(&self.folds.bound_all(id, &categories));
                if let WitnessSubject::Age(branch) = entry.subject {
                    let turned = WitnessSubject::Age(branch.flipped()).categories(self.base.knowledge);
                    entry.turned = entry.turned.or(&self.folds.bound_all(id, &turned));
                }
            }
        }
    }

    /// Notes on each entry until when a waiver of this block suppresses it.
    fn waive(&mut self, item: Item, entries: &mut [WitnessEntry]) {
        let waivers = self.base.program.waivers(item);
        if waivers.is_empty() {
            return;
        }
        // Alike entries are suppressed alike, and a block may have thousands of both.
        let mut known: HashMap<(WitnessSubject, Option<AssessmentId>), Date> = HashMap::new();
        for entry in entries {
            let key = (entry.subject, entry.assessment);
            let until = known.get(&key).copied().unwrap_or_else(|| self.waived_until(item, waivers, key, entry.leaf));
            known.insert(key, until);
            entry.mitigation.waived = entry.mitigation.waived.max(until);
        }
    }

    fn waived_until(
        &mut self,
        item: Item,
        waivers: &[Waiver],
        (subject, assessment): (WitnessSubject, Option<AssessmentId>),
        leaf: LeafId,
    ) -> Date {
        let readings: Vec<(WitnessSubject, Option<AssessmentId>)> = match subject {
            WitnessSubject::Category(_) | WitnessSubject::InUse => vec![(subject, assessment)],
            WitnessSubject::Age(branch) => self.readings_of_ages(leaf, branch),
        };
        let mut until = Date::MIN;
        for (number, waiver) in waivers.iter().enumerate() {
            let speaks = |&(subject, assessment): &(WitnessSubject, Option<AssessmentId>)| {
                is_waived(self.base, &self.evidence.assessments, waiver, subject, assessment)
            };
            if readings.iter().any(speaks) {
                until = until.max(waiver.until);
                self.waivers_used.insert((item, number));
            }
        }
        until
    }

    /// What a branch of ages reveals, as it will be judged further up.
    fn readings_of_ages(&mut self, bound: LeafId, branch: Branch) -> Vec<(WitnessSubject, Option<AssessmentId>)> {
        let mut readings = Vec::new();
        for id in self.evidence.find_minors(self.base, bound, branch) {
            let leaf = self.evidence.leaves.get(id);
            let subject = leaf.category.map_or(WitnessSubject::InUse, WitnessSubject::Category);
            readings.extend(leaf.assessments.iter().map(|&assessment| (subject, Some(assessment))));
        }
        readings
    }
}

/// Whether a waiver speaks of what a witness reveals, or of the rules that object to it.
pub(crate) fn is_waived(
    base: Base,
    assessments: &Assessments,
    waiver: &Waiver,
    subject: WitnessSubject,
    assessment: Option<AssessmentId>,
) -> bool {
    let (Some(assessment), taxonomy) = (assessment, base.knowledge.taxonomy()) else { return false };
    let group = base.rules.group(assessments.get(assessment));
    if matches!(subject, WitnessSubject::Category(category) if taxonomy.is_locked(category)) {
        return false;
    }
    waiver.what.iter().any(|what| {
        group.is_waived_by(what, |above| match subject {
            WitnessSubject::Category(category) => taxonomy.is_within(category, above),
            WitnessSubject::InUse | WitnessSubject::Age(_) => false,
        })
    })
}

/// Bounds on age that differ are kept apart up to this many at a node; past it, those that no limit of age known tells
/// apart count as one, which lets in whom any of them does.
const MOST_BRANCHES: usize = 24;
