//! What `qualm.yaml` says, understood.
//!
//! A configuration is a pile of layers: presets and shared files that it `extends` lie below, the project's own file on
//! top. What a higher layer says counts; what none says has a default.

mod apply;
mod check;
mod fields;
mod file;
mod level;
mod levels;
mod paths;
mod terms;

use crate::ast::Purpose;
use crate::data::{self, Faults, Place, Reader};
use crate::finding::Text;
use crate::source::{Lines, SourceId, Sources, Span};

pub use apply::Waivers;
pub use fields::{read_fields, read_names};
pub use file::{File, Key, Override, Said, Setting, Subject, Waiver, WaiverPolicy};
pub use level::{FailOn, Level};
pub use levels::{Levels, Profile};
pub(crate) use paths::Paths;
pub(crate) use terms::Terms;

/// Every layer of a configuration, the lowest first; none where there is no `qualm.yaml`.
#[derive(Debug, Default)]
pub struct Config {
    layers: Vec<Layer>,
    /// What stands before the path of every file of the project, where it is shown to people: nothing, `../` or `shop/`.
    pub root: String,
}

/// One file's say.
#[derive(Debug)]
pub struct Layer {
    /// What people call it: `qualm.yaml`, `qualm:strict`.
    pub name: Text,
    /// Its text.
    pub text: Text,
    /// What it says.
    pub file: File,
    lines: Lines,
    /// Who says it.
    pub by: SaidBy,
}

/// Who says what a layer says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SaidBy {
    /// A file, for all who work on the project.
    File,
    /// Whoever runs the program, for this run: locks are no business of that.
    Runner,
}

impl Layer {
    /// Reads one file, and gives its mistakes.
    pub fn read(name: Text, text: Text) -> (Layer, Faults) {
        let faults = Faults::new("config");
        data::deceits(&text).for_each(|fault| faults.add(fault));
        let file = match data::yaml(&text) {
            Ok(node) if node.kind == data::Kind::Null => File::default(),
            Ok(node) => file::read(Reader::new(&node, &faults)),
            Err(fault) => {
                faults.add(fault);
                File::default()
            }
        };
        let lines = Lines::of(&text);
        (Layer { name, text, file, lines, by: SaidBy::File }, faults)
    }

    /// The line on which something that this layer says stands, from 1.
    pub(crate) fn line(&self, place: Place) -> usize {
        self.lines.number(place.start())
    }

    /// Where something that this layer says stands.
    pub(crate) fn span(&self, place: Place, source: SourceId) -> Span {
        place.span(&self.text, source)
    }
}

impl Config {
    /// These layers, the lowest first, of a project whose files are shown below `root`.
    pub fn new(layers: Vec<Layer>, root: String) -> Config {
        Config { layers, root }
    }

    /// Lets only these rules run, whatever the layers say; `name` is what people call who says so.
    pub(crate) fn only(&mut self, patterns: &[String], name: &str) {
        let on = |pattern: &String| serde_json::json!({ "*": "off", pattern.as_str(): "on" });
        for (number, pattern) in patterns.iter().enumerate() {
            // The first switches all others off; the rest add to it.
            let rules = if number == 0 { on(pattern) } else { serde_json::json!({ pattern.as_str(): "on" }) };
            let text = serde_json::json!({ "rules": rules }).to_string();
            let (layer, _) = Layer::read(name.into(), text.into());
            self.layers.push(Layer { by: SaidBy::Runner, ..layer });
        }
    }

    /// The layers, the lowest first.
    pub(crate) fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// Sources that begin with the layers, so that a place in a layer is the same in all of them.
    pub fn sources(&self) -> Sources {
        let mut sources = Sources::default();
        for layer in &self.layers {
            sources.add(layer.name.clone(), layer.text.clone());
        }
        sources
    }

    /// The layers with their ids in [`Config::sources`], the lowest first.
    pub(crate) fn numbered(&self) -> impl DoubleEndedIterator<Item = (SourceId, &Layer)> {
        self.layers.iter().enumerate().map(|(number, layer)| (SourceId::nth(number), layer))
    }

    /// A file's path inside the project, by its path as people see it.
    pub(crate) fn inside<'p>(&self, path: &'p str) -> Option<&'p str> {
        if self.layers.is_empty() { None } else { path.strip_prefix(self.root.as_str()) }
    }

    /// What the highest layer that has a say says, and which layer that is.
    pub(crate) fn topmost<T>(&self, ask: impl Fn(&File) -> Option<&Said<T>>) -> Option<(&Layer, &Said<T>)> {
        self.layers.iter().rev().find_map(|layer| Some((layer, ask(&layer.file)?)))
    }

    /// From which severity on findings fail a run, if that is said.
    pub(crate) fn fail_on(&self) -> Option<FailOn> {
        self.topmost(|file| file.fail_on.as_ref()).map(|(_, said)| said.value)
    }

    /// Whether notes are shown, if that is said.
    pub(crate) fn strict(&self) -> Option<bool> {
        self.topmost(|file| file.strict.as_ref()).map(|(_, said)| said.value)
    }

    /// How many warnings a run may have, if that is said.
    pub(crate) fn max_warnings(&self) -> Option<u64> {
        self.topmost(|file| file.max_warnings.as_ref()).map(|(_, said)| said.value)
    }

    /// Where the baseline is, from the folder of the project on, if that is said.
    pub(crate) fn baseline(&self) -> Option<&str> {
        self.topmost(|file| file.baseline.as_ref()).map(|(_, said)| &*said.value)
    }

    /// The regions of campaigns that name none.
    pub fn regions(&self) -> &[Text] {
        self.topmost(|file| file.regions.as_ref()).map_or(&[], |(_, said)| &said.value)
    }

    /// The purpose of campaigns that name none.
    pub fn purpose(&self) -> Option<Purpose> {
        self.topmost(|file| file.purpose.as_ref()).map(|(_, said)| said.value)
    }

    /// Whether a file of a folder is read, by its path inside the project.
    pub(crate) fn wants(&self, inside: &str) -> bool {
        let included = self.topmost(|file| file.include.as_ref());
        let excluded = self.topmost(|file| file.exclude.as_ref());
        included.is_none_or(|(_, paths)| paths.value.matches(inside))
            && !excluded.is_some_and(|(_, paths)| paths.value.matches(inside))
    }
}
