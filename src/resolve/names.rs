//! What is declared, by name, and what to say when a name means nothing or two things.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::ast::{self, Block, CampaignStatement, ConsentStatement, ItemKind, PlaceStatement, SegmentStatement};
use crate::ast::{Name, TraitStatement};
use crate::finding::{Finding, Help, Severity, Text};
use crate::resolve::{ConsentId, PlaceId, SegmentId, TraitId};
use crate::source::{Sources, Span};
use crate::word::Word;

/// Every item of the project, in the order of names: neither the name of a file nor what else is in it decides which
/// signal comes first. Items of one name stand in the order of paths and places.
#[derive(Default)]
pub(super) struct Declared<'a> {
    pub(super) campaigns: Vec<&'a Block<CampaignStatement>>,
    pub(super) segments: Vec<&'a Block<SegmentStatement>>,
    pub(super) traits: Vec<&'a Block<TraitStatement>>,
    pub(super) places: Vec<&'a Block<PlaceStatement>>,
    pub(super) consents: Vec<&'a Block<ConsentStatement>>,
    audiences: HashMap<&'a str, Audience>,
    place_ids: HashMap<&'a str, PlaceId>,
    consent_ids: HashMap<&'a str, ConsentId>,
    /// Names of items that could not be read: nobody is told that they are unknown.
    broken: HashSet<(Space, &'a str)>,
    doubles: Vec<(ItemKind, &'a Name, Span)>,
}

/// What a name in an expression stands for: segments and traits share one namespace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Audience {
    Segment(SegmentId),
    Trait(TraitId),
}

/// The namespaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Space {
    Campaigns,
    Audiences,
    Places,
    Consents,
}

/// Traits that everybody knows without a declaration.
const ALWAYS_KNOWN: [&str; 3] = ["age", "gender", "language"];

pub(super) fn collect<'a>(files: &'a [Arc<ast::File>], sources: &Sources) -> Declared<'a> {
    let mut items: Vec<&ast::Item> = files.iter().flat_map(|file| &file.items).collect();
    items.sort_by_key(|item| {
        let name = item_label(item);
        (&name.value, sources.path(name.span), name.span.start)
    });
    let mut declared = Declared::default();
    for item in items {
        declared.add(item);
    }
    for (kind, name) in files.iter().flat_map(|file| &file.broken) {
        declared.broken.insert((space(*kind), &name.value));
    }
    declared
}

impl<'a> Declared<'a> {
    fn add(&mut self, item: &'a ast::Item) {
        match item {
            ast::Item::Campaign(block) => self.campaigns.push(block),
            ast::Item::Segment(block) => {
                let id = Audience::Segment(SegmentId(self.segments.len() as u32));
                self.segments.push(block);
                self.add_audience(ItemKind::Segment, block.name(), id);
            }
            ast::Item::Trait(block) => {
                let id = Audience::Trait(TraitId(self.traits.len() as u32));
                self.traits.push(block);
                self.add_audience(ItemKind::Trait, block.name(), id);
            }
            ast::Item::Place(block) => {
                let id = PlaceId(self.places.len() as u32);
                self.places.push(block);
                let Some(name) = block.name() else { return };
                let first = *self.place_ids.entry(&name.value).or_insert(id);
                self.add_double(ItemKind::Place, name, self.places[first.0 as usize].label().span);
            }
            ast::Item::Consent(block) => {
                let id = ConsentId(self.consents.len() as u32);
                self.consents.push(block);
                let Some(name) = block.name() else { return };
                let first = *self.consent_ids.entry(&name.value).or_insert(id);
                self.add_double(ItemKind::Consent, name, self.consents[first.0 as usize].label().span);
            }
        }
    }

    fn add_audience(&mut self, kind: ItemKind, name: Option<&'a Name>, id: Audience) {
        let Some(name) = name else { return };
        let first = match *self.audiences.entry(&name.value).or_insert(id) {
            Audience::Segment(id) => self.segments[id.0 as usize].label().span,
            Audience::Trait(id) => self.traits[id.0 as usize].label().span,
        };
        self.add_double(kind, name, first);
    }

    fn add_double(&mut self, kind: ItemKind, name: &'a Name, first: Span) {
        if first != name.span {
            self.doubles.push((kind, name, first));
        }
    }

