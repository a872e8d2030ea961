//! A formula as a table of truth: every way the world could be is tried.

use crate::project::{Ages, Ask};

/// Somebody's being chosen, as a formula in which every fact stands once.
#[derive(Debug, Clone)]
pub(super) enum Form {
    /// A fact of its own, by number.
    Atom(usize),
    /// At least so many of the parts, each of which may be turned round.
    Gate(usize, Vec<(bool, Form)>),
}

/// What an atom is.
#[derive(Debug, Clone)]
pub(super) enum Atom {
    Unknown,
    Consent(Ask),
    Age(Ages),
}

/// A formula and its atoms: a campaign's audience, a message's condition, a seed.
#[derive(Debug, Clone)]
pub(super) struct Scope {
    pub(super) form: Form,
    pub(super) atoms: Vec<Atom>,
}

/// A world: for each atom, whether it is true.
type World<'w> = &'w dyn Fn(usize) -> bool;

/// More than that many atoms are not tried.
pub(super) const MOST_ATOMS: usize = 10;

/// Ages on both sides of everything that is asked of age.
const AGES: [u8; 17] = [0, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 64, 65, 127];

impl Form {
    fn holds(&self, world: World) -> bool {
        match self {
            Form::Atom(number) => world(*number),
            Form::Gate(need, parts) => {
                *need <= parts.iter().filter(|(is_turned, part)| part.holds(world) != *is_turned).count()
            }
        }
    }

    /// Whether the formula is as wanted by way of an atom: the atom and all that stands between are as it takes.
    fn runs_by(&self, atom: usize, wanted: bool, world: World) -> bool {
        self.holds(world) == wanted
            && match self {
                Form::Atom(number) => *number == atom,
                Form::Gate(_, parts) => {
                    parts.iter().any(|(is_turned, part)| part.runs_by(atom, wanted != *is_turned, world))
                }
            }
    }
}

impl Scope {
    fn worlds(&self) -> std::ops::Range<usize> {
        0..1 << self.atoms.len()
    }

    /// Whether somebody is chosen, in each world, when some consents are refused.
    fn table(&self, is_refused: impl Fn(&Ask) -> bool) -> Vec<bool> {
        let refused: Vec<bool> =
            self.atoms.iter().map(|atom| matches!(atom, Atom::Consent(ask) if is_refused(ask))).collect();
        let chosen = |bits: usize| self.form.holds(&|number| !refused[number] && bits >> number & 1 == 1);
        self.worlds().map(chosen).collect()
    }

    /// The atoms that decide whether somebody is chosen, when some consents are refused.
    pub(super) fn decisive(&self, is_refused: impl Fn(&Ask) -> bool) -> Vec<bool> {
        let table = self.table(is_refused);
        let decides = |atom: usize| self.worlds().any(|bits| table[bits] != table[bits ^ 1 << atom]);
        (0..self.atoms.len()).map(decides).collect()
    }

    /// Whether nobody at all is chosen, when some consents are refused.
    pub(super) fn is_empty(&self, is_refused: impl Fn(&Ask) -> bool) -> bool {
        !self.table(is_refused).contains(&true)
    }

    /// The ages at which somebody is chosen by way of a bound on age.
    pub(super) fn ages_by(&self, atom: usize) -> Vec<u8> {
        self.ages(|form, world| form.runs_by(atom, true, world))
    }

    /// The ages at which anybody is chosen.
    pub(super) fn ages_at_all(&self) -> Vec<u8> {
        self.ages(Form::holds)
    }

    fn ages(&self, is_chosen: impl Fn(&Form, World) -> bool) -> Vec<u8> {
        let chosen_at = |age: &u8| {
            self.worlds().any(|bits| {
                let world = |number: usize| match self.atoms[number] {
                    Atom::Age(ages) => ages.has(*age),
                    Atom::Unknown | Atom::Consent(_) => bits >> number & 1 == 1,
                };
                is_chosen(&self.form, &world)
            })
        };
        AGES.into_iter().filter(chosen_at).collect()
    }
}
