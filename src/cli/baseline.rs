//! `qualm baseline`: writes down what the project lives with for now.

use std::io::{self, Write};

use crate::error::Error;
use crate::report::visible;
use crate::settle::baseline::Baseline;

use super::args::{self, Check};
use super::check::record;
use super::files::shown;
use super::project::Project;
use super::settings::{Past, Purpose, Settings};
use super::tree::Tree;
use super::{FAILED, complain, draft, sieve};

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
    let mut check = Check::of_folder(".".as_ref());
    (check.paths, check.today, check.config) = (args.paths, args.today, args.config);
    check.trusting = args.trusting;
    // A run that shows notes must know the old ones.
    check.strict = true;
    (check.quiet, check.format) = (true, Some(args::Format::Concise));
    let mut settings = Settings::of(check, Vec::new());
    settings.purpose = Purpose::Baseline;
    if let Some(path) = args.output {
        settings.baseline = Past::File(path);
    }
    settings
}

fn write(settings: &Settings, baseline: &Baseline) -> Result<(), Error> {
    let project = Project::find(settings, &Tree::Disk)?;
    let path = match (&settings.baseline, sieve::place(settings, &project, &Tree::Disk)) {
        // As it was typed: whether it goes through a link is for the writing to see.
        (Past::File(path), _) => path.clone(),
        (Past::Usual | Past::Nothing, None) => return Ok(()),
        (Past::Usual | Past::Nothing, Some(path)) => {
            sieve::fenced(&project, &path, &Tree::Disk)?;
            path
        }
    };
    let mut bytes = Vec::new();
    let seen = project.root.as_ref().map_or_else(|| shown(&path), |root| root.seen(&path));
    baseline.write(&mut bytes).map_err(|source| Error::Write { place: format!("`{seen}`"), source })?;
    draft::replace(&project.checkout, &path, &bytes)?;
    let count = baseline.count();
    let findings = if count == 1 { "1 finding".to_owned() } else { format!("{count} findings") };
    let said = format!("wrote {findings} to {seen}: `qualm check` tells what is new from now on");
    // Who does not listen has the file.
    let _ = writeln!(io::stdout(), "{}", visible(&said));
    Ok(())
}