    /// A finding for each item whose name was taken.
    pub(super) fn doubles(&self) -> Vec<Finding> {
        let mut campaigns = HashMap::new();
        let names = self.campaigns.iter().filter_map(|block| block.name());
        let doubled_campaigns = names.filter_map(|name| {
            let first = *campaigns.entry(&name.value).or_insert(name.span);
            (first != name.span).then_some((ItemKind::Campaign, name, first))
        });
        doubled_campaigns
            .chain(self.doubles.iter().copied())
            .map(|(kind, name, first)| double(kind, name, first))
            .collect()
    }

    /// What a name in an expression stands for.
    pub(super) fn audience(&self, name: &str) -> Option<Audience> {
        self.audiences.get(name).copied()
    }

    /// The place of that name.
    pub(super) fn place(&self, name: &str) -> Option<PlaceId> {
        self.place_ids.get(name).copied()
    }

    /// The consent of that name.
    pub(super) fn consent(&self, name: &str) -> Option<ConsentId> {
        self.consent_ids.get(name).copied()
    }

    /// Whether a path needs no declaration.
    pub(super) fn is_known(&self, space: Space, name: &str) -> bool {
        let known = space == Space::Audiences && (name.contains('.') || ALWAYS_KNOWN.contains(&name));
        known || self.broken.contains(&(space, name))
    }

    /// The names of a namespace.
    fn names(&self, space: Space) -> impl Iterator<Item = &str> {
        let names: Box<dyn Iterator<Item = &Name>> = match space {
            Space::Campaigns => Box::new(self.campaigns.iter().filter_map(|block| block.name())),
            Space::Audiences => {
                let segments = self.segments.iter().filter_map(|block| block.name());
                Box::new(segments.chain(self.traits.iter().filter_map(|block| block.name())))
            }
            Space::Places => Box::new(self.places.iter().filter_map(|block| block.name())),
            Space::Consents => Box::new(self.consents.iter().filter_map(|block| block.name())),
        };
        names.map(|name| &*name.value)
    }
}

impl super::Ctx<'_> {
    /// A finding about a name that nothing has.
    pub(super) fn unknown(&mut self, space: Space, name: &Name) {
        if self.declared.is_known(space, &name.value) {
            return;
        }
        let kind = match space {
            Space::Campaigns => "campaign",
            Space::Audiences => "segment or trait",
            Space::Places => "place",
            Space::Consents => "consent, category or channel",
        };
        let message = format!("no {kind} is called `{}`", name.value);
        let finding = Finding::fault("names/unknown", Severity::Error, name.span, message);
        let near = self.near(space, &name.value);
        self.findings.push(
            finding.help(match near {
                Some(near) => Help::did_you_mean(name.span, near),
                None if space == Space::Places => format!("declare it: `place {} {{ at … }}`", name.value).into(),
                None if space == Space::Consents => format!("declare it: `consent {} {{ to … }}`", name.value).into(),
                None => format!(
                    "declare it, or write a dotted path such as `crm.{}` for a field of your system",
                    name.value
                )
                .into(),
            }),
        );
    }

    fn near(&self, space: Space, wrong: &str) -> Option<Text> {
        let declared = self.typos.nearest(wrong, self.declared.names(space));
        let nearest = match space {
            Space::Consents => declared.or_else(|| self.knowledge.taxonomy().nearest(wrong)),
            Space::Campaigns | Space::Audiences | Space::Places => declared,
        };
        nearest.map(Text::from)
    }
}

fn double(kind: ItemKind, name: &Name, first: Span) -> Finding {
    let message = format!("`{}` is declared twice", name.value);
    Finding::fault("names/double", Severity::Error, name.span, message)
        .label("declared again here")
        .related(first, "declared first here")
        .help(format!("give this {} a name of its own, or remove one of the two", kind.word()))
}

pub(super) fn space(kind: ItemKind) -> Space {
    match kind {
        ItemKind::Campaign => Space::Campaigns,
        ItemKind::Segment | ItemKind::Trait => Space::Audiences,
        ItemKind::Place => Space::Places,
        ItemKind::Consent => Space::Consents,
    }
}

/// What people call an item.
pub(super) fn item_label(item: &ast::Item) -> &Name {
    match item {
        ast::Item::Campaign(block) => block.label(),
        ast::Item::Segment(block) => block.label(),
        ast::Item::Trait(block) => block.label(),
        ast::Item::Place(block) => block.label(),
        ast::Item::Consent(block) => block.label(),
    }
}
