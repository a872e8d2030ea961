//! Readers written after the documentation of those who read our reports.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use comrak::{Options, markdown_to_html};
use jsonschema::Validator;
use serde_json::Value;

static SARIF: LazyLock<Validator> = LazyLock::new(|| schema(include_str!("../../data/schemas/sarif-2.1.0.json")));
static GITLAB: LazyLock<Validator> =
    LazyLock::new(|| schema(include_str!("../../data/schemas/gitlab-code-quality.json")));

/// A workflow command.
pub(crate) struct Command {
    pub(crate) kind: String,
    properties: BTreeMap<String, String>,
    pub(crate) message: String,
}

/// What GitHub makes of the output of a step.
pub(crate) struct Log {
    pub(crate) commands: Vec<Command>,
    /// The lines that are no commands.
    pub(crate) rest: String,
}

/// A test that did not pass.
pub(crate) struct Case {
    pub(crate) file: String,
    pub(crate) rule: String,
    pub(crate) line: usize,
    /// `failure`, `skipped`, `error`, or empty for one that passed.
    pub(crate) outcome: String,
    pub(crate) message: String,
}

/// A SARIF log that is what the schema says.
#[track_caller]
pub(crate) fn sarif(text: &str) -> Value {
    valid(&SARIF, text)
}

/// A Code Quality report that is what the documentation says.
#[track_caller]
pub(crate) fn gitlab(text: &str) -> Value {
    valid(&GITLAB, text)
}

/// Every test in a document, the counts of each suite checked.
#[track_caller]
pub(crate) fn junit(text: &str) -> Vec<Case> {
    let document = roxmltree::Document::parse(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let root = document.root_element();
    assert_eq!(root.tag_name().name(), "testsuites");
    let mut cases = Vec::new();
    for suite in root.children().filter(roxmltree::Node::is_element) {
        assert_eq!(suite.tag_name().name(), "testsuite");
        let of_suite: Vec<_> = suite.children().filter(roxmltree::Node::is_element).map(case).collect();
        let count = |outcome: &str| of_suite.iter().filter(|case| case.outcome == outcome).count().to_string();
        assert_eq!(suite.attribute("tests"), Some(of_suite.len().to_string().as_str()));
        for (attribute, outcome) in [("failures", "failure"), ("errors", "error"), ("skipped", "skipped")] {
            assert_eq!(suite.attribute(attribute), Some(count(outcome).as_str()), "{attribute}");
        }
        cases.extend(of_suite);
    }
    cases
}

/// What GitHub Actions reads: a line that starts with `::`, blanks aside, is a command whatever wrote it, and so is what
/// follows `##[` anywhere in a line.
#[track_caller]
pub(crate) fn github(text: &str) -> Log {
    assert!(!text.contains("##["), "{text}");
    let (mut commands, mut rest) = (Vec::new(), String::new());
    for line in text.split(['\r', '\n']) {
        match line.trim_start().strip_prefix("::") {
            Some(command) => commands.push(parsed(command)),
            None => rest.extend([line, "\n"]),
        }
    }
    Log { commands, rest }
}

/// The HTML that GitHub makes of a page, in which there is nothing but what a report may have, with each `&` as it is.
#[track_caller]
pub(crate) fn markdown(text: &str) -> String {
    let mut options = Options::default();
    options.extension.autolink = true;
    options.extension.footnotes = true;
    options.extension.math_dollars = true;
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.tasklist = true;
    options.render.r#unsafe = true;
    let html = markdown_to_html(text, &options);
    let document = format!("<page>{html}</page>");
    let page = roxmltree::Document::parse(&document).unwrap_or_else(|error| panic!("{error}\n{html}"));
    let allowed = ["page", "h3", "h4", "code", "details", "summary", "b", "ul", "li", "p"];
    for node in page.descendants() {
        assert!(!node.is_comment() && !node.is_pi(), "{html}");
        if node.is_element() {
            assert!(allowed.contains(&node.tag_name().name()) && node.attributes().len() == 0, "{node:?} in\n{html}");
        }
        if let Some(text) = node.text().filter(|_| node.is_text()) {
            calls_nobody(text);
        }
    }
    html
}

impl Command {
    pub(crate) fn property(&self, name: &str) -> String {
        self.properties.get(name).cloned().unwrap_or_default()
    }
}

/// After the HTML is made, GitHub looks at its text for people, issues and addresses.
#[track_caller]
fn calls_nobody(text: &str) {
    let chars: Vec<_> = text.chars().collect();
    for pair in chars.windows(2) {
        let calls = match pair[0] {
            '@' => pair[1].is_alphanumeric(),
            '#' => pair[1].is_ascii_digit(),
            _ => false,
        };
        assert!(!calls, "{pair:?} in {text}");
    }
    let low = text.to_lowercase();
    for start in ["://", "www.", "gh-1"] {
        assert!(!low.contains(start), "{start} in {text}");
    }
}

fn schema(text: &str) -> Validator {
    // The pattern for languages in OASIS's schema has a bracket that strict readers of patterns want escaped.
    let schema = serde_json::from_str(&text.replace("[a-zA-Z]{2}]?$", r"[a-zA-Z]{2}\\]?$")).expect("JSON");
    jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema")
}

#[track_caller]
fn valid(schema: &Validator, text: &str) -> Value {
    let value: Value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let faults: Vec<_> =
        schema.iter_errors(&value).map(|fault| format!("{fault} at {}", fault.instance_path())).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    value
}

fn case(case: roxmltree::Node) -> Case {
    assert_eq!(case.tag_name().name(), "testcase");
    let name = case.attribute("name").expect("a name");
    let (what, place) = name.rsplit_once(" (").unwrap_or((name, ""));
    let outcome = case.children().find(roxmltree::Node::is_element);
    Case {
        file: case.attribute("classname").expect("a class").to_owned(),
        rule: what.split(": ").next().unwrap_or_default().to_owned(),
        line: place.split(':').next().and_then(|line| line.parse().ok()).unwrap_or_default(),
        outcome: outcome.map(|outcome| outcome.tag_name().name().to_owned()).unwrap_or_default(),
        message: outcome.and_then(|outcome| outcome.attribute("message")).unwrap_or_default().to_owned(),
    }
}

/// `error file=a,line=1::message`, with `%3A` and the like made characters again.
#[track_caller]
fn parsed(command: &str) -> Command {
    let (head, data) = command.split_once("::").unwrap_or_else(|| panic!("{command}"));
    let (kind, properties) = head.split_once(' ').unwrap_or((head, ""));
    assert!(["error", "warning", "notice"].contains(&kind), "{command}");
    let property = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap_or_else(|| panic!("{command}"));
        (name.to_owned(), unescaped(&unescaped(value, "%3A", ":"), "%2C", ","))
    };
    let properties = properties.split(',').map(property).map(|(name, value)| (name, plain(&value))).collect();
    Command { kind: kind.to_owned(), properties, message: plain(data) }
}

fn plain(text: &str) -> String {
    ["%0D", "%0A"]
        .iter()
        .zip(["\r", "\n"])
        .fold(text.to_owned(), |text, (code, c)| unescaped(&text, code, c))
        .replace("%25", "%")
}

fn unescaped(text: &str, code: &str, c: &str) -> String {
    text.replace(code, c)
}
