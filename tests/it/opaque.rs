//! What files of other tools bring that the campaign language never has: items without a name, and conditions that cannot
//! be read. The trees are put together from what the language reads.

use std::sync::Arc;

use qualm::ast::{Block, Called, CampaignStatement, Expr, ExprKind, Item};
use qualm::lint::{Notes, Options};
use qualm::source::Sources;

use crate::judge::{Judged, TODAY, judge_read, rules, trail};

/// Judges a text after something has been done to what it says.
fn judged(text: &str, change: impl Fn(&mut Item)) -> Judged {
    let mut sources = Sources::default();
    let source = sources.add("a.campaign", text);
    let (mut file, faults) = qualm::front::read(source, text);
    assert!(faults.is_empty(), "{faults:?}");
    file.items.iter_mut().for_each(change);
    let options = Options { today: TODAY, notes: Notes::Hide };
    judge_read(vec![Arc::new(file)], Vec::new(), sources, &rules(&[]).expect("shipped rules"), &options)
}

fn found(judged: &Judged) -> Vec<(&str, &str)> {
    judged.findings.iter().map(|finding| (&*finding.rule, judged.sources.text(finding.at))).collect()
}

/// Makes every condition on `crm.unreadable` one that cannot be read.
fn unreadable(item: &mut Item) {
    let exprs = match item {
        Item::Campaign(block) => block.statements.iter_mut().filter_map(|statement| match &mut statement.value {
            CampaignStatement::Target(expr) | CampaignStatement::Exclude(expr) => Some(expr),
            _ => None,
        }),
        other => panic!("{other:?}"),
    };
    exprs.for_each(hide);
}

fn hide(expr: &mut Expr) {
    match &mut expr.kind {
        ExprKind::And(parts) | ExprKind::Or(parts) | ExprKind::Group(_, parts) => parts.iter_mut().for_each(hide),
        ExprKind::Not(inner) | ExprKind::Paren(inner) => hide(inner),
        ExprKind::Predicate(predicate) if format!("{predicate:?}").contains("crm.unreadable") => {
            expr.kind = ExprKind::Opaque("its operator `resembles` is new".into());
        }
        ExprKind::Predicate(_) | ExprKind::Opaque(_) => {}
    }
}

#[test]
fn a_condition_that_cannot_be_read_is_found_and_constrains_nothing() {
    let rule = "provenance/unreadable-condition";
    let alone = judged("campaign c { target crm.unreadable is true }", unreadable);
    assert_eq!(found(&alone), [(rule, "crm.unreadable is true")]);
    let finding = &alone.findings[0];
    assert_eq!((finding.severity.word(), trail(finding)), ("warning", String::new()));
    assert!(finding.message.ends_with(": its operator `resembles` is new"), "{}", finding.message);

    // What stands beside it is judged as ever, whichever way they are joined.
    for joined in ["and", "or", "and not"] {
        let text = format!("campaign c {{ target purchased \"pregnancy test\" {joined} crm.unreadable is true }}");
        let beside = judged(&text, unreadable);
        let rules: Vec<_> = found(&beside).into_iter().map(|(rule, _)| rule).collect();
        assert!(rules.contains(&rule) && rules.contains(&"comfort/pregnancy-from-purchases"), "{joined}: {rules:?}");
    }
}

#[test]
fn a_condition_that_cannot_be_read_keeps_no_minors_out_and_asks_nobody() {
    let text = |expr: &str| format!("campaign c {{ regions US-CA target interested in \"alcohol\" and {expr} }}");
    let (with, without) = (judged(&text("crm.unreadable"), unreadable), judged(&text("crm.unreadable"), |_| {}));
    let left = |judged: &Judged| -> Vec<_> {
        let others = judged.findings.iter().filter(|finding| &*finding.rule != "provenance/unreadable-condition");
        others.map(|finding| (finding.rule.clone(), finding.fingerprint)).collect()
    };
    assert_eq!(left(&with), left(&without), "it is to all rules what a field is that nobody knows");
}

#[test]
fn an_unreadable_condition_is_waived_by_name() {
    let text = "campaign c {\n  target crm.unreadable is true\n  allow provenance/unreadable-condition until 2027-06-30 by \"privacy@northshop.example\" because \"looked at by hand\"\n}";
    assert_eq!(found(&judged(text, unreadable)), []);
}

/// Takes the names away from items.
fn nameless(item: &mut Item) {
    fn of<S>(block: &mut Block<S>) {
        block.called = Called::Label(block.label().clone());
    }
    match item {
        Item::Campaign(block) => of(block),
        Item::Segment(block) => of(block),
        Item::Trait(block) => of(block),
        Item::Place(block) => of(block),
        Item::Consent(block) => of(block),
    }
}

#[test]
fn items_without_a_name_are_judged_and_are_nobodys() {
    let campaign = "campaign c { target purchased \"pregnancy test\" }\n";
    let found_in = |text: &str, change: fn(&mut Item)| -> Vec<String> {
        judged(text, change).findings.iter().map(|finding| format!("{} {}", finding.rule, finding.subject)).collect()
    };
    let one = found_in(campaign, nameless);
    assert_eq!(one, found_in(campaign, |_| {}));
    // Two of one label are two, and no name is taken twice.
    assert_eq!(found_in(&campaign.repeat(2), nameless), [one.clone(), one].concat());
    assert!(found_in(&campaign.repeat(2), |_| {}).contains(&"names/double ".to_owned()));
    // Nobody can refer to what has no name.
    let segment = "segment s { when purchased \"yarn\" }\nplace p { at 1.5, 2.5 }\nconsent o { to email }\ntrait a.b { declared in \"x\" }\n";
    let text = format!("{segment}campaign c {{ target s and within 200 m of p and consented to o }}");
    let unknown = |change| found_in(&text, change).iter().filter(|found| found.starts_with("names/unknown")).count();
    assert_eq!((unknown(nameless as fn(&mut Item)), unknown(|_| {})), (3, 0));
}
