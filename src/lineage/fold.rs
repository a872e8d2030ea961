//! Where consent makes an expression constant.
//!
//! Consent binds a signal when nobody without it would be chosen, or left out, because of that signal. So every consent
//! that covers a category is set to *false* and the expression is simplified: what disappears is bound. Less consent
//! means less that is constant, never something else, so a node needs to remember only which constant it is and when: on
//! which days and for which purposes. The same machine tells whether people who opted out can be in an audience: there the opt-outs are set to
//! *true*.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

use crate::ast::Window;
use crate::finding::Text;
use crate::knowledge::{Benign, CategoryId, Kind, Knowledge};
use crate::lineage::layer::SparseLayer;
use crate::lineage::{Base, Binding, Grade, Leaves};
use crate::resolve::{Ask, AskId, Logic, Node, NodeId, Program, Provenance, Topic};

/// Where expressions are constant.
#[derive(Debug)]
pub(crate) struct Folds<'s> {
    covers: Arc<Covers>,
    /// For every node, what is constant there; nodes without an entry never are.
    nodes: Constants<'s>,
}

/// Which requests for consent cover what.
#[derive(Debug)]
pub(crate) struct Covers {
    /// The requests of each cover, by number.
    asks: Vec<BTreeSet<AskId>>,
    /// The covers that each request is part of.
    covering: Vec<Vec<CoverId>>,
    of_category: HashMap<CategoryId, CoverId>,
    /// Sharing with the third parties that consents name, by the one name that all of theirs stand for.
    of_sharing: HashMap<Text, CoverId>,
    /// Sharing with anyone else.
    of_sharing_at_all: CoverId,
}

/// A set of requests that covers something, by number; the first stands for opt-outs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct CoverId(u32);

const OPT_OUTS: CoverId = CoverId(0);

/// So many sets of third parties that different consents name are told apart in one project; past it only consent to share
/// with anyone is looked at, which can only raise more.
const MOST_SHARED: usize = 256;

/// What is constant where; most nodes are not.
type Constants<'s> = SparseLayer<'s, NodeId, Vec<(CoverId, Fold)>>;

/// A constant, and when it is one.
#[derive(Debug, Clone)]
struct Fold {
    value: bool,
    when: Binding,
}

impl Covers {
    /// Finds the covers of every category that is revealed, and of sharing with every third party.
    pub(crate) fn new(Base { program, knowledge, .. }: Base, leaves: &Leaves) -> Covers {
        let (of_category, of_sharing) = (HashMap::new(), HashMap::new());
        let (asks, covering) = (vec![BTreeSet::new()], Vec::new());
        let mut covers = Covers { asks, covering, of_category, of_sharing, of_sharing_at_all: OPT_OUTS };
        let mut ids: HashMap<BTreeSet<AskId>, CoverId> = HashMap::new();
        let combined = knowledge.combinations().iter().map(|combination| combination.category);
        let mut covered = leaves.categories();
        covered.extend(knowledge.ages_categories().into_iter().chain(combined));
        for category in covered {
            let asks = program.matching(|topic| covers_category(program, knowledge, topic, category));
            let id = covers.intern(asks, &mut ids);
            covers.of_category.insert(category, id);
        }
        let anyone = program.matching(|topic| covers_sharing(program, topic));
        covers.of_sharing_at_all = covers.intern(anyone.clone(), &mut ids);
        covers.share(program, knowledge, &anyone, &mut ids);
        covers.covering = covers.by_request(program.asks.len());
        covers
    }

