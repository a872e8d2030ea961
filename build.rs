//! Turns `rules/**/*.yaml` into one text that is compiled in, two lines a file: its path, and what it says as JSON. At run
//! nothing is read from disk and no YAML parsed.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use serde_json::Value;
use walkdir::WalkDir;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=rules");
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
    for (name, value) in &files {
        writeln!(text, "{name}\n{value}")?;
    }
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("rules.txt"), text)?;
    Ok(())
}

/// The path below `rules/`, with slashes on every system.
fn name(path: &Path) -> String {
    let parts: Vec<_> = path.iter().skip(1).map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

/// What a file says, without the examples: they are for `qualm test`, which reads the files themselves.
fn read(path: &Path) -> Result<Value, Box<dyn Error>> {
    let text = fs::read_to_string(path)?;
    let mut value: Value = serde_yaml::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?;
    if let Some(fields) = value.as_object_mut() {
        fields.remove("examples");
    }
    Ok(value)
}
