//! A rule's page, as code scanning shows it beside a result.

use serde::Serialize;

use crate::finding::{Finding, Severity, Text};
use crate::report::visible;
use crate::report::visible::cut;
use crate::rule::{Citation, Page, Rule as Known, RuleSet};

use super::{LONGEST, Message};

/// A rule that leads findings, and what they tell of it.
#[derive(Debug)]
pub(super) struct Rule {
    id: Text,
    severity: Severity,
    categories: Vec<Text>,
}

/// GitHub shows ten tags; the first is the pack.
const MOST_CATEGORIES: usize = 9;

impl Rule {
    pub(super) fn of(finding: &Finding) -> Rule {
        Rule { id: finding.rule.clone(), severity: finding.severity, categories: Vec::new() }
    }

    /// Learns from one more finding.
    pub(super) fn meets(&mut self, finding: &Finding) {
        self.severity = self.severity.max(finding.severity);
        for category in &finding.categories {
            if self.categories.len() < MOST_CATEGORIES && !self.categories.contains(category) {
                self.categories.push(category.clone());
            }
        }
    }

    /// `unclosed quote` of `list/unclosed-quote`: what is there to say of a fault that has no page.
    fn words(&self) -> String {
        let name = self.id.split_once('/').map_or(&*self.id, |(_, name)| name);
        visible(name).replace('-', " ")
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Descriptor {
    id: String,
    short_description: Message,
    full_description: Message,
    default_configuration: Configuration,
    help: Help,
    properties: Properties,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
struct Properties {
    precision: &'static str,
    #[serde(rename = "problem.severity")]
    severity: &'static str,
    tags: Vec<String>,
}

/// What is said of a rule: from its page, where it has one.
pub(super) fn descriptor(rule: &Rule, rules: Option<&RuleSet>) -> Descriptor {
    let known = rules.and_then(|rules| rules.rules().iter().find(|known| known.id == rule.id));
    let title = known.map_or_else(|| rule.words(), |known| visible(&known.title).into_owned());
    let page = known.map(Known::page);
    let why = page.and_then(|page| page.why.as_deref()).map_or_else(|| title.clone(), |why| visible(why).into_owned());
    let pack = rule.id.split_once('/').map_or(&*rule.id, |(pack, _)| pack);
    let tags = std::iter::once(pack).chain(rule.categories.iter().map(AsRef::as_ref));
    Descriptor {
        id: rule.id.to_string(),
        short_description: description(&title),
        full_description: description(&why),
        default_configuration: Configuration { level: known.map_or(rule.severity, |known| known.severity).word() },
        help: page.map_or_else(|| Help { text: title.clone(), markdown: title.clone() }, help),
        properties: Properties {
            precision: precision(known),
            severity: problem_severity(known.map_or(rule.severity, |known| known.severity)),
            tags: tags.map(|tag| visible(tag).into_owned()).collect(),
        },
    }
}

fn description(text: &str) -> Message {
    Message::of(cut(text, LONGEST).into_owned())
}

/// Why, the way out and the sources, once plain and once in Markdown. Pages are written by those who write rules.
fn help(page: &Page) -> Help {
    let why = page.why.as_deref().map(|why| visible(why).into_owned());
    let way_out = page.help.as_deref().map(|help| visible(help).into_owned());
    let sources: Vec<_> = page.sources.iter().map(citation).collect();
    let plain = |title: &str, text: &str| format!("{title}: {text}");
    let list = |lines: &[String]| lines.iter().map(|line| format!("- {line}")).collect::<Vec<_>>().join("\n");
    let text: Vec<_> = [
        why.clone(),
        way_out.as_deref().map(|help| plain("The way out", help)),
        (!sources.is_empty()).then(|| format!("Sources:\n{}", list(&sources))),
    ]
    .into_iter()
    .flatten()
    .collect();
    let markdown: Vec<_> = [
        why.map(|why| format!("## Why\n\n{why}")),
        way_out.map(|help| format!("## The way out\n\n{help}")),
        (!sources.is_empty()).then(|| format!("## Sources\n\n{}", list(&sources))),
    ]
    .into_iter()
    .flatten()
    .collect();
    let said = |parts: Vec<String>| if parts.is_empty() { "see the message".to_owned() } else { parts.join("\n\n") };
    Help { text: said(text), markdown: said(markdown) }
}

fn citation(source: &Citation) -> String {
    let cite = source.cite.as_ref().map(|cite| format!(", {cite}")).unwrap_or_default();
    let as_of = source.as_of.as_ref().map(|day| format!(" (as of {day})")).unwrap_or_default();
    visible(&format!("{}{cite}{as_of}", source.title)).into_owned()
}

/// How often a result of this rule is right: what is written is sure, what words reveal is read, and how surely it is
/// read caps how bad it is.
fn precision(known: Option<&Known>) -> &'static str {
    match known {
        Some(rule) if rule.is_revealed => match rule.severity {
            Severity::Error => "high",
            Severity::Warning => "medium",
            Severity::Note => "low",
        },
        Some(_) | None => "very-high",
    }
}

fn problem_severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "recommendation",
    }
}
