//! What is told of lists while they are read.

use std::io;
use std::slice;

use crate::engine::Engine;
use crate::error::Error;
use crate::finding::Text;
use crate::front::list::{self, Batch, List};
use crate::lint::Rows;
use crate::project::{Input, judge_rows};
use crate::report::{Passed, Why};
use crate::world::World;

use super::progress::Progress;
use super::tally::Tally;

/// Judges one list and reports what is found in it. The outer error is the report's, the inner one the list's.
pub(super) fn stream(
    input: &Input,
    kind: list::Kind,
    column: Option<&Text>,
    (engine, world): (&Engine, &dyn World),
    tally: &mut Tally,
    progress: &Progress,
) -> io::Result<Result<(), Error>> {
    let unreadable = |source| Error::Read { path: input.path.clone(), source };
    let reader = match input.origin.open(world) {
        Ok(reader) => reader,
        Err(source) => return Ok(Err(unreadable(source))),
    };
    let path = Text::from(input.path.as_str());
    let mut list = List::new(kind, path.clone(), column.cloned(), reader);
    let mut rows = 0;
    let read = judge_rows(&mut list, &path, engine, |batch, judged| {
        rows += batch.rows.len();
        tally.summary.rows += batch.rows.len();
        progress.rows(rows);
        tell(batch, judged, tally, progress)
    })?;
    tally.passed.extend(list.further().iter().map(|title| Passed {
        path: format!("{path}, column `{title}`"),
        why: Why::Column,
        is_changed: false,
    }));
    Ok(read.map_err(unreadable))
}

/// Reports a batch, aside of the progress, unless there is nothing to tell.
fn tell(batch: &Batch, rows: &Rows, tally: &mut Tally, progress: &Progress) -> io::Result<()> {
    tally.met.extend(&rows.met);
    if batch.fault.is_none() && rows.findings.is_empty() {
        return Ok(());
    }
    progress.aside(|| {
        tally.add(&rows.sources, &rows.findings)?;
        batch.fault.as_ref().map_or(Ok(()), |(sources, fault)| tally.add(sources, slice::from_ref(fault)))
    })
}
