//! A project as formulas: references are written out, so that every signal stands once for each way to it.

use super::truth::{Atom, Form, MOST_ATOMS, Scope};
use crate::project::{Campaign, Expr, Fact, Group, Item, Part, Project};

/// A campaign or segment, written out.
#[derive(Debug, Default)]
pub(super) struct Read {
    /// The audience first, then the conditions of messages, and seeds.
    pub(super) scopes: Vec<Scope>,
    pub(super) met: Vec<Occurrence>,
}

/// One place where something telling stands.
#[derive(Debug, Clone)]
pub(super) struct Occurrence {
    pub(super) what: What,
    /// The part of the campaign that it is in; none in a segment by itself.
    pub(super) part: Option<Part>,
    /// Turned round an odd number of times since the start of that part.
    pub(super) is_odd: bool,
    /// Below a lookalike.
    pub(super) is_seed: bool,
    /// The scope and the atom there by which it acts; none where no consent is heeded.
    pub(super) acts_by: Option<(usize, usize)>,
    /// Inside a list or among the inputs of a trait.
    pub(super) is_inside: bool,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum What {
    Fact(Fact),
    Age,
}

/// Where an expression is met.
#[derive(Debug, Clone, Copy)]
struct Way {
    part: Option<Part>,
    is_odd: bool,
    is_seed: bool,
    scope: usize,
    hidden: Hidden,
}

/// What hides its inside: a trait or a list.
#[derive(Debug, Clone, Copy)]
enum Hidden {
    No,
    /// It acts by the atom that it is.
    Inside(usize, usize),
    /// A seed in there: nothing is heeded that is said of it.
    Seed,
}

struct Reader<'p> {
    project: &'p Project,
    read: Read,
}

/// A campaign, written out; none where it is too long to try.
pub(super) fn campaign(project: &Project, campaign: &Campaign) -> Option<Read> {
    let mut reader = Reader { project, read: Read::default() };
    let audience = reader.scope();
    let (mut all, mut targets, mut starts) = (Vec::new(), Vec::new(), Vec::new());
    for asked in &campaign.requires {
        all.push((false, reader.atom(audience, Atom::Consent(asked.clone()))?));
    }
    for (part, expr) in &campaign.statements {
        let mut way = Way { part: Some(*part), is_odd: false, is_seed: false, scope: audience, hidden: Hidden::No };
        match part {
            Part::Target => targets.push((false, reader.expr(expr, way)?)),
            Part::Start => starts.push((false, reader.expr(expr, way)?)),
            Part::Exclude | Part::Suppress => all.push((true, reader.expr(expr, way)?)),
            Part::Message => {
                way.scope = reader.scope();
                let form = reader.expr(expr, way)?;
                reader.read.scopes[way.scope].form = form;
            }
        }
    }
    for either in [targets, starts] {
        if !either.is_empty() {
            all.push((false, Form::Gate(1, either)));
        }
    }
    reader.read.scopes[audience].form = Form::Gate(all.len(), all);
    Some(reader.read)
}

/// A segment by itself, written out.
pub(super) fn segment(project: &Project, number: usize) -> Option<Read> {
    let mut reader = Reader { project, read: Read::default() };
    let scope = reader.scope();
    let way = Way { part: None, is_odd: false, is_seed: false, scope, hidden: Hidden::No };
    let form = reader.item(number, way)?;
    reader.read.scopes[scope].form = form;
    Some(reader.read)
}

impl Reader<'_> {
    fn scope(&mut self) -> usize {
        self.read.scopes.push(Scope { form: Form::Gate(0, Vec::new()), atoms: Vec::new() });
        self.read.scopes.len() - 1
    }

    fn atom(&mut self, scope: usize, atom: Atom) -> Option<Form> {
        let atoms = &mut self.read.scopes[scope].atoms;
        atoms.push(atom);
        (atoms.len() <= MOST_ATOMS && self.read.met.len() < 100).then(|| Form::Atom(atoms.len() - 1))
    }

    fn expr(&mut self, expr: &Expr, way: Way) -> Option<Form> {
        let turned = Way { is_odd: !way.is_odd, ..way };
        let turn = |form| Form::Gate(1, vec![(true, form)]);
        match expr {
            Expr::Fact(fact) => self.meet(What::Fact(*fact), Atom::Unknown, way),
            Expr::Never(fact) => self.meet(What::Fact(*fact), Atom::Unknown, turned).map(turn),
            Expr::Age(ages) => self.meet(What::Age, Atom::Age(*ages), way),
            Expr::Consented(asked) => self.atom(way.scope, Atom::Consent(asked.clone())),
            Expr::Item(number) => self.item(*number, way),
            Expr::Similar(number) => self.similar(*number, way),
            Expr::Not(inner) => self.expr(inner, turned).map(turn),
            Expr::And(parts) | Expr::Group(Group::All, parts) => self.gate(parts.len(), parts, way),
            Expr::Or(parts) | Expr::Group(Group::Any, parts) => self.gate(1, parts, way),
            Expr::Group(Group::AtLeast(need), parts) => self.gate(*need, parts, way),
            Expr::Group(Group::None, parts) => self.gate(1, parts, turned).map(turn),
        }
    }

    fn gate(&mut self, need: usize, parts: &[Expr], way: Way) -> Option<Form> {
        let parts: Option<Vec<_>> = parts.iter().map(|part| Some((false, self.expr(part, way)?))).collect();
        Some(Form::Gate(need, parts?))
    }

    fn meet(&mut self, what: What, atom: Atom, way: Way) -> Option<Form> {
        let form = self.atom(way.scope, atom)?;
        let Form::Atom(number) = form else { return None };
        let Way { part, is_odd, is_seed, scope, hidden } = way;
        let (acts_by, is_inside) = match hidden {
            Hidden::No => (Some((scope, number)), false),
            Hidden::Inside(scope, atom) => (Some((scope, atom)), true),
            Hidden::Seed => (None, true),
        };
        self.read.met.push(Occurrence { what, part, is_odd, is_seed, acts_by, is_inside });
        Some(form)
    }

    /// A segment is its parts; a trait or list is a fact of its own, whatever it is made from.
    fn item(&mut self, number: usize, way: Way) -> Option<Form> {
        let Item { kind, parts, .. } = &self.project.items[number];
        if !kind.is_list() && !kind.is_trait() {
            return self.gate(1, parts, way);
        }
        let form = self.atom(way.scope, Atom::Unknown)?;
        let Form::Atom(atom) = form else { return None };
        let hidden = match way.hidden {
            Hidden::No => Hidden::Inside(way.scope, atom),
            inside => inside,
        };
        let inside = Way { scope: self.scope(), hidden, ..way };
        self.gate(1, parts, inside)?;
        Some(form)
    }

    /// A lookalike is a fact of its own; its seed is a formula of its own.
    fn similar(&mut self, number: usize, way: Way) -> Option<Form> {
        let form = self.atom(way.scope, Atom::Unknown)?;
        // Inside a trait or list no consent is heeded, not even in a seed; what stands outside does not reach into it.
        let hidden = match way.hidden {
            Hidden::No => Hidden::No,
            Hidden::Inside(..) | Hidden::Seed => Hidden::Seed,
        };
        let seed = Way { is_odd: false, is_seed: true, scope: self.scope(), hidden, ..way };
        let seed_form = self.item(number, seed)?;
        self.read.scopes[seed.scope].form = seed_form;
        Some(form)
    }
}
