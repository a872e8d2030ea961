//! The house rules: a room uses only rooms below it, and guests live in one room.

use std::collections::{BTreeMap, BTreeSet};

use crate::judge::files;

/// Rooms by floor, ground floor first.
pub(crate) const FLOORS: [&[&str]; 18] = [
    &["source", "word", "prose", "nearest", "hash", "error"],
    &["finding"],
    &["ast", "glyph"],
    &["data"],
    &["shipped", "front", "world"],
    &["knowledge"],
    &["resolve"],
    &["rule"],
    &["config"],
    &["lineage"],
    &["expose"],
    &["judge"],
    &["settle"],
    &["report"],
    &["view", "lint"],
    &["engine"],
    &["trial", "project"],
    &["cli"],
];

/// Libraries and other outsiders, with the one place where each may be named.
const GUESTS: [(&str, &[&str]); 23] = [
    ("pest", &["src/front/campaign"]),
    ("pest_derive", &["src/front/campaign"]),
    ("csv", &["src/front/list"]),
    ("serde_yaml", &["src/data"]),
    ("saphyr_parser", &["src/data/event"]),
    ("struson", &["src/data/json"]),
    ("globset", &["src/config"]),
    ("icu_properties", &["src/glyph"]),
    ("unicode_bidi", &["src/glyph"]),
    ("unicode_security", &["src/glyph"]),
    ("miette", &["src/report/pretty"]),
    ("clap", &["src/cli", "src/main"]),
    ("clap_complete", &["src/cli"]),
    ("clap_mangen", &["src/cli"]),
    ("strsim", &["src/nearest", "src/front/campaign/keyword", "src/project", "src/world/path"]),
    ("walkdir", &["src/world", "src/cli"]),
    ("ignore", &["src/world"]),
    ("indicatif", &["src/cli"]),
    ("tempfile", &["src/world"]),
    ("signal_hook", &["src/world", "src/cli"]),
    ("rustix", &["src/cli"]),
    ("fs", &["src/world", "src/project", "src/cli"]),
    ("println!", &["src/cli", "src/main"]),
];

#[test]
fn a_room_uses_only_rooms_below_it() {
    for (path, code) in code() {
        let room = path.trim_start_matches("src/").split(['/', '.']).next().unwrap_or_default();
        if matches!(room, "lib" | "main") {
            continue;
        }
        for used in rooms_named(&code).filter(|used| *used != room) {
            let (here, there) = (floor(room, &path), floor(used, &path));
            assert!(there < here, "{path}: `{room}` on floor {here} uses `{used}` on floor {there}");
        }
    }
}

#[test]
fn guests_live_in_one_room() {
    for (path, code) in code() {
        for (guest, rooms) in GUESTS {
            let named = code.match_indices(guest).any(|(at, _)| is_named(&code, at, guest));
            let at_home = rooms.iter().any(|room| path.starts_with(room));
            assert!(at_home || !named, "{path}: `{guest}` lives in {rooms:?}");
        }
    }
}

#[test]
fn no_files_go_in_a_circle() {
    let files: BTreeMap<String, String> = code()
        .into_iter()
        .map(|(path, code)| (module_of(&path), code))
        .filter(|(module, _)| !module.is_empty())
        .collect();
    let modules: BTreeSet<&str> = files.keys().map(String::as_str).collect();
    let reexports: BTreeMap<&str, BTreeMap<String, String>> =
        files.iter().map(|(module, code)| (module.as_str(), reexported(module, code))).collect();
    let uses = |module: &str| -> BTreeSet<String> {
        let used = paths_named(module, &files[module]).into_iter().map(|path| owner(&path, &modules, &reexports));
        // A file and the files of its folder are one thing in several parts.
        used.filter(|other| !other.is_empty() && !is_part(module, other) && !is_part(other, module)).collect()
    };
    let graph: BTreeMap<&str, BTreeSet<String>> = modules.iter().map(|module| (*module, uses(module))).collect();
    let circles: Vec<String> = modules.iter().filter_map(|start| circle(start, &graph)).collect();
    assert!(circles.is_empty(), "files that use each other:\n{}", circles.join("\n"));
}

/// `cli::check` of `src/cli/check.rs`.
fn module_of(path: &str) -> String {
    let module = path.trim_start_matches("src/").trim_end_matches(".rs").replace('/', "::");
    if matches!(module.as_str(), "lib" | "main") { String::new() } else { module }
}

/// Names that a module hands on from modules below it, with the module that each comes from.
fn reexported(module: &str, code: &str) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    for line in code.split(';').map(str::trim).filter(|line| line.starts_with("pub")) {
        let Some((_, path)) = line.split_once(" use ") else { continue };
        for path in expanded(path.trim_start_matches("self::")) {
            let (name, path) = match path.split_once(" as ") {
                Some((path, name)) => (name.to_owned(), path.to_owned()),
                None => (path.rsplit("::").next().unwrap_or_default().to_owned(), path.clone()),
            };
            names.insert(name, absolute(module, &path));
        }
    }
    names
}

