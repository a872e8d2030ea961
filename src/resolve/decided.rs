//! Decisions in campaign files, and which of them somebody has agreed to already.
//!
//! Whoever proposes a change may write `allow` and `reveals nothing` into it. Where that must not be enough, only those
//! decisions count that another version of the files holds for the same block, and only while the block still says what
//! was decided on. That something reveals nothing is said of the block's own words. A waiver suppresses whatever passes its
//! block, so that it hangs on all that the block rests on, too.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

use super::content::Content;
use super::names::{Space, item_label, space};
use crate::ast::{
    Allow, Block, CampaignStatement, File, Item, ItemKind, PlaceStatement, Reveals, SegmentStatement, TraitStatement,
};
use crate::source::{Span, Text};
use crate::word::Word;

/// The decisions of a version of the files, and what its blocks say.
#[derive(Debug, Default)]
pub struct Decisions {
    /// Every decision, with what the blocks said that it was made in.
    made: HashMap<(Id, Decision), Vec<Content>>,
    blocks: Blocks,
}

/// What of another version of the files is not what it was: names, each with the changed item that it rests on.
#[derive(Debug, Default)]
pub struct Changes(BTreeMap<Reference, Text>);

/// A decision that does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Where it stands.
    pub span: Span,
    /// The item that is not what it was when this was decided; none where nobody has decided it at all.
    pub changed: Option<Text>,
}

/// The kind and the name of a block.
type Id = (ItemKind, Text);

/// A name that expressions and statements refer to.
type Reference = (Space, Text);

/// What the blocks of each name say, in order, and what they refer to.
#[derive(Debug, Default)]
struct Blocks(BTreeMap<Reference, (Vec<String>, BTreeSet<Reference>)>);

/// One decision, by its meaning.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Decision {
    /// `allow …`: what, and the rest of it.
    Allow { what: Vec<Text>, terms: String },
    /// `reveals nothing …`
    Nothing(String),
}

impl Decisions {
    /// Adds those of one file.
    pub(crate) fn add(&mut self, file: &File) {
        for item in &file.items {
            let id = id(item);
            for (decision, _) in decisions(item) {
                self.made.entry((id.clone(), decision)).or_default().push(Content::of(item));
            }
            self.blocks.add(&id, Content::of(item));
        }
    }

    /// What of these files is not what it is here, or rests on something that is not.
    pub(crate) fn changes<'f>(&self, files: impl IntoIterator<Item = &'f File>) -> Changes {
        let mut now = Blocks::default();
        for item in files.into_iter().flat_map(|file| &file.items) {
            now.add(&id(item), Content::of(item));
        }
        now.since(&self.blocks)
    }

    /// Takes the decisions out of a file that do not count, and tells which. `is_read` tells of a rule or category whether it
    /// may object to copy: what else is waived does not hang on what people read.
    pub(crate) fn keep(&self, drift: &Changes, file: &mut File, is_read: &dyn Fn(&str) -> bool) -> Vec<Refused> {
        let mut refused = Vec::new();
        for item in &mut file.items {
            let made = decisions(item);
            if made.is_empty() {
                continue;
            }
            let (id, content) = (id(item), Content::of(item));
            let first = refused.len();
            for (decision, span) in made {
                let holds = |before: &Content| decision.holds(before, &content, is_read);
                let known = self.made.get(&(id.clone(), decision.clone()));
                let changed = match known {
                    None => None,
                    Some(known) if !known.iter().any(holds) => Some(id.1.clone()),
                    Some(_) => match decision.drifted(&content, drift) {
                        None => continue,
                        below => below,
                    },
                };
                refused.push(Refused { span, changed });
            }
            let spans: HashSet<Span> = refused[first..].iter().map(|refused| refused.span).collect();
            without(item, &spans);
        }
        refused
    }
}

impl Decision {
    /// Whether a block still says what this was decided on.
    fn holds(&self, before: &Content, now: &Content, is_read: &dyn Fn(&str) -> bool) -> bool {
        match self {
            Decision::Allow { what, .. } => {
                let is_read = || what.iter().any(|what| is_read(what));
                before.says == now.says && (before.copy == now.copy || !is_read())
            }
            Decision::Nothing(_) => before.signals == now.signals,
        }
    }

    /// The changed item that passes the block, if this speaks of what passes it.
    fn drifted(&self, content: &Content, drift: &Changes) -> Option<Text> {
        match self {
            Decision::Allow { .. } => content.names.iter().find_map(|name| drift.0.get(name)).cloned(),
            Decision::Nothing(_) => None,
        }
    }
}

