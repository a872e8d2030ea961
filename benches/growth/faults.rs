//! What is wrong, many times over.

use crate::job::{Job, Kind, each};

pub(crate) const KINDS: &[Kind] = &[
    Kind { name: "unknown: segments", n: 500, job: |n| file(each(n, |i| format!("segment s{i} {{ when t{i}x }} "))) },
    Kind {
        name: "unknown: places",
        n: 500,
        job: |n| {
            file(
                each(n, |i| format!("place plonker{i} {{ at 47.1, -122.1 }} "))
                    + &targets(n, |i| format!("visited plinker{i}")),
            )
        },
    },
    Kind {
        name: "unknown: consents",
        n: 500,
        job: |n| {
            file(
                each(n, |i| format!("consent konsent{i} {{ to health }} "))
                    + &targets(n, |i| format!("consented to kunsent{i}")),
            )
        },
    },
    Kind {
        name: "unknown: fields",
        n: 300,
        job: |n| {
            Job::check(vec![
                ("qualm.yaml".to_owned(), "fields: ./fields.yaml\n".to_owned()),
                ("fields.yaml".to_owned(), each(n, |i| format!("crm.feeld{i}: {{provenance: declared}}\n"))),
                ("a.campaign".to_owned(), targets(n, |i| format!("crm.field{i} is true"))),
            ])
            .with(&["--format", "concise"])
        },
    },
    Kind {
        name: "unknown: keywords",
        n: 300,
        job: |n| file(each(n, |i| format!("campaign c{i} {{ tarket crm.x is true }} "))),
    },
    Kind {
        name: "unknown: statements of one block",
        n: 500,
        job: |n| file(format!("campaign c {{ {} }}", each(n, |_| "tarket crm.x is true ".to_owned()))),
    },
    Kind { name: "doubled: segments", n: 200, job: |n| file("segment s { when crm.a is true } ".repeat(n)) },
    Kind { name: "doubled: consents", n: 400, job: |n| file("consent k { to health } ".repeat(n)) },
    Kind {
        name: "circles: one of all",
        n: 250,
        job: |n| file(each(n, |i| format!("segment s{i} {{ when s{} }} ", (i + 1) % n))),
    },
    Kind {
        name: "circles: all through one",
        n: 200,
        job: |n| {
            file(
                each(n, |i| format!("segment s{i} {{ when hub }} "))
                    + "segment hub { when "
                    + &(0..n).map(|i| format!("s{i}")).collect::<Vec<_>>().join(" or ")
                    + " }",
            )
        },
    },
    Kind {
        name: "syntax: statements",
        n: 150,
        job: |n| file(format!("campaign c {{ {} }}", "target purchased \"x\" at leest 3 times\n".repeat(n))),
    },
    Kind {
        name: "syntax: braces that nobody closes",
        n: 150,
        job: |n| file(each(n, |i| format!("segment s{i} {{ when crm.a is true\n"))),
    },
    Kind {
        name: "syntax: quotes that nobody closes",
        n: 350,
        job: |n| file(format!("campaign c {{ {} }}", "target viewed \"x\n".repeat(n))),
    },
    Kind {
        name: "syntax: and mixed with or",
        n: 500,
        job: |n| {
            file(format!("campaign c {{ target crm.a is true {} }}", "and crm.b is true or crm.c is true ".repeat(n)))
        },
    },
    Kind {
        name: "syntax: invisible characters in many",
        n: 200,
        job: |n| file(each(n, |i| format!("segment s{i} {{ when viewed \"a\u{200b}b\" }}\n"))),
    },
    Kind {
        name: "never matches",
        n: 150,
        job: |n| file(each(n, |i| format!("segment s{i} {{ when age < 18 and age > 65 }} "))),
    },
    Kind {
        name: "syntax: anything at all",
        n: 70,
        job: |n| {
            hostile(PIECES, |i, text| (format!("{i}.campaign"), text), n).with(&["--no-config", "--format", "concise"])
        },
    },
    Kind {
        name: "syntax: anything in a group",
        n: 55,
        job: |n| {
            hostile(PIECES, |i, text| (format!("{i}.campaign"), format!("campaign a{i} {{ target any of {{ {text}")), n)
                .with(&["--no-config", "--format", "concise"])
        },
    },
    Kind {
        name: "syntax: words between items",
        n: 3000,
        job: |n| file("Lorem ipsum; 5 €, (etc. ".repeat(n) + " segment a { when crm.x is true }"),
    },
    Kind {
        name: "syntax: anything in a rule file",
        n: 40,
        job: |n| {
            // Each piece in two files, so that there is enough to count at a depth that is still read.
            hostile(&[YAML, YAML].concat(), |i, text| (format!("rules/acme/r{i}.yaml"), text), n)
                .and("qualm.yaml", "extends: [qualm:recommended, ./rules]\n")
                .with(&["--format", "concise"])
                .failing()
        },
    },
    Kind {
        name: "syntax: brackets in a rule file",
        n: 250,
        job: |n| {
            hostile(&BRACKETS.repeat(4), |i, text| (format!("rules/acme/r{i}.yaml"), text), n)
                .and("qualm.yaml", "extends: [qualm:recommended, ./rules]\n")
                .with(&["--format", "concise"])
                .failing()
        },
    },
    Kind {
        name: "syntax: a long line in brackets",
        n: 30,
        job: |n| {
            // As deep as is read, and as long as that is seldom.
            let line = format!("a: {}\"{}\"{}\n", "[".repeat(n), "x ".repeat(60 * n), "]".repeat(n));
            hostile(&[&*line; 16], |i, text| (format!("rules/acme/r{i}.yaml"), text), 1)
                .and("qualm.yaml", "extends: [qualm:recommended, ./rules]\n")
                .with(&["--format", "concise"])
                .failing()
        },
    },
];

/// Pieces of campaigns that are nothing when they are repeated.
const PIECES: &[&str] = &[
    "\"",
    "\"\"\"\n\\",
    "{",
    "}",
    "(",
    ")",
    "((]",
    "\0",
    "a ",
    "segment ",
    "segment a ",
    "segment a {\n",
    "#",
    "é",
    "\\",
    "not ",
    "\"\"\" \\\"\"\" \n",
    "when x\n",
    "} segment a { when (",
    ", ",
    "= ",
    "“x” ",
    "\u{feff}",
    "5.",
    "message ",
];

/// The same of YAML.
const YAML: &[&str] =
    &["[", "{a: ", "- ", "? ", "[[]", "{", "a", "a: b\n", "&a ", "*a ", "\"", "'", "| ", "# ", "!!a ", "---\n", "\t"];

/// Brackets that open and do not close, on one line and on many; what stands in quotes closes nothing.
const BRACKETS: &[&str] = &["[", "{a: ", "{a:\n", "[\n", "{\"}\": ", "[\"]\","];

/// A file for each piece, which is repeated `n` times in it.
fn hostile(pieces: &[&str], file: impl Fn(usize, String) -> (String, String), n: usize) -> Job {
    Job::check(pieces.iter().enumerate().map(|(number, piece)| file(number, piece.repeat(n))).collect())
        .and("z.campaign", "segment zzz { when crm.x is true }")
}

fn file(text: String) -> Job {
    Job::campaign(text)
}

fn targets(n: usize, part: impl Fn(usize) -> String) -> String {
    let parts: Vec<_> = (0..n).map(part).collect();
    format!("campaign c {{ target {} }}", parts.join(" or "))
}
