//! Configuration, rules and words of one's own.

use crate::job::{Job, Kind, each};

pub(crate) const KINDS: &[Kind] = &[
    Kind {
        name: "settings: overrides that count",
        n: 150,
        job: |n| {
            project(
                &("overrides:\n".to_owned()
                    + &each(n, |_| "  - {paths: [\"**\"], rules: {comfort/religion: note}}\n".to_owned())),
            )
        },
    },
    Kind {
        name: "settings: unknown rules",
        n: 120,
        job: |n| faulty(&("rules:\n".to_owned() + &each(n, |i| format!("  comfort/zz{i}: note\n")))),
    },
    Kind { name: "settings: waivers", n: 200, job: |n| project(&waivers(n)) },
    Kind {
        name: "settings: what counts for a path",
        n: 200,
        job: |n| Job::command(files(&waivers(n), Vec::new()), ["config", "a.campaign"].map(str::to_owned).to_vec()),
    },
    Kind {
        name: "settings: names of ids",
        n: 500,
        job: |n| {
            with_files(
                "names: ./names.yaml\n",
                vec![("names.yaml".to_owned(), each(n, |i| format!("id{i}: \"Pregnancy {i}\"\n")))],
            )
        },
    },
    Kind {
        name: "settings: fields",
        n: 500,
        job: |n| {
            with_files(
                "fields: ./fields.yaml\n",
                vec![(
                    "fields.yaml".to_owned(),
                    each(n, |i| format!("crm.f{i}: {{provenance: declared, categories: [health]}}\n")),
                )],
            )
        },
    },
    Kind {
        name: "rules: of one's own",
        n: 50,
        job: |n| own((0..n).map(|i| (format!("acme/r{i}.yaml"), rule(i, 1))).collect()),
    },
    Kind {
        name: "rules: examples of one",
        n: 30,
        job: |n| {
            Job::command(
                pack(vec![("acme/r0.yaml".to_owned(), rule(0, n))]),
                ["test", "rules"].map(str::to_owned).to_vec(),
            )
        },
    },
    Kind {
        name: "rules: categories",
        n: 300,
        job: |n| {
            own(vec![(
                "acme/categories.yaml".to_owned(),
                "- {id: acme, title: A, sentence: A., tier: delicate}\n".to_owned()
                    + &each(n, |i| format!("- {{id: acme.c{i}, title: C {i}, sentence: C., tier: delicate}}\n")),
            )])
        },
    },
    Kind {
        name: "rules: terms",
        n: 1000,
        job: |n| {
            own(vec![("acme/vocabulary/words.yaml".to_owned(), entry(&each(n, |i| format!("    - word{i} thing\n"))))])
        },
    },
    Kind {
        name: "rules: words that a term needs",
        n: 3000,
        job: |n| {
            own(vec![(
                "acme/vocabulary/words.yaml".to_owned(),
                entry(&format!(
                    "    - {{term: pregnancy test, with: [{}]}}\n",
                    (0..n).map(|i| format!("near{i}")).collect::<Vec<_>>().join(", ")
                )),
            )])
        },
    },
    Kind {
        name: "rules: unknown categories revealed",
        n: 120,
        job: |n| {
            own(vec![(
                "acme/vocabulary/words.yaml".to_owned(),
                each(n, |i| entry(&format!("    - widget{i}\n")).replace("[health]", &format!("[helth.x{i}]"))),
            )])
            .failing()
        },
    },
];

const RULE: &str = r#"id: acme/rNN
title: A rule of our own
severity: warning
when: {reveals: [health]}
message: "{campaign} {picks} {category}"
help: do not
why: because
sources: [{title: ours, cite: ours}]
examples:
  bad: [BAD]
  good: ["campaign c { target crm.newsletter is true }"]
"#;

fn waivers(n: usize) -> String {
    let waiver = "  - {rule: comfort/religion, path: \"**\", until: 2027-12-31, by: a, because: b}\n";
    "waivers:\n".to_owned() + &each(n, |_| waiver.to_owned())
}

fn rule(number: usize, examples: usize) -> String {
    let bad = vec!["'campaign c { target purchased \"pregnancy test\" }'"; examples].join(", ");
    RULE.replace("NN", &number.to_string()).replace("BAD", &bad)
}

fn entry(terms: &str) -> String {
    format!("- reveals: [health]\n  strength: moderate\n  terms:\n{terms}  source: {{title: ours, cite: ours}}\n")
}

fn files(config: &str, more: Vec<(String, String)>) -> Vec<(String, String)> {
    let campaign = "campaign c { target purchased \"pregnancy test\" and crm.f1 is true }";
    let own = [("qualm.yaml".to_owned(), config.to_owned()), ("a.campaign".to_owned(), campaign.to_owned())];
    own.into_iter().chain(more).collect()
}

fn with_files(config: &str, more: Vec<(String, String)>) -> Job {
    Job::check(files(config, more)).with(&["--format", "concise"])
}

fn project(config: &str) -> Job {
    with_files(config, Vec::new())
}

/// A configuration that has faults: the run exits with 2.
fn faulty(config: &str) -> Job {
    project(config).failing()
}

fn pack(more: Vec<(String, String)>) -> Vec<(String, String)> {
    let pack = ("rules/acme/pack.yaml".to_owned(), "id: acme\ntitle: A\ndescription: A.\nlaw: false\n".to_owned());
    more.into_iter().map(|(path, text)| (format!("rules/{path}"), text)).chain([pack]).collect()
}

fn own(more: Vec<(String, String)>) -> Job {
    with_files("extends: [qualm:recommended, ./rules]\n", pack(more))
}
