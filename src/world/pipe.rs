//! What comes by standard input. It may be larger than memory and is there once, so that it is a stream and no file of a
//! [`Memory`](super::Memory).

use std::io::{self, BufRead, BufReader, Read};

use crate::world::{BUFFER, Bytes};

/// All of it, unless it has more bytes than `longest`.
pub(crate) fn read_piped(longest: u64) -> io::Result<Bytes> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(longest + 1).read_to_end(&mut bytes)?;
    Ok(if longest < bytes.len() as u64 { Bytes::TooLarge } else { Bytes::Whole(bytes) })
}

/// Streams it.
pub(crate) fn open_piped() -> Box<dyn BufRead + Send> {
    Box::new(BufReader::with_capacity(BUFFER, io::stdin()))
}
