//! Where the report goes. A file is replaced when the report is whole and not before.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process;

use crate::error::Error;
use crate::report::{Format, Frame, Look, Root, Writer};

use super::files::{Input, Origin};
use super::settings::Volume;
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
    way: Open,
}

/// Where the bytes of a report go.
struct Open {
    out: Box<dyn Write + Send>,
    draft: Option<Draft>,
}

/// A file that becomes the report; removed where it does not.
struct Draft {
    path: PathBuf,
    target: PathBuf,
}

/// GitHub shows no longer page for a step.
const STEP_SUMMARY: u64 = 1 << 20;

impl Outputs {
    /// Opens what is asked for, unless it is one of the inputs or two reports would be one file.
    pub(super) fn open(targets: &[Target], inputs: &[Input]) -> Result<Outputs, Error> {
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
            let real = real(path);
            if taken.contains(&real) {
                return Err(Error::SameReport { path: shown(target) });
            }
            taken.push(real);
        }
        targets.iter().map(Output::open).collect::<Result<_, _>>().map(Outputs)
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
    fn open(target: &Target) -> Result<Output, Error> {
        let place = target.way.path().map_or("the report".to_owned(), |_| format!("`{}`", shown(target)));
        let (way, room) = match &target.way {
            Way::Stdout => (Ok(Open { out: Box::new(BufWriter::new(io::stdout())), draft: None }), None),
            Way::Instead(path) | Way::Beside(path) => (Open::file(path), None),
            Way::StepSummary(path) => {
                let used = fs::metadata(path).map_or(0, |about| about.len());
                (Open::end_of(path), Some(STEP_SUMMARY.saturating_sub(used) as usize))
            }
        };
        let Target { format, look, volume, .. } = *target;
        match way {
            Ok(way) => Ok(Output { format, look, volume, room, place, broken: None, way }),
            Err(source) => Err(Error::Write { place, source }),
        }
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

impl Open {
    fn file(path: &Path) -> io::Result<Open> {
        let Ok(about) = fs::metadata(path) else { return Open::draft(path.to_path_buf()) };
        // This also asks whether the file may be written, and refuses folders.
        let there = OpenOptions::new().write(true).open(path)?;
        if !about.is_file() {
            return Ok(Open { out: Box::new(BufWriter::new(there)), draft: None });
        }
        let open = Open::draft(fs::canonicalize(path)?)?;
        if let Some(draft) = &open.draft {
            fs::set_permissions(&draft.path, about.permissions())?;
        }
        Ok(open)
    }

    /// What others wrote stays; a page is written in one go, at the end of the run.
    fn end_of(path: &Path) -> io::Result<Open> {
        let file = OpenOptions::new().append(true).create(true).open(path)?;
        Ok(Open { out: Box::new(BufWriter::new(file)), draft: None })
    }

    fn draft(target: PathBuf) -> io::Result<Open> {
        let name = target.file_name().ok_or(io::ErrorKind::InvalidFilename)?.to_string_lossy();
        let path = target.with_file_name(format!(".{name}.{}.tmp", process::id()));
        let file = File::create(&path)?;
        Ok(Open { out: Box::new(BufWriter::new(file)), draft: Some(Draft { path, target }) })
    }

    /// Makes the report final.
    fn keep(mut self) -> io::Result<()> {
        self.out.flush()?;
        drop(self.out);
        self.draft.map_or(Ok(()), |draft| fs::rename(&draft.path, &draft.target))
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let done = self.way.out.write(bytes);
        self.noting(done)
    }

    fn flush(&mut self) -> io::Result<()> {
        let done = self.way.out.flush();
        self.noting(done)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // After a rename there is nothing left to remove.
        let _ = fs::remove_file(&self.path);
    }
}

fn is_input(path: &Path, inputs: &[Input]) -> bool {
    let Ok(real) = fs::canonicalize(path) else { return false };
    inputs.iter().any(|input| match &input.origin {
        Origin::Disk(input) => fs::canonicalize(input).is_ok_and(|input| input == real),
        Origin::Stdin => false,
    })
}

/// What a file is called whatever the way to it: that of one that is not there yet is that of its folder.
fn real(path: &Path) -> PathBuf {
    if let Ok(real) = fs::canonicalize(path) {
        return real;
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match (fs::canonicalize(folder), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path.to_path_buf(),
    }
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
