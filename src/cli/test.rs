//! `qualm test`: runs the examples of rule files.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::error::Error;
use crate::project::NAME;
use crate::report::{Format, Frame, Glyphs, Writer};
use crate::trial::{self, File};
use crate::view::Shape;
use crate::world::{Checkout, Disk, World, is_yaml, nearest, shown, unwalkable};

use super::args::Test;
use super::look::look;
use super::output::answered;
use super::{FAILED, complain};

/// Runs the examples of every rule file that is named, says what fails, and gives the exit code: 1 where an example does
/// not do what it says, 2 where a file is no rule file.
pub(super) fn test(args: &Test) -> Result<u8, Error> {
    let checkout = Checkout::of(args.trusting.trust(), args.paths.iter().map(PathBuf::as_path));
    let (files, troubles) = files(&args.paths, &checkout);
    if files.is_empty() && troubles.is_empty() {
        let places: Vec<_> = args.paths.iter().map(|path| format!("`{}`", shown(path))).collect();
        return Err(Error::NoRules { places: places.join(", ") });
    }
    troubles.iter().for_each(complain);
    let trial = trial::run(&files, args.today.unwrap_or(trial::TODAY));
    let mut out = BufWriter::new(io::stdout().lock());
    let look = look(args.color, Glyphs::Unicode, None);
    let written = match args.format {
        Shape::Json => trial::write_json(&trial, &mut out),
        Shape::Pretty => Writer::new(Format::Pretty, Frame::of(look), &mut out)
            .findings(&trial.sources, &trial.faults)
            .and_then(|()| trial::write(&trial, look, &mut out))
            .and_then(|()| out.flush()),
    };
    answered(written)?;
    Ok(match trial.passes() {
        _ if !troubles.is_empty() || !trial.faults.is_empty() => FAILED,
        true => 0,
        false => 1,
    })
}

/// Every YAML file that is named or in a folder that is named, sorted, each once; packs come with their rules.
fn files(paths: &[PathBuf], checkout: &Checkout) -> (Vec<File>, Vec<Error>) {
    let (mut found, mut troubles) = (Vec::new(), Vec::new());
    for path in paths {
        if !path.exists() {
            troubles.push(Error::Missing { path: shown(path), near: nearest(path) });
            continue;
        }
        if checkout.leads_astray(path, is_yaml) {
            troubles.push(Error::Astray { path: shown(path) });
            continue;
        }
        for entry in WalkDir::new(path).sort_by_file_name() {
            match entry {
                Ok(entry) if entry.file_type().is_file() && (entry.depth() == 0 || is_rule_file(entry.path())) => {
                    found.extend(pack_of(entry.path()));
                    found.push(entry.into_path());
                }
                Ok(_) => {}
                Err(error) => troubles.push(unwalkable(error)),
            }
        }
    }
    found.sort();
    found.dedup();
    let mut files = Vec::new();
    for path in found {
        match Disk.text(&path) {
            Ok(text) => files.push(File { path: shown(&path), text }),
            Err(source) => troubles.push(Error::Read { path: shown(&path), source }),
        }
    }
    (files, troubles)
}

/// The pack that a rule stands in: whether it is law is written there.
fn pack_of(path: &Path) -> Option<PathBuf> {
    Some(path.parent()?.join("pack.yaml")).filter(|pack| fs::symlink_metadata(pack).is_ok_and(|about| about.is_file()))
}

/// Whether a file in a folder of rules is one of them: a configuration may stand beside those that it extends.
fn is_rule_file(path: &Path) -> bool {
    is_yaml(path) && path.file_name().is_some_and(|name| !name.to_string_lossy().ends_with(NAME))
}
