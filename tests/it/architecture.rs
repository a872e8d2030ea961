//! That ARCHITECTURE.md says what is so.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::layers::FLOORS;

#[test]
fn the_table_of_rooms_is_the_one_that_is_checked() {
    let text = fs::read_to_string("ARCHITECTURE.md").expect("ARCHITECTURE.md");
    let table = text.split("## Rooms, ground floor first").nth(1).expect("a table of rooms");
    let told: BTreeSet<(usize, &str)> =
        table.lines().take_while(|line| !line.starts_with("## ")).filter_map(room).collect();
    let checked = FLOORS.iter().enumerate().flat_map(|(floor, rooms)| rooms.iter().map(move |room| (floor, *room)));
    assert_eq!(told, checked.collect(), "ARCHITECTURE.md and tests/it/layers.rs differ");
}

#[test]
fn every_room_is_a_module_and_every_module_a_room() {
    let text = fs::read_to_string("src/lib.rs").expect("src/lib.rs");
    let module = |line: &str| line.split_once("mod ").and_then(|(_, name)| name.strip_suffix(';').map(str::to_owned));
    let modules: BTreeSet<String> = text.lines().filter(|line| !line.starts_with("//")).filter_map(module).collect();
    let rooms: BTreeSet<String> = FLOORS.iter().flat_map(|rooms| rooms.iter().map(|room| (*room).to_owned())).collect();
    assert_eq!(modules, rooms);
}

#[test]
fn every_file_that_is_named_is_there() {
    let text = fs::read_to_string("ARCHITECTURE.md").expect("ARCHITECTURE.md");
    for path in
        text.split('`').skip(1).step_by(2).filter(|code| Path::new(code).extension().is_some_and(|end| end == "rs"))
    {
        let is_there = [path.to_owned(), format!("src/{path}")].iter().any(|path| fs::exists(path).unwrap_or(false));
        assert!(is_there, "ARCHITECTURE.md names `{path}`, which is not there");
    }
}

/// The floor and the name of a room, of a row such as `| 3 | ``yaml`` | … |`.
fn room(line: &str) -> Option<(usize, &str)> {
    let mut cells = line.split('|').map(str::trim).skip(1);
    Some((cells.next()?.parse().ok()?, cells.next()?.trim_matches('`')))
}
