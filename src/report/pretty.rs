//! Findings for people: what is wrong, where, the way the data took, why it matters and the way out.

mod also;
mod footer;
mod snippet;

use std::io;

use owo_colors::{OwoColorize as _, Style};
use textwrap::{Options, WordSplitter};

use crate::finding::{Finding, Severity};
use crate::source::Sources;

use super::visible::inert;
use super::{Closing, Report, footing};

pub(crate) use self::footer::wrapped;
pub(super) use self::footer::{listed, says};

/// How pretty reports look.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// Whether there are colours.
    pub colour: Colour,
    /// What lines are drawn with.
    pub glyphs: Glyphs,
    /// How many columns there are.
    pub width: usize,
}

/// Whether there are colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// There are.
    Yes,
    /// There are none.
    No,
}

/// What lines and arrows are drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glyphs {
    /// Box-drawing characters.
    Unicode,
    /// What every terminal has.
    Ascii,
}

/// For people: the text of each finding with its trail, reason and way out.
pub(super) struct Pages(pub(super) Look);

impl Report for Pages {
    fn findings(&mut self, sources: &Sources, findings: &[Finding], out: &mut dyn io::Write) -> io::Result<()> {
        findings.iter().try_for_each(|one| finding(self.0, sources, one, out))
    }

    fn end(self: Box<Self>, closing: &Closing, out: &mut dyn io::Write) -> io::Result<()> {
        footing(self.0.glyphs, closing, out)
    }
}

/// Writes one finding and an empty line; nothing for what is waived.
fn finding(look: Look, sources: &Sources, finding: &Finding, out: &mut dyn io::Write) -> io::Result<()> {
    if finding.is_suppressed() {
        return Ok(());
    }
    let paint = Paint::of(look);
    let rule = format!("{}[{}]", finding.severity.word(), look.glyphs.shown(&finding.rule));
    let indent = " ".repeat(rule.chars().count() + 2);
    let options = Options::new(look.width.max(20)).break_words(false).word_splitter(WordSplitter::NoHyphenation);
    let options = options.initial_indent(&indent).subsequent_indent("  ");
    let message = look.glyphs.shown(&finding.message);
    let lines = textwrap::wrap(&message, options);
    let mut lines = lines.iter().map(|line| inert(line.clone().into_owned()));
    let first = lines.next().unwrap_or_default();
    let (rule, first) = (rule.style(paint.severity(finding.severity)), first.trim_start());
    writeln!(out, "{rule}: {}", first.style(paint.strong))?;
    for line in lines {
        writeln!(out, "{}", line.style(paint.strong))?;
    }
    snippet::write(look, paint, sources, finding, out)?;
    footer::write(look, paint, finding, out)?;
    writeln!(out)
}

/// The styles in use; all of them plain without colours.
#[derive(Clone, Copy)]
struct Paint {
    error: Style,
    warning: Style,
    note: Style,
    strong: Style,
    faint: Style,
    link: Style,
}

impl Paint {
    fn of(look: Look) -> Paint {
        let plain = Style::new();
        match look.colour {
            Colour::Yes => Paint {
                error: plain.red().bold(),
                warning: plain.yellow().bold(),
                note: plain.cyan().bold(),
                strong: plain.bold(),
                faint: plain.dimmed(),
                link: plain.blue(),
            },
            Colour::No => Paint { error: plain, warning: plain, note: plain, strong: plain, faint: plain, link: plain },
        }
    }

    fn severity(self, severity: Severity) -> Style {
        match severity {
            Severity::Error => self.error,
            Severity::Warning => self.warning,
            Severity::Note => self.note,
        }
    }
}
