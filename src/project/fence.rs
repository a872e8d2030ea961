//! What a configuration may name: YAML of its own checkout, since a stranger's change may have written the configuration.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::config::Said;
use crate::data::Fault;
use crate::error::Error;
use crate::finding::Text;
use crate::world::{Links, Trust, World, is_yaml, shown, top_of};

/// The bounds of what the configuration of a project may name.
pub(crate) struct Fence<'a> {
    world: &'a dyn World,
    trust: Trust,
    /// The root of the repository, or else the folder of the configuration.
    top: PathBuf,
}

/// What a name that a configuration may use stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Named {
    File,
    Folder,
}

/// Why a configuration may not use a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Barred {
    /// It lies elsewhere.
    Outside,
    /// There is nothing.
    Missing,
    /// It is a pipe or a device.
    NotAFile,
    /// It is no YAML, so what is in it is for somebody else to see.
    NotYaml,
}

impl<'a> Fence<'a> {
    /// The bounds for the configuration in a folder, which is absolute and without links.
    pub(crate) fn around(root: &Path, world: &'a dyn World, trust: Trust) -> Fence<'a> {
        Fence { world, trust, top: top_of(root).to_path_buf() }
    }

    /// What a path, absolute and without `..`, stands for, if it may be read.
    pub(crate) fn ask(&self, path: &Path) -> Result<Named, Barred> {
        // A revision holds no links and nothing from elsewhere.
        let end = match self.world.links() {
            Links::OnDisk => self.end(path)?,
            Links::None => path.to_path_buf(),
        };
        match () {
            () if self.world.is_folder(&end) => Ok(Named::Folder),
            () if !self.world.is_file(&end) => Err(if end.exists() { Barred::NotAFile } else { Barred::Missing }),
            () if !is_yaml(&end) => Err(Barred::NotYaml),
            () => Ok(Named::File),
        }
    }

    /// Why a file may not be read, or written, that a configuration names or whose name is fixed.
    pub(crate) fn admits(&self, path: &Path) -> Result<(), Error> {
        match (self.world.links(), self.end(path)) {
            (Links::OnDisk, Err(Barred::Outside)) => Err(Error::Outside { path: shown(path) }),
            (Links::OnDisk | Links::None, _) => Ok(()),
        }
    }

    /// Where a path of the disk ends, once its links are followed. What lies outside is not even looked for.
    fn end(&self, path: &Path) -> Result<PathBuf, Barred> {
        let inside = |path: &Path| self.trust == Trust::Given || path.starts_with(&self.top);
        if !inside(path) {
            return Err(Barred::Outside);
        }
        match fs::canonicalize(path) {
            Ok(end) if inside(&end) => Ok(end),
            Ok(_) => Err(Barred::Outside),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(Barred::Missing),
            // The reading says what is wrong.
            Err(_) => Ok(path.to_path_buf()),
        }
    }
}

impl Barred {
    /// The mistake of naming it.
    pub(crate) fn fault(self, said: &Said<Text>) -> Fault {
        let name = &said.value;
        let (kind, message, help) = match self {
            Barred::Outside => (
                "outside",
                format!("`{name}` lies outside of the checkout"),
                "a configuration names files of its own repository, or else of its folder; `--trust-checkout` lets it name others",
            ),
            Barred::Missing => return Fault::new("missing-file", said.place, format!("`{name}` does not exist")),
            Barred::NotAFile => ("not-a-file", format!("`{name}` is a pipe or a device, not a file"), "name a file"),
            Barred::NotYaml => (
                "not-yaml",
                format!("`{name}` is no YAML by its name"),
                "give the file a name that ends in `.yaml` or `.yml`",
            ),
        };
        Fault::new(kind, said.place, message).help(help)
    }
}
