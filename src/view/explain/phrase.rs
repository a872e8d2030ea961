//! The page of a phrase: what it reveals, by which term, how surely, and what did not count.

use crate::knowledge::{Benign, Combination, Explanation, Hit, Kind, Member, Otherwise, Outcome, Reading};

use crate::nearest::nearest;

use super::known::{self, Known, listed, quoted};
use super::page::Page;

/// Of a list of words so many are named.
const NAMED: usize = 12;

/// Writes the page of `phrase`, met as `kind`.
pub(super) fn page(known: Known, (phrase, kind): (&str, Kind), explanation: &Explanation, page: &mut Page) {
    if explanation.knows_nothing() {
        return nothing(known, phrase, explanation, page);
    }
    page.title(format!("{} as {}", quoted(phrase), kind.as_what()));
    if let Some(id) = misspelt(known, phrase) {
        page.say("near", format!("did you mean {}?", quoted(id)));
    }
    if explanation.hits.is_empty() {
        page.heading("reveals nothing as that, by itself");
    }
    for hit in &explanation.hits {
        revealed(known, hit, &explanation.readings, page);
    }
    for &member in &explanation.members {
        part(known, member, page);
    }
    considered(known, phrase, &explanation.readings, page);
    otherwise(known, &explanation.otherwise, page);
    aside(explanation, page);
}

fn nothing(known: Known, phrase: &str, explanation: &Explanation, page: &mut Page) {
    page.title(format!("nothing is known of {}", quoted(phrase)));
    if let Some(id) = misspelt(known, phrase) {
        page.say("near", format!("did you mean {}?", quoted(id)));
    } else if let Some(near) = explanation.near {
        page.say("near", format!("the nearest known term is {}", quoted(near)));
    }
    page.say("means", "no rule objects to it for its words");
}

/// The id of a rule or category that is probably meant: its pack or family is right, and the rest nearly so.
fn misspelt<'k>(known: Known<'k>, phrase: &str) -> Option<&'k str> {
    let taxonomy = known.knowledge.taxonomy();
    if let Some((pack, _)) = phrase.split_once('/') {
        let ids = known.rules.rules().iter().filter(|rule| rule.pack() == pack).map(|rule| &*rule.id);
        return nearest(phrase, ids);
    }
    let (family, _) = phrase.split_once('.')?;
    taxonomy.find(family)?;
    nearest(phrase, taxonomy.iter().map(|(_, category)| &*category.id))
}

fn revealed(known: Known, hit: &Hit, readings: &[Reading], page: &mut Page) {
    let category = known.category(hit.category);
    page.heading(format!("reveals {}", known.category(hit.category).named()));
    page.say("means", category.sentence.to_string());
    page.say("tier", known::tier(category.tier));
    let tells = |reading: &&Reading| reading.outcome == Outcome::Counts && reading.categories.contains(&hit.category);
    let by: Vec<_> = readings.iter().filter(tells).collect();
    page.say("by", by.iter().map(|reading| term(reading)).collect::<Vec<_>>().join(", "));
    page.say("sure", known::sureness(hit.strength));
    let mut sources: Vec<_> = by.iter().filter_map(|reading| reading.source.as_ref()).map(known::cited).collect();
    sources.dedup();
    for source in sources {
        page.say("source", source);
    }
    page.say("rules", known.objections(hit.category, hit.strength));
}

/// The term `schwanger*` (de).
fn term(reading: &Reading) -> String {
    let language = if reading.language.is_empty() { String::new() } else { format!(" ({})", reading.language) };
    format!("the term {}{language}", quoted(&reading.term))
}

fn part(known: Known, member: Member, page: &mut Page) {
    let Some(combination) = known.knowledge.combinations().get(member.combination as usize) else { return };
    let Combination { category, strength, at_least, members, kinds, source } = combination;
    let name = members.get(member.member as usize).map_or("", |name| name);
    let others: Vec<_> = members.iter().filter(|other| &***other != name).collect();
    page.heading(format!("is part of a combination that reveals {}", known.category(*category).named()));
    page.say("part", format!("{} says nothing alone", quoted(name)));
    page.say("takes", format!("any {at_least} of {} together, each counted once", members.len()));
    page.say("others", listed(&others, members.len()));
    page.say("counts", format!("as {}", Kind::any_of(kinds)));
    page.say("sure", known::sureness(*strength));
    page.say("source", source.as_ref().map(known::cited).unwrap_or_default());
    page.say("rules", known.objections(*category, *strength));
}

fn considered(known: Known, phrase: &str, readings: &[Reading], page: &mut Page) {
    let mut silent = readings.iter().filter(|reading| reading.outcome != Outcome::Counts).peekable();
    if silent.peek().is_some() {
        page.heading("also considered, and why it does not count");
    }
    for reading in silent {
        let ids: Vec<_> = reading.categories.iter().map(|&id| &*known.category(id).id).collect();
        let (ids, strength) = (ids.join(", "), reading.strength.word());
        page.say("not", format!("{} for {ids} ({strength}): {}", term(reading), why_not(phrase, &reading.outcome)));
    }
}

fn why_not(phrase: &str, outcome: &Outcome) -> String {
    match outcome {
        Outcome::Counts => String::new(),
        Outcome::Outranked(by) => format!("the longer or more precise {} speaks for it", quoted(by)),
        Outcome::OtherKind(kinds) => format!("it counts only as {}", Kind::any_of(kinds)),
        Outcome::Hidden(at) => {
            format!("in {} it means something else", quoted(phrase.trim().get(at.clone()).unwrap_or_default()))
        }
        Outcome::Needs(words) => format!("it counts only near one of {}", listed(words, NAMED)),
        Outcome::Cancelled(words) => format!("near {} it means something else", listed(words, NAMED)),
        Outcome::Unlike => "it counts only as it is written there".to_owned(),
        Outcome::NotOfPeople(at) => {
            format!("beside {} it is not said of people", quoted(phrase.trim().get(at.clone()).unwrap_or_default()))
        }
        Outcome::Department => {
            "it is one of several things that this level of the path names; the levels below say which".to_owned()
        }
    }
}

fn otherwise(known: Known, otherwise: &[Otherwise], page: &mut Page) {
    if !otherwise.is_empty() {
        page.heading("met as something else");
    }
    for Otherwise { kinds, hits } in otherwise {
        let named = |hit: &Hit| format!("{} ({})", known.category(hit.category).id, hit.strength.word());
        let told: Vec<_> = hits.iter().map(named).collect();
        let told = if told.is_empty() { "nothing".to_owned() } else { told.join(", ") };
        page.say("as", format!("{}: reveals {told}", Kind::any_of(kinds)));
    }
}

fn aside(explanation: &Explanation, page: &mut Page) {
    if let Some(benign) = explanation.benign {
        page.heading("used to leave people out (`suppress`)");
        page.say("means", format!("{}: it counts as done for their own good", good(benign)));
    }
    if let Some(destination) = explanation.destination {
        page.heading("also names a destination");
        page.say("is", format!("{} (`{}`, kind {})", destination.title, destination.id, destination.kind));
    }
}

fn good(benign: Benign) -> &'static str {
    match benign {
        Benign::OptOut => "an opt-out",
        Benign::ConsentMissing => "consent that is missing",
        Benign::Minor => "being a minor",
        Benign::Loss => "hardship or loss",
        Benign::SensitivePlace => "a sensitive place",
        Benign::Return => "something given back",
    }
}
