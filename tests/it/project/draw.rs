//! Draws a project: small parts, as unlike each other as may be.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::{
    Ages, Ask, Campaign, Consent, DAYS, Expr, FLIGHTS, Fact, Group, Item, Kind, Layout, Part, Project, Topic, Waiver,
    Window,
};

/// Topics of every kind: what facts reveal, what is above and below it, and what is no category at all.
const TOPICS: [&str; 10] = [
    "religion",
    "health",
    "health",
    "health.reproductive",
    "health.condition",
    "sexuality",
    "location",
    "minors",
    "email",
    "sharing",
];
const PURPOSES: [&str; 3] = ["research", "political", "marketing"];
const REGIONS: [&str; 5] = ["US-WA", "DE", "GB", "US-CA", "CA"];
const DESTINATIONS: [&str; 3] = ["Meta Ads", "Google Ads", "Example Shop"];
const WAIVED: [&str; 4] = ["religion", "health", "comfort/*", "minors"];

/// Projects of a few segments, traits, consents and campaigns.
pub(crate) fn projects() -> impl Strategy<Value = Project> {
    let parts = (vec(consents(), 0..3), vec(items(), 0..5), vec(campaigns(), 1..4));
    parts.prop_map(|(consents, mut items, mut campaigns)| {
        for number in 0..items.len() {
            let (before, rest) = items.split_at_mut(number);
            let item = &mut rest[0];
            item.name = format!("{}_{number}", if item.kind.is_trait() { "score" } else { "group" });
            item.parts.iter_mut().for_each(|part| part.edit(&mut |expr| settle(expr, before.len(), consents.len())));
        }
        for (number, campaign) in campaigns.iter_mut().enumerate() {
            campaign.name = format!("plan_{number}");
            for (_, expr) in &mut campaign.statements {
                expr.edit(&mut |expr| settle(expr, items.len(), consents.len()));
            }
            campaign.requires.iter_mut().for_each(|asked| settle_ask(asked, consents.len()));
        }
        Project { consents, items, campaigns, layout: layout() }
    })
}

fn layout() -> Layout {
    let files = ["a.campaign", "deep/b.campaign", "c.campaign"].map(str::to_owned).to_vec();
    Layout { files, shift: 0, is_turned: false, has_comments: false }
}

/// Makes every name one that exists; where there is none, a plain fact stands instead.
fn settle(expr: &mut Expr, items: usize, consents: usize) {
    match expr {
        Expr::Item(number) | Expr::Similar(number) if items == 0 => *expr = Expr::Fact(Fact::Plain(*number as u8 % 8)),
        Expr::Item(number) | Expr::Similar(number) => *number %= items,
        Expr::Consented(asked) => settle_ask(asked, consents),
        Expr::Group(Group::AtLeast(need), parts) => *need = (*need - 1) % parts.len() + 1,
        Expr::Fact(_)
        | Expr::Never(_)
        | Expr::Age(_)
        | Expr::Not(_)
        | Expr::And(_)
        | Expr::Or(_)
        | Expr::Group(Group::Any | Group::All | Group::None, _) => {}
    }
}

fn settle_ask(asked: &mut Ask, consents: usize) {
    if let Topic::Consent(number) = asked.topic {
        asked.topic = if consents == 0 { Topic::Bare(TOPICS[number % 8]) } else { Topic::Consent(number % consents) };
    }
}

fn consents() -> impl Strategy<Value = Consent> {
    let purposes = option::weighted(0.3, select(&PURPOSES[..]));
    let parts = (vec(select(&TOPICS[..8]), 1..3), any::<bool>(), any::<bool>(), option::of(1..4i16), purposes);
    parts.prop_map(|(mut topics, is_worded, is_signed, years, purpose)| {
        topics.dedup();
        Consent { topics, is_worded, is_signed, years, purpose }
    })
}

fn items() -> impl Strategy<Value = Item> {
    let segment = (Just(Kind::Segment), vec(exprs(2), 1..3));
    let list = (select(&[Kind::Uploaded, Kind::Bought][..]), vec(exprs(1), 0..2));
    let made = (select(&[Kind::Inferred, Kind::Observed][..]), vec(sources(), 1..4));
    let either = prop_oneof![4 => segment, 1 => list, 1 => made];
    (either, waivers()).prop_map(|((kind, parts), waivers)| Item { name: String::new(), kind, parts, waivers })
}

