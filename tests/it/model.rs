//! What is found in a project, by trying every way the world could be.
//!
//! Slow and plain on purpose: references are written out, every fact is true or false, and a signal counts where it decides
//! who is chosen. The linter folds a graph instead; on thousands of random projects the two must agree on polarity, consent,
//! ages and combinations. `QUALM_PROGRAMS=100000 QUALM_SEED=1 cargo test --test it
//! model` tries more of them.

mod read;
mod truth;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use jiff::civil::Date;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use qualm::lint::Notes;
use qualm::rule::RuleSet;

use self::read::{Occurrence, Read, What};
use crate::judge::{TODAY, judge, raises, rules};
use crate::project::{Ask, Expr, Kind, Part, Project, Topic, Window, projects};

/// What somebody who reads the project finds: for each item, use and family of categories, which rules object.
type Found = BTreeMap<(String, &'static str, &'static str), BTreeSet<&'static str>>;

/// The families that the model knows.
const FAMILIES: [&str; 6] = [
    "religion",
    "health.reproductive.pregnancy",
    "sexuality.orientation",
    "location.precise",
    "minors",
    "health.condition",
];

/// The category that the members of the combination tell together.
const TOGETHER: &str = "health.condition";

/// How good a consent must be to lift a rule; none lifts the first.
const RULES: [(&str, Option<Grade>); 3] =
    [("acme/any", None), ("acme/said", Some(Grade::Said)), ("acme/signed", Some(Grade::Signed))];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Grade {
    Said,
    Signed,
}

/// Who is judged: on which day, and for which purpose.
#[derive(Debug, Clone, Copy)]
struct Occasion {
    day: Date,
    purpose: &'static str,
}

/// What the model finds; none where a formula is too long to be tried.
fn model(project: &Project) -> Option<Found> {
    let mut found = Found::new();
    for campaign in &project.campaigns {
        let occasion =
            Occasion { day: campaign.flight.unwrap_or(TODAY), purpose: campaign.purpose.unwrap_or("marketing") };
        find(project, &campaign.name, &read::campaign(project, campaign)?, occasion, &mut found);
    }
    for number in unused(project) {
        let occasion = Occasion { day: TODAY, purpose: "marketing" };
        find(project, &project.items[number].name, &read::segment(project, number)?, occasion, &mut found);
    }
    Some(found)
}

fn find(project: &Project, name: &str, read: &Read, occasion: Occasion, found: &mut Found) {
    for family in FAMILIES {
        let telling: Vec<&Occurrence> = read.met.iter().filter(|met| reveals(read, met, family)).collect();
        if telling.is_empty() {
            continue;
        }
        for (rule, grade) in RULES {
            let refused = |ask: &Ask| grade.is_some_and(|grade| lifts(project, ask, family, grade, occasion));
            let free = if grade.is_none() { telling.clone() } else { free(read, &telling, refused) };
            let mut tell = |usage| _ = found.entry((name.to_owned(), usage, family)).or_default().insert(rule);
            if family == TOGETHER {
                if is_together(&free) {
                    tell("any");
                }
            } else {
                for met in free {
                    tell(usage(met, family));
                }
            }
        }
    }
}

/// What decides whether somebody is chosen or left out who refused.
fn free<'r>(read: &Read, met: &[&'r Occurrence], refused: impl Fn(&Ask) -> bool) -> Vec<&'r Occurrence> {
    let decisive: Vec<Vec<bool>> = read.scopes.iter().map(|scope| scope.decisive(&refused)).collect();
    let nobody = read.scopes[0].is_empty(&refused);
    let is_free = |met: &&&Occurrence| {
        let aside = met.part == Some(Part::Message) && !met.is_seed && nobody;
        !aside && met.acts_by.is_none_or(|(scope, atom)| decisive[scope][atom])
    };
    met.iter().filter(is_free).copied().collect()
}

/// Whether different members of the combination are there.
fn is_together(met: &[&Occurrence]) -> bool {
    let members: BTreeSet<usize> = met.iter().filter_map(|met| fact_of(met)?.member()).collect();
    members.len() > 1
}

fn fact_of(met: &Occurrence) -> Option<crate::project::Fact> {
    match met.what {
        What::Fact(fact) => Some(fact),
        What::Age => None,
    }
}

fn reveals(read: &Read, met: &Occurrence, family: &str) -> bool {
    match met.what {
        What::Fact(fact) if family == TOGETHER => fact.member().is_some(),
        What::Fact(fact) => fact.reveals() == Some(family),
        What::Age => family == "minors" && !met.is_inside && lets_minors_in(read, met),
    }
}

