//! What a project was like at another revision: judged as it is judged now, so that only what is new is told.

mod changes;

use std::io;
use std::path::Path;

use crate::engine::Engine;
use crate::error::Error;
use crate::front::Kind;
use crate::resolve::Decisions;
use crate::settle::baseline::{Known, Record};
use crate::source::Sources;
use crate::world::{Revision, shown};

use super::Project;
use super::input::{Input, Origin};
use super::read;
use super::request::Request;
use super::tree::{campaigns_of, judge_all, of_project};
use super::unnamed::kind_by_name;

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
            Some(root) => {
                let (folder, files) = world.below(&root.real).unwrap_or_default();
                of_project(files, &folder, project, root)
            }
            None => of_paths(&world, request),
        };
        inputs.sort_by(|a, b| a.path.cmp(&b.path));
        inputs.dedup_by(|a, b| a.path == b.path);
        Ok(Past { world, inputs })
    }

    /// What was found then, judged by what counts now.
    pub(crate) fn known(&self, engine: &Engine, column: Option<&str>) -> io::Result<Known> {
        let mut record = Record::default();
        let sources = engine.policy.config.sources();
        judge_all(&self.inputs, &self.world, sources, engine, column, |findings, sources| {
            record.add(findings, sources);
        })?;
        Ok(record.known())
    }

    /// The decisions that the files held then.
    pub(crate) fn decisions(&self) -> Decisions {
        let read = read::campaigns(&campaigns_of(&self.inputs), &self.world, Sources::default(), &|| {});
        let mut decisions = Decisions::default();
        read.files.iter().for_each(|file| decisions.add(file));
        decisions
    }

    /// The commit, in full.
    pub(crate) fn commit(&self) -> &str {
        &self.world.commit
    }
}

/// What stood at and below the paths that were named.
fn of_paths(world: &Revision, request: &Request) -> Vec<Input> {
    let mut inputs = Vec::new();
    for path in &request.paths {
        let Some((below, files)) = world.below(path) else { continue };
        for file in files {
            let Ok(inside) = file.strip_prefix(&below) else { continue };
            let is_named = inside.as_os_str().is_empty();
            let kind = if is_named { Kind::of(&file) } else { kind_by_name(inside) };
            let seen = if is_named { shown(path) } else { shown(&path.join(inside)) };
            inputs.extend(kind.map(|kind| Input { path: seen, origin: Origin::File(file), kind }));
        }
    }
    inputs
}
