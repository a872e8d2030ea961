//! What a configuration extends: presets, shared configurations, rule files.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::config::{File, Layer, Said};
use crate::data::{Fault, Faults};
use crate::error::Error;
use crate::finding::Text;
use crate::nearest::nearest;
use crate::shipped;

use super::fence::{Barred, Fence, Named};
use super::{NAME, Own, Root};
use crate::world::{World, normal};

/// More files than this extend one another only by mistake.
const LONGEST: usize = 32;

/// Everything that one configuration extends, as far as it was followed.
pub(crate) struct Chain<'a> {
    world: &'a dyn World,
    root: &'a Root,
    fence: &'a Fence<'a>,
    /// The files that are being read, the outermost first.
    open: Vec<PathBuf>,
    /// Files that were read already, and presets.
    seen: HashSet<PathBuf>,
    /// The folder of each layer; none for a preset.
    folders: Vec<Option<PathBuf>>,
    pub(crate) layers: Vec<Layer>,
    /// The mistakes of each layer.
    pub(crate) faults: Vec<Faults>,
    pub(crate) rules: Vec<Own>,
    pub(crate) troubles: Vec<Error>,
}

/// What a configuration extends by one name.
enum Extended {
    /// What comes with the program under that name.
    Preset(shipped::File),
    /// Another configuration, or a file of rules.
    File(PathBuf),
    /// The rules in a folder.
    Rules(PathBuf),
}

