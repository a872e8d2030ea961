//! Rule files are checked like programs: every mistake is told, with its place, and what is sound still runs.

use super::*;

/// A sound rule, with a line of it replaced.
fn rule(was: &str, is: &str) -> String {
    let sound = r#"id: acme/faith
title: Acting on faith
severity: warning
when: {reveals: [religion], from: [view]}
effect: opt_in
message: "{campaign} is about {category}"
help: ask
why: It is asked for here.
sources: [{title: This test, cite: none, as_of: 2027-03-01}]
examples:
  bad: ['campaign c { target viewed "quran" }  # error']
  good: ['campaign c { target crm.member is true }']
"#;
    assert!(sound.contains(was), "{was}");
    sound.replace(was, is)
}

/// What `qualm test` says of rules that differ in their `when`: of each the kind, message and help of its mistakes.
fn mistakes(whens: &[&str]) -> Vec<Vec<String>> {
    let project = Project::new(&[]);
    for (number, when) in whens.iter().enumerate() {
        let text =
            rule("{reveals: [religion], from: [view]}", when).replace("acme/faith", &format!("acme/n{number:02}"));
        project.file(&format!("acme/n{number:02}.yaml"), text);
    }
    let run = project.run(&["test", "acme", "--format", "json"]);
    let answer: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let mut told = vec![Vec::new(); whens.len()];
    for mistake in answer["mistakes"].as_array().unwrap() {
        let word = |key: &str| mistake[key].as_str().unwrap_or_default();
        let number: usize = word("path")["acme/n".len().."acme/n".len() + 2].parse().unwrap();
        let kind = word("rule").trim_start_matches("rule-file/");
        told[number].push(format!("{kind}: {} ({})", word("message"), word("help")));
    }
    assert_eq!(run.code == 2, told.iter().any(|mistakes| !mistakes.is_empty()), "{run:?}");
    told
}

#[test]
fn twelve_mistakes_in_one_file_are_twelve_messages_with_their_places() {
    let bad = r#"id: acme/Late-Night
titel: Acting at night
title: Acting on faith
title: Acting on faith, at night
severity: eror
when:
  reveals: [religoin]
  from: []
  age: {above: 18, below: 16}
  in_force: {from: 2027-03-01, to: 2026-03-01}
  channels: 7
effect: ban
lifted_by: [consent]
message: "{campain} is about {category}"
sources: [{cite: none}]
examples:
  bad: ['campaign c { target viewed "quran" }  # error']
  good: ['campaign c { target crm.member is true }']
"#;
    let project = Project::new(&[("acme/bad.yaml", bad), ("acme/faith.yaml", &rule("faith\n", "faith\n"))]);
    let run = project.run(&["test", "acme", "--color", "never"]).ends(2);
    let wanted = [
        (1, "`acme/Late-Night` is no rule id"),
        (2, "unknown key `titel`"),
        (4, "the key `title` is given twice"),
        (5, "unknown word `eror`"),
        (7, "no category is called `religoin`"),
        (8, "this list is empty, so nothing can ever match it"),
        (9, "no number lies within these limits"),
        (10, "the last day is before the first, so this is never in force"),
        (11, "expected a string, found a number"),
        (13, "a ban is lifted by nothing"),
        (14, "no placeholder is called `campain`"),
        (15, "missing key `title`"),
    ];
    let answer = project.run(&["test", "acme", "--format", "json"]).ends(2).out;
    let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
    let told = answer["mistakes"].as_array().unwrap().iter().map(|mistake| {
        assert_eq!(mistake["path"], "acme/bad.yaml");
        (mistake["line"].as_u64().unwrap(), mistake["message"].as_str().unwrap())
    });
    let told: Vec<_> = told.collect();
    assert_eq!(told.len(), wanted.len(), "{told:#?}");
    for ((line, message), (wanted_line, wanted)) in told.into_iter().zip(wanted) {
        assert!(line == wanted_line && message.contains(wanted), "{line}: {message}, not {wanted_line}: {wanted}");
    }
    for near in
        ["did you mean `title`?", "did you mean `error`?", "did you mean `religion`?", "did you mean `campaign`?"]
    {
        assert!(run.out.contains(near), "{near:?} not in {}", run.out);
    }
    // The other file still runs.
    run.says("1 rule, 2 examples: all as their pages say; 12 mistakes in the files");
}

