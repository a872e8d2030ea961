//! Statements of one item, many of a kind.

use crate::job::{Job, Kind, each, joined, list_of};

pub(crate) const KINDS: &[Kind] = &[
    Kind {
        name: "statements: sends",
        n: 250,
        job: |n| campaign(&("target crm.x is true ".to_owned() + &each(n, |i| format!("send to \"D{i}\" ")))),
    },
    Kind {
        name: "statements: sends of what tells",
        n: 100,
        job: |n| {
            campaign(&("target purchased \"pregnancy test\" ".to_owned() + &each(n, |i| format!("send to \"D{i}\" "))))
        },
    },
    Kind {
        name: "statements: fields sent",
        n: 200,
        job: |n| {
            campaign(&format!("target crm.x is true send to \"D\" with {}", joined(n, ", ", |i| format!("ssn_{i}"))))
        },
    },
    Kind {
        name: "statements: platforms, one by one",
        n: 500,
        job: |n| campaign(&("target crm.x is true ".to_owned() + &each(n, |i| format!("runs on \"D{i}\" ")))),
    },
    Kind {
        name: "statements: messages",
        n: 75,
        job: |n| {
            campaign(
                &("target purchased \"pregnancy test\" ".to_owned()
                    + &each(n, |_| "message email { subject \"Your pregnancy\" body \"For you\" } ".to_owned())),
            )
        },
    },
    Kind {
        name: "statements: shows",
        n: 200,
        job: |n| {
            campaign(&format!(
                "target crm.x is true message email {{ {} }}",
                each(n, |_| "shows purchased \"pregnancy test\" ".to_owned())
            ))
        },
    },
    Kind {
        name: "statements: links",
        n: 100,
        job: |n| {
            campaign(&format!(
                "target crm.x is true message email {{ {} }}",
                each(n, |i| format!("link \"https://shop.example/?pregnant={i}\" "))
            ))
        },
    },
    Kind {
        name: "statements: suppressions",
        n: 400,
        job: |n| {
            campaign(&("target crm.x is true ".to_owned() + &each(n, |_| "suppress did \"unsubscribed\" ".to_owned())))
        },
    },
    Kind {
        name: "statements: waivers that count",
        n: 500,
        job: |n| {
            campaign(
                &("target purchased \"pregnancy test\" ".to_owned()
                    + &each(n, |_| "allow health until 2027-04-01 by \"a@b.example\" because \"r\" ".to_owned())),
            )
        },
    },
    Kind {
        name: "statements: waivers of many segments",
        n: 100,
        job: |n| {
            file(
                each(n, |i| {
                    format!(
                        "segment s{i} {{ when purchased \"pregnancy test\" allow health until 2027-04-01 by \"a@b.example\" because \"r\" }} "
                    )
                }) + "campaign c { target "
                    + &joined(n, " or ", |i| format!("s{i}"))
                    + " }",
            )
        },
    },
    Kind {
        name: "statements: what is waived at once",
        n: 500,
        job: |n| {
            campaign(&format!(
                "target purchased \"pregnancy test\" allow {} until 2027-04-01 by \"a@b.example\" because \"r\"",
                joined(n, ", ", |i| format!("comfort/r{i}"))
            ))
        },
    },
    Kind {
        name: "statements: regions",
        n: 500,
        job: |n| {
            campaign(&format!(
                "target purchased \"pregnancy test\" regions {}",
                joined(n, ", ", |i| ["US-WA", "DE", "FR", "US-MD"][i % 4].to_owned())
            ))
        },
    },
    Kind {
        name: "statements: topics of a consent",
        n: 1000,
        job: |n| {
            file(format!(
                "consent k {{ to {} }} campaign c {{ target purchased \"pregnancy test\" require consent k }}",
                joined(n, ", ", |_| "health".to_owned())
            ))
        },
    },
    Kind {
        name: "statements: shared with",
        n: 1000,
        job: |n| {
            file(format!(
                "consent k {{ to health shared with {} }} campaign c {{ target purchased \"pregnancy test\" require consent k send to \"D1\" }}",
                list_of(n, |i| format!("D{i}"))
            ))
        },
    },
    Kind {
        name: "statements: things promoted",
        n: 200,
        job: |n| campaign(&format!("target crm.x is true promotes {}", list_of(n, |_| "pregnancy test".to_owned()))),
    },
    Kind {
        name: "statements: inputs of a model",
        n: 500,
        job: |n| {
            file(format!(
                "trait t {{ inferred by model \"m\" from {} }} campaign c {{ target t }}",
                joined(n, ", ", |_| "purchased \"pregnancy test\"".to_owned())
            ))
        },
    },
];

fn file(text: String) -> Job {
    Job::campaign(text)
}

fn campaign(statements: &str) -> Job {
    Job::campaign(format!("campaign c {{ {statements} }}"))
}