/// A range of ages, neither everybody's nor nobody's, that begins among minors or begins nowhere.
fn lets_minors_in(read: &Read, met: &Occurrence) -> bool {
    let Some((scope, atom)) = met.acts_by else { return false };
    let mut ages = read.scopes[scope].ages_by(atom);
    if met.part == Some(Part::Message) && !met.is_seed {
        // A message reaches those who are in the audience.
        let reached = read.scopes[0].ages_at_all();
        ages.retain(|age| reached.contains(age));
    }
    let (Some(&youngest), Some(&oldest)) = (ages.first(), ages.last()) else { return false };
    // To leave some out is no wish for the rest, unless adults are left out.
    let leaves_out = matches!(met.part, Some(Part::Exclude | Part::Suppress)) && !met.is_seed;
    (youngest, oldest) != (0, 127) && youngest < 18 && !(leaves_out && oldest == 127)
}

fn usage(met: &Occurrence, family: &str) -> &'static str {
    let benign = matches!(fact_of(met), Some(crate::project::Fact::Returned));
    let leaves_out = matches!(met.part, Some(Part::Exclude | Part::Suppress));
    match met.part {
        None => "define",
        Some(_) if met.is_seed => "seed",
        // Of ages it is told who is let in, however that is said.
        Some(_) if family == "minors" => "target",
        Some(Part::Suppress) if benign && !met.is_odd => "suppress",
        Some(_) if met.is_odd == leaves_out => "target",
        Some(_) => "exclude",
    }
}

/// Whether a request, on that occasion, is for a consent that is as good as that and covers the category.
fn lifts(project: &Project, ask: &Ask, category: &str, grade: Grade, Occasion { day, purpose }: Occasion) -> bool {
    let has_begun = match ask.window {
        Window::ToCome => false,
        Window::Since(first) | Window::Between(first, _) => first <= day,
        Window::Ever | Window::Lately | Window::Before(_) => true,
    };
    let covers = |topic: &str| category == topic || category.starts_with(&format!("{topic}."));
    has_begun
        && match ask.topic {
            Topic::Bare(topic) => covers(topic) && grade == Grade::Said,
            Topic::Consent(number) => {
                let consent = &project.consents[number];
                let last_given = match ask.window {
                    Window::Before(last) | Window::Between(_, last) => Some(last),
                    Window::Ever | Window::Lately | Window::ToCome | Window::Since(_) => None,
                };
                let is_over = last_given.zip(consent.years).is_some_and(|(last, years)| {
                    day.year() > last.year() + years || day.year() == last.year() + years && day.month() > last.month()
                });
                consent.topics.iter().any(|topic| covers(topic))
                    && !is_over
                    && consent.purpose.is_none_or(|given| given == purpose)
                    && (grade == Grade::Said || consent.is_signed && consent.is_worded)
            }
        }
}

/// The segments that nothing uses, but for those that another of them rests on.
fn unused(project: &Project) -> Vec<usize> {
    let campaigns = project.campaigns.iter().flat_map(|campaign| campaign.statements.iter().map(|(_, expr)| expr));
    let mut covered = BTreeSet::new();
    campaigns.for_each(|expr| cover(project, expr, &mut covered));
    let segments = |number: &usize| !project.items[*number].kind.is_trait();
    for number in (0..project.items.len()).filter(segments) {
        project.items[number].parts.iter().for_each(|part| cover(project, part, &mut covered));
    }
    (0..project.items.len()).filter(segments).filter(|number| !covered.contains(number)).collect()
}

fn cover(project: &Project, expr: &Expr, covered: &mut BTreeSet<usize>) {
    if let Expr::Item(number) | Expr::Similar(number) = expr {
        covered.insert(*number);
        project.items[*number].parts.iter().for_each(|part| cover(project, part, covered));
    }
    expr.parts().iter().for_each(|part| cover(project, part, covered));
}

/// Three rules that differ in what lifts them.
static JUDGES: LazyLock<Arc<RuleSet>> = LazyLock::new(|| {
    let rule = |(id, effect): (&str, &str)| {
        let text = format!(
            "id: {id}\ntitle: A rule of this test\nseverity: error\n\
             when: {{reveals: [religion, health, sexuality, location, minors], \
             use: [target, exclude, suppress, seed, define]}}\n\
             effect: {effect}\nmessage: \"{{campaign}} has {{signal}}\"\nhelp: do something else\nwhy: It is asked for here.\n\
             sources: [{{title: This test, cite: none, as_of: 2027-03-01}}]\n"
        );
        (format!("rules/{id}.yaml"), text)
    };
    let all = [("acme/any", "ban"), ("acme/said", "opt_in"), ("acme/signed", "authorization")];
    let rules = Arc::into_inner(rules(&all.map(rule)).expect("rules that can be read")).expect("rules of its own");
    Arc::new(rules.without(|id| !id.starts_with("acme/")))
});

