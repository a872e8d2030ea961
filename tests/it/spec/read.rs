//! Reads tests out of Markdown.

use jiff::civil::Date;
use qualm::finding::Severity;

use crate::judge::TODAY;

/// One heading with what stands below it.
pub(super) struct Test {
    pub(super) title: String,
    pub(super) line: usize,
    pub(super) today: Date,
    pub(super) strict: bool,
    /// Only findings with a ground whose rule starts so count.
    pub(super) only: String,
    pub(super) files: Vec<(String, String)>,
    pub(super) rules: Vec<(String, String)>,
    pub(super) expected: Vec<Expectation>,
    /// What is wrong with the test itself.
    pub(super) faults: Vec<String>,
}

/// A finding that must be there.
pub(super) struct Expectation {
    pub(super) path: String,
    pub(super) line: usize,
    pub(super) severity: Severity,
    pub(super) rule: String,
    pub(super) part: Option<String>,
    pub(super) trail: Option<String>,
}

/// Every test of one Markdown text.
pub(super) fn tests(text: &str) -> Vec<Test> {
    let mut tests: Vec<Test> = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        let fence: String = line.chars().take_while(|&char| char == '`').collect();
        if fence.len() >= 3 {
            let block: Vec<_> =
                lines.by_ref().map(|(_, line)| line).take_while(|line| line.trim_end() != fence).collect();
            if let Some(test) = tests.last_mut() {
                test.block(line.trim_start_matches('`').trim(), &block);
            }
        } else if let Some(title) = line.strip_prefix("## ") {
            tests.push(Test::new(title, number + 1));
        } else if let (Some(test), Some(options)) = (tests.last_mut(), comment(line)) {
            test.options(options);
        }
    }
    for test in tests.iter_mut().filter(|test| test.files.is_empty()) {
        test.faults.push("it has no file: ```campaign NAME.campaign".to_owned());
    }
    tests
}

impl Test {
    fn new(title: &str, line: usize) -> Test {
        let (title, today, only) = (title.to_owned(), TODAY, String::new());
        let (files, rules, expected, faults) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Test { title, line, today, strict: false, only, files, rules, expected, faults }
    }

    fn block(&mut self, info: &str, lines: &[&str]) {
        let text = lines.iter().flat_map(|line| [line, "\n"]).collect();
        match info.split_once(' ') {
            Some(("campaign", path)) => {
                self.expect(path, lines);
                self.files.push((path.to_owned(), text));
            }
            Some(("yaml", path)) => {
                let path = path.strip_prefix("rules/").unwrap_or(path);
                self.rules.push((path.to_owned(), text));
            }
            // Anything else is for people.
            Some(_) | None => {}
        }
    }

    fn options(&mut self, options: &str) {
        for option in options.split(',').map(str::trim) {
            match option.split_once(':').map(|(key, value)| (key, value.trim())) {
                Some(("today", day)) => self.today = day.parse().expect("a day such as 2027-03-01"),
                Some(("only", rules)) => rules.clone_into(&mut self.only),
                None if option == "strict" => self.strict = true,
                Some(_) | None => self.faults.push(format!("unknown option `{option}`")),
            }
        }
    }

    /// Collects the expectations in the comments of one file.
    fn expect(&mut self, path: &str, lines: &[&str]) {
        for (at, line) in lines.iter().enumerate() {
            if let Some(trail) = line.trim_start().strip_prefix("# trail:") {
                match self.expected.last_mut() {
                    Some(last) => last.trail = Some(trail.trim().to_owned()),
                    None => self.faults.push(format!("{path}:{}: a trail of nothing", at + 1)),
                }
            } else if let Some((below, mut expected)) = expectation(line) {
                let here = if below { at + skip(&lines[at..]) } else { at };
                (expected.path, expected.line) = (path.to_owned(), here + 1);
                self.expected.push(expected);
            }
        }
    }
}

/// How many lines down the first one is that expects nothing of another.
fn skip(lines: &[&str]) -> usize {
    let about_another = |line: &&&str| {
        let line = line.trim_start();
        line.starts_with("# trail:") || (line.starts_with('#') && expectation(line).is_some())
    };
    lines.iter().take_while(about_another).count()
}

/// What a line expects, and whether it expects it below.
fn expectation(line: &str) -> Option<(bool, Expectation)> {
    let (_, comment) = line.rsplit_once("# ").filter(|(_, comment)| comment.contains(": ["))?;
    let (head, rest) = comment.split_once(": [")?;
    let (rule, rest) = rest.split_once(']')?;
    let word = head.trim_end_matches("-below");
    let severity = [Severity::Error, Severity::Warning, Severity::Note].into_iter().find(|s| s.word() == word)?;
    let part = rest.trim().strip_prefix('"').and_then(|part| part.strip_suffix('"')).map(str::to_owned);
    let (path, line, rule, trail) = (String::new(), 0, rule.to_owned(), None);
    Some((head.ends_with("-below"), Expectation { path, line, severity, rule, part, trail }))
}

fn comment(line: &str) -> Option<&str> {
    line.trim().strip_prefix("<!--")?.strip_suffix("-->").map(str::trim)
}
