//! What a report is about: everything that was read, or what was named on the command line.

use std::collections::HashSet;

use crate::finding::Finding;
use crate::source::{Sources, Span};

/// What a report is about.
#[derive(Debug, Default)]
pub(crate) enum Scope {
    /// Everything that was read.
    #[default]
    All,
    /// Only what touches these.
    Named {
        /// Paths of files, as people see them.
        files: HashSet<String>,
        /// Paths of folders, each with a slash at its end.
        folders: Vec<String>,
    },
}

impl Scope {
    /// Whether it is about a file.
    pub(crate) fn holds(&self, path: &str) -> bool {
        match self {
            Scope::All => true,
            Scope::Named { files, folders } => {
                files.contains(path) || folders.iter().any(|folder| path.starts_with(folder.as_str()))
            }
        }
    }

    /// Keeps the findings that touch what it is about: a campaign counts that a segment reaches which was named.
    pub(crate) fn narrow(&self, sources: &Sources, findings: &mut Vec<Finding>) {
        match self {
            Scope::All => {}
            Scope::Named { .. } => findings.retain(|finding| self.touches(sources, finding)),
        }
    }

    fn touches(&self, sources: &Sources, finding: &Finding) -> bool {
        let holds = |span: Span| self.holds(sources.path(span));
        holds(finding.at)
            || finding.related.iter().any(|label| holds(label.span))
            || finding.trail.iter().filter_map(|step| step.span).any(holds)
    }
}
