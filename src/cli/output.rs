//! Where the report goes. A file is replaced when the report is whole and not before.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process;

use crate::error::Error;

use super::files::{Input, Origin};
use super::settings::Settings;

/// A report's way out.
pub(super) struct Output {
    out: Box<dyn Write + Send>,
    draft: Option<Draft>,
}

/// A file that becomes the report; removed where it does not.
struct Draft {
    path: PathBuf,
    target: PathBuf,
}

impl Output {
    /// Opens what the settings name, unless it is one of the inputs.
    pub(super) fn open(settings: &Settings, inputs: &[Input]) -> Result<Output, Error> {
        let Some(path) = &settings.output else {
            return Ok(Output { out: Box::new(BufWriter::new(io::stdout())), draft: None });
        };
        if is_input(path, inputs) {
            return Err(Error::Overwrites { path: path.display().to_string() });
        }
        Output::file(path).map_err(|source| Error::Write { place: place(settings), source })
    }

    fn file(path: &Path) -> io::Result<Output> {
        let Ok(about) = fs::metadata(path) else { return Output::draft(path.to_path_buf()) };
        // This also asks whether the file may be written, and refuses folders.
        let there = OpenOptions::new().write(true).open(path)?;
        if !about.is_file() {
            return Ok(Output { out: Box::new(BufWriter::new(there)), draft: None });
        }
        let output = Output::draft(fs::canonicalize(path)?)?;
        if let Some(draft) = &output.draft {
            fs::set_permissions(&draft.path, about.permissions())?;
        }
        Ok(output)
    }

    fn draft(target: PathBuf) -> io::Result<Output> {
        let name = target.file_name().ok_or(io::ErrorKind::InvalidFilename)?.to_string_lossy();
        let path = target.with_file_name(format!(".{name}.{}.tmp", process::id()));
        let file = File::create(&path)?;
        Ok(Output { out: Box::new(BufWriter::new(file)), draft: Some(Draft { path, target }) })
    }

    /// Makes the report final.
    pub(super) fn keep(mut self) -> io::Result<()> {
        self.out.flush()?;
        drop(self.out);
        self.draft.map_or(Ok(()), |draft| fs::rename(&draft.path, &draft.target))
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
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

/// What the report is called where it cannot be written.
pub(super) fn place(settings: &Settings) -> String {
    settings.output.as_ref().map_or("the report".to_string(), |path| format!("`{}`", path.display()))
}
