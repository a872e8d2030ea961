//! One item of a project, from what it rests on to what is said of it.

use std::collections::BTreeSet;

use crate::config::Terms;
use crate::expose::{Exposure, expose};
use crate::finding::Finding;
use crate::judge::{self, JudgeContext, judge};
use crate::lineage::{Base, SharedLineage};
use crate::lint::Notes;
use crate::resolve::Item;
use crate::settle::{is_note, settle};
use crate::source::Sources;

/// What every item of a project is judged by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run<'a> {
    pub(super) base: Base<'a>,
    pub(super) shared: &'a SharedLineage,
    pub(super) terms: &'a Terms<'a>,
    pub(super) sources: &'a Sources,
    pub(super) notes: Notes,
}

/// What came of one item.
pub(super) struct Judged {
    pub(super) findings: Vec<Finding>,
    /// The waivers of the configuration that had something to suppress, by number.
    pub(super) met: BTreeSet<u32>,
}

impl Run<'_> {
    /// All that the rules say of an item.
    pub(super) fn item(&self, item: Item) -> Judged {
        self.by(item, judge)
    }

    /// What a judge says of an item.
    pub(super) fn by(
        &self,
        item: Item,
        judge: impl for<'c> Fn(JudgeContext<'c>, Item, &'c [Exposure]) -> judge::Judged<'c>,
    ) -> Judged {
        let Run { base, shared, terms, sources, notes } = *self;
        let lineage = shared.of(base, item);
        let exposures = match item {
            // What campaigns make of a used segment is said of them.
            Item::Segment(id) if !shared.is_unused(id) => Vec::new(),
            Item::Campaign(_) | Item::Segment(_) | Item::Trait(_) | Item::Place(_) => expose(base, &lineage, item),
        };
        let context =
            JudgeContext { base, program: base.program, knowledge: base.knowledge, shared, lineage: &lineage, terms };
        let judge::Judged { cases, met } = judge(context, item, &exposures);
        let mut findings = settle(context, sources, &cases);
        findings.retain(|finding| notes == Notes::Show || !is_note(finding));
        Judged { findings, met }
    }
}
