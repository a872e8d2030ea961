//! The way of a witness, as rules ask it.

use crate::expose::{Entrance, Exposure, Witness};
use crate::finding::Use;
use crate::judge::CampaignFacts;
use crate::resolve::{EdgeKind, Item, Segment};
use crate::rule::{ItemFacts, Through, TrailFacts};

/// The way of a witness.
pub(super) struct AskedTrail<'f, 'a> {
    pub facts: &'f CampaignFacts<'a>,
    pub exposure: &'f Exposure,
    pub witness: &'f Witness,
}

impl TrailFacts for AskedTrail<'_, '_> {
    fn usage(&self) -> Use {
        self.exposure.usage
    }

    fn went_through(&self, step: Through) -> bool {
        self.witness.state.went_through(step)
    }

    fn echoes(&self) -> bool {
        self.witness.echoes
    }

    fn seed(&self) -> Option<&Segment> {
        let (program, lineage) = (self.facts.context().program, self.facts.context().lineage);
        let Entrance::Root(root, entry) = self.witness.entrance else { return None };
        let node = self.facts.campaign()?.roots[root as usize].node;
        let way = lineage.way(program, &lineage.tables.at(node)[entry as usize]);
        let seed = way.steps.iter().find(|(edge, _)| edge.kind == EdgeKind::Expands);
        seed.and_then(|(_, item)| match item {
            Some(Item::Segment(id)) => Some(&program[*id]),
            Some(Item::Campaign(_) | Item::Trait(_) | Item::Place(_)) | None => None,
        })
    }
}
