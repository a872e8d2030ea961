//! The list of terms that are read as several unrelated things.

use std::io;

use serde::Serialize;

use crate::knowledge::{Knowledge, Several};
use crate::report::{Look, write_json};

use super::Format;
use super::known::quoted;
use super::page::Page;

#[derive(Serialize)]
struct Object<'a> {
    version: u32,
    doubles: Vec<Double<'a>>,
}

#[derive(Serialize)]
struct Double<'a> {
    term: &'a str,
    categories: Vec<&'a str>,
    strength: &'static str,
}

/// Writes the list.
pub(super) fn write(knowledge: &Knowledge, format: Format, look: Look, out: &mut dyn io::Write) -> io::Result<()> {
    let all = knowledge.read_as_several();
    let doubles: Vec<_> = all.iter().map(|several| double(knowledge, several)).collect();
    match format {
        Format::Json => {
            write_json(&Object { version: 1, doubles }, out)?;
            writeln!(out)
        }
        Format::Pretty | Format::Markdown => {
            let mut page = Page::default();
            page.title(format!("{} terms are read as several unrelated things, as surely", doubles.len()));
            for Double { term, categories, strength } in &doubles {
                page.say(strength, format!("{}: {}", quoted(term), categories.join(", ")));
            }
            super::written(page, format, look, out)
        }
    }
}

fn double<'a>(knowledge: &'a Knowledge, several: &'a Several) -> Double<'a> {
    let categories = several.categories.iter().map(|&id| &*knowledge.taxonomy().get(id).id).collect();
    Double { term: &several.term, categories, strength: several.strength.word() }
}
