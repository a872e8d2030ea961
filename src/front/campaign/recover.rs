//! Goes on after a fault: at the next statement, the next `}`, or the next item.
//!
//! Only what did not parse as a whole comes here. It is cut where statements begin, by their words and by the lines
//! they stand on, and each piece is parsed by itself; a piece that fails is one finding, and the others are kept.

use pest::Parser;
use pest::error::{Error, ErrorVariant, InputLocation};

use super::explain::{Failure, explain};
use super::faults::fault;
use super::grammar::{Grammar, Rule};
use super::head;
use super::items::{self, Recovered, Statement, settled};
use super::lone::{name_of, unclosed_string};
use super::pieces::{self, Ends};
use super::reading::Reading;
use super::scan::Part;
use super::token::{Kind, LINE_ENDS, Token, Tokens};
use super::tree::Tree;
use crate::ast::{Block, Called, ItemKind, Message, MessageLine, Name, Spanned};

/// Reads an item that did not parse as a whole.
pub(super) fn item<S: Statement>(
    reading: &mut Reading<'_>,
    tree: &mut Tree<'_>,
    part: &Part,
    kind: ItemKind,
) -> Option<Block<S>> {
    let tokens = tokens(reading, part);
    tree.open(S::WHOLE, part.start);
    let head = head::head(reading, tree, &tokens, kind, S::WORDS);
    let body = tokens.get(head.body..).unwrap_or_default();
    let body = match body {
        [inner @ .., last] if part.closed && last.is(reading.text, "}") => inner,
        all => all,
    };
    let faults = reading.faults.len();
    let read = statements::<S>(reading, tree, body, Ends::of(part.closed));
    tree.close(part.end);
    let swallowed = tokens.iter().any(|token| token.kind == Kind::OpenString);
    if let (Some(brace), false, false) = (head.brace, part.closed, swallowed)
        && !reading.faults.since(faults).any(|fault| &*fault.rule == "syntax/unclosed-brace")
    {
        let (brace, last) = pieces::suspect(reading.text, &tokens).unwrap_or((brace, tokens.last().copied()));
        unclosed_brace(reading, brace, last);
    }
    let statements = settled(reading, read);
    let span = reading.place(part.start, part.end);
    Some(Block { called: Called::Name(head.name?), title: head.title, statements, span })
}

/// The name of an item that is not read.
pub(super) fn item_name(reading: &Reading<'_>, part: &Part) -> Option<Name> {
    let name = Tokens::new(reading.text, part.start).filter(|token| token.kind != Kind::Comment).nth(1)?;
    let is_name = name.kind == Kind::Word && name.end <= part.end;
    is_name.then(|| name_of(reading, name))
}

/// Reads a message that did not parse as a whole; nothing if the tokens are no message with lines.
pub(super) fn message(reading: &mut Reading<'_>, tree: &mut Tree<'_>, tokens: &[Token]) -> Option<Recovered<Message>> {
    let text = reading.text;
    let (first, last) = (*tokens.first()?, *tokens.last()?);
    if !first.is(text, "message") {
        return None;
    }
    let open = pieces::message_brace(text, tokens)?;
    let (head, lines) = (&tokens[..=open], &tokens[open + 1..]);
    let closed = matches!(lines.last(), Some(last) if last.is(text, "}"));
    let lines = if closed { &lines[..lines.len() - 1] } else { lines };
    tree.open(MessageLine::WHOLE, first.start);
    let message = message_head(reading, tree, head);
    let swallowed = lines.iter().any(|token| token.kind == Kind::OpenString);
    if !closed && !swallowed {
        unclosed_brace(reading, tokens[open], Some(last));
    }
    let lines = statements::<MessageLine>(reading, tree, lines, Ends::of(closed));
    tree.close(last.end);
    Some(Recovered(
        message.map(|message| Message { lines: lines.into_iter().map(|line| line.value).collect(), ..message }),
    ))
}

fn message_head(reading: &mut Reading<'_>, tree: &mut Tree<'_>, tokens: &[Token]) -> Option<Message> {
    if open_strings(reading, tokens) {
        return None;
    }
    let (first, last) = (tokens.first()?, tokens.last()?);
    let piece = reading.text.get(first.start..last.end)?;
    match Grammar::parse(Rule::message_start, piece) {
        Ok(pairs) => {
            let head = tree.add(pairs, first.start);
            reading.message_head(&tree.nodes(head).next()?)
        }
        Err(error) => {
            let failure = failure::<MessageLine>(&error, first.start);
            let found = explain(reading, &failure, tokens);
            reading.report(found);
            None
        }
    }
}

