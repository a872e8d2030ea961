//! Every file that qualm writes: made anew beside its place, and put there once it is whole.
//!
//! A name that nobody can guess is made in the same folder and renamed at the end, so that a file is never seen half
//! written, and what else the old name stood for, such as another name of the same file, is left alone.

mod interrupt;

use std::fs::{self, OpenOptions, Permissions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use crate::error::Error;

use crate::world::{Checkout, shown};

/// Where bytes go that are to become a file, or that a pipe or device takes as they come.
pub(crate) enum Out {
    /// A file under way.
    Draft(BufWriter<Draft>),
    /// What takes bytes as they come.
    Stream(Box<dyn Write + Send>),
}

/// A file under way; removed where it is not kept.
pub(crate) struct Draft {
    file: Option<NamedTempFile>,
    target: PathBuf,
}

/// Writes a file, whole or not at all, in place of what is there.
pub(crate) fn replace(checkout: &Checkout, path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let written = |mut out: Out| out.write_all(bytes).and_then(|()| out.keep());
    written(open(checkout, path)?).map_err(|source| unwritten(path, source))
}

/// Writes a file that is not there yet, whole or not at all.
pub(crate) fn create(checkout: &Checkout, path: &Path, bytes: &[u8]) -> Result<(), Error> {
    if path.symlink_metadata().is_ok() {
        return Err(Error::Exists { path: shown(path) });
    }
    let target = way(checkout, path)?;
    let written = || {
        let mut draft = Draft::begin(&target, None)?;
        draft.write_all(bytes)?;
        draft.keep_new()
    };
    written().map_err(|source| match source.kind() {
        io::ErrorKind::AlreadyExists => Error::Exists { path: shown(path) },
        _ => unwritten(path, source),
    })
}

/// Makes a folder and those above it, where they are not there.
pub(crate) fn folder(checkout: &Checkout, path: &Path) -> Result<(), Error> {
    let target = way(checkout, path)?;
    fs::create_dir_all(target).map_err(|source| unwritten(path, source))
}

/// Opens what a path names to be written: a file that is replaced at the end, or a pipe or device.
pub(crate) fn open(checkout: &Checkout, path: &Path) -> Result<Out, Error> {
    let target = way(checkout, path)?;
    let opened = || {
        let Ok(about) = fs::metadata(&target) else { return Draft::begin(&target, None).map(Out::of) };
        // Where a link is left, it is the system's own, as `/dev/stdout` is: what it stands for may be shared.
        if fs::symlink_metadata(&target)?.is_symlink() {
            let there = OpenOptions::new().append(true).open(&target)?;
            return Ok(Out::Stream(Box::new(BufWriter::new(there))));
        }
        // This also asks whether the file may be written, and refuses folders.
        let there = OpenOptions::new().write(true).open(&target)?;
        if about.is_file() {
            return Draft::begin(&target, Some(about.permissions())).map(Out::of);
        }
        Ok(Out::Stream(Box::new(BufWriter::new(there))))
    };
    opened().map_err(|source| unwritten(path, source))
}

/// Opens a file that others write, too, at its end.
pub(crate) fn append(checkout: &Checkout, path: &Path) -> Result<Out, Error> {
    let target = way(checkout, path)?;
    let file = OpenOptions::new().append(true).create(true).open(target).map_err(|source| unwritten(path, source))?;
    Ok(Out::Stream(Box::new(BufWriter::new(file))))
}

/// Where a path leads, unless a link of the checkout takes it there.
fn way(checkout: &Checkout, path: &Path) -> Result<PathBuf, Error> {
    let road = checkout.follow(path).map_err(|source| unwritten(path, source))?;
    match road.link {
        None => Ok(road.end),
        Some(link) => Err(Error::ThroughLink { path: shown(path), link: checkout.seen(&link) }),
    }
}

fn unwritten(path: &Path, source: io::Error) -> Error {
    Error::Write { place: format!("`{}`", shown(path)), source }
}

impl Out {
    fn of(draft: Draft) -> Out {
        Out::Draft(BufWriter::new(draft))
    }

    /// Makes what was written final.
    pub(crate) fn keep(self) -> io::Result<()> {
        match self {
            Out::Draft(draft) => draft.into_inner().map_err(io::IntoInnerError::into_error)?.keep(),
            Out::Stream(mut stream) => stream.flush(),
        }
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Out::Draft(draft) => draft.write(bytes),
            Out::Stream(stream) => stream.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Out::Draft(draft) => draft.flush(),
            Out::Stream(stream) => stream.flush(),
        }
    }
}

impl Draft {
    fn begin(target: &Path, permissions: Option<Permissions>) -> io::Result<Draft> {
        let folder = target.parent().ok_or(io::ErrorKind::InvalidFilename)?;
        let mut builder = Builder::new();
        builder.prefix(".qualm-").suffix(".tmp");
        for_others(&mut builder);
        let file = interrupt::begun(|| builder.tempfile_in(folder))?;
        let draft = Draft { file: Some(file), target: target.to_path_buf() };
        if let Some((file, permissions)) = draft.file.as_ref().zip(permissions) {
            file.as_file().set_permissions(permissions)?;
        }
        Ok(draft)
    }

    /// Puts the file in its place, where it takes that of one that is there.
    fn keep(mut self) -> io::Result<()> {
        self.put(|file, target| file.persist(target).map_err(|error| error.error))
    }

    /// Puts the file in its place unless there is one.
    fn keep_new(mut self) -> io::Result<()> {
        self.put(|file, target| file.persist_noclobber(target).map_err(|error| error.error))
    }

    fn put(&mut self, put: impl FnOnce(NamedTempFile, &Path) -> io::Result<fs::File>) -> io::Result<()> {
        let Some(file) = self.file.take() else { return Ok(()) };
        let path = file.path().to_path_buf();
        let done = put(file, &self.target);
        interrupt::done(&path);
        done.map(drop)
    }
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.as_mut().map_or(Ok(0), |file| file.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if let Some(file) = self.file.take() {
            let path = file.path().to_path_buf();
            drop(file);
            interrupt::done(&path);
        }
    }
}

/// A report may be read by whom the user lets read new files, and not by its writer alone.
#[cfg(unix)]
fn for_others(builder: &mut Builder) {
    use std::os::unix::fs::PermissionsExt;
    // The system takes away what the user's mask says.
    builder.permissions(Permissions::from_mode(0o666));
}

/// Elsewhere the folder says who may read its files.
#[cfg(not(unix))]
fn for_others(_: &mut Builder) {}
