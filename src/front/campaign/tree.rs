//! The concrete tree of an item: what the grammar matched, and what it could not match, each with its bytes.
//!
//! Nothing is lost in it. Repeated statements are nodes like others; what could not be read is text of an item that is in
//! none of its statements; and what lies between nodes (blanks, comments, commas, brackets) is in the text, where
//! [`Tokens`](super::token::Tokens) finds it. What a declaration means is lowered from it.

use std::ops::Range;

use pest::Token;
use pest::iterators::Pairs;

use super::grammar::Rule;
use super::token::{self, is_blank};

/// The nodes of an item, each before those in it.
pub(super) struct Tree<'t> {
    text: &'t str,
    comments: &'t [token::Token],
    nodes: Vec<NodeData>,
    open: Vec<usize>,
}

struct NodeData {
    rule: Rule,
    start: usize,
    end: usize,
    /// The number of the first node that is not in it.
    next: usize,
}

/// A piece of text that a rule of the grammar matched, and the pieces in it.
#[derive(Clone, Copy)]
pub(super) struct Node<'t> {
    tree: &'t Tree<'t>,
    number: usize,
}

impl<'t> Tree<'t> {
    /// A tree without nodes; comments are those of the whole text.
    pub(super) fn new(text: &'t str, comments: &'t [token::Token]) -> Tree<'t> {
        Tree { text, comments, nodes: Vec::new(), open: Vec::new() }
    }

    /// Opens a node at a byte: what is added next is in it.
    pub(super) fn open(&mut self, rule: Rule, start: usize) {
        self.open.push(self.nodes.len());
        self.nodes.push(NodeData { rule, start, end: start, next: 0 });
    }

    /// Adds what the grammar matched in the piece of text that begins at byte `base`; gives the numbers of the nodes.
    /// What only says that a piece begins and ends is no node.
    pub(super) fn add(&mut self, pairs: Pairs<'_, Rule>, base: usize) -> Range<usize> {
        let first = self.nodes.len();
        for token in pairs.tokens() {
            match token {
                Token::Start { rule, pos } if !is_frame(rule) => self.open(rule, base + pos.pos()),
                Token::End { rule, pos } if !is_frame(rule) => self.close(base + pos.pos()),
                Token::Start { .. } | Token::End { .. } => {}
            }
        }
        first..self.nodes.len()
    }

    /// Some of the nodes, without those that are in others of them.
    pub(super) fn nodes(&self, numbers: Range<usize>) -> Nodes<'_> {
        Nodes { tree: self, numbers }
    }

    /// Closes the node that was opened last, before a byte.
    pub(super) fn close(&mut self, end: usize) {
        let Some(number) = self.open.pop() else { return };
        let next = self.nodes.len();
        let end = self.trimmed(self.nodes[number].start, end);
        (self.nodes[number].end, self.nodes[number].next) = (end, next);
    }

    /// The end of what stands between two bytes, once blanks and comments after it are left out.
    fn trimmed(&self, start: usize, mut end: usize) -> usize {
        loop {
            let text = self.text.get(start..end).unwrap_or_default();
            end = start + text.trim_end_matches(is_blank).len();
            let before = self.comments.partition_point(|comment| comment.start < end);
            match self.comments[..before].last() {
                Some(comment) if comment.end >= end && comment.start > start => end = comment.start,
                _ => return end,
            }
        }
    }
}

/// Whether a rule only says that a piece of text is read from its beginning to its end.
fn is_frame(rule: Rule) -> bool {
    super::words::is_frame(rule) || rule == Rule::EOI
}

impl<'t> Node<'t> {
    /// What it is.
    pub(super) fn as_rule(&self) -> Rule {
        self.data().rule
    }

    /// The text of it.
    pub(super) fn as_str(&self) -> &'t str {
        self.tree.text.get(self.bytes()).unwrap_or_default()
    }

    /// Where it stands in the whole text, without the blanks and comments after it.
    pub(super) fn bytes(&self) -> Range<usize> {
        self.data().start..self.data().end
    }

    /// The pieces in it.
    pub(super) fn inner(&self) -> Nodes<'t> {
        Nodes { tree: self.tree, numbers: self.number + 1..self.data().next }
    }

    fn data(&self) -> &'t NodeData {
        &self.tree.nodes[self.number]
    }
}

/// Nodes side by side.
#[derive(Clone)]
pub(super) struct Nodes<'t> {
    tree: &'t Tree<'t>,
    numbers: Range<usize>,
}

impl<'t> Iterator for Nodes<'t> {
    type Item = Node<'t>;

    fn next(&mut self) -> Option<Node<'t>> {
        let number = self.numbers.start;
        let node = (number < self.numbers.end).then_some(Node { tree: self.tree, number })?;
        self.numbers.start = node.data().next;
        Some(node)
    }
}

#[cfg(test)]
mod tests;
