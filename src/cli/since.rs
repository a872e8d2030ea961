//! What a project was like at another revision: judged as it is judged now, so that only what is new is told.

mod changes;

use std::io::{self, BufReader, Read};
use std::path::Path;

use crate::error::Error;
use crate::finding::Text;
use crate::front::list;
use crate::lint;
use crate::resolve::Decisions;
use crate::settle::baseline::{Known, Record};
use crate::source::Sources;

use super::files::{Kind, shown};
use super::git::{Content, Entry, Repository, Revision};
use super::progress::Progress;
use super::project::{Project, Root};
use super::read;
use super::rows::Judge;
use super::settings::{Settings, Volume};

/// The files of a project at a revision.
pub(super) struct Past {
    repository: Repository,
    commit: String,
    /// The files that were read then, with the paths that people see.
    files: Vec<(String, Kind, Entry)>,
}

impl Past {
    /// The files of the same project, or below the same paths, at a revision.
    pub(super) fn find(settings: &Settings, project: &Project, revision: &str) -> Result<Past, Error> {
        let root = project.root.as_ref();
        let repository = Repository::of(root.map_or(Path::new("."), |root| &root.real))?;
        let found = repository.revision(revision)?;
        let commit = found.commit.clone();
        let mut files = match root {
            Some(root) => of_project(&repository, &found, project, root)?,
            None => of_paths(settings, &repository, &found)?,
        };
        files.sort_by(|a, b| a.0.cmp(&b.0));
        files.dedup_by(|a, b| a.0 == b.0);
        Ok(Past { repository, commit, files })
    }

    /// What was found then, judged by what counts now.
    pub(super) fn known(&self, settings: &Settings, judge: Judge) -> io::Result<Known> {
        let mut record = Record::default();
        let read = self.campaigns(judge.policy.config.sources());
        let Judge { policy, knowledge, rules, options } = judge;
        let verdict = lint::under(policy, read.files, read.faults, &read.sources, (knowledge, rules), options);
        record.add(&verdict.findings, &read.sources);
        for (path, kind, entry) in &self.files {
            if let Kind::List(kind) = *kind {
                self.list(path, kind, entry, settings, judge, &mut record)?;
            }
        }
        Ok(record.known())
    }

    /// The decisions that the files held then.
    pub(super) fn decisions(&self) -> Decisions {
        let read = self.campaigns(Sources::default());
        let mut decisions = Decisions::default();
        read.files.iter().for_each(|file| decisions.add(file));
        decisions
    }

    /// The commit, in full.
    pub(super) fn commit(&self) -> &str {
        &self.commit
    }

    fn campaigns(&self, sources: Sources) -> read::Campaigns {
        let campaigns: Vec<_> = self.files.iter().filter(|(_, kind, _)| *kind == Kind::Campaign).collect();
        let entries: Vec<Entry> = campaigns.iter().map(|(_, _, entry)| entry.clone()).collect();
        let contents = self.repository.read(&entries, read::LONGEST);
        let contents = campaigns.iter().zip(contents).map(|((path, _, _), content)| {
            let content = content.map(|content| match content {
                Content::Whole(bytes) => read::of_bytes(bytes),
                Content::TooLarge => read::too_large(),
            });
            (path.clone(), content)
        });
        read::texts(contents.collect(), sources, &Progress::over(0, Volume::Quiet))
    }

    fn list(
        &self,
        path: &str,
        kind: list::Kind,
        entry: &Entry,
        settings: &Settings,
        judge: Judge,
        record: &mut Record,
    ) -> io::Result<()> {
        const HEADER: u64 = 64 << 10;
        let mut head = Vec::new();
        self.repository.open(entry)?.take(HEADER).read_to_end(&mut head)?;
        let is_named = kind == list::Kind::Txt;
        if !is_named && !list::is_list(kind, &head, settings.column.as_deref()) {
            return Ok(());
        }
        let path = Text::from(path);
        let blob = BufReader::new(self.repository.open(entry)?);
        let mut list = list::List::new(kind, path.clone(), settings.column.clone(), blob);
        while let Some(batch) = list.batch(ROWS)? {
            let rows = judge.batch(&batch, &path);
            record.add(&rows.findings, &rows.sources);
        }
        Ok(())
    }
}

/// So many rows are judged in one go.
const ROWS: usize = 4096;

type Files = Vec<(String, Kind, Entry)>;

/// What a project held, as its configuration has it now.
fn of_project(repository: &Repository, revision: &Revision, project: &Project, root: &Root) -> Result<Files, Error> {
    let Some(below) = repository.locate(&root.real) else { return Ok(Vec::new()) };
    let entries = revision.files(&below)?.into_iter();
    let file = |entry: Entry| {
        let inside = shown(entry.path.strip_prefix(&below).ok()?);
        let kind = read_unnamed(Path::new(&inside))?;
        project.config.wants(&inside).then(|| (format!("{}{inside}", root.shown), kind, entry))
    };
    Ok(entries.filter_map(file).collect())
}

/// What stood at and below the paths that were named.
fn of_paths(settings: &Settings, repository: &Repository, revision: &Revision) -> Result<Files, Error> {
    let mut files = Vec::new();
    for path in &settings.paths {
        let Some(below) = repository.locate(path) else { continue };
        for entry in revision.files(&below)? {
            let Ok(inside) = entry.path.strip_prefix(&below) else { continue };
            let is_named = inside.as_os_str().is_empty();
            let kind = if is_named { Kind::of(&entry.path) } else { read_unnamed(inside) };
            let seen = if is_named { shown(path) } else { shown(&path.join(inside)) };
            files.extend(kind.map(|kind| (seen, kind, entry)));
        }
    }
    Ok(files)
}

/// What a file of a folder is read as, if it may be one of those.
fn read_unnamed(path: &Path) -> Option<Kind> {
    let is_hidden = path.iter().any(|part| part.to_string_lossy().starts_with('.'));
    Kind::of(path).filter(|kind| !is_hidden && *kind != Kind::List(list::Kind::Txt))
}
