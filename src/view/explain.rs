//! What is known of a phrase, a category or a rule: the answer of `qualm explain`.

mod category;
mod json;
mod known;
mod markdown;
mod pack;
mod page;
mod phrase;
mod rule;
mod several;
mod when;

use std::io;

use crate::knowledge::{CategoryId, Explanation, Kind, Knowledge};
use crate::report::Look;
use crate::rule::{Pack, Rule, RuleSet};
use crate::word::words;

use known::Known;
use page::Page;

/// What somebody wants explained.
#[derive(Debug, Clone, Copy)]
pub struct Question<'q> {
    /// A phrase, the id of a category or the id of a rule.
    pub text: &'q str,
    /// As which kind of signal the phrase is met; where it is not said, as the name of a segment, and ids count.
    pub kind: Option<Kind>,
}

words! {
    /// The shapes an answer can have.
    pub Format {
        Pretty = "pretty": "a page for people",
        Json = "json": "one JSON object",
        Markdown = "markdown": "a page for a wiki",
    }
}

/// What there is to say; a word such as `religion` is a category and a phrase.
struct Answer<'k> {
    rule: Option<&'k Rule>,
    category: Option<CategoryId>,
    phrase: Option<(Kind, Explanation<'k>)>,
}

/// Writes the answer to `question`.
pub fn explain(
    question: Question,
    (knowledge, rules): (&Knowledge, &RuleSet),
    format: Format,
    look: Look,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let known = Known { knowledge, rules };
    let answer = answer(question, known);
    if format == Format::Json {
        return json::write(question, known, &answer, out);
    }
    if let Some(rule) = answer.rule.filter(|_| format == Format::Markdown) {
        return rule::markdown(known, rule).write(out);
    }
    let mut page = Page::default();
    if let Some(rule) = answer.rule {
        rule::page(known, rule, &mut page);
    }
    if let Some(category) = answer.category {
        category::page(known, category, &mut page);
    }
    if let Some((kind, explanation)) = &answer.phrase {
        phrase::page(known, (question.text, *kind), explanation, &mut page);
    }
    written(page, format, look, out)
}

/// Writes a page in a shape for readers.
fn written(page: Page, format: Format, look: Look, out: &mut dyn io::Write) -> io::Result<()> {
    match format {
        Format::Markdown => page.markdown().write(out),
        Format::Pretty | Format::Json => page.write(look, out),
    }
}

/// Writes a pack with all its rules.
pub(crate) fn pack(
    pack: &Pack,
    (knowledge, rules): (&Knowledge, &RuleSet),
    format: Format,
    look: Look,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    pack::write(Known { knowledge, rules }, pack, format, look, out)
}

/// Writes the terms that are read as several unrelated things, none of them surer than the others.
pub(crate) fn several(knowledge: &Knowledge, format: Format, look: Look, out: &mut dyn io::Write) -> io::Result<()> {
    several::write(knowledge, format, look, out)
}

fn answer<'k>(question: Question, known: Known<'k>) -> Answer<'k> {
    let Question { text, kind } = question;
    let text = text.trim();
    let is_id = kind.is_none();
    let rule = known.rules.rules().iter().find(|rule| is_id && *rule.id == *text);
    let category = known.knowledge.taxonomy().find(text).filter(|_| is_id);
    let kind = kind.unwrap_or(Kind::Name);
    // `health.reproductive` is the id of a category and nothing else; `religion` is also a word.
    let is_phrase = rule.is_none() && (category.is_none() || !text.contains('.'));
    let phrase = is_phrase.then(|| (kind, known.knowledge.explain(kind, text)));
    let phrase = phrase.filter(|(_, explanation)| category.is_none() || !explanation.knows_nothing());
    Answer { rule, category, phrase }
}
