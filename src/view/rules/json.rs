//! The list of rules as JSON: version 1. Keys may be added, never changed.

use std::io;

use serde::Serialize;

use crate::finding::Effect;
use crate::report::write_json;
use crate::rule::{Citation, Rule};

/// Writes one object and a line break.
pub(super) fn write(list: &[&Rule], out: &mut dyn io::Write) -> io::Result<()> {
    let rules = list.iter().map(|rule| rule_object(rule)).collect();
    write_json(&Object { version: 1, rules }, out)?;
    writeln!(out)?;
    out.flush()
}

#[derive(Serialize)]
struct Object<'a> {
    version: u32,
    rules: Vec<RuleObject<'a>>,
}

#[derive(Serialize)]
struct RuleObject<'a> {
    id: &'a str,
    severity: &'static str,
    pack: &'a str,
    title: &'a str,
    effect: Option<&'static str>,
    since: Option<&'a str>,
    regions: Vec<&'a str>,
    sources: Vec<SourceObject<'a>>,
}

#[derive(Serialize)]
struct SourceObject<'a> {
    title: &'a str,
    cite: Option<&'a str>,
    as_of: Option<&'a str>,
}

fn rule_object(rule: &Rule) -> RuleObject<'_> {
    RuleObject {
        id: &rule.id,
        severity: rule.severity.word(),
        pack: rule.pack(),
        title: &rule.title,
        effect: rule.effect.map(Effect::word),
        since: rule.since.as_deref(),
        regions: rule.regions.iter().map(|code| &**code).collect(),
        sources: rule.page().sources.iter().map(source_object).collect(),
    }
}

fn source_object(Citation { title, cite, as_of }: &Citation) -> SourceObject<'_> {
    SourceObject { title, cite: cite.as_deref(), as_of: as_of.as_deref() }
}
