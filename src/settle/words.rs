//! The words of a finding: placeholders filled with the user's own.

use crate::ast::Verb;
use crate::finding::Use;
use crate::front::without_comments;
use crate::judge::JudgeContext;
use crate::judge::{CampaignFacts, Case, Objection};
use crate::knowledge::Kind;
use crate::lineage::{Leaf, Member as Part, Shape};
use crate::prose::first_of;
use crate::resolve::{Item, Program, Signal};
use crate::rule::{FaultKind, ItemFacts};
use crate::settle::{MOST_DESTINATIONS, Shown};
use crate::source::{Sources, Span};
use crate::word::Word;

/// The longest piece of the user's text in a message, in characters.
const LONGEST: usize = 72;

/// An item, as `campaign baby_club`.
pub(super) fn item(program: &Program, item: Item) -> String {
    format!("{} {}", kind(item), program.name(item))
}

fn kind(item: Item) -> &'static str {
    match item {
        Item::Campaign(_) => "campaign",
        Item::Segment(_) => "segment",
        Item::Trait(_) => "trait",
        Item::Place(_) => "place",
    }
}

/// The user's words in backticks.
pub(super) fn quoted(text: &str) -> String {
    format!("`{}`", shortened(text))
}

/// One line, and not too long.
pub(super) fn shortened(text: &str) -> String {
    let is_short = text.len() <= LONGEST && !text.contains("  ");
    if is_short && text.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic()) {
        return text.trim().to_owned();
    }
    let mut words = String::new();
    for word in text.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
        if let Some((cut, _)) = words.char_indices().nth(LONGEST) {
            words.truncate(cut);
            words.push('…');
            break;
        }
    }
    words
}

/// Fills the placeholders of a rule's text.
pub(super) fn fill(template: &str, facts: &CampaignFacts, case: &Case, leading: Objection, shown: &Shown) -> String {
    let context = facts.context();
    let mut text = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            text.push('{');
            rest = after;
            continue;
        };
        text.push_str(&value(name, context, facts, case, leading, shown).unwrap_or_else(|| format!("{{{name}}}")));
        rest = after;
    }
    text.push_str(rest);
    text
}

fn value(
    name: &str,
    context: JudgeContext,
    facts: &CampaignFacts,
    case: &Case,
    leading: Objection,
    shown: &Shown,
) -> Option<String> {
    Some(match name {
        "campaign" => format!("{} {}", kind(case.item), quoted(context.program.name(case.item))),
        "signal" => shown.signal.clone(),
        "category" => {
            let category = case.exposure.and_then(|exposure| exposure.category)?;
            context.knowledge.taxonomy().get(category).title.to_lowercase()
        }
        "destination" => destination(facts, case, leading),
        "segment" => shown.nearest.as_deref().map_or_else(|| shown.signal.clone(), quoted),
        "region" => region(facts, leading),
        "use" => case.exposure.map_or("use", |exposure| exposure.usage.word()).to_owned(),
        "picks" => case.exposure.map_or("picks people by", |exposure| picks(exposure.usage)).to_owned(),
        "what" => {
            let fault = case.fault.as_ref()?;
            // Why something could not be read is said by a front end, and not in the user's words.
            let is_reason = fault.kind == FaultKind::UnreadableCondition;
            if is_reason { shortened(&fault.what) } else { quoted(&fault.what) }
        }
        _ => return None,
    })
}

/// What a use does with people, as a marketer says it.
fn picks(usage: Use) -> &'static str {
    match usage {
        Use::Target | Use::Define => "picks people by",
        Use::Exclude | Use::Suppress => "leaves people out by",
        Use::Seed => "looks for people like those picked by",
        Use::Send => "sends people picked by",
        Use::Message => "speaks to people about",
    }
}

