//! Segments and traits become parts of the program, each after all that it rests on.

use crate::ast::{Block, Name, Origin, Str};
use crate::knowledge::{FieldUse, Kind};
use crate::resolve::expression::Operand;
use crate::resolve::names::Audience;
use crate::resolve::order::Order;
use crate::resolve::signal::{named, phrase};
use crate::resolve::{
    Ctx, Edge, EdgeKind, Item, Logic, NodeId, Phrase, Provenance, Segment, SegmentId, Stated, Trait, TraitId,
};
use crate::source::Span;

/// The segments and traits that are made already; in a circle, some rest on what is not there yet.
#[derive(Default)]
pub(super) struct Made {
    segments: Vec<Option<Segment>>,
    traits: Vec<Option<Trait>>,
}

impl Made {
    /// The node of a segment or trait.
    pub(super) fn node(&self, audience: Audience) -> Option<NodeId> {
        match audience {
            Audience::Segment(SegmentId(id)) => Some(self.segments[id as usize].as_ref()?.node),
            Audience::Trait(id) => Some(self.of_trait(id)?.node),
        }
    }

    /// How the values of a trait are known.
    pub(super) fn how(&self, id: TraitId) -> Provenance {
        self.of_trait(id).map_or(Provenance::Unknown, |made| made.how)
    }

    /// How long the values of a trait are kept, in minutes.
    pub(super) fn retained(&self, id: TraitId) -> Option<u64> {
        self.of_trait(id)?.retained
    }

    fn of_trait(&self, TraitId(id): TraitId) -> Option<&Trait> {
        self.traits[id as usize].as_ref()
    }
}

impl Ctx<'_> {
    /// Makes all of them.
    pub(super) fn audiences(&mut self, order: &Order) {
        let declared = self.declared;
        self.made.segments.resize_with(declared.segments.len(), || None);
        self.made.traits.resize_with(declared.traits.len(), || None);
        for &audience in &order.audiences {
            match audience {
                Audience::Segment(id) => {
                    self.item = Item::Segment(id);
                    let made = self.segment_of(id, declared.segments[id.0 as usize]);
                    self.made.segments[id.0 as usize] = Some(made);
                }
                Audience::Trait(id) => {
                    self.item = Item::Trait(id);
                    let made = self.trait_of(id, declared.traits[id.0 as usize]);
                    self.made.traits[id.0 as usize] = Some(made);
                }
            }
            self.clears = false;
        }
    }

    /// Hands over what was made: the order held each of them once.
    pub(super) fn hand_over(&mut self) {
        let Made { segments, traits } = std::mem::take(&mut self.made);
        self.program.segments = segments.into_iter().flatten().collect();
        self.program.traits = traits.into_iter().flatten().collect();
    }

    /// The name and title of a block as a signal.
    pub(super) fn named<S>(
        &mut self,
        words: Vec<Phrase>,
        how: Provenance,
        block: &Block<S>,
        stated: Stated,
    ) -> std::ops::Range<u32> {
        let span = block.title.as_ref().map_or(block.label().span, |title| block.label().span.to(title.span));
        let mut signal = self.plain(Kind::Name, how, span, words);
        signal.stated = stated;
        let id = self.signal(signal).0;
        id..id + 1
    }

    /// A list whose rule nobody sees: it says what its seller's name says.
    pub(super) fn list(&mut self, from: &Str, how: Provenance) -> Edge {
        let kind = if how == Provenance::Bought { EdgeKind::Buys } else { EdgeKind::Filters };
        let mut signal = self.plain(Kind::Name, how, from.span, vec![phrase(from)]);
        if how == Provenance::Bought {
            signal.measures.seller = Some(from.value.clone());
        }
        Edge { kind, ..self.leaf(signal).edge() }
    }

    pub(super) fn origins(&mut self, origins: &[Origin], kind: EdgeKind, edges: &mut Vec<Edge>) {
        for origin in origins {
            let operand = self.origin(origin);
            edges.push(Edge { kind, ..operand.edge() });
        }
    }

    /// What a trait is made from, or a message shows.
    pub(super) fn origin(&mut self, origin: &Origin) -> Operand {
        match origin {
            Origin::Any(stream) => self.stream(stream),
            Origin::Predicate(expr) => self.expr(expr),
        }
    }

    /// A field that travels, as a node; where it is a declared trait, all that the trait rests on travels too.
    pub(super) fn sent(&mut self, field: &Name) -> NodeId {
        let mut signal = self.plain(Kind::Field, Provenance::Unknown, field.span, vec![named(field)]);
        signal.measures.path = Some(field.value.clone());
        signal.measures.field = Some(FieldUse::Sent);
        let edge = match self.declared.audience(&field.value) {
            Some(Audience::Trait(id)) => {
                signal.how = self.made.how(id);
                self.trait_edge(id, field.span)
            }
            Some(Audience::Segment(_)) => None,
            None => {
                self.told_of_field(&field.value, field.span, &mut signal);
                None
            }
        };
        let id = self.signal(signal).0;
        self.node(Logic::Opaque, None, id..id + 1, edge)
    }

    /// The edge from whatever asks about a trait to the trait; none in a circle.
    pub(super) fn trait_edge(&self, id: TraitId, span: Span) -> Option<Edge> {
        let kind = match self.made.how(id) {
            Provenance::Declared | Provenance::Unknown => EdgeKind::Filters,
            Provenance::Observed => EdgeKind::Observes,
            Provenance::Inferred => EdgeKind::Scores,
            Provenance::Bought => EdgeKind::Buys,
        };
        let to = self.made.node(Audience::Trait(id))?;
        Some(Edge { to, span, kind, flips: false })
    }
}
