//! The answer as JSON: our own schema, version 1. Keys keep their order; keys may be added, never changed.

use std::io;

use serde::Serialize;

use crate::finding::Effect;
use crate::knowledge::{Benign, CategoryId, Citation, Explanation, Hit, Kind, Member, Outcome, Reading, Strength};
use crate::report::write_json;
use crate::rule::Rule;
use crate::word::Word;

use super::known::{Known, loudness, tier_word};
use super::{Answer, Question, category, rule, when};

/// Writes the answer and a line break.
pub(super) fn write(question: Question, known: Known, answer: &Answer, out: &mut dyn io::Write) -> io::Result<()> {
    let text = question.text.trim();
    let object = Object {
        version: 1,
        question: text,
        rule: answer.rule.map(|rule| rule_object(known, rule)),
        category: answer.category.map(|id| category_object(known, id)),
        phrase: answer.phrase.as_ref().map(|(kind, explanation)| phrase_object(known, (text, *kind), explanation)),
    };
    write_json(&object, out)?;
    writeln!(out)?;
    out.flush()
}

#[derive(Serialize)]
struct Object<'a> {
    version: u32,
    question: &'a str,
    rule: Option<RuleObject<'a>>,
    category: Option<CategoryObject<'a>>,
    phrase: Option<PhraseObject<'a>>,
}

#[derive(Serialize)]
pub(super) struct RuleObject<'a> {
    id: &'a str,
    title: &'a str,
    severity: &'static str,
    effect: Option<&'static str>,
    lifted: String,
    when: Vec<String>,
    message: &'a str,
    why: Option<&'a str>,
    help: Option<&'a str>,
    instead: Option<&'a str>,
    sources: Vec<SourceObject<'a>>,
}

#[derive(Serialize)]
struct CategoryObject<'a> {
    id: &'a str,
    title: &'a str,
    sentence: &'a str,
    tier: &'static str,
    parent: Option<&'a str>,
    children: Vec<&'a str>,
    fideslang: Option<&'a str>,
    gdpr: Option<&'a str>,
    ccpa: Option<&'a str>,
    gpp: &'a [u8],
    rules: Vec<ObjectionObject<'a>>,
}

#[derive(Serialize)]
struct PhraseObject<'a> {
    #[serde(rename = "as")]
    kind: &'static str,
    known: bool,
    reveals: Vec<RevealedObject<'a>>,
    readings: Vec<ReadingObject<'a>>,
    members: Vec<MemberObject<'a>>,
    otherwise: Vec<OtherwiseObject<'a>>,
    suppress: Option<&'static str>,
    destination: Option<&'a str>,
    near: Option<&'a str>,
}

#[derive(Serialize)]
struct RevealedObject<'a> {
    category: &'a str,
    title: &'a str,
    tier: &'static str,
    strength: &'static str,
    text: &'a str,
    rules: Vec<ObjectionObject<'a>>,
}

/// A rule that may object, and how loudly at most.
#[derive(Serialize)]
struct ObjectionObject<'a> {
    rule: &'a str,
    severity: &'static str,
}

#[derive(Serialize)]
struct ReadingObject<'a> {
    term: &'a str,
    language: Option<&'a str>,
    text: &'a str,
    categories: Vec<&'a str>,
    strength: &'static str,
    source: Option<SourceObject<'a>>,
    outcome: &'static str,
    /// What decided it: the term that outranks, the phrase that hides, the words that are missing or too much, the
    /// kinds that count.
    by: Vec<&'a str>,
}

#[derive(Serialize)]
struct SourceObject<'a> {
    title: &'a str,
    cite: Option<&'a str>,
}

#[derive(Serialize)]
struct MemberObject<'a> {
    name: &'a str,
    category: &'a str,
    strength: &'static str,
    at_least: usize,
    members: Vec<&'a str>,
    #[serde(rename = "as")]
    kinds: Vec<&'static str>,
    source: Option<SourceObject<'a>>,
}

#[derive(Serialize)]
struct OtherwiseObject<'a> {
    #[serde(rename = "as")]
    kinds: Vec<&'static str>,
    reveals: Vec<SeenObject<'a>>,
}

#[derive(Serialize)]
struct SeenObject<'a> {
    category: &'a str,
    strength: &'static str,
}

pub(super) fn rule_object<'a>(known: Known, rule: &'a Rule) -> RuleObject<'a> {
    let source =
        |source: &'a crate::rule::Citation| SourceObject { title: &source.title, cite: source.cite.as_deref() };
    RuleObject {
        id: &rule.id,
        title: &rule.title,
        severity: rule.severity.word(),
        effect: rule.effect.map(Effect::word),
        lifted: rule::lifted(rule.lifted_by),
        when: when::lines(known.knowledge, &rule.when),
        message: &rule.message,
        why: rule.page().why.as_deref(),
        help: rule.page().help.as_deref(),
        instead: rule.page().instead.as_deref(),
        sources: rule.page().sources.iter().map(source).collect(),
    }
}

