//! `qualm.yaml`: what it sets, where its mistakes are, and what it cannot do.

use crate::cli::{Project, Run};

const QURAN: &str = "campaign a {\n  target viewed \"quran\"\n}\n";
const WAIVER: &str =
    "  allow comfort/religion until 2027-06-30 by \"privacy@northshop.example\" because \"book fair\"\n";

fn check(project: &Project, args: &[&str]) -> Run {
    let all = [&["check", "--format", "concise", "--today", "2027-03-01"], args].concat();
    project.run(&all)
}

#[test]
fn rules_are_off_or_otherwise_bad_by_name_category_pack_and_path() {
    let project = Project::new(&[
        (
            "qualm.yaml",
            "rules: {\"*\": off, \"comfort/*\": note, comfort/religion: warning}\noverrides:\n  - paths: [sandbox]\n    rules: {religion: error, comfort/religion: off}\n",
        ),
        ("a.campaign", QURAN),
        ("sandbox/b.campaign", &QURAN.replace(" a ", " b ")),
    ]);
    let run = check(&project, &[]);
    assert!(run.out.contains("a.campaign:2:10: warning[comfort/religion]"), "{run:?}");
    assert!(run.out.contains("sandbox/b.campaign:2:10: error[comfort/special-category]"), "{run:?}");
    assert_eq!(run.code, 1, "{run:?}");
}

#[test]
fn presets_and_shared_files_lie_below() {
    let project = Project::new(&[
        ("qualm.yaml", "extends: [qualm:law, ./shared]\nfail-on: error\n"),
        ("shared/qualm.yaml", "fail-on: never\ndefaults: {regions: [US-MD]}\n"),
        ("a.campaign", QURAN),
    ]);
    let run = check(&project, &[]);
    assert!(run.out.contains("error[law-us/maryland"), "{run:?}");
    assert!(!run.out.contains("comfort/") && !run.out.contains("no-regions"), "{run:?}");
    assert_eq!(run.code, 1, "the project's own file lies on top: {run:?}");
}

#[test]
fn circles_are_refused() {
    let project = Project::new(&[
        ("qualm.yaml", "extends: ./b/qualm.yaml\n"),
        ("b/qualm.yaml", "extends: ../qualm.yaml\n"),
        ("a.campaign", QURAN),
    ]);
    let run = check(&project, &[]);
    assert!(run.out.contains("b/qualm.yaml:1:10: error[config/circle]"), "{run:?}");
    assert_eq!(run.code, 2, "{run:?}");
}

#[test]
fn every_mistake_has_its_place_and_the_rest_still_runs() {
    let yaml = "extends: [qualm:strickt, ./nowhere]\nexlude: [x]\nfail-on: eror\nstrict: 7\nrules:\n  comfort/religon: off\n  religon: note\n  religion: note\n  comfort/health: of\nwaivers:\n  - {rule: comfort/health, path: '[', until: soon, by: a}\n";
    let project = Project::new(&[("qualm.yaml", yaml), ("a.campaign", QURAN)]);
    let run = check(&project, &[]);
    for want in [
        "1:11: error[config/unknown-preset]",
        "1:26: error[config/missing-file]",
        "2:1: error[config/unknown-key]",
        "3:10: error[config/unknown-word]",
        "4:9: error[config/wrong-kind]",
        "6:3: error[config/unknown-rule]",
        "7:3: error[config/unknown-category]",
        "8:3: error[config/special-lowered]",
        "9:19: error[config/unknown-word]",
        "11:34: error[config/bad-glob]",
        "11:46: error[config/wrong-kind]",
        "error[config/missing-key] missing key `because`",
    ] {
        assert!(run.out.contains(want), "{want}\n{}", run.out);
    }
    assert!(run.out.contains("a.campaign:2:10: error[comfort/religion]"), "{run:?}");
    assert_eq!(run.code, 2, "{run:?}");
}

#[test]
fn what_is_locked_no_waiver_lifts_and_nothing_clears() {
    let waived = QURAN.replace("}\n", &format!("{WAIVER}}}\n"));
    let cleared = "segment s {\n  when viewed \"quran\"\n  reveals nothing by \"me\" because \"no\"\n}\ncampaign b { target s }\n";
    let project = Project::new(&[
        (
            "qualm.yaml",
            "locked: [comfort/religion]\nrules: {\"*\": off, comfort/religion: on, \"hygiene/waiver-*\": on}\n",
        ),
        ("a.campaign", &waived),
        ("b.campaign", cleared),
    ]);
    let run = check(&project, &[]);
    assert!(run.out.contains("a.campaign:2:10: error[comfort/religion]"), "{run:?}");
    assert!(run.out.contains("warning[hygiene/waiver-locked]"), "{run:?}");
    assert!(!run.out.contains("waiver-unused"), "{run:?}");
    assert!(run.out.contains("b.campaign:5:21: error[comfort/religion]"), "{run:?}");
    project.file("qualm.yaml", "rules: {\"*\": off, comfort/religion: on}\n");
    assert_eq!(check(&project, &[]).code, 0, "without the lock, both count");
}

