//! Reading, as data: a text, and the findings or the tree that must come of it.

use crate::ast::File;
use crate::source::{SourceId, Sources};

fn read(text: &str) -> (File, Vec<String>) {
    let mut sources = Sources::default();
    let source: SourceId = sources.add("a.campaign", text);
    let (file, findings) = super::read(source, text);
    let said = findings.iter().map(|f| {
        format!("{} {:?}: {} [{}]", f.rule, sources.text(f.at), f.message, f.help.clone().unwrap_or_default())
    });
    (file, said.collect())
}

#[test]
fn scratch() {
    for path in std::env::var("SCRATCH").unwrap_or_default().split_whitespace() {
        let text = std::fs::read_to_string(path).unwrap();
        let (file, said) = read(&text);
        println!("== {path}\n{file:#?}\n{said:#?}");
    }
}
