//! Items: a name, a title, and statements, most of which stand once.

use super::faults::{fault, quote};
use super::grammar::Rule;
use super::reading::{Reading, child};
use super::token::Token;
use super::tree::{Node, Tree};
use crate::ast::{Block, Called, Item, Spanned};

/// What the statements of one kind of block have in common.
pub(super) trait Statement: Sized {
    /// The rule for an item or statement that has such a block.
    const WHOLE: Rule;
    /// The rule for all statements of a block.
    const BODY: Rule;
    /// The rule for all statements of a block, and nothing after them.
    const REST: Rule;
    /// What such a block is called.
    const BLOCK: &'static str;
    /// The words that its statements start with.
    const WORDS: &'static [&'static str];

    /// Understands one statement; faults are listed, and nothing comes of it.
    fn lower(reading: &mut Reading<'_>, node: &Node<'_>) -> Option<Self>;

    /// The words of a statement that stands once in its block.
    fn once(&self) -> Option<&'static str>;

    /// Reads a statement that has a block of its own and did not parse; nothing if this is no such statement.
    fn recover(_: &mut Reading<'_>, _: &mut Tree<'_>, _: &[Token]) -> Option<Recovered<Self>> {
        None
    }
}

/// What is left of a statement with a block of its own.
pub(super) struct Recovered<S>(pub(super) Option<S>);

/// Understands an item.
pub(super) fn item(reading: &mut Reading<'_>, node: &Node<'_>) -> Option<Item> {
    Some(match node.as_rule() {
        Rule::campaign_item => Item::Campaign(block(reading, node)?),
        Rule::segment_item => Item::Segment(block(reading, node)?),
        Rule::trait_item => Item::Trait(block(reading, node)?),
        Rule::place_item => Item::Place(block(reading, node)?),
        Rule::consent_item => Item::Consent(block(reading, node)?),
        _ => return None,
    })
}

fn block<S: Statement>(reading: &mut Reading<'_>, node: &Node<'_>) -> Option<Block<S>> {
    let name = child(node, Rule::name).or_else(|| child(node, Rule::path))?;
    let name = reading.name(&name);
    let title = child(node, Rule::string).and_then(|title| reading.string(&title));
    let mut read = Vec::new();
    if let Some(body) = child(node, S::BODY) {
        statements(reading, &body, &mut read);
    }
    let statements = settled(reading, read);
    Some(Block { called: Called::Name(name), title, statements, span: reading.span(node) })
}

/// Understands the statements in `body`, and adds them to `read`.
pub(super) fn statements<S: Statement>(reading: &mut Reading<'_>, body: &Node<'_>, read: &mut Vec<Spanned<S>>) {
    for node in body.inner() {
        let span = reading.span(&node);
        read.extend(S::lower(reading, &node).map(|value| Spanned { value, span }));
    }
}

/// Of a statement that should stand once, keeps the first.
pub(super) fn settled<S: Statement>(reading: &mut Reading<'_>, read: Vec<Spanned<S>>) -> Vec<Spanned<S>> {
    let mut seen: Vec<(&str, crate::source::Span)> = Vec::new();
    let mut kept = Vec::with_capacity(read.len());
    for statement in read {
        let once = statement.value.once();
        let first = seen.iter().find(|(words, _)| Some(*words) == once);
        match (once, first) {
            (Some(words), Some(&(_, first))) => {
                let message = format!("{} stands once in {}", quote(words), S::BLOCK);
                let again = fault("syntax/repeated", statement.span, message).help("keep one of the two");
                reading.report(again.label("again here").related(first, "first here"));
                continue;
            }
            (Some(words), None) => seen.push((words, statement.span)),
            (None, _) => {}
        }
        kept.push(statement);
    }
    kept
}
