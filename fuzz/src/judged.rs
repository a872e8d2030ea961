//! A project that is judged, and what is reported of it.

use std::sync::Arc;

use qualm::ast;
use qualm::finding::Finding;
use qualm::front;
use qualm::knowledge::Knowledge;
use qualm::lint::{self, Notes, Options, Policy};
use qualm::report::{Closing, Colour, Format, Frame, Glyphs, Look, Summary, Writer};
use qualm::rule::RuleSet;
use qualm::source::{SourceId, Sources};
use qualm::word::Word;

use crate::{File, TODAY, shipped};

/// What came of some files.
#[derive(Debug, Default)]
pub struct Judged {
    /// The texts.
    pub sources: Sources,
    /// What was found in them.
    pub findings: Vec<Finding>,
}

impl Judged {
    /// Judges campaign files by what comes with the program.
    pub fn of(files: &[File]) -> Judged {
        Judged::read_by(front::read, files)
    }

    /// Judges files that a reader of another kind understands.
    pub fn read_by(read: impl Fn(SourceId, &str) -> (ast::File, Vec<Finding>), files: &[File]) -> Judged {
        Judged::under(&Policy::default(), read, files, shipped())
    }

    /// Judges files as a configuration asks, by rules of one's own.
    pub fn under(
        policy: &Policy,
        read: impl Fn(SourceId, &str) -> (ast::File, Vec<Finding>),
        files: &[File],
        known: (&Knowledge, &RuleSet),
    ) -> Judged {
        let mut sources = policy.config.sources();
        let (mut faults, mut asts) = (Vec::new(), Vec::new());
        for (path, text) in files {
            let id = sources.add(path.as_str(), text.as_str());
            let (file, found) = read(id, text);
            asts.push(Arc::new(file));
            faults.extend(found);
        }
        let verdict = lint::under(policy, asts, faults, &sources, known, &options());
        Judged { sources, findings: verdict.findings }
    }

    /// The reports in every format, each with its format.
    pub fn reports(&self) -> Vec<(Format, String)> {
        Format::ALL.iter().map(|&format| (format, self.report(format))).collect()
    }

    /// The report in one format.
    pub fn report(&self, format: Format) -> String {
        let mut summary = Summary { files: self.sources.iter().count(), ..Summary::default() };
        summary.count(&self.findings);
        let mut out = Vec::new();
        let look = Look { colour: Colour::No, glyphs: Glyphs::Unicode, width: 100 };
        let mut writer = Writer::new(format, Frame::of(look), &mut out);
        let written = writer.begin().and_then(|()| writer.findings(&self.sources, &self.findings));
        let closing = Closing { summary: &summary, failures: &[], rules: Some(shipped().1), statistics: None };
        written.and_then(|()| writer.end(&closing)).expect("memory takes all that is written");
        String::from_utf8(out).expect("a report is UTF-8")
    }
}

/// Nothing is hidden, and the day is always the same.
pub fn options() -> Options {
    Options { today: TODAY, notes: Notes::Show }
}