#[test]
fn a_shared_lock_cannot_be_set_aside() {
    let project = Project::new(&[
        ("qualm.yaml", "extends: ./privacy\nrules: {\"comfort/*\": off}\n"),
        ("privacy/qualm.yaml", "locked: [comfort/religion]\n"),
        ("a.campaign", QURAN),
    ]);
    let run = check(&project, &[]);
    assert!(run.out.contains("qualm.yaml:2:9: error[config/locked]"), "{run:?}");
    assert_eq!(run.code, 2, "{run:?}");
}

#[test]
fn waivers_of_the_configuration_count_for_their_files_and_lists() {
    let waiver = |path, until| {
        format!("  - {{rule: '*', path: {path}, until: {until}, by: privacy@northshop.example, because: book fair}}\n")
    };
    let yaml = format!(
        "rules: {{\"*\": off, \"comfort/*\": on}}\nwaivers:\n{}{}{}{}",
        waiver("a.campaign", "2027-06-30"),
        waiver("lists/**", "2027-06-30"),
        waiver("c.campaign", "2026-01-01"),
        waiver("nothing", "2027-06-30"),
    );
    let project = Project::new(&[
        ("qualm.yaml", &yaml),
        ("a.campaign", QURAN),
        ("c.campaign", &QURAN.replace(" a ", " c ")),
        ("lists/broker.csv", "segment_name\nPregnant women\nGarden owners\n"),
    ]);
    let run = project.run(&["check", "--format", "json", "--today", "2027-03-01"]);
    assert_eq!(run.out.matches("\"suppressed\":true").count(), 2, "{}", run.out);
    let run = check(&project, &[]);
    assert!(run.out.contains("c.campaign:2:10: error[comfort/religion]"), "{run:?}");
    assert!(run.out.contains("qualm.yaml:5:5: warning[config/waiver-expired]"), "{run:?}");
    assert!(run.out.contains("qualm.yaml:6:5: warning[config/waiver-unused]"), "{run:?}");
    assert_eq!(run.out.matches("config/").count(), 2, "{run:?}");
}

#[test]
fn a_policy_says_who_may_waive_and_for_how_long() {
    let waived = QURAN.replace("}\n", &format!("{WAIVER}}}\n"));
    let project = Project::new(&[("a.campaign", &waived), ("qualm.yaml", "")]);
    let rules = "rules: {\"*\": off, comfort/religion: on, \"hygiene/waiver-*\": on}\n";
    for (policy, counts) in [
        ("waiver-policy: {by: [privacy@northshop.example], longest: 180 days}", true),
        ("waiver-policy: {by: [counsel@northshop.example]}", false),
        ("waiver-policy: {longest: 30 days}", false),
    ] {
        project.file("qualm.yaml", format!("{rules}{policy}\n"));
        let run = check(&project, &[]);
        assert_eq!(run.code, i32::from(!counts), "{policy}: {run:?}");
        assert_eq!(run.out.contains("hygiene/waiver-refused"), !counts, "{policy}: {run:?}");
    }
}

#[test]
fn where_no_policy_says_otherwise_a_waiver_is_a_persons_and_for_a_year() {
    let far = "allow religion until 2029-12-31 by \"privacy@northshop.example\" because \"book fair\"\n";
    let nobodys = "allow religion until 2027-06-30 by \".\" because \"book fair\"\n";
    let rules = "rules: {\"*\": off, comfort/religion: on, \"hygiene/waiver-*\": on}\n";
    for (waiver, policy, counts) in [
        (far, "", false),
        (far, "waiver-policy: {by: [privacy@northshop.example]}", false),
        (far, "waiver-policy: {longest: 3 years}", true),
        (nobodys, "", false),
        (nobodys, "waiver-policy: {longest: 3 years}", false),
        (nobodys, "waiver-policy: {by: [\".\"]}", true),
    ] {
        let waived = QURAN.replace("}\n", &format!("{waiver}}}\n"));
        let project = Project::new(&[("a.campaign", &waived), ("qualm.yaml", &format!("{rules}{policy}\n"))]);
        let run = check(&project, &[]);
        assert_eq!(run.code, i32::from(!counts), "{waiver}{policy}: {run:?}");
        assert_eq!(run.out.contains("hygiene/waiver-refused"), !counts, "{waiver}{policy}: {run:?}");
    }
}

