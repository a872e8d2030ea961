//! Files beside the configuration: the fields of the company's systems, and the names of opaque ids.
//!
//! Fields are listed in our own shape, by their dotted path, or come from a Fides dataset, whose data categories the
//! taxonomy knows by the names that they have there.

use std::collections::HashMap;

use crate::data::{Fields as Entries, Reader};
use crate::finding::Text;
use crate::knowledge::{CategoryId, Taxonomy};
use crate::resolve::{Field, Fields};

/// How deep the fields of a dataset may nest.
const DEEPEST: usize = 32;

/// Reads one file of fields into `fields`.
pub fn read_fields(reader: Reader, taxonomy: &Taxonomy, fields: &mut Fields) {
    let Some(entries) = reader.map() else { return };
    match entries.get("dataset") {
        Some(datasets) => datasets.items().for_each(|dataset| read_dataset(dataset, taxonomy, fields)),
        None => read_own(entries, taxonomy, fields),
    }
}

/// Reads one file of names: ids, and what they stand for.
pub fn read_names(reader: Reader) -> HashMap<Text, Text> {
    let mut names = HashMap::new();
    let Some(entries) = reader.map() else { return names };
    for (id, name) in entries.pairs() {
        if let Some(name) = name.said() {
            names.insert(id.word().into(), name.into());
        }
    }
    names
}

/// Our own shape: `crm.mood: {provenance: inferred, categories: [health.mental], about: people}`.
fn read_own(entries: Entries, taxonomy: &Taxonomy, fields: &mut Fields) {
    for (path, value) in entries.pairs() {
        let Some(said) = value.fields(&["provenance", "categories", "about", "note"]) else { continue };
        let field = Field {
            how: said.get("provenance").and_then(Reader::word),
            reveals: said.get("categories").map(|categories| taxonomy.read(categories)),
            about: said.get("about").and_then(Reader::word),
        };
        fields.add(path.word(), field);
    }
}

/// A dataset of Fides. It has many more keys than are of use here, so none is unknown.
fn read_dataset(dataset: Reader, taxonomy: &Taxonomy, fields: &mut Fields) {
    let Some(entries) = dataset.map() else { return };
    let key = entries.need("fides_key").and_then(Reader::said);
    let Some(key) = key else { return };
    for collection in entries.get("collections").into_iter().flat_map(Reader::list) {
        let Some(collection) = collection.map() else { continue };
        let Some(name) = collection.need("name").and_then(Reader::said) else { continue };
        let Some(listed) = collection.get("fields") else { continue };
        // People write `crm.customers.email`, `customers.email` or `crm.email`.
        let prefixes = [format!("{key}.{name}"), name.to_owned(), key.to_owned()];
        read_nested(listed, &prefixes, taxonomy, fields, DEEPEST);
    }
}

fn read_nested(listed: Reader, prefixes: &[String], taxonomy: &Taxonomy, fields: &mut Fields, depth: usize) {
    for item in listed.list() {
        let Some(entries) = item.map() else { continue };
        let Some(name) = entries.need("name").and_then(Reader::said) else { continue };
        let reveals = entries.get("data_categories").map(|list| elsewhere(list, taxonomy));
        let paths: Vec<String> = prefixes.iter().map(|prefix| format!("{prefix}.{name}")).collect();
        for path in &paths {
            fields.add(path, Field { how: None, reveals: reveals.clone(), about: None });
        }
        match entries.get("fields") {
            Some(_) if depth == 0 => item.fault("too-deep", "fields are nested too deeply"),
            Some(nested) => read_nested(nested, &paths, taxonomy, fields, depth - 1),
            None => {}
        }
    }
}

/// The categories that keys of Fides stand for. A key that the taxonomy does not know stands for what is above it there;
/// what has nothing above it, such as `system.operations`, is not about people.
fn elsewhere(list: Reader, taxonomy: &Taxonomy) -> Vec<CategoryId> {
    let keys = list.texts();
    let mut found: Vec<CategoryId> = keys.into_iter().filter_map(|key| taxonomy.of_fideslang(key)).collect();
    found.sort_unstable();
    found.dedup();
    found
}
