//! What a configuration and links of the checkout may have qualm read: YAML and campaigns of the checkout, and no more.

use std::os::unix::fs::symlink;
use std::process::Command;

use super::*;

const SECRET: &str = "hunter2-secret";

/// A repository beside a folder with a secret, and with another that is not committed.
fn checkout(config: &str) -> Project {
    let secret = format!("TOKEN={SECRET}\n");
    let project = Project::new(&[
        ("in/.git/config", &format!("[http]\n\textraheader = {SECRET}\n")),
        ("in/a.campaign", FINE),
        ("in/.env", &secret),
        ("in/shared/rules/qualm.yaml", ""),
        ("in/shop/qualm.yaml", config),
        ("in/shop/b.campaign", "campaign b { target crm.x is true regions CA }\n"),
        ("out/environ", &secret),
        ("out/secret.yaml", &format!("{secret}: [\n")),
        ("out/shared/qualm.yaml", "fail-on: never\n"),
    ]);
    symlink("../../out/environ", project.path("in/shop/link.yaml")).unwrap();
    symlink("../.env", project.path("in/shop/env.yaml")).unwrap();
    symlink("../../out", project.path("in/shop/folder")).unwrap();
    symlink("loop.yaml", project.path("in/shop/loop.yaml")).unwrap();
    let fifo = Command::new("mkfifo").arg(project.path("in/shop/fifo.yaml")).status().unwrap();
    assert!(fifo.success());
    project
}

fn run(project: &Project, args: &[&str]) -> Run {
    let mut command = project.command(args);
    Run::of(command.current_dir(project.path("in/shop")).env("TOKEN", SECRET))
}

#[test]
fn a_configuration_names_yaml_of_its_checkout_and_nothing_else_is_shown() {
    let project = checkout("");
    let outside = project.path("out/secret.yaml");
    for (name, kind) in [
        ("/proc/self/environ", "outside"),
        ("/dev/zero", "outside"),
        ("../../out/environ", "outside"),
        ("../../out/nowhere", "outside"),
        (outside.to_str().unwrap(), "outside"),
        ("../../out/secret.yaml", "outside"),
        ("shared/../../../out/secret.yaml", "outside"),
        ("link.yaml", "outside"),
        ("folder/secret.yaml", "outside"),
        ("folder", "outside"),
        ("~/secret.yaml", "missing-file"),
        ("*.yaml", "missing-file"),
        ("../.env", "not-yaml"),
        ("env.yaml", "not-yaml"),
        ("../.git/config", "not-yaml"),
        ("fifo.yaml", "not-a-file"),
    ] {
        for key in ["extends", "fields", "names"] {
            project.file("in/shop/qualm.yaml", format!("{key}: [{name:?}]\n"));
            let run = run(&project, &[]).ends(2).never_says(SECRET);
            run.says(&format!("error[config/{kind}]: `{name}`"));
        }
    }
    for key in ["extends", "fields"] {
        project.file("in/shop/qualm.yaml", format!("{key}: loop.yaml\n"));
        run(&project, &[]).ends(2);
    }
    project.file("in/shop/qualm.yaml", "fields: ../shared\n");
    run(&project, &[]).ends(2).says("`../shared` is a folder, not a file");
}

#[test]
fn every_command_that_reads_the_configuration_keeps_to_it() {
    let project = checkout("extends: link.yaml\n");
    for args in [&["explain", "quran"][..], &["rules"], &["schema", "rule"], &["config"], &["baseline"]] {
        run(&project, args).ends(2).never_says(SECRET);
    }
}

#[test]
fn folders_of_the_same_repository_are_shared() {
    let project = checkout("extends: [../shared/rules]\n");
    run(&project, &[]).ends(0);
    // Without a repository, the folder of the configuration is all there is.
    fs::remove_dir_all(project.path("in/.git")).unwrap();
    run(&project, &[]).ends(2).says("`../shared/rules` lies outside of the checkout").says("--trust-checkout");
    run(&project, &["--trust-checkout"]).ends(0);
}

#[test]
fn who_trusts_the_checkout_shares_what_lies_elsewhere() {
    let project = checkout("extends: [folder/shared, ../../out/shared/qualm.yaml]\n");
    run(&project, &["--trust-checkout"]).ends(0);
    let config = run(&project, &["config", "--trust-checkout"]).ends(0);
    config.says("never");
}

