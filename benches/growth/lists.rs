//! Lists: rows, columns, and what stands in them; and files.

use crate::job::{Job, Kind, each};

pub(crate) const KINDS: &[Kind] = &[
    Kind {
        name: "lists: rows",
        n: 2500,
        job: |n| Job::list("segment_name\n".to_owned() + &each(n, |i| format!("Garden chairs {i}\n"))),
    },
    Kind {
        name: "lists: telling rows",
        n: 500,
        job: |n| Job::list("segment_name\n".to_owned() + &each(n, |i| format!("Health > Pregnancy {i}\n"))),
    },
    Kind {
        name: "lists: words of a row",
        n: 4000,
        job: |n| Job::list("segment_name\n".to_owned() + &"expecting ".repeat(n)),
    },
    Kind {
        name: "lists: stray quotes",
        n: 2000,
        job: |n| Job::list("segment_name\n".to_owned() + &"a \"b\" c\n".repeat(n)),
    },
    Kind {
        name: "lists: quotes that nobody closes",
        n: 2000,
        job: |n| Job::list("segment_name\n".to_owned() + &"\"a\n".repeat(n)),
    },
    Kind {
        name: "lists: rows waived by the configuration",
        n: 500,
        job: |n| {
            Job::check(vec![
                (
                    "qualm.yaml".to_owned(),
                    "waivers:\n  - {category: health, path: a.csv, until: 2027-04-30, by: a@b.example, because: x}\n"
                        .to_owned(),
                ),
                ("a.csv".to_owned(), "segment_name\n".to_owned() + &each(n, |i| format!("Health > Pregnancy {i}\n"))),
            ])
            .with(&["--format", "concise"])
        },
    },
    Kind {
        name: "files: campaigns",
        n: 60,
        job: |n| {
            files(n, |i| (format!("{i}.campaign"), format!("campaign c{i} {{ target purchased \"pregnancy test\" }}")))
        },
    },
    Kind {
        name: "files: that refer to the next",
        n: 150,
        job: |n| files(n, |i| (format!("{i}.campaign"), format!("segment s{i} {{ when s{} }}", i + 1))),
    },
    Kind {
        name: "files: named one by one",
        n: 60,
        job: |n| {
            let names: Vec<_> = (0..n).map(|i| format!("{i}.campaign")).collect();
            let files = files(n, |i| {
                (format!("{i}.campaign"), format!("campaign c{i} {{ target purchased \"pregnancy test\" }}"))
            });
            files.with(&names.iter().map(String::as_str).collect::<Vec<_>>())
        },
    },
];

fn files(n: usize, file: impl Fn(usize) -> (String, String)) -> Job {
    let one = ("one.campaign".to_owned(), "segment one { when crm.a is true }".to_owned());
    Job::check((0..n).map(file).chain([one]).collect()).with(&["--no-config", "--format", "concise"])
}
