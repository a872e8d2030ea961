//! Text as one campaign file, through every stage and every format.
#![no_main]

use libfuzzer_sys::fuzz_target;
use qualm_fuzz::{Judged, holds, text};

fuzz_target!(|bytes: &[u8]| {
    let Some(text) = text(bytes) else { return };
    let files = [("a.campaign".to_owned(), text.to_owned())];
    let judged = Judged::of(&files);
    holds::everywhere(&judged);
    holds::same(&judged, &Judged::of(&files));
});
