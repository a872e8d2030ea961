//! What came of a trial, as a test runner prints it.

use std::io;

use crate::report::visible;

use super::{Fault, Side, Trial, Tried};

/// How many rules that object are named in a line.
const NAMED: usize = 4;

/// Writes what fails, and a summary. Mistakes in the files as such are findings and shown as findings are.
pub fn write(trial: &Trial, out: &mut dyn io::Write) -> io::Result<()> {
    for tried in trial.rules.iter().filter(|tried| !tried.faults.is_empty()) {
        writeln!(out, "FAIL {} ({})", visible(&tried.id), visible(&tried.path))?;
        for fault in &tried.faults {
            write_fault(fault, out)?;
        }
        writeln!(out)?;
    }
    for tried in &trial.rules {
        if let Some(why) = &tried.untested {
            writeln!(out, "note: {} has no bad example: {}", visible(&tried.id), visible(why))?;
        }
    }
    writeln!(out, "{}", summary(trial))
}

fn summary(trial: &Trial) -> String {
    let examples: usize = trial.rules.iter().map(|tried| tried.examples).sum();
    let failed = trial.rules.iter().filter(|tried: &&Tried| !tried.faults.is_empty()).count();
    let rules = match trial.rules.len() {
        1 => "1 rule".to_owned(),
        count => format!("{count} rules"),
    };
    let verdict = match failed {
        0 => "all as their pages say".to_owned(),
        count => format!("{} as their pages say, {count} not", trial.rules.len() - count),
    };
    match trial.faults.len() {
        0 => format!("{rules}, {examples} examples: {verdict}"),
        1 => format!("{rules}, {examples} examples: {verdict}; 1 mistake in the files"),
        count => format!("{rules}, {examples} examples: {verdict}; {count} mistakes in the files"),
    }
}

fn write_fault(fault: &Fault, out: &mut dyn io::Write) -> io::Result<()> {
    let side = match fault.side {
        Side::Bad => format!("bad example {}", fault.number),
        Side::Good => format!("good example {}", fault.number),
        Side::Instead => "`instead`".to_owned(),
    };
    writeln!(out, "  {side}: {}", fault.what)?;
    for (line, number) in fault.text.lines().zip(1..) {
        writeln!(out, "    {number:>3} | {}", visible(line))?;
        for found in fault.found.iter().filter(|found| found.line == number) {
            let more = found.rules.len().saturating_sub(NAMED);
            let mut rules = found.rules[..found.rules.len().min(NAMED)].join(", ");
            if more > 0 {
                rules = format!("{rules} and {more} more");
            }
            writeln!(out, "        ^ {} [{}] {}", found.severity, visible(&rules), visible(&found.message))?;
        }
    }
    if fault.found.is_empty() {
        writeln!(out, "        nothing is found in it")?;
    }
    Ok(())
}
