//! `qualm baseline`: writes down what the project lives with for now.

use std::io::{self, Write};

use crate::error::Error;
use crate::project::{BaselineFile, Project, Request, Where, baseline_place, fenced};
use crate::prose::some;
use crate::report::visible;
use crate::settle::baseline::Baseline;
use crate::world::{self, Disk, shown};

use super::args;
use super::check::record;
use super::settings::{Settings, today};
use super::{FAILED, complain};

/// Judges the whole project and writes its findings down; the exit code says whether that was done.
pub(super) fn baseline(args: args::Baseline) -> u8 {
    let settings = settings(args);
    let Some(found) = record(&settings) else { return FAILED };
    match write(&settings, &found) {
        Ok(()) => 0,
        Err(error) => {
            complain(&error);
            FAILED
        }
    }
}

fn settings(args: args::Baseline) -> Settings {
    let request = Request {
        config: args.config.map_or(Where::Nearest, Where::File),
        baseline: args.output.map_or(BaselineFile::Usual, BaselineFile::Named),
        ..Request::of(args.paths, args.trusting.trust())
    };
    Settings::recording(request, args.today.unwrap_or_else(today))
}

fn write(settings: &Settings, baseline: &Baseline) -> Result<(), Error> {
    let request = &settings.request;
    let project = Project::find(request, &Disk)?;
    let path = match (&request.baseline, baseline_place(request, &project, &Disk)) {
        // As it was typed: whether it goes through a link is for the writing to see.
        (BaselineFile::Named(path), _) => path.clone(),
        (BaselineFile::Usual | BaselineFile::None, None) => return Ok(()),
        (BaselineFile::Usual | BaselineFile::None, Some(path)) => {
            fenced(&project, &path, &Disk)?;
            path
        }
    };
    let mut bytes = Vec::new();
    let seen = project.root.as_ref().map_or_else(|| shown(&path), |root| root.seen(&path));
    baseline.write(&mut bytes).map_err(|source| Error::Write { place: format!("`{seen}`"), source })?;
    world::replace(&project.checkout, &path, &bytes)?;
    let findings = some(baseline.count(), "finding");
    let said = format!("wrote {findings} to {seen}: `qualm check` tells what is new from now on");
    // Who does not listen has the file.
    let _ = writeln!(io::stdout(), "{}", visible(&said));
    Ok(())
}
