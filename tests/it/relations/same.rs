//! Changes that change nothing, or nothing but what they say.

use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::Config;

use super::edits::{HARMLESS, campaign, de_morgan, deny_twice, segment, split_segments, turn_round};
use super::{Told, config, same, told};
use crate::project::{Expr, FLIGHTS, Project, projects};

fn without_text(told: Vec<Told>) -> Vec<Told> {
    let mut told: Vec<Told> = told.into_iter().map(Told::without_text).collect();
    told.sort();
    told
}

/// What is said of campaigns, but for those that were added.
fn of_campaigns(told: Vec<Told>) -> Vec<Told> {
    told.into_iter().filter(|told| told.subject.starts_with("campaign plan_")).collect()
}

fn with_other(project: &Project, name: &str) -> Project {
    let mut more = project.clone();
    more.items.push(segment("other_group", HARMLESS));
    more.campaigns.push(campaign(name, Expr::Item(project.items.len())));
    more
}

fn renamed(mut told: Told, from: &str, to: &str) -> Told {
    if told.subject.ends_with(&format!(" {from}")) {
        // What a finding is about is part of what names it.
        told.fingerprint = qualm::finding::Fingerprint(0);
    }
    told.subject = told.subject.replace(from, to);
    told.text = told.text.replace(from, to);
    told
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn an_unrelated_item_changes_nothing(project in projects()) {
        let mut found = told(&with_other(&project, "other_plan"));
        found.retain(|told| !told.subject.contains(" other_"));
        same(&found, &told(&project))?;
    }

    #[test]
    fn a_campaign_with_another_flight_changes_nothing_of_the_others(
        project in projects(), day in select(&FLIGHTS[..]), purpose in select(&["research", "service", "political"][..])
    ) {
        let mut more = with_other(&project, "other_plan");
        let everything = (0..project.items.len()).map(Expr::Item).chain([HARMLESS, HARMLESS]).collect();
        let Some(last) = more.campaigns.last_mut() else { unreachable!("one was added") };
        (last.flight, last.purpose, last.statements[0].1) = (Some(day), Some(purpose), Expr::Or(everything));
        same(&of_campaigns(told(&more)), &of_campaigns(told(&project)))?;
    }

    #[test]
    fn a_renamed_file_changes_nothing(project in projects()) {
        let mut renamed = project.clone();
        let names = ["x/z.campaign", "m.campaign", "0.campaign"];
        renamed.layout.files = names.map(str::to_owned).to_vec();
        same(&told(&renamed), &told(&project))?;
    }

    #[test]
    fn an_item_in_another_file_changes_nothing_but_which_of_equal_signals_is_shown(
        project in projects(), shift in 1..3usize, is_turned: bool
    ) {
        let mut moved = project.clone();
        (moved.layout.shift, moved.layout.is_turned) = (shift, is_turned);
        same(&without_text(told(&moved)), &without_text(told(&project)))?;
    }

    #[test]
    fn an_item_moved_as_a_whole_file_changes_no_word(project in projects()) {
        let mut joined = project.clone();
        joined.layout.files = vec!["all.campaign".to_owned()];
        same(&without_text(told(&joined)), &without_text(told(&project)))?;
    }

    #[test]
    fn a_renamed_segment_changes_its_name_only(project in projects(), number in 0..5usize) {
        prop_assume!(number < project.items.len());
        let (mut after, from) = (project.clone(), project.items[number].name.clone());
        let to = from.replace("group", "bunch").replace("score", "marks");
        after.items[number].name.clone_from(&to);
        let mut expected: Vec<Told> = told(&project).into_iter().map(|told| renamed(told, &from, &to)).collect();
        let mut found: Vec<Told> = told(&after).into_iter().map(|told| renamed(told, &to, &to)).collect();
        expected.sort();
        found.sort();
        same(&found, &expected)?;
    }

    #[test]
    fn the_order_of_terms_and_statements_changes_only_which_of_equal_signals_is_shown(project in projects()) {
        let mut turned = project.clone();
        turn_round(&mut turned);
        same(&without_text(told(&turned)), &without_text(told(&project)))?;
    }

    #[test]
    fn a_double_negation_changes_nothing(project in projects()) {
        let mut denied = project.clone();
        deny_twice(&mut denied);
        same(&without_text(told(&denied)), &without_text(told(&project)))?;
    }

    #[test]
    fn de_morgan_changes_nothing(project in projects()) {
        let mut said = project.clone();
        de_morgan(&mut said);
        same(&without_text(told(&said)), &without_text(told(&project)))?;
    }

    #[test]
    fn a_segment_split_in_two_reveals_the_same(project in projects()) {
        let mut split = project.clone();
        split_segments(&mut split);
        let mut found = without_text(told(&split));
        found.retain(|told| !told.subject.contains(" piece_"));
        same(&found, &without_text(told(&project)))?;
    }

    #[test]
    fn comments_and_layout_change_nothing(project in projects()) {
        let mut laid_out = project.clone();
        laid_out.layout.has_comments = true;
        same(&told(&laid_out), &told(&project))?;
    }
}

proptest! {
    #![proptest_config(Config { cases: config().cases.div_ceil(20), ..config() })]

    #[test]
    fn the_number_of_threads_changes_nothing(project in projects()) {
        let files = project.files();
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let folder = crate::cli::Project::new(&files);
        let run = |threads| folder.run(&["--strict", "--format", "json", "--today", "2027-03-01", "--threads", threads]).out;
        prop_assert_eq!(run("1"), run("4"));
    }
}
