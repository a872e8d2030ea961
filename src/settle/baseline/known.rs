//! Which findings were met before, without their words: small enough to hold all findings of a long list.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::finding::{Finding, Fingerprint, Severity, Text};
use crate::source::Sources;

use super::is_lasting;
use super::shape::{Shape, ShapeId, Shapes};

/// Findings of an older version, while they are met.
#[derive(Debug, Default)]
pub struct Record {
    shapes: Shapes,
    paths: Paths,
    slots: Vec<Slot>,
}

/// Findings that were met before, and how many of each are still to be met again.
#[derive(Debug)]
pub struct Known {
    shapes: Shapes,
    paths: Paths,
    /// In the order of fingerprints, then of shapes, then of paths; no two alike.
    slots: Vec<Slot>,
    /// Where the search for a free place may start: nothing before it fits. It keeps a thousand findings that share a
    /// fingerprint from being compared with a thousand places each.
    starts: HashMap<(Fingerprint, ShapeId), usize>,
    /// Findings that share a fingerprint with what is known and are new all the same.
    grown: HashSet<Fingerprint>,
    met: u64,
}

/// So many findings that are alike.
#[derive(Debug, Clone, Copy)]
struct Slot {
    fingerprint: Fingerprint,
    shape: ShapeId,
    path: PathId,
    left: u32,
}

/// The number of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct PathId(u32);

/// Every path that was met.
#[derive(Debug, Default)]
struct Paths(HashMap<Text, PathId>);

impl Record {
    /// Notes findings, but for those that are told each time.
    pub fn add(&mut self, findings: &[Finding], sources: &Sources) {
        for finding in findings.iter().filter(|finding| is_lasting(finding)) {
            let shape = self.shapes.id(Shape::of(finding));
            self.slot(finding.fingerprint, shape, sources.path(finding.at), 1);
        }
    }

    /// What to compare findings with.
    pub fn known(self) -> Known {
        let Record { shapes, paths, mut slots } = self;
        let (shapes, renumbered) = shapes.in_order();
        for slot in &mut slots {
            slot.shape = renumbered[&slot.shape];
        }
        slots.sort_unstable_by_key(Slot::key);
        slots.dedup_by(|next, first| {
            let is_alike = first.key() == next.key();
            if is_alike {
                first.left = first.left.saturating_add(next.left);
            }
            is_alike
        });
        slots.shrink_to_fit();
        Known { shapes, paths, slots, starts: HashMap::new(), grown: HashSet::new(), met: 0 }
    }

    /// Notes so many findings of a shape.
    pub(super) fn push(
        &mut self,
        fingerprint: Fingerprint,
        severity: Severity,
        grounds: &[Text],
        path: &str,
        count: u32,
    ) {
        let shape = self.shapes.id(Shape::new(severity, grounds.to_vec()));
        self.slot(fingerprint, shape, path, count);
    }

    fn slot(&mut self, fingerprint: Fingerprint, shape: ShapeId, path: &str, left: u32) {
        let path = self.paths.id(path);
        self.slots.push(Slot { fingerprint, shape, path, left });
    }
}

impl Known {
    /// Takes the findings that were met before out of `findings`, as often as they were met then: what is left is new, or
    /// told each time. It may be asked for one part of the findings after the other.
    pub fn subtract(&mut self, findings: Vec<Finding>, sources: &Sources) -> Vec<Finding> {
        let mut verdicts: Vec<Verdict> = findings.iter().map(|finding| self.same(finding, sources)).collect();
        // Whatever did not change has found its like by now, so that the rest takes no place away from it.
        for (finding, verdict) in findings.iter().zip(&mut verdicts) {
            if let Verdict::Open(shape) = *verdict {
                *verdict = self.alike(finding.fingerprint, shape);
            }
        }
        let both = findings.into_iter().zip(verdicts);
        both.filter(|(_, verdict)| *verdict != Verdict::Known).map(|(finding, _)| finding).collect()
    }

    /// How many findings were met again.
    pub(crate) fn met(&self) -> u64 {
        self.met
    }

    /// How many findings of an entry were not met again.
    pub(super) fn left(&self, fingerprint: Fingerprint, severity: Severity, grounds: &[Text], path: &str) -> u32 {
        let shape = self.shapes.find(&Shape::new(severity, grounds.to_vec()));
        let slot = shape.zip(self.paths.find(path)).and_then(|(shape, path)| self.slot((fingerprint, shape, path)));
        slot.map_or(0, |slot| self.slots[slot].left)
    }

    /// Whether a finding with this fingerprint was met that is worse than those before, or one more than there were.
    pub(super) fn has_grown(&self, fingerprint: Fingerprint) -> bool {
        self.grown.contains(&fingerprint)
    }

    /// Looks for a place among findings of the same file that are just like it.
    fn same(&mut self, finding: &Finding, sources: &Sources) -> Verdict {
        if !is_lasting(finding) {
            return Verdict::New;
        }
        let shape = self.shapes.id(Shape::of(finding));
        let path = self.paths.find(sources.path(finding.at));
        let slot = path.and_then(|path| self.slot((finding.fingerprint, shape, path)));
        match slot {
            Some(slot) if self.slots[slot].left > 0 => self.take(slot),
            Some(_) | None => Verdict::Open(shape),
        }
    }

    /// Looks for a place among all findings with its fingerprint that are as bad: the file may have been renamed, and the
    /// finding may have become milder.
    fn alike(&mut self, fingerprint: Fingerprint, shape: ShapeId) -> Verdict {
        let all = self.all(fingerprint);
        if all.is_empty() {
            return Verdict::New;
        }
        let start = self.starts.get(&(fingerprint, shape)).copied().unwrap_or(all.start);
        let fits = |slot: &Slot| slot.left > 0 && self.shapes.covers(slot.shape, shape);
        let found = self.slots[start..all.end].iter().position(fits).map(|at| start + at);
        if all.len() > FEW {
            self.starts.insert((fingerprint, shape), found.unwrap_or(all.end));
        }
        let Some(slot) = found else {
            self.grown.insert(fingerprint);
            return Verdict::New;
        };
        self.take(slot)
    }

    fn take(&mut self, slot: usize) -> Verdict {
        self.slots[slot].left -= 1;
        self.met += 1;
        Verdict::Known
    }

    fn slot(&self, key: (Fingerprint, ShapeId, PathId)) -> Option<usize> {
        self.slots.binary_search_by_key(&key, Slot::key).ok()
    }

    fn all(&self, fingerprint: Fingerprint) -> Range<usize> {
        let start = self.slots.partition_point(|slot| slot.fingerprint < fingerprint);
        let len = self.slots[start..].partition_point(|slot| slot.fingerprint == fingerprint);
        start..start + len
    }
}

/// So few places are looked through each time.
const FEW: usize = 8;

/// What was found out about a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    New,
    Known,
    /// Nothing yet.
    Open(ShapeId),
}

impl Slot {
    fn key(&self) -> (Fingerprint, ShapeId, PathId) {
        (self.fingerprint, self.shape, self.path)
    }
}

impl Paths {
    fn id(&mut self, path: &str) -> PathId {
        if let Some(id) = self.find(path) {
            return id;
        }
        let id = PathId(self.0.len() as u32);
        self.0.insert(path.into(), id);
        id
    }

    fn find(&self, path: &str) -> Option<PathId> {
        self.0.get(path).copied()
    }
}
