//! The list of rules that run: the answer of `qualm rules`.

mod json;

use std::io;

use owo_colors::{OwoColorize as _, Style};
use unicode_width::UnicodeWidthStr as _;

use crate::finding::Severity;
use crate::nearest::nearest;
use crate::prose::some;
use crate::report::{Colour, Look, visible, wrapped};
use crate::rule::{Rule, RuleSet, names};

use super::Shape;

/// The rules that one of `patterns` names: a pack, an id, or the start of one and `*`; all where there is no pattern. The
/// error is the first pattern that names none.
pub(crate) fn select<'r, 'p>(rules: &'r RuleSet, patterns: &'p [String]) -> Result<Vec<&'r Rule>, &'p str> {
    let is_meant = |pattern: &str, rule: &Rule| rule.pack() == pattern || names(pattern, &rule.id);
    let names_none = |pattern: &&String| !rules.rules().iter().any(|rule| is_meant(pattern, rule));
    if let Some(pattern) = patterns.iter().find(names_none) {
        return Err(pattern);
    }
    let meant = |rule: &&Rule| patterns.is_empty() || patterns.iter().any(|pattern| is_meant(pattern, rule));
    Ok(rules.rules().iter().filter(meant).collect())
}

/// The pack or rule that a pattern was probably meant to name.
pub(crate) fn nearest_to<'r>(rules: &'r RuleSet, pattern: &str) -> Option<&'r str> {
    let near_pack = |word: &str| nearest(word, rules.rules().iter().map(Rule::pack));
    let near_rule = || nearest(pattern, rules.rules().iter().map(|rule| &*rule.id));
    let whole = near_pack(pattern.trim_end_matches('*').trim_end_matches('/'));
    // Who knows the pack and little of the rule is shown the way to its list.
    whole.or_else(near_rule).or_else(|| near_pack(pattern.split_once('/')?.0))
}

/// Writes a list of rules, which are sorted by id.
pub(crate) fn write(
    list: &[&Rule],
    rules: &RuleSet,
    shape: Shape,
    look: Look,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    match shape {
        Shape::Json => json::write(list, out),
        Shape::Pretty => table(list, rules, look, out),
    }
}

fn table(list: &[&Rule], rules: &RuleSet, look: Look, out: &mut dyn io::Write) -> io::Result<()> {
    let columns = Columns::of(list, look.width);
    let mut packs = 0;
    for pack in list.chunk_by(|a, b| a.pack() == b.pack()) {
        if packs > 0 {
            writeln!(out)?;
        }
        packs += 1;
        heading(pack, rules, look, out)?;
        pack.iter().try_for_each(|rule| row(rule, &columns, look, out))?;
    }
    writeln!(out, "\n{} in {}", some(list.len(), "rule"), some(packs, "pack"))?;
    out.flush()
}

/// Where the columns of the table stand.
struct Columns {
    /// How wide the ids are.
    id: usize,
    /// How much is left for titles; none where they stand on lines of their own.
    title: Option<usize>,
}

/// Two blanks, the longest severity, two blanks.
const INDENT: usize = 11;
/// Titles narrower than this are hard to read beside an id.
const NARROWEST: usize = 28;

impl Columns {
    fn of(list: &[&Rule], width: usize) -> Columns {
        let id = list.iter().map(|rule| visible(&rule.id).width()).max().unwrap_or(0);
        let title = width.checked_sub(INDENT + id + 2).filter(|left| *left >= NARROWEST);
        Columns { id, title }
    }
}

/// `law-us: Laws of the United States (69 rules)`
fn heading(pack: &[&Rule], rules: &RuleSet, look: Look, out: &mut dyn io::Write) -> io::Result<()> {
    let id = pack.first().map_or("", |rule| rule.pack());
    let title = rules.packs().find(|pack| *pack.id == *id).map(|pack| format!(": {}", pack.title));
    let text = format!("{id}{} ({})", title.unwrap_or_default(), some(pack.len(), "rule"));
    let strong = if look.colour == Colour::Yes { Style::new().bold() } else { Style::new() };
    shown(&text, look.width).iter().try_for_each(|line| writeln!(out, "{}", line.style(strong)))
}

fn row(rule: &Rule, columns: &Columns, look: Look, out: &mut dyn io::Write) -> io::Result<()> {
    let severity = format!("{:7}", rule.severity.word());
    write!(out, "  {}  ", severity.style(paint(look.colour, rule.severity)))?;
    let id = visible(&rule.id);
    let Some(width) = columns.title else {
        writeln!(out, "{id}")?;
        let lines = shown(&rule.title, look.width.saturating_sub(INDENT));
        return lines.iter().try_for_each(|line| writeln!(out, "{:INDENT$}{line}", ""));
    };
    let gap = " ".repeat(columns.id.saturating_sub(id.width()) + 2);
    let below = " ".repeat(INDENT + columns.id + 2);
    write!(out, "{id}{gap}")?;
    for (number, line) in shown(&rule.title, width).iter().enumerate() {
        let before = if number == 0 { "" } else { &below };
        writeln!(out, "{before}{line}")?;
    }
    Ok(())
}

fn shown(text: &str, width: usize) -> Vec<String> {
    wrapped(text, width, |line| visible(line).into_owned())
}

fn paint(colour: Colour, severity: Severity) -> Style {
    let plain = Style::new();
    match (colour, severity) {
        (Colour::No, _) => plain,
        (Colour::Yes, Severity::Error) => plain.red().bold(),
        (Colour::Yes, Severity::Warning) => plain.yellow().bold(),
        (Colour::Yes, Severity::Note) => plain.cyan().bold(),
    }
}
