//! What a project was like at another revision: judged as it is judged now, so that only what is new is told.

mod changes;

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::engine::Engine;
use crate::error::Error;
use crate::finding::Text;
use crate::front::{Kind, list};
use crate::resolve::Decisions;
use crate::settle::baseline::{Known, Record};
use crate::source::Sources;
use crate::world::{Revision, World, shown};

use super::files::HEADER;
use super::input::{Input, Origin};
use super::read::{self, Campaigns};
use super::request::Request;
use super::rows::judge_rows;
use super::{Project, Root};

/// The files of a project at a revision.
pub(crate) struct Past {
    world: Revision,
    /// The files that were read then, sorted by the paths that people see.
    inputs: Vec<Input>,
}

impl Past {
    /// The files of the same project, or below the same paths, at a revision.
    pub(crate) fn find(request: &Request, project: &Project, revision: &str) -> Result<Past, Error> {
        let root = project.root.as_ref();
        let world = Revision::at(root.map_or(Path::new("."), |root| &root.real), revision)?;
        let mut inputs = match root {
            Some(root) => of_project(&world, project, root),
            None => of_paths(&world, request),
        };
        inputs.sort_by(|a, b| a.path.cmp(&b.path));
        inputs.dedup_by(|a, b| a.path == b.path);
        Ok(Past { world, inputs })
    }

    /// What was found then, judged by what counts now.
    pub(crate) fn known(&self, engine: &Engine, column: Option<&str>) -> io::Result<Known> {
        let mut record = Record::default();
        let Campaigns { files, faults, sources, .. } = self.campaigns(engine.policy.config.sources());
        record.add(&engine.verdict(files, faults, &sources).findings, &sources);
        for input in &self.inputs {
            if let (Kind::List(kind), Some(path)) = (input.kind, input.origin.path()) {
                self.list(input, path, kind, column, engine, &mut record)?;
            }
        }
        Ok(record.known())
    }

    /// The decisions that the files held then.
    pub(crate) fn decisions(&self) -> Decisions {
        let read = self.campaigns(Sources::default());
        let mut decisions = Decisions::default();
        read.files.iter().for_each(|file| decisions.add(file));
        decisions
    }

    /// The commit, in full.
    pub(crate) fn commit(&self) -> &str {
        &self.world.commit
    }

    fn campaigns(&self, sources: Sources) -> Campaigns {
        let campaigns: Vec<&Input> = self.inputs.iter().filter(|input| input.kind == Kind::Campaign).collect();
        read::campaigns(&campaigns, &self.world, sources, &|| {})
    }

    fn list(
        &self,
        input: &Input,
        path: &Path,
        kind: list::Kind,
        column: Option<&str>,
        engine: &Engine,
        record: &mut Record,
    ) -> io::Result<()> {
        let mut head = Vec::new();
        self.world.open(path)?.take(HEADER).read_to_end(&mut head)?;
        let is_named = kind == list::Kind::Txt;
        if !is_named && !list::is_list(kind, &head, column) {
            return Ok(());
        }
        let seen = Text::from(input.path.as_str());
        let mut list = list::List::new(kind, seen.clone(), column.map(Text::from), self.world.open(path)?);
        judge_rows(&mut list, &seen, engine, |_, rows| {
            record.add(&rows.findings, &rows.sources);
            Ok(())
        })?
    }
}

/// What a project held, as its configuration has it now.
fn of_project(world: &Revision, project: &Project, root: &Root) -> Vec<Input> {
    let Some((folder, files)) = world.below(&root.real) else { return Vec::new() };
    let file = |path: PathBuf| {
        let inside = shown(path.strip_prefix(&folder).ok()?);
        let kind = read_unnamed(Path::new(&inside))?;
        let input = Input { path: format!("{}{inside}", root.shown), origin: Origin::File(path), kind };
        project.config.wants(&inside).then_some(input)
    };
    files.into_iter().filter_map(file).collect()
}

/// What stood at and below the paths that were named.
fn of_paths(world: &Revision, request: &Request) -> Vec<Input> {
    let mut inputs = Vec::new();
    for path in &request.paths {
        let Some((below, files)) = world.below(path) else { continue };
        for file in files {
            let Ok(inside) = file.strip_prefix(&below) else { continue };
            let is_named = inside.as_os_str().is_empty();
            let kind = if is_named { Kind::of(&file) } else { read_unnamed(inside) };
            let seen = if is_named { shown(path) } else { shown(&path.join(inside)) };
            inputs.extend(kind.map(|kind| Input { path: seen, origin: Origin::File(file), kind }));
        }
    }
    inputs
}

/// What a file of a folder is read as, if it may be one of those.
fn read_unnamed(path: &Path) -> Option<Kind> {
    let is_hidden = path.iter().any(|part| part.to_string_lossy().starts_with('.'));
    Kind::of(path).filter(|kind| !is_hidden && *kind != Kind::List(list::Kind::Txt))
}