fn campaigns() -> impl Strategy<Value = Campaign> {
    let first = (select(&[Part::Target, Part::Target, Part::Start][..]), exprs(3));
    let others = [Part::Target, Part::Start, Part::Exclude, Part::Exclude, Part::Suppress, Part::Message];
    let others = vec((select(others.to_vec()), exprs(2)), 0..3);
    let says = (
        option::weighted(0.3, select(&PURPOSES[..])),
        vec(select(&REGIONS[..]), 0..3),
        option::of(select(&FLIGHTS[..])),
        vec(asks(), 0..2),
        vec(select(&DESTINATIONS[..]), 0..2),
        waivers(),
    );
    (first, others, says).prop_map(|(first, others, (purpose, mut regions, flight, requires, sends, waivers))| {
        regions.dedup();
        let requires = requires.into_iter().take(1).map(|Ask { topic, window }| Ask {
            topic,
            window: if window == Window::Lately { window } else { Window::Ever },
        });
        let requires = requires.collect();
        let statements = std::iter::once(first).chain(others).collect();
        Campaign { name: String::new(), purpose, regions, flight, requires, statements, sends, waivers }
    })
}

fn waivers() -> impl Strategy<Value = Vec<Waiver>> {
    let waiver = (select(&WAIVED[..]), select(&DAYS[1..])).prop_map(|(what, until)| Waiver { what, until });
    prop_oneof![5 => Just(Vec::new()), 1 => vec(waiver, 1..2)]
}

fn asks() -> impl Strategy<Value = Ask> {
    let topics = prop_oneof![
        2 => select(&TOPICS[..]).prop_map(Topic::Bare),
        1 => (0..8usize).prop_map(Topic::Consent),
    ];
    let day = || select(&DAYS[..]);
    let windows = prop_oneof![
        6 => Just(Window::Ever),
        1 => Just(Window::Lately),
        1 => Just(Window::ToCome),
        1 => day().prop_map(Window::Since),
        1 => day().prop_map(Window::Before),
        1 => (0..4usize).prop_map(|first| Window::Between(DAYS[first], DAYS[first + 1])),
    ];
    (topics, windows).prop_map(|(topic, window)| Ask { topic, window })
}

fn facts() -> impl Strategy<Value = Fact> {
    prop_oneof![
        3 => Just(Fact::Quran),
        2 => Just(Fact::PregnancyTest),
        1 => Just(Fact::GayDating),
        1 => Just(Fact::NearStore),
        1 => Just(Fact::Returned),
        1 => Just(Fact::CopperBracelet),
        1 => Just(Fact::MagneticBracelet),
        1 => Just(Fact::ShowerStool),
        3 => (0..8u8).prop_map(Fact::Plain),
    ]
}

fn ages() -> impl Strategy<Value = Ages> {
    let limit = || select(&[10u8, 13, 16, 18, 21, 65][..]);
    prop_oneof![
        limit().prop_map(Ages::AtLeast),
        limit().prop_map(Ages::Below),
        (limit(), limit()).prop_map(|(a, b)| Ages::Between(a.min(b), a.max(b))),
    ]
}

/// What may stand alone: a fact, a consent, an item by its name.
fn leaves() -> impl Strategy<Value = Expr> {
    prop_oneof![
        6 => facts().prop_map(Expr::Fact),
        1 => facts().prop_map(Expr::Never),
        1 => ages().prop_map(Expr::Age),
        3 => asks().prop_map(Expr::Consented),
        3 => (0..8usize).prop_map(Expr::Item),
        1 => (0..8usize).prop_map(Expr::Similar),
    ]
}

/// What a trait can be made from; ages of inputs are the matter of tests of their own.
fn sources() -> impl Strategy<Value = Expr> {
    leaves().prop_map(|leaf| match leaf {
        Expr::Never(Fact::NearStore) => Expr::Fact(Fact::NearStore),
        leaf => leaf,
    })
}

fn exprs(depth: u32) -> impl Strategy<Value = Expr> {
    leaves().prop_recursive(depth, 6, 3, |inner| {
        let some = vec(inner.clone(), 1..4);
        let two = vec(inner.clone(), 2..4);
        prop_oneof![
            1 => inner.prop_map(|inner| Expr::Not(Box::new(inner))),
            3 => two.clone().prop_map(Expr::And),
            2 => two.prop_map(Expr::Or),
            2 => (groups(), some).prop_map(|(group, parts)| Expr::Group(group, parts)),
        ]
    })
}

fn groups() -> impl Strategy<Value = Group> {
    prop_oneof![Just(Group::Any), Just(Group::All), Just(Group::None), (1..4usize).prop_map(Group::AtLeast)]
}