/// What the linter finds, in the words of the model.
fn linted(project: &Project) -> Found {
    let judged = judge(&project.files(), &JUDGES, TODAY, Notes::Show);
    let mut found = Found::new();
    for finding in &judged.findings {
        let rules = RULES.iter().map(|(rule, _)| *rule).filter(|rule| raises(finding, rule));
        let rules: BTreeSet<&'static str> = rules.collect();
        let family = FAMILIES.iter().find(|family| {
            finding
                .categories
                .iter()
                .any(|category| **category == ***family || category.starts_with(&format!("{family}.")))
        });
        let (Some(family), Some(usage), false) = (family, finding.usage, rules.is_empty()) else { continue };
        let usage = if *family == TOGETHER { "any" } else { qualm::word::Word::word(usage) };
        let (_, name) = finding.subject.split_once(' ').expect("a kind and a name");
        found.entry((name.to_owned(), usage, family)).or_default().extend(rules);
    }
    found
}

/// Whether ages are asked about where the model does not look: in lists and in what traits are made from.
fn hides_ages(project: &Project) -> bool {
    fn asks_age(project: &Project, expr: &Expr) -> bool {
        let below = match expr {
            Expr::Item(number) | Expr::Similar(number) => &project.items[*number].parts[..],
            _ => expr.parts(),
        };
        matches!(expr, Expr::Age(_)) || below.iter().any(|part| asks_age(project, part))
    }
    let hidden = project.items.iter().filter(|item| item.kind != Kind::Segment);
    hidden.flat_map(|item| &item.parts).any(|part| asks_age(project, part))
}

/// Consent that covers what a bound on age reveals in the end may not cover what it says by itself, where it is turned round
/// or narrowed further up. There the linter may heed no consent; it may not heed more than there is.
fn heed_no_consent_to_ages(expected: &mut Found, found: &Found) {
    for (key, rules) in expected.iter_mut().filter(|((_, _, family), _)| *family == "minors") {
        rules.extend(found.get(key).into_iter().flatten());
    }
}

/// A number that whoever runs this by hand may choose.
fn asked(name: &str, otherwise: u32) -> u32 {
    std::env::var(name).ok().and_then(|number| number.parse().ok()).unwrap_or(otherwise)
}

fn without_waivers(mut project: Project) -> Project {
    project.items.iter_mut().for_each(|item| item.waivers.clear());
    project.campaigns.iter_mut().for_each(|campaign| campaign.waivers.clear());
    project
}

proptest! {
    #![proptest_config(Config {
        cases: asked("QUALM_PROGRAMS", 2000),
        rng_seed: RngSeed::Fixed(asked("QUALM_SEED", 7).into()),
        failure_persistence: None,
        max_global_rejects: u32::MAX,
        max_shrink_iters: 20_000,
        ..Config::default()
    })]

    #[test]
    fn the_linter_finds_what_trying_everything_finds(project in projects().prop_map(without_waivers)) {
        let expected = model(&project);
        prop_assume!(expected.is_some());
        let (mut expected, mut found) = (expected.unwrap_or_default(), linted(&project));
        if hides_ages(&project) {
            expected.retain(|(_, _, family), _| *family != "minors");
            found.retain(|(_, _, family), _| *family != "minors");
        }
        heed_no_consent_to_ages(&mut expected, &found);
        prop_assert_eq!(found, expected);
    }
}

#[test]
fn facts_reveal_what_the_model_takes_them_to() {
    use crate::project::Fact;
    let plain = (0..8).map(Fact::Plain);
    let telling = [Fact::Quran, Fact::PregnancyTest, Fact::GayDating, Fact::NearStore, Fact::Returned];
    let together = [Fact::CopperBracelet, Fact::MagneticBracelet, Fact::ShowerStool];
    for fact in telling.into_iter().chain(together).chain(plain) {
        let project = crate::project::of_one(Expr::Fact(fact));
        let revealed: Vec<&str> = linted(&project).into_keys().map(|(_, _, family)| family).collect();
        assert_eq!(revealed, fact.reveals().into_iter().collect::<Vec<_>>(), "{fact:?}");
    }
}
