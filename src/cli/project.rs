//! The project at hand: its configuration, found by walking up, with all that it extends and the files that it names.

mod chain;
mod fence;
mod knowing;
mod place;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::config::Config;
use crate::error::Error;
use crate::finding::Finding;
use crate::report::Glyphs;
use crate::source::Sources;

use super::args::{Check, Color, Trusting};
use super::check::complain_of;
use super::checkout::Checkout;
use super::files::shown;
use super::settings::{Settings, look};
use super::tree::Tree;
use super::{FAILED, complain};

use chain::Chain;

pub(super) use fence::{Fence, normal};
pub(super) use knowing::Knowing;
pub(super) use place::in_tree;

/// The name of the file.
pub(super) const NAME: &str = "qualm.yaml";

/// A project, before what it knows is put together.
pub(super) struct Project {
    /// The folders that it and the run stand in.
    pub(super) checkout: Checkout,
    /// Its folder; none without a configuration.
    pub(super) root: Option<Root>,
    /// What it says.
    pub(super) config: Config,
    /// What could not be read.
    pub(super) troubles: Vec<Error>,
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
pub(super) struct Root {
    /// Absolute, and without links.
    pub(super) real: PathBuf,
    /// What stands before the paths of its files where people see them: nothing, or something that ends with a slash.
    pub(super) shown: String,
}

/// A file of the user's.
pub(super) struct Own {
    pub(super) path: String,
    pub(super) text: String,
}

/// Mistakes in the configuration and the rules, and the texts that they are in.
#[derive(Default)]
pub(super) struct Mistakes {
    pub(super) sources: Sources,
    pub(super) findings: Vec<Finding>,
}

impl Project {
    /// Finds the configuration that counts for the settings, and reads it with all that it extends.
    pub(super) fn find(settings: &Settings, tree: &Tree) -> Result<Project, Error> {
        let checkout = settings.checkout.clone();
        let mut project = match place::find(settings, tree)? {
            None => Project::none(checkout),
            Some(file) => Project::read(&file, tree, checkout),
        };
        project.config.only(&settings.rules, "--rule");
        Ok(project)
    }

    /// No project: what is named is judged by what comes with the program.
    pub(super) fn none(checkout: Checkout) -> Project {
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
    pub(super) fn read(file: &Path, tree: &Tree, mut checkout: Checkout) -> Project {
        let root = Root::of(file.parent().unwrap_or(file));
        checkout.add(&root.real);
        let fence = Fence::around(&root.real, tree, checkout.trust());
        let mut chain = Chain::new(tree, &root, &fence);
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
    pub(super) fn of(real: &Path) -> Root {
        let here = env::current_dir().and_then(fs::canonicalize).unwrap_or_default();
        Root { real: real.to_path_buf(), shown: relative(&here, real) }
    }

    /// A file's path inside the project, with forward slashes; none where it lies elsewhere.
    pub(super) fn inside(&self, path: &Path) -> Option<String> {
        let real = fs::canonicalize(path).ok().or_else(|| {
            // What is not there may still have a folder that is.
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            Some(fs::canonicalize(folder).ok()?.join(path.file_name()?))
        })?;
        real.strip_prefix(&self.real).ok().map(shown)
    }

    /// What people see of a path below the folder.
    pub(super) fn seen(&self, path: &Path) -> String {
        match path.strip_prefix(&self.real) {
            Ok(inside) => format!("{}{}", self.shown, shown(inside)),
            Err(_) => shown(path),
        }
    }
}

/// What counts in the folder at hand, and the exit code for it: mistakes are told on stderr, and what is right still counts.
pub(super) fn here(trusting: Trusting) -> Result<(Knowing, u8), Error> {
    let settings = Settings::of(Check { trusting, ..Check::of_folder(Path::new(".")) }, Vec::new());
    let mut project = Project::find(&settings, &Tree::Disk)?;
    project.troubles.drain(..).for_each(|trouble| complain(&trouble));
    let knowing = project.know(settings.today);
    complain_of(&knowing.mistakes, look(Color::Auto, Glyphs::Unicode, None));
    let code = if knowing.mistakes.trouble().is_some() { FAILED } else { 0 };
    Ok((knowing, code))
}

/// Where the walk up starts: the folder of the first path.
pub(super) fn start(settings: &Settings) -> PathBuf {
    let first = settings.paths.first().map_or(Path::new("."), PathBuf::as_path);
    let first = if first.as_os_str() == "-" { Path::new(&settings.stdin_name) } else { first };
    let folder = if first.is_dir() { Some(first) } else { first.parent() };
    let folder = folder.filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::canonicalize(folder).or_else(|_| env::current_dir()).unwrap_or_default()
}

/// The nearest configuration in a folder or above it.
pub(super) fn above(folder: &Path) -> Option<PathBuf> {
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
