//! Who is derived from whom, and what each thing reveals.
//!
//! Everything is worked out in one pass over the nodes, children first, and never along paths: a chain of a hundred
//! thousand segments and a lattice with more paths than atoms cost their nodes. What makes that possible is that
//! witnesses which no rule and no waiver can tell apart travel as one [`Entry`].

mod age;
mod asks;
mod bound;
mod combination;
mod condition;
mod ease;
mod fold;
mod merge;
mod need;
mod nearby;
mod reveal;
mod state;
mod trail;
mod witness;

use jiff::civil::Date;

use crate::knowledge::Knowledge;
use crate::resolve::{Item, Program};
use crate::rule::Marks;

pub use age::{AgeSets, Branch};
pub use asks::{Asked, Asks, Lasts};
pub use bound::{Bound, Grade, Occasion};
pub use ease::Ease;
pub use fold::{Covers, Folds};
pub use need::tops;
pub use reveal::{Combined, Leaf, LeafId, Leaves, Part, Shape};
pub use state::{Few, State};
pub use trail::Way;
pub use witness::{Entry, Subject, Tables, is_waived, minors};

/// Who is derived from whom.
#[derive(Debug)]
pub struct Lineage {
    /// Every single thing that something rests on.
    pub leaves: Leaves,
    /// What reaches each node.
    pub tables: Tables,
    /// Which consent covers what, and where it makes an expression constant.
    pub folds: Folds,
    /// Which ages each node can hold for.
    pub ages: AgeSets,
    /// The requests for consent that nodes rest on.
    pub asks: Asks,
    /// How many conditions are and-ed at each node.
    pub conditions: Vec<u32>,
    /// Which nodes a campaign reaches.
    pub reached: Vec<bool>,
    /// Waivers that had something to hush, as (item, index of the waiver), sorted.
    pub waivers_met: Vec<(Item, usize)>,
}

/// Follows every derivation.
pub fn trace(program: &Program, knowledge: &Knowledge, marks: &mut Marks, today: Date) -> Lineage {
    let need = need::need(program);
    let ages = AgeSets::new(program);
    let mut leaves = reveal::leaves(program, knowledge, marks, today);
    let covers = Covers::new(program, knowledge, &leaves);
    let folds = fold::fold(program, knowledge, covers);
    combination::combine(program, knowledge, marks, &folds, &mut leaves, today);
    let (conditions, asks) = (condition::count(program), Asks::new(program, folds.covers()));
    let mut ctx = witness::Ctx::new(program, knowledge, &folds, &ages, &mut leaves, marks, today);
    let tables = ctx.tables(&need.wanted);
    let waivers_met = ctx.waivers_met();
    Lineage { leaves, tables, folds, ages, asks, conditions, reached: need.reached, waivers_met }
}
