//! YAML as `qualm.yaml`, as a file of fields, as a file of names and as a baseline; a project is judged by it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use qualm::config::{Config, Layer, Levels, Waivers, read_fields, read_names};
use qualm::data::{self, Faults, Reader};
use qualm::front;
use qualm::lint::Policy;
use qualm::resolve::{Fields, ProjectContext};
use qualm::settle::baseline::Baseline;
use qualm::source::Sources;
use qualm_fuzz::{Judged, TODAY, holds, shipped, text};

fuzz_target!(|bytes: &[u8]| {
    let Some(text) = text(bytes) else { return };
    let (knowledge, rules) = shipped();
    let (layer, faults) = Layer::read("qualm.yaml".into(), text.into());
    let config = Config::new(vec![layer], String::new());
    let sources = config.sources();
    let source = sources.iter().next().expect("the layer").0;
    let mut findings = faults.findings(text, source);
    findings.extend(config.mistakes(knowledge, rules));
    holds::everywhere(&Judged { sources, findings });
    let given = ProjectContext { regions: config.regions().to_vec(), purpose: config.purpose(), ..beside(text) };
    let levels = Levels::of(&config, knowledge, rules);
    let waivers = Waivers::of(&config, knowledge, TODAY);
    let policy = Policy { config, levels, waivers, given };
    holds::everywhere(&Judged::under(&policy, front::read, &project(), (knowledge, rules)));
    let _ = Baseline::parse(text);
});

/// The same text as the files that a configuration names, with what is wrong in them.
fn beside(text: &str) -> ProjectContext {
    let Ok(node) = data::yaml(text) else { return ProjectContext::default() };
    let (faults, mut fields) = (Faults::new("config"), Fields::default());
    read_fields(Reader::new(&node, &faults), shipped().0.taxonomy(), &mut fields);
    let names = read_names(Reader::new(&node, &faults));
    let mut sources = Sources::default();
    let source = sources.add("fields.yaml", text);
    holds::everywhere(&Judged { findings: faults.findings(text, source), sources });
    ProjectContext { fields: (!fields.is_empty()).then_some(fields), names, ..ProjectContext::default() }
}

/// Something for every setting to speak of, and little else: a configuration is what is tried.
fn project() -> [(String, String); 1] {
    let text = r#"
segment hoping { when purchased "pregnancy test" and crm.mood = "23847" }
campaign cribs { target hoping allow comfort/* until 2027-12-31 by "ana@shop.example" because "a pilot" }"#;
    [("campaigns/a.campaign".to_owned(), text.to_owned())]
}
