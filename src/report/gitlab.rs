//! GitLab Code Quality: an array of problems, each with a fingerprint of its own.

use std::collections::HashMap;
use std::io;

use serde::Serialize;

use crate::finding::{Finding, Fingerprint, Severity};
use crate::source::Sources;

use super::{Closing, Place, Report, Root, json, visible};

/// A report under way.
#[derive(Debug)]
pub(super) struct Quality {
    root: Root,
    place: Place,
    /// Of two problems with one fingerprint, GitLab drops one in silence.
    used: HashMap<Fingerprint, usize>,
}

impl Quality {
    pub(super) fn new(root: Root) -> Quality {
        Quality { root, place: Place::First, used: HashMap::new() }
    }
}

impl Report for Quality {
    /// Opens the array.
    fn begin(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        write!(out, "[")
    }

    /// Adds findings but those that a waiver suppresses: what is in the array counts.
    fn findings(&mut self, sources: &Sources, findings: &[Finding], out: &mut dyn io::Write) -> io::Result<()> {
        for finding in findings.iter().filter(|finding| !finding.is_suppressed()) {
            let lines = Lines { begin: sources.start(finding.at).line, end: sources.end(finding.at).line };
            let problem = Problem {
                description: visible(&finding.message).into_owned(),
                check_name: &finding.rule,
                fingerprint: self.unused(finding.fingerprint).to_string(),
                severity: severity(finding.severity),
                location: Location { path: self.root.path(sources.path(finding.at)), lines },
            };
            self.write(&problem, out)?;
        }
        Ok(())
    }

    /// Adds why the run failed, which GitLab has no other place for, and closes the array.
    fn end(mut self: Box<Self>, closing: &Closing, out: &mut dyn io::Write) -> io::Result<()> {
        for failure in closing.failures {
            let problem = Problem {
                description: format!("qualm could not do all of its work: {}", visible(&failure.message)),
                check_name: "run/failed",
                fingerprint: self.unused(Fingerprint::of(&["run/failed", &failure.message])).to_string(),
                severity: "blocker",
                location: Location { path: ".".to_owned(), lines: Lines { begin: 1, end: 1 } },
            };
            self.write(&problem, out)?;
        }
        writeln!(out, "\n]")
    }
}

impl Quality {
    fn write(&mut self, problem: &Problem, out: &mut dyn io::Write) -> io::Result<()> {
        match self.place {
            Place::First => writeln!(out)?,
            Place::Later => writeln!(out, ",")?,
        }
        self.place = Place::Later;
        json::write(problem, out)
    }

    /// The fingerprint itself, or with a count mixed in where it is used already.
    fn unused(&mut self, fingerprint: Fingerprint) -> Fingerprint {
        let name = fingerprint.to_string();
        let mut own = fingerprint;
        while self.used.contains_key(&own) {
            let times = self.used.entry(fingerprint).or_default();
            *times += 1;
            own = Fingerprint::of(&[&name, &times.to_string()]);
        }
        self.used.insert(own, 1);
        own
    }
}

#[derive(Serialize)]
struct Problem<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "critical",
        Severity::Warning => "minor",
        Severity::Note => "info",
    }
}
