//! Lists stream: while some batches of rows are judged on all threads, the next ones are read.

use std::io::{self, BufRead, BufReader};
use std::slice;

use rayon::prelude::*;

use crate::engine::Engine;
use crate::error::Error;
use crate::finding::Text;
use crate::front::list::{self, Batch, List};
use crate::lint::{ROWS_AT_ONCE, Rows};
use crate::project::{Input, Origin};
use crate::report::{Passed, Why};
use crate::world::World;

use super::progress::Progress;
use super::tally::Tally;

/// Judges one list from its first row to its last. The outer error is the report's, the inner one the list's.
pub(super) fn stream(
    input: &Input,
    kind: list::Kind,
    column: Option<&Text>,
    (engine, world): (&Engine, &dyn World),
    tally: &mut Tally,
    progress: &Progress,
) -> io::Result<Result<(), Error>> {
    let unreadable = |source| Error::Read { path: input.path.clone(), source };
    let reader = match open(&input.origin, world) {
        Ok(reader) => reader,
        Err(source) => return Ok(Err(unreadable(source))),
    };
    let path = Text::from(input.path.as_str());
    let mut list = List::new(kind, path.clone(), column.cloned(), reader);
    let mut portion = Portion::read(&mut list);
    let mut rows = 0;
    while !portion.batches.is_empty() {
        let broken = portion.broken.take();
        let judged = || portion.batches.par_iter().map(|batch| engine.rows(&batch.rows, &path)).collect::<Vec<_>>();
        let (judged, next) = rayon::join(judged, || match broken {
            Some(_) => Portion { batches: Vec::new(), broken },
            None => Portion::read(&mut list),
        });
        let more: usize = portion.batches.iter().map(|batch| batch.rows.len()).sum();
        rows += more;
        tally.summary.rows += more;
        progress.rows(rows);
        portion.tell(&judged, tally, progress)?;
        portion = next;
    }
    tally.passed.extend(list.further().iter().map(|title| Passed {
        path: format!("{path}, column `{title}`"),
        why: Why::Column,
        is_changed: false,
    }));
    Ok(portion.broken.map_or(Ok(()), |source| Err(unreadable(source))))
}

/// So many batches are read ahead for each thread.
const AHEAD: usize = 2;

/// Some batches, and why there are no more where reading failed.
struct Portion {
    batches: Vec<Batch>,
    broken: Option<io::Error>,
}

impl Portion {
    fn read(list: &mut List<impl BufRead>) -> Portion {
        let mut portion = Portion { batches: Vec::new(), broken: None };
        while portion.batches.len() < rayon::current_num_threads() * AHEAD {
            match list.batch(ROWS_AT_ONCE) {
                Ok(Some(batch)) => portion.batches.push(batch),
                Ok(None) => break,
                Err(error) => {
                    portion.broken = Some(error);
                    break;
                }
            }
        }
        portion
    }

    /// Reports the batches in their order, those with nothing to tell aside.
    fn tell(&self, judged: &[Rows], tally: &mut Tally, progress: &Progress) -> io::Result<()> {
        let both = self.batches.iter().zip(judged);
        for (batch, rows) in both {
            tally.met.extend(&rows.met);
            if batch.fault.is_none() && rows.findings.is_empty() {
                continue;
            }
            progress.aside(|| {
                tally.add(&rows.sources, &rows.findings)?;
                batch.fault.as_ref().map_or(Ok(()), |(sources, fault)| tally.add(sources, slice::from_ref(fault)))
            })?;
        }
        Ok(())
    }
}

fn open(origin: &Origin, world: &dyn World) -> io::Result<Box<dyn BufRead + Send>> {
    const BUFFER: usize = 256 << 10;
    match origin {
        Origin::Stdin => Ok(Box::new(BufReader::with_capacity(BUFFER, io::stdin()))),
        Origin::File(path) => world.open(path),
    }
}