/// Every path that a file names, from the root of the crate on.
fn paths_named(module: &str, code: &str) -> Vec<String> {
    let mut paths = Vec::new();
    for statement in code.split(';').map(str::trim) {
        // What is handed on is used, too.
        let used = statement.strip_prefix("pub(crate) ").or(statement.strip_prefix("pub(super) "));
        let used = used.or(statement.strip_prefix("pub ")).unwrap_or(statement);
        if let Some(path) = used.strip_prefix("use ") {
            paths.extend(expanded(path).iter().map(|path| absolute(module, path)));
        }
    }
    for word in code.split(|c: char| !c.is_alphanumeric() && c != '_' && c != ':') {
        let path = word.trim_end_matches(':');
        if path.starts_with("crate::") || path.starts_with("super::") {
            paths.push(absolute(module, path));
        }
    }
    paths
}

/// `a::{b, c::{d, e}}` as `a::b`, `a::c::d`, `a::c::e`.
fn expanded(path: &str) -> Vec<String> {
    let path = path.trim();
    let Some((before, group)) = path.split_once('{') else { return vec![path.to_owned()] };
    let (group, mut depth, mut start, mut parts) = (group.trim_end().trim_end_matches('}'), 0, 0, Vec::new());
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&group[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&group[start..]);
    let parts = parts.into_iter().map(str::trim).filter(|part| !part.is_empty());
    parts.flat_map(expanded).map(|part| format!("{before}{part}").trim_end_matches("::self").to_owned()).collect()
}

fn absolute(module: &str, path: &str) -> String {
    if let Some(path) = path.strip_prefix("crate::") {
        return path.to_owned();
    }
    let (mut at, mut rest) = (module, path);
    while let Some(path) = rest.strip_prefix("super::") {
        at = at.rsplit_once("::").map_or("", |(above, _)| above);
        rest = path;
    }
    if at == module && path.starts_with("self::") {
        rest = &path["self::".len()..];
    }
    if at.is_empty() { rest.to_owned() } else { format!("{at}::{rest}") }
}

/// The module in which what a path names is written.
fn owner(path: &str, modules: &BTreeSet<&str>, reexports: &BTreeMap<&str, BTreeMap<String, String>>) -> String {
    let mut path = path.to_owned();
    // More hands than these nothing goes through.
    for _ in 0..8 {
        let mut module = path.as_str();
        while !modules.contains(module) {
            let Some((above, _)) = module.rsplit_once("::") else { return String::new() };
            module = above;
        }
        let name = path[module.len()..].trim_start_matches("::").split("::").next().unwrap_or_default();
        match reexports[module].get(name) {
            Some(from) if *from != path => path = from.clone(),
            Some(_) | None => return module.to_owned(),
        }
    }
    String::new()
}

fn is_part(file: &str, of: &str) -> bool {
    file == of || file.strip_prefix(of).is_some_and(|rest| rest.starts_with("::"))
}

/// A way from a file back to itself, said where it starts with its first file.
fn circle(start: &str, graph: &BTreeMap<&str, BTreeSet<String>>) -> Option<String> {
    let mut from: BTreeMap<&str, &str> = BTreeMap::new();
    let mut work = vec![start];
    while let Some(at) = work.pop() {
        for next in graph.get(at).into_iter().flatten().map(String::as_str) {
            if next == start {
                let mut way = vec![at];
                while let Some(before) = from.get(way[way.len() - 1]) {
                    way.push(before);
                }
                way.reverse();
                let is_first = way.iter().min() == Some(&start);
                return is_first.then(|| format!("{} → {start}", way.join(" → ")));
            }
            if next > start && !from.contains_key(next) {
                from.insert(next, at);
                work.push(next);
            }
        }
    }
    None
}

/// The code of every file, without comments and tests.
fn code() -> Vec<(String, String)> {
    let files = files("src", "rs").into_iter().filter(|(path, _)| !path.ends_with("/tests.rs"));
    let code = |text: &str| {
        let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
    };
    files.map(|(path, text)| (path, code(&text))).collect()
}

/// The first words after `crate::`, groups in braces included.
fn rooms_named(code: &str) -> impl Iterator<Item = &str> {
    let paths = code.split("crate::").skip(1).flat_map(|rest| match rest.strip_prefix('{') {
        Some(group) => group.split('}').next().unwrap_or_default().split(',').map(str::trim).collect(),
        None => vec![rest],
    });
    let words = paths.filter_map(|path| path.split(|c: char| !c.is_alphanumeric() && c != '_').next());
    words.filter(|word| word.starts_with(|first: char| first.is_lowercase()))
}

fn floor(room: &str, path: &str) -> usize {
    let found = FLOORS.iter().position(|rooms| rooms.contains(&room));
    found.unwrap_or_else(|| panic!("{path}: `{room}` has no floor; give it one here and in ARCHITECTURE.md"))
}

/// Whether the guest itself is named there: a whole word, as the start of a path or as a macro.
fn is_named(code: &str, at: usize, guest: &str) -> bool {
    let before = code[..at].chars().next_back();
    let whole = !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '.' || c == '"');
    let rest = &code[at + guest.len()..];
    whole && (guest.ends_with('!') || rest.starts_with("::") || (code[..at].ends_with("use ") && rest.starts_with(';')))
}
