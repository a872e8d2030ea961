//! Cases become findings: the headline, the grounds, the places, the words.

pub mod baseline;
mod trail;
mod words;

use std::cmp::{Ordering, Reverse};

use crate::expose::{Exposure, Witness};
use crate::finding::{Finding, Fingerprint, Ground, Help, Label, Others, Severity, Suppression, Text, Written};
use crate::judge::{CampaignFacts, Case, JudgeContext, Objection};
use crate::resolve::{Item, Waiver};
use crate::rule::{FaultKind, ItemFacts, Rule};
use crate::source::{Sources, Span};
use crate::word::Word;

/// How many third parties a message or a trail names.
const MOST_DESTINATIONS: usize = 3;

/// Turns every case into the one finding that people see.
pub(crate) fn settle(context: JudgeContext, sources: &Sources, cases: &[Case]) -> Vec<Finding> {
    cases.iter().map(|case| finding(context, sources, case)).collect()
}

fn finding(context: JudgeContext, sources: &Sources, case: &Case) -> Finding {
    let facts = CampaignFacts::of(context, case.item);
    let objections = lead(case, &facts);
    let Some(leading) = objections.first().copied() else { unreachable!("a case has an objection") };
    let shown = shown(context, sources, case, leading);
    let subject: Text = words::item(context.program, case.item).into();
    let category = case.exposure.and_then(|exposure| exposure.category);
    let category = category.map(|id| context.knowledge.taxonomy().get(id));
    let say = |template: &str| words::fill(template, &facts, case, leading, &shown);
    let strictest = objections.iter().max_by_key(|objection| {
        let leads = objection.rule.id == leading.rule.id;
        (objection.rule.effect, leads, Reverse(&objection.rule.id))
    });
    let help =
        strictest.and_then(|objection| objection.rule.page().help.as_ref()).or(leading.rule.page().help.as_ref());
    Finding {
        rule: leading.rule.id.clone(),
        severity: leading.severity,
        message: say(&leading.rule.message) + assumption(&facts, leading.rule) + &recipient(&facts, case, leading),
        help: help.map(|help| way_out(say(help), case, sources)),
        why: leading.rule.page().why.clone(),
        at: shown.at,
        label: shown.label,
        related: shown.related,
        usage: case.exposure.map(|exposure| exposure.usage),
        categories: category.iter().map(|category| category.id.clone()).collect(),
        trail: shown.trail,
        others: case.exposure.map_or(Others::None, |exposure| Witness::others(&exposure.witnesses)),
        fingerprint: fingerprint(&subject, case, leading, category.map(|category| &*category.id)),
        grounds: objections.iter().map(|objection| ground(&facts, case, objection)).collect(),
        suppressed: if leading.is_waived { suppressions(context, case, leading) } else { Vec::new() },
        subject,
    }
}

/// The objections that count, the leading one first: the worst, then what does not hang on a region that nobody named,
/// then what asks for something, then the most precise. Those that waivers suppress count only where there is no other.
fn lead<'a>(case: &Case<'a>, facts: &CampaignFacts) -> Vec<Objection<'a>> {
    let mut objections = case.objections.clone();
    if objections.iter().any(|objection| !objection.is_waived) {
        objections.retain(|objection| !objection.is_waived);
    }
    objections.sort_by_key(|objection| {
        let rule = objection.rule;
        let asks_nothing = rule.effect.is_none();
        (Reverse(objection.severity), is_assumed(facts, rule), asks_nothing, Reverse(rule.precision), rule.id.clone())
    });
    objections
}

/// Whether a rule objects for the sake of regions that are only reached because none is named.
fn is_assumed(facts: &CampaignFacts, rule: &Rule) -> bool {
    !facts.says_where() && !rule.regions.is_empty()
}

/// What is added to a message that speaks of a place which the campaign never named.
fn assumption(facts: &CampaignFacts, rule: &Rule) -> &'static str {
    // A placeholder says it where it stands.
    let is_said = rule.message.contains("{region}");
    if is_assumed(facts, rule) && !is_said { " (no regions are given, so all count)" } else { "" }
}

/// What is added to a message about what is sent that does not say to whom: the same may go to others, too.
fn recipient(facts: &CampaignFacts, case: &Case, leading: Objection) -> String {
    let witness = case.exposure.zip(leading.witness).map(|(exposure, number)| &exposure.witnesses[number]);
    let send = witness.and_then(|witness| facts.send_of(witness));
    let send = send.filter(|_| !leading.rule.message.contains("{destination}"));
    send.map_or_else(String::new, |send| format!(" (sent to {})", words::shortened(&send.to)))
}

fn ground(facts: &CampaignFacts, case: &Case, objection: &Objection) -> Ground {
    let rule = objection.rule;
    let reached = rule.regions.iter().filter(|region| facts.reaches(region));
    let titles = reached.map(|region| facts.context().knowledge.region_title(region).into());
    let witness = case.exposure.zip(objection.witness).map(|(exposure, number)| &exposure.witnesses[number]);
    let was_asked = witness.is_some_and(|witness| facts.has_consent_of(witness));
    Ground {
        regions: titles.collect(),
        is_assumed: is_assumed(facts, rule),
        met: facts.exposing(case.exposure).met(rule),
        is_uncured: was_asked && rule.lifted_by.consent.is_none() && rule.effect.is_some(),
        rule: rule.id.clone(),
        severity: objection.severity,
        effect: rule.effect,
        title: rule.title.clone(),
        cite: rule.page().sources.first().map(|source| source.cite.clone().unwrap_or_else(|| source.title.clone())),
    }
}