#[test]
fn a_configuration_is_a_file() {
    let project = Project::new(&[("a/a.campaign", FINE)]);
    let path = project.path("qualm.yaml");
    let ends = |complaint: &str| {
        drop(project.run(&["a"]).ends(2).complains(complaint));
        drop(Run::of(project.command(&[]).current_dir(project.path("a"))).ends(2).complains(complaint));
        drop(project.run(&["rules"]).ends(2).complains(complaint));
        // Whoever wants none is not kept.
        drop(project.run(&["a", "--no-config"]).ends(0));
    };
    symlink("nothing", &path).unwrap();
    ends("qualm.yaml` points to nothing");
    fs::remove_file(&path).unwrap();
    symlink("qualm.yaml", &path).unwrap();
    ends("cannot read `");
    fs::remove_file(&path).unwrap();
    symlink("/dev/null", &path).unwrap();
    ends("qualm.yaml` is a pipe or a device, not a configuration");
    fs::remove_file(&path).unwrap();
    symlink("/proc/self/environ", &path).unwrap();
    ends("qualm.yaml` is led out of the checkout");
    fs::remove_file(&path).unwrap();
    symlink("a", &path).unwrap();
    ends("qualm.yaml` is a folder, not a configuration");
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    ends("qualm.yaml` is a folder, not a configuration");
    project.run(&["a", "--config", "qualm.yaml"]).ends(2).complains("is a folder, not a configuration");
    fs::remove_dir(&path).unwrap();
    Command::new("mkfifo").arg(&path).status().unwrap();
    ends("qualm.yaml` is a pipe or a device, not a configuration");
    fs::remove_file(&path).unwrap();
    project.file("settings/ours.yaml", "fail-on: never\n");
    symlink("settings/ours.yaml", &path).unwrap();
    project.run(&["config"]).ends(0).says("never");
}

#[test]
fn a_named_link_leads_to_a_campaign_of_the_checkout() {
    let project = checkout("");
    let link = |target: &str, name: &str| symlink(target, project.path("in/shop").join(name)).unwrap();
    link("../../out/environ", "out.campaign");
    link("../.env", "env.campaign");
    link("/proc/self/environ", "names.txt");
    link("../a.campaign", "fine.campaign");
    for name in ["out.campaign", "env.campaign", "names.txt", "./env.campaign"] {
        run(&project, &[name]).ends(2).complains("by a link").never_says(SECRET);
        run(&project, &["--no-config", name]).ends(2).complains("by a link").never_says(SECRET);
    }
    run(&project, &["fine.campaign"]).ends(0).says("in 2 files");
    run(&project, &["folder"]).ends(2).complains("by a link");
    // So do the files of `qualm test`.
    project.file("in/shop/rules/acme/late.yaml", "");
    symlink("/proc/self/environ", project.path("in/shop/rules/acme/pack.yaml")).unwrap();
    run(&project, &["test", "rules"]).ends(2).never_says(SECRET);
    run(&project, &["test", "link.yaml"]).ends(2).complains("by a link").never_says(SECRET);
}

#[test]
fn a_baseline_stays_in_the_checkout() {
    let project = checkout("baseline: ../../out/b.json\n");
    run(&project, &["baseline"]).ends(2).complains("b.json` lies outside of the checkout");
    run(&project, &[]).ends(2).complains("b.json` lies outside of the checkout");
    assert!(!project.path("out/b.json").exists());
    run(&project, &["baseline", "--trust-checkout"]).ends(0);
    run(&project, &["--trust-checkout"]).ends(0);
    // What is typed is the word of whoever runs it.
    run(&project, &["--baseline", "../../out/b.json"]).ends(0);
    project.file("in/shop/qualm.yaml", "");
    symlink("../../out/b.json", project.path("in/shop/qualm-baseline.json")).unwrap();
    run(&project, &[]).ends(2).complains("lies outside of the checkout");
    run(&project, &["--baseline", "qualm-baseline.json"]).ends(2).complains("by a link");
    fs::remove_file(project.path("in/shop/qualm.yaml")).unwrap();
    run(&project, &[]).ends(2).complains("lies outside of the checkout");
}
