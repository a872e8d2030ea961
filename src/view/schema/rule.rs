//! The schema of a rule file, made from the sets that the reader itself uses.

use serde_json::{Value, json};

use crate::data::shape::{keys, list, object, one_of, rule_id, said, some, word};
use crate::finding::{Effect, Severity};
use crate::knowledge::Knowledge;
use crate::rule::key::{ExampleKey, Lift, Placeholder, RuleKey, SourceKey, SurveyKey};
use crate::rule::{MISSING, WhenKey};
use crate::word::Word;

/// The schema.
pub(super) fn schema(knowledge: &Knowledge) -> Value {
    let required = ["id", "title", "severity", "when", "message", "examples"];
    let mut schema = object(keys(of_rule), &required);
    schema["title"] = json!("A rule of qualm");
    schema["description"] = json!("What is asked of campaigns, and what to say; one rule is one file.");
    schema["$defs"] = json!({"when": when(), "category": category(knowledge), "place": place(knowledge)});
    schema
}

fn of_rule(key: RuleKey) -> Value {
    match key {
        RuleKey::Id => rule_id(),
        RuleKey::Severity => one_of(&Severity::ALL.map(|severity| (severity.word(), ""))),
        RuleKey::When => json!({"$ref": "#/$defs/when"}),
        RuleKey::Effect => one_of(&Effect::ALL.map(|effect| (effect.word(), effect.asks()))),
        RuleKey::LiftedBy => some(&word::<Lift>()),
        RuleKey::Message | RuleKey::Help => template(),
        RuleKey::Title | RuleKey::Since | RuleKey::Instead | RuleKey::Why => said(),
        RuleKey::Sources => list(&object(keys(|_: SourceKey| said()), &[SourceKey::Title.word()])),
        RuleKey::Survey => object(keys(of_survey), &[SurveyKey::Asked.word()]),
        RuleKey::Examples => examples(),
        // Nothing reads it.
        RuleKey::Note => json!({}),
    }
}

/// A text whose placeholders exist.
fn template() -> Value {
    let known: Vec<_> = Placeholder::ALL.iter().map(|known| known.word()).collect();
    let pattern = format!("^([^{{]|\\{{({})\\}})*$", known.join("|"));
    json!({"allOf": [said(), {"pattern": pattern}]})
}

fn of_survey(key: SurveyKey) -> Value {
    match key {
        SurveyKey::Asked => said(),
        SurveyKey::Yes | SurveyKey::No => json!({"type": "number", "minimum": 0, "maximum": 1}),
        SurveyKey::Who | SurveyKey::AsOf | SurveyKey::Note => json!({}),
    }
}

fn examples() -> Value {
    let some = json!({"type": "array", "items": said(), "minItems": 1});
    let shape = |key: ExampleKey| match key {
        ExampleKey::Bad | ExampleKey::Good => some.clone(),
        ExampleKey::Untested => said(),
    };
    let mut examples = object(keys(shape), &[ExampleKey::Good.word()]);
    examples["anyOf"] = json!([{"required": [ExampleKey::Bad.word()]}, {"required": [ExampleKey::Untested.word()]}]);
    examples
}

fn when() -> Value {
    let mut when = object(keys(WhenKey::schema), &[]);
    when["minProperties"] = json!(1);
    when["dependentRequired"] = json!({WhenKey::Of.word(): [MISSING]});
    when
}

/// A category that is known, a dotted path of one's own, or all of a tier.
fn category(knowledge: &Knowledge) -> Value {
    let tiers = [
        ("tier:special", "all that is protected by law nearly everywhere"),
        ("tier:delicate", "that, and all that is to be handled with care"),
    ];
    categories(knowledge, &tiers)
}

fn place(knowledge: &Knowledge) -> Value {
    categories(knowledge, &[])
}

fn categories(knowledge: &Knowledge, others: &[(&str, &str)]) -> Value {
    let known = knowledge.taxonomy().iter().map(|(_, category)| (&*category.id, &*category.sentence));
    let known: Vec<_> = known.chain(others.iter().copied()).collect();
    let own =
        json!({"type": "string", "pattern": "^[a-z0-9_]+(\\.[a-z0-9_]+)+$", "description": "a category of your own"});
    json!({"anyOf": [one_of(&known), own]})
}

/// The ids of the categories that are known, or a dotted path of one's own.
pub(super) fn category_pattern() -> &'static str {
    "^[a-z0-9_]+(\\.[a-z0-9_]+)*$"
}
