//! `qualm explain`: what is known of a phrase, a category or a rule.

use std::io::{self, BufWriter};

use crate::error::Error;
use crate::glyph;
use crate::nearest::nearest;
use crate::report::Glyphs;
use crate::rule::{Pack, RuleSet};
use crate::view::explain::{self, Question};

use super::args::Explain;
use super::here::here;
use super::look::look;
use super::output::answered;

/// Writes the answer to standard output; that nothing is known is an answer.
pub(super) fn explain(args: &Explain) -> Result<u8, Error> {
    let (engine, code) = here(args.trusting)?;
    let (knowledge, rules) = (engine.knowledge(), engine.rules());
    let format = args.format;
    let look = look(args.color, Glyphs::Unicode, None);
    let mut out = BufWriter::new(io::stdout().lock());
    let written = if let Some(id) = &args.pack {
        explain::pack(pack(rules, id)?, (knowledge, rules), format, look, &mut out)
    } else if args.doubles {
        explain::several(knowledge, format, look, &mut out)
    } else {
        let text = args.phrase.join(" ");
        let text = glyph::as_seen(&text);
        let question = Question { text: &text, kind: args.kind };
        explain::explain(question, (knowledge, rules), format, look, &mut out)
    };
    Ok(answered(written)?.max(code))
}

fn pack<'r>(rules: &'r RuleSet, id: &str) -> Result<&'r Pack, Error> {
    rules.packs().find(|pack| *pack.id == *id).ok_or_else(|| Error::UnknownPack {
        pack: id.to_owned(),
        near: nearest(id, rules.packs().map(|pack| &*pack.id)).map(str::to_owned),
        known: rules.packs().map(|pack| pack.id.to_string()).collect(),
    })
}
