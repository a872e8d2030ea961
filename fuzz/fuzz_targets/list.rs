//! Bytes as a list of each kind: a row at a time finds what all rows at once find.
#![no_main]

use libfuzzer_sys::fuzz_target;
use qualm::front::list::{Kind, List};
use qualm::lint::{self, Policy};
use qualm_fuzz::{Judged, LONGEST, holds, options, shipped};

fuzz_target!(|bytes: &[u8]| {
    if bytes.len() > LONGEST {
        return;
    }
    for kind in [Kind::Csv, Kind::Tsv, Kind::Txt] {
        let (alone, together) = (judged(kind, bytes, 1), judged(kind, bytes, 4096));
        together.iter().for_each(holds::everywhere);
        assert_eq!(told(&alone), told(&together), "{kind:?}");
    }
});

/// Each batch of rows and each fault, with its findings.
fn judged(kind: Kind, bytes: &[u8], at_once: usize) -> Vec<Judged> {
    let mut list = List::new(kind, "list".into(), None, bytes);
    let mut all = Vec::new();
    while let Some(batch) = list.batch(at_once).expect("memory can be read") {
        let rows = lint::rows(&Policy::default(), &batch.rows, &"list".into(), shipped(), &options());
        all.push(Judged { sources: rows.sources, findings: rows.findings });
        all.extend(batch.fault.map(|(sources, fault)| Judged { sources, findings: vec![fault] }));
    }
    all
}

/// What was found, and on which line.
fn told(all: &[Judged]) -> Vec<(usize, String)> {
    let of_one = |judged: &Judged| {
        let told = judged.findings.iter().map(|found| (judged.sources.start(found.at).line, found.message.clone()));
        told.collect::<Vec<_>>()
    };
    all.iter().flat_map(of_one).collect()
}
