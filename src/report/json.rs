//! Findings as JSON: our own schema, version 1. Keys keep their order; keys may be added, never changed.

use std::{io, slice};

use serde::Serialize;
use serde::ser::SerializeMap;
use serde_json::ser::{Formatter, Serializer};

use crate::finding::{Carries, Edit, Effect, Finding, Ground, Help, Label, Others, Step, Suppression};
use crate::source::{Sources, Span};
use crate::word::Word;

use super::statistics::Leads;
use super::{Closing, Failure, Passed, Place, Report, Summary, Unread, Why, visible};

/// One object with all findings and a summary.
pub(super) struct Document {
    place: Place,
}

/// An object a line, one for each finding.
pub(super) struct Lines;

impl Document {
    pub(super) fn new() -> Document {
        Document { place: Place::First }
    }
}

impl Report for Document {
    fn begin(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        write!(out, "{{\"version\":1,\"findings\":[")
    }

    fn findings(&mut self, sources: &Sources, findings: &[Finding], out: &mut dyn io::Write) -> io::Result<()> {
        for finding in findings {
            match std::mem::replace(&mut self.place, Place::Later) {
                Place::First => writeln!(out)?,
                Place::Later => writeln!(out, ",")?,
            }
            write(&finding_object(sources, finding), out)?;
        }
        Ok(())
    }

    fn end(self: Box<Self>, closing: &Closing, out: &mut dyn io::Write) -> io::Result<()> {
        closed(closing, out)
    }
}

impl Report for Lines {
    fn findings(&mut self, sources: &Sources, findings: &[Finding], out: &mut dyn io::Write) -> io::Result<()> {
        for finding in findings {
            write(&finding_object(sources, finding), out)?;
            writeln!(out)?;
        }
        Ok(())
    }

    fn end(self: Box<Self>, _: &Closing, _: &mut dyn io::Write) -> io::Result<()> {
        Ok(())
    }
}

/// Closes the object.
fn closed(closing: &Closing, out: &mut dyn io::Write) -> io::Result<()> {
    let Closing { summary, failures, statistics, .. } = *closing;
    let failures: Vec<_> =
        failures.iter().map(|Failure { message, help }| FailureObject { message, help: help.as_deref() }).collect();
    let Summary { files, errors, warnings, notes, waived, known, campaigns, segments, rows, unread } = *summary;
    let unread = UnreadObject { unread, files: statistics.map(|statistics| statistics.passed.iter()) };
    write!(out, "\n],\"failures\":")?;
    write(&failures, out)?;
    write!(out, ",\"summary\":")?;
    let failed = !failures.is_empty();
    let statistics = statistics.map(|statistics| statistics.leads().into_iter().map(leads_object).collect());
    let counts = SummaryObject {
        files,
        errors,
        warnings,
        notes,
        waived,
        known,
        campaigns,
        segments,
        rows,
        unread,
        failed,
        statistics,
    };
    write(&counts, out)?;
    writeln!(out, "}}")
}

/// Writes a value as JSON in which nothing acts on a terminal.
pub fn write(value: &impl Serialize, out: &mut dyn io::Write) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(out, Inert)).map_err(io::Error::from)
}

#[derive(Serialize)]
struct FindingObject<'a> {
    rule: &'a str,
    severity: &'static str,
    message: &'a str,
    help: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<FixObject<'a>>,
    why: Option<&'a str>,
    #[serde(flatten)]
    at: Region<'a>,
    label: Option<&'a str>,
    related: Vec<RelatedObject<'a>>,
    categories: Vec<&'a str>,
    #[serde(rename = "use")]
    usage: Option<&'static str>,
    subject: &'a str,
    trail: Vec<StepObject<'a>>,
    grounds: Vec<GroundObject<'a>>,
    others: OthersObject,
    fingerprint: String,
    suppressed: bool,
    waivers: Vec<WaiverObject<'a>>,
}

/// The edits that do what the help says.
#[derive(Serialize)]
struct FixObject<'a> {
    safety: &'static str,
    edits: Vec<EditObject<'a>>,
}

#[derive(Serialize)]
struct EditObject<'a> {
    with: &'a str,
    #[serde(flatten)]
    at: Region<'a>,
}

#[derive(Serialize)]
struct Region<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct RelatedObject<'a> {
    text: &'a str,
    #[serde(flatten)]
    at: Region<'a>,
}

#[derive(Serialize)]
struct StepObject<'a> {
    kind: &'static str,
    name: &'a str,
    how: Option<&'static str>,
    path: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
}

#[derive(Serialize)]
struct GroundObject<'a> {
    rule: &'a str,
    severity: &'static str,
    effect: Option<&'static str>,
    title: &'a str,
    cite: Option<&'a str>,
    regions: Vec<&'a str>,
    assumed: bool,
    uncured: bool,
}

/// How many other signals there are; `exact` is false where counting stopped.
#[derive(Serialize)]
struct OthersObject {
    count: usize,
    exact: bool,
}

#[derive(Serialize)]
struct WaiverObject<'a> {
    by: &'a str,
    because: &'a str,
    until: &'a str,
    written: &'static str,
    path: &'a str,
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct SummaryObject<'a> {
    files: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
    waived: usize,
    known: usize,
    campaigns: usize,
    segments: usize,
    rows: usize,
    unread: UnreadObject<'a>,
    failed: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    statistics: Option<Vec<LeadsObject<'a>>>,
}

