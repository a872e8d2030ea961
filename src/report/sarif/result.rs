//! One finding as a result: its places, its trail, its fingerprints, its waivers.

use std::borrow::Cow;
use std::collections::HashMap;

use serde::Serialize;

use crate::finding::{Finding, Help, Step, Suppression, Written};
use crate::report::visible::cut;
use crate::report::{Glyphs, Root, pretty, visible};
use crate::source::{SourceId, Sources, Span, Text};
use crate::word::Word;

use super::{LONGEST, Message, line_hash, linkless};

/// GitHub shows no more of a result.
const MOST_PLACES: usize = 100;
/// GitHub keeps no more of a trail.
const MOST_STEPS: usize = 1_000;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Outcome<'a> {
    rule_id: &'a str,
    rule_index: usize,
    level: &'static str,
    message: Message,
    locations: [Place; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Place>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    code_flows: Vec<CodeFlow>,
    partial_fingerprints: Fingerprints,
    suppressions: Vec<Waiver>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Fix>,
    properties: Properties<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Place {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CodeFlow {
    thread_flows: [ThreadFlow; 1],
}

#[derive(Serialize)]
struct ThreadFlow {
    locations: Vec<FlowStep>,
}

#[derive(Serialize)]
struct FlowStep {
    location: Place,
}

#[derive(Serialize)]
struct Fingerprints {
    #[serde(rename = "primaryLocationLineHash")]
    line: String,
    #[serde(rename = "qualm/v1")]
    own: String,
}

#[derive(Serialize)]
struct Waiver {
    kind: &'static str,
    status: &'static str,
    justification: String,
    location: Place,
}

#[derive(Serialize)]
struct Properties<'a> {
    subject: Cow<'a, str>,
    #[serde(rename = "use", skip_serializing_if = "Option::is_none")]
    usage: Option<&'static str>,
    categories: Vec<Cow<'a, str>>,
    grounds: Vec<&'a str>,
    #[serde(skip_serializing_if = "String::is_empty")]
    trail: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    also: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    asked: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    help: String,
}

/// Edits that mend what a result speaks of.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fix {
    description: Message,
    artifact_changes: Vec<Change>,
}

/// The edits of one file.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change {
    artifact_location: Artifact,
    replacements: Vec<Replacement>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement {
    deleted_region: Region,
    #[serde(skip_serializing_if = "Option::is_none")]
    inserted_content: Option<Message>,
}

/// A finding as a result, of which the rule and the line's hash are known.
pub(super) fn result<'a>(
    root: &Root,
    sources: &Sources,
    finding: &'a Finding,
    rule_index: usize,
    line_hash: String,
) -> Outcome<'a> {
    let place =
        |span: Span| Physical { artifact_location: artifact(root, sources.path(span)), region: region(sources, span) };
    let related = finding.related.iter().take(MOST_PLACES).enumerate();
    let related = related.map(|(number, label)| Place {
        id: Some(number + 1),
        physical_location: place(label.span),
        message: Some(Message::of(linkless(&label.text))),
    });
    let at = Physical { region: first_line(sources, finding.at), ..place(finding.at) };
    let label = finding.label.as_ref().map(|label| Message::of(linkless(label)));
    Outcome {
        rule_id: &finding.rule,
        rule_index,
        level: finding.severity.word(),
        message: Message::of(message(finding)),
        locations: [Place { id: None, physical_location: at, message: label }],
        related_locations: related.collect(),
        code_flows: code_flow(finding, &place).into_iter().collect(),
        partial_fingerprints: Fingerprints { line: line_hash, own: finding.fingerprint.to_string() },
        suppressions: finding.suppressed.iter().map(|waiver| suppression(waiver, &place)).collect(),
        fixes: finding.help.iter().filter_map(|help| fix(root, sources, help)).collect(),
        properties: properties(finding),
    }
}

/// What is wrong, and the first of the other places as a link: code scanning shows those that a message links to.
fn message(finding: &Finding) -> String {
    let message = linkless(&finding.message);
    let link = finding.related.first().map(|label| {
        let text = visible(&label.text).replace('\\', r"\\").replace('[', r"\[").replace(']', r"\]");
        format!(" ([{}](1))", text.replace("](", r"]\u{28}"))
    });
    let message = message + &link.unwrap_or_default();
    if message.is_empty() { finding.rule.to_string() } else { message }
}

fn artifact(root: &Root, path: &str) -> Artifact {
    let uri = root.uri(path);
    let uri_base_id = (!uri.starts_with("file:")).then_some("%SRCROOT%");
    Artifact { uri, uri_base_id }
}