    /// Finds who is named in consents: those whom the same ones name are covered alike, and there are few such sets.
    fn share(
        &mut self,
        program: &Program,
        knowledge: &Knowledge,
        anyone: &BTreeSet<AskId>,
        ids: &mut HashMap<BTreeSet<AskId>, CoverId>,
    ) {
        let mut naming: BTreeMap<Text, BTreeSet<Topic>> = BTreeMap::new();
        for topic in program.asks.iter().map(|ask| ask.topic).collect::<BTreeSet<_>>() {
            let Topic::Consent(id) = topic else { continue };
            for name in &program[id].shared_with {
                naming.entry(knowledge.recipient(name)).or_default().insert(topic);
            }
        }
        let mut known: HashMap<BTreeSet<Topic>, CoverId> = HashMap::new();
        for (name, topics) in naming {
            let cover = match known.get(&topics) {
                Some(&cover) => cover,
                None if known.len() == MOST_SHARED => continue,
                None => {
                    let mut asks = program.matching(|topic| topics.contains(&topic));
                    asks.extend(anyone);
                    let cover = self.intern(asks, ids);
                    known.insert(topics, cover);
                    cover
                }
            };
            self.of_sharing.insert(name, cover);
        }
    }

    fn intern(&mut self, asks: BTreeSet<AskId>, ids: &mut HashMap<BTreeSet<AskId>, CoverId>) -> CoverId {
        *ids.entry(asks).or_insert_with_key(|asks| {
            self.asks.push(asks.clone());
            CoverId(self.asks.len() as u32 - 1)
        })
    }

    fn by_request(&self, requests: usize) -> Vec<Vec<CoverId>> {
        let mut covering = vec![Vec::new(); requests];
        for (number, asks) in self.asks.iter().enumerate() {
            for ask in asks {
                covering[ask.0 as usize].push(CoverId(number as u32));
            }
        }
        covering
    }

    /// The covers that a request is part of.
    pub(super) fn covering(&self, ask: AskId) -> &[CoverId] {
        &self.covering[ask.0 as usize]
    }

    /// The cover of a category.
    pub(super) fn of(&self, category: CategoryId) -> Option<CoverId> {
        self.of_category.get(&category).copied()
    }

    /// Whether a request covers a category.
    pub(crate) fn covers(&self, ask: AskId, category: CategoryId) -> bool {
        self.of_category.get(&category).is_some_and(|&cover| self.asks[cover.0 as usize].contains(&ask))
    }
}

impl Folds<'_> {
    /// When consent to a category makes a node constant.
    pub(crate) fn bound(&self, node: NodeId, category: CategoryId) -> Binding {
        self.covers.of_category.get(&category).map_or(Binding::NEVER, |&cover| self.constant(node, cover))
    }

    /// When consent to each of some categories makes a node constant; never, where there are none.
    pub(crate) fn bound_all(&self, node: NodeId, categories: &[CategoryId]) -> Binding {
        let bounds = categories.iter().map(|&category| self.bound(node, category));
        bounds.reduce(|all, one| all.and(&one)).unwrap_or(Binding::NEVER)
    }

    /// When only those are reached who agreed that their data goes to a recipient, by [`Knowledge::recipient`].
    pub(crate) fn sharing(&self, node: NodeId, recipient: &str) -> Binding {
        let covers = &self.covers;
        let named = covers.of_sharing.get(recipient);
        self.refused(node, named.copied().unwrap_or(covers.of_sharing_at_all))
    }

    /// When nobody is at a node who did not agree to a category.
    pub(crate) fn refuses(&self, node: NodeId, category: CategoryId) -> Binding {
        self.covers.of_category.get(&category).map_or(Binding::NEVER, |&cover| self.refused(node, cover))
    }

    /// When nobody is at a node who did not agree to each of some categories; never, where there are none.
    pub(crate) fn refuses_all(&self, node: NodeId, categories: &[CategoryId]) -> Binding {
        let bounds = categories.iter().map(|&category| self.refuses(node, category));
        bounds.reduce(|all, one| all.and(&one)).unwrap_or(Binding::NEVER)
    }

    /// Whether nobody who opted out can be in an audience.
    pub(crate) fn leaves_out_opt_outs(&self, audience: NodeId) -> bool {
        let fold = self.at(audience).iter().find(|(cover, _)| *cover == OPT_OUTS);
        fold.is_some_and(|(_, fold)| !fold.value)
    }

    /// Which consent covers what.
    pub(crate) fn covers(&self) -> &Covers {
        &self.covers
    }

    /// Whether anything is constant at a node.
    pub(crate) fn is_plain(&self, node: NodeId) -> bool {
        self.at(node).is_empty()
    }

    fn at(&self, node: NodeId) -> &[(CoverId, Fold)] {
        self.nodes.get(&node).map_or(&[], Vec::as_slice)
    }

    fn refused(&self, node: NodeId, cover: CoverId) -> Binding {
        let fold = self.at(node).iter().find(|(known, fold)| *known == cover && !fold.value);
        fold.map_or(Binding::NEVER, |(_, fold)| fold.when.clone())
    }

    fn constant(&self, node: NodeId, cover: CoverId) -> Binding {
        let fold = self.at(node).iter().find(|(known, _)| *known == cover);
        fold.map_or(Binding::NEVER, |(_, fold)| fold.when.clone())
    }
}

