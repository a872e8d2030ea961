//! Findings, shown in every format, compared and kept.

use crate::job::{Job, Kind, each, list_of};

pub(crate) const KINDS: &[Kind] = &[
    Kind { name: "findings: pretty", n: 40, job: |n| found(n, "pretty") },
    Kind { name: "findings: sarif", n: 40, job: |n| found(n, "sarif") },
    Kind { name: "findings: markdown", n: 60, job: |n| found(n, "markdown") },
    Kind { name: "findings on one line: pretty", n: 35, job: |n| on_one_line(n, "pretty") },
    Kind { name: "findings on one line: concise", n: 65, job: |n| on_one_line(n, "concise") },
    Kind { name: "findings on one line: json", n: 40, job: |n| on_one_line(n, "json") },
    Kind { name: "findings on one line: sarif", n: 40, job: |n| on_one_line(n, "sarif") },
    Kind { name: "findings on one line: github", n: 65, job: |n| on_one_line(n, "github") },
    Kind { name: "findings on one line: gitlab", n: 60, job: |n| on_one_line(n, "gitlab") },
    Kind { name: "findings on one line: junit", n: 55, job: |n| on_one_line(n, "junit") },
    Kind { name: "findings on one line: markdown", n: 60, job: |n| on_one_line(n, "markdown") },
    Kind { name: "findings in a list: sarif", n: 150, job: |n| in_list(n, "sarif") },
    Kind { name: "findings in a list: github", n: 500, job: |n| in_list(n, "github") },
    Kind { name: "findings in a list: junit", n: 250, job: |n| in_list(n, "junit") },
    Kind { name: "findings: counted", n: 65, job: |n| found(n, "concise").with(&["--statistics"]) },
    Kind { name: "one finding of many signals: pretty", n: 300, job: |n| of_many(n, "pretty") },
    Kind { name: "one finding of a long string: pretty", n: 6500, job: |n| of_long(n, "pretty") },
    Kind { name: "one finding of a long string: sarif", n: 6000, job: |n| of_long(n, "sarif") },
    Kind { name: "one finding of many lines: pretty", n: 3000, job: |n| of_lines(n, "pretty") },
    Kind { name: "faults on one line: pretty", n: 400, job: |n| faulty(n, "pretty") },
    Kind {
        name: "baseline: written of a list",
        n: 500,
        job: |n| {
            Job::command(
                vec![("a.csv".to_owned(), rows(n))],
                ["baseline", "--today", "2027-03-01", "a.csv"].map(str::to_owned).to_vec(),
            )
        },
    },
    Kind {
        name: "baseline: of entries with one fingerprint",
        n: 60,
        job: |n| {
            let entries: Vec<_> = (0..n).map(|i| ENTRY.replace("NN", &i.to_string())).collect();
            let baseline = format!("{{\"version\": 1, \"findings\": [{}]}}", entries.join(",\n"));
            Job::check(vec![
                ("qualm.yaml".to_owned(), "{}\n".to_owned()),
                ("qualm-baseline.json".to_owned(), baseline),
                ("a.campaign".to_owned(), campaigns(n)),
            ])
            .with(&["--format", "concise"])
        },
    },
    Kind {
        name: "since: what is new",
        n: 30,
        job: |n| since(vec![("a.campaign".to_owned(), campaigns(n))], "b.campaign", campaigns(1).replace("c0", "d0")),
    },
    Kind {
        name: "since: files",
        n: 30,
        job: |n| {
            since(
                (0..n).map(|i| (format!("{i}.campaign"), campaigns(1).replace("c0", &format!("d{i}")))).collect(),
                "b.campaign",
                campaigns(1),
            )
        },
    },
];

const ENTRY: &str = r#"{"path": "NN", "item": "campaign c0", "rule": "x/a", "fingerprint": "0123456789abcdef", "severity": "error", "grounds": ["x/NN"]}"#;

fn since(files: Vec<(String, String)>, path: &str, text: String) -> Job {
    Job::check(files).with(&["--no-config", "--format", "concise", "--since", "HEAD"]).and_later(path, text)
}

fn campaigns(n: usize) -> String {
    each(n, |i| format!("campaign c{i} {{\n  regions DE\n  target purchased \"pregnancy test\"\n}}\n"))
}

fn rows(n: usize) -> String {
    "segment_name\n".to_owned() + &each(n, |i| format!("Health > Pregnancy {i}\n"))
}

fn check(text: String, format: &str) -> Job {
    Job::check(vec![("a.campaign".to_owned(), text)]).with(&["--no-config", "--format", format])
}

fn found(n: usize, format: &str) -> Job {
    check(campaigns(n), format)
}

fn on_one_line(n: usize, format: &str) -> Job {
    check(campaigns(n).replace('\n', " "), format)
}

fn in_list(n: usize, format: &str) -> Job {
    Job::check(vec![("a.csv".to_owned(), rows(n))]).with(&["--no-config", "--format", format])
}

fn of_many(n: usize, format: &str) -> Job {
    check(
        format!("campaign c {{ regions DE target purchased {} }}", list_of(n, |i| format!("pregnancy test {i}"))),
        format,
    )
}

fn of_long(n: usize, format: &str) -> Job {
    check(format!("campaign c {{ regions DE target purchased \"{} pregnancy test\" }}", "tea ".repeat(n)), format)
}

fn of_lines(n: usize, format: &str) -> Job {
    check(
        format!("campaign c {{ regions DE target purchased [{}\"pregnancy test\"] }}", "\"tea\",\n".repeat(n)),
        format,
    )
}

fn faulty(n: usize, format: &str) -> Job {
    check(each(n, |i| format!("segment s{i} {{ when t{i}x }} ")), format)
}
