//! Small projects of files that refer to each other: the order in which files are read makes no difference.
#![no_main]

use libfuzzer_sys::fuzz_target;
use qualm_fuzz::project::Project;
use qualm_fuzz::{Judged, holds};

fuzz_target!(|project: Project| {
    let files = project.files();
    let judged = Judged::of(&files);
    holds::everywhere(&judged);
    let backwards: Vec<_> = files.iter().rev().cloned().collect();
    holds::same(&judged, &Judged::of(&backwards));
});
