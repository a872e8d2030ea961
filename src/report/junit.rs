//! The XML of `JUnit`, which every CI shows as tests: a suite a file, a failed case a finding.

use std::io;

use crate::finding::{Finding, Suppression};
use crate::source::Sources;

use super::xml::escaped;
use super::{Closing, Failure, Report, Root, pretty};

/// Suites under way. Findings come file by file; those of one are kept until the next, to be counted first.
#[derive(Debug)]
pub(super) struct Suites {
    root: Root,
    /// The file at hand and how many suites it has already.
    file: Option<(String, usize)>,
    cases: Vec<String>,
    failures: usize,
    skipped: usize,
    /// How many suites there are in all.
    written: usize,
}

/// A list may have any number of findings; a suite ends after so many, and the file goes on in the next one.
const MOST_CASES: usize = 1_000;

impl Suites {
    pub(super) fn new(root: Root) -> Suites {
        Suites { root, file: None, cases: Vec::new(), failures: 0, skipped: 0, written: 0 }
    }
}

impl Report for Suites {
    /// Opens the document.
    fn begin(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"qualm\">")
    }

    fn findings(&mut self, sources: &Sources, findings: &[Finding], out: &mut dyn io::Write) -> io::Result<()> {
        for finding in findings {
            let path = self.root.path(sources.path(finding.at));
            let is_same = self.file.as_ref().is_some_and(|(file, _)| *file == path);
            if !is_same || self.cases.len() == MOST_CASES {
                self.close(out)?;
            }
            if !is_same {
                self.file = Some((path.clone(), 0));
            }
            let suppression = finding.suppressed.first();
            *if suppression.is_some() { &mut self.skipped } else { &mut self.failures } += 1;
            self.cases.push(case(&path, sources, finding, suppression));
        }
        Ok(())
    }

    /// Closes the document. Why the run failed is an error of it; a run without findings is a test that passes.
    fn end(mut self: Box<Self>, closing: &Closing, out: &mut dyn io::Write) -> io::Result<()> {
        self.close(out)?;
        let passes = usize::from(closing.failures.is_empty() && self.written == 0);
        let errors = closing.failures.len();
        if errors + passes > 0 {
            writeln!(out, "{}", suite("qualm", errors + passes, 0, errors, 0))?;
            if passes > 0 {
                writeln!(out, r#"    <testcase classname="qualm" name="no findings" time="0"/>"#)?;
            }
            closing.failures.iter().try_for_each(|failure| failed(failure, out))?;
            writeln!(out, "  </testsuite>")?;
        }
        writeln!(out, "</testsuites>")
    }
}

impl Suites {
    /// Writes the suite at hand, if there is one.
    fn close(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        let Some((file, parts)) = self.file.as_mut().filter(|_| !self.cases.is_empty()) else { return Ok(()) };
        *parts += 1;
        let name = if *parts > 1 { format!("{file} (part {parts})") } else { file.clone() };
        writeln!(out, "{}", suite(&name, self.cases.len(), self.failures, 0, self.skipped))?;
        for case in self.cases.drain(..) {
            out.write_all(case.as_bytes())?;
        }
        writeln!(out, "  </testsuite>")?;
        (self.failures, self.skipped) = (0, 0);
        self.written += 1;
        Ok(())
    }
}

/// The start of a suite.
fn suite(name: &str, tests: usize, failures: usize, errors: usize, skipped: usize) -> String {
    let name = escaped(name);
    let counts = format!(r#"tests="{tests}" failures="{failures}" errors="{errors}" skipped="{skipped}""#);
    format!(r#"  <testsuite name="{name}" {counts} time="0">"#)
}

fn failed(failure: &Failure, out: &mut dyn io::Write) -> io::Result<()> {
    let help = failure.help.as_ref().map(|help| format!("\nhelp: {}", escaped(help))).unwrap_or_default();
    let message = escaped(&failure.message);
    writeln!(out, r#"    <testcase classname="qualm" name="{message}" time="0">"#)?;
    writeln!(out, r#"      <error message="{message}" type="run/failed">{message}{help}</error>"#)?;
    writeln!(out, "    </testcase>")
}

fn case(path: &str, sources: &Sources, finding: &Finding, suppression: Option<&Suppression>) -> String {
    let at = sources.start(finding.at);
    let (rule, message) = (escaped(&finding.rule), escaped(&finding.message));
    let what = if finding.subject.is_empty() { String::new() } else { format!(": {}", escaped(&finding.subject)) };
    let file = escaped(path);
    let body = if let Some(waiver) = suppression {
        format!(r#"<skipped message="{}"/>"#, escaped(&waived(waiver)))
    } else {
        let severity = finding.severity.word();
        let says = pretty::listed(finding, escaped);
        let place = format!("{file}:{}:{}", at.line, at.column);
        format!(r#"<failure message="{message}" type="{severity}">{place}: {message}{says}</failure>"#)
    };
    format!(
        "    <testcase classname=\"{file}\" name=\"{rule}{what} ({}:{})\" time=\"0\">\n      {body}\n    </testcase>\n",
        at.line, at.column
    )
}

fn waived(waiver: &Suppression) -> String {
    let Suppression { by, because, until, .. } = waiver;
    format!("waived by {by} until {until}: {because}")
}
