use super::{Faults, Reader, parse};

/// Reads `text` as a rule would, and gives each mistake as `kind: message @ what is marked`.
fn mistakes(text: &str) -> Vec<String> {
    let faults = Faults::new("rule-file");
    let node = match parse(text) {
        Ok(node) => node,
        Err(fault) => return vec![format!("{}: {} @ {}", fault.kind, fault.message, &text[fault.range(text)])],
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
        format!("{}: {}{help} @ {}", fault.kind, fault.message, &text[fault.range(text)])
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
    assert!(parse(&format!("a0: &a0 [x,x,x]\n{}", bomb.join("\n"))).is_err());
    for hostile in ["[", "{a: ", "- ", "? ", "[[]", "{"] {
        assert!(parse(&hostile.repeat(200_000)).is_err(), "{hostile}");
    }
    assert!(parse(&"a".repeat(5 << 20)).is_err());
}