#[test]
fn what_can_match_nothing() {
    let cases = [
        ("{}", "asks-nothing: this asks nothing"),
        ("{reveals: []}", "never-matches: this list is empty"),
        ("{reveals: religion, regions: []}", "never-matches: this list is empty"),
        ("{reveals: religion, trait: []}", "never-matches: this list is empty"),
        ("{any: []}", "never-matches: this list is empty"),
        ("{reveals: religion, radius: {}}", "never-matches: this has no limit"),
        ("{reveals: religion, radius: {above: 2 km, at_most: 2000 m}}", "contradiction: no number"),
        ("{reveals: religion, size: {at_least: 100, below: 100}}", "contradiction: no number"),
        ("{age: {at_least: 21}, oldest: {below: 18}}", "contradiction: the oldest would be younger"),
        ("{reveals: religion, in_force: {from: 2027-03-02, to: 2027-03-01}}", "contradiction: the last day"),
        ("{reveals: religion, in_force: {begins: in_flight}}", "never-matches: what begins in the flight"),
        ("{from: [copy, interest], radius: {at_most: 2 km}}", "contradiction: `radius` is never known of `copy` or"),
        ("{from: [view], second_person: true}", "contradiction: `second_person` is never known of `view`"),
        ("{from: [view], area: [city]}", "contradiction: `area` is never known of `view`"),
        ("{reveals: religion, use: [define], channels: [sms]}", "contradiction: what is only defined is in no"),
        ("{reveals: religion, use: [define], purpose: [credit]}", "contradiction: what is only defined is in no"),
        ("{reveals: health.genetic, not: {reveals: [health]}}", "contradiction: this leaves out all"),
        ("{missing: [owner], of: trait}", "contradiction: a trait never says that"),
        ("{missing: [retained]}", "contradiction: a campaign never says that"),
        ("{reveals: religion, of: segment}", "asks-nothing: `of` says what something is missing of"),
        ("{fault: never-matches, reveals: religion}", "contradiction: a rule that words a fault"),
        ("{reveals: religion, regions: [us]}", "unknown-region: no region has the code `us` (did you mean `US`?)"),
        ("{reveals: religion, regions: [XX-YY]}", "unknown-region: no region has the code `XX-YY`"),
        ("{reveals: religion, destinations: ['kind:add']}", "unknown-kind: no destination is of the kind `add` (did"),
        ("{reveals: religion, any: [{from: []}]}", "never-matches: this list is empty"),
    ];
    let told = mistakes(&cases.map(|(when, _)| when));
    for ((when, wanted), told) in cases.into_iter().zip(told) {
        assert!(told.len() == 1 && told[0].starts_with(wanted), "{when}: {told:?}, not {wanted}");
    }
}

#[test]
fn a_condition_that_is_read_in_part_objects_to_nothing() {
    let parts = [
        "{reveals: [religion], frmo: [purchase]}",
        "{reveals: [religion], not: {from: [veiw]}}",
        "{reveals: [religion], window: {above: foo, below: 3 days}}",
        "{reveals: [religion], in_force: {from: tomorrow}}",
        "{any: [{reveals: [religion]}, {reveals: [religoin]}]}",
        "{reveals: [religion], not: {text: {any: [3]}}}",
        "{reveals: [religion], regions: [us, WORLD]}",
    ];
    for part in parts {
        let project = Project::new(&[("a.campaign", "campaign c { target viewed \"quran\" }\n")]);
        project.file("qualm.yaml", "extends: [qualm:recommended, ./acme.yaml]\n");
        project.file("acme.yaml", rule("{reveals: [religion], from: [view]}", part));
        let run = project.run(&["check", "--format", "concise"]).ends(2).says("acme.yaml:4:");
        assert!(!run.out.contains("acme/faith"), "{part}: {}", run.out);
    }
    let project = Project::new(&[("a.campaign", "campaign c { target viewed \"quran\" }\n")]);
    project.file("qualm.yaml", "extends: [qualm:recommended, ./acme.yaml]\n");
    project.file("acme.yaml", rule("severity: warning", "severity: error"));
    project.run(&["check", "--format", "concise"]).ends(1).says("acme/faith");
}

#[test]
fn what_can_match_something_is_no_mistake() {
    let whens = [
        "{reveals: religion, use: [define], regions: [US, EU, US-WA, WORLD]}",
        "{reveals: religion, radius: {unstated: true}}",
        "{reveals: religion, radius: {at_least: 2 km, at_most: 2 km}}",
        "{age: {below: 18}, oldest: {above: 18}}",
        "{from: [location, view], radius: {at_most: 2 km}}",
        "{reveals: [health], not: {reveals: [health.genetic]}}",
        "{missing: [retained], of: segment}",
        "{reveals: religion, destinations: ['kind:ads via:send', meta, our warehouse]}",
        "{reveals: religion, in_force: {from: 2027-03-01, to: 2027-03-01, begins: in_flight}}",
    ];
    for (when, told) in whens.into_iter().zip(mistakes(&whens)) {
        assert_eq!(told, Vec::<String>::new(), "{when}");
    }
}

#[test]
fn ids_and_categories_that_are_taken_or_misplaced() {
    let twice = rule("acme/faith", "comfort/religion");
    let categories = "- {id: religion, title: A, sentence: A., tier: special}\n\
                      - {id: famly.moving, title: A, sentence: A., tier: delicate}\n\
                      - {id: family.Moving, title: A, sentence: A., tier: delicate}\n\
                      - {id: family.moving, title: A, sentence: A., tier: delicate}\n";
    let project = Project::new(&[("acme/a.yaml", &twice), ("acme/categories.yaml", categories)]);
    let run = project.run(&["test", "acme", "--color", "never"]).ends(2);
    let run = run.says("a rule called `comfort/religion` is there already").says("acme/a.yaml:1:5");
    let run = run.says("there is a category `religion` already").says("did you mean `family`?");
    run.says("`family.Moving` is no category").says("4 mistakes in the files");
}

#[test]
fn vocabulary_of_a_folder_adds_to_what_is_shipped() {
    // The file has the name of one that is shipped, and hides nothing of it.
    let words = "- {reveals: religion, strength: strong, terms: [zorblax hymns], source: {title: This test}}\n";
    let rule = rule("  bad: [", "  bad: ['campaign c { target viewed \"zorblax hymns\" }  # error', ");
    let project = Project::new(&[("acme/faith.yaml", &rule), ("vocabulary/religion.yaml", words)]);
    project.run(&["test", "."]).ends(0).says("1 rule, 3 examples: all as their pages say");
}
