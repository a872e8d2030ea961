//! Texts that would be more than text, through every format: each stays data, and is found again as data.

use qualm::finding::{Finding, Help, Label, Severity, Station, Step, Suppression, Written};
use qualm::report::{Closing, Colour, Failure, Format, Frame, Glyphs, Look, Summary, Writer};
use qualm::source::{Sources, Span};
use qualm::word::Word;

use super::{list, readers};

/// What a file from a stranger's pull request may hold.
pub(crate) const TEXTS: [&str; 32] = [
    "two\nlines",
    "windows\r\nlines",
    "return\rover",
    "\u{1b}[31mred\u{1b}[0m",
    "\u{1b}[2J\u{1b}[Hclear",
    "\u{1b}]8;;https://evil.example\u{1b}\\click\u{1b}]8;;\u{1b}\\",
    "\u{9b}31mc1",
    "\n::error::owned",
    "\n::add-mask::secret",
    "##[command]rm -rf",
    "##[error]x ##[group]y",
    "%0A::error::z",
    "%0D%0A::stop-commands::x",
    "a ]]> b",
    "</failure><testcase/>",
    "</script><script>alert(1)</script>",
    "</summary></details><img src=x onerror=alert(1)>",
    "<!-- hidden",
    "--> shown",
    "&lt;b&gt; &amp; &#64;team",
    "right \u{202e}to left\u{2066}",
    "zero\u{200b}width\u{feff}\u{2060}",
    "nul\0byte",
    "non\u{fffe}char\u{ffff}",
    "it's \"quoted\" '",
    "tick ` and ``` fence",
    "| a | b |\n|---|---|",
    "[x](javascript:alert(1)) ![p](http://evil.example/p.png)",
    "@team @org/team a@b.example",
    "#123 org/repo#4 GH-5 https://evil.example www.evil.example",
    "$x^2$ ~~gone~~ **bold** _it_ {{crm.field}} {0}",
    "\u{2028}para\u{2029}\u{e0041}tag",
];

#[test]
fn json_keeps_every_text() {
    each(|text| {
        for format in [Format::Json, Format::Ndjson] {
            let report = written(format, text);
            let value: serde_json::Value = serde_json::from_str(&report).expect("JSON");
            let finding = if format == Format::Json { &value["findings"][0] } else { &value };
            assert_eq!(finding["message"], message(text));
            assert_eq!(finding["path"], path(text));
            assert_eq!(finding["trail"][0]["name"], text);
        }
    });
}