fn category_object(known: Known<'_>, id: CategoryId) -> CategoryObject<'_> {
    let category = known.category(id);
    CategoryObject {
        id: &category.id,
        title: &category.title,
        sentence: &category.sentence,
        tier: tier_word(category.tier),
        parent: known.knowledge.taxonomy().parent(id).map(|above| &*known.category(above).id),
        children: category::children(known, id).into_iter().map(|child| &*known.category(child).id).collect(),
        fideslang: category.elsewhere.fideslang.as_deref(),
        gdpr: category.elsewhere.gdpr.as_deref(),
        ccpa: category.elsewhere.ccpa.as_deref(),
        gpp: &category.elsewhere.gpp,
        rules: objections(known, id, Strength::Strong),
    }
}

fn phrase_object<'a>(
    known: Known<'a>,
    (phrase, kind): (&'a str, Kind),
    explanation: &'a Explanation<'a>,
) -> PhraseObject<'a> {
    let otherwise = explanation.otherwise.iter().map(|otherwise| OtherwiseObject {
        kinds: otherwise.kinds.iter().map(|kind| kind.word()).collect(),
        reveals: otherwise.hits.iter().map(|hit| seen(known, hit)).collect(),
    });
    PhraseObject {
        kind: kind.word(),
        known: !explanation.knows_nothing(),
        reveals: explanation.hits.iter().map(|hit| revealed(known, phrase, hit)).collect(),
        readings: explanation.readings.iter().map(|reading| reading_object(known, phrase, reading)).collect(),
        members: explanation.members.iter().filter_map(|&member| member_object(known, member)).collect(),
        otherwise: otherwise.collect(),
        suppress: explanation.benign.map(Benign::word),
        destination: explanation.destination.map(|destination| &*destination.id),
        near: explanation.near,
    }
}

fn objections(known: Known<'_>, id: CategoryId, strength: Strength) -> Vec<ObjectionObject<'_>> {
    let object = |rule: &'_ Rule| loudness(rule, strength).word();
    let rules = known.rules_about(id).into_iter();
    rules.map(|rule| ObjectionObject { rule: &rule.id, severity: object(rule) }).collect()
}

fn revealed<'a>(known: Known<'a>, phrase: &'a str, hit: &Hit) -> RevealedObject<'a> {
    let category = known.category(hit.category);
    RevealedObject {
        category: &category.id,
        title: &category.title,
        tier: tier_word(category.tier),
        strength: hit.strength.word(),
        text: phrase.get(hit.at.clone()).unwrap_or_default(),
        rules: objections(known, hit.category, hit.strength),
    }
}

fn seen<'a>(known: Known<'a>, hit: &Hit) -> SeenObject<'a> {
    SeenObject { category: &known.category(hit.category).id, strength: hit.strength.word() }
}

fn source_object(source: &Citation) -> SourceObject<'_> {
    SourceObject { title: &source.title, cite: source.cite.as_deref() }
}

fn reading_object<'a>(known: Known<'a>, phrase: &'a str, reading: &'a Reading) -> ReadingObject<'a> {
    let all = |words: &'a [String]| words.iter().map(String::as_str).collect();
    let (outcome, by) = match &reading.outcome {
        Outcome::Counts => ("counts", Vec::new()),
        Outcome::Outranked(term) => ("outranked", vec![term.as_str()]),
        Outcome::OtherKind(kinds) => ("other-kind", kinds.iter().map(|kind| kind.word()).collect()),
        Outcome::Hidden(at) => ("hidden", phrase.get(at.clone()).into_iter().collect()),
        Outcome::Needs(words) => ("needs", all(words)),
        Outcome::Cancelled(words) => ("cancelled", all(words)),
        Outcome::Unlike => ("unlike", Vec::new()),
        Outcome::NotOfPeople(at) => ("not-of-people", phrase.get(at.clone()).into_iter().collect()),
        Outcome::Department => ("department", Vec::new()),
    };
    ReadingObject {
        term: &reading.term,
        language: Some(reading.language.as_str()).filter(|language| !language.is_empty()),
        text: phrase.get(reading.at.clone()).unwrap_or_default(),
        categories: reading.categories.iter().map(|&id| &*known.category(id).id).collect(),
        strength: reading.strength.word(),
        source: reading.source.as_ref().map(source_object),
        outcome,
        by,
    }
}

fn member_object(known: Known<'_>, member: Member) -> Option<MemberObject<'_>> {
    let combination = known.knowledge.combinations().get(member.combination as usize)?;
    Some(MemberObject {
        name: combination.members.get(member.member as usize)?,
        category: &known.category(combination.category).id,
        strength: combination.strength.word(),
        at_least: combination.at_least,
        members: combination.members.iter().map(|name| &**name).collect(),
        kinds: combination.kinds.iter().map(|kind| kind.word()).collect(),
        source: combination.source.as_ref().map(source_object),
    })
}
