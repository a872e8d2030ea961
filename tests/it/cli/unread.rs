//! What is not read is counted and said, with its reason; what is nobody's campaign is not.

use super::*;

#[test]
fn whatever_is_left_out_is_counted_with_its_reason() {
    let project = Project::new(&[
        ("qualm.yaml", "exclude: [archive]\n"),
        ("a.campaign", FINE),
        (".hidden/b.campaign", BROKEN),
        (".c.campaign", BROKEN),
        (".campaign", BROKEN),
        (".deep/.er/list.csv", "segment\n"),
        (".deep/notes.md", ""),
        ("archive/d.campaign", BROKEN),
        ("archive/2026/e.csv", "segment\n"),
        ("archive/notes.txt", ""),
        ("f.campaigns", BROKEN),
        ("g.campaign.txt", BROKEN),
        ("h.Campain", BROKEN),
        ("sub/qualm.yml", ""),
        ("people.csv", "id,email\n"),
        ("empty.csv", ""),
        ("brokers.csv", "segment_name,path\nGarden owners,Home > Garden\n"),
        ("README.txt", ""),
    ]);
    project.run(&[]).ends(0).says(
        "in 2 files (4 hidden files, 2 excluded files, 4 misnamed files, 1 table without a known column and \
         1 further column of names not read)\n",
    );
    let statistics = project.run(&["--statistics", "--format", "concise"]).ends(0);
    let listed = statistics
        .says("\n    hidden           .campaign\n")
        .says("  excluded           archive/2026/e.csv\n")
        .says("  misnamed           g.campaign.txt\n")
        .says("   columns           brokers.csv, column `path`\n");
    assert_eq!(listed.out.lines().filter(|line| line.starts_with("  ")).count(), 12, "{listed:?}");
    let json: serde_json::Value = serde_json::from_str(&project.run(&["--format", "json"]).out).unwrap();
    let unread = &json["summary"]["unread"];
    assert_eq!((&unread["hidden"], &unread["excluded"], &unread["changed"]), (&4.into(), &2.into(), &0.into()));
    assert!(unread["files"].is_null());
    let json: serde_json::Value =
        serde_json::from_str(&project.run(&["--format", "json", "--statistics"]).out).unwrap();
    let files = json["summary"]["unread"]["files"].as_array().unwrap();
    assert_eq!((files.len(), &files[0]["path"], &files[0]["why"]), (12, &".c.campaign".into(), &"hidden".into()));
    let sarif: serde_json::Value = serde_json::from_str(&project.run(&["--format", "sarif"]).out).unwrap();
    assert_eq!(sarif["runs"][0]["properties"]["notRead"], 12);
    // What is named is read, or was left out on purpose.
    project.run(&["archive/d.campaign", "--force-exclude"]).ends(2).complains("2 excluded files");
}

#[test]
fn what_is_nobodys_campaign_is_silent() {
    let project = Project::new(&[
        (".git/a.campaign", BROKEN),
        (".gitignore", "node_modules\n.venv\n"),
        (".github/workflows/ci.yml", ""),
        (".venv/lib/x.campaign", BROKEN),
        ("node_modules/x/table.csv", "id,name\n"),
        ("node_modules/.bin/y.campaign", BROKEN),
        ("a.campaign", FINE),
        ("campaigns.md", ""),
        ("report.sarif", ""),
    ]);
    assert_eq!(project.run(&[]).ends(0).out, "no findings in 1 file\n");
}

#[cfg(unix)]
#[test]
fn links_to_folders_count_where_they_hold_something() {
    use std::os::unix::fs::symlink;
    let project = Project::new(&[("a/a.campaign", FINE), ("b/c/b.campaign", BROKEN), ("docs/x.md", "")]);
    symlink("../b", project.path("a/b")).unwrap();
    symlink("../docs", project.path("a/docs")).unwrap();
    symlink(".", project.path("a/circle")).unwrap();
    symlink("nowhere", project.path("a/nowhere")).unwrap();
    project.run(&["a"]).ends(0).says("in 1 file (1 link not read)\n");
    symlink("../b/c", project.path("a/again")).unwrap();
    project.run(&["a"]).ends(0).says("in 1 file (1 link not read)\n");
    // Where it is read by another way, nothing is missing.
    project.run(&["a", "a/b"]).ends(1).says("in 2 files\n");
    project.file(".store/e.campaign", BROKEN);
    symlink("../.store", project.path("a/more")).unwrap();
    project.run(&["a"]).ends(0).says("in 1 file (2 links not read)\n");
}

#[cfg(unix)]
#[test]
fn a_vast_folder_behind_a_link_is_said_and_not_walked_through() {
    let project = Project::new(&[("a/a.campaign", FINE)]);
    for number in 0..10_000 {
        project.file(&format!("b/{number}.md"), "");
    }
    std::os::unix::fs::symlink("../b", project.path("a/b")).unwrap();
    project.run(&["a"]).ends(0).says("in 1 file (1 link not read)\n");
    (0..2).for_each(|number| fs::remove_file(project.path(&format!("b/{number}.md"))).unwrap());
    project.run(&["a"]).ends(0).says("in 1 file\n");
}

#[test]
fn further_columns_are_said_unless_one_was_chosen() {
    let project = Project::new(&[("a.csv", "audience,Segment,size\ncats,dogs,1\n")]);
    project.run(&[]).ends(0).says("in 1 file (1 further column of names not read)\n");
    project.run(&["--column", "audience"]).ends(0).says("in 1 file\n");
}
