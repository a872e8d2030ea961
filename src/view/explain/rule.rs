//! The page of a rule: what it objects to, why, and the way out.

use crate::finding::Effect;
use crate::rule::{Asked, Citation, Lifts, Rule};

use super::known::Known;
use super::markdown::Document;
use super::page::Page;
use super::when;

/// Writes the page.
pub(super) fn page(known: Known, rule: &Rule, page: &mut Page) {
    page.title(format!("the rule {}: {}", rule.id, rule.title));
    page.say("severity", rule.severity.word());
    page.say("says", rule.message.to_string());
    page.say("why", rule.page().why.as_deref().unwrap_or_default());
    page.say("help", rule.page().help.as_deref().unwrap_or_default());
    if let Some(effect) = rule.effect {
        page.say("asks", effect.asks());
    }
    page.say("lifted", lifted(rule.lifted_by));
    page.heading("objects when all of this holds");
    for line in when::lines(known.knowledge, &rule.when) {
        page.say("when", line);
    }
    if let Some(instead) = &rule.page().instead {
        page.heading("instead");
        page.say("write", instead.trim_end().to_owned());
    }
    if !rule.page().sources.is_empty() {
        page.heading("sources");
    }
    for source in &rule.page().sources {
        page.say("source", cited(source));
    }
}

/// The page as one would put it in a wiki.
pub(super) fn markdown(known: Known, rule: &Rule) -> Document {
    let mut document = Document::default();
    write_markdown(known, rule, 1, &mut document);
    document
}

/// Adds the page of a rule, its title being a heading of that level.
pub(super) fn write_markdown(known: Known, rule: &Rule, level: usize, document: &mut Document) {
    let text = rule.page();
    document.heading(level, &rule.title);
    document.named("rule", &format!("`{}`", rule.id));
    document.named("severity", rule.severity.word());
    document.named("asks", rule.effect.map(Effect::asks).unwrap_or_default());
    document.named("lifted", &lifted(rule.lifted_by));
    document.named("since", rule.since.as_deref().unwrap_or_default());
    document.heading(level + 1, "What it says");
    document.paragraph(&rule.message);
    document.heading(level + 1, "When it objects");
    document.paragraph("All of this holds:");
    for line in when::lines(known.knowledge, &rule.when) {
        document.item(&line);
    }
    for (heading, said) in [("Why", &text.why), ("What to do", &text.help)] {
        if let Some(said) = said {
            document.heading(level + 1, heading);
            document.paragraph(said);
        }
    }
    if let Some(instead) = &text.instead {
        document.heading(level + 1, "Instead");
        document.code("campaign", instead);
    }
    if !text.sources.is_empty() {
        document.heading(level + 1, "Sources");
        for source in &text.sources {
            document.item(&cited(source));
        }
    }
}

/// `Lindenapotheke; C-21/23 (as of 2026-11-23)`
fn cited(source: &Citation) -> String {
    let cite = source.cite.as_ref().map(|cite| format!("; {cite}")).unwrap_or_default();
    let as_of = source.as_of.as_ref().map(|day| format!(" (as of {day})")).unwrap_or_default();
    format!("{}{cite}{as_of}", source.title)
}

/// What lifts the objection.
pub(super) fn lifted(Lifts { consent, suppression, told }: Lifts) -> String {
    let consent = consent.map(|asked| match asked {
        Asked::Said => "consent",
        Asked::Signed => "a signed consent",
    });
    let suppression = suppression.then_some("leaving out those who opted out");
    let told = told.then_some("telling people");
    let by: Vec<_> = consent.into_iter().chain(suppression).chain(told).collect();
    if by.is_empty() {
        "by nothing but a waiver or another campaign".to_owned()
    } else {
        format!("by {}", by.join(", or "))
    }
}
