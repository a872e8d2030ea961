//! Small changes to a project.

use std::mem;

use crate::project::{Campaign, Expr, Fact, Group, Item, Kind, Part, Project};

/// A fact that reveals nothing and stands nowhere else.
pub(super) const HARMLESS: Expr = Expr::Fact(Fact::Plain(9));

/// A segment without waivers.
pub(super) fn segment(name: &str, when: Expr) -> Item {
    Item { name: name.to_owned(), kind: Kind::Segment, parts: vec![when], waivers: Vec::new() }
}

/// A campaign that says no more than whom it is about.
pub(super) fn campaign(name: &str, target: Expr) -> Campaign {
    let Project { mut campaigns, .. } = crate::project::of_one(target);
    Campaign { name: name.to_owned(), ..campaigns.remove(0) }
}

/// Turns round the order of everything whose order means nothing.
pub(super) fn turn_round(project: &mut Project) {
    project.edit(|expr| match expr {
        Expr::And(parts) | Expr::Or(parts) | Expr::Group(_, parts) => parts.reverse(),
        Expr::Fact(_)
        | Expr::Never(_)
        | Expr::Age(_)
        | Expr::Consented(_)
        | Expr::Item(_)
        | Expr::Similar(_)
        | Expr::Not(_) => {}
    });
    project.items.iter_mut().for_each(|item| item.parts.reverse());
    project.consents.iter_mut().for_each(|consent| consent.topics.reverse());
    for campaign in &mut project.campaigns {
        campaign.statements.reverse();
        campaign.requires.reverse();
        campaign.regions.reverse();
        campaign.sends.reverse();
    }
}

/// Denies everything that stands alone, twice.
pub(super) fn deny_twice(project: &mut Project) {
    project.edit(|expr| {
        if expr.parts().is_empty() {
            *expr = not(not(take(expr)));
        }
    });
}

/// Says `a and b` as `not (not a or not b)`, and `a or b` likewise.
pub(super) fn de_morgan(project: &mut Project) {
    project.edit(|expr| {
        let denied = |parts: &mut Vec<Expr>| mem::take(parts).into_iter().map(not).collect::<Vec<_>>();
        let said = match expr {
            Expr::And(parts) => Expr::Or(denied(parts)),
            Expr::Or(parts) => Expr::And(denied(parts)),
            Expr::Group(Group::Any, parts) => Expr::Group(Group::All, denied(parts)),
            Expr::Group(Group::All, parts) => Expr::Group(Group::Any, denied(parts)),
            Expr::Group(Group::None | Group::AtLeast(_), _)
            | Expr::Fact(_)
            | Expr::Never(_)
            | Expr::Age(_)
            | Expr::Consented(_)
            | Expr::Item(_)
            | Expr::Similar(_)
            | Expr::Not(_) => return,
        };
        *expr = not(said);
    });
}

/// Makes a segment of each thing that segments hold for, and or-s those.
pub(super) fn split_segments(project: &mut Project) {
    for number in 0..project.items.len() {
        if project.items[number].kind != Kind::Segment {
            continue;
        }
        let either = mem::take(&mut project.items[number].parts).into_iter().flat_map(|part| match part {
            Expr::Or(parts) | Expr::Group(Group::Any, parts) => parts,
            part => vec![part],
        });
        for (piece, part) in either.collect::<Vec<_>>().into_iter().enumerate() {
            let at = project.items.len();
            project.items.push(segment(&format!("piece_{number}_{piece}"), part));
            project.items[number].parts.push(Expr::Item(at));
        }
    }
}

/// Says `or` wherever `and` joins a consent to something; none where there is no such place.
pub(super) fn consent_into_or(project: &mut Project) -> bool {
    let mut is_changed = false;
    project.edit(|expr| {
        let asks = expr.parts().iter().any(|part| matches!(part, Expr::Consented(_)));
        let said = match expr {
            Expr::And(parts) if asks => Expr::Or(mem::take(parts)),
            Expr::Group(Group::All, parts) if asks => Expr::Group(Group::Any, mem::take(parts)),
            _ => return,
        };
        *expr = said;
        is_changed = true;
    });
    is_changed
}

/// Joins something to each first statement by which a campaign chooses people.
pub(super) fn join(project: &mut Project, join: impl Fn(Expr) -> Expr) {
    for campaign in &mut project.campaigns {
        let first = campaign.statements.iter_mut().find(|(part, _)| matches!(part, Part::Target | Part::Start));
        if let Some((_, expr)) = first {
            *expr = join(take(expr));
        }
    }
}

/// Joins something to every statement of campaigns.
pub(super) fn join_each(project: &mut Project, join: impl Fn(Expr) -> Expr) {
    for (_, expr) in project.campaigns.iter_mut().flat_map(|campaign| &mut campaign.statements) {
        *expr = join(take(expr));
    }
}

fn not(expr: Expr) -> Expr {
    Expr::Not(Box::new(expr))
}

fn take(expr: &mut Expr) -> Expr {
    mem::replace(expr, HARMLESS)
}
