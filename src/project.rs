//! The project at hand: its configuration, found by walking up, with all that it extends and the files that it names.

mod chain;
mod fence;
mod files;
mod input;
mod engine;
mod known;
mod misnamed;
mod past;
mod place;
mod read;
mod request;
mod rows;
mod scope;
mod skipped;
mod tree;
mod unnamed;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::config::Config;
use crate::error::Error;
use crate::finding::Finding;
use crate::source::Sources;
use crate::world::{Checkout, World, shown};

use chain::Chain;

pub(crate) use fence::Fence;
pub(crate) use files::{Found, find as find_files};
pub(crate) use input::{Input, Origin};
pub(crate) use known::{KnownFindings, fenced, place as baseline_place};
pub(crate) use past::Past;
pub(crate) use read::{Campaigns, campaigns};
pub(crate) use request::{BaselineFile, Excluded, Request, Where};
pub(crate) use rows::judge_rows;
pub(crate) use scope::Scope;
pub(crate) use skipped::Left;

/// The name of the file.
pub(crate) const NAME: &str = "qualm.yaml";

/// A project, before what it knows is put together.
pub(crate) struct Project {
    /// The folders that it and the run stand in.
    pub(crate) checkout: Checkout,
    /// Its folder; none without a configuration.
    pub(crate) root: Option<Root>,
    /// What it says.
    pub(crate) config: Config,
    /// What could not be read.
    pub(crate) troubles: Vec<Error>,
    /// Mistakes in the layers, in `config.sources()`.
    mistakes: Vec<Finding>,
    /// Rule files: the paths that people see, and the texts.
    rules: Vec<Own>,
    /// Files of fields, and of names.
    fields: Vec<Own>,
    names: Vec<Own>,
}

/// The folder of the configuration.
#[derive(Debug, Clone)]
pub(crate) struct Root {
    /// Absolute, and without links.
    pub(crate) real: PathBuf,
    /// What stands before the paths of its files where people see them: nothing, or something that ends with a slash.
    pub(crate) shown: String,
}

/// A file of the user's.
pub(crate) struct Own {
    pub(crate) path: String,
    pub(crate) text: String,
}

/// Mistakes in the configuration and the rules, and the texts that they are in.
#[derive(Default)]
pub(crate) struct Mistakes {
    pub(crate) sources: Sources,
    pub(crate) findings: Vec<Finding>,
}

impl Project {
    /// Finds the configuration that counts for the settings, and reads it with all that it extends.
    pub(crate) fn find(request: &Request, world: &dyn World) -> Result<Project, Error> {
        let checkout = request.checkout.clone();
        let mut project = match place::find(request, world)? {
            None => Project::none(checkout),
            Some(file) => Project::read(&file, world, checkout),
        };
        project.config.only(&request.rules, "--rule");
        Ok(project)
    }

    /// No project: what is named is judged by what comes with the program.
    pub(crate) fn none(checkout: Checkout) -> Project {
        Project {
            checkout,
            root: None,
            config: Config::default(),
            troubles: Vec::new(),
            mistakes: Vec::new(),
            rules: Vec::new(),
            fields: Vec::new(),
            names: Vec::new(),
        }
    }

    /// The project of that configuration file.
    pub(crate) fn read(file: &Path, world: &dyn World, mut checkout: Checkout) -> Project {
        let root = Root::of(file.parent().unwrap_or(file));
        checkout.add(&root.real);
        let fence = Fence::around(&root.real, world, checkout.trust());
        let mut chain = Chain::new(world, &root, &fence);
        chain.follow(file);
        let fields = chain.beside(|file| &file.fields);
        let names = chain.beside(|file| &file.names);
        let Chain { layers, faults, rules, troubles, .. } = chain;
        let config = Config::new(layers, root.shown.clone());
        let numbered = config.numbered().zip(&faults);
        let mistakes = numbered.flat_map(|((source, layer), faults)| faults.findings(&layer.text, source)).collect();
        Project { checkout, root: Some(root), config, troubles, mistakes, rules, fields, names }
    }
}

impl Root {
    /// A folder, absolute and without links.
    pub(crate) fn of(real: &Path) -> Root {
        let here = env::current_dir().and_then(fs::canonicalize).unwrap_or_default();
        Root { real: real.to_path_buf(), shown: relative(&here, real) }
    }

    /// A file's path inside the project, with forward slashes; none where it lies elsewhere.
    pub(crate) fn inside(&self, path: &Path) -> Option<String> {
        let real = fs::canonicalize(path).ok().or_else(|| {
            // What is not there may still have a folder that is.
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            Some(fs::canonicalize(folder).ok()?.join(path.file_name()?))
        })?;
        real.strip_prefix(&self.real).ok().map(shown)
    }

    /// What people see of a path below the folder.
    pub(crate) fn seen(&self, path: &Path) -> String {
        match path.strip_prefix(&self.real) {
            Ok(inside) => format!("{}{}", self.shown, shown(inside)),
            Err(_) => shown(path),
        }
    }
}

/// The nearest configuration in a folder or above it.
pub(crate) fn above(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().map(|folder| folder.join(NAME)).find(|file| file.is_file())
}

/// The way from one folder to another, both absolute: nothing, or something that ends with a slash.
fn relative(from: &Path, to: &Path) -> String {
    let common = from.iter().zip(to.iter()).take_while(|(one, other)| one == other).count();
    if common == 0 {
        // Another drive.
        return format!("{}/", shown(to).trim_end_matches('/'));
    }
    let up = from.iter().skip(common).map(|_| "..".to_owned());
    let down = to.iter().skip(common).map(|part| part.to_string_lossy().into_owned());
    up.chain(down).map(|part| part + "/").collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::relative;

    #[test]
    fn the_way_from_one_folder_to_another() {
        let check = |from, to, want: &str| assert_eq!(relative(Path::new(from), Path::new(to)), want, "{from} {to}");
        check("/a/b", "/a/b", "");
        check("/a/b/c/d", "/a/b", "../../");
        check("/a", "/a/b/c", "b/c/");
        check("/a/x", "/a/b", "../b/");
    }
}
