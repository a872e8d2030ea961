//! What is wrong with one file, as far as it is worth listing.

use std::fmt::Write;

use crate::finding::{Finding, Severity};
use crate::glyph::is_unseen;
use crate::source::Span;

/// So many faults in one file are listed; who has more has another kind of problem.
const MOST: usize = 100;

/// The faults of one file, in the order they were found.
#[derive(Default)]
pub(super) struct Faults(Vec<Finding>);

impl Faults {
    /// Lists a fault, or that there are too many.
    pub(super) fn push(&mut self, found: Finding) {
        if self.0.len() < MOST {
            self.0.push(found);
        } else if self.0.len() == MOST {
            let message = format!("more than {MOST} faults in one file; the rest is not listed");
            self.0.push(fault("syntax/too-many", found.at, message).help("mend those above first"));
        }
    }

    /// Lists those of a part.
    pub(super) fn append(&mut self, part: Faults) {
        for found in part.0 {
            self.push(found);
        }
    }

    /// How many are listed.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Those listed since there were `before`.
    pub(super) fn since(&self, before: usize) -> impl Iterator<Item = &Finding> {
        self.0.iter().skip(before)
    }

    /// All that are listed.
    pub(super) fn into_findings(self) -> Vec<Finding> {
        self.0
    }
}

/// A fault in the syntax.
pub(super) fn fault(rule: &str, at: Span, message: impl Into<String>) -> Finding {
    Finding::fault(rule, Severity::Error, at, message)
}

/// The user's own words in backticks: on one line, control characters escaped, and not too long.
pub(super) fn quote(text: &str) -> String {
    format!("`{}`", shorten(text, 40))
}

/// A piece of the user's text up to this long is said whole, in characters.
pub(super) const SHORT: usize = 40;

/// At most `most` characters of `text`, on one line, with control characters escaped.
pub(super) fn shorten(text: &str, most: usize) -> String {
    let mut short = String::new();
    let (mut length, mut blank) = (0, false);
    for character in text.trim().chars() {
        let is_blank = matches!(character, ' ' | '\n' | '\t' | '\r');
        if is_blank && blank {
            continue;
        }
        if length == most {
            short.push('…');
            break;
        }
        push_visibly(&mut short, if is_blank { ' ' } else { character });
        (length, blank) = (length + 1, is_blank);
    }
    short
}

fn push_visibly(text: &mut String, character: char) {
    if character == '`' {
        text.push('\'');
    // Marks that reverse or hide text would make a message lie.
    } else if character.is_control() || is_unseen(character) || matches!(character, '\u{2028}' | '\u{2029}') {
        let _ = write!(text, "\\u{{{:x}}}", u32::from(character));
    } else {
        text.push(character);
    }
}
