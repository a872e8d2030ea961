//! The language and its meaning in literate Markdown: runs every test in `tests/spec/*.md`.
//!
//! A heading `## …` is a test. A block `campaign NAME.campaign` is a file of it, a block `yaml rules/PACK/NAME.yaml` a
//! rule file. `# error: [rule/id] "part of the message"` at the end of a line expects a finding there, alone on a line
//! `# error-below: […]` expects it on the next line that is no such comment; `# trail: a → b` checks the trail of the
//! expectation before it. `<!-- today: 2027-03-01, strict, only: acme/ -->` sets the day, shows notes, and looks at
//! the findings of one pack only.

mod compare;
mod read;

use qualm::lint::Notes;

use crate::judge::{files, judge, rules};
use read::Test;

#[test]
fn every_claim_of_the_spec_holds() {
    let files = files("tests/spec", "md");
    let tests: Vec<_> =
        files.iter().flat_map(|(path, text)| read::tests(text).into_iter().map(move |test| (path, test))).collect();
    assert!(!tests.is_empty(), "no test in tests/spec");
    let failures: Vec<_> = tests
        .iter()
        .filter_map(|(path, test)| {
            let wrong = run(test);
            (!wrong.is_empty())
                .then(|| format!("{path}:{} “{}”\n    {}\n", test.line, test.title, wrong.join("\n    ")))
        })
        .collect();
    assert!(
        failures.is_empty(),
        "{} of {} tests of the spec failed\n\n{}",
        failures.len(),
        tests.len(),
        failures.join("\n")
    );
}

/// What is wrong with one test; nothing, if it holds.
fn run(test: &Test) -> Vec<String> {
    let mut wrong = test.faults.clone();
    match rules(&test.rules) {
        Ok(rules) => {
            let notes = if test.strict { Notes::Show } else { Notes::Hide };
            let judged = judge(&test.files, &rules, test.today, notes);
            wrong.extend(compare::compare(test, &judged));
        }
        Err(faults) => wrong.push(format!("its rule files are refused: {faults}")),
    }
    wrong
}
