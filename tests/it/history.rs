//! Old campaigns: the baseline, `--since`, and a configuration that a change cannot relax.

use std::process::Command;

use crate::cli::{Project, Run};

const ONLY: &str = "rules: {\"*\": off, comfort/religion: on, \"hygiene/waiver-*\": on}\n";

/// A project in a git repository of its own.
struct Repository(Project);

impl Repository {
    fn new(files: &[(&str, &str)]) -> Repository {
        let repository = Repository(Project::new(files));
        repository.git(&["init", "-q", "-b", "main"]);
        repository.commit();
        repository
    }

    fn git(&self, args: &[&str]) {
        let mut git = Command::new("git");
        let about = ["-c", "user.name=t", "-c", "user.email=t@northshop.example", "-c", "commit.gpgsign=false"];
        let done = git.current_dir(self.0.path("")).args(about).args(args).output().expect("git");
        assert!(done.status.success(), "{args:?}: {}", String::from_utf8_lossy(&done.stderr));
    }

    fn commit(&self) {
        self.git(&["add", "-A", "-f"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", "more"]);
    }

    fn check(&self, args: &[&str]) -> Run {
        check(&self.0, args)
    }
}

fn check(project: &Project, args: &[&str]) -> Run {
    project.run(&[&["check", "--format", "concise", "--today", "2027-03-01"], args].concat())
}

fn reads(name: &str, what: &str) -> String {
    format!("campaign {name} {{ target viewed \"{what}\" }}\n")
}

#[test]
fn a_baseline_holds_what_is_there_and_check_tells_the_rest() {
    let project = Project::new(&[("qualm.yaml", ONLY), ("a.campaign", &reads("a", "quran"))]);
    let run = project.run(&["baseline", "--today", "2027-03-01"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.out.contains("wrote 1 finding to qualm-baseline.json"), "{run:?}");
    let run = check(&project, &[]);
    assert_eq!((run.code, run.out.contains("(1 known)")), (0, true), "{run:?}");
    // Moved, renamed and laid out anew, it is the same campaign.
    std::fs::remove_file(project.path("a.campaign")).expect("the file");
    project.file("moved/b.campaign", "\n\n# so\ncampaign a {\n  target\n    viewed \"quran\"\n}\n");
    assert_eq!(check(&project, &[]).code, 0);
    project.file("c.campaign", reads("c", "quran"));
    let run = check(&project, &[]);
    assert!(run.out.starts_with("c.campaign:1:21: error[comfort/religion]"), "{run:?}");
    assert_eq!(run.code, 1, "{run:?}");
    assert_eq!(check(&project, &["--no-baseline"]).out.matches("comfort/religion").count(), 2);
}

#[test]
fn what_is_mended_is_said_to_be_gone() {
    let project = Project::new(&[("qualm.yaml", ONLY), ("a.campaign", &reads("a", "quran"))]);
    project.run(&["baseline", "--today", "2027-03-01"]);
    project.file("a.campaign", reads("a", "garden chairs"));
    let run = check(&project, &[]);
    assert!(run.out.contains("warning[baseline/stale] 1 finding of the baseline is gone"), "{run:?}");
    project.run(&["baseline", "--today", "2027-03-01"]);
    assert!(!check(&project, &[]).out.contains("stale"));
}

#[test]
fn a_broken_baseline_is_no_baseline() {
    let project = Project::new(&[
        ("qualm.yaml", ONLY),
        ("a.campaign", "campaign a { target crm.x }\n"),
        ("qualm-baseline.json", "{"),
    ]);
    let run = check(&project, &[]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.err.contains("qualm-baseline.json:1:"), "{run:?}");
    assert_eq!(check(&project, &["--baseline", "nowhere.json"]).code, 2);
}

#[test]
fn a_shared_segment_is_told_at_every_campaign_that_it_newly_reaches() {
    let repository = Repository::new(&[
        ("qualm.yaml", ONLY),
        ("segments/s.campaign", "segment readers { when viewed \"garden chairs\" }\n"),
        ("a.campaign", "campaign a { target readers }\n"),
        ("b.campaign", "campaign b { target readers }\n"),
        ("old.campaign", &reads("old", "quran")),
    ]);
    repository.0.file("segments/s.campaign", "segment readers { when viewed \"quran\" }\n");
    repository.commit();
    let run = repository.check(&["--since", "HEAD~1"]);
    for campaign in ["a.campaign:1:21", "b.campaign:1:21"] {
        assert!(run.out.contains(campaign), "{run:?}");
    }
    assert!(!run.out.contains("old.campaign") && run.out.contains("(1 known)"), "{run:?}");
    assert_eq!(repository.check(&["--since", "HEAD"]).code, 0);
    // Without a configuration, the paths that are named are compared.
    let run = repository.check(&["--no-config", "--since", "HEAD~1", "."]);
    assert!(run.out.contains("a.campaign:1:21") && !run.out.contains("old.campaign:"), "{run:?}");
}

#[test]
fn lists_are_compared_too() {
    let repository = Repository::new(&[("lists/l.csv", "segment_name\nPregnant women\n"), ("qualm.yaml", "")]);
    repository.0.file("lists/l.csv", "segment_name\nGarden owners\nPregnant women\nDevout Muslims\n");
    let run = repository.check(&["--since", "HEAD"]);
    assert!(run.out.contains("l.csv:4:1") && !run.out.contains("l.csv:3:1"), "{run:?}");
}

#[test]
fn a_missing_revision_says_how_to_fetch_it() {
    let repository = Repository::new(&[("qualm.yaml", ONLY), ("a.campaign", &reads("a", "quran"))]);
    let run = repository.check(&["--since", "origin/main"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.err.contains("git fetch"), "{run:?}");
    assert_eq!(repository.check(&["--since=--output=x"]).code, 2);
}

#[test]
fn a_change_cannot_hide_a_campaign_from_its_check_in_silence() {
    let repository = Repository::new(&[
        ("shop/qualm.yaml", &format!("{ONLY}exclude: [archive]\n")),
        ("shop/a.campaign", &reads("a", "quran")),
        ("shop/keep.campaign", &reads("keep", "garden chairs")),
        ("shop/archive/old.campaign", &reads("old", "quran")),
        ("shop/archive/table.csv", "segment\n"),
        ("shop/people.csv", "id,email\n"),
        ("other/qualm.yaml", ""),
        ("other/b.campaign", &reads("b", "quran")),
    ]);
    let check = |args: &[&str]| repository.check(&[&["shop"], args].concat());
    let run = check(&["--config-from", "main"]);
    assert!(run.out.contains("(2 excluded files and 1 table"), "{run:?}");
    assert!(!run.out.contains("changed"), "nothing changed: {run:?}");
    repository.git(&["checkout", "-q", "-b", "change"]);
    repository.git(&["mv", "shop/a.campaign", "shop/archive/a.campaign"]);
    repository.0.file("other/b.campaign", reads("b", "bible"));
    repository.commit();
    let run = check(&["--config-from", "main"]);
    assert!(run.out.contains("(1 changed file is not read)"), "{run:?}");
    // Of the same length, so that only what it holds tells.
    repository.0.file("shop/archive/old.campaign", reads("odl", "quran"));
    repository.0.file("shop/people.csv", "di,email\n");
    repository.0.file("moved.campaign", reads("moved", "quran"));
    repository.commit();
    let run = check(&["--config-from", "main", "--statistics"]);
    assert!(run.out.contains("(4 changed files are not read)"), "{run:?}");
    for line in [
        "  excluded  changed  shop/archive/a.campaign\n",
        "  excluded  changed  shop/archive/old.campaign\n",
        "  excluded           shop/archive/table.csv\n",
        "    tables  changed  shop/people.csv\n",
        " elsewhere  changed  ",
    ] {
        assert!(run.out.contains(line), "{line:?}: {run:?}");
    }
    let run = check(&["--since", "main"]);
    assert!(run.out.contains("(3 changed files are not read)") && !run.out.contains("elsewhere"), "{run:?}");
    assert!(!check(&[]).out.contains("changed"));
}

#[cfg(unix)]
#[test]
fn a_link_that_changed_is_said() {
    let repository = Repository::new(&[("a.campaign", &reads("a", "garden")), (".store/b.campaign", "")]);
    let link = |to: &str| {
        let path = repository.0.path("l.campaign");
        let _ = std::fs::remove_file(&path);
        std::os::unix::fs::symlink(to, path).expect("a link");
    };
    link(".store/b.campaign");
    repository.commit();
    let run = repository.check(&["--no-config", "--since", "HEAD", "."]);
    assert!(run.out.contains("(1 link not read)") && !run.out.contains("changed"), "{run:?}");
    link("./.store/b.campaign");
    let run = repository.check(&["--no-config", "--since", "HEAD", "."]);
    assert!(run.out.contains("(1 link not read) (1 changed file is not read)"), "{run:?}");
}

#[test]
fn a_change_cannot_relax_what_gates_it() {
    let repository = Repository::new(&[
        ("qualm.yaml", "extends: ./privacy\n"),
        ("privacy/qualm.yaml", ONLY),
        ("a.campaign", "campaign a { target crm.newsletter = \"x\" }\n"),
    ]);
    let base = ["--config-from", "main"];
    repository.git(&["checkout", "-q", "-b", "change"]);
    let allow = "allow comfort/religion until 2027-06-30 by \"me\" because \"so\"";
    repository.0.file("a.campaign", format!("campaign a {{\n  target viewed \"quran\"\n  {allow}\n}}\n"));
    repository.0.file("s.campaign", "segment s {\n  when viewed \"quran\"\n  reveals nothing by \"me\" because \"so\"\n}\ncampaign s { target s }\n");
    repository.0.file("h.campaign", reads("h", "quran"));
    repository.0.file(".gitignore", "h.campaign\n");
    repository.0.file("privacy/qualm.yaml", "rules: {\"*\": off}\n");
    repository.0.run(&["baseline", "--no-such-flag"]);
    repository.0.file("qualm-baseline.json", "{\"version\": 1, \"findings\": []}\n");
    repository.commit();
    assert_eq!(repository.check(&[]).code, 0, "by its own configuration, nothing is wrong");
    let run = repository.check(&base);
    for want in [
        "a.campaign:2:10: error[comfort/religion]",
        "a.campaign:3:3: warning[config/decision-not-yet]",
        "s.campaign:3:3: warning[config/decision-not-yet]",
        "s.campaign:5:21: error[comfort/religion]",
        "h.campaign:1:21: error[comfort/religion]",
    ] {
        assert!(run.out.contains(want), "{want}: {run:?}");
    }
    // Once the base holds the decisions, they count.
    repository.git(&["checkout", "-q", "main"]);
    repository.git(&["checkout", "-q", "change", "--", "a.campaign", "s.campaign"]);
    repository.commit();
    repository.git(&["checkout", "-q", "change"]);
    let run = repository.check(&base);
    assert!(!run.out.contains("not-yet") && !run.out.contains("a.campaign:2"), "{run:?}");
}

/// What is told under `--config-from` when a base with these files has some of them replaced.
fn told_after(base: &[(&str, &str)], change: &[(&str, &str)]) -> Run {
    let config = "rules: {\"*\": off, comfort/religion: on, comfort/pregnancy-from-purchases: on}\n";
    let repository = Repository::new(&[&[("qualm.yaml", config)], base].concat());
    assert_eq!(repository.check(&["--config-from", "main"]).code, 0, "the base lives with what it holds");
    for (path, text) in change {
        match *text {
            "" => std::fs::remove_file(repository.0.path(path)).expect("the file"),
            text => repository.0.file(path, text),
        }
    }
    repository.check(&["--config-from", "main"])
}

const CLEARED: &str = "segment band_fans \"Fans\" {\n  when interested in [\"quran\", \"rock\"] or viewed \"church\" in the last 30 days\n  reveals nothing by \"p@x.example\" because \"a band\"\n  size 100\n}\ncampaign band { target band_fans }\n";

#[track_caller]
fn still_counts(base: &[(&str, &str)], change: &[(&str, &str)]) {
    let run = told_after(base, change);
    assert_eq!(run.code, 0, "{change:?}: {run:?}");
    assert!(!run.out.contains("config/"), "{change:?}: {run:?}");
}

/// That a decision counts no more, for what became of `changed`.
#[track_caller]
fn counts_no_more(base: &[(&str, &str)], change: &[(&str, &str)], changed: &str) {
    let run = told_after(base, change);
    assert_eq!(run.code, 1, "{change:?}: {run:?}");
    let want = format!("warning[config/decision-outdated] this was decided on `{changed}` as it is in ");
    assert!(run.out.contains(&want), "{change:?}: {run:?}");
}

#[test]
fn what_was_cleared_is_cleared_while_it_says_the_same() {
    let base = [("a.campaign", CLEARED)];
    let orders = CLEARED
        .replace("[\"quran\", \"rock\"] or viewed \"church\" in the last 30 days", "[\"rock\",\"quran\"])")
        .replace("when interested", "when any of { viewed \"church\" in the last 30 days, (interested")
        .replace("\"quran\"])", "\"quran\"]), }");
    for same in [
        format!("# a remark\n{}", CLEARED.replace("\n  ", " # why\n\n\t")),
        CLEARED.replace("size 100", "size 120 note \"more\""),
        orders,
        format!("{CLEARED}campaign more {{ target crm.newsletter = \"x\" or band_fans }}\n"),
    ] {
        still_counts(&base, &[("a.campaign", &same)]);
    }
    still_counts(&base, &[("a.campaign", ""), ("moved/z.campaign", CLEARED)]);
    for other in [
        CLEARED.replace("interested in [\"quran\", \"rock\"]", "visited \"mosque\" by check-in"),
        CLEARED.replace("\"rock\"", "\"mosque\""),
        CLEARED.replace("in the last 30 days", "in the last 3 years"),
        CLEARED.replace("\"Fans\"", "\"Muslims\""),
        CLEARED.replace("  size", "  bought from \"Mosque goers\"\n  size"),
        CLEARED.replace("when interested", "when not interested"),
    ] {
        counts_no_more(&base, &[("a.campaign", &other)], "band_fans");
    }
}

#[test]
fn a_cleared_segment_clears_nothing_that_it_rests_on() {
    let base = "segment fans {\n  when readers\n  reveals nothing by \"p@x.example\" because \"a band\"\n}\nsegment readers { when viewed \"sale\" }\ncampaign band { target fans }\n";
    let run = told_after(&[("a.campaign", base)], &[("a.campaign", &base.replace("sale", "quran"))]);
    assert!(run.out.contains("error[comfort/religion]") && !run.out.contains("config/"), "{run:?}");
    still_counts(&[("a.campaign", base)], &[("a.campaign", &base.replace("sale", "spring sale"))]);
}

#[test]
fn traits_and_places_are_cleared_as_they_were() {
    let of_trait = "trait faith_rock \"Faith band\" {\n  observed from viewed \"quran\"\n  reveals nothing by \"p@x.example\" because \"a band\"\n}\ncampaign c { target faith_rock is true }\n";
    let base = [("a.campaign", of_trait)];
    still_counts(&base, &[("a.campaign", &of_trait.replace("  reveals", "  note \"so\" retained 30 days\n  reveals"))]);
    counts_no_more(&base, &[("a.campaign", &of_trait.replace("\"quran\"", "\"mosque\""))], "faith_rock");
    counts_no_more(&base, &[("a.campaign", &of_trait.replace("observed", "inferred by model \"m\""))], "faith_rock");
    let place = "place hall {\n  at 47.62051, -122.34931\n  kind \"mosque\"\n  reveals nothing by \"p@x.example\" because \"a concert hall of that name\"\n}\ncampaign c { target visited hall }\n";
    let base = [("a.campaign", place)];
    still_counts(&base, &[("a.campaign", &place.replace("\n  ", "\n\n    "))]);
    counts_no_more(&base, &[("a.campaign", &place.replace("47.62051", "47.62052"))], "hall");
    counts_no_more(&base, &[("a.campaign", &place.replace("\"mosque\"", "\"church\""))], "hall");
}

#[test]
fn a_waiver_counts_while_all_that_passes_it_is_the_same() {
    let waived = "campaign fair {\n  owner \"a@x.example\"\n  flight 2027-03-02\n  target readers and age >= 18\n  allow religion until 2027-06-30 by \"p@x.example\" because \"book fair\"\n  message email { body \"Hello\" }\n}\n";
    let readers = "segment readers { when pilgrims or of_faith > 0.5 }\nsegment other { when viewed \"sale\" }\n";
    let below =
        "segment pilgrims { when viewed \"quran\" }\ntrait of_faith { inferred by model \"m\" from viewed \"hats\" }\n";
    let base = [("c.campaign", waived), ("s.campaign", readers), ("t.campaign", below)];
    for (path, same) in [
        ("c.campaign", waived.replace("2027-03-02", "2027-03-09").replace("a@x.", "b@x.")),
        ("c.campaign", waived.replace("readers and age >= 18", "age >= 18 and (readers)")),
        ("s.campaign", readers.replace("sale", "spring sale")),
        ("s.campaign", readers.replace("pilgrims or of_faith > 0.5", "of_faith > 0.5 or pilgrims")),
        ("t.campaign", below.replace(" }", " note \"so\" }")),
    ] {
        still_counts(&base, &[(path, &same)]);
    }
    // A place is no segment, whatever it is called.
    let places = |kind: &str| format!("place readers {{ kind \"{kind}\" }}\n");
    let beside = [base[0], base[1], base[2], ("p.campaign", &*places("shop"))];
    still_counts(&beside, &[("p.campaign", &places("mosque"))]);
    still_counts(&base, &[("c.campaign", ""), ("t.campaign", ""), ("z.campaign", &format!("{below}{waived}"))]);
    for (path, other, changed) in [
        ("c.campaign", waived.replace("readers and", "readers or"), "fair"),
        ("c.campaign", waived.replace("Hello", "Hi"), "fair"),
        ("c.campaign", waived.replace("  owner", "  send to \"Acme\"\n  owner"), "fair"),
        ("s.campaign", readers.replace("or of_faith", "or visited \"mosque\" or of_faith"), "readers"),
        ("t.campaign", below.replace("viewed \"quran\"", "visited \"mosque\" by phone"), "pilgrims"),
        ("t.campaign", below.replace("viewed \"hats\"", "viewed \"church\""), "of_faith"),
        ("t.campaign", below.replace("trait of_faith", "trait of_faithful"), "of_faith"),
    ] {
        counts_no_more(&base, &[(path, &other)], changed);
    }
}

#[test]
fn copy_may_change_under_a_waiver_of_rules_that_do_not_read_it() {
    let waived = |what: &str| {
        format!(
            "campaign fair {{\n  target viewed \"quran\"\n  allow {what} until 2027-06-30 by \"p@x.example\" because \"book fair\"\n  message email {{ body \"Hello\" }}\n}}\n"
        )
    };
    let (rule, pack) = (waived("comfort/religion"), waived("comfort/*, copy/*"));
    still_counts(&[("a.campaign", &rule)], &[("a.campaign", &rule.replace("Hello", "Hi {{first_name}}"))]);
    counts_no_more(&[("a.campaign", &rule)], &[("a.campaign", &rule.replace("message email", "message sms"))], "fair");
    counts_no_more(&[("a.campaign", &pack)], &[("a.campaign", &pack.replace("Hello", "Hi"))], "fair");
}

#[test]
fn what_rests_on_itself_is_compared_too() {
    let circle = "segment a { when b or viewed \"quran\" }\nsegment b { when a }\ncampaign c {\n  target b\n  allow religion, names/circle until 2027-06-30 by \"p@x.example\" because \"so\"\n}\n";
    let repository = Repository::new(&[("qualm.yaml", ONLY), ("a.campaign", circle)]);
    assert!(!repository.check(&["--config-from", "main"]).out.contains("config/decision"));
    repository.0.file("a.campaign", circle.replace("quran", "mosque"));
    let run = repository.check(&["--config-from", "main"]);
    assert!(run.out.contains("config/decision-outdated") && run.out.contains("comfort/religion"), "{run:?}");
}
