//! The campaign language: its grammar, what the grammar's matches mean, and how reading goes on after a fault.

mod expected;
mod explain;
mod explain_values;
mod expressions;
mod faults;
mod grammar;
mod head;
mod items;
mod keyword;
mod literals;
mod lone;
mod pieces;
mod predicates;
mod reading;
mod recover;
mod scan;
mod slips;
mod statements;
mod stray;
mod strings;
#[cfg(test)]
mod tests;
mod token;
mod tree;
mod words;

use pest::Parser;
use rayon::prelude::*;

pub(super) use self::literals::region;
pub(super) use self::token::without_comments;

use self::faults::{Faults, fault};
use self::grammar::{Grammar, Rule};
use self::reading::Reading;
use self::scan::{DEEPEST, Part, PartKind};
use self::tree::Tree;
use crate::ast::{File, Item, ItemKind};
use crate::finding::Finding;
use crate::source::{SourceId, Span};
use crate::word::Word;

/// A file larger than this was not written by people, and is better sent as a list.
const LARGEST: usize = 8 * 1024 * 1024;

/// Reads one file.
pub(super) fn read(source: SourceId, text: &str) -> (File, Vec<Finding>) {
    if text.len() > LARGEST {
        let message = format!("the file is too large: {} MiB of at most {}", text.len() >> 20, LARGEST >> 20);
        let large = fault("syntax/too-large", Span::new(source, 0, 0), message).help("split it into several files");
        return (File::default(), vec![large]);
    }
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let scan = scan::scan(text, start);
    let mut reading = Reading::new(source, text, &scan.comments);
    scan.comments.iter().for_each(|&comment| reading.tell_comment(comment));
    let mut file = File::default();
    let mut before = Before::Fine;
    for parts in scan.parts.chunks(AT_ONCE) {
        let read = parts.par_iter().with_min_len(32).map(|part| read_alone(source, text, &scan.comments, part));
        let read: Vec<_> = read.collect();
        for (part, (alone, found)) in parts.iter().zip(read) {
            let faults = reading.faults.len();
            if let PartKind::Stray = part.kind {
                stray::stray(&mut reading, &mut file, part, before);
            }
            file.items.extend(alone.items);
            file.broken.extend(alone.broken);
            reading.faults.append(found);
            before = if reading.faults.len() > faults { Before::Faulty } else { Before::Fine };
        }
    }
    file.comments = reading.comments.iter().map(|comment| reading.place_of(*comment)).collect();
    (file, reading.faults.into_findings())
}

/// So many parts of one file are read at the same time; what is wrong with them is kept until they are put together.
const AT_ONCE: usize = 4096;

/// Reads an item, which depends on nothing around it.
fn read_alone(source: SourceId, text: &str, comments: &[token::Token], part: &Part) -> (File, Faults) {
    let (mut reading, mut file) = (Reading::new(source, text, comments), File::default());
    if let PartKind::Item(kind) = part.kind {
        read_item(&mut reading, &mut Tree::new(text, comments), &mut file, part, kind);
    }
    (file, reading.faults)
}

/// How the part before went: text after an item that went wrong was most likely meant to be in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    Fine,
    Faulty,
}

/// Reads an item: its text becomes nodes of a tree, and these what it declares.
fn read_item(reading: &mut Reading<'_>, tree: &mut Tree<'_>, file: &mut File, part: &Part, kind: ItemKind) {
    if let Some(token) = part.too_deep {
        let message = format!("nested more than {DEEPEST} deep; this {} is not read", kind.word());
        let deep = fault("syntax/too-deep", reading.place_of(token), message);
        reading.report(deep.help("give parts of it names, as segments of their own"));
        file.broken.extend(recover::item_name(reading, part).map(|name| (kind, name)));
        return;
    }
    let text = reading.text.get(part.start..part.end).unwrap_or_default();
    match Grammar::parse(Rule::file, text) {
        Ok(pairs) => {
            let items = tree.add(pairs, part.start);
            file.items.extend(tree.nodes(items).filter_map(|node| items::item(reading, &node)));
        }
        Err(_) => recover_item(reading, tree, file, part, kind),
    }
}

fn recover_item(reading: &mut Reading<'_>, tree: &mut Tree<'_>, file: &mut File, part: &Part, kind: ItemKind) {
    let item = match kind {
        ItemKind::Campaign => recover::item(reading, tree, part, kind).map(Item::Campaign),
        ItemKind::Segment => recover::item(reading, tree, part, kind).map(Item::Segment),
        ItemKind::Trait => recover::item(reading, tree, part, kind).map(Item::Trait),
        ItemKind::Place => recover::item(reading, tree, part, kind).map(Item::Place),
        ItemKind::Consent => recover::item(reading, tree, part, kind).map(Item::Consent),
    };
    file.items.extend(item);
}