#[test]
fn sarif_keeps_every_text() {
    each(|text| {
        let log = readers::sarif(&written(Format::Sarif, text));
        let (open, suppressed) = (&log["runs"][0]["results"][0], &log["runs"][0]["results"][1]);
        let told = super::text(&open["message"]["text"]);
        let want = seen(text).replace("](", r"]\u{28}");
        assert!(told.contains(&want), "{want:?} not in {told:?}");
        // The only link is the one to the first related place.
        assert_eq!(told.matches("](").count(), 1, "{told}");
        let uri = super::text(&open["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]);
        assert_eq!(decoded(&uri), path(text));
        assert!(super::text(&suppressed["suppressions"][0]["justification"]).contains(&want), "{suppressed}");
        let step = &open["codeFlows"][0]["threadFlows"][0]["locations"][0]["location"]["message"]["text"];
        assert!(super::text(step).contains(&want), "{step}");
    });
}

#[test]
fn annotations_keep_every_text() {
    each(|text| {
        let log = readers::github(&written(Format::Github, text));
        assert_eq!(log.commands.len(), 2, "one finding and one failure");
        assert!(log.commands[0].message.contains(&seen(text)) && log.commands[0].property("file").is_empty());
        let found = &log.commands[1];
        assert!(found.message.contains(&seen(text)), "{}", found.message);
        assert_eq!(found.property("file"), seen(&path(text)));
        assert_eq!(found.property("title"), "a/b");
        assert_eq!(log.rest.trim(), "1 error in 1 file (1 waived)");
    });
}

#[test]
fn code_quality_keeps_every_text() {
    each(|text| {
        let report = readers::gitlab(&written(Format::Gitlab, text));
        assert_eq!(list(&report).len(), 2);
        assert!(super::text(&report[0]["description"]).contains(&seen(text)));
        assert_eq!(report[0]["location"]["path"], path(text));
        assert_eq!((&report[1]["check_name"], &report[1]["severity"]), (&"run/failed".into(), &"blocker".into()));
    });
}

#[test]
fn junit_keeps_every_text() {
    each(|text| {
        let cases = readers::junit(&written(Format::Junit, text));
        let outcomes: Vec<_> = cases.iter().map(|case| case.outcome.as_str()).collect();
        assert_eq!(outcomes, ["failure", "skipped", "error"]);
        let want = seen(text);
        for case in &cases {
            assert!(case.message.contains(&want), "{want:?} not in {:?}", case.message);
        }
    });
}

#[test]
fn pages_keep_every_text() {
    each(|text| {
        let html = readers::markdown(&written(Format::Markdown, text));
        let document = format!("<page>{html}</page>");
        let page = roxmltree::Document::parse(&document).expect("a page");
        let told: String = page.descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect();
        // What keeps links from coming about is not seen, and quotation is shown as code.
        let plain = |text: &str| text.replace(['\u{200b}', '`'], "");
        let told = plain(&told);
        let want = plain(&seen(text));
        assert!(told.matches(&want).count() >= 3, "{want:?} not in {told}");
    });
}

#[test]
fn text_for_people_keeps_every_text() {
    each(|text| {
        for format in [Format::Pretty, Format::Concise] {
            let report = written(format, text);
            // Pretty breaks lines at blanks.
            let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(words(&report).contains(&words(&seen(text))), "{report}");
        }
    });
}

#[test]
fn endless_texts_have_an_end() {
    let endless = "ä|@x ".repeat(50_000);
    for &format in Format::ALL {
        let report = written(format, &endless);
        let is_whole = matches!(format, Format::Json | Format::Ndjson);
        assert!(is_whole || report.len() < 200_000, "{}: {} bytes", format.word(), report.len());
    }
    assert!(written(Format::Markdown, &endless).len() <= 65_536);
    readers::markdown(&written(Format::Markdown, &endless));
    readers::sarif(&written(Format::Sarif, &endless));
    readers::junit(&written(Format::Junit, &endless));
}

/// Runs a check on every text, after what holds in all formats: nothing acts, and no line is a command but ours.
fn each(check: impl Fn(&str)) {
    for text in TEXTS {
        for &format in Format::ALL {
            let report = written(format, text);
            let acts = report.chars().find(|&c| c != '\n' && acts(c));
            assert_eq!(acts, None, "{text:?} in {}: {report:?}", format.word());
            assert!(!report.contains("##["), "{text:?} in {}", format.word());
            let commands = report.lines().filter(|line| line.trim_start().starts_with("::")).count();
            assert_eq!(
                commands,
                if format == Format::Github { 2 } else { 0 },
                "{text:?} in {}: {report}",
                format.word()
            );
        }
        check(text);
    }
}

fn message(text: &str) -> String {
    format!("campaign `{text}` is wrong")
}

/// A name for a file: no slash, so that it names one.
fn path(text: &str) -> String {
    let name: String = text.replace('/', "_").chars().take(200).collect();
    format!("campaigns/x{name}.campaign")
}

/// A report of one finding that has the text wherever text can be, one that is waived, and one failure.
fn written(format: Format, text: &str) -> String {
    let mut sources = Sources::default();
    let id = sources.add(path(text), format!("campaign a {{\n  # {text}\n}}\n"));
    let span = Span::new(id, 0, 8);
    let step = |what| Step { what, name: text.to_owned(), how: None, span: Some(span) };
    let finding = Finding {
        label: Some(text.to_owned()),
        help: Some(Help::write(span, text)),
        why: Some(text.into()),
        related: vec![Label { span: Span::new(id, 9, 10), text: text.to_owned() }],
        subject: format!("campaign {text}").into(),
        categories: vec![text.into()],
        trail: vec![step(Station::Signal), step(Station::Segment), step(Station::Destination)],
        ..Finding::fault("a/b", Severity::Error, span, message(text))
    };
    let [by, because, until] = [text; 3].map(Into::into);
    let suppressed = Finding {
        suppressed: vec![Suppression { by, because, until, span, written: Written::InConfig }],
        ..finding.clone()
    };
    let findings = [finding, suppressed];
    let mut summary = Summary { files: 1, campaigns: 1, ..Summary::default() };
    summary.count(&findings);
    let failures = [Failure { message: message(text), help: Some(text.to_owned()) }];
    let mut out = Vec::new();
    let look = Look { colour: Colour::No, glyphs: Glyphs::Unicode, width: 120 };
    let mut writer = Writer::new(format, Frame::of(look), &mut out);
    writer.begin().expect("a beginning");
    let shown = if format == Format::Ndjson { &findings[..1] } else { &findings[..] };
    writer.findings(&sources, shown).expect("a middle");
    let closing = Closing { summary: &summary, failures: &failures, rules: None, statistics: None };
    writer.end(&closing).expect("an end");
    String::from_utf8(out).expect("UTF-8")
}

/// The text as it is shown to people: what acts is spelled out.
fn seen(text: &str) -> String {
    let spelled = |c: char| if acts(c) { c.escape_default().to_string() } else { c.to_string() };
    text.chars().map(spelled).collect::<String>().replace("##[", r"#\u{23}[")
}

/// Controls, marks of reading order, separators, what has no width, and tags.
fn acts(c: char) -> bool {
    matches!(c, '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e0fff}')
}

/// What percent signs stand for in a URI.
fn decoded(uri: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = uri.bytes();
    while let Some(byte) = rest.next() {
        let code = [byte; 1].contains(&b'%').then(|| [rest.next(), rest.next()]);
        match code {
            Some([Some(high), Some(low)]) => {
                let digits = [high, low].map(char::from).iter().collect::<String>();
                bytes.push(u8::from_str_radix(&digits, 16).expect("two digits"));
            }
            Some(_) => panic!("{uri}"),
            None => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).expect("UTF-8")
}
