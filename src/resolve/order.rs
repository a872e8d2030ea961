//! In which order segments and traits rest on one another, and which rest on themselves.

use crate::ast::{Expr, ExprKind, Name, Named, Origin, SegmentStatement, TraitStatement};
use crate::finding::{Finding, Severity};
use crate::resolve::names::{Audience, Declared};
use crate::resolve::{SegmentId, TraitId};
use crate::source::Span;

/// Segments and traits, each after all that it rests on.
pub(super) struct Order {
    pub(super) audiences: Vec<Audience>,
    circles: Vec<Vec<(Audience, Span)>>,
}

/// Sorts what is declared. Members of a circle keep an order too; the reference that closes it will find nothing.
pub(super) fn order(declared: &Declared) -> Order {
    let segments = declared.segments.len();
    let count = segments + declared.traits.len();
    let number = |audience| match audience {
        Audience::Segment(SegmentId(id)) => id as usize,
        Audience::Trait(TraitId(id)) => segments + id as usize,
    };
    let audience = |number: usize| match number.checked_sub(segments) {
        None => Audience::Segment(SegmentId(number as u32)),
        Some(id) => Audience::Trait(TraitId(id as u32)),
    };
    let rests_on: Vec<Vec<(usize, Span)>> = (0..count)
        .map(|from| {
            let names = names_in(declared, audience(from));
            let known = names.into_iter().filter_map(|name| Some((declared.audience(&name.value)?, name.span)));
            known.map(|(to, span)| (number(to), span)).collect()
        })
        .collect();
    let components = components(&rests_on);
    let circles = components.iter().filter_map(|component| circle(component, &rests_on));
    Order {
        circles: circles.map(|circle| circle.into_iter().map(|(at, span)| (audience(at), span)).collect()).collect(),
        audiences: components.into_iter().flatten().map(audience).collect(),
    }
}

impl Order {
    /// A finding for each circle, with the whole circle.
    pub(super) fn circles(&self, declared: &Declared) -> Vec<Finding> {
        self.circles.iter().map(|circle| circular(declared, circle)).collect()
    }
}

fn circular(declared: &Declared, circle: &[(Audience, Span)]) -> Finding {
    /// A circle longer than this is cut in the message.
    const SHOWN: usize = 8;
    let name = |audience| match audience {
        Audience::Segment(SegmentId(id)) => declared.segments[id as usize].label(),
        Audience::Trait(TraitId(id)) => declared.traits[id as usize].label(),
    };
    let (first, span) = circle[0];
    let mut way: Vec<_> = circle.iter().take(SHOWN).map(|&(at, _)| format!("`{}`", name(at).value)).collect();
    if circle.len() > SHOWN {
        way.push(format!("{} more", circle.len() - SHOWN));
    }
    way.push(format!("`{}`", name(first).value));
    let message = format!("`{}` rests on itself: {}", name(first).value, way.join(" → "));
    let finding = Finding::fault("names/circle", Severity::Error, span, message)
        .help("take one of these references out: nobody can be counted before they are counted");
    let others = circle.iter().skip(1).take(SHOWN - 1);
    others.fold(finding, |finding, &(at, span)| finding.related(span, format!("here `{}` goes on", name(at).value)))
}

/// The shortest way round a component, from its first member; none where it does not rest on itself.
fn circle(component: &[usize], rests_on: &[Vec<(usize, Span)>]) -> Option<Vec<(usize, Span)>> {
    let start = *component.iter().min()?;
    let inside: std::collections::HashSet<usize> = component.iter().copied().collect();
    let mut came_from = std::collections::HashMap::new();
    let mut queue = std::collections::VecDeque::from([start]);
    while let Some(at) = queue.pop_front() {
        for &(to, span) in rests_on[at].iter().filter(|(to, _)| inside.contains(to)) {
            if to == start {
                let mut way = vec![(at, span)];
                while let Some(&(before, span)) = came_from.get(&way[way.len() - 1].0) {
                    way.push((before, span));
                }
                way.reverse();
                return Some(way);
            }
            if let std::collections::hash_map::Entry::Vacant(entry) = came_from.entry(to) {
                entry.insert((at, span));
                queue.push_back(to);
            }
        }
    }
    None
}

/// Tarjan's strongly connected components, without recursion; each comes after all that it reaches.
fn components(rests_on: &[Vec<(usize, Span)>]) -> Vec<Vec<usize>> {
    const UNSEEN: usize = usize::MAX;
    let (mut index, mut low) = (vec![UNSEEN; rests_on.len()], vec![0; rests_on.len()]);
    let (mut on_stack, mut stack) = (vec![false; rests_on.len()], Vec::new());
    let (mut found, mut next, mut work) = (Vec::new(), 0, Vec::new());
    for root in 0..rests_on.len() {
        if index[root] == UNSEEN {
            work.push((root, 0));
        }
        while let Some((at, edge)) = work.pop() {
            if edge == 0 {
                (index[at], low[at]) = (next, next);
                next += 1;
                stack.push(at);
                on_stack[at] = true;
            }
            if let Some(&(to, _)) = rests_on[at].get(edge) {
                work.push((at, edge + 1));
                if index[to] == UNSEEN {
                    work.push((to, 0));
                } else if on_stack[to] {
                    low[at] = low[at].min(index[to]);
                }
                continue;
            }
            if let Some(&(above, _)) = work.last() {
                low[above] = low[above].min(low[at]);
            }
            if low[at] == index[at] {
                let split = stack.iter().rposition(|&member| member == at).unwrap_or_default();
                let component = stack.split_off(split);
                for &member in &component {
                    on_stack[member] = false;
                }
                found.push(component);
            }
        }
    }
    found
}

/// The names that a segment or trait mentions.
fn names_in<'a>(declared: &Declared<'a>, audience: Audience) -> Vec<&'a Name> {
    let mut names = Vec::new();
    match audience {
        Audience::Segment(SegmentId(id)) => {
            for statement in &declared.segments[id as usize].statements {
                if let SegmentStatement::When(expr) = &statement.value {
                    names_of(expr, &mut names);
                }
            }
        }
        Audience::Trait(TraitId(id)) => {
            for statement in &declared.traits[id as usize].statements {
                let origins = match &statement.value {
                    TraitStatement::ObservedFrom(origins) | TraitStatement::InferredBy(_, _, origins) => origins,
                    TraitStatement::DeclaredIn(_)
                    | TraitStatement::BoughtFrom(_)
                    | TraitStatement::Retained(_)
                    | TraitStatement::Note(_)
                    | TraitStatement::Reveals(_)
                    | TraitStatement::Allow(_) => continue,
                };
                for origin in origins {
                    if let Origin::Predicate(expr) = origin {
                        names_of(expr, &mut names);
                    }
                }
            }
        }
    }
    names
}

fn names_of<'a>(expr: &'a Expr, names: &mut Vec<&'a Name>) {
    match &expr.kind {
        ExprKind::And(parts) | ExprKind::Or(parts) | ExprKind::Group(_, parts) => {
            for part in parts {
                names_of(part, names);
            }
        }
        ExprKind::Not(inner) | ExprKind::Paren(inner) => names_of(inner, names),
        ExprKind::Opaque(_) => {}
        ExprKind::Predicate(predicate) => names.extend(predicate.names().into_iter().filter_map(|named| match named {
            Named::Audience(name) => Some(name),
            Named::Place(_) | Named::Consent(_) => None,
        })),
    }
}