/// How often a rule leads.
#[derive(Serialize)]
struct LeadsObject<'a> {
    rule: &'a str,
    errors: usize,
    warnings: usize,
    notes: usize,
    waived: usize,
}

/// How much was passed by, and what, where statistics are wanted.
struct UnreadObject<'a> {
    unread: Unread,
    files: Option<slice::Iter<'a, Passed>>,
}

impl Serialize for UnreadObject<'_> {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        for &why in Why::ALL {
            map.serialize_entry(why.word(), &self.unread.count(why))?;
        }
        map.serialize_entry("changed", &self.unread.changed)?;
        if let Some(files) = &self.files {
            let files: Vec<_> = files.clone().map(PassedObject::of).collect();
            map.serialize_entry("files", &files)?;
        }
        map.end()
    }
}

#[derive(Serialize)]
struct PassedObject<'a> {
    path: &'a str,
    why: &'static str,
    changed: bool,
}

impl PassedObject<'_> {
    fn of(passed: &Passed) -> PassedObject<'_> {
        PassedObject { path: &passed.path, why: passed.why.word(), changed: passed.is_changed }
    }
}

#[derive(Serialize)]
struct FailureObject<'a> {
    message: &'a str,
    help: Option<&'a str>,
}

fn finding_object<'a>(sources: &'a Sources, finding: &'a Finding) -> FindingObject<'a> {
    FindingObject {
        rule: &finding.rule,
        severity: finding.severity.word(),
        message: &finding.message,
        help: finding.help.as_ref().map(|help| &*help.says),
        fix: finding.help.as_ref().and_then(|help| fix_object(sources, help)),
        why: finding.why.as_deref(),
        at: region(sources, finding.at),
        label: finding.label.as_deref(),
        related: finding.related.iter().map(|label| related_object(sources, label)).collect(),
        categories: finding.categories.iter().map(AsRef::as_ref).collect(),
        usage: finding.usage.map(Word::word),
        subject: &finding.subject,
        trail: finding.trail.iter().map(|step| step_object(sources, step)).collect(),
        grounds: finding.grounds.iter().map(ground_object).collect(),
        others: others_object(finding.others),
        fingerprint: finding.fingerprint.to_string(),
        suppressed: finding.is_suppressed(),
        waivers: finding.suppressed.iter().map(|waiver| waiver_object(sources, waiver)).collect(),
    }
}

fn fix_object<'a>(sources: &'a Sources, help: &'a Help) -> Option<FixObject<'a>> {
    let edit = |edit: &'a Edit| EditObject { with: &edit.with, at: region(sources, edit.span) };
    let edits: Vec<_> = help.edits.iter().map(edit).collect();
    (!edits.is_empty()).then(|| FixObject { safety: help.safety.word(), edits })
}

fn region(sources: &Sources, span: Span) -> Region<'_> {
    let (start, end) = (sources.start(span), sources.end(span));
    let path = sources.path(span);
    Region { path, line: start.line, column: start.column, end_line: end.line, end_column: end.column }
}

fn related_object<'a>(sources: &'a Sources, label: &'a Label) -> RelatedObject<'a> {
    RelatedObject { text: &label.text, at: region(sources, label.span) }
}

fn step_object<'a>(sources: &'a Sources, step: &'a Step) -> StepObject<'a> {
    let at = step.span.map(|span| sources.start(span));
    StepObject {
        kind: step.what.word(),
        name: &step.name,
        how: step.how.map(Carries::word),
        path: step.span.map(|span| sources.path(span)),
        line: at.map(|at| at.line),
        column: at.map(|at| at.column),
    }
}

fn ground_object(ground: &Ground) -> GroundObject<'_> {
    GroundObject {
        rule: &ground.rule,
        severity: ground.severity.word(),
        effect: ground.effect.map(Effect::word),
        title: &ground.title,
        cite: ground.cite.as_deref(),
        regions: ground.regions.iter().map(AsRef::as_ref).collect(),
        assumed: ground.is_assumed,
        uncured: ground.is_uncured,
    }
}

fn others_object(others: Others) -> OthersObject {
    match others {
        Others::Exactly(count) => OthersObject { count, exact: true },
        Others::MoreThan(count) => OthersObject { count, exact: false },
        Others::None => OthersObject { count: 0, exact: true },
    }
}

fn leads_object((rule, leads): (&str, Leads)) -> LeadsObject<'_> {
    let Leads { errors, warnings, notes, waived } = leads;
    LeadsObject { rule, errors, warnings, notes, waived }
}

fn waiver_object<'a>(sources: &'a Sources, waiver: &'a Suppression) -> WaiverObject<'a> {
    let (path, at) = (sources.path(waiver.span), sources.start(waiver.span));
    let Suppression { by, because, until, written, .. } = waiver;
    WaiverObject { by, because, until, written: written.word(), path, line: at.line, column: at.column }
}

/// Escapes in strings whatever a terminal or a CI log would obey; JSON itself only asks for that below U+0020.
struct Inert;

impl Formatter for Inert {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let obeyed = |&(at, c): &(usize, char)| visible::acts(c) || visible::commands(&fragment[..at], &fragment[at..]);
        let mut from = 0;
        for (at, c) in fragment.char_indices().filter(obeyed) {
            out.write_all(&fragment.as_bytes()[from..at])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            from = at + c.len_utf8();
        }
        out.write_all(&fragment.as_bytes()[from..])
    }
}
