//! YAML as a file of rules or of knowledge. Its first line says which: `# rules/vocabulary/places.yaml`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use qualm::data;
use qualm::front;
use qualm::knowledge::{self, Knowledge};
use qualm::lint::Policy;
use qualm::rule::RuleSet;
use qualm::shipped::is_knowledge;
use qualm::source::Sources;
use qualm_fuzz::{Judged, holds, shipped, text};

fuzz_target!(|bytes: &[u8]| {
    let Some(text) = text(bytes) else { return };
    let path = text.lines().next().and_then(|line| line.strip_prefix("# ")).unwrap_or("rules/acme/some-rule.yaml");
    if is_knowledge(path) { words(path, text) } else { rule(path, text) }
});

/// What the file adds to the shipped categories is asked of a project.
fn words(path: &str, text: &str) {
    let mut sources = Sources::default();
    let source = sources.add(path, text);
    let Ok(node) = data::yaml(text) else { return };
    let mut files: Vec<_> = qualm::shipped::files().filter(|file| file.path == "categories.yaml").collect();
    let files = files.drain(..).map(knowledge::File::Shipped);
    let own = knowledge::File::Own { path, node: &node, text, source };
    let (knowledge, findings) = Knowledge::load(&files.chain([own]).collect::<Vec<_>>());
    holds::everywhere(&Judged { sources, findings });
    let rules = RuleSet::default();
    holds::everywhere(&Judged::under(&Policy::default(), front::read, &project(), (&knowledge, &rules)));
}

/// The rule judges a project by itself.
fn rule(path: &str, text: &str) {
    let (knowledge, _) = shipped();
    let mut sources = Sources::default();
    let (rules, findings) = RuleSet::default().with(&[(path.to_owned(), text.to_owned())], knowledge, &mut sources);
    holds::everywhere(&Judged { sources, findings });
    if !rules.rules().is_empty() {
        holds::everywhere(&Judged::under(&Policy::default(), front::read, &project(), (knowledge, &rules)));
    }
}

fn project() -> [(String, String); 1] {
    [("a.campaign".to_owned(), include_str!("../corpus/campaign/everything.campaign").to_owned())]
}
