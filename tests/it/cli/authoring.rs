//! The commands for those who write rules: `rules`, `explain --format markdown`, `new` and `schema`.

use super::*;

fn json(run: &Run) -> serde_json::Value {
    serde_json::from_str(&run.out).unwrap()
}

#[test]
fn rules_are_listed_by_pack() {
    let project = Project::new(&[]);
    let all = project.run(&["rules"]).ends(0).says("comfort: What people say they accept (").says("in 9 packs\n");
    assert!(all.out.lines().all(|line| line.chars().count() <= 120), "{}", all.out);
    let some = project.run(&["rules", "minors", "comfort/re*"]).ends(0).never_says("hygiene/");
    let some = some.says("  error    minors/teenagers-listed").says("comfort/religion").says("in 2 packs");
    assert!(some.out.find("comfort/religion") < some.out.find("minors/teenagers-listed"));
    project.run(&["rules", "comfort/religion"]).ends(0).says("comfort: What people say they accept (1 rule)\n");
}

#[test]
fn a_pattern_that_names_nothing_is_a_mistake() {
    let project = Project::new(&[]);
    project.run(&["rules", "comfrot"]).ends(2).complains("no rule is called `comfrot`").complains("`comfort`?");
    project.run(&["rules", "comfort/*", "law-usa/*"]).ends(2).complains("did you mean `law-us`?");
    project.run(&["rules", "comfort/religoin"]).ends(2).complains("did you mean `comfort/religion`?");
    project.run(&["rules", "comfort/preg"]).ends(2).complains("did you mean `comfort`?");
    project.run(&["rules", "confort/unheard-of-things"]).ends(2).complains("did you mean `comfort`?");
}

#[test]
fn rules_for_programs() {
    let project = Project::new(&[]);
    let list = project.run(&["rules", "law-eu", "--json"]).ends(0);
    assert_eq!(list.out, project.run(&["rules", "law-eu", "--format", "json"]).out);
    let list = json(&list);
    assert_eq!(list["version"], 1);
    let rules = list["rules"].as_array().unwrap();
    let rule = rules.iter().find(|rule| rule["id"] == "law-eu/special-category").unwrap();
    for (key, value) in [("severity", "error"), ("pack", "law-eu"), ("effect", "opt_in"), ("since", "0.1.0")] {
        assert_eq!(rule[key], value, "{rule}");
    }
    assert!(rule["regions"].as_array().unwrap().contains(&"EEA".into()), "{rule}");
    assert!(rule["sources"][0]["cite"].is_string(), "{rule}");
}

#[test]
fn pages_for_a_wiki() {
    let project = Project::new(&[]);
    let page = |args: &[&str]| project.run(&[&["explain", "--format", "markdown"], args].concat()).ends(0);
    let rule = page(&["comfort/religion"]).says("# Choosing people by their faith\n\n- **rule**: `comfort/religion`\n");
    let rule = rule.says("## When it objects").says("```campaign\ncampaign feast_recipes {");
    rule.says("## Sources\n\n- LoyaltyOne");
    page(&["religion"]).says("# the category religion (Religion)").says("- **tier**: special");
    page(&["pregnancy test"]).says("# `pregnancy test` as the name of a segment").says("- **by**: the term");
    let pack = page(&["--pack", "law-uk"]).says("not legal advice").says("\n## ").says("\n### Sources\n");
    assert_eq!(pack.out.lines().filter(|line| line.starts_with("# ")).count(), 1);
    page(&["--doubles"]).says("# ");
    page(&["*a* [b](javascript:c) <script>"]).says(r"nothing is known of `*a* [b](javascript:c) <script>`");
    page(&["*a* ` <script>"]).says(r"\<script\>").never_says("<script>");
}

#[test]
fn what_is_new_passes_as_it_stands_and_is_never_overwritten() {
    let project = Project::new(&[]);
    let run = project.run(&["new", "rule", "acme/no-late-night"]).ends(0).says("wrote rules/acme/pack.yaml\n");
    run.says("wrote rules/acme/no-late-night.yaml\n")
        .says("qualm test rules/acme")
        .says("[qualm:recommended, ./rules]");
    project.run(&["test", "rules"]).ends(0).says("1 rule, 3 examples: all as their pages say");
    let path = project.path("rules/acme/no-late-night.yaml");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains("id: acme/no-late-night\ntitle: No late night\n") && !text.contains('<'), "{text}");
    fs::write(&path, "mine").unwrap();
    project.run(&["new", "rule", "acme/no-late-night"]).ends(2).complains("is there already, and was left as it is");
    assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
    fs::write(&path, text).unwrap();

    // One more rule, and the pack stays as it is; a whole pack beside it, in the folder that teams keep rules in.
    fs::create_dir_all(project.path("privacy/rules")).unwrap();
    fs::rename(project.path("rules/acme"), project.path("privacy/rules/acme")).unwrap();
    fs::write(project.path("privacy/rules/acme/pack.yaml"), "{id: acme, title: Ours}").unwrap();
    project
        .run(&["new", "rule", "acme/other"])
        .ends(0)
        .says("wrote privacy/rules/acme/other.yaml")
        .never_says("pack.yaml\n");
    assert_eq!(fs::read_to_string(project.path("privacy/rules/acme/pack.yaml")).unwrap(), "{id: acme, title: Ours}");
    project
        .run(&["new", "pack", "acme-shop"])
        .ends(0)
        .says("wrote privacy/rules/acme-shop/vocabulary/moving-house.yaml");
    project.run(&["test", "privacy/rules"]).ends(0).says("3 rules, 11 examples: all as their pages say");
    project.run(&["new", "pack", "acme"]).ends(2).complains("`privacy/rules/acme/pack.yaml` is there already");
    assert!(!project.path("privacy/rules/acme/categories.yaml").exists());
    project.run(&["new", "rule", "acme/x", "--in", "legal/ours"]).ends(0).says("wrote legal/ours/acme/x.yaml");
}

#[test]
fn ids_that_cannot_be() {
    let project = Project::new(&[]);
    for (args, wanted) in [
        (&["rule", "Acme/No Late_Night"][..], "did you mean `acme/no-late-night`?"),
        (&["rule", "no-late-night.yaml"], "did you mean `acme/no-late-night`?"),
        (&["rule", "a/b/c"], "did you mean `a/b-c`?"),
        (&["rule", "../../etc"], "cannot be an id"),
        (&["rule", "/"], "an id is `pack/what-is-wrong`"),
        (&["pack", "Acme Shop"], "did you mean `acme-shop`?"),
        (&["pack", "a/b"], "did you mean `a-b`?"),
        (&["rule", "comfort/religion"], "a rule that comes with qualm is called `comfort/religion`"),
        (&["rule", "comfort/other"], "a pack that comes with qualm is called `comfort`"),
        (&["pack", "minors"], "a pack that comes with qualm is called `minors`"),
    ] {
        project.run(&[&["new"], args].concat()).ends(2).complains(wanted);
    }
    assert_eq!(fs::read_dir(project.0.path()).unwrap().count(), 0);
}