/// What names a problem: the item, the use, the category or else what about people it is, and where that is sent; of a fault,
/// the item and the rule.
fn fingerprint(subject: &str, case: &Case, leading: Objection, category: Option<&str>) -> Fingerprint {
    if let Some(exposure) = case.exposure {
        let about = case.about.name();
        let mut parts = vec![subject, exposure.usage.word(), category.unwrap_or_default()];
        parts.extend(about.as_deref());
        parts.extend(exposure.to.iter().flat_map(|to| ["to", to]));
        return Fingerprint::of(&parts);
    }
    let what = case.fault.as_ref().map_or("", |fault| &*fault.what);
    Fingerprint::of(&[subject, &leading.rule.id, what])
}

/// What a rule's help says, with the edits that do it where a fault is mended by editing.
fn way_out(says: String, case: &Case, sources: &Sources) -> Help {
    let help = Help::new(says);
    let Some(fault) = &case.fault else { return help };
    match fault.kind {
        // It suppresses nothing, so that nothing changes without it.
        FaultKind::WaiverExpired | FaultKind::WaiverUnused => help.edit(whole_lines(fault.at, sources), ""),
        FaultKind::NeverMatches
        | FaultKind::ConsentBindsNothing
        | FaultKind::ConsentUnrecorded
        | FaultKind::ConsentExpired
        | FaultKind::WaiverLocked
        | FaultKind::WaiverRefused
        | FaultKind::WaiverUnknownRule
        | FaultKind::UnusedSegment
        | FaultKind::ServiceThatSells
        | FaultKind::ConsentSaysNothing
        | FaultKind::ConsentBundled
        | FaultKind::UnreadableCondition => help,
    }
}

/// A statement with the blanks and the line end around it, where nothing else stands on its lines.
fn whole_lines(at: Span, sources: &Sources) -> Span {
    let text = sources[at.source].text();
    let (before, after) = (text.get(..at.start as usize), text.get(at.end as usize..));
    let (Some(before), Some(after)) = (before, after) else { return at };
    let indent = before.len() - before.trim_end_matches([' ', '\t']).len();
    let blank = after.len() - after.trim_start_matches([' ', '\t', '\r']).len();
    let is_alone = before[..before.len() - indent].ends_with('\n') && after[blank..].starts_with('\n');
    if is_alone { Span::new(at.source, at.start as usize - indent, at.end as usize + blank + 1) } else { at }
}

/// Everything about a case that has a place.
struct Shown {
    at: Span,
    label: Option<String>,
    related: Vec<Label>,
    trail: Vec<crate::finding::Step>,
    /// The signal, in the user's words.
    signal: String,
    /// The segment or trait nearest the campaign.
    nearest: Option<String>,
}

fn shown(context: JudgeContext, sources: &Sources, case: &Case, leading: Objection) -> Shown {
    let witness = case.exposure.zip(leading.witness).map(|(exposure, number)| (exposure, &exposure.witnesses[number]));
    if let Some((exposure, witness)) = witness {
        return trail::shown(context, sources, exposure, witness);
    }
    let at = case.fault.as_ref().map_or_else(|| context.program.span(case.item), |fault| fault.at);
    let (signal, nearest) = (words::quoted(context.program.name(case.item)), None);
    Shown { at, label: None, related: Vec::new(), trail: Vec::new(), signal, nearest }
}

/// The waivers that suppress a case.
fn suppressions(context: JudgeContext, case: &Case, leading: Objection) -> Vec<Suppression> {
    let witness = case.exposure.zip(leading.witness).map(|(exposure, number)| (exposure, &exposure.witnesses[number]));
    let mut items = vec![case.item];
    if let Some((exposure, witness)) = witness {
        items.extend(trail::items(context, exposure, witness));
    }
    let waivers = items.into_iter().flat_map(|item| context.program.waivers(item));
    waivers.filter(|waiver| speaks_of(context, waiver, case.exposure, leading)).map(suppression).collect()
}

fn speaks_of(context: JudgeContext, waiver: &Waiver, exposure: Option<&Exposure>, leading: Objection) -> bool {
    use crate::resolve::Waived;
    let taxonomy = context.knowledge.taxonomy();
    let category = exposure.and_then(|exposure| exposure.category);
    waiver.what.iter().any(|what| match what {
        Waived::Rule(pattern, _) => crate::rule::names(pattern, &leading.rule.id),
        Waived::Category(above) => category.is_some_and(|category| taxonomy.is_within(category, *above)),
    })
}

fn suppression(waiver: &Waiver) -> Suppression {
    let Waiver { until, by, because, span, from, .. } = waiver;
    Suppression {
        by: words::shortened(by).into(),
        because: words::shortened(because).into(),
        until: until.to_string().into(),
        span: *span,
        written: if from.is_some() { Written::InConfig } else { Written::InBlock },
    }
}

/// The order in which people read: by path, place and rule.
pub(crate) fn by_place(one: &Finding, other: &Finding, sources: &Sources) -> Ordering {
    let key = |finding: &Finding| (finding.at.start, finding.at.end);
    let paths = || sources.path(one.at).cmp(sources.path(other.at));
    let places = (key(one), &one.rule, &one.message).cmp(&(key(other), &other.rule, &other.message));
    if one.at.source == other.at.source { places } else { paths().then(places) }
}

/// Whether a finding is worth more than a note.
pub(crate) fn is_note(finding: &Finding) -> bool {
    finding.severity == Severity::Note
}

/// The item of a case is not said where nobody named it.
fn is_campaign(item: Item) -> bool {
    matches!(item, Item::Campaign(_))
}