impl<'a> Chain<'a> {
    pub(crate) fn new(world: &'a dyn World, root: &'a Root, fence: &'a Fence<'a>) -> Chain<'a> {
        Chain {
            world,
            root,
            fence,
            open: Vec::new(),
            seen: HashSet::new(),
            folders: Vec::new(),
            layers: Vec::new(),
            faults: Vec::new(),
            rules: Vec::new(),
            troubles: Vec::new(),
        }
    }

    /// Reads a configuration after all that it extends.
    pub(crate) fn follow(&mut self, file: &Path) {
        let text = match self.world.text(file) {
            Ok(text) => text,
            Err(source) => return self.troubles.push(Error::Read { path: self.root.seen(file), source }),
        };
        let (layer, faults) = Layer::read(self.root.seen(file).into(), text.into());
        let folder = file.parent().unwrap_or(file).to_path_buf();
        self.open.push(file.to_path_buf());
        for said in &layer.file.extends {
            self.extend(said, &folder, &faults);
        }
        self.open.pop();
        self.seen.insert(file.to_path_buf());
        self.add(layer, faults, Some(folder));
    }

    fn add(&mut self, layer: Layer, faults: Faults, folder: Option<PathBuf>) {
        self.layers.push(layer);
        self.faults.push(faults);
        self.folders.push(folder);
    }

    fn extend(&mut self, said: &Said<Text>, folder: &Path, faults: &Faults) {
        match self.extended(said, folder) {
            Ok(Extended::Preset(file)) => self.preset(said, file),
            Ok(Extended::File(path)) => self.file(path),
            Ok(Extended::Rules(folder)) => self.rules_below(&folder, said, faults),
            Err(fault) => faults.add(fault),
        }
    }

    /// What a name stands for in a configuration in `folder`.
    fn extended(&self, said: &Said<Text>, folder: &Path) -> Result<Extended, Fault> {
        if let Some(name) = said.value.strip_prefix("qualm:") {
            return preset(name, said).map(Extended::Preset);
        }
        let path = normal(&folder.join(&*said.value));
        match self.ask(&path, said)? {
            Named::File => Ok(Extended::File(path)),
            Named::Folder => self.in_folder(path, said),
        }
    }

    /// What a folder stands for: its configuration, or else its rules.
    fn in_folder(&self, folder: PathBuf, said: &Said<Text>) -> Result<Extended, Fault> {
        let own = folder.join(NAME);
        if !self.open.contains(&own) && !self.world.is_file(&own) {
            return Ok(Extended::Rules(folder));
        }
        let value = format!("{}/{NAME}", said.value).into();
        self.ask(&own, &Said { value, ..said.clone() }).map(|_| Extended::File(own))
    }

    /// What stands at a path, if it may be extended here.
    fn ask(&self, path: &Path, said: &Said<Text>) -> Result<Named, Fault> {
        let fault = |kind, message| Err(Fault::new(kind, said.place, message));
        if self.open.iter().any(|open| open == path) {
            return fault("circle", format!("`{}` extends itself, by way of this file", said.value));
        }
        if LONGEST < self.open.len() {
            return fault("too-long", "too many files extend one another".to_owned());
        }
        self.fence.ask(path).map_err(|barred| match barred {
            Barred::Missing => missing(path, said),
            Barred::Outside | Barred::NotAFile | Barred::NotYaml => barred.fault(said),
        })
    }

    fn file(&mut self, path: PathBuf) {
        if self.seen.contains(&path) {
            return;
        }
        if path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(NAME)) {
            self.follow(&path);
        } else {
            self.rule_file(path);
        }
    }

    fn preset(&mut self, said: &Said<Text>, file: shipped::File) {
        if self.seen.insert(PathBuf::from(file.path)) {
            let (layer, faults) = Layer::read(said.value.clone(), file.text().into());
            self.add(layer, faults, None);
        }
    }

    fn rules_below(&mut self, folder: &Path, said: &Said<Text>, faults: &Faults) {
        match self.world.yaml_below(folder) {
            Ok(files) if files.is_empty() => {
                let message = format!("`{}` holds no rule file", said.value);
                faults.add(Fault::new("no-rules", said.place, message).help("`qualm new rule` writes one"));
            }
            Ok(files) => files.into_iter().for_each(|file| self.rule_file(file)),
            Err(error) => self.troubles.push(error),
        }
    }

    fn rule_file(&mut self, path: PathBuf) {
        if !self.seen.contains(&path) {
            let own = self.own(&path);
            self.rules.extend(own);
            self.seen.insert(path);
        }
    }

    fn own(&mut self, path: &Path) -> Option<Own> {
        match self.world.text(path) {
            Ok(text) => Some(Own { path: self.root.seen(path), text }),
            Err(source) => {
                self.troubles.push(Error::Read { path: self.root.seen(path), source });
                None
            }
        }
    }

    /// The files that layers name by a key, each read.
    pub(crate) fn beside(&mut self, named: impl Fn(&File) -> &Vec<Said<Text>>) -> Vec<Own> {
        let mut paths = Vec::new();
        for ((layer, folder), faults) in self.layers.iter().zip(&self.folders).zip(&self.faults) {
            for said in named(&layer.file) {
                let path = normal(&folder.as_deref().unwrap_or(Path::new("")).join(&*said.value));
                match self.fence.ask(&path) {
                    Ok(Named::File) => paths.push(path),
                    Ok(Named::Folder) => {
                        let message = format!("`{}` is a folder, not a file", said.value);
                        faults.add(Fault::new("not-a-file", said.place, message));
                    }
                    Err(barred) => faults.add(barred.fault(said)),
                }
            }
        }
        paths.iter().filter_map(|path| self.own(path)).collect()
    }
}

/// The preset of that name.
fn preset(name: &str, said: &Said<Text>) -> Result<shipped::File, Fault> {
    if let Some((_, file)) = shipped::presets().find(|&(called, _)| called == name) {
        return Ok(file);
    }
    let names: Vec<&str> = shipped::presets().map(|(name, _)| name).collect();
    let near = nearest(name, names.iter().copied()).map(|near| format!("did you mean `qualm:{near}`?"));
    let all: Vec<_> = names.iter().map(|name| format!("`qualm:{name}`")).collect();
    let help = near.unwrap_or_else(|| format!("the presets are {}", all.join(", ")));
    Err(Fault::new("unknown-preset", said.place, format!("no preset is called `{name}`")).help(help))
}

/// The mistake of naming a file that is not there, with the nearest one that is.
fn missing(path: &Path, said: &Said<Text>) -> Fault {
    let near = crate::world::nearest(path).and_then(|near| Some(near.rsplit_once('/')?.1.to_owned()));
    let fault = Barred::Missing.fault(said);
    near.into_iter().fold(fault, |fault, near| fault.help(format!("did you mean `{near}`?")))
}
