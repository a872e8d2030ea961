//! The keys of `when`: each becomes one question.

use crate::data::{Fields, Reader};
use crate::finding::Effect;
use crate::knowledge::Knowledge;
use crate::rule::When;
use crate::rule::load::contradiction;
use crate::rule::question::{AsksCampaign, MISSING, Question, Reading, WhenKey, purposes_by_default, uses_by_default};
use crate::word::Word;

/// Reads `when`, and adds what a rule means without saying so: the uses, and no service or safety message.
pub(super) fn when(reader: Reader, effect: Option<Effect>, knowledge: &Knowledge) -> Option<When> {
    let mut ctx = Ctx { knowledge, bits: 0 };
    let when = When::All(ctx.all(reader)?);
    if ctx.bits > 64 {
        reader.fault("too-much", "a rule asks at most 64 things of a signal");
        return None;
    }
    Some(defaults(when, effect))
}

fn defaults(when: When, effect: Option<Effect>) -> When {
    let speaks_of_signals = when.of_signals().next().is_some();
    let has_use = when.of_trails().any(|asks| asks.uses().is_some());
    let has_purpose = when.of_campaigns().any(AsksCampaign::names_purposes);
    let is_fault = when.of_campaigns().any(|asks| asks.fault().is_some());
    let mut parts = vec![when];
    if speaks_of_signals && !has_use {
        parts.push(When::Asks(uses_by_default()));
    }
    // What is banned is banned in a service message, too.
    if !has_purpose && !is_fault && effect != Some(Effect::Ban) {
        parts.push(When::Asks(purposes_by_default()));
    }
    When::All(parts)
}

struct Ctx<'k> {
    knowledge: &'k Knowledge,
    bits: u8,
}

impl Ctx<'_> {
    fn all(&mut self, reader: Reader) -> Option<Vec<When>> {
        let fields = reader.fields_of::<WhenKey>()?;
        if fields.pairs().next().is_none() {
            reader.fault("asks-nothing", "this asks nothing, so it would object to everything");
        }
        let mut asked = Vec::new();
        for (key, value) in fields.pairs() {
            let Some(key) = WhenKey::from_word(key.word()) else { continue };
            asked.extend(self.key(key, value, fields).map(|part| (key, value, part)));
        }
        contradiction::check(fields, &asked, self.knowledge);
        Some(asked.into_iter().map(|(_, _, part)| part).collect())
    }

    fn key(&mut self, key: WhenKey, value: Reader, fields: Fields) -> Option<When> {
        match key {
            WhenKey::Any => Some(self.any(value)),
            WhenKey::Not => Some(When::Not(Box::new(When::All(self.all(value)?)))),
            WhenKey::Of => {
                if !fields.has(MISSING) {
                    value.fault("asks-nothing", "`of` says what something is missing of, and there is no `missing`");
                }
                None
            }
            WhenKey::Asks(key) => {
                let question = (key.read)(Reading { value, beside: fields, knowledge: self.knowledge })?;
                Some(When::Asks(self.numbered(question)))
            }
        }
    }

    fn any(&mut self, value: Reader) -> When {
        if value.list().next().is_none() {
            value.fault("never-matches", "this list is empty, so nothing can ever match it");
        }
        When::Any(value.list().filter_map(|item| Some(When::All(self.all(item)?))).collect())
    }

    /// The question with a bit of its own, where signals answer it.
    fn numbered(&mut self, question: Question) -> Question {
        match question {
            Question::Signal(_, asks) => {
                self.bits = self.bits.saturating_add(1);
                Question::Signal(self.bits.saturating_sub(1), asks)
            }
            Question::Trail(_) | Question::Campaign(_) => question,
        }
    }
}