#[test]
fn naming_files_narrows_the_report_and_not_what_is_judged() {
    let project = Project::new(&[
        ("qualm.yaml", "rules: {\"*\": off, comfort/religion: on}\nexclude: [archive]\n"),
        ("campaigns/a.campaign", "campaign a { target readers }\n"),
        ("campaigns/b.campaign", &QURAN.replace(" a ", " b ")),
        ("segments/s.campaign", "segment readers { when viewed \"quran\" }\n"),
        ("archive/c.campaign", &QURAN.replace(" a ", " c ")),
    ]);
    let all = check(&project, &[]);
    assert_eq!(all.out.matches("comfort/religion").count(), 2, "{all:?}");
    let named = check(&project, &["campaigns/a.campaign"]);
    assert!(named.out.contains("campaigns/a.campaign:1:21") && named.out.contains("1 error"), "{named:?}");
    // A segment that changed is named, and the campaign that it reaches is told.
    let segment = check(&project, &["segments"]);
    assert!(segment.out.contains("campaigns/a.campaign:1:21") && segment.out.contains("1 error"), "{segment:?}");
    let outright = check(&project, &["archive/c.campaign"]);
    assert!(outright.out.contains("archive/c.campaign:2:10"), "{outright:?}");
    let configured = check(&project, &["qualm.yaml"]);
    assert_eq!(configured.out, all.out, "to name the configuration is to name the project");
    let forced = check(&project, &["archive/c.campaign", "campaigns/a.campaign", "--force-exclude"]);
    assert!(!forced.out.contains("archive/"), "{forced:?}");
}

#[test]
fn fields_say_what_systems_hold() {
    let fides = "dataset:\n  - fides_key: crm\n    name: CRM\n    collections:\n      - name: people\n        fields:\n          - name: note_7\n            data_categories: [user.health_and_medical]\n          - name: city\n            data_categories: [user.contact.address.city]\n";
    let own = "company.sector: {about: accounts}\ncrm.mood: {provenance: inferred, categories: [health.mental]}\n";
    let campaign = "campaign c {\n  target crm.note_7 = 4\n      or crm.mood = 2\n      or company.sector = \"fertility clinic\"\n      or crm.ciyt = \"Rome\"\n}\n";
    let project = Project::new(&[
        ("qualm.yaml", "fields: [fides.yaml, own.yaml]\nrules: {\"*\": off, \"comfort/*\": on}\n"),
        ("fides.yaml", fides),
        ("own.yaml", own),
        ("c.campaign", campaign),
    ]);
    let run = check(&project, &[]);
    assert!(
        run.out.contains("c.campaign:5:10: warning[names/unknown-field] no system has a field `crm.ciyt`"),
        "{run:?}"
    );
    assert!(run.out.contains("c.campaign:2:10: error[comfort/"), "{run:?}");
    assert!(run.out.contains("c.campaign:3:10: error[comfort/"), "{run:?}");
    assert!(!run.out.contains("c.campaign:4:10"), "what a company does says nothing of a person: {run:?}");
}

#[test]
fn opaque_ids_have_names() {
    let project = Project::new(&[
        ("qualm.yaml", "names: names.yaml\nrules: {\"*\": off, \"comfort/*\": on}\n"),
        ("names.yaml", "'6003107902433': Quran\nA-77: Pregnant women\n"),
        ("c.campaign", "campaign c { target interested in \"6003107902433\" }\n"),
        ("broker.csv", "segment_name\nA-77\nA-78\n"),
    ]);
    let run = check(&project, &[]);
    assert!(
        run.out.contains("c.campaign:1:21: error[comfort/religion] campaign `c` picks people by religion: `Quran`"),
        "{run:?}"
    );
    assert!(run.out.contains("broker.csv:2:1: error[comfort/"), "{run:?}");
}

