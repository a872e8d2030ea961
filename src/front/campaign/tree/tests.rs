//! That nothing of a text is lost in its trees.

use std::fmt::Write;

use proptest::prelude::*;

use super::super::reading::Reading;
use super::super::scan::{Part, PartKind, scan};
use super::super::token::{Kind, Tokens};
use super::*;
use crate::ast::File;
use crate::source::Sources;

/// Does something with the tree of each item of a text, and whether the item could be read without a fault.
fn of_items(text: &str, mut each: impl FnMut(&Part, &Tree<'_>, bool)) {
    let source = Sources::default().add("a.campaign", text);
    let scan = scan(text, 0);
    for part in &scan.parts {
        if let PartKind::Item(kind) = part.kind {
            let (mut reading, mut tree) = (Reading::new(source, text, &scan.comments), Tree::new(text, &scan.comments));
            super::super::read_item(&mut reading, &mut tree, &mut File::default(), part, kind);
            each(part, &tree, reading.faults.len() == 0);
        }
    }
}

/// Checks that nodes stand in order within `bytes` and end with what they hold; adds the bytes of those without nodes in
/// them to `leaves`.
fn nest(text: &str, nodes: Nodes<'_>, bytes: &Range<usize>, leaves: &mut Vec<Range<usize>>) {
    let mut at = bytes.start;
    for node in nodes {
        let (rule, own) = (node.as_rule(), node.bytes());
        assert!(at <= own.start && own.start <= own.end && own.end <= bytes.end, "{rule:?} at {own:?} in {text}");
        assert_eq!(node.as_str().trim_matches(is_blank), node.as_str(), "{rule:?} in {text}");
        if node.inner().next().is_none() {
            leaves.push(own.clone());
        }
        nest(text, node.inner(), &own, leaves);
        at = own.end;
    }
}

/// Checks the trees of a text.
fn check(text: &str) {
    of_items(text, |part, tree, is_sound| {
        let (all, mut leaves) = (0..tree.nodes.len(), Vec::new());
        nest(text, tree.nodes(all), &(part.start..part.end), &mut leaves);
        if !is_sound {
            return;
        }
        leaves.push(part.end..part.end);
        let mut at = part.start;
        for leaf in leaves {
            let between = text.get(at..leaf.start).unwrap_or_default();
            let is_mark = |kind| matches!(kind, Kind::Comment | Kind::Comma | Kind::Open | Kind::Close);
            let lost = Tokens::new(between, 0).find(|token| !is_mark(token.kind));
            assert!(lost.is_none(), "{:?} is in no node of {text}", lost.map(|lost| lost.text(between)));
            at = leaf.end;
        }
    });
}

/// The nodes of the trees of a text that hold whole statements, as written.
fn statements(text: &str) -> String {
    let mut written = String::new();
    of_items(text, |_, tree, _| {
        for number in 0..tree.nodes.len() {
            let node = Node { tree, number };
            if super::super::words::is_statement(node.as_rule()) {
                let _ = writeln!(written, "{}", node.as_str());
            }
        }
    });
    written
}

#[test]
fn repeated_statements_and_those_around_a_broken_one_are_nodes() {
    let text = "campaign c {\n  owner \"a\" # one\n\n  owner \"b\"\n  size many\n  message email {\n    subject \"x\"\n    \
                body 3\n  }\n  purpose\n    service\n}\n";
    let wanted = "owner \"a\"\nowner \"b\"\nsubject \"x\"\npurpose\n    service\n";
    assert_eq!(statements(text), wanted);
}

#[test]
fn blanks_and_comments_stand_before_or_after_a_node_and_not_at_its_ends() {
    let text = "segment s { # a\n  # b\n  when # c\n    x # d\n  # e\n  note \"f\" # g\n}\n";
    assert_eq!(statements(text), "when # c\n    x\nnote \"f\"\n");
    check(text);
}

#[test]
fn files_of_the_examples_are_whole_in_their_trees() {
    check(include_str!("../../../../examples/northshop/campaigns/good/garden.campaign"));
    check(include_str!("../../../../examples/northshop/campaigns/good/shops.campaign"));
    check(include_str!("../../../../examples/northshop/consents/consents.campaign"));
    check(include_str!("../../../../examples/northshop/segments/lifecycle.campaign"));
}

proptest! {
    #[test]
    fn any_words_are_whole_in_their_trees(words in proptest::collection::vec(word(), 0..40)) {
        check(&format!("campaign c {{\n  owner \"a\"\n  target {}\n}}\n", words.join(" ")));
        check(&words.join(" "));
    }
}

fn word() -> impl Strategy<Value = &'static str> {
    let words = [
        "campaign",
        "segment",
        "a",
        "b.c",
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        ",",
        "and",
        "or",
        "not",
        "\"x\"",
        "\n",
        "# why\n",
        "purchased",
        "in the last",
        "3 days",
        "at least 2 times",
        "any of",
        "target",
        "owner",
        "age",
        ">=",
        "18",
        "message",
        "email",
        "subject",
        "within 200m of",
        "lives in country",
        "DE",
        "when",
        "allow",
        "\u{a0}",
    ];
    proptest::sample::select(words.to_vec())
}
