//! Where consent makes an expression constant.
//!
//! Consent binds a signal when nobody without it would be chosen, or left out, because of that signal. So every consent
//! that covers a category is set to *false* and the expression is simplified: what disappears is bound. Less consent
//! means less that is constant, never something else, so a node needs to remember only which constant it is and until
//! which day. The same machine tells whether people who opted out can be in an audience: there the opt-outs are set to
//! *true*.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;

use crate::ast::Window;
use crate::finding::Text;
use crate::knowledge::{Benign, CategoryId, Kind, Knowledge};
use crate::lineage::{Bound, Grade, Leaves};
use crate::resolve::{Ask, AskId, Logic, Node, NodeId, Program, Provenance, Topic};

/// Where expressions are constant.
#[derive(Debug)]
pub struct Folds {
    covers: Covers,
    /// For every node, what is constant there; nodes without an entry never are.
    nodes: Vec<Vec<(CoverId, Fold)>>,
}

/// Which requests for consent cover what.
#[derive(Debug)]
pub struct Covers {
    /// The requests of each cover, by number.
    asks: Vec<BTreeSet<AskId>>,
    of_category: HashMap<CategoryId, CoverId>,
    of_sharing: BTreeMap<String, CoverId>,
}

/// A set of requests that covers something, by number; the first stands for opt-outs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct CoverId(u32);

const OPT_OUTS: CoverId = CoverId(0);

/// How many third parties may have a consent of their own in one project.
const MOST_DESTINATIONS: usize = 256;

/// A constant, and until when.
#[derive(Debug, Clone, Copy)]
struct Fold {
    value: bool,
    until: Bound,
}

impl Covers {
    /// Finds the covers of every category that is revealed, and of sharing with every third party.
    pub fn new(program: &Program, knowledge: &Knowledge, leaves: &Leaves) -> Covers {
        let mut covers =
            Covers { asks: vec![BTreeSet::new()], of_category: HashMap::new(), of_sharing: BTreeMap::new() };
        let mut ids: HashMap<BTreeSet<AskId>, CoverId> = HashMap::new();
        let combined = knowledge.combinations().iter().map(|combination| combination.category);
        let mut covered = leaves.categories();
        covered.extend(knowledge.ages_categories().into_iter().chain(combined));
        for category in covered {
            let asks = program.matching(|topic| covers_category(program, knowledge, topic, category));
            let id = covers.intern(asks, &mut ids);
            covers.of_category.insert(category, id);
        }
        let anyone = program.matching(|topic| covers_sharing(program, topic, None));
        let anyone = covers.intern(anyone, &mut ids);
        for send in program.campaigns.iter().flat_map(|campaign| &campaign.sends) {
            if covers.of_sharing.contains_key(&*send.to) {
                continue;
            }
            // Past that many third parties, only consent to share with anyone is looked at.
            let id = if covers.of_sharing.len() < MOST_DESTINATIONS {
                let asks = program.matching(|topic| covers_sharing(program, topic, Some(&*send.to)));
                covers.intern(asks, &mut ids)
            } else {
                anyone
            };
            covers.of_sharing.insert(send.to.to_string(), id);
        }
        covers
    }

    fn intern(&mut self, asks: BTreeSet<AskId>, ids: &mut HashMap<BTreeSet<AskId>, CoverId>) -> CoverId {
        *ids.entry(asks).or_insert_with_key(|asks| {
            self.asks.push(asks.clone());
            CoverId(self.asks.len() as u32 - 1)
        })
    }

    /// Whether a request covers a category.
    pub fn covers(&self, ask: AskId, category: CategoryId) -> bool {
        self.of_category.get(&category).is_some_and(|&cover| self.asks[cover.0 as usize].contains(&ask))
    }
}

impl Folds {
    /// Until when consent to a category makes a node constant.
    pub fn bound(&self, node: NodeId, category: CategoryId) -> Bound {
        self.covers.of_category.get(&category).map_or(Bound::NEVER, |&cover| self.until(node, cover))
    }

    /// Until when only those are reached who agreed that their data goes to `destination`.
    pub fn sharing(&self, node: NodeId, destination: &str) -> Bound {
        self.covers.of_sharing.get(destination).map_or(Bound::NEVER, |&cover| self.refused(node, cover))
    }

    /// Until when nobody is at a node who did not agree to a category.
    pub fn refuses(&self, node: NodeId, category: CategoryId) -> Bound {
        self.covers.of_category.get(&category).map_or(Bound::NEVER, |&cover| self.refused(node, cover))
    }

    /// Whether nobody who opted out can be in an audience.
    pub fn leaves_out_opt_outs(&self, audience: NodeId) -> bool {
        let fold = self.nodes[audience.0 as usize].iter().find(|(cover, _)| *cover == OPT_OUTS);
        fold.is_some_and(|(_, fold)| !fold.value)
    }

    /// Which consent covers what.
    pub fn covers(&self) -> &Covers {
        &self.covers
    }

    /// Whether anything is constant at a node.
    pub fn is_plain(&self, node: NodeId) -> bool {
        self.nodes[node.0 as usize].is_empty()
    }

    fn refused(&self, node: NodeId, cover: CoverId) -> Bound {
        let fold = self.nodes[node.0 as usize].iter().find(|(known, fold)| *known == cover && !fold.value);
        fold.map_or(Bound::NEVER, |(_, fold)| fold.until)
    }

