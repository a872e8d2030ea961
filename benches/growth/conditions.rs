//! Conditions and strings, many in one expression.

use crate::job::{Job, Kind, joined, list_of};

pub(crate) const KINDS: &[Kind] = &[
    Kind {
        name: "conditions: joined by and",
        n: 400,
        job: |n| campaign(&format!("target {}", joined(n, " and ", |i| format!("crm.a{i} = \"b\"")))),
    },
    Kind {
        name: "conditions: of many categories",
        n: 500,
        job: |n| {
            campaign(&format!(
                "target {}",
                joined(n, " or ", |i| format!("purchased \"{}\"", TELLING[i % TELLING.len()]))
            ))
        },
    },
    Kind {
        name: "conditions: in a group",
        n: 350,
        job: |n| campaign(&format!("target at least 2 of {{ {} }}", joined(n, ", ", |i| format!("crm.a{i} = \"b\"")))),
    },
    Kind {
        name: "conditions: ages",
        n: 350,
        job: |n| {
            campaign(&format!(
                "target {}",
                joined(n, " or ", |i| format!("age between {} and {}", 20 + i % 30, 55 + i % 30))
            ))
        },
    },
    Kind {
        name: "conditions: tests of an event",
        n: 700,
        job: |n| {
            campaign(&format!(
                "target did \"x\" where {{ {} }}",
                joined(n, ", ", |i| format!("kind{i} = \"pregnancy test\""))
            ))
        },
    },
    Kind {
        name: "conditions: coordinates",
        n: 250,
        job: |n| campaign(&format!("target {}", joined(n, " or ", |i| format!("within 200 m of 47.{i:05}, -122.3")))),
    },
    Kind {
        name: "strings: in a list, telling",
        n: 450,
        job: |n| campaign(&format!("target interested in {}", list_of(n, |_| "expecting".to_owned()))),
    },
    Kind {
        name: "strings: values of a field",
        n: 1000,
        job: |n| campaign(&format!("target crm.x is one of {}", list_of(n, |_| "muslim".to_owned()))),
    },
];

const TELLING: [&str; 8] = [
    "pregnancy test",
    "muslim prayer rug",
    "hiv test kit",
    "democratic party",
    "gay cruise",
    "payday loan",
    "wheelchair",
    "divorce lawyer",
];

fn campaign(statements: &str) -> Job {
    Job::campaign(format!("campaign c {{ {statements} }}"))
}
