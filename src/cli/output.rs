//! Where the report goes. A file is replaced when the report is whole and not before.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use crate::error::Error;
use crate::project::{Input, Origin};
use crate::report::{Format, Frame, Look, Root, Writer};
use crate::world::{self, Checkout, Out};

use super::look::Volume;
use super::target::{Target, Way};

/// Every report's way out, the main one first.
pub(super) struct Outputs(Vec<Output>);

/// Whether a report has all that it should.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whole {
    /// It has.
    Yes,
    /// The run ended before.
    No,
}

/// A report's way out.
struct Output {
    format: Format,
    look: Look,
    volume: Volume,
    /// How many bytes a page may have.
    room: Option<usize>,
    /// What it is called where it cannot be written.
    place: String,
    /// Why it cannot be written any more.
    broken: Option<io::Error>,
    way: Out,
}

/// GitHub shows no longer page for a step.
const STEP_SUMMARY: u64 = 1 << 20;

impl Outputs {
    /// Opens what is asked for, unless it is one of the inputs or two reports would be one file.
    pub(super) fn open(targets: &[Target], inputs: &[Input], checkout: &Checkout) -> Result<Outputs, Error> {
        let mut instead = targets.iter().filter(|target| matches!(target.way, Way::Instead(_)));
        if let (Some(_), Some(second)) = (instead.next(), instead.next()) {
            return Err(Error::TwoReports { path: shown(second) });
        }
        let mut taken = Vec::new();
        for target in targets {
            let Some(path) = target.way.path() else { continue };
            if is_input(path, inputs) {
                return Err(Error::Overwrites { path: shown(target) });
            }
            let real = checkout.follow(path).map_or_else(|_| path.to_path_buf(), |road| road.end);
            if taken.contains(&real) {
                return Err(Error::SameReport { path: shown(target) });
            }
            taken.push(real);
        }
        targets.iter().map(|target| Output::open(target, checkout)).collect::<Result<_, _>>().map(Outputs)
    }

    /// A writer for each, with what of it is written.
    pub(super) fn writers(&mut self, root: &Root) -> Vec<(Format, Volume, Writer<'_>)> {
        self.0.iter_mut().map(|output| (output.format, output.volume, output.writer(root))).collect()
    }

    /// Makes the reports final; those that have no end only where that says that the run has failed.
    pub(super) fn keep(self, whole: Whole) -> Vec<Error> {
        let kept = self.0.into_iter().filter_map(|output| {
            let Output { format, place, broken, way, .. } = output;
            let done = match broken {
                Some(source) => Err(source),
                None if whole == Whole::Yes || format.is_document() => way.keep(),
                None => Ok(()),
            };
            match done {
                // Whoever read the report has seen enough, as in `qualm check | head`.
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => None,
                Err(source) => Some(Error::Write { place, source }),
                Ok(()) => None,
            }
        });
        kept.collect()
    }
}

impl Output {
    fn open(target: &Target, checkout: &Checkout) -> Result<Output, Error> {
        let place = target.way.path().map_or("the report".to_owned(), |_| format!("`{}`", shown(target)));
        let (way, room) = match &target.way {
            Way::Stdout => (Out::Stream(Box::new(BufWriter::new(io::stdout()))), None),
            Way::Instead(path) | Way::Beside(path) => (world::open_draft(checkout, path)?, None),
            Way::StepSummary(path) => {
                let used = fs::metadata(path).map_or(0, |about| about.len());
                // What others wrote stays; a page is written in one go, at the end of the run.
                (world::append(checkout, path)?, Some(STEP_SUMMARY.saturating_sub(used) as usize))
            }
        };
        let Target { format, look, volume, .. } = *target;
        Ok(Output { format, look, volume, room, place, broken: None, way })
    }

    fn writer(&mut self, root: &Root) -> Writer<'_> {
        let frame = Frame::of(self.look);
        let most = self.room.unwrap_or(frame.room);
        Writer::new(self.format, Frame { root: root.clone(), room: most, ..frame }, self)
    }

    /// Remembers why nothing more can be written.
    fn noting<T>(&mut self, done: io::Result<T>) -> io::Result<T> {
        done.map_err(|error| {
            let kind = error.kind();
            self.broken.get_or_insert(error);
            kind.into()
        })
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let done = self.way.write(bytes);
        self.noting(done)
    }

    fn flush(&mut self) -> io::Result<()> {
        let done = self.way.flush();
        self.noting(done)
    }
}

fn is_input(path: &Path, inputs: &[Input]) -> bool {
    let Ok(real) = fs::canonicalize(path) else { return false };
    inputs.iter().any(|input| match &input.origin {
        Origin::File(input) => fs::canonicalize(input).is_ok_and(|input| input == real),
        Origin::Stdin => false,
    })
}

fn shown(target: &Target) -> String {
    target.way.path().map(|path| path.display().to_string()).unwrap_or_default()
}

/// The exit code of an answer that was written, or why it was not.
pub(super) fn answered(written: io::Result<()>) -> Result<u8, Error> {
    match written {
        // Whoever read the answer has seen enough, as in `qualm explain | head`.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Error::Write { place: "the answer".to_owned(), source: error })
        }
        Err(_) | Ok(()) => Ok(0),
    }
}
