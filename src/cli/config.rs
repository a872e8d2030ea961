//! `qualm config`: what counts for a path, and where each thing is said.

use std::fmt::Write as _;
use std::io::{self, Write};

use crate::config::{Config, Layer, Said, Setting, Subject};
use crate::data::Place;
use crate::error::Error;
use crate::lint::Notes;
use crate::project::{Project, Request, Root, Where};
use crate::report::{Glyphs, visible};
use crate::word::Word;
use crate::world::Disk;

use super::FAILED;
use super::args::{Color, ShowConfig};
use super::here::complain_of;
use super::look::look;
use super::settings::today;

/// Prints the settings for a path, one a line, each with its place.
pub(super) fn config(args: ShowConfig) -> Result<u8, Error> {
    let config = match (args.config, args.no_config) {
        (_, true) => Where::Nowhere,
        (Some(path), false) => Where::File(path),
        (None, false) => Where::Nearest,
    };
    let request = Request { config, ..Request::of(vec![args.path.clone()], args.trusting.trust()) };
    let project = Project::find(&request, &Disk)?;
    let inside = project.root.as_ref().and_then(|root| root.inside(&args.path));
    let page = Page { config: &project.config, inside: inside.as_deref().unwrap_or_default() };
    let text = page.write(project.root.as_ref());
    let lines = text.lines().map(|line| visible(line).into_owned() + "\n");
    let _ = io::stdout().write_all(lines.collect::<String>().as_bytes());
    let (_, mistakes) = project.engine(today(), Notes::Hide);
    complain_of(&mistakes, look(Color::Auto, Glyphs::Unicode, None));
    Ok(if mistakes.trouble().is_some() { FAILED } else { 0 })
}

struct Page<'c> {
    config: &'c Config,
    /// The path, inside the project; empty for the project itself.
    inside: &'c str,
}

impl Page<'_> {
    fn write(&self, root: Option<&Root>) -> String {
        let mut out = String::new();
        let layers: Vec<&str> = self.config.layers().iter().map(|layer| &*layer.name).collect();
        let files = if layers.is_empty() { "no qualm.yaml here or above".to_owned() } else { layers.join(", ") };
        // A String takes all that is written.
        let _ = writeln!(out, "{:14} {files}", "settings of");
        let _ =
            writeln!(out, "{:14} {}", "project", root.map_or("none".into(), |root| root.real.display().to_string()));
        if !self.inside.is_empty() {
            let read = if self.config.wants(self.inside) { "yes" } else { "no, by `include` or `exclude`" };
            let _ = writeln!(out, "{:14} {}\n{:14} {read}", "path", self.inside, "read");
        }
        self.lines(&mut out);
        self.levels(&mut out);
        out
    }

    fn lines(&self, out: &mut String) {
        let config = self.config;
        line(
            out,
            "include",
            config.topmost(|file| file.include.as_ref()),
            |paths| paths.globs().join(", "),
            "everything",
        );
        line(out, "exclude", config.topmost(|file| file.exclude.as_ref()), |paths| paths.globs().join(", "), "nothing");
        line(out, "regions", config.topmost(|file| file.regions.as_ref()), |regions| regions.join(", "), "none");
        line(out, "purpose", config.topmost(|file| file.purpose.as_ref()), |it| it.word().to_owned(), "marketing");
        line(out, "fail-on", config.topmost(|file| file.fail_on.as_ref()), |it| it.word().to_owned(), "error");
        line(out, "max-warnings", config.topmost(|file| file.max_warnings.as_ref()), u64::to_string, "any number");
        line(out, "strict", config.topmost(|file| file.strict.as_ref()), bool::to_string, "false");
        line(
            out,
            "baseline",
            config.topmost(|file| file.baseline.as_ref()),
            ToString::to_string,
            "qualm-baseline.json",
        );
        for layer in config.layers() {
            for said in &layer.file.locked {
                told(out, "locked", word(&said.value), layer, said.place);
            }
            for said in layer.file.waivers.iter().filter(|said| said.value.paths.matches(self.inside)) {
                let what = format!("{} until {} by {}", word(&said.value.of), said.value.until, said.value.by);
                told(out, "waived", &what, layer, said.place);
            }
        }
    }

    /// The settings of rules that count for the path, those that count most last.
    fn levels(&self, out: &mut String) {
        let set = |out: &mut String, layer: &Layer, settings: &[Said<Setting>]| {
            for said in settings {
                let what = format!("{} {}", word(&said.value.of), said.value.level.word());
                told(out, "rule", &what, layer, said.place);
            }
        };
        for layer in self.config.layers() {
            set(out, layer, &layer.file.rules);
            for over in layer.file.overrides.iter().filter(|over| over.paths.matches(self.inside)) {
                set(out, layer, &over.rules);
            }
        }
    }
}

fn word(subject: &Subject) -> &str {
    match subject {
        Subject::Rules(word) | Subject::Category(word) => word,
    }
}

/// A setting that stands somewhere, or else its default.
fn line<T>(out: &mut String, key: &str, said: Option<(&Layer, &Said<T>)>, show: impl Fn(&T) -> String, default: &str) {
    match said {
        Some((layer, said)) => told(out, key, &show(&said.value), layer, said.place),
        None => _ = writeln!(out, "{key:14} {default:44} default"),
    }
}

fn told(out: &mut String, key: &str, what: &str, layer: &Layer, place: Place) {
    let _ = writeln!(out, "{key:14} {what:44} {}:{}", layer.name, layer.line(place));
}
