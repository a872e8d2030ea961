//! Reading, as data: a text, and the findings that must come of it. What each form means is in `tests/spec/`.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::grammar::Rule;
use super::keyword;
use super::words;
use crate::ast::{
    About, AreaKind, Channel, Engine, File, Item, ItemKind, LengthUnit, Means, Medium, Period, Purpose, Scope, Stream,
    TimeUnit, Verb, Word,
};
use crate::finding::Finding;
use crate::source::Sources;

/// Reads `text`, and checks what holds for every text: places are in it, messages are one line, findings are bounded.
fn read(text: &str) -> (File, Vec<Finding>) {
    let mut sources = Sources::default();
    let source = sources.add("a.campaign", text);
    let (file, findings) = super::read(source, text);
    assert!(findings.len() <= 101, "{} findings", findings.len());
    let labels = findings.iter().flat_map(|finding| &finding.related).map(|label| label.span);
    for span in findings.iter().map(|finding| finding.at).chain(labels).chain(places(&file)) {
        let (start, end) = (span.start as usize, span.end as usize);
        assert!(start <= end && text.get(start..end).is_some(), "{span:?} is not in the text");
    }
    for finding in &findings {
        assert!(!finding.message.contains('\n') && finding.message.len() < 700, "{}", finding.message);
        assert!(finding.rule.starts_with("syntax/"));
    }
    (file, findings)
}

/// Every place in a tree; its `Debug` form names them all, whatever the tree looks like.
fn places(file: &File) -> Vec<crate::source::Span> {
    let shown = format!("{file:?}");
    let number = |text: &str| text.split(|c: char| !c.is_ascii_digit()).next().and_then(|digits| digits.parse().ok());
    let spans = shown.split("Span { source: SourceId(0), start: ").skip(1);
    let spans = spans.filter_map(|rest| Some((number(rest)?, number(rest.split_once("end: ")?.1)?)));
    let source = Sources::default().add("", "");
    spans.map(|(start, end)| crate::source::Span::new(source, start, end)).collect()
}

/// Checks that `text` has exactly these findings: their rules and the words they stand at.
fn check(text: &str, expected: &[(&str, &str)]) {
    let (_, findings) = read(text);
    let at = |finding: &Finding| text[finding.at.start as usize..finding.at.end as usize].to_owned();
    let found: Vec<_> = findings.iter().map(|finding| (finding.rule.to_string(), at(finding))).collect();
    let expected: Vec<_> = expected.iter().map(|(rule, at)| (format!("syntax/{rule}"), (*at).to_owned())).collect();
    assert_eq!(found, expected, "in {text}\n{findings:#?}");
}

/// The words of every expression, in the order of the tree.
fn when(text: &str) -> String {
    let (file, findings) = read(&format!("segment s {{ when {text} }}"));
    assert!(findings.is_empty(), "{findings:#?}");
    format!("{:?}", file.items)
}

