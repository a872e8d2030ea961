//! What came of a trial, as a test runner prints it.

use std::io;

use owo_colors::{OwoColorize as _, Style};

use crate::prose::{first_of, some};
use crate::report::{Colour, Look, visible};

use super::diff::{self, Line};
use super::{Fault, Found, Side, Trial, Tried};

/// How many rules that object are named in a line.
const NAMED: usize = 4;

/// Writes what fails, and a summary. Mistakes in the files as such are findings and shown as findings are.
pub fn write(trial: &Trial, look: Look, out: &mut dyn io::Write) -> io::Result<()> {
    let paint = Paint::of(look.colour);
    for tried in trial.rules.iter().filter(|tried| !tried.faults.is_empty()) {
        let fail = "FAIL".style(paint.missing);
        writeln!(out, "{fail} {} ({})", visible(&tried.id).style(paint.strong), visible(&tried.path))?;
        for fault in &tried.faults {
            write_fault(tried, fault, paint, out)?;
        }
        writeln!(out)?;
    }
    for tried in &trial.rules {
        if let Some(why) = &tried.untested {
            writeln!(out, "note: {} has no bad example: {}", visible(&tried.id), visible(why))?;
        }
    }
    let verdict = if trial.passes() { paint.found } else { paint.missing };
    writeln!(out, "{}", summary(trial).style(verdict))
}

/// The styles in use; all of them plain without colours.
#[derive(Clone, Copy)]
struct Paint {
    strong: Style,
    faint: Style,
    missing: Style,
    found: Style,
}

impl Paint {
    fn of(colour: Colour) -> Paint {
        let plain = Style::new();
        match colour {
            Colour::Yes => {
                Paint { strong: plain.bold(), faint: plain.dimmed(), missing: plain.red(), found: plain.green() }
            }
            Colour::No => Paint { strong: plain, faint: plain, missing: plain, found: plain },
        }
    }
}

fn summary(trial: &Trial) -> String {
    let examples: usize = trial.rules.iter().map(|tried| tried.examples).sum();
    let failed: usize = trial.rules.iter().map(|tried| tried.faults.len()).sum();
    let verdict = match failed {
        0 if examples == 0 => "nothing to run".to_owned(),
        0 => "all as their pages say".to_owned(),
        count => format!("{} as their pages say, {count} not", examples - count),
    };
    let mistakes = match trial.faults.len() {
        0 => String::new(),
        count => format!("; {} in the files", some(count, "mistake")),
    };
    format!("{}, {}: {verdict}{mistakes}", some(trial.rules.len(), "rule"), some(examples, "example"))
}

fn write_fault(tried: &Tried, fault: &Fault, paint: Paint, out: &mut dyn io::Write) -> io::Result<()> {
    let side = match fault.side {
        Side::Bad => format!("bad example {}", fault.number),
        Side::Good => format!("good example {}", fault.number),
        Side::Instead => "`instead`".to_owned(),
    };
    writeln!(out, "  {side}: {} ({}:{})", fault.what, visible(&tried.path), fault.line)?;
    writeln!(out, "    {}", "--- expected".style(paint.missing))?;
    writeln!(out, "    {}", "+++ found".style(paint.found))?;
    for line in diff::lines(&tried.id, fault) {
        match line {
            Line::Text(number, text) => writeln!(out, "     {number:>3} | {}", visible(text))?,
            Line::Gap => writeln!(out, "       {}", "…".style(paint.faint))?,
            Line::Expected(rule) => {
                let rule = rule.map_or("nothing".to_owned(), |rule| format!("[{}]", visible(rule)));
                writeln!(out, "    {}", format_args!("-    ^ {rule}").style(paint.missing))?;
            }
            Line::Found(found) => {
                let found = found.map_or("nothing".to_owned(), |found| told(&tried.id, found));
                writeln!(out, "    {}", format_args!("+    ^ {found}").style(paint.found))?;
            }
            Line::Beside(found) => {
                let found = told(&tried.id, found);
                writeln!(out, "         {}", format_args!("^ {found}").style(paint.faint))?;
            }
        }
    }
    Ok(())
}

/// `error [comfort/religion, law-eu/special] what is said`, the rule that is tried first.
fn told(id: &str, found: &Found) -> String {
    let (own, others): (Vec<&str>, Vec<&str>) = found.rules.iter().map(String::as_str).partition(|rule| *rule == id);
    let rules = first_of(own.into_iter().chain(others), NAMED);
    format!("{} [{}] {}", found.severity, visible(&rules), visible(&found.message))
}
