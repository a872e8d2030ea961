//! Traits become parts of the program.

use crate::ast::{Block, TraitStatement};
use crate::resolve::signal::phrase;
use crate::resolve::{AskId, Ctx, Edge, EdgeKind, Item, Logic, Phrase, Provenance, Stated, Trait, TraitId, Waiver};

/// What a trait says of itself, besides what it is made from.
#[derive(Default)]
struct Terms {
    stated: Stated,
    /// Of several origins the one that people know least of counts; they stand in that order.
    how: Option<Provenance>,
    retained: Option<u64>,
    waivers: Vec<Waiver>,
}

impl Ctx<'_> {
    /// A trait, after all that it rests on.
    pub(super) fn trait_of(&mut self, id: TraitId, block: &Block<TraitStatement>) -> Trait {
        let Terms { stated, how, retained, waivers } = self.trait_terms(block);
        let how = how.unwrap_or(Provenance::Unknown);
        self.clears = stated.clears;
        if stated.clears {
            self.cleared_traits.insert(id);
        }
        let first_ask = self.program.asks.len() as u32;
        let edges = self.inputs(block);
        let asks = (first_ask..self.program.asks.len() as u32).map(AskId).collect();
        let words = self.trait_words(block);
        let says_more = !words.is_empty() || !stated.adds.is_empty();
        let signals = if says_more { self.named(words, how, block, stated) } else { 0..0 };
        let node = self.node(Logic::Opaque, Some(Item::Trait(id)), signals, edges);
        let (name, span) = (block.label().value.clone(), block.label().span);
        Trait { name, span, node, how, retained, asks, waivers }
    }

    fn trait_terms(&mut self, block: &Block<TraitStatement>) -> Terms {
        let mut terms = Terms::default();
        for statement in &block.statements {
            match &statement.value {
                TraitStatement::DeclaredIn(_) => terms.how = terms.how.max(Some(Provenance::Declared)),
                TraitStatement::ObservedFrom(_) => terms.how = terms.how.max(Some(Provenance::Observed)),
                TraitStatement::InferredBy(..) => terms.how = terms.how.max(Some(Provenance::Inferred)),
                TraitStatement::BoughtFrom(_) => terms.how = terms.how.max(Some(Provenance::Bought)),
                TraitStatement::Retained(lasts) => terms.retained = Some(lasts.minutes()),
                TraitStatement::Reveals(reveals) => self.reveals(reveals, &mut terms.stated),
                TraitStatement::Allow(allow) => terms.waivers.extend(self.waiver(allow, statement.span)),
                TraitStatement::Note(_) => {}
            }
        }
        terms
    }

    /// What it is made from.
    fn inputs(&mut self, block: &Block<TraitStatement>) -> Vec<Edge> {
        let mut edges = Vec::new();
        for statement in &block.statements {
            match &statement.value {
                TraitStatement::ObservedFrom(origins) => self.origins(origins, EdgeKind::Observes, &mut edges),
                TraitStatement::InferredBy(_, _, origins) => self.origins(origins, EdgeKind::Scores, &mut edges),
                TraitStatement::BoughtFrom(seller) => edges.push(self.list(seller, Provenance::Bought)),
                TraitStatement::DeclaredIn(_)
                | TraitStatement::Retained(_)
                | TraitStatement::Note(_)
                | TraitStatement::Reveals(_)
                | TraitStatement::Allow(_) => {}
            }
        }
        edges
    }

    /// What its title, its model and its notes tell. The path itself is a signal wherever the trait is asked about.
    fn trait_words(&self, block: &Block<TraitStatement>) -> Vec<Phrase> {
        let told = block.statements.iter().filter_map(|statement| match &statement.value {
            TraitStatement::InferredBy(_, model, _) => self.telling(model),
            TraitStatement::Note(note) => self.remark(note),
            TraitStatement::DeclaredIn(_)
            | TraitStatement::ObservedFrom(_)
            | TraitStatement::BoughtFrom(_)
            | TraitStatement::Retained(_)
            | TraitStatement::Reveals(_)
            | TraitStatement::Allow(_) => None,
        });
        block.title.iter().map(phrase).chain(told).collect()
    }
}