impl Folds<'static> {
    /// The shared layer, with no node folded yet.
    pub(super) fn new(covers: Covers) -> Folds<'static> {
        Folds { covers: Arc::new(covers), nodes: Constants::new() }
    }

    /// An empty layer above it.
    pub(super) fn above(&self) -> Folds<'_> {
        Folds { covers: Arc::clone(&self.covers), nodes: self.nodes.above() }
    }
}

impl Folds<'_> {
    /// Folds some nodes, children first.
    pub(super) fn add(&mut self, Base { program, knowledge, .. }: Base, nodes: Range<u32>) {
        for (id, node) in program.nodes_in(nodes) {
            let folds = match node.logic {
                Logic::Consent(ask) => consented(program, ask, &self.covers),
                Logic::Opaque if is_opt_out(program, knowledge, node) => {
                    vec![(OPT_OUTS, Fold { value: true, when: Binding::always() })]
                }
                Logic::Opaque => Vec::new(),
                Logic::Gate(need) => gate(program, node, need as usize, &self.nodes),
                Logic::List => list(program, node, &self.nodes),
            };
            if !folds.is_empty() {
                self.nodes.insert(id, folds);
            }
        }
    }
}

/// Without consent, what asks for it is false.
fn consented(program: &Program, ask: AskId, covers: &Covers) -> Vec<(CoverId, Fold)> {
    let when = binds(program, ask);
    if when.is_never() {
        return Vec::new();
    }
    let covering = covers.covering(ask).iter();
    covering.map(|&cover| (cover, Fold { value: false, when: when.clone() })).collect()
}

/// A gate is true where enough of its parts are, and false where too many are false.
fn gate(program: &Program, node: &Node, need: usize, nodes: &Constants) -> Vec<(CoverId, Fold)> {
    let edges = program.edges_of(node);
    if need == 0 || edges.len() < need {
        return Vec::new();
    }
    let mut parts: BTreeMap<CoverId, (Vec<&Binding>, Vec<&Binding>)> = BTreeMap::new();
    for edge in edges {
        for (cover, fold) in nodes.get(&edge.to).into_iter().flatten() {
            let (truths, falsehoods) = parts.entry(*cover).or_default();
            if fold.value == edge.flips { falsehoods.push(&fold.when) } else { truths.push(&fold.when) }
        }
    }
    let constant = |(cover, (truths, falsehoods)): (CoverId, (Vec<&Binding>, Vec<&Binding>))| {
        let holds = Binding::at_least(need, &truths);
        let fails = Binding::at_least(edges.len() - need + 1, &falsehoods);
        let value = fails.is_never();
        let when = if value { holds } else { fails };
        (!when.is_never()).then_some((cover, Fold { value, when }))
    };
    parts.into_iter().filter_map(constant).collect()
}

/// A list hides its rule: consent inside it makes nothing constant. That opt-outs are on it still says that they are.
fn list(program: &Program, node: &Node, nodes: &Constants) -> Vec<(CoverId, Fold)> {
    let mut folds = gate(program, node, 1, nodes);
    folds.retain(|(cover, _)| *cover == OPT_OUTS);
    folds
}

