//! `qualm schema`: prints the JSON Schema of what is written by hand, or for programs.

use std::io::{self, BufWriter};

use crate::error::Error;
use crate::view::schema;

use super::args::Schema;
use super::here::here;
use super::output::answered;

/// Writes the schema to standard output.
pub(super) fn schema(args: &Schema) -> Result<u8, Error> {
    // The categories of the project at hand are offered, too.
    let (engine, code) = here(args.trusting)?;
    let mut out = BufWriter::new(io::stdout().lock());
    let done = answered(schema::write(args.what, engine.knowledge(), &mut out))?;
    Ok(done.max(code))
}
