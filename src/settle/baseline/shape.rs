//! How bad a finding is and who objects: what decides whether one that was met before has grown.

use std::collections::HashMap;

use crate::finding::{Finding, Severity, Text};

/// The severity of a finding and its grounds. Of two, one that could stand for the other is the greater.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Shape {
    severity: Severity,
    /// Their number comes first in the order.
    count: usize,
    grounds: Vec<Text>,
}

/// The rules that object to a finding, in the order of the alphabet and each once; its own where it has none.
pub(super) fn grounds(finding: &Finding) -> Vec<Text> {
    let mut grounds: Vec<Text> = finding.grounds.iter().map(|ground| ground.rule.clone()).collect();
    if grounds.is_empty() {
        grounds.push(finding.rule.clone());
    }
    grounds.sort_unstable();
    grounds.dedup();
    grounds
}

impl Shape {
    /// `grounds` are in order and each there once.
    pub(super) fn new(severity: Severity, grounds: Vec<Text>) -> Shape {
        Shape { severity, count: grounds.len(), grounds }
    }

    pub(super) fn of(finding: &Finding) -> Shape {
        Shape::new(finding.severity, grounds(finding))
    }

    /// Whether a finding of the other shape is no worse and has no further ground.
    fn covers(&self, other: &Shape) -> bool {
        let has = |ground: &Text| self.grounds.binary_search(ground).is_ok();
        self.severity >= other.severity && self.count >= other.count && other.grounds.iter().all(has)
    }
}

/// The number of a shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct ShapeId(u32);

/// Every shape that was met. There are few: a handful of rules object to the same things.
#[derive(Debug, Default)]
pub(super) struct Shapes {
    ids: HashMap<Shape, ShapeId>,
    all: Vec<Shape>,
}

impl Shapes {
    /// The number of a shape, which it gets where it has none.
    pub(super) fn id(&mut self, shape: Shape) -> ShapeId {
        if let Some(&id) = self.ids.get(&shape) {
            return id;
        }
        let id = ShapeId(self.all.len() as u32);
        self.all.push(shape.clone());
        self.ids.insert(shape, id);
        id
    }

    /// The same shapes, numbered in their order, and the new number of each.
    pub(super) fn in_order(self) -> (Shapes, HashMap<ShapeId, ShapeId>) {
        let mut old: Vec<_> = self.all.into_iter().zip(0..).map(|(shape, id)| (shape, ShapeId(id))).collect();
        old.sort();
        let mut shapes = Shapes::default();
        let renumbered = old.into_iter().map(|(shape, id)| (id, shapes.id(shape))).collect();
        (shapes, renumbered)
    }

    /// The number of a shape, if it has one.
    pub(super) fn find(&self, shape: &Shape) -> Option<ShapeId> {
        self.ids.get(shape).copied()
    }

    /// Whether a finding of the shape `other` is no worse than one of the shape `one`.
    pub(super) fn covers(&self, one: ShapeId, other: ShapeId) -> bool {
        one == other || self.all[one.0 as usize].covers(&self.all[other.0 as usize])
    }
}
