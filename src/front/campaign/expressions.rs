//! Who is meant: `and`, `or`, `not`, parentheses and groups.

use super::faults::{fault, shorten};
use super::grammar::Rule;
use super::reading::{Reading, child, children};
use super::token::without_comments;
use super::tree::Node;
use crate::ast::{Expr, ExprKind, Group};

impl Reading<'_> {
    /// The expression in `node`.
    pub(super) fn first_expr(&mut self, node: &Node<'_>) -> Option<Expr> {
        self.expr(&child(node, Rule::expr)?)
    }

    /// One expression.
    fn expr(&mut self, node: &Node<'_>) -> Option<Expr> {
        let span = self.span(node);
        let ors = children(node, Rule::k_or).count();
        if ors > 0 && child(node, Rule::k_and).is_some() {
            self.mixed(node);
            return None;
        }
        // Every part is read before one that failed is missed: each fault is worth its finding.
        let parts: Vec<_> = children(node, Rule::term).map(|term| self.term(&term)).collect();
        let mut parts = parts.into_iter().collect::<Option<Vec<_>>>()?;
        if parts.len() == 1 {
            return parts.pop();
        }
        let kind = if ors > 0 { ExprKind::Or(parts) } else { ExprKind::And(parts) };
        Some(Expr { kind, span })
    }

    /// A condition, a group or parentheses, after any number of `not`.
    fn term(&mut self, node: &Node<'_>) -> Option<Expr> {
        let nots: Vec<_> = children(node, Rule::k_not).map(|not| self.span(&not)).collect();
        let inner = node.inner().find(|piece| piece.as_rule() != Rule::k_not)?;
        let meant = match inner.as_rule() {
            Rule::paren => {
                let kind = ExprKind::Paren(Box::new(self.first_expr(&inner)?));
                Expr { kind, span: self.span(&inner) }
            }
            Rule::group => self.group(&inner)?,
            _ => self.predicate(&inner)?,
        };
        let negate = |meant: Expr, not: &crate::source::Span| {
            let span = not.to(meant.span);
            Expr { kind: ExprKind::Not(Box::new(meant)), span }
        };
        Some(nots.iter().rev().fold(meant, negate))
    }

    fn group(&mut self, node: &Node<'_>) -> Option<Expr> {
        let head = self.group_head(&child(node, Rule::group_head)?);
        let parts: Vec<_> = children(node, Rule::expr).map(|part| self.expr(&part)).collect();
        let parts = parts.into_iter().collect::<Option<Vec<_>>>()?;
        Some(Expr { kind: ExprKind::Group(head?, parts), span: self.span(node) })
    }

    fn group_head(&mut self, node: &Node<'_>) -> Option<Group> {
        Some(match node.inner().next()?.as_rule() {
            Rule::k_any_of => Group::Any,
            Rule::k_all_of => Group::All,
            Rule::k_none_of => Group::None,
            _ => Group::AtLeast(self.first_integer(node)?),
        })
    }

    /// `and` beside `or` without parentheses: shows both readings.
    fn mixed(&mut self, node: &Node<'_>) {
        let (and_first, or_first) = (reading_of(node, Rule::k_and), reading_of(node, Rule::k_or));
        let message = format!("`and` beside `or` reads two ways: `{and_first}`, or `{or_first}`");
        let first = node.inner().find(|piece| matches!(piece.as_rule(), Rule::k_and | Rule::k_or));
        let mut joins = node.inner().filter(|piece| matches!(piece.as_rule(), Rule::k_and | Rule::k_or));
        let second = joins.find(|join| first.as_ref().is_some_and(|first| first.as_rule() != join.as_rule()));
        let (Some(first), Some(second)) = (first, second) else { return };
        let said = |join: &Node<'_>| format!("`{}` here", join.as_str());
        let mixed = fault("syntax/mixed-and-or", self.span(&first), message).label(said(&first));
        let mixed = mixed.help("put parentheses around what belongs together");
        let mixed = mixed.related(self.span(&second), said(&second));
        self.report(mixed);
    }
}

/// The user's own words, with parentheses around what `binds` joins.
fn reading_of(node: &Node<'_>, binds: Rule) -> String {
    // A message is one line: of long expressions, the first parts show the point.
    const SHOWN: usize = 6;
    let (inner, outer) = if binds == Rule::k_and { (" and ", " or ") } else { (" or ", " and ") };
    let mut groups: Vec<Vec<String>> = vec![Vec::new()];
    let (mut terms, mut seen_both) = (0, [false; 2]);
    for piece in node.inner() {
        match piece.as_rule() {
            Rule::term if terms >= SHOWN && seen_both == [true; 2] => {
                groups.push(vec!["…".to_owned()]);
                break;
            }
            Rule::term => {
                terms += 1;
                groups
                    .last_mut()
                    .into_iter()
                    .for_each(|group| group.push(shorten(&without_comments(piece.as_str()), 30)));
            }
            join => {
                seen_both[usize::from(join == binds)] = true;
                if join != binds {
                    groups.push(Vec::new());
                }
            }
        }
    }
    groups.retain(|group| !group.is_empty());
    let written = groups.iter().map(|group| match group.as_slice() {
        [one] => one.clone(),
        several => format!("({})", several.join(inner)),
    });
    written.collect::<Vec<_>>().join(outer)
}