impl Blocks {
    fn add(&mut self, (kind, name): &Id, content: Content) {
        // Nothing refers to a campaign.
        if *kind == ItemKind::Campaign {
            return;
        }
        let (says, names) = self.0.entry((space(*kind), name.clone())).or_default();
        says.push(format!("{} {}", kind.word(), content.says));
        says.sort_unstable();
        names.extend(content.names);
    }

    fn says(&self, name: &Reference) -> Option<&[String]> {
        self.0.get(name).map(|(says, _)| says.as_slice())
    }

    /// What is not as it is in `before`, and all that rests on that.
    fn since(&self, before: &Blocks) -> Changes {
        let all: BTreeSet<&Reference> = self.0.keys().chain(before.0.keys()).collect();
        let changed = all.into_iter().filter(|&name| self.says(name) != before.says(name));
        let mut rest_on: HashMap<&Reference, Vec<&Reference>> = HashMap::new();
        for (name, (_, names)) in &self.0 {
            for below in names {
                rest_on.entry(below).or_default().push(name);
            }
        }
        let mut drift = Changes::default();
        let mut queue = VecDeque::new();
        for name in changed {
            drift.0.insert(name.clone(), name.1.clone());
            queue.push_back(name);
        }
        while let Some(name) = queue.pop_front() {
            let cause = drift.0[name].clone();
            for &above in rest_on.get(name).into_iter().flatten() {
                if !drift.0.contains_key(above) {
                    drift.0.insert(above.clone(), cause.clone());
                    queue.push_back(above);
                }
            }
        }
        drift
    }
}

fn id(item: &Item) -> Id {
    let kind = match item {
        Item::Campaign(_) => ItemKind::Campaign,
        Item::Segment(_) => ItemKind::Segment,
        Item::Trait(_) => ItemKind::Trait,
        Item::Place(_) => ItemKind::Place,
        Item::Consent(_) => ItemKind::Consent,
    };
    (kind, item_label(item).value.clone())
}

/// The decisions of a block, with their places.
fn decisions(item: &Item) -> Vec<(Decision, Span)> {
    match item {
        Item::Campaign(block) => in_block(block, of_campaign),
        Item::Segment(block) => in_block(block, of_segment),
        Item::Trait(block) => in_block(block, of_trait),
        Item::Place(block) => in_block(block, of_place),
        Item::Consent(_) => Vec::new(),
    }
}

fn in_block<S>(block: &Block<S>, decision: impl Fn(&S) -> Option<Decision>) -> Vec<(Decision, Span)> {
    let statements = block.statements.iter();
    statements.filter_map(|statement| Some((decision(&statement.value)?, statement.span))).collect()
}

/// Takes the statements at these places out of a block.
fn without(item: &mut Item, spans: &HashSet<Span>) {
    match item {
        Item::Campaign(block) => block.statements.retain(|statement| !spans.contains(&statement.span)),
        Item::Segment(block) => block.statements.retain(|statement| !spans.contains(&statement.span)),
        Item::Trait(block) => block.statements.retain(|statement| !spans.contains(&statement.span)),
        Item::Place(block) => block.statements.retain(|statement| !spans.contains(&statement.span)),
        Item::Consent(_) => {}
    }
}

fn of_campaign(statement: &CampaignStatement) -> Option<Decision> {
    match statement {
        CampaignStatement::Allow(allow) => Some(of_allow(allow)),
        _ => None,
    }
}

fn of_segment(statement: &SegmentStatement) -> Option<Decision> {
    match statement {
        SegmentStatement::Allow(allow) => Some(of_allow(allow)),
        SegmentStatement::Reveals(reveals) => of_reveals(reveals),
        _ => None,
    }
}

fn of_trait(statement: &TraitStatement) -> Option<Decision> {
    match statement {
        TraitStatement::Allow(allow) => Some(of_allow(allow)),
        TraitStatement::Reveals(reveals) => of_reveals(reveals),
        _ => None,
    }
}

fn of_place(statement: &PlaceStatement) -> Option<Decision> {
    match statement {
        PlaceStatement::Allow(allow) => Some(of_allow(allow)),
        PlaceStatement::Reveals(reveals) => of_reveals(reveals),
        _ => None,
    }
}

/// What is decided, whatever its layout.
fn of_allow(allow: &Allow) -> Decision {
    let mut what: Vec<Text> = allow.what.iter().map(|name| name.value.clone()).collect();
    what.sort_unstable();
    let terms = format!("{} {:?} {:?}", allow.until.value, allow.by.value, allow.because.value);
    Decision::Allow { what, terms }
}

/// That something reveals nothing; what it reveals besides needs nobody's leave.
fn of_reveals(reveals: &Reveals) -> Option<Decision> {
    match reveals {
        Reveals::Nothing { by, because } => Some(Decision::Nothing(format!("{:?} {:?}", by.value, because.value))),
        Reveals::Categories(_) => None,
    }
}
