use proptest::prelude::{ProptestConfig, Strategy, prop_assert, proptest};

use super::{Faults, Kind, Node, Reader, json, yaml};

/// Reads `text` as a rule would, and gives each mistake as `kind: message @ what is marked`.
fn mistakes(text: &str) -> Vec<String> {
    let faults = Faults::new("rule-file");
    let node = match yaml(text) {
        Ok(node) => node,
        Err(fault) => return vec![format!("{}: {} @ {}", fault.kind, fault.message, &text[fault.place.range(text)])],
    };
    if let Some(fields) = Reader::new(&node, &faults).fields(&["title", "terms", "below", "when", "far", "on", "lasts"])
    {
        fields.need("title").map(Reader::said);
        fields.get("terms").map(Reader::texts);
        fields.get("below").and_then(Reader::integer);
        fields.get("far").and_then(Reader::metres);
        fields.get("on").and_then(Reader::date);
        fields.get("lasts").and_then(Reader::duration);
        let when = fields.get("when").and_then(|when| when.fields(&["from", "strength"]));
        when.and_then(|when| when.get("strength")?.one_of(&[("strong", 1), ("moderate", 2)]));
    }
    let show = |fault: super::Fault| {
        let help = fault.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
        format!("{}: {}{help} @ {}", fault.kind, fault.message, &text[fault.place.range(text)])
    };
    faults.take().into_iter().map(show).collect()
}

#[track_caller]
fn check(text: &str, want: &[&str]) {
    assert_eq!(mistakes(text), want, "{text}");
}

#[test]
fn a_right_file_has_no_mistake() {
    check("title: a\nterms: [b, c]\nbelow: 18\nfar: 1,850 ft\non: 2027-03-02\nlasts: 13 months\n", &[]);
    check("\u{feff}# ärger\ntitle: a\nlasts: 1 day\nwhen: {strength: strong}\n", &[]);
}

#[test]
fn keys() {
    check("title: a\ntems: [b]\n", &["unknown-key: unknown key `tems` (did you mean `terms`?) @ tems"]);
    check("title: a\nterms: b\ntitle: c\n", &["double-key: the key `title` is given twice @ title"]);
    check("terms: [a]\n", &["missing-key: missing key `title` @ terms"]);
    check("title:\n", &["wrong-kind: expected a string, found nothing @ title"]);
}

#[test]
fn kinds() {
    check("title: [a]\n", &["wrong-kind: expected a string, found a list @ [a]"]);
    check("title: 7\n", &["wrong-kind: expected a string, found a number (put it in quotes) @ 7"]);
    check("title: a\nterms: 7\n", &["wrong-kind: expected a list of strings, found a number @ 7"]);
    check("title: a\nbelow: -1 # so\n", &["wrong-kind: expected a whole number, found a number @ -1"]);
    check("title: ' '\n", &["empty: this says nothing @ ' '"]);
    check("title: a\nwhen: b\n", &["wrong-kind: expected keys and values, found a string @ b"]);
    check("- a\n", &["wrong-kind: expected keys and values, found a list @ - a"]);
}

#[test]
fn measures_and_words() {
    check(
        "title: a\nfar: 7 parsecs\n",
        &[
            "wrong-kind: expected a distance such as `200 m`, `2 km`, `1850 ft` or `10 miles`, found `7 parsecs` @ 7 parsecs",
        ],
    );
    check(
        "title: a\non: 2027-02-30\n",
        &["wrong-kind: expected a date such as `2027-03-02`, found `2027-02-30` @ 2027-02-30"],
    );
    check(
        "title: a\nlasts: 'forever'\n",
        &["wrong-kind: expected a length of time such as `30 days`, found `forever` @ 'forever'"],
    );
    check(
        "title: a\nwhen: {from: x, strength: storng}\n",
        &["unknown-word: unknown word `storng` (did you mean `strong`?) @ storng"],
    );
}

#[test]
fn all_mistakes_of_a_file_are_told_in_order() {
    check(
        "tilte: ü\nterms:\n  - ö\n  - 7\nwhen:\n  strength: |\n    strong\n    very\n  form: x\n",
        &[
            "missing-key: missing key `title` @ tilte",
            "unknown-key: unknown key `tilte` (did you mean `title`?) @ tilte",
            "wrong-kind: expected a string, found a number (put it in quotes) @ 7",
            "unknown-word: unknown word `strong\nvery\n` (one of `strong` or `moderate`) @ |\n    strong\n    very",
            "unknown-key: unknown key `form` (did you mean `from`?) @ form",
        ],
    );
}

