//! Conditions that cannot hold together, where that is certain: a rule that asks for them can match nothing.

use crate::ast::Purpose;
use crate::data::{Fields, Reader};
use crate::finding::Use;
use crate::knowledge::{Kind, Knowledge};
use crate::rule::When;
use crate::rule::key::WhenKey;
use crate::rule::question::{Missing, Of, OfCampaign, OfSignal, OfTrail, Question, Revealed};
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

/// Measures that only some kinds of signal have. A combination counts as bought and measures like one of its members.
fn kinds(asked: &[Asked]) {
    let Some(from) = asked.iter().find_map(|(.., when)| match signal(when) {
        Some(OfSignal::From(kinds)) => Some(kinds),
        _ => None,
    }) else {
        return;
    };
    for (key, at, _) in asked {
        let able: &[Kind] = match key {
            WhenKey::Radius | WhenKey::Dwell | WhenKey::Near => &[Kind::Location, Kind::Purchase],
            WhenKey::Area => &[Kind::Residence, Kind::Purchase],
            WhenKey::Text | WhenKey::SecondPerson => &[Kind::Copy, Kind::Promotion],
            _ => continue,
        };
        if !from.is_empty() && from.iter().all(|kind| !able.contains(kind)) {
            let kinds: Vec<_> = from.iter().map(|kind| format!("`{}`", kind.word())).collect();
            let message = format!("`{}` is never known of {}", key.word(), kinds.join(" or "));
            at.fault("contradiction", message);
        }
    }
}

/// The youngest cannot be older than the oldest.
fn ages(asked: &[Asked]) {
    let of = |wanted: WhenKey| asked.iter().find(|(key, ..)| *key == wanted);
    let (Some((.., age)), Some((_, at, oldest))) = (of(WhenKey::Age), of(WhenKey::Oldest)) else { return };
    if let (Some(OfSignal::Age(youngest)), Some(OfSignal::Oldest(oldest))) = (signal(age), signal(oldest))
        && oldest.greatest() < youngest.least()
        && !oldest.unknown_counts
    {
        at.fault("contradiction", "the oldest would be younger than the youngest that `age` asks for");
    }
}

/// A segment that no campaign uses has no channels, no hours, no destinations and no consent.
fn only_defined(asked: &[Asked]) {
    let is_only_defined = asked.iter().any(|(.., when)| {
        matches!(when, When::Asks(Question::Trail(OfTrail::Use(uses))) if !uses.is_empty() && uses.iter().all(|&usage| usage == Use::Define))
    });
    for (key, at, when) in asked.iter().filter(|_| is_only_defined) {
        let is_never = match campaign(when) {
            Some(
                OfCampaign::Channels(_)
                | OfCampaign::Destinations(_)
                | OfCampaign::HoursOutside(..)
                | OfCampaign::Conditions(_)
                | OfCampaign::Consent(_),
            ) => true,
            Some(OfCampaign::Purpose(purposes)) => !purposes.contains(&Purpose::Marketing),
            _ => false,
        };
        if is_never {
            let message = format!("what is only defined is in no campaign, so `{}` never holds", key.word());
            at.fault("contradiction", message);
        }
    }
}

/// What is asked for and left out at once.
fn denied(asked: &[Asked], knowledge: &Knowledge) {
    let wanted = asked.iter().find_map(|(.., when)| match signal(when) {
        Some(OfSignal::Reveals(wanted)) => Some(wanted),
        _ => None,
    });
    for (_, at, when) in asked {
        let When::Not(inner) = when else { continue };
        let [Question::Signal(_, OfSignal::Reveals(left_out))] = inner.questions()[..] else { continue };
        let is_left_out = |wanted: &Revealed| left_out.iter().any(|&left_out| covers(knowledge, left_out, *wanted));
        if wanted.is_some_and(|wanted| !wanted.is_empty() && wanted.iter().all(is_left_out)) {
            at.fault("contradiction", "this leaves out all that `reveals` asks for");
        }
    }
}

fn covers(knowledge: &Knowledge, whole: Revealed, part: Revealed) -> bool {
    match (whole, part) {
        (Revealed::Category(above), Revealed::Category(below)) => knowledge.taxonomy().is_within(below, above),
        (Revealed::Tier(least), Revealed::Tier(tier)) => least <= tier,
        (Revealed::Category(_), Revealed::Tier(_)) | (Revealed::Tier(_), Revealed::Category(_)) => false,
    }
}

/// What a segment or trait never says, nor a campaign. A rule that speaks of signals is asked of campaigns, too.
fn lacking(fields: Fields, asked: &[Asked]) {
    let questions = || asked.iter().flat_map(|(.., when)| when.questions());
    if questions().any(|question| !matches!(question, Question::Campaign(_))) {
        return;
    }
    for (_, at, when) in asked {
        let Some(OfCampaign::Missing(missing, of)) = campaign(when) else { continue };
        let is_said_of_it = |missing: &Missing| match missing {
            Missing::Owner | Missing::Regions | Missing::Flight | Missing::Suppression => {
                matches!(of, Of::Campaign | Of::Seed)
            }
            Missing::Provenance | Missing::Retained => matches!(of, Of::Segment | Of::Trait),
        };
        if !missing.is_empty() && !missing.iter().any(is_said_of_it) {
            let at = fields.at(WhenKey::Of).unwrap_or(*at);
            at.fault("contradiction", format!("{} never says that", of_what(*of)));
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
    if !asked.iter().any(|(key, ..)| *key == WhenKey::Fault) {
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

fn signal(when: &When) -> Option<&OfSignal> {
    match when {
        When::Asks(Question::Signal(_, question)) => Some(question),
        When::Asks(Question::Trail(_) | Question::Campaign(_)) | When::All(_) | When::Any(_) | When::Not(_) => None,
    }
}

fn campaign(when: &When) -> Option<&OfCampaign> {
    match when {
        When::Asks(Question::Campaign(question)) => Some(question),
        When::Asks(Question::Trail(_) | Question::Signal(..)) | When::All(_) | When::Any(_) | When::Not(_) => None,
    }
}