#[test]
fn faults_are_found_once_and_where_they_are() {
    for (text, expected) in [
        ("segment a { when x }", &[][..]),
        ("\u{feff}segment a\r\n{\r\n  when x # why\r\n}\r\n", &[]),
        ("segment a \"A {\n when x\n}\nsegment b { when y }", &[("unclosed-string", "\"A {")]),
        ("segment a {\n when x\n\nsegment b { when y }", &[("unclosed-brace", "{")]),
        ("campaign a {\n target any of { x, y\n size 5\n}\nsegment b { when y }", &[("unclosed-brace", "{")]),
        ("segment a { when x } }", &[("unexpected", "}")]),
        ("segment a\n when any of { x, y }\n}\nsegment b { when y }", &[("unexpected", "when")]),
        ("segmnt a { when x }\nsegment b { when y }", &[("unknown-word", "segmnt")]),
        ("owner \"x\"\nsegment b { when y }", &[("unexpected", "owner")]),
        ("campaign a {\n tagret x\n owner bob\n}", &[("unknown-word", "tagret"), ("unquoted-value", "bob")]),
        ("campaign a { target x and }", &[("unexpected", "and")]),
        ("campaign a {\n target x and\n size 5\n}", &[("unexpected", "and")]),
        ("campaign a {\n target (x\n size 5\n}", &[("unclosed-parenthesis", "(")]),
        ("campaign a { beside [\"x\" }", &[("unclosed-bracket", "[")]),
        ("segment size { when x }", &[("reserved-word", "size")]),
        ("segment { when x }", &[("unexpected", "{")]),
        ("segment 1a { when x }", &[("unexpected", "1a")]),
        ("segment a.b { when x }", &[("unexpected", "a.b")]),
        ("segment a { when “x” }", &[("unexpected", "“")]),
        ("segment a { when x\0 }", &[("unexpected", "\0")]),
        (
            "campaign a {\n message email {\n subject \"x\n body \"y\n }\n}",
            &[("unclosed-string", "\"x"), ("unclosed-string", "\"y")],
        ),
        ("campaign a {\n message email {\n body \"\"\"x\n size, y\n }\n}", &[("unclosed-string", "\"\"\"x")]),
        (
            "campaign a {\n message email {\n subjct \"x\"\n body \"y\"\n }\n size x\n}",
            &[("unknown-word", "subjct"), ("unexpected", "x")],
        ),
        ("campaign a { note \"\\d\" note \"\\u{110000}\" }", &[("bad-escape", "\\d"), ("bad-escape", "\\u")]),
    ] {
        check(text, expected);
    }
}

#[test]
fn lines_end_with_either_sign() {
    for end in ["\n", "\r", "\r\n"] {
        let lines = |lines: &[&str]| lines.join(end);
        let (file, _) = read(&lines(&["# why", "segment a {", "  when x # because", "  size 5", "}"]));
        let [Item::Segment(segment)] = file.items.as_slice() else { panic!("{file:#?}") };
        assert_eq!((segment.statements.len(), file.comments.len()), (2, 2), "{end:?}");
        check(&lines(&["campaign a {", "  owner \"x", "  size 5", "}"]), &[("unclosed-string", "\"x")]);
    }
}

#[test]
fn places_are_on_earth() {
    check("place a { at 90, -180 }", &[]);
    check("place a { at 95.0, 10.0 }", &[("bad-coordinates", "95.0")]);
    check("place a { at -90.5, 10.0 }", &[("bad-coordinates", "-90.5")]);
    check("segment a { when within 5 km of 10, 180.01 }", &[("bad-coordinates", "180.01")]);
}

#[test]
fn the_first_of_both_joins_are_marked() {
    let text = "segment a { when x\n and y and z or w }";
    check(text, &[("mixed-and-or", "and")]);
    let (_, findings) = read(text);
    let marks: Vec<_> = findings[0].related.iter().map(|label| label.span.start as usize).collect();
    assert_eq!((findings[0].at.start as usize, marks), (20, vec![text.find("or w").unwrap()]));
}

#[test]
fn what_nobody_sees_is_shown() {
    check("segment a { when purchased \"x\0\" }", &[("control-character", "\0")]);
    check("segm\u{200b}ent a { when x }", &[("invisible-character", "\u{200b}")]);
    check("campaign a { note \"\"\"x\u{e0041}\"\"\" }", &[("invisible-character", "\u{e0041}")]);
    check("campaign a { note \"\\u{2066}\" }", &[("invisible-character", "\\u{2066}")]);
}

#[test]
fn an_item_in_capitals_is_read() {
    let (file, findings) = read("Segment a { when x }");
    assert_eq!((file.items.len(), findings.len()), (1, 1), "{findings:#?}");
}