fn is_opt_out(program: &Program, knowledge: &Knowledge, node: &Node) -> bool {
    // The name of a segment does not make it an opt-out; what it rests on does.
    node.item.is_none()
        && Program::signals_of(node).map(|id| &program[id]).any(|signal| {
            let is_told = match signal.kind {
                // A guess that somebody may want to opt out is none.
                Kind::Trait => signal.how != Provenance::Inferred,
                Kind::Event | Kind::Name => true,
                Kind::Purchase
                | Kind::View
                | Kind::Search
                | Kind::Conversation
                | Kind::Location
                | Kind::Residence
                | Kind::Interest
                | Kind::Consent
                | Kind::Copy
                | Kind::Field
                | Kind::Promotion => false,
            };
            let opts_out = |text: &str| knowledge.suppression(signal.kind, signal.verb, text) == Some(Benign::OptOut);
            is_told && signal.words.iter().any(|word| opts_out(&word.text))
        })
}

/// When a consent binds those who gave it, and how well.
fn binds(program: &Program, ask: AskId) -> Binding {
    let Ask { topic, window, .. } = &program[ask];
    // Nobody has agreed yet to what they will be asked some day.
    let given_from = match window {
        Some(Window::Next(_) | Window::Anniversary) => return Binding::NEVER,
        Some(Window::Since(day) | Window::Between(day, _)) => *day,
        Some(Window::Last(_) | Window::Before(_)) | None => Date::MIN,
    };
    let Topic::Consent(id) = topic else { return Binding::between(Grade::Said, given_from, Date::MAX, None) };
    let consent = &program[*id];
    let grade = match (consent.is_recorded, consent.signed) {
        (false, _) => Grade::Said,
        (true, false) => Grade::Recorded,
        (true, true) => Grade::Signed,
    };
    // Only consent that cannot be younger than some day can be known to have run out.
    let given_until = match window {
        Some(Window::Before(day) | Window::Between(_, day)) => Some(*day),
        Some(Window::Last(_) | Window::Next(_) | Window::Since(_) | Window::Anniversary) | None => None,
    };
    let ends = given_until.zip(consent.expires).map(|(day, lasts)| {
        let days = i64::try_from(lasts.minutes() / (24 * 60)).unwrap_or(i64::MAX);
        day.saturating_add(jiff::SignedDuration::from_hours(days.saturating_mul(24).min(24 * 365 * 9999)))
    });
    Binding::between(grade, given_from, ends.unwrap_or(Date::MAX), consent.purpose)
}

fn covers_category(program: &Program, knowledge: &Knowledge, topic: Topic, category: CategoryId) -> bool {
    match topic {
        Topic::Category(above) => knowledge.taxonomy().is_within(category, above),
        Topic::Consent(id) => program[id].topics.iter().any(|&topic| match topic {
            Topic::Category(above) => knowledge.taxonomy().is_within(category, above),
            // A consent that names a consent would be a circle or a riddle; it covers what it says itself.
            Topic::Channel(_) | Topic::Sharing | Topic::Consent(_) | Topic::Unknown => false,
        }),
        Topic::Channel(_) | Topic::Sharing | Topic::Unknown => false,
    }
}

/// Whether a consent is to sharing with whomever: where it names third parties, it covers those and no others.
fn covers_sharing(program: &Program, topic: Topic) -> bool {
    match topic {
        Topic::Sharing => true,
        Topic::Consent(id) => program[id].shared_with.is_empty() && program[id].topics.contains(&Topic::Sharing),
        Topic::Category(_) | Topic::Channel(_) | Topic::Unknown => false,
    }
}

impl Program {
    /// The requests whose topic passes a test.
    fn matching(&self, is_match: impl Fn(Topic) -> bool) -> BTreeSet<AskId> {
        let mut known: HashMap<Topic, bool> = HashMap::new();
        let asks = self.asks.iter().enumerate();
        let matching = asks.filter(|(_, ask)| *known.entry(ask.topic).or_insert_with(|| is_match(ask.topic)));
        matching.map(|(number, _)| AskId(number as u32)).collect()
    }
}
