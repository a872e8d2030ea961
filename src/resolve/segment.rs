//! Segments become parts of the program.

use crate::ast::{Block, SegmentStatement, Spanned};
use crate::resolve::signal::{named, phrase};
use crate::resolve::{Ctx, Edge, Item, Logic, Phrase, Provenance, Segment, SegmentId, Stated, Waiver};

/// What a segment says of itself, besides whom it holds.
#[derive(Default)]
struct Terms {
    stated: Stated,
    is_bought: bool,
    retained: Option<u64>,
    size: Option<u64>,
    waivers: Vec<Waiver>,
}

impl Ctx<'_> {
    /// A segment, after all that it rests on.
    pub(super) fn segment_of(&mut self, id: SegmentId, block: &Block<SegmentStatement>) -> Segment {
        let Terms { stated, is_bought, retained, size, waivers } = self.segment_terms(block);
        let how = if is_bought { Provenance::Bought } else { Provenance::Unknown };
        self.clears = stated.clears;
        let edges = self.members(block);
        let signals = self.named(self.segment_words(block), how, block, stated);
        let logic = match edges.len() {
            0 => Logic::Opaque,
            _ if block.statements.iter().any(is_list) => Logic::List,
            _ => Logic::Gate(1),
        };
        let node = self.node(logic, Some(Item::Segment(id)), signals, edges);
        let (name, span) = (block.label().value.clone(), block.label().span);
        Segment { name, span, node, size, retained, how, waivers }
    }

    fn segment_terms(&mut self, block: &Block<SegmentStatement>) -> Terms {
        let mut terms = Terms::default();
        for statement in &block.statements {
            match &statement.value {
                SegmentStatement::Reveals(reveals) => self.reveals(reveals, &mut terms.stated),
                SegmentStatement::BoughtFrom(_) => terms.is_bought = true,
                SegmentStatement::Retained(lasts) => terms.retained = Some(lasts.minutes()),
                SegmentStatement::Size(people) => terms.size = Some(*people),
                SegmentStatement::Allow(allow) => terms.waivers.extend(self.waiver(allow, statement.span)),
                SegmentStatement::When(_)
                | SegmentStatement::UploadedFrom(_)
                | SegmentStatement::About(_)
                | SegmentStatement::Note(_) => {}
            }
        }
        terms
    }

    /// Whom it holds.
    fn members(&mut self, block: &Block<SegmentStatement>) -> Vec<Edge> {
        let mut edges = Vec::new();
        for statement in &block.statements {
            match &statement.value {
                SegmentStatement::When(expr) => edges.push(self.expr(expr).edge()),
                SegmentStatement::UploadedFrom(list) => edges.push(self.list(list, Provenance::Unknown)),
                SegmentStatement::BoughtFrom(list) => edges.push(self.list(list, Provenance::Bought)),
                SegmentStatement::Size(_)
                | SegmentStatement::Retained(_)
                | SegmentStatement::About(_)
                | SegmentStatement::Note(_)
                | SegmentStatement::Reveals(_)
                | SegmentStatement::Allow(_) => {}
            }
        }
        edges
    }

    /// What it is called, and what its notes tell.
    fn segment_words(&self, block: &Block<SegmentStatement>) -> Vec<Phrase> {
        let notes = block.statements.iter().filter_map(|statement| match &statement.value {
            SegmentStatement::Note(note) => self.remark(note),
            SegmentStatement::When(_)
            | SegmentStatement::UploadedFrom(_)
            | SegmentStatement::BoughtFrom(_)
            | SegmentStatement::Size(_)
            | SegmentStatement::Retained(_)
            | SegmentStatement::About(_)
            | SegmentStatement::Reveals(_)
            | SegmentStatement::Allow(_) => None,
        });
        std::iter::once(named(block.label())).chain(block.title.iter().map(phrase)).chain(notes).collect()
    }
}

fn is_list(statement: &Spanned<SegmentStatement>) -> bool {
    match statement.value {
        SegmentStatement::UploadedFrom(_) | SegmentStatement::BoughtFrom(_) => true,
        SegmentStatement::When(_)
        | SegmentStatement::Size(_)
        | SegmentStatement::Retained(_)
        | SegmentStatement::About(_)
        | SegmentStatement::Note(_)
        | SegmentStatement::Reveals(_)
        | SegmentStatement::Allow(_) => false,
    }
}