#[test]
fn what_a_fault_leaves_is_read() {
    let (file, findings) = read(
        "campaign a {\n owner \"x\"\n target purchsed \"y\"\n flight 2027-02-30\n size 5\n message email {\n subjct \"x\"\n \
         body \"y\"\n }\n}\nsegmnt b { when x }\nsegment c { when x }",
    );
    assert_eq!(findings.len(), 4, "{findings:#?}");
    let [Item::Campaign(campaign), Item::Segment(_)] = file.items.as_slice() else { panic!("{file:#?}") };
    assert_eq!(campaign.statements.len(), 3, "{campaign:#?}");
    let broken: Vec<_> = file.broken.iter().map(|(kind, name)| (*kind, &*name.value)).collect();
    assert_eq!(broken, [(ItemKind::Segment, "b")]);
}

#[test]
fn places_are_exact() {
    let text = "segment a { # one\n when not x # two\n  # three\n and (y) # four\n # five\n size 5 }";
    let (file, _) = read(text);
    let [Item::Segment(segment)] = file.items.as_slice() else { panic!("{file:#?}") };
    let words = |span: crate::source::Span| &text[span.start as usize..span.end as usize];
    assert_eq!(words(segment.statements[0].span), "when not x # two\n  # three\n and (y)");
    let shown = format!("{:?}", segment.statements[0].value);
    assert!(shown.contains(&format!("end: {} ", text.find(" # two").unwrap())), "{shown}");
    let comments: Vec<_> = file.comments.iter().map(|&span| words(span)).collect();
    assert_eq!(comments, ["# one", "# two", "# three", "# four", "# five"]);
}

