//! How bad a finding is and who objects: what decides whether one that was met before has grown.

use std::collections::HashMap;

use crate::finding::{Finding, Ground, Severity, Text};

/// The severity of a finding and its grounds. Of two, one that could stand for the other is the greater,
/// but for one that objects anywhere.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Shape {
    severity: Severity,
    /// Their number comes first in the order.
    count: usize,
    grounds: Vec<Text>,
}

/// The rules that object to a finding, in the order of the alphabet and each once; its own where it has none. A rule that
/// asks for regions, channels or third parties is there once for each that is met: `law-us/some-rule in US-CO`.
pub(super) fn grounds(finding: &Finding) -> Vec<Text> {
    let mut grounds: Vec<Text> = Vec::with_capacity(finding.grounds.len());
    for Ground { rule, met, .. } in &finding.grounds {
        grounds.extend(met.is_empty().then(|| rule.clone()));
        grounds.extend(met.iter().map(|met| Text::from(format!("{rule} {met}"))));
    }
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
        self.severity >= other.severity && other.grounds.iter().all(|ground| self.has(ground))
    }

    /// Whether a ground is among these. A rule alone stands for all that it may meet, and one that objected `anywhere`
    /// for all regions.
    fn has(&self, ground: &str) -> bool {
        let has = |ground: &str| self.grounds.binary_search_by(|known| (**known).cmp(ground)).is_ok();
        let of_rule =
            |(rule, met): (&str, &str)| has(rule) || met.starts_with("in ") && has(&format!("{rule} anywhere"));
        has(ground) || ground.split_once(' ').is_some_and(of_rule)
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