#[test]
fn what_is_not_yaml_says_where() {
    check("title: [a\nb: c\n", &["syntax: not YAML: did not find expected ',' or ']' @ :"]);
    check("title: \"a\n", &["syntax: not YAML: found unexpected end of stream @ "]);
}

#[test]
fn hostile_files_are_refused() {
    let nine = |n: i32| vec![format!("*a{}", n - 1); 9].join(",");
    let bomb: Vec<_> = (1..10).map(|n| format!("a{n}: &a{n} [{}]", nine(n))).collect();
    assert!(yaml(&format!("a0: &a0 [x,x,x]\n{}", bomb.join("\n"))).is_err());
    for hostile in ["[", "{a: ", "- ", "? ", "[[]", "{", "[\n", "{a:\n", "{\"}\": ", "[\"]\","] {
        assert_eq!(yaml(&hostile.repeat(200_000)).unwrap_err().kind, "too-deep", "{hostile}");
    }
    let no_yaml = format!("a: \"\\q\"\n{}", "{\"}\": ".repeat(200_000));
    assert_eq!(yaml(&no_yaml).unwrap_err().kind, "syntax");
    assert!(yaml(&"a".repeat(5 << 20)).is_err());
}

#[test]
fn brackets_in_words_are_not_counted() {
    let names: Vec<_> = (0..2000).map(|n| format!("id{n}: Buyers [US, C\nit{n}: \"[\" # [\n")).collect();
    assert!(yaml(&names.concat()).is_ok());
    let nested = |deep: usize| format!("{}{}", "[".repeat(deep), "]".repeat(deep));
    assert!(yaml(&nested(128)).is_ok());
    assert_eq!(yaml(&nested(129)).unwrap_err().kind, "too-deep");
}

/// Every value of a text with its place, in order.
fn places(node: &Node<'_>, text: &str, found: &mut Vec<String>) {
    let said = match &node.kind {
        Kind::Null => "nothing".to_owned(),
        Kind::Bool(value) => value.to_string(),
        Kind::Number(number) => format!("{}={}", number.text, number.real()),
        Kind::String(value) => format!("{value:?}"),
        Kind::List(_) => "list".to_owned(),
        Kind::Map(_) => "map".to_owned(),
    };
    found.push(format!("{said} @ {}", &text[node.place().range(text)]));
    match &node.kind {
        Kind::List(items) => items.iter().for_each(|item| places(item, text, found)),
        Kind::Map(entries) => {
            for entry in entries {
                found.push(format!("{} @ {}", entry.key, &text[entry.at.range(text)]));
                places(&entry.value, text, found);
            }
        }
        Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => {}
    }
}

#[track_caller]
fn check_places(read: fn(&str) -> Result<Node<'_>, super::Fault>, text: &str, want: &[&str]) {
    let mut found = Vec::new();
    places(&read(text).unwrap_or_else(|fault| panic!("{text}: {fault:?}")), text, &mut found);
    assert_eq!(found, want, "{text}");
}

#[test]
fn every_value_has_its_place() {
    check_places(yaml, "a: b c # d\n", &["map @ a", "a @ a", "\"b c\" @ b c"]);
    check_places(
        yaml,
        "ü: [ä, 'ö', \"\\u00fc\"]\n",
        &["map @ ü", "ü @ ü", "list @ [ä, 'ö', \"\\u00fc\"]", "\"ä\" @ ä", "\"ö\" @ 'ö'", "\"ü\" @ \"\\u00fc\""],
    );
    check_places(yaml, "- a\n- b: c\n", &["list @ - a", "\"a\" @ a", "map @ b", "b @ b", "\"c\" @ c"]);
    check_places(
        yaml,
        "a:\n- b\n-   - c\n",
        &["map @ a", "a @ a", "list @ - b", "\"b\" @ b", "list @ - c", "\"c\" @ c"],
    );
    check_places(
        yaml,
        "\u{feff}a: |\n  b\n\n  c\n\nd: >-\n  e\n  f\n",
        &["map @ a", "a @ a", "\"b\\n\\nc\\n\" @ |\n  b\n\n  c", "d @ d", "\"e f\" @ >-\n  e\n  f"],
    );
    check_places(
        yaml,
        "a: b\n  c\nd:\r\ne: {f: g,\n  h: i}\r\n",
        &[
            "map @ a",
            "a @ a",
            "\"b c\" @ b\n  c",
            "d @ d",
            "nothing @ :",
            "e @ e",
            "map @ {f: g,",
            "f @ f",
            "\"g\" @ g",
            "h @ h",
            "\"i\" @ i",
        ],
    );
    check_places(
        yaml,
        "--- # x\n'a': &x \"b\"\n? c\n: !!str 7\nd: *x\n...\n",
        &["map @ 'a'", "a @ 'a'", "\"b\" @ &x \"b\"", "c @ c", "\"7\" @ !!str 7", "d @ d", "\"b\" @ &x \"b\""],
    );
    check_places(
        yaml,
        "a: &x\n  b: 1\nc: [*x, *x]\n",
        &[
            "map @ a",
            "a @ a",
            "map @ &x",
            "b @ b",
            "1=1 @ 1",
            "c @ c",
            "list @ [*x, *x]",
            "map @ &x",
            "b @ b",
            "1=1 @ 1",
            "map @ &x",
            "b @ b",
            "1=1 @ 1",
        ],
    );
}

