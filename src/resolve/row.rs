//! Rows of a list as a program: segments that rest on nothing but their names.

use crate::finding::Text;
use crate::knowledge::Kind;
use crate::resolve::program::{Phrase, Stated};
use crate::resolve::{
    CountedWaivers, Item, Logic, Node, NodeId, Program, Provenance, Segment, SegmentId, Signal, SignalMeasures,
};
use crate::source::{Sources, Span};

/// A segment known by its name only.
#[derive(Debug)]
pub(crate) struct Row {
    /// Its name.
    pub name: Text,
    /// Where its name stands.
    pub span: Span,
}

impl Program {
    /// The program of a list: a segment for each row, in their order.
    pub(crate) fn of_rows(rows: Vec<Row>, waivers: &dyn CountedWaivers, sources: &Sources) -> Program {
        let mut program = Program::default();
        for (number, row) in rows.into_iter().enumerate() {
            program.add_row(number as u32, row);
        }
        program.with_waivers(waivers, sources)
    }

    fn add_row(&mut self, number: u32, Row { name, span }: Row) {
        self.signals.push(Signal {
            kind: Kind::Name,
            verb: None,
            how: Provenance::Unknown,
            span,
            words: vec![Phrase { text: name.clone(), span, copy: None }],
            measures: SignalMeasures::default(),
            place: None,
            stated: Stated::default(),
        });
        self.nodes.push(Node {
            item: Some(Item::Segment(SegmentId(number))),
            logic: Logic::Opaque,
            signals: number..number + 1,
            edges: 0..0,
        });
        self.segments.push(Segment {
            name,
            span,
            node: NodeId(number),
            size: None,
            retained: None,
            how: Provenance::Unknown,
            waivers: Vec::new(),
        });
    }
}