#[test]
fn escapes_are_undone() {
    let shown = when("did \"a\\\"\\\\\\n\\t\\u{1F600}\" or did \"\"\"x \"y\"\r\nz\"\"\"");
    assert!(shown.contains(r#"value: "a\"\\\n\t😀""#), "{shown}");
    assert!(shown.contains(r#"value: "x \"y\"\nz""#), "{shown}");
}

#[test]
fn uk_is_gb() {
    assert!(when("lives in country UK").contains("Region(\"GB\")"));
    assert!(when("lives in region UK-ENG").contains("Region(\"GB-ENG\")"));
}

#[test]
fn every_word_that_starts_something_is_reserved() {
    let sets = [words::ITEMS, words::CAMPAIGN, words::SEGMENT, words::TRAIT, words::PLACE];
    for words in sets.into_iter().chain([words::CONSENT, words::CONDITION]).flatten() {
        let first = words.split(' ').next().unwrap();
        assert!(keyword::is_reserved(first), "{first}");
        assert!(!keyword::is_reserved(&format!("{first}_")), "{first}_");
    }
}

#[test]
fn closed_sets_have_the_words_of_the_grammar() {
    fn of<W: Word>(rule: Rule) {
        let words: BTreeSet<_> = W::ALL.iter().map(|word| word.word()).collect();
        assert_eq!(words::set(rule).unwrap().iter().copied().collect::<BTreeSet<_>>(), words, "{rule:?}");
    }
    of::<About>(Rule::about_word);
    of::<AreaKind>(Rule::area_kind);
    of::<Channel>(Rule::channel);
    of::<Engine>(Rule::engine);
    of::<LengthUnit>(Rule::length_unit);
    of::<Means>(Rule::means);
    of::<Medium>(Rule::medium);
    of::<Period>(Rule::period);
    of::<Purpose>(Rule::purpose_word);
    of::<Scope>(Rule::scope);
    of::<Stream>(Rule::stream);
    of::<TimeUnit>(Rule::time_unit);
    of::<Verb>(Rule::verb);
    assert_eq!(words::ITEMS, ItemKind::ALL.iter().map(|kind| kind.word()).collect::<Vec<_>>());
}

#[test]
fn deep_nesting_is_one_finding_and_the_rest_is_read() {
    let nots = "not ".repeat(5_000);
    for deep in ["(".repeat(100_000), "any of {".repeat(5_000), nots, "not (".repeat(200), "[".repeat(300)] {
        let text = format!("segment a {{ when {deep} x }}\nsegment b {{ when y }}");
        let (file, findings) = read(&text);
        assert_eq!(findings.len(), 1, "{findings:#?}");
        assert_eq!(&*findings[0].rule, "syntax/too-deep");
        assert_eq!((file.items.len(), &*file.broken[0].1.value), (1, "a"));
    }
}

#[test]
fn nesting_within_the_limit_is_read_on_a_small_stack() {
    for (open, close) in [("(", ")"), ("any of {", "}"), ("not ", ""), ("at least 1 of { x and ", ", y }")] {
        let text = format!("segment a {{ when {}x{} }}", open.repeat(250), close.repeat(250));
        let reader = std::thread::Builder::new().stack_size(2 << 20).spawn(move || {
            let (file, findings) = read(&text);
            (file.items.len(), findings)
        });
        let (items, findings) = reader.unwrap().join().unwrap();
        assert!(findings.is_empty(), "{open}: {findings:#?}");
        assert_eq!(items, 1);
    }
}

#[test]
fn hostile_texts_are_read_to_their_end() {
    let large = 1 << 16;
    for piece in [
        "\"",
        "\"\"\"\n\\",
        "{",
        "}",
        "(",
        ")",
        "((]",
        "\0",
        "a ",
        "segment ",
        "segment a ",
        "segment a {\n",
        "#",
        "é",
        "\\",
        "not ",
        "\"\"\" \\\"\"\" \n",
        "when x\n",
        "} segment a { when (",
        ", ",
        "= ",
        "“x” ",
        "\u{feff}",
        "5.",
        "message ",
    ] {
        read(&piece.repeat(large / piece.len()));
        read(&format!("campaign a {{ target any of {{ {}", piece.repeat(large / piece.len())));
    }
}

#[test]
fn junk_between_items_is_one_finding() {
    let (file, findings) = read(&format!("{} segment a {{ when x }}", "Lorem ipsum; 5 €, (etc. ".repeat(80_000)));
    assert_eq!((file.items.len(), findings.len()), (1, 1), "{findings:#?}");
}

#[test]
fn findings_are_bounded() {
    let (_, findings) = read(&format!("campaign a {{\n{} }}", "tagret x\n".repeat(1_000)));
    assert_eq!(findings.len(), 101);
    assert_eq!(&*findings[100].rule, "syntax/too-many");
}

#[test]
fn too_large_a_file_is_one_finding() {
    let (file, findings) = read(&" ".repeat(20 << 20));
    assert_eq!(findings.len(), 1);
    assert_eq!(&*findings[0].rule, "syntax/too-large");
    assert!(file.items.is_empty());
}

/// Words and marks of the language in any order: nearer to what breaks a reader than letters at random.
fn soup() -> impl Strategy<Value = String> {
    let words = [
        "segment",
        "campaign",
        "a",
        "b.c",
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        ",",
        "when",
        "target",
        "and",
        "or",
        "not",
        "any of",
        "purchased",
        "\"x\"",
        "\"",
        "\"\"\"",
        "\n",
        "#c\n",
        "in the last",
        "5 days",
        "=",
        ">=",
        "size",
        "5",
        "message email",
        "subject",
        "é",
        "2027-01-01",
        "require consent",
        "place",
        "did",
        "where",
        "is",
        "to",
        "at least 2",
        "of",
        "\\",
        "US",
    ];
    proptest::collection::vec(proptest::sample::select(words.to_vec()), 0..60).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn any_text_is_read(text in "\\PC*") {
        read(&text);
    }

    #[test]
    fn any_bytes_that_are_text_are_read(text in any::<String>()) {
        read(&text);
        read(&format!("campaign a {{ {text} }}"));
    }

    #[test]
    fn any_words_are_read(text in soup()) {
        read(&text);
        read(&format!("campaign a {{\n target {text} }}\nsegment b {{ when y }}"));
    }
}
