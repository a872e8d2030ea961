//! The schema of a rule file, made from the sets that the reader itself uses.

use serde_json::{Value, json};

use crate::ast::{AreaKind, Channel, Purpose};
use crate::finding::{Effect, Severity, Use};
use crate::knowledge::{Kind, Knowledge, Strength};
use crate::resolve::Provenance;
use crate::rule::key::{ExampleKey, Lift, Limit, Placeholder, RuleKey, SourceKey, SurveyKey, WhenKey};
use crate::rule::{FaultKind, Missing, Through};
use crate::word::Word;

use super::shape::{about, day, distance, duration, keys, list, object, one_of, rule_id, said, some, word};

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
    let mut when = object(keys(of_when), &[]);
    when["minProperties"] = json!(1);
    when["dependentRequired"] = json!({WhenKey::Of.word(): [WhenKey::Missing.word()]});
    when
}

fn of_when(key: WhenKey) -> Value {
    match key {
        WhenKey::Reveals => some(&json!({"$ref": "#/$defs/category"})),
        WhenKey::Place => some(&json!({"$ref": "#/$defs/place"})),
        WhenKey::Strength => one_of(&Strength::ALL.map(|strength| (strength.word(), strength.rests_on()))),
        WhenKey::From => some(&word::<Kind>()),
        WhenKey::How => some(&word::<Provenance>()),
        WhenKey::Use | WhenKey::Echoes => some(&word::<Use>()),
        WhenKey::Through => some(&word::<Through>()),
        WhenKey::Area => some(&word::<AreaKind>()),
        WhenKey::Purpose => some(&word::<Purpose>()),
        WhenKey::Channels => some(&word::<Channel>()),
        WhenKey::Missing => some(&word::<Missing>()),
        WhenKey::Fault => word::<FaultKind>(),
        WhenKey::Trait | WhenKey::Seller | WhenKey::Regions | WhenKey::Destinations => some(&said()),
        WhenKey::Near => object(
            [("places", about("the name of the sites", said())), ("at_most", about("how far at most", distance()))],
            &["places", "at_most"],
        ),
        WhenKey::Hours => object([("outside", hours())], &["outside"]),
        WhenKey::Radius => bound(&distance()),
        WhenKey::Dwell | WhenKey::Window | WhenKey::Retained | WhenKey::Consent => bound(&duration()),
        WhenKey::Age | WhenKey::Oldest | WhenKey::Conditions => bound(&json!({"type": "number"})),
        WhenKey::Size => size(),
        WhenKey::Of => of(),
        WhenKey::Text => object([("any", about("the terms, whole words", some(&said())))], &["any"]),
        WhenKey::SecondPerson => json!({"type": "boolean"}),
        WhenKey::InForce => object(
            [
                ("from", about("the first day", day())),
                ("to", about("the last day", day())),
                ("begins", about("it must begin while the campaign runs", one_of(&[("in_flight", "")]))),
            ],
            &[],
        ),
        WhenKey::Any => json!({"type": "array", "items": {"$ref": "#/$defs/when"}, "minItems": 1}),
        WhenKey::Not => json!({"$ref": "#/$defs/when"}),
    }
}

fn of() -> Value {
    one_of(&[
        ("campaign", "the campaign"),
        ("segment", "each segment"),
        ("trait", "each trait"),
        ("seed", "what a lookalike starts from"),
    ])
}

/// Limits of a measure, each of that shape.
fn bound(limit: &Value) -> Value {
    let unstated = about("whether it also holds where the measure is not known", json!({"type": "boolean"}));
    limits(limit, vec![("unstated", unstated)])
}

fn size() -> Value {
    let unknown = one_of(&[("counts", "it holds where the number is not known"), ("passes", "it does not")]);
    let others = vec![("of", about("whose size; without it the campaign's", of())), ("unknown", unknown)];
    limits(&json!({"type": "number"}), others)
}

fn limits(limit: &Value, others: Vec<(&'static str, Value)>) -> Value {
    let mut bound = object(keys(|_: Limit| limit.clone()).chain(others), &[]);
    bound["minProperties"] = json!(1);
    bound
}

fn hours() -> Value {
    let pattern = "^ *[0-9]{2}:[0-9]{2}(:[0-9]{2})? to +[0-9]{2}:[0-9]{2}(:[0-9]{2})? *$";
    json!({"type": "string", "pattern": pattern, "examples": ["08:00 to 21:00"]})
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
