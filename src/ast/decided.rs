//! Decisions in campaign files, and which of them somebody has agreed to already.
//!
//! Whoever proposes a change may write `allow` and `reveals nothing` into it. Where that must not be enough, only those
//! decisions count that another version of the files holds for the same block.

use std::collections::HashSet;

use crate::source::Span;

use super::{
    Allow, Block, CampaignStatement, File, Item, PlaceStatement, Reveals, SegmentStatement, Spanned, TraitStatement,
};

/// The decisions of a version of the files: kind and name of the block, and what is decided, by its meaning.
#[derive(Debug, Default)]
pub struct Decisions(HashSet<(&'static str, String, String)>);

impl Decisions {
    /// Adds those of one file.
    pub fn add(&mut self, file: &File) {
        for item in &file.items {
            match item {
                Item::Campaign(block) => self.add_block("campaign", block, of_campaign),
                Item::Segment(block) => self.add_block("segment", block, of_segment),
                Item::Trait(block) => self.add_block("trait", block, of_trait),
                Item::Place(block) => self.add_block("place", block, of_place),
                Item::Consent(_) => {}
            }
        }
    }

    /// Takes all others out of a file, and tells where they stood.
    pub fn keep(&self, file: &mut File) -> Vec<Span> {
        let mut taken = Vec::new();
        for item in &mut file.items {
            match item {
                Item::Campaign(block) => self.keep_block("campaign", block, of_campaign, &mut taken),
                Item::Segment(block) => self.keep_block("segment", block, of_segment, &mut taken),
                Item::Trait(block) => self.keep_block("trait", block, of_trait, &mut taken),
                Item::Place(block) => self.keep_block("place", block, of_place, &mut taken),
                Item::Consent(_) => {}
            }
        }
        taken
    }

    fn add_block<S>(&mut self, kind: &'static str, block: &Block<S>, decision: impl Fn(&S) -> Option<String>) {
        let decided = block.statements.iter().filter_map(|statement| decision(&statement.value));
        self.0.extend(decided.map(|what| (kind, block.name.value.to_string(), what)));
    }

    fn keep_block<S>(
        &self,
        kind: &'static str,
        block: &mut Block<S>,
        decision: impl Fn(&S) -> Option<String>,
        taken: &mut Vec<Span>,
    ) {
        let name = block.name.value.to_string();
        block.statements.retain(|Spanned { value, span }| {
            let is_kept = decision(value).is_none_or(|what| self.0.contains(&(kind, name.clone(), what)));
            taken.extend((!is_kept).then_some(*span));
            is_kept
        });
    }
}

fn of_campaign(statement: &CampaignStatement) -> Option<String> {
    match statement {
        CampaignStatement::Allow(allow) => Some(of_allow(allow)),
        _ => None,
    }
}

fn of_segment(statement: &SegmentStatement) -> Option<String> {
    match statement {
        SegmentStatement::Allow(allow) => Some(of_allow(allow)),
        SegmentStatement::Reveals(reveals) => of_reveals(reveals),
        _ => None,
    }
}

fn of_trait(statement: &TraitStatement) -> Option<String> {
    match statement {
        TraitStatement::Allow(allow) => Some(of_allow(allow)),
        TraitStatement::Reveals(reveals) => of_reveals(reveals),
        _ => None,
    }
}

fn of_place(statement: &PlaceStatement) -> Option<String> {
    match statement {
        PlaceStatement::Allow(allow) => Some(of_allow(allow)),
        PlaceStatement::Reveals(reveals) => of_reveals(reveals),
        _ => None,
    }
}

/// What is decided, whatever its layout.
fn of_allow(allow: &Allow) -> String {
    let what: Vec<&str> = allow.what.iter().map(|name| &*name.value).collect();
    format!("allow {what:?} {} {:?} {:?}", allow.until.value, allow.by.value, allow.because.value)
}

/// That something reveals nothing; what it reveals besides needs nobody's leave.
fn of_reveals(reveals: &Reveals) -> Option<String> {
    match reveals {
        Reveals::Nothing { by, because } => Some(format!("nothing {:?} {:?}", by.value, because.value)),
        Reveals::Categories(_) => None,
    }
}
