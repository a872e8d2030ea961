//! What of the findings is told: what a baseline holds, or an older revision had, is known already.

use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::finding::{Finding, Severity};
use crate::lint::Notes;
use crate::prose::some;
use crate::settle::baseline::{Baseline, Known};
use crate::source::{Sources, Span};

use super::place::in_world;
use super::request::{BaselineFile, Request};
use super::{Fence, Project};
use crate::world::{Links, World, normal, read_named, shown};

/// The name of the file, in the folder of the project.
pub(crate) const NAME: &str = "qualm-baseline.json";

/// What is known already.
#[derive(Default)]
pub(crate) struct KnownFindings {
    since: Option<Known>,
    old: Option<Old>,
    /// What will be known from now on, where that is what is asked for.
    pub(crate) record: Option<Baseline>,
}

/// A baseline that findings are compared with.
struct Old {
    path: String,
    text: String,
    baseline: Baseline,
    known: Known,
}

impl KnownFindings {
    /// Nothing is known, and all that comes is noted down.
    pub(crate) fn recording() -> KnownFindings {
        KnownFindings { record: Some(Baseline::default()), ..KnownFindings::default() }
    }

    /// What the baseline of a project holds. One that cannot be understood is a trouble: to pass it by would tell
    /// everything, and to believe half of it nothing.
    pub(crate) fn of(request: &Request, project: &Project, world: &dyn World) -> Result<KnownFindings, Error> {
        let Some(path) = place(request, project, world) else { return Ok(KnownFindings::default()) };
        let is_named = matches!(request.baseline, BaselineFile::Named(_)) || project.config.baseline().is_some();
        let read = match (&request.baseline, world.links()) {
            (BaselineFile::Named(path), _) if request.checkout.leads_astray(path, |_| true) => {
                return Err(Error::Astray { path: shown(path) });
            }
            (BaselineFile::Named(_), Links::OnDisk) => read_named(&path),
            (BaselineFile::Named(_) | BaselineFile::Usual | BaselineFile::None, _) => {
                fenced(project, &path, world)?;
                world.text(&path)
            }
        };
        let text = match read {
            Ok(text) => text,
            Err(error) if !is_named && error.kind() == io::ErrorKind::NotFound => return Ok(KnownFindings::default()),
            Err(source) => return Err(Error::Read { path: seen(project, &path), source }),
        };
        let path = seen(project, &path);
        match Baseline::parse(&text) {
            Ok(baseline) => {
                let known = baseline.known();
                Ok(KnownFindings { old: Some(Old { path, text, baseline, known }), ..KnownFindings::default() })
            }
            Err(wrong) => Err(Error::Baseline {
                place: format!("{path}:{}:{}", wrong.line, wrong.column),
                message: wrong.message,
                help: wrong.help,
            }),
        }
    }

    /// Adds what was found at another revision.
    pub(crate) fn since(&mut self, known: Known) {
        self.since = Some(known);
    }

    /// The findings that are new.
    pub(crate) fn pass<'f>(&mut self, sources: &Sources, findings: &'f [Finding]) -> Cow<'f, [Finding]> {
        if let Some(record) = &mut self.record {
            record.add(findings, sources);
        }
        let mut fresh = Cow::Borrowed(findings);
        let old = self.old.as_mut().map(|old| &mut old.known);
        for known in [self.since.as_mut(), old].into_iter().flatten() {
            fresh = Cow::Owned(known.subtract(fresh.into_owned(), sources));
        }
        fresh
    }

    /// Whether findings are compared with what is known.
    pub(crate) fn compares(&self) -> bool {
        self.since.is_some() || self.old.is_some()
    }

    /// How many findings were known already.
    pub(crate) fn met(&self) -> u64 {
        self.since.as_ref().map_or(0, Known::met) + self.old.as_ref().map_or(0, |old| old.known.met())
    }

    /// Says which entries of the baseline outlived what they stood for, once everything was judged.
    /// Notes are only judged where they are wanted.
    pub(crate) fn stale(&self, notes: Notes) -> Option<(Sources, Finding)> {
        let old = self.old.as_ref()?;
        let stale = old.baseline.stale(&old.known, |entry| notes == Notes::Show || entry.severity != Severity::Note);
        let first = stale.first()?;
        let gone: u64 = stale.iter().map(|stale| u64::from(stale.gone)).sum();
        let entry = first.entry;
        let more = if stale.len() > 1 { format!(" and {} more", stale.len() - 1) } else { String::new() };
        let (count, verb) = (some(gone, "finding"), if gone == 1 { "is" } else { "are" });
        let what = if entry.item.is_empty() { &entry.path } else { &entry.item };
        let message = format!("{count} of the baseline {verb} gone: `{}` in {what}{more}", entry.rule);
        let mut sources = Sources::default();
        let id = sources.add(old.path.as_str(), old.text.as_str());
        let finding = Finding::fault("baseline/stale", Severity::Warning, Span::new(id, 0, 0), message);
        Some((sources, finding.help("write it anew with `qualm baseline`, so that what is mended stays mended")))
    }
}

/// Where the baseline is, or would be; none where nobody wants one.
pub(crate) fn place(request: &Request, project: &Project, world: &dyn World) -> Option<PathBuf> {
    let root = project.root.as_ref().map(|root| root.real.clone());
    match &request.baseline {
        BaselineFile::None => None,
        BaselineFile::Named(path) => Some(in_world(path, &project.checkout, world)),
        BaselineFile::Usual => {
            let named = project.config.baseline().map(Path::new);
            Some(root.unwrap_or_default().join(named.unwrap_or(Path::new(NAME))))
        }
    }
}

/// Whether a configuration may say that the baseline is there.
pub(crate) fn fenced(project: &Project, path: &Path, world: &dyn World) -> Result<(), Error> {
    let folder = project.root.as_ref().map_or(project.checkout.here(), |root| &root.real);
    Fence::around(folder, world, project.checkout.trust()).admits(&normal(&folder.join(path)))
}

fn seen(project: &Project, path: &Path) -> String {
    project.root.as_ref().map_or_else(|| shown(path), |root| root.seen(path))
}