fn destination(facts: &CampaignFacts, case: &Case, leading: Objection) -> String {
    let witness = case.exposure.zip(leading.witness).map(|(exposure, number)| &exposure.witnesses[number]);
    if let Some(send) = witness.and_then(|witness| facts.send_of(witness)) {
        return shortened(&send.to);
    }
    let parties = facts.parties_of(leading.rule);
    if parties.is_empty() {
        return "a third party".to_owned();
    }
    first_of(parties.iter().map(|party| shortened(party.name)), MOST_DESTINATIONS)
}

fn region(facts: &CampaignFacts, leading: Objection) -> String {
    let Some(reached) = leading.rule.regions.iter().find(|region| facts.reaches(region)) else {
        return "this region".to_owned();
    };
    let title = facts.context().knowledge.region_title(reached);
    if facts.says_where() { title } else { format!("{title} (no regions are given, so all count)") }
}

/// A signal, as it stands on a trail: `purchase "pregnancy test"`.
pub(super) fn signal(context: JudgeContext, sources: &Sources, leaf: &Leaf) -> String {
    if let Shape::Combination(members) = &leaf.shape {
        let names: Vec<String> = members.iter().map(|&part| format!("\"{}\"", member(context, part))).collect();
        return format!("{} together", names.join(" + "));
    }
    let signal = &context.program[leaf.signal];
    if is_whole_send(signal) {
        return "everyone it reaches".to_owned();
    }
    let phrase = phrase(sources, signal, Some(leaf.at));
    match noun(signal) {
        Some(noun) => format!("{noun} {phrase}"),
        None => phrase,
    }
}

/// A signal, as it stands in a sentence.
pub(super) fn signal_phrase(context: JudgeContext, sources: &Sources, leaf: &Leaf) -> String {
    let phrase_of = |signal: &Signal, at| format!("`{}`", unquoted(&phrase(sources, signal, at)));
    match &leaf.shape {
        Shape::Combination(members) => {
            let names: Vec<String> = members.iter().map(|&part| quoted(&member(context, part))).collect();
            names.join(", ")
        }
        Shape::Single | Shape::Age | Shape::Minors(_) => match &leaf.told {
            Some(told) => quoted(told),
            None => phrase_of(&context.program[leaf.signal], Some(leaf.at)),
        },
    }
}

/// A text without the quotes that stand round all of it.
fn unquoted(text: &str) -> &str {
    text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text)
}

/// The words of one member of a combination.
fn member(context: JudgeContext, (signal, phrase): Part) -> String {
    context.program[signal].words.get(phrase as usize).map_or_else(String::new, |word| shortened(&word.text))
}

/// Whether a signal is that people are sent at all, rather than a field of theirs.
fn is_whole_send(signal: &Signal) -> bool {
    signal.kind == Kind::Field && signal.measures.path.is_none()
}

/// What kind of thing a phrase names; none where the condition is shown as it is written.
fn noun(signal: &Signal) -> Option<&'static str> {
    Some(match signal.kind {
        Kind::Purchase => match signal.verb {
            Some(Verb::Returned) => "return",
            Some(Verb::Abandoned) => "basket",
            _ => "purchase",
        },
        Kind::View => "view",
        Kind::Search => "search",
        Kind::Interest => "interest",
        Kind::Name => "name",
        Kind::Copy => "copy",
        Kind::Promotion => "promotion",
        Kind::Field => "field",
        Kind::Event | Kind::Conversation | Kind::Location | Kind::Residence | Kind::Trait | Kind::Consent => {
            return None;
        }
    })
}

/// The words that tell: a quoted phrase, or the condition as it is written.
fn phrase(sources: &Sources, signal: &Signal, at: Option<Span>) -> String {
    let told = signal.words.iter().find(|word| Some(word.span) == at).or_else(|| signal.words.last());
    match (noun(signal), told) {
        (Some(noun), Some(word)) if noun != "field" => format!("\"{}\"", shortened(&word.text)),
        (Some(_) | None, _) => shortened(&without_comments(sources.text(signal.span))),
    }
}
