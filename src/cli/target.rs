//! Which reports a run writes, and where each goes.

use std::env;
use std::path::{Path, PathBuf};

use crate::report::{Format, Glyphs, Look};
use crate::word::Word;

use super::args::{Check, Color};
use super::look::{Volume, look};

/// One report.
#[derive(Debug)]
pub(super) struct Target {
    /// Its shape.
    pub(super) format: Format,
    /// Where it goes.
    pub(super) way: Way,
    /// What of it is written.
    pub(super) volume: Volume,
    /// How it looks, if it is for people.
    pub(super) look: Look,
}

/// Where a report goes.
#[derive(Debug)]
pub(super) enum Way {
    /// To standard output.
    Stdout,
    /// Into a file, in place of standard output.
    Instead(PathBuf),
    /// Into a file, beside the main report.
    Beside(PathBuf),
    /// To the end of the page that GitHub shows for a step.
    StepSummary(PathBuf),
}

/// Every report that the arguments ask for, the main one first.
pub(super) fn targets(args: &Check) -> Vec<Target> {
    let (beside, instead): (Vec<_>, Vec<_>) = args.output.iter().partition(|output| named(output).is_some());
    let quiet = if args.quiet { Volume::Quiet } else { Volume::Normal };
    let target = |format: Format, way: Way, volume: Volume| {
        // What is compared with the report before would take what is left out for mended.
        let volume = if format.is_compared() { Volume::Normal } else { volume };
        let glyphs = if args.ascii { Glyphs::Ascii } else { Glyphs::Unicode };
        Target { format, look: look(args.color, glyphs, way.path()), way, volume }
    };
    let main = |path: Option<&Path>| args.format.or_else(|| path.and_then(by_ending)).unwrap_or(Format::Pretty);
    let mut targets: Vec<_> =
        instead.into_iter().map(|path| target(main(Some(path)), Way::Instead(path.clone()), quiet)).collect();
    if targets.is_empty() {
        targets.push(target(main(None), Way::Stdout, quiet));
    }
    let beside = beside.into_iter().filter_map(|output| named(output));
    targets.extend(beside.map(|(format, path)| target(format, Way::Beside(path), Volume::Normal)));
    let summary = env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty());
    let annotates = targets.iter().any(|target| target.format == Format::Github);
    if let Some(path) = summary.filter(|_| annotates) {
        targets.push(target(Format::Markdown, Way::StepSummary(path.into()), Volume::Normal));
    }
    targets
}

impl Target {
    /// A report of which nothing is written.
    pub(super) fn silent() -> Target {
        let (format, way, volume) = (Format::Concise, Way::Stdout, Volume::Quiet);
        Target { format, way, volume, look: look(Color::Never, Glyphs::Ascii, None) }
    }
}

impl Way {
    /// The file, if it is one.
    pub(super) fn path(&self) -> Option<&Path> {
        match self {
            Way::Stdout => None,
            Way::Instead(path) | Way::Beside(path) | Way::StepSummary(path) => Some(path),
        }
    }
}

/// The parts of `sarif=report.sarif`; none where what is before the sign is no format, but the start of a file's name.
fn named(output: &Path) -> Option<(Format, PathBuf)> {
    let (format, path) = output.to_str()?.split_once('=')?;
    Some((Format::from_word(format)?, path.into()))
}

/// The format that a file's ending speaks of.
fn by_ending(path: &Path) -> Option<Format> {
    Format::by_ending(path.file_name()?.to_str()?)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{by_ending, named};
    use crate::report::Format;

    #[test]
    fn only_a_format_before_the_sign_is_one() {
        assert_eq!(named(Path::new("sarif=a=b.sarif")), Some((Format::Sarif, "a=b.sarif".into())));
        assert_eq!(named(Path::new("day=3.txt")), None);
        assert_eq!(named(Path::new("report.sarif")), None);
    }

    #[test]
    fn endings_speak_of_formats() {
        for (path, format) in [
            ("a/b.sarif", Some(Format::Sarif)),
            ("b.SARIF.json", Some(Format::Sarif)),
            ("b.json", Some(Format::Json)),
            ("b.ndjson", Some(Format::Ndjson)),
            ("b.xml", Some(Format::Junit)),
            ("b.md", Some(Format::Markdown)),
            ("b.txt", None),
            ("sarif", None),
        ] {
            assert_eq!(by_ending(Path::new(path)), format, "{path}");
        }
    }
}
