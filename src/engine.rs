//! What judges: knowledge, rules, and what a configuration says of both. One engine serves every world and every caller.

use std::ops::Deref;
use std::sync::Arc;

use jiff::civil::Date;

use crate::ast;
use crate::finding::{Finding, Text};
use crate::front::list::Row;
use crate::knowledge::Knowledge;
use crate::lint::{self, Notes, Options, Outcome, Policy, Rows, Verdict};
use crate::rule::RuleSet;
use crate::source::Sources;

/// Everything that campaigns and lists are judged by.
#[derive(Debug)]
pub(crate) struct Engine {
    knowledge: Held<Knowledge>,
    rules: Held<RuleSet>,
    /// What the configuration says.
    pub policy: Policy,
    options: Options,
}

/// What comes with the program and is shared by all, or an engine's own.
#[derive(Debug)]
enum Held<T: 'static> {
    Shipped(&'static T),
    Own(Box<T>),
}

impl Engine {
    /// What comes with the program, under a configuration.
    pub(crate) fn shipped(policy: Policy, today: Date, notes: Notes) -> Engine {
        let (knowledge, rules) = lint::shipped();
        let (knowledge, rules) = (Held::Shipped(knowledge), Held::Shipped(rules));
        Engine { knowledge, rules, policy, options: Options { today, notes } }
    }

    /// Knowledge and rules of a project.
    pub(crate) fn with(knowledge: Knowledge, rules: RuleSet, policy: Policy, today: Date, notes: Notes) -> Engine {
        let (knowledge, rules) = (Held::Own(Box::new(knowledge)), Held::Own(Box::new(rules)));
        Engine { knowledge, rules, policy, options: Options { today, notes } }
    }

    /// What words and measures reveal.
    pub(crate) fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    /// The rules that run.
    pub(crate) fn rules(&self) -> &RuleSet {
        &self.rules
    }

    /// Follows what files declare, so that their items can be judged. `faults` are what the front ends found.
    pub(crate) fn lint<'a>(
        &'a self,
        files: Vec<Arc<ast::File>>,
        faults: Vec<Finding>,
        sources: &'a Sources,
    ) -> Outcome<'a> {
        lint::follow(&self.policy, files, faults, sources, (&self.knowledge, &self.rules), &self.options)
    }

    /// The same, judged to the end.
    pub(crate) fn verdict(&self, files: Vec<Arc<ast::File>>, faults: Vec<Finding>, sources: &Sources) -> Verdict {
        lint::under(&self.policy, files, faults, sources, (&self.knowledge, &self.rules), &self.options)
    }

    /// Judges rows of one list, each by itself.
    pub(crate) fn rows(&self, rows: &[Row], path: &Text) -> Rows {
        lint::rows(&self.policy, rows, path, (&self.knowledge, &self.rules), &self.options)
    }
}

impl<T> Deref for Held<T> {
    type Target = T;

    fn deref(&self) -> &T {
        match self {
            Held::Shipped(shipped) => shipped,
            Held::Own(own) => own,
        }
    }
}
