//! A pack, to print and hand on: what it holds, then the page of each rule.

use std::io;

use serde::Serialize;

use crate::report::{Look, write_json};
use crate::rule::{AsksCampaign, Pack, Rule};

use super::json::{RuleObject, rule_object};
use super::known::Known;
use super::markdown::Document;
use super::page::Page;
use super::{Format, rule};

#[derive(Serialize)]
struct Object<'a> {
    version: u32,
    pack: &'a str,
    title: &'a str,
    description: Option<&'a str>,
    law: bool,
    rules: Vec<RuleObject<'a>>,
}

/// Writes the pack.
pub(super) fn write(known: Known, pack: &Pack, format: Format, look: Look, out: &mut dyn io::Write) -> io::Result<()> {
    let rules: Vec<_> = known.rules.rules().iter().filter(|rule| *rule.pack() == *pack.id).collect();
    match format {
        Format::Json => {
            let object = Object {
                version: 1,
                pack: &pack.id,
                title: &pack.title,
                description: pack.description.as_deref(),
                law: pack.is_law,
                rules: rules.iter().map(|rule| rule_object(known, rule)).collect(),
            };
            write_json(&object, out)?;
            writeln!(out)?;
            out.flush()
        }
        Format::Pretty => page(known, pack, &rules).write(look, out),
        Format::Markdown => markdown(known, pack, &rules).write(out),
    }
}

/// That a law pack does not advise.
const NO_ADVICE: &str =
    "This is what the sources say as they were read on the days that are given; it is not legal advice.";

fn markdown(known: Known, pack: &Pack, rules: &[&Rule]) -> Document {
    let mut document = Document::default();
    document.heading(1, &pack.title);
    document.paragraph(&format!("The pack `{}`. {}", pack.id, pack.description.as_deref().unwrap_or_default()));
    if pack.is_law {
        document.paragraph(NO_ADVICE);
    }
    document.heading(2, &format!("Its {} rules", rules.len()));
    for rule in rules {
        document.named(rule.severity.word(), &summary(known, rule));
    }
    for rule in rules {
        rule::write_markdown(known, rule, 2, &mut document);
    }
    document
}

fn page(known: Known, pack: &Pack, rules: &[&Rule]) -> Page {
    let mut page = Page::default();
    page.title(format!("the pack {}: {}", pack.id, pack.title));
    page.say("about", pack.description.as_deref().unwrap_or_default());
    if pack.is_law {
        page.say("", NO_ADVICE);
    }
    page.heading(format!("its {} rules", rules.len()));
    for rule in rules {
        page.say(rule.severity.word(), summary(known, rule));
    }
    for one in rules {
        rule::page(known, one, &mut page);
    }
    page
}

/// One line for a rule: what it is about, what it asks for, where, and from when.
fn summary(known: Known, rule: &Rule) -> String {
    let regions: Vec<_> = rule.regions.iter().map(|code| known.knowledge.region_title(code)).collect();
    let regions = if regions.is_empty() { String::new() } else { format!("; {}", regions.join(", ")) };
    let asks = rule.effect.map(|effect| format!("; asks {}", effect.asks())).unwrap_or_default();
    let from = rule.when.of_campaigns().find_map(AsksCampaign::in_force_from);
    let from = from.map(|day| format!("; from {day}")).unwrap_or_default();
    format!("{}: {}{asks}{regions}{from}", rule.id, rule.title)
}