    fn until(&self, node: NodeId, cover: CoverId) -> Bound {
        let fold = self.nodes[node.0 as usize].iter().find(|(known, _)| *known == cover);
        fold.map_or(Bound::NEVER, |(_, fold)| fold.until)
    }
}

/// Folds every node, children first.
pub(super) fn fold(program: &Program, knowledge: &Knowledge, covers: Covers, today: Date) -> Folds {
    let last_day = last_day(program, today);
    let covering = covering(program, &covers);
    let mut nodes: Vec<Vec<(CoverId, Fold)>> = Vec::with_capacity(program.nodes.len());
    for (_, node) in program.nodes() {
        let folds = match node.logic {
            Logic::Consent(ask) => {
                let until = lasts(program, ask, last_day);
                if until.is_never() {
                    nodes.push(Vec::new());
                    continue;
                }
                let asked = covering[ask.0 as usize].iter().map(|&cover| (cover, Fold { value: false, until }));
                asked.collect()
            }
            Logic::Opaque if is_opt_out(program, knowledge, node) => {
                vec![(OPT_OUTS, Fold { value: true, until: Bound::until(Grade::Signed, Date::MAX) })]
            }
            Logic::Opaque => Vec::new(),
            Logic::Gate(need) => gate(program, node, need as usize, &nodes),
        };
        nodes.push(folds);
    }
    Folds { covers, nodes }
}

/// The covers that each request is part of.
fn covering(program: &Program, covers: &Covers) -> Vec<Vec<CoverId>> {
    let mut covering = vec![Vec::new(); program.asks.len()];
    for (number, asks) in covers.asks.iter().enumerate() {
        for ask in asks {
            covering[ask.0 as usize].push(CoverId(number as u32));
        }
    }
    covering
}

/// A gate is true where enough of its parts are, and false where too many are false.
fn gate(program: &Program, node: &Node, need: usize, nodes: &[Vec<(CoverId, Fold)>]) -> Vec<(CoverId, Fold)> {
    let edges = program.edges_of(node);
    if need == 0 || edges.len() < need {
        return Vec::new();
    }
    let mut parts: BTreeMap<CoverId, (Vec<Bound>, Vec<Bound>)> = BTreeMap::new();
    for edge in edges {
        for (cover, fold) in &nodes[edge.to.0 as usize] {
            let (truths, falsehoods) = parts.entry(*cover).or_default();
            if fold.value == edge.flips { falsehoods.push(fold.until) } else { truths.push(fold.until) }
        }
    }
    let constant = |(cover, (truths, falsehoods)): (CoverId, (Vec<Bound>, Vec<Bound>))| {
        let holds = Bound::at_least(need, &truths);
        let fails = Bound::at_least(edges.len() - need + 1, &falsehoods);
        let value = fails.is_never();
        let until = if value { holds } else { fails };
        (!until.is_never()).then_some((cover, Fold { value, until }))
    };
    parts.into_iter().filter_map(constant).collect()
}

fn is_opt_out(program: &Program, knowledge: &Knowledge, node: &Node) -> bool {
    // The name of a segment does not make it an opt-out; what it rests on does.
    node.item.is_none()
        && program.signals_of(node).map(|id| &program[id]).any(|signal| {
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

/// Until when a consent binds those who gave it, by how good it is.
fn lasts(program: &Program, ask: AskId, last_day: Date) -> Bound {
    let Ask { topic, window, is_for_this, .. } = &program[ask];
    // Nobody has agreed yet to what they will be asked some day, or to another purpose.
    let is_to_come = match window {
        Some(Window::Next(_) | Window::Anniversary) => true,
        Some(Window::Since(day) | Window::Between(day, _)) => last_day < *day,
        Some(Window::Last(_) | Window::Before(_)) | None => false,
    };
    if is_to_come || !is_for_this {
        return Bound::NEVER;
    }
    let Topic::Consent(id) = topic else { return Bound::until(Grade::Said, Date::MAX) };
    let consent = &program[*id];
    let grade = match (consent.is_recorded, consent.signed) {
        (false, _) => Grade::Said,
        (true, false) => Grade::Recorded,
        (true, true) => Grade::Signed,
    };
    // Only consent that cannot be younger than some day can be known to have run out.
    let given = match window {
        Some(Window::Before(day) | Window::Between(_, day)) => Some(*day),
        Some(Window::Last(_) | Window::Next(_) | Window::Since(_) | Window::Anniversary) | None => None,
    };
    let ends = given.zip(consent.expires).map(|(day, lasts)| {
        let days = i64::try_from(lasts.minutes() / (24 * 60)).unwrap_or(i64::MAX);
        day.saturating_add(jiff::SignedDuration::from_hours(days.saturating_mul(24).min(24 * 365 * 9999)))
    });
    Bound::until(grade, ends.unwrap_or(Date::MAX))
}

/// The last day on which a campaign of the program runs.
fn last_day(program: &Program, today: Date) -> Date {
    let flights = program.campaigns.iter().filter_map(|campaign| campaign.flight);
    flights.map(|(_, last)| last).fold(today, Date::max)
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

fn covers_sharing(program: &Program, topic: Topic, destination: Option<&str>) -> bool {
    match topic {
        Topic::Sharing => true,
        Topic::Consent(id) => {
            let consent = &program[id];
            let is_it = |name: &Text| destination.is_some_and(|wanted| name.eq_ignore_ascii_case(wanted));
            let named = consent.shared_with.iter().any(is_it);
            // Where it names third parties, it covers those and no others.
            named || consent.shared_with.is_empty() && consent.topics.contains(&Topic::Sharing)
        }
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
