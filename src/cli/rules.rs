//! `qualm rules`: lists the rules that run.

use std::io::{self, BufWriter};

use crate::error::Error;
use crate::report::Glyphs;
use crate::view::{Shape, rules};

use super::args::Rules;
use super::here::here;
use super::look::look;
use super::output::answered;

/// Writes the list to standard output.
pub(super) fn rules(args: &Rules) -> Result<u8, Error> {
    let (engine, code) = here(args.trusting)?;
    let set = engine.rules();
    let list = rules::select(set, &args.patterns).map_err(|pattern| Error::UnknownRule {
        pattern: pattern.to_owned(),
        near: rules::nearest_to(set, pattern).map(str::to_owned),
    })?;
    let shape = if args.json { Shape::Json } else { args.format };
    let mut out = BufWriter::new(io::stdout().lock());
    let done = answered(rules::write(&list, set, shape, look(args.color, Glyphs::Unicode, None), &mut out))?;
    Ok(done.max(code))
}
