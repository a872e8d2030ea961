//! What stands below the pictures: the trail, who else objects, why, and the way out.

use std::io;

use owo_colors::OwoColorize;
use textwrap::{Options, WordSeparator, WordSplitter};

use crate::finding::{Finding, Others};
use crate::prose::some;
use crate::report::visible::inert;

use super::{Glyphs, Look, Paint, also};

/// Writes `trail`, `also`, `asked`, `why` and `help`, as far as there is something to say.
pub(super) fn write(look: Look, paint: Paint, finding: &Finding, out: &mut dyn io::Write) -> io::Result<()> {
    let says = says(look.glyphs, finding);
    for (key, text) in says.iter().filter(|(_, text)| !text.is_empty()) {
        let lines = wrapped(text, look.width.saturating_sub(INDENT), |line| look.glyphs.shown(line).into_owned());
        for (number, line) in lines.iter().enumerate() {
            let key = if number == 0 { key } else { "" };
            writeln!(out, "  {} {line}", format_args!("{key:6}").style(paint.faint))?;
        }
    }
    Ok(())
}

/// What there is to say beyond the message, by its key; empty where there is nothing.
pub(in crate::report) fn says(glyphs: Glyphs, finding: &Finding) -> [(&'static str, String); 5] {
    let (arrow, dot) = match glyphs {
        Glyphs::Unicode => (" → ", " · "),
        Glyphs::Ascii => (" -> ", "; "),
    };
    let others = finding.grounds.get(1..).unwrap_or_default();
    [
        ("trail", trail(finding, arrow)),
        ("also", also::others(others, dot)),
        ("asked", also::uncured(&finding.grounds)),
        ("why", finding.why.as_deref().unwrap_or_default().to_owned()),
        ("help", finding.help.as_ref().map(|help| help.says.to_string()).unwrap_or_default()),
    ]
}

/// The same as lines of text, each with a line break before it.
pub(in crate::report) fn listed(finding: &Finding, shown: impl Fn(&str) -> String) -> String {
    let says = says(Glyphs::Unicode, finding).into_iter().filter(|(_, text)| !text.is_empty());
    says.flat_map(|(key, text)| ["\n".to_owned(), key.to_owned(), ": ".to_owned(), shown(&text)]).collect()
}

/// Two blanks, the longest key, two blanks.
const INDENT: usize = 9;

fn trail(finding: &Finding, arrow: &str) -> String {
    let trail = finding.trail.iter().map(ToString::to_string).collect::<Vec<_>>().join(arrow);
    let others = match finding.others {
        Others::Exactly(0) | Others::None => String::new(),
        Others::Exactly(count) => format!(" (and {})", some(count, "more signal")),
        Others::MoreThan(count) => format!(" (and more than {})", some(count, "more signal")),
    };
    format!("{trail}{others}").trim_start().to_string()
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