/// Reads the statements among `tokens` as far as possible.
fn statements<S: Statement>(
    reading: &mut Reading<'_>,
    tree: &mut Tree<'_>,
    tokens: &[Token],
    ends: Ends,
) -> Vec<Spanned<S>> {
    let mut read = Vec::new();
    for piece in pieces::pieces(reading.text, tokens, S::WORDS, ends) {
        statement(reading, tree, piece, &mut read);
    }
    read
}

/// Reads one piece: all of it, or what comes before the fault in it.
fn statement<S: Statement>(
    reading: &mut Reading<'_>,
    tree: &mut Tree<'_>,
    tokens: &[Token],
    read: &mut Vec<Spanned<S>>,
) {
    let (Some(first), Some(last)) = (tokens.first().copied(), tokens.last().copied()) else { return };
    let text = reading.text;
    let Some(piece) = text.get(first.start..last.end) else { return };
    let error = match Grammar::parse(S::REST, piece) {
        Ok(pairs) => {
            let bodies = tree.add(pairs, first.start);
            tree.nodes(bodies).for_each(|body| items::statements(reading, &body, read));
            return;
        }
        Err(error) => error,
    };
    if let Some(Recovered(recovered)) = S::recover(reading, tree, tokens) {
        let span = reading.place(first.start, last.end);
        read.extend(recovered.map(|value| Spanned { value, span }));
        return;
    }
    let failure = failure::<S>(&error, first.start);
    let complete = complete::<S>(reading, tree, (piece, first.start), failure.at, read);
    if !open_strings(reading, tokens) {
        let found = explain(reading, &Failure { complete, ..failure }, tokens);
        reading.report(found);
    }
}

/// Keeps the statements of a piece that were complete before its fault; says whether the fault comes after one.
fn complete<S: Statement>(
    reading: &mut Reading<'_>,
    tree: &mut Tree<'_>,
    (piece, base): (&str, usize),
    at: usize,
    read: &mut Vec<Spanned<S>>,
) -> bool {
    let Ok(pairs) = Grammar::parse(S::BODY, piece) else { return false };
    let body = tree.add(pairs, base);
    let mut nodes = tree.nodes(body).flat_map(|body| body.inner()).peekable();
    while let Some(node) = nodes.next() {
        let span = reading.span(&node);
        // What follows on the same line was meant to belong to the statement.
        let between = reading.text.get(span.end as usize..at).unwrap_or_default();
        let is_finished = between.trim().is_empty() && (span.end as usize) < at && between.contains(LINE_ENDS);
        let is_last = nodes.peek().is_none();
        if !is_last || is_finished {
            read.extend(S::lower(reading, &node).map(|value| Spanned { value, span }));
        }
        if is_last {
            return is_finished;
        }
    }
    false
}

fn failure<S: Statement>(error: &Error<Rule>, base: usize) -> Failure {
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => base + at,
    };
    let expected = match &error.variant {
        ErrorVariant::ParsingError { positives, .. } => positives.clone(),
        ErrorVariant::CustomError { .. } => Vec::new(),
    };
    Failure { at, expected, complete: false, words: S::WORDS, block: S::BLOCK }
}

fn tokens(reading: &Reading<'_>, part: &Part) -> Vec<Token> {
    let text = reading.text.get(..part.end).unwrap_or_default();
    Tokens::new(text, part.start).filter(|token| token.kind != Kind::Comment).collect()
}

/// Lists the strings among `tokens` that nothing closes, if there are any.
fn open_strings(reading: &mut Reading<'_>, tokens: &[Token]) -> bool {
    let open: Vec<_> = tokens.iter().filter(|token| token.kind == Kind::OpenString).collect();
    for token in &open {
        let found = unclosed_string(reading, **token);
        reading.report(found);
    }
    !open.is_empty()
}

/// Lists a brace that nothing closes; `last` is the last token before the next item or the end of the file.
fn unclosed_brace(reading: &mut Reading<'_>, brace: Token, last: Option<Token>) {
    let found = fault("syntax/unclosed-brace", reading.place_of(brace), "this `{` is never closed");
    let found = found.help("add a `}`").label("opened here");
    reading.report(match last {
        Some(last) => found.related(reading.place(last.end, last.end), "`}` missing after this"),
        None => found,
    });
}
