//! Turns `rules/**/*.yaml` into one text that is compiled in, three lines a file: its path, what it says as JSON, and of
//! a rule the prose that is only read when somebody is told. At run nothing is read from disk and no YAML parsed. The words
//! of the campaign language are read off its grammar.

#[path = "grammar/words.rs"]
mod words;

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use serde_json::{Map, Value};
use walkdir::WalkDir;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=rules");
    println!("cargo:rerun-if-changed=grammar");
    println!("cargo:rerun-if-changed=build.rs");
    let mut files = Vec::new();
    for entry in WalkDir::new("rules").sort_by_file_name() {
        let entry = entry?;
        if entry.path().extension().is_some_and(|extension| extension == "yaml") {
            files.push((name(entry.path()), read(entry.path())?));
        }
    }
    files.sort_by(|a, b| a.0.cmp(&b.0));
    let mut text = String::new();
    for (name, (value, page)) in &files {
        writeln!(text, "{name}\n{value}\n{page}")?;
    }
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("rules.txt"), text)?;
    fs::write(out.join("words.rs"), words::code(&fs::read_to_string("grammar/campaign.pest")?)?)?;
    Ok(())
}

/// The path below `rules/`, with slashes on every system.
fn name(path: &Path) -> String {
    let parts: Vec<_> = path.iter().skip(1).map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

/// The keys of a rule that are prose.
const PROSE: [&str; 5] = ["help", "why", "instead", "sources", "survey"];

/// What a file says, and of a rule the prose by itself. Examples are for `qualm test`, which reads the files themselves.
fn read(path: &Path) -> Result<(Value, Value), Box<dyn Error>> {
    let text = fs::read_to_string(path)?;
    let mut value: Value = serde_yaml::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut page = Map::new();
    if let Some(fields) = value.as_object_mut().filter(|fields| fields.contains_key("when")) {
        fields.remove("examples");
        page.extend(PROSE.iter().filter_map(|&key| fields.remove_entry(key)));
    }
    Ok((value, Value::Object(page)))
}