#[test]
fn numbers_stand_as_they_are_written() {
    check_places(
        yaml,
        "[007, 1e3, 0x1F, -1.50, .inf, 1_0]",
        &[
            "list @ [007, 1e3, 0x1F, -1.50, .inf, 1_0]",
            "\"007\" @ 007",
            "1e3=1000 @ 1e3",
            "0x1F=31 @ 0x1F",
            "-1.50=-1.5 @ -1.50",
            ".inf=inf @ .inf",
            "\"1_0\" @ 1_0",
        ],
    );
    check_places(
        json,
        "[1e3, -0.50, 12345678901234567890123, 9007199254740993 ]",
        &[
            "list @ [1e3, -0.50, 12345678901234567890123, 9007199254740993 ]",
            "1e3=1000 @ 1e3",
            "-0.50=-0.5 @ -0.50",
            "12345678901234567890123=12345678901234568000000 @ 12345678901234567890123",
            "9007199254740993=9007199254740992 @ 9007199254740993",
        ],
    );
    let whole = |text| match &json(text).unwrap().kind {
        Kind::Number(number) => number.whole(),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        [whole("9007199254740993"), whole("1e3"), whole("-1"), whole("1.5")],
        [Some(9_007_199_254_740_993), Some(1000), None, None]
    );
}

#[test]
fn json_is_read_with_places() {
    check_places(
        json,
        "\u{feff} {\"a\\u00fc\\ud83d\\ude00\" : [null ,true,\"\\t\\\"\"],\r\n\t\"b\": {}, \"b\": \"ü\" }\n",
        &[
            "map @ {\"a\\u00fc\\ud83d\\ude00\" : [null ,true,\"\\t\\\"\"],\r\n\t\"b\": {}, \"b\": \"ü\" }",
            "aü😀 @ \"a\\u00fc\\ud83d\\ude00\"",
            "list @ [null ,true,\"\\t\\\"\"]",
            "nothing @ null",
            "true @ true",
            "\"\\t\\\"\" @ \"\\t\\\"\"",
            "b @ \"b\"",
            "map @ {}",
            "b @ \"b\"",
            "\"ü\" @ \"ü\"",
        ],
    );
    check_places(json, " 7 ", &["7=7 @ 7"]);
}

#[test]
fn what_is_not_json_says_where() {
    let wrong = |text: &str| {
        let fault = json(text).expect_err(text);
        format!("{}: {} @ {}", fault.kind, fault.message, &text[fault.place.range(text)])
    };
    assert_eq!(wrong("{\"a\": 1,}"), "syntax: not JSON: a comma after the last value @ ,");
    assert_eq!(wrong("{\"ü\" 1}"), "syntax: not JSON: a colon is missing before this @ 1");
    assert_eq!(wrong("[1 2]"), "syntax: not JSON: a comma is missing before this @ 2");
    assert_eq!(wrong("{'a': 1}"), "syntax: not JSON: a key should stand here, in double quotes @ '");
    assert_eq!(wrong("[007]"), "syntax: not JSON: this is no number @ 0");
    assert_eq!(wrong("[\"\\ud83d\"]"), "syntax: not JSON: half of an escaped character @ \\");
    assert_eq!(wrong("[\"a\tb\"]"), "syntax: not JSON: a line break, tab or control character inside a string @ \t");
    assert_eq!(wrong("[NaN]"), "syntax: not JSON: this is no value @ N");
    assert_eq!(wrong("{} {}"), "syntax: not JSON: more text after the value @ {");
    assert_eq!(wrong("[1, // a\n2]"), "syntax: not JSON: a comment, which JSON does not have @ /");
    assert_eq!(wrong(""), "syntax: not JSON: the text ends too early @ ");
}