#[test]
fn init_writes_what_check_reads_and_never_twice() {
    let project = Project::new(&[("campaigns/a.campaign", QURAN)]);
    let run = project.run(&["init"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.out.contains("found 1 campaign file in campaigns"), "{run:?}");
    assert_eq!(check(&project, &[]).code, 1);
    assert_eq!(project.run(&["init"]).code, 2);
    // What is commented out is right as well.
    let text = std::fs::read_to_string(project.path("qualm.yaml")).expect("the file");
    let live: String = text.lines().map(|line| uncommented(line) + "\n").collect();
    project.file("qualm.yaml", &live);
    project.file("privacy/rules/empty.yaml", "");
    let run = project.run(&["config"]);
    let mistakes = run.err.lines().filter(|line| line.contains("error[config/")).collect::<Vec<_>>();
    assert!(mistakes.iter().all(|line| line.contains("missing-file") || line.contains("rule-file")), "{run:?}\n{live}");
    assert!(run.out.contains("comfort/precise-location warning"), "{run:?}");
}

/// A line of the template, its setting switched on.
fn uncommented(line: &str) -> String {
    let Some(rest) = line.trim_start().strip_prefix("# ") else { return line.to_owned() };
    let is_setting = rest.starts_with("- ./")
        || rest.split_once(':').is_some_and(|(key, _)| !key.trim().contains(' '))
        || rest.trim_start().starts_with("- {")
        || rest.trim_start().starts_with("- paths");
    let is_prose = rest.starts_with("  qualm:");
    if is_setting && !is_prose { line.replacen("# ", "", 1) } else { String::new() }
}

#[test]
fn config_says_where_each_setting_stands() {
    let project = Project::new(&[
        (
            "qualm.yaml",
            "extends: qualm:strict\ndefaults:\n  regions: [DE]\nrules:\n  hygiene/*: off\noverrides:\n  - paths: sandbox\n    rules: {comfort/*: note}\nexclude: [old]\n",
        ),
        ("a.campaign", QURAN),
        ("sandbox/a.campaign", ""),
    ]);
    let run = project.run(&["config", "sandbox/a.campaign"]);
    for want in
        ["qualm:strict, qualm.yaml", "sandbox/a.campaign", "qualm.yaml:3", "qualm.yaml:5", "comfort/* note", "warning"]
    {
        assert!(run.out.contains(want), "{want}: {}", run.out);
    }
    assert!(!project.run(&["config"]).out.contains("comfort/* note"));
}

#[test]
fn one_rule_runs_alone() {
    let project = Project::new(&[("a.campaign", QURAN)]);
    let run = check(&project, &["--rule", "comfort/religion", "--rule", "copy/*"]);
    assert_eq!(run.out.lines().count(), 2, "{run:?}");
    assert!(run.out.contains("error[comfort/religion]"), "{run:?}");
    let run = check(&project, &["--rule", "comfort/religon"]);
    assert!(run.out.contains("--rule:1:") && run.out.contains("no rule is called `comfort/religon`"), "{run:?}");
    assert_eq!(run.code, 2, "{run:?}");
}

#[test]
fn the_company_pack_of_the_example_counts_where_it_is_extended() {
    let files = crate::judge::files("examples/northshop", "yaml");
    let project = Project::new(&[("qualm.yaml", "extends: [qualm:recommended, ./privacy]\n")]);
    for (path, text) in files {
        project.file(path.trim_start_matches("examples/northshop/"), text);
    }
    project.file("a.campaign", "campaign a { target searched \"heimlicher Auszug\" }\n");
    project.file(
        "trials/b.campaign",
        "campaign b {\n  channels push\n  hours 05:00 to 06:00\n  regions DE\n  target crm.newsletter = \"x\"\n}\n",
    );
    let run = check(&project, &["--strict"]);
    assert!(run.out.contains("a.campaign:1:21: error[northshop/leaving-home]"), "{run:?}");
    assert!(run.out.contains("note[northshop/late-push]"), "{run:?}");
    let run = project.run(&["test", "privacy"]);
    assert_eq!(run.code, 0, "{run:?}");
}

#[test]
fn presets_have_no_mistake() {
    let project = Project::new(&[("a.campaign", QURAN)]);
    for preset in ["recommended", "strict", "law"] {
        project.file("qualm.yaml", format!("extends: qualm:{preset}\nlocked: [comfort/religion]\n"));
        let run = check(&project, &["--rule", "law-us/*"]);
        assert_eq!(run.code, 1, "{preset}: {run:?}");
        assert!(!run.out.contains("config/"), "{preset}: {run:?}");
    }
}

#[test]
fn each_of_many_mistakes_is_told_at_its_place() {
    let keys: Vec<_> = (0..250).map(|number| format!("kee{number}: 1\n")).collect();
    let project = Project::new(&[("qualm.yaml", &keys.concat()), ("a.campaign", QURAN)]);
    let run = check(&project, &[]);
    let told = (0..250)
        .map(|number| format!("qualm.yaml:{}:1: error[config/unknown-key] unknown key `kee{number}`\n", number + 1));
    told.for_each(|line| assert!(run.out.contains(&line), "{line}: {run:?}"));
}

#[test]
fn each_of_many_waivers_has_its_line() {
    let waiver = |number| {
        format!("  # ü\r\n  - {{rule: comfort/r{number}, path: \"**\", until: 2027-12-31, by: a, because: b}}\r\n")
    };
    let yaml = "\u{feff}waivers:\r\n".to_owned() + &(0..1000).map(waiver).collect::<String>();
    let run = Project::new(&[("qualm.yaml", &yaml), ("a.campaign", QURAN)]).run(&["config", "a.campaign"]);
    for (number, line) in run.out.lines().filter(|line| line.starts_with("waived")).enumerate() {
        assert!(line.contains(&format!("comfort/r{number} ")), "{line}");
        assert!(line.ends_with(&format!("qualm.yaml:{}", 3 + 2 * number)), "{line}");
    }
    assert_eq!(run.out.matches("waived ").count(), 1000, "{run:?}");
}
