//! What is known while one file is read, and how to walk over what the grammar matched.

use super::faults::{Faults, fault};
use super::grammar::Rule;
use super::token::Token;
use super::tree::Node;
use crate::finding::Finding;
use crate::source::{SourceId, Span};

/// One file while it is read.
pub(super) struct Reading<'a> {
    pub(super) source: SourceId,
    /// The whole text.
    pub(super) text: &'a str,
    /// All comments, in order.
    pub(super) comments: &'a [Token],
    /// What was wrong so far.
    pub(super) faults: Faults,
}

impl<'a> Reading<'a> {
    /// A file of which nothing is read yet.
    pub(super) fn new(source: SourceId, text: &'a str, comments: &'a [Token]) -> Reading<'a> {
        Reading { source, text, comments, faults: Faults::default() }
    }

    /// The place from byte `start` to byte `end`.
    pub(super) fn place(&self, start: usize, end: usize) -> Span {
        Span::new(self.source, start, end)
    }

    /// The place of a token.
    pub(super) fn place_of(&self, token: Token) -> Span {
        self.place(token.start, token.end)
    }

    /// Where `node` stands, without the blanks and comments after it.
    pub(super) fn span(&self, node: &Node<'_>) -> Span {
        let bytes = node.bytes();
        self.place(bytes.start, bytes.end)
    }

    /// Lists a fault at `at`, and gives nothing in its place.
    pub(super) fn refuse<T>(&mut self, rule: &str, at: Span, message: impl Into<String>, help: &str) -> Option<T> {
        self.faults.push(fault(rule, at, message).help(help));
        None
    }

    /// Lists a fault.
    pub(super) fn report(&mut self, finding: Finding) {
        self.faults.push(finding);
    }

    /// What the text says at `at`.
    pub(super) fn words(&self, at: Span) -> &'a str {
        self.text.get(at.start as usize..at.end as usize).unwrap_or_default()
    }
}

/// The first piece in `node` that `rule` matched.
pub(super) fn child<'a>(node: &Node<'a>, rule: Rule) -> Option<Node<'a>> {
    children(node, rule).next()
}

/// The pieces in `node` that `rule` matched.
pub(super) fn children<'a>(node: &Node<'a>, rule: Rule) -> impl Iterator<Item = Node<'a>> + use<'a> {
    node.inner().filter(move |piece| piece.as_rule() == rule)
}

/// Whether `rule` matched a piece of `node`.
pub(super) fn has(node: &Node<'_>, rule: Rule) -> bool {
    child(node, rule).is_some()
}