#[test]
fn json_of_any_shape_is_read_or_refused() {
    let nested = |deep: usize| format!("{}{}", "[".repeat(deep), "]".repeat(deep));
    assert!(json(&nested(256)).is_ok());
    assert_eq!(json(&nested(257)).unwrap_err().kind, "too-deep");
    assert_eq!(json(&"{\"a\":".repeat(200_000)).unwrap_err().kind, "too-deep");
    let key = "k".repeat(100_000);
    let text = format!("{{\"{key}\": 1}}");
    let Kind::Map(entries) = json(&text).unwrap().kind else { panic!("a map") };
    assert_eq!(entries[0].key, key);
}

#[test]
fn a_json_text_is_asked_as_yaml_is() {
    let text = r#"{"title": "Owls", "since": "2027-13-01", "title": 7, "seize": 3}"#;
    let (faults, node) = (Faults::new("list"), json(text).unwrap());
    let fields = Reader::new(&node, &faults).fields(&["title", "since", "size"]).unwrap();
    assert_eq!(fields.need("title").and_then(Reader::text), Some("Owls"));
    assert_eq!(fields.get("since").and_then(Reader::date), None);
    let told: Vec<_> = faults.take().iter().map(|fault| (fault.kind, &text[fault.place.range(text)])).collect();
    assert_eq!(told, [("wrong-kind", "\"2027-13-01\""), ("double-key", "\"title\""), ("unknown-key", "\"seize\"")]);
}

#[test]
fn what_readers_of_yaml_take_for_different_things_is_refused() {
    // A line break to YAML 1.1, a character like others to YAML 1.2.
    // And what stands in brackets must stand further in than what they belong to.
    for odd in ["a: \"b\u{2028}  c\"\n", "a: b\u{85}c: d\n", "{a: b, ?c : d}", "a: [\nb\n]"] {
        let fault = yaml(odd).expect_err(odd);
        assert_eq!((fault.kind, fault.message.contains("do not agree")), ("syntax", true), "{odd}: {fault:?}");
    }
}

/// What YAML and JSON are made of, strung together at random.
fn soups() -> impl Strategy<Value = String> {
    const PIECES: [&str; 44] = [
        "a", "b", "ü", "7", "007", "1e3", "true", "~", ": ", ":", "- ", "-", ", ", ",", "[", "]", "{", "}", "\n",
        "\n  ", "\n- ", "\r\n", "\t", " ", "\"", "'", "\\", "\\n", "\\u00e4", "|", ">-", "#", " # ", "&x ", "*x",
        "!!str ", "!", "? ", "---\n", "...\n", "%", "\u{feff}", "\u{2028}", "\u{0}",
    ];
    let pieces = proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..24);
    pieces.prop_map(|pieces| pieces.concat())
}

/// Whether each scalar of a tree stands where it says; keys are asked, too.
fn stand_in(node: &Node<'_>, text: &str) -> bool {
    let stands = |written: &str, value: &str| {
        let plain = !written.starts_with(['"', '\'', '|', '>', '&', '!']) && !written.contains('\n');
        !plain || written == value
    };
    match &node.kind {
        Kind::Null | Kind::Bool(_) => true,
        Kind::Number(number) => stands(&text[node.place().range(text)], &number.text),
        Kind::String(value) => stands(&text[node.place().range(text)], value),
        Kind::List(items) => items.iter().all(|item| stand_in(item, text)),
        Kind::Map(entries) => entries.iter().all(|entry| stand_in(&entry.value, text)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4096, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_read_stands_where_it_is_said_to(text in soups()) {
        for read in [yaml, json] {
            if let Ok(node) = read(&text) {
                prop_assert!(stand_in(&node, &text), "{node:?}");
            }
        }
    }
}

#[test]
fn what_one_reader_takes_for_nothing_is_a_fault() {
    // A line separator ends a line for one reader only.
    assert_eq!(yaml("\n\n\u{2028} # \n\n7").map_err(|fault| fault.kind), Err("syntax"));
}

#[test]
fn layouts_that_people_use() {
    check_places(yaml, "a:\t'x\ty'\n", &["map @ a", "a @ a", "\"x\\ty\" @ 'x\ty'"]);
    check_places(
        yaml,
        "a: {\n  b: [\n    c,\n  ]\n}\n",
        &["map @ a", "a @ a", "map @ {", "b @ b", "list @ [", "\"c\" @ c"],
    );
    check_places(
        yaml,
        "- a: [\n    b\n  ]\n-\n",
        &["list @ - a", "map @ a", "a @ a", "list @ [", "\"b\" @ b", "nothing @ -"],
    );
    check_places(
        yaml,
        "- - a # b\n- {c: d}\n",
        &["list @ - - a", "list @ - a", "\"a\" @ a", "map @ {c: d}", "c @ c", "\"d\" @ d"],
    );
}
