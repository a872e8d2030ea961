//! Text that people read otherwise than programs do, from outside: one behaviour in every kind of file.

use crate::cli::Project;

/// What hides in a word: a blank without width, a filler, a mark, a tag.
const HIDDEN: [&str; 5] = ["\u{200b}", "\u{3164}", "\u{206a}", "\u{fff9}", "\u{e0041}"];

#[test]
fn every_kind_of_file_is_seen_through_and_told() {
    for hidden in HIDDEN {
        let word = format!("qu{hidden}ran");
        let point = format!("`U+{:04X}`", u32::from(hidden.chars().next().unwrap()));
        let project = Project::new(&[
            ("a.campaign", &format!("# {hidden}\ncampaign a {{ target viewed \"{word}\" }}\n")),
            ("l.csv", &format!("id,segment name\n1,{word} readers\n")),
            ("l.tsv", &format!("id\tsegment name\n1\t{word} readers\n")),
            ("l.txt", &format!("{word} readers\n")),
        ]);
        let run =
            project.run(&["check", "--no-config", "--format", "concise", "a.campaign", "l.csv", "l.tsv", "l.txt"]);
        let found = |place: &str, rule: &str, words: &str| {
            let line = |line: &str| line.starts_with(place) && line.contains(rule) && line.contains(words);
            assert!(run.out.lines().any(line), "{place} {rule} {words}: {run:?}");
        };
        found("a.campaign:1:3:", "syntax/invisible-character", &point);
        found("a.campaign:2:", "syntax/invisible-character", &point);
        found("a.campaign:2:", "comfort/religion", "`quran`");
        for (list, line) in [("l.csv", 2), ("l.tsv", 2), ("l.txt", 1)] {
            found(&format!("{list}:{line}:"), "list/invisible-character", &point);
            found(&format!("{list}:{line}:"), "comfort/", "religion");
        }
        assert_eq!(run.code, 1, "{run:?}");
    }
}

#[test]
fn a_configuration_is_what_it_looks_like() {
    let project = Project::new(&[
        ("qualm.yaml", "# \u{202e} fo\nrules: {\"com\u{200b}fort/*\": off}\n"),
        ("a.campaign", "campaign a { target viewed \"quran\" }\n"),
    ]);
    let run = project.run(&["check", "--format", "concise"]);
    let told = format!("{}{}", run.out, run.err);
    assert!(told.contains("qualm.yaml:1:3: error[config/invisible-character]"), "{run:?}");
    assert!(told.contains("qualm.yaml:2:13: error[config/invisible-character]"), "{run:?}");
    assert_eq!(run.code, 2, "{run:?}");
}

#[test]
fn a_rule_file_is_what_it_looks_like() {
    let rule = "id: acme/faith\ntitle: Faith\nseverity: error\nwhen: {reveals: [religion]}\neffect: opt_in\n\
                message: \"{campaign} is about f\u{430}ith\"\nhelp: ask\nwhy: It is \u{2066}asked for.\n\
                sources: [{title: This test, cite: none, as_of: 2027-03-01}]\n\
                examples:\n  bad: ['campaign c { target viewed \"quran\" }  # error']\n  \
                good: ['campaign c { target crm.member is true }']\n";
    let project = Project::new(&[("rules/acme/faith.yaml", rule)]);
    let run = project.run(&["test", "rules", "--format", "json"]);
    assert!(run.out.contains("rule-file/look-alike-letter") && run.out.contains("U+0430"), "{run:?}");
    assert!(run.out.contains("rule-file/invisible-character") && run.out.contains("U+2066"), "{run:?}");
    assert_eq!(run.code, 2, "{run:?}");
}

#[test]
fn a_phrase_is_explained_as_it_looks() {
    let project = Project::new(&[]);
    for phrase in ["qu\u{200b}ran", "qur\u{430}n", "\u{202e}naruq", "\u{ff31}uran"] {
        let run = project.run(&["explain", phrase]);
        assert!(run.out.contains("religion"), "{run:?}");
    }
}

#[test]
fn a_long_list_of_them_is_told_twenty_times_and_counted() {
    let project = Project::new(&[]);
    project.file("l.csv", format!("segment name\n{}", "tea\u{200b} drinkers\n".repeat(5000)));
    let run = project.run(&["check", "--no-config", "--format", "concise", "l.csv"]);
    assert_eq!(run.out.lines().filter(|line| line.contains("list/invisible-character")).count(), 20, "{run:?}");
    assert!(run.out.contains("4980 more rows could not be read well"), "{run:?}");
}