fn region(sources: &Sources, span: Span) -> Region {
    let (start, end) = (sources.start(span), sources.end(span));
    Region { start_line: start.line, start_column: start.column, end_line: end.line, end_column: end.column }
}

/// The part of a place that is on its first line: a pull request shows a result only where all its lines have changed.
fn first_line(sources: &Sources, span: Span) -> Region {
    let region = region(sources, span);
    if region.start_line == region.end_line {
        return region;
    }
    let characters = sources.text(span).lines().next().map_or(0, |line| line.chars().count());
    Region { end_line: region.start_line, end_column: region.start_column + characters, ..region }
}

/// The trail, as far as its steps have places.
fn code_flow(finding: &Finding, place: &impl Fn(Span) -> Physical) -> Option<CodeFlow> {
    let step = |step: &Step| {
        let message = Some(Message::of(linkless(&step.to_string())));
        step.span.map(|span| FlowStep { location: Place { id: None, physical_location: place(span), message } })
    };
    let locations: Vec<_> = finding.trail.iter().filter_map(step).take(MOST_STEPS).collect();
    (!locations.is_empty()).then_some(CodeFlow { thread_flows: [ThreadFlow { locations }] })
}

/// The edits of a help, those of one file together; none where one is too long to be shown whole, as half an edit is wrong.
/// JSON escapes whatever in them a terminal would obey.
fn fix(root: &Root, sources: &Sources, help: &Help) -> Option<Fix> {
    if help.edits.iter().any(|edit| LONGEST < edit.with.len()) {
        return None;
    }
    let mut changes: Vec<Change> = Vec::new();
    for (number, edit) in help.edits.iter().enumerate() {
        let replacement = Replacement {
            deleted_region: region(sources, edit.span),
            inserted_content: (!edit.with.is_empty()).then(|| Message::of(edit.with.to_string())),
        };
        let is_same = number > 0 && help.edits[number - 1].span.source == edit.span.source;
        match changes.last_mut().filter(|_| is_same) {
            Some(change) => change.replacements.push(replacement),
            None => changes.push(Change {
                artifact_location: artifact(root, sources.path(edit.span)),
                replacements: vec![replacement],
            }),
        }
    }
    let description = Message::of(linkless(&cut(&help.says, LONGEST)));
    (!changes.is_empty()).then_some(Fix { description, artifact_changes: changes })
}

fn suppression(waiver: &Suppression, place: &impl Fn(Span) -> Physical) -> Waiver {
    let Suppression { by, because, until, span, written } = waiver;
    Waiver {
        kind: match written {
            Written::InBlock => "inSource",
            Written::InConfig => "external",
        },
        status: "accepted",
        justification: linkless(&format!("{because} (by {by}, until {until})")),
        location: Place { id: None, physical_location: place(*span), message: None },
    }
}

fn properties(finding: &Finding) -> Properties<'_> {
    let [trail, also, asked, _, help] =
        pretty::says(Glyphs::Unicode, finding).map(|(_, text)| cut(&visible(&text), LONGEST).into_owned());
    Properties {
        subject: visible(&finding.subject),
        usage: finding.usage.map(Word::word),
        categories: finding.categories.iter().map(|category| visible(category)).collect(),
        grounds: finding.grounds.iter().map(|ground| &*ground.rule).collect(),
        trail,
        also,
        asked,
        help,
    }
}

/// The hashes of lines, worked out for one source at a time.
#[derive(Debug, Default)]
pub(super) struct LineHashes {
    source: Option<(SourceId, Vec<String>)>,
    /// How many records of a list had this hash so far: each is a source of its own.
    met: HashMap<(Text, String), usize>,
}

impl LineHashes {
    /// Ids of sources that were met mean others from now on.
    pub(super) fn forget(&mut self) {
        self.source = None;
    }

    /// The hash of the line on which a place starts. Of a record of a list only the record itself is known.
    pub(super) fn of(&mut self, sources: &Sources, span: Span) -> String {
        let source = &sources[span.source];
        if self.source.as_ref().is_none_or(|(known, _)| *known != span.source) {
            let path: Text = source.path().into();
            let mut lines = line_hash::lines(source.text());
            // A file that is kept whole is met once, so nothing in it is counted twice.
            if let Some(first) = lines.first_mut() {
                let met = self.met.entry((path, first.clone())).or_default();
                if let Some((hash, count)) = first.split_once(':').filter(|_| *met > 0) {
                    let count: usize = count.parse().unwrap_or(1);
                    *first = format!("{hash}:{}", count + *met);
                }
                *met += 1;
            }
            self.source = Some((span.source, lines));
        }
        let line = sources.start(span).line - source.first_line();
        self.source.as_ref().and_then(|(_, lines)| lines.get(line).cloned()).unwrap_or_default()
    }
}
