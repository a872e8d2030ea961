//! Lists stream: while some batches of rows are judged on all threads, the next ones are read.

use std::io::{self, BufRead};

use rayon::prelude::*;

use crate::engine::Engine;
use crate::finding::Text;
use crate::front::list::{Batch, List};
use crate::lint::{ROWS_AT_ONCE, Rows};

/// Judges one list from its first row to its last, and hands on what came of each batch, in their order. The outer error
/// is that of `tell`, the inner one the list's.
pub(crate) fn judge_rows<R: BufRead + Send>(
    list: &mut List<R>,
    path: &Text,
    engine: &Engine,
    mut tell: impl FnMut(&Batch, &Rows) -> io::Result<()>,
) -> io::Result<io::Result<()>> {
    let mut portion = Portion::read(list);
    while !portion.batches.is_empty() {
        let broken = portion.broken.take();
        let judged = || portion.batches.par_iter().map(|batch| engine.rows(&batch.rows, path)).collect::<Vec<_>>();
        let (judged, next) = rayon::join(judged, || match broken {
            Some(_) => Portion { batches: Vec::new(), broken },
            None => Portion::read(list),
        });
        for (batch, rows) in portion.batches.iter().zip(&judged) {
            tell(batch, rows)?;
        }
        portion = next;
    }
    Ok(portion.broken.map_or(Ok(()), Err))
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
}
