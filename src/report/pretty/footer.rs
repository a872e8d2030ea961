//! What stands below the pictures: the trail, who else objects, why, and the way out.

use std::io;

use owo_colors::OwoColorize;
use textwrap::{Options, WordSeparator, WordSplitter};

use crate::finding::{Effect, Finding, Ground, Others};
use crate::report::{some, visible::inert};

use super::{Glyphs, Look, Paint};

/// Writes `trail`, `also`, `why` and `help`, as far as there is something to say.
pub(super) fn write(look: Look, paint: Paint, finding: &Finding, out: &mut dyn io::Write) -> io::Result<()> {
    let (arrow, dot) = match look.glyphs {
        Glyphs::Unicode => (" → ", " · "),
        Glyphs::Ascii => (" -> ", "; "),
    };
    let others = finding.grounds.get(1..).unwrap_or_default();
    let says = [
        ("trail", trail(finding, arrow)),
        ("also", also(others, dot)),
        ("why", finding.why.as_deref().unwrap_or_default().to_owned()),
        ("help", finding.help.clone().unwrap_or_default()),
    ];
    for (key, text) in says.iter().filter(|(_, text)| !text.is_empty()) {
        let lines = wrapped(text, look.width.saturating_sub(INDENT), |line| look.glyphs.shown(line).into_owned());
        for (number, line) in lines.iter().enumerate() {
            let key = if number == 0 { key } else { "" };
            writeln!(out, "  {} {line}", format_args!("{key:6}").style(paint.faint))?;
        }
    }
    Ok(())
}

/// Two blanks, the longest key, two blanks.
const INDENT: usize = 9;
/// Of one pack so many rules are named; the rest are counted.
const NAMED: usize = 3;

fn trail(finding: &Finding, arrow: &str) -> String {
    let trail = finding.trail.iter().map(ToString::to_string).collect::<Vec<_>>().join(arrow);
    let others = match finding.others {
        Others::Exactly(0) | Others::None => String::new(),
        Others::Exactly(count) => format!(" (and {})", some(count, "more signal")),
        Others::MoreThan(count) => format!(" (and more than {})", some(count, "more signal")),
    };
    format!("{trail}{others}").trim_start().to_string()
}

/// Names the other rules that object, folded by pack.
fn also(grounds: &[Ground], dot: &str) -> String {
    let mut packs: Vec<(&str, Vec<String>)> = Vec::new();
    for ground in grounds {
        let (pack, name) = ground.rule.split_once('/').unwrap_or(("", &ground.rule));
        let said = match ground.effect {
            Some(effect) => format!("{name} ({})", plainly(effect)),
            None => name.to_string(),
        };
        match packs.iter_mut().find(|(known, _)| *known == pack) {
            Some((_, names)) => names.push(said),
            None => packs.push((pack, vec![said])),
        }
    }
    packs.iter().map(|(pack, names)| one_pack(pack, names)).collect::<Vec<_>>().join(dot)
}

fn one_pack(pack: &str, names: &[String]) -> String {
    let first = names.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    let slash = if pack.is_empty() { "" } else { "/" };
    match names.len().saturating_sub(NAMED) {
        0 => format!("{pack}{slash}{first}"),
        more => format!("{pack}{slash}{first} and {more} more"),
    }
}

/// What an effect asks for, in words for people.
fn plainly(effect: Effect) -> &'static str {
    match effect {
        Effect::Notice => "tell people",
        Effect::OptOut => "let people say no",
        Effect::OptIn => "consent",
        Effect::Authorization => "signed authorization",
        Effect::Ban => "not allowed",
    }
}

/// Breaks text at blanks, and at the line breaks that it has; a word is never broken, so that it can be copied.
pub(crate) fn wrapped(text: &str, width: usize, shown: impl Fn(&str) -> String) -> Vec<String> {
    let options = Options::new(width.max(20)).break_words(false);
    let options = options.word_splitter(WordSplitter::NoHyphenation).word_separator(WordSeparator::AsciiSpace);
    let lines = text.lines().map(shown);
    lines
        .flat_map(|line| {
            textwrap::wrap(&line, &options).into_iter().map(|piece| inert(piece.into_owned())).collect::<Vec<_>>()
        })
        .collect()
}
