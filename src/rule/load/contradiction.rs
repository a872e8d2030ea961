//! Conditions that cannot hold together, where that is certain: a rule that asks for them can match nothing.

use crate::data::{Fields, Reader};
use crate::finding::Use;
use crate::knowledge::{Kind, Knowledge};
use crate::prose::any_of;
use crate::rule::When;
use crate::rule::question::{AgeEnd, AsksCampaign, AsksSignal, Of, Question, Revealed, WhenKey};
use crate::word::Word;

/// What is asked by keys that stand beside each other.
type Asked<'a> = (WhenKey, Reader<'a>, When);

/// Notes what no campaign can be.
pub(super) fn check(fields: Fields, asked: &[Asked], knowledge: &Knowledge) {
    kinds(asked);
    ages(asked);
    only_defined(asked);
    denied(asked, knowledge);
    lacking(fields, asked);
    of_a_fault(asked);
}

/// Measures that only some kinds of signal have.
fn kinds(asked: &[Asked]) {
    let Some(from) = asked.iter().find_map(|(.., when)| signal(when)?.kinds()) else { return };
    for (key, at, when) in asked {
        let able = signal(when).map_or(Kind::ALL, |asks| asks.known_of());
        if !from.is_empty() && from.iter().all(|kind| !able.contains(kind)) {
            let kinds = any_of(from.iter().map(|kind| format!("`{}`", kind.word())));
            let message = format!("`{}` is never known of {kinds}", key.word());
            at.fault("contradiction", message);
        }
    }
}

/// The youngest cannot be older than the oldest.
fn ages(asked: &[Asked]) {
    let limits = |wanted: AgeEnd| {
        asked.iter().find_map(|(_, at, when)| match signal(when)?.age_limits()? {
            (end, limits) if end == wanted => Some((at, limits)),
            _ => None,
        })
    };
    if let (Some((_, youngest)), Some((at, oldest))) = (limits(AgeEnd::Youngest), limits(AgeEnd::Oldest))
        && oldest.greatest() < youngest.least()
        && !oldest.unknown_counts
    {
        at.fault("contradiction", "the oldest would be younger than the youngest that `age` asks for");
    }
}

/// A segment that no campaign uses has no channels, no hours, no destinations and no consent.
fn only_defined(asked: &[Asked]) {
    let is_only_defined = asked.iter().any(|(.., when)| match when {
        When::Asks(Question::Trail(asks)) => {
            asks.uses().is_some_and(|uses| !uses.is_empty() && uses.iter().all(|&usage| usage == Use::Define))
        }
        When::Asks(Question::Signal(..) | Question::Campaign(_)) | When::All(_) | When::Any(_) | When::Not(_) => false,
    });
    for (key, at, when) in asked.iter().filter(|_| is_only_defined) {
        if campaign(when).is_some_and(AsksCampaign::needs_campaign) {
            let message = format!("what is only defined is in no campaign, so `{}` never holds", key.word());
            at.fault("contradiction", message);
        }
    }
}

/// What is asked for and left out at once.
fn denied(asked: &[Asked], knowledge: &Knowledge) {
    let Some(wanted) = asked.iter().find_map(|(.., when)| signal(when)?.revealed()) else { return };
    for (_, at, when) in asked {
        let When::Not(inner) = when else { continue };
        let [Question::Signal(_, asks)] = inner.questions()[..] else { continue };
        let Some(left_out) = asks.revealed() else { continue };
        let is_left_out = |wanted: &Revealed| left_out.iter().any(|left_out| left_out.covers(*wanted, knowledge));
        if !wanted.is_empty() && wanted.iter().all(is_left_out) {
            at.fault("contradiction", "this leaves out all that `reveals` asks for");
        }
    }
}

/// What a segment or trait never says, nor a campaign. A rule that speaks of signals is asked of campaigns, too.
fn lacking(fields: Fields, asked: &[Asked]) {
    let questions = || asked.iter().flat_map(|(.., when)| when.questions());
    if questions().any(|question| !matches!(question, Question::Campaign(_))) {
        return;
    }
    for (_, at, when) in asked {
        let Some((missing, of)) = campaign(when).and_then(AsksCampaign::missing) else { continue };
        if of.never_says(missing) {
            let at = fields.at(WhenKey::Of).unwrap_or(*at);
            at.fault("contradiction", format!("{} never says that", of_what(of)));
        }
    }
}

fn of_what(of: Of) -> &'static str {
    match of {
        Of::Campaign | Of::Seed => "a campaign",
        Of::Segment => "a segment",
        Of::Trait => "a trait",
    }
}

/// A rule that words a fault is asked of no signal.
fn of_a_fault(asked: &[Asked]) {
    if !asked.iter().any(|(.., when)| campaign(when).is_some_and(|asks| asks.fault().is_some())) {
        return;
    }
    for (key, at, when) in asked {
        if matches!(when, When::Asks(Question::Signal(..) | Question::Trail(_))) {
            at.fault(
                "contradiction",
                format!("a rule that words a fault is asked of no signal, so `{}` never holds", key.word()),
            );
        }
    }
}

fn signal(when: &When) -> Option<&dyn AsksSignal> {
    match when {
        When::Asks(Question::Signal(_, asks)) => Some(&**asks),
        When::Asks(Question::Trail(_) | Question::Campaign(_)) | When::All(_) | When::Any(_) | When::Not(_) => None,
    }
}

fn campaign(when: &When) -> Option<&dyn AsksCampaign> {
    match when {
        When::Asks(Question::Campaign(asks)) => Some(&**asks),
        When::Asks(Question::Trail(_) | Question::Signal(..)) | When::All(_) | When::Any(_) | When::Not(_) => None,
    }
}
