//! The house rules: a room uses only rooms below it, and guests live in one room.

use crate::judge::files;

/// Rooms by floor, ground floor first.
const FLOORS: [&[&str]; 17] = [
    &["source", "word", "error"],
    &["finding"],
    &["ast", "glyph"],
    &["data"],
    &["shipped", "front"],
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
    &["trial"],
    &["cli"],
];

/// Libraries and other outsiders, with the one place where each may be named.
const GUESTS: [(&str, &[&str]); 22] = [
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
    ("walkdir", &["src/cli", "src/main"]),
    ("ignore", &["src/cli", "src/main"]),
    ("indicatif", &["src/cli", "src/main"]),
    ("tempfile", &["src/cli"]),
    ("signal_hook", &["src/cli"]),
    ("rustix", &["src/cli"]),
    ("fs", &["src/cli", "src/main"]),
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
