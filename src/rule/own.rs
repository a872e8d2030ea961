//! Rule files that do not come with the program: each is read once, and holds rules or knowledge.

use crate::data::{self, Node};
use crate::finding::Finding;
use crate::knowledge;
use crate::shipped;
use crate::source::{SourceId, Sources};

/// Files of somebody's own, read.
#[derive(Debug, Default)]
pub(crate) struct OwnFiles<'t>(Vec<OwnFile<'t>>);

/// A file of rules, of a pack, or of knowledge.
#[derive(Debug)]
pub(crate) struct OwnFile<'t> {
    /// Its path; the last two parts of it name a rule, a pack or a vocabulary.
    pub path: &'t str,
    /// What is in it.
    pub text: &'t str,
    /// The same among the sources.
    pub source: SourceId,
    /// What it says.
    pub node: Node<'t>,
}

impl<'t> OwnFiles<'t> {
    /// Reads files, each a path and a text; one that is no YAML is a finding.
    pub(crate) fn read(
        files: impl IntoIterator<Item = (&'t str, &'t str)>,
        sources: &mut Sources,
    ) -> (OwnFiles<'t>, Vec<Finding>) {
        let (mut read, mut findings) = (Vec::new(), Vec::new());
        for (path, text) in files {
            let source = sources.add(path, text);
            findings.extend(data::deceits_found("rule-file", text, source));
            match data::yaml(text) {
                Ok(node) => read.push(OwnFile { path, text, source, node }),
                Err(fault) => findings.push(fault.finding("rule-file", text, source)),
            }
        }
        (OwnFiles(read), findings)
    }

    /// Those that hold knowledge.
    pub(crate) fn knowledge(&self) -> impl Iterator<Item = knowledge::File<'_>> {
        self.0.iter().filter(|file| shipped::is_knowledge(file.path)).map(|file| {
            let OwnFile { path, text, source, ref node } = *file;
            knowledge::File::Own { path, node, text, source }
        })
    }

    /// Those that hold rules and packs.
    pub(crate) fn rules(&self) -> impl Iterator<Item = &OwnFile<'t>> {
        self.0.iter().filter(|file| !shipped::is_knowledge(file.path))
    }

    /// The paths of all of them.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &'t str> {
        self.0.iter().map(|file| file.path)
    }
}
