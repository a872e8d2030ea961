//! JSON Schemas (draft 2020-12) of what is written by hand and what is written for programs: editors complete and explain
//! keys by them.

mod config;
mod report;
mod rule;

use std::io;

use serde_json::{Value, json};

use crate::knowledge::Knowledge;
use crate::word::words;

words! {
    /// What can be described.
    pub What {
        Rule = "rule": "a rule file",
        Config = "config": "qualm.yaml",
        Report = "report": "what `qualm check --format json` writes",
        Finding = "finding": "a line of what `qualm check --format ndjson` writes",
    }
}

/// The schema, in which the categories of `knowledge` are known.
pub fn schema(what: What, knowledge: &Knowledge) -> Value {
    let mut schema = match what {
        What::Rule => rule::schema(knowledge),
        What::Config => config::schema(knowledge),
        What::Report => report::schema(),
        What::Finding => report::finding_schema(),
    };
    if let Some(keys) = schema.as_object_mut() {
        keys.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    }
    schema
}

/// Writes the schema over many lines.
pub fn write(what: What, knowledge: &Knowledge, out: &mut dyn io::Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &schema(what, knowledge)).map_err(io::Error::from)?;
    writeln!(out)?;
    out.flush()
}
