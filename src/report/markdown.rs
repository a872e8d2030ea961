//! A page for a pull request: how much was found, then each campaign with its findings, the details folded.
//!
//! What files say is never markup here. It is written so that GitHub and GitLab show it as it stands: no link, no
//! mention, no picture, no formula comes of it.

mod inert;

use std::io;

use crate::finding::Finding;
use crate::prose::some;
use crate::source::Sources;

use super::kept::{Kept, Rank};
use super::visible::cut;
use super::{Closing, Failure, Glyphs, Report, Root, pretty};

use self::inert::inert;

/// What GitHub takes as one comment, less what this report says of itself.
pub(super) const COMMENT: usize = 65_536;

/// A page under way.
#[derive(Debug)]
pub(super) struct Page {
    root: Root,
    entries: Kept<Entry>,
}

/// One finding, written.
#[derive(Debug)]
struct Entry {
    /// What the findings of one campaign have in common.
    heading: String,
    text: String,
}

/// Room for the headline, for why the run failed, and for how much was left out.
const FRAME: usize = 8 << 10;
/// So long may a text be: one finding must not take the room of the others.
const LONGEST: usize = 400;

impl Page {
    /// A page of at most so many bytes.
    pub(super) fn new(root: Root, most: usize) -> Page {
        Page { root, entries: Kept::new(most.saturating_sub(FRAME)) }
    }
}

impl Report for Page {
    fn findings(&mut self, sources: &Sources, findings: &[Finding], _: &mut dyn io::Write) -> io::Result<()> {
        for finding in findings {
            let rank = Rank::of(finding);
            // Nothing is shorter than this, so of a long list most need not be written to be counted.
            if !self.entries.takes(rank, 64) {
                self.entries.leave_out(rank);
                continue;
            }
            let path = self.root.path(sources.path(finding.at));
            let heading = heading(finding, &path);
            let text = entry(sources, finding, &path);
            // A heading may stand above one finding or above many.
            self.entries.add(rank, heading.len() + text.len() + 2, Entry { heading, text });
        }
        Ok(())
    }

    /// Writes the whole page.
    fn end(self: Box<Self>, closing: &Closing, out: &mut dyn io::Write) -> io::Result<()> {
        writeln!(out, "### qualm: {}\n", closing.summary)?;
        failures(closing.failures, out)?;
        let left_out = self.entries.left_out();
        let mut above = String::new();
        for Entry { heading, text } in self.entries.in_order() {
            if heading != above {
                writeln!(out, "{heading}\n")?;
                above = heading;
            }
            out.write_all(text.as_bytes())?;
        }
        if left_out > 0 {
            let stand = if left_out == 1 { "stands" } else { "stand" };
            writeln!(
                out,
                "…and {}, which {stand} in the other reports: there is no more room here.",
                some(left_out, "more finding")
            )?;
        }
        Ok(())
    }
}

/// The campaign or segment, or for faults in the file itself, the file.
fn heading(finding: &Finding, path: &str) -> String {
    match finding.subject.split_once(' ') {
        Some((kind, name)) => format!("#### {} <code>{}</code>", inert(kind), said(name)),
        None => format!("#### <code>{}</code>", said(path)),
    }
}

fn entry(sources: &Sources, finding: &Finding, path: &str) -> String {
    let at = sources.start(finding.at);
    let word = if finding.is_suppressed() { "waived" } else { finding.severity.word() };
    let mut text = format!(
        "<details><summary><b>{word}</b> {} (<code>{}:{}</code>)</summary>\n\n- <b>rule</b> <code>{}</code>\n",
        said(&finding.message),
        said(path),
        at.line,
        said(&finding.rule)
    );
    let waived = finding.suppressed.iter().map(|waiver| {
        format!("- <b>waived</b> by {} until {}: {}\n", said(&waiver.by), said(&waiver.until), said(&waiver.because))
    });
    text.extend(waived);
    let says = pretty::says(Glyphs::Unicode, finding).into_iter().filter(|(_, says)| !says.is_empty());
    text.extend(says.map(|(key, says)| format!("- <b>{key}</b> {}\n", said(&says))));
    text.push_str("\n</details>\n\n");
    text
}

/// Text from files, cut where it is longer than a comment has room for; what is quoted is set as code.
fn said(text: &str) -> String {
    let text = cut(text, LONGEST);
    let pieces: Vec<_> = text.split('`').collect();
    // With a sign too many, nobody knows what was meant to be quoted.
    if pieces.len() % 2 == 0 {
        return inert(&text);
    }
    let piece = |(number, piece): (usize, &&str)| match number % 2 {
        0 => inert(piece),
        _ => format!("<code>{}</code>", inert(piece)),
    };
    pieces.iter().enumerate().map(piece).collect()
}

/// Why the run failed, as far as there is room.
fn failures(failures: &[Failure], out: &mut dyn io::Write) -> io::Result<()> {
    let mut room = FRAME - 1024;
    for (number, Failure { message, help }) in failures.iter().enumerate() {
        let help = help.as_ref().map(|help| format!(": {}", said(help))).unwrap_or_default();
        let line = format!("- <b>not done</b> {}{help}\n", said(message));
        if line.len() > room {
            writeln!(out, "- <b>not done</b> {}", some(failures.len() - number, "more thing"))?;
            break;
        }
        room -= line.len();
        out.write_all(line.as_bytes())?;
    }
    if failures.is_empty() { Ok(()) } else { writeln!(out) }
}
