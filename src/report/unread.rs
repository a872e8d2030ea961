//! What was passed by, and why: silence about a file is only worth something where the file was read.

use std::fmt;
use std::io;

use crate::prose::{all_of, some};
use crate::word::{Word, words};

use super::Glyphs;

words! {
    /// Why something that may hold campaigns or segments was not read.
    pub(crate) Why {
        Link = "links": "symbolic links to files, and to folders that hold some",
        Hidden = "hidden": "files whose name or folder starts with a dot",
        Excluded = "excluded": "files that the configuration leaves out",
        Ignored = "ignored": "files that .gitignore names",
        Misnamed = "misnamed": "files that nearly have the name of one that is read",
        Table = "tables": "tables in folders of which no column says that it holds segments",
        Column = "columns": "further columns of names, in lists that are read by another",
        Elsewhere = "elsewhere": "campaign files outside of what is checked, if they changed since the revision that is named",
    }
}

/// How much was passed by, by reason.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Unread {
    counts: [usize; Why::ALL.len()],
    /// How many files of them differ from what the revision that is named held.
    pub changed: usize,
}

/// One thing that was passed by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Passed {
    /// Its path as people know it.
    pub path: String,
    /// Why.
    pub why: Why,
    /// Whether it differs from what the revision that is named held.
    pub is_changed: bool,
}

impl Unread {
    /// How many things were passed by for a reason.
    pub(crate) fn count(&self, why: Why) -> usize {
        self.counts[why as usize]
    }

    /// How many things were passed by.
    pub(crate) fn all(&self) -> usize {
        self.counts.iter().sum()
    }

    /// How much of what was passed by there is.
    pub(crate) fn of(passed: &[Passed]) -> Unread {
        let mut unread = Unread::default();
        for passed in passed {
            unread.counts[passed.why as usize] += 1;
            unread.changed += usize::from(passed.is_changed);
        }
        unread
    }
}

impl Why {
    /// So many of them, for people.
    fn counted(self, count: usize) -> String {
        match self {
            Why::Link => some(count, "link"),
            Why::Hidden => some(count, "hidden file"),
            Why::Excluded => some(count, "excluded file"),
            Why::Ignored => some(count, "ignored file"),
            Why::Misnamed => some(count, "misnamed file"),
            Why::Table => format!("{} without a known column", some(count, "table")),
            Why::Column => format!("{} of names", some(count, "further column")),
            Why::Elsewhere => format!("{} elsewhere", some(count, "changed file")),
        }
    }
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let told = Why::ALL.iter().filter(|why| self.count(**why) > 0).map(|why| why.counted(self.count(*why)));
        let told = all_of(told);
        if !told.is_empty() {
            write!(f, " ({told} not read)")?;
        }
        match self.changed {
            0 => Ok(()),
            1 => write!(f, " (1 changed file is not read)"),
            count => write!(f, " ({count} changed files are not read)"),
        }
    }
}

/// A longer list is for programs.
const MOST: usize = 100;

/// Writes for people what was passed by, one thing a line, and an empty line; nothing where there was none.
pub(super) fn write(glyphs: Glyphs, passed: &[Passed], out: &mut dyn io::Write) -> io::Result<()> {
    if passed.is_empty() {
        return Ok(());
    }
    writeln!(out, "not read")?;
    for Passed { path, why, is_changed } in passed.iter().take(MOST) {
        let changed = if *is_changed { "changed" } else { "" };
        let line = format!("{:>10}  {changed:7}  {path}", why.word());
        writeln!(out, "{}", glyphs.shown(line.trim_end()))?;
    }
    if MOST < passed.len() {
        writeln!(out, "{:>10}  {:7}  and {} more, which stand in the JSON report", "", "", passed.len() - MOST)?;
    }
    writeln!(out)
}

#[cfg(test)]
mod tests {
    use super::{Passed, Unread, Why};

    #[test]
    fn what_was_passed_by_is_one_phrase() {
        let mut passed = Vec::new();
        let mut check = |why, is_changed, want: &str| {
            passed.push(Passed { path: String::new(), why, is_changed });
            assert_eq!(Unread::of(&passed).to_string(), want);
        };
        check(Why::Link, false, " (1 link not read)");
        check(Why::Table, false, " (1 link and 1 table without a known column not read)");
        check(Why::Table, false, " (1 link and 2 tables without a known column not read)");
        check(
            Why::Excluded,
            true,
            " (1 link, 1 excluded file and 2 tables without a known column not read) (1 changed file is not read)",
        );
    }
}
