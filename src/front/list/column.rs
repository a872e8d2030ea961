//! Which column of a table holds the names of segments.

use std::collections::VecDeque;

use super::record::{Dialect, Record, bare, fields, unquoted};

/// The column that holds the names, and what a row should look like.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    /// Its number, from 0.
    pub(super) number: usize,
    /// How many columns there are.
    pub(super) width: usize,
    /// How rows are cut into fields.
    pub(super) dialect: Dialect,
}

/// Titles that say where the names are, the most telling first.
const KNOWN: [&str; 7] = ["segment_name", "segment", "name", "path", "interest", "topic", "audience"];
/// Titles that many tables have that are not about segments.
const COMMON: [&str; 2] = ["name", "path"];

impl Column {
    /// The only column of a list.
    pub(super) fn only(dialect: Dialect) -> Column {
        Column { number: 0, width: 1, dialect }
    }
}

/// The titles in a header, as they are written but for quotes and blanks.
pub(super) fn titles(header: &str, dialect: Dialect) -> Vec<String> {
    let mut found = Vec::new();
    fields(header, dialect, &mut found);
    let title = |field| unquoted(&header[bare(header, field, dialect)], dialect).into_owned();
    found.into_iter().map(title).collect()
}

/// The column that was asked for; else the one with the most telling title.
pub(super) fn named(titles: &[String], wanted: Option<&str>, dialect: Dialect) -> Option<Column> {
    let find = |name: &str| {
        let exact = titles.iter().position(|title| title == name);
        exact.or_else(|| titles.iter().position(|title| title.eq_ignore_ascii_case(name)))
    };
    let number = match wanted {
        Some(name) => find(name),
        None => KNOWN.into_iter().find_map(find),
    };
    Some(Column { number: number?, width: titles.len(), dialect })
}

/// The titles of other columns than the one that is read that say that names are there.
pub(super) fn further(titles: &[String], read: usize) -> Vec<String> {
    let is_known = |title: &str| KNOWN.iter().any(|known| title.eq_ignore_ascii_case(known));
    let others = titles.iter().enumerate().filter(|&(number, title)| number != read && is_known(title));
    others.map(|(_, title)| title.clone()).collect()
}

/// Whether a header speaks of segments and of nothing else that tables may be about.
pub(super) fn speaks_of_segments(titles: &[String], wanted: Option<&str>) -> bool {
    let telling =
        |title: &String| KNOWN.iter().any(|known| !COMMON.contains(known) && title.eq_ignore_ascii_case(known));
    titles.iter().any(|title| telling(title) || wanted.is_some_and(|name| title.eq_ignore_ascii_case(name)))
}

/// The only column whose values are words.
pub(super) fn only_text(sample: &VecDeque<Record>, width: usize, dialect: Dialect) -> Option<Column> {
    let mut words = vec![Tally::default(); width];
    let mut found = Vec::new();
    for text in sample.iter().filter_map(|record| std::str::from_utf8(&record.bytes).ok()) {
        fields(text, dialect, &mut found);
        for (tally, field) in words.iter_mut().zip(&found) {
            tally.count(&text[bare(text, field.clone(), dialect)]);
        }
    }
    let mut columns = words.iter().enumerate().filter(|(_, tally)| tally.mostly_words());
    let (number, _) = columns.next()?;
    columns.next().is_none().then_some(Column { number, width, dialect })
}

/// How many values of a column are words.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    words: usize,
    others: usize,
}

impl Tally {
    fn count(&mut self, value: &str) {
        if value.is_empty() {
            return;
        }
        let letters = value.chars().filter(|c| c.is_alphabetic()).count();
        // `A-1042` is a number and `yes` says nothing: names are mostly letters.
        let is_words = letters * 2 > value.chars().count() && !matches!(value, "yes" | "no" | "true" | "false");
        if is_words {
            self.words += 1;
        } else {
            self.others += 1;
        }
    }

    fn mostly_words(self) -> bool {
        self.words > self.others
    }
}
