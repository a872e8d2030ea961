//! When a rule objects, in plain words.

use crate::knowledge::Tier;
use crate::rule::{Limits, Missing, Of, OfCampaign, OfSignal, OfTrail, Question, Revealed, Target, When};
use crate::word::Word;

use super::known::Known;

/// What must hold, one line for each condition.
pub(super) fn lines(known: Known, when: &When) -> Vec<String> {
    match when {
        When::All(parts) => parts.iter().flat_map(|part| lines(known, part)).collect(),
        When::Any(parts) => vec![format!("one of these: {}", all(known, parts, "; or "))],
        When::Not(inner) => vec![format!("not: {}", lines(known, inner).join(", and "))],
        When::Asks(question) => vec![asked(known, question)],
    }
}

fn all(known: Known, parts: &[When], between: &str) -> String {
    let parts: Vec<_> = parts.iter().map(|part| lines(known, part).join(", and ")).collect();
    parts.join(between)
}

fn asked(known: Known, question: &Question) -> String {
    match question {
        Question::Signal(_, question) => of_signal(known, question),
        Question::Trail(question) => of_trail(question),
        Question::Campaign(question) => of_campaign(question),
    }
}

fn of_signal(known: Known, question: &OfSignal) -> String {
    match question {
        OfSignal::Reveals(wanted) => {
            format!("the signal reveals {}", any(wanted.iter().map(|&one| revealed(known, one))))
        }
        OfSignal::Strength(least) => format!("the reading is {} or surer", least.word()),
        OfSignal::From(kinds) => format!("the signal is {}", super::known::as_any(kinds)),
        OfSignal::How(ways) => format!("it is {}", words(ways)),
        OfSignal::Trait(names) => format!("it uses {}", any(names)),
        OfSignal::Area(areas) => format!("the area is {}", words(areas)),
        OfSignal::Seller(names) => format!("it was bought from {}", any(names)),
        OfSignal::Near(places, metres) => format!("it is within {metres:.0} m of {places}"),
        OfSignal::Place(ids) => format!("the place reveals {}", any(ids.iter().map(|&id| known.named(id)))),
        OfSignal::Radius(limit) => bound("the radius in metres", limit, 1.0),
        OfSignal::Dwell(limit) => bound("the minutes spent there", limit, 1.0),
        OfSignal::Window(limit) => bound("the days looked back", limit, DAY),
        OfSignal::Retained(limit) => bound("the days it is kept", limit, DAY),
        OfSignal::Oldest(limit) => bound("the oldest age meant", limit, 1.0),
        OfSignal::Age(limit) => bound("the youngest age meant", limit, 1.0),
        OfSignal::Text(terms) => format!("the copy has {}", any(terms)),
        OfSignal::SecondPerson(true) => "the copy speaks to its reader".to_owned(),
        OfSignal::SecondPerson(false) => "the copy does not speak to its reader".to_owned(),
    }
}

fn of_trail(question: &OfTrail) -> String {
    match question {
        OfTrail::Use(uses) => format!("a campaign uses it to {}", words(uses)),
        OfTrail::Through(steps) => format!("it comes through {}", words(steps)),
        OfTrail::Echoes(uses) => format!("the copy repeats what the campaign uses to {}", words(uses)),
        OfTrail::SeedSize(limit) => bound("the size of what a lookalike starts from", limit, 1.0),
    }
}

fn of_campaign(question: &OfCampaign) -> String {
    match question {
        OfCampaign::Regions(codes) => format!("the campaign reaches {}", any(codes)),
        OfCampaign::Purpose(purposes) => format!("its purpose is {}", words(purposes)),
        OfCampaign::Channels(channels) => format!("it goes by {}", words(channels)),
        OfCampaign::Destinations(targets) => format!("a destination is {}", any(targets.iter().map(target))),
        OfCampaign::HoursOutside(from, to) => format!("it may be sent before {from} or after {to}"),
        OfCampaign::Size(limit) => bound("the number of people", limit, 1.0),
        OfCampaign::Conditions(limit) => bound("the number of conditions that must all hold", limit, 1.0),
        OfCampaign::Consent(limit) => bound("the days a consent lasts", limit, DAY),
        OfCampaign::Missing(missing, of) => missing_of(missing, *of),
        OfCampaign::InForce { from, to, begins_in_flight } => {
            let from = from.map(|day| format!(" from {day}")).unwrap_or_default();
            let to = to.map(|day| format!(" to {day}")).unwrap_or_default();
            let flight = if *begins_in_flight { "begins to run" } else { "runs" };
            format!("the campaign {flight} while this is in force{from}{to}")
        }
        OfCampaign::Fault(fault) => format!("qualm finds `{}`", fault.word()),
    }
}

const DAY: f64 = 24.0 * 60.0;

fn missing_of(missing: &[Missing], of: Of) -> String {
    let of = match of {
        Of::Campaign => "the campaign",
        Of::Segment => "a segment",
        Of::Trait => "a trait",
        Of::Seed => "what a lookalike starts from",
    };
    format!("{of} does not say its {}", words(missing))
}

fn revealed(known: Known, wanted: Revealed) -> String {
    match wanted {
        Revealed::Category(id) => known.named(id),
        Revealed::Tier(Tier::Special) => "anything special".to_owned(),
        Revealed::Tier(Tier::Delicate) => "anything delicate or special".to_owned(),
        Revealed::Tier(Tier::Ordinary) => "anything ordinary".to_owned(),
    }
}

fn target(target: &Target) -> String {
    match target {
        Target::Named(name) => name.to_string(),
        Target::Kind(kind) => format!("any of kind `{kind}`"),
        Target::Sent => "one that data is sent to".to_owned(),
        Target::Shown => "one that shows the campaign".to_owned(),
        Target::All(parts) => parts.iter().map(self::target).collect::<Vec<_>>().join(", which is also "),
    }
}

/// `the days it is kept: more than 30`
fn bound(what: &str, limit: &Limits, unit: f64) -> String {
    let Limits { above, at_least, at_most, below, unknown_counts } = *limit;
    let limits = [("more than", above), ("at least", at_least), ("at most", at_most), ("less than", below)];
    let limits = limits.iter().filter_map(|(word, limit)| Some(format!("{word} {}", number((*limit)? / unit))));
    let unknown = unknown_counts.then(|| "or not stated".to_owned());
    format!("{what}: {}", limits.chain(unknown).collect::<Vec<_>>().join(", "))
}

fn number(number: f64) -> String {
    let shown = format!("{number:.2}");
    shown.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn words<W: Word>(values: &[W]) -> String {
    any(values.iter().map(|value| value.word()))
}

fn any(words: impl IntoIterator<Item = impl ToString>) -> String {
    let words: Vec<_> = words.into_iter().map(|word| word.to_string()).collect();
    match words.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
    }
}
