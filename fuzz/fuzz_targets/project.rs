//! Small projects of files that refer to each other: the order in which files are read makes no difference, and neither
//! does when a campaign flies that has nothing to do with the others.
#![no_main]

use libfuzzer_sys::fuzz_target;
use qualm_fuzz::project::Project;
use qualm_fuzz::{File, Judged, holds};

fuzz_target!(|project: Project| {
    let mut files = project.files();
    files.push(apart("2027-03-02"));
    let judged = Judged::of(&files);
    holds::everywhere(&judged);
    files.reverse();
    holds::same(&judged, &Judged::of(&files));
    files[0] = apart("2032-12-31");
    holds::same(&judged, &Judged::of(&files));
});

/// A campaign that nobody refers to, in a file of its own, until some day.
fn apart(end: &str) -> File {
    let text = format!("campaign apart {{ regions JP flight 2027-03-02 to {end} target crm.newsletter exists }}");
    ("apart.campaign".to_owned(), text)
}
