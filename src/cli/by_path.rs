//! The findings of campaigns, given away up to the path of the next list: a report is in the order of paths.

use std::collections::{BTreeSet, VecDeque};

use crate::finding::Finding;
use crate::lint::Findings;
use crate::source::Sources;

/// Findings in the order of paths, some at a time.
pub(super) struct ByPath<'a> {
    findings: Findings<'a>,
    sources: &'a Sources,
    /// What was found already and stands further on.
    waiting: VecDeque<Finding>,
}

impl<'a> ByPath<'a> {
    /// Nothing has been given away yet.
    pub(super) fn new(findings: Findings<'a>, sources: &'a Sources) -> ByPath<'a> {
        ByPath { findings, sources, waiting: VecDeque::new() }
    }

    /// Finds everything before anything is given away.
    pub(super) fn wait_for_all(&mut self) {
        let all: Vec<Finding> = self.findings.by_ref().flatten().collect();
        self.waiting.extend(all);
    }

    /// The next findings in files whose paths come before this one; none where there are no more.
    pub(super) fn before(&mut self, path: &str) -> Option<Vec<Finding>> {
        self.fill();
        let sources = self.sources;
        let many = self.waiting.partition_point(|finding| sources.path(finding.at) < path);
        (many > 0).then(|| self.waiting.drain(..many).collect())
    }

    /// The next findings; none where there are no more.
    pub(super) fn rest(&mut self) -> Option<Vec<Finding>> {
        self.fill();
        (!self.waiting.is_empty()).then(|| std::mem::take(&mut self.waiting).into())
    }

    /// The waivers of the configuration that had something to suppress, by number.
    pub(super) fn met(self) -> BTreeSet<u32> {
        self.findings.met()
    }

    fn fill(&mut self) {
        while self.waiting.is_empty() {
            let Some(more) = self.findings.next() else { return };
            self.waiting.extend(more);
        }
    }
}
