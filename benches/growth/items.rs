//! Items, many of a kind.

use crate::job::{Job, Kind, each, joined};

pub(crate) const KINDS: &[Kind] = &[
    Kind {
        name: "items: campaigns of one segment",
        n: 65,
        job: |n| {
            file(
                "segment s { when purchased \"pregnancy test\" } ".to_owned()
                    + &each(n, |i| format!("campaign c{i} {{ target s }} ")),
            )
        },
    },
    Kind {
        name: "items: segments of one campaign",
        n: 150,
        job: |n| {
            file(
                each(n, |i| format!("segment s{i} {{ when crm.a is true }} "))
                    + "campaign c { target "
                    + &joined(n, " or ", |i| format!("s{i}"))
                    + " }",
            )
        },
    },
    Kind {
        name: "items: traits",
        n: 150,
        job: |n| {
            file(
                each(n, |i| {
                    format!(
                        "trait crm.t{i} {{ inferred by model \"m\" from purchased \"pregnancy test\", any search retained 3 days }} "
                    )
                }) + "campaign c { target "
                    + &joined(n, " or ", |i| format!("crm.t{i} is true"))
                    + " }",
            )
        },
    },
    Kind {
        name: "items: places",
        n: 95,
        job: |n| {
            file(
                each(n, |i| format!("place p{i} {{ at 47.1234, -122.3 kind \"fertility clinic\" }} "))
                    + "campaign c { target "
                    + &joined(n, " or ", |i| format!("within 200 m of p{i}"))
                    + " }",
            )
        },
    },
    Kind {
        name: "items: consents",
        n: 200,
        job: |n| {
            file(
                each(n, |i| format!("consent k{i} {{ to health asked in \"form\" wording \"w {i}\" }} "))
                    + "campaign c { target purchased \"pregnancy test\" and ("
                    + &joined(n, " or ", |i| format!("consented to k{i}"))
                    + ") }",
            )
        },
    },
    Kind {
        name: "items: consents required together",
        n: 200,
        job: |n| {
            file(
                each(n, |i| format!("consent k{i} {{ to health asked in \"form\" }} "))
                    + "campaign c { target purchased \"pregnancy test\" require consent ["
                    + &joined(n, ", ", |i| format!("k{i}"))
                    + "] }",
            )
        },
    },
    Kind {
        name: "items: consents required one by one",
        n: 450,
        job: |n| campaign(&each(n, |_| "require consent health ".to_owned())),
    },
    Kind {
        name: "items: lookalikes in a chain",
        n: 250,
        job: |n| {
            file(
                "segment s0 { when purchased \"pregnancy test\" } ".to_owned()
                    + &each(n, |i| format!("segment s{} {{ when similar to s{i} }} ", i + 1))
                    + &format!("campaign c {{ target s{n} }}"),
            )
        },
    },
    Kind {
        name: "items: segments in a chain",
        n: 150,
        job: |n| {
            file(
                "segment s0 { when purchased \"pregnancy test\" } ".to_owned()
                    + &each(n, |i| format!("segment s{} {{ when s{i} or not s{i} }} ", i + 1))
                    + &format!("campaign c {{ target s{n} }}"),
            )
        },
    },
    Kind {
        name: "items: a lattice of segments",
        n: 95,
        job: |n| {
            file(
                "segment a0 { when purchased \"pregnancy test\" } segment b0 { when crm.x is true } ".to_owned()
                    + &each(n, |i| {
                        format!("segment a{0} {{ when a{i} or b{i} }} segment b{0} {{ when a{i} and b{i} }} ", i + 1)
                    })
                    + &format!("campaign c {{ target a{n} or not b{n} }}"),
            )
        },
    },
    Kind {
        name: "items: a chain with a campaign for each",
        n: 50,
        job: |n| {
            file(
                "segment s0 { when purchased \"pregnancy test\" } ".to_owned()
                    + &each(n, |i| format!("segment s{0} {{ when s{i} }} campaign c{0} {{ target s{0} }} ", i + 1)),
            )
        },
    },
    Kind {
        name: "items: ages down a chain",
        n: 150,
        job: |n| {
            file(
                "segment s0 { when age < 16 } ".to_owned()
                    + &each(n, |i| format!("segment s{} {{ when s{i} and age < {} }} ", i + 1, 18 + i % 40))
                    + &format!("campaign c {{ target s{n} }}"),
            )
        },
    },
    Kind {
        name: "items: combinations down a chain",
        n: 150,
        job: |n| {
            file(
                "segment s0 { when purchased [\"unscented lotion\", \"zinc supplement\"] } ".to_owned()
                    + &each(n, |i| format!("segment s{} {{ when s{i} or purchased \"cotton balls\" }} ", i + 1))
                    + &format!("campaign c {{ target s{n} }}"),
            )
        },
    },
];

fn file(text: String) -> Job {
    Job::campaign(text)
}

fn campaign(statements: &str) -> Job {
    Job::campaign(format!("campaign c {{ {statements} }}"))
}
