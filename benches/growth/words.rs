//! Words, repeated in one text.

use crate::job::{Job, Kind, each};

pub(crate) const KINDS: &[Kind] = &[
    Kind { name: "words: a term that is its own cue", n: 2000, job: |n| viewed(&"pregnant ".repeat(n)) },
    Kind { name: "words: a term with forbidding words", n: 1500, job: |n| viewed(&"pride ".repeat(n)) },
    Kind { name: "words: a term of two words", n: 1000, job: |n| viewed(&"pregnancy test ".repeat(n)) },
    Kind { name: "words: phrases that hide a term", n: 1000, job: |n| viewed(&"pregnant pause pregnant ".repeat(n)) },
    Kind { name: "words: members of a combination", n: 1500, job: |n| viewed(&"unscented lotion zinc ".repeat(n)) },
    Kind { name: "words: unknown", n: 3500, job: |n| viewed(&each(n, |i| format!("w{i}x "))) },
    Kind { name: "words: one long word", n: 5000, job: |n| viewed(&"pregnan".repeat(n)) },
    Kind { name: "words: marks only", n: 4000, job: |n| viewed(&"-_>/|.!? ".repeat(n)) },
    Kind { name: "words: sentences", n: 1000, job: |n| viewed(&"We are expecting you. ".repeat(n)) },
    Kind {
        name: "words: of places",
        n: 850,
        job: |n| target(&format!("visited \"{}\"", "fertility clinic ".repeat(n))),
    },
    Kind { name: "words: of fields", n: 2500, job: |n| target(&format!("crm.x{} = 1", "_ssn_dob".repeat(n))) },
    Kind {
        name: "words: of what is left out",
        n: 1500,
        job: |n| {
            Job::campaign(format!(
                "campaign c {{ target crm.a is true suppress did \"{}\" }}",
                "unsubscribed ".repeat(n)
            ))
        },
    },
    Kind {
        name: "words: of a loss that is left out",
        n: 400,
        job: |n| {
            let loss = "pregnancy loss menopause opt out ".repeat(n);
            Job::campaign(format!("campaign c {{ target crm.a is true suppress did \"{loss}\" }}"))
        },
    },
    Kind { name: "words: departments", n: 800, job: |n| viewed(&"Food, Drink & Tobacco > ".repeat(n)) },
    Kind { name: "words: said of animals", n: 1500, job: |n| viewed(&"dog diapers ".repeat(n)) },
    Kind {
        name: "words: of a destination",
        n: 450,
        job: |n| Job::campaign(format!("campaign c {{ target crm.x is true send to \"{}\" }}", "Meta Ads ".repeat(n))),
    },
    Kind {
        name: "words: of copy that says you, in sentences",
        n: 350,
        job: |n| copy(&"Your pregnancy? Yes! ".repeat(n)),
    },
    Kind {
        name: "words: of copy that repeats its audience",
        n: 400,
        job: |n| {
            Job::campaign(format!(
                "campaign c {{ target purchased \"pregnancy test\" message email {{ body \"{}\" }} }}",
                "pregnancy test ".repeat(n)
            ))
        },
    },
    Kind { name: "words: merge fields", n: 100, job: |n| copy(&"{{ crm.pregnant }} ".repeat(n)) },
    Kind { name: "words: open merge fields", n: 2500, job: |n| copy(&"{{ ".repeat(n)) },
    Kind { name: "words: escapes", n: 4500, job: |n| viewed(&"\\u{70}\\n".repeat(n)) },
    Kind {
        name: "words: in a title",
        n: 2500,
        job: |n| Job::campaign(format!("segment s \"{}\" {{ when crm.a is true }}", "pregnant ".repeat(n))),
    },
    Kind { name: "words: explained", n: 200, job: |n| explain(&"pregnant ".repeat(n), "name") },
    Kind { name: "words: explained, hidden", n: 400, job: |n| explain(&"pregnant pause ".repeat(n), "name") },
    Kind { name: "words: explained, of fields", n: 150, job: |n| explain(&"ssn dob pride ".repeat(n), "field") },
    Kind { name: "words: explained, unknown", n: 1000, job: |n| explain(&"zzyzx ".repeat(n), "name") },
];

fn target(condition: &str) -> Job {
    Job::campaign(format!("campaign c {{ target {condition} }}"))
}

fn viewed(words: &str) -> Job {
    target(&format!("viewed \"{words}\""))
}

fn copy(words: &str) -> Job {
    Job::campaign(format!("campaign c {{ target crm.x is true message email {{ body \"{words}\" }} }}"))
}

fn explain(words: &str, kind: &str) -> Job {
    Job::command(Vec::new(), ["explain", "--as", kind, words.trim()].map(str::to_owned).to_vec())
}
