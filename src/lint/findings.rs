//! The findings of a project, in the order in which people read, made while they are asked for.

use std::collections::BTreeSet;
use std::iter::Peekable;
use std::vec;

use rayon::prelude::*;

use crate::finding::Finding;
use crate::lineage::Base;
use crate::lint::item::{Judged, Run};
use crate::lint::{Notes, Outcome};
use crate::resolve::Item;
use crate::settle::{by_place, is_note};
use crate::source::{Sources, Span};

/// So many items are judged at once: enough for all processors, and few enough to keep what is found of them in memory.
const AT_ONCE: usize = 256;

/// All findings, sorted by path, place and rule, some at a time.
///
/// What an item is told stands in its block, so that the findings of one block can be given away before the next is
/// judged: however many campaigns there are, only those of some are in memory.
#[derive(Debug)]
pub struct Findings<'a> {
    run: Run<'a>,
    /// The items in the order of their places, and how many of them are judged.
    items: Vec<Item>,
    judged: usize,
    /// What was found without judging, and what is said of one item in the block of another.
    elsewhere: Peekable<vec::IntoIter<Finding>>,
    met: BTreeSet<u32>,
}

impl Outcome<'_> {
    /// Judges every item, some at a time.
    pub(crate) fn findings(&self) -> Findings<'_> {
        let Outcome { program, lineage, rules, knowledge, terms, sources, today, notes, faults } = self;
        let base = Base { program, knowledge, rules, today: *today };
        let run = Run { base, shared: lineage, terms, sources, notes: *notes };
        let mut items: Vec<Item> = program.items().collect();
        let place = |item: &Item| (sources.path(program.span(*item)), program.span(*item).start);
        items.sort_by(|one, other| place(one).cmp(&place(other)));
        let mut elsewhere: Vec<Finding> = faults.clone();
        elsewhere.retain(|finding| *notes == Notes::Show || !is_note(finding));
        elsewhere.extend(said_elsewhere(run, &items));
        elsewhere.sort_by(|one, other| by_place(one, other, sources));
        Findings { run, items, judged: 0, elsewhere: elsewhere.into_iter().peekable(), met: BTreeSet::new() }
    }
}

impl Findings<'_> {
    /// The waivers of the configuration that had something to suppress so far, by number.
    pub(crate) fn met(self) -> BTreeSet<u32> {
        self.met
    }

    /// Where the first item begins that is not judged yet.
    fn bound(&self) -> Option<Span> {
        self.items.get(self.judged).map(|&item| self.run.base.program.span(item))
    }

    fn judge_some(&mut self) -> Vec<Finding> {
        let some = self.judged..self.items.len().min(self.judged + AT_ONCE);
        let (run, items) = (self.run, self.items.as_slice());
        let judged: Vec<Judged> = some.clone().into_par_iter().map(|number| run.item(items[number])).collect();
        let mut findings = Vec::new();
        for (number, of_item) in some.clone().zip(judged) {
            self.met.extend(of_item.met);
            let asks_elsewhere = asks_elsewhere(run, items[number]);
            let is_said = |at| asks_elsewhere && !is_within(run, items, number, at);
            findings.extend(of_item.findings.into_iter().filter(|finding| !is_said(finding.at)));
        }
        self.judged = some.end;
        findings
    }
}

impl Iterator for Findings<'_> {
    type Item = Vec<Finding>;

    fn next(&mut self) -> Option<Vec<Finding>> {
        let Some(_) = self.bound() else {
            let rest: Vec<Finding> = self.elsewhere.by_ref().collect();
            return (!rest.is_empty()).then_some(rest);
        };
        let mut findings = self.judge_some();
        let (bound, sources) = (self.bound(), self.run.sources);
        let is_before = |finding: &Finding| bound.is_none_or(|bound| is_earlier(finding.at, bound, sources));
        while let Some(finding) = self.elsewhere.next_if(is_before) {
            findings.push(finding);
        }
        findings.sort_by(|one, other| by_place(one, other, sources));
        Some(findings)
    }
}

/// What is said of items outside of their blocks: of consent that a campaign asks for through a segment, at the segment.
fn said_elsewhere(run: Run, items: &[Item]) -> Vec<Finding> {
    let numbers = (0..items.len()).into_par_iter();
    let asking = numbers.filter(|&number| asks_elsewhere(run, items[number]));
    let outside = asking.flat_map_iter(|number| {
        let findings = run.item(items[number]).findings.into_iter();
        findings.filter(move |finding| !is_within(run, items, number, finding.at))
    });
    outside.collect()
}

/// Whether something may be said of an item outside of its block.
fn asks_elsewhere(run: Run, item: Item) -> bool {
    run.shared.rests_on_shared_consent(run.base.program, item)
}

/// Whether a place is in the block of an item: not before it, and before the next one.
fn is_within(run: Run, items: &[Item], number: usize, at: Span) -> bool {
    let begins = |item: &Item| run.base.program.span(*item);
    let next = items.get(number + 1).map(begins);
    let own = begins(&items[number]);
    let is_before_next = next.is_none_or(|next| next.source != at.source || at.start < next.start);
    own.source == at.source && own.start <= at.start && is_before_next
}

fn is_earlier(one: Span, other: Span, sources: &Sources) -> bool {
    (sources.path(one), one.start) < (sources.path(other), other.start)
}
