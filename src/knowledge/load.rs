//! Reads all files of knowledge together: shipped ones first, then the user's.

use crate::finding::Finding;
use crate::shipped;
use crate::source::SourceId;
use crate::yaml::{Faults, Node, Reader};

use super::address::AddressWriter;
use super::citation::Citations;
use super::combination::CombinationsWriter;
use super::destination::DestinationsWriter;
use super::measure::Measures;
use super::region::Regions;
use super::site::Sites;
use super::stream::Streams;
use super::suppression::SuppressionsWriter;
use super::vocabulary::{Nested, VocabularyWriter};
use super::{Knowledge, Taxonomy};

/// A file of knowledge.
#[derive(Debug, Clone, Copy)]
pub struct File<'t> {
    /// Its path: the last parts of it say what is in it, see [`shipped::is_knowledge`].
    pub path: &'t str,
    /// What it says.
    pub node: &'t Node<'t>,
    /// Its text, to show its faults in; shipped files have none.
    pub text: Option<(SourceId, &'t str)>,
}

/// What entries refer to.
pub(super) struct Context {
    pub(super) taxonomy: Taxonomy,
    pub(super) citations: Citations,
}

impl Knowledge {
    /// What is shipped with the program.
    pub fn shipped() -> Knowledge {
        Knowledge::with(shipped::files(), &[]).0
    }

    /// What is shipped, from what [`shipped::files`] gave, and the user's own files; with the faults of these.
    pub fn with(shipped: &[(String, Node)], own: &[File]) -> (Knowledge, Vec<Finding>) {
        let files: Vec<_> = shipped
            .iter()
            .filter(|(path, _)| shipped::is_knowledge(path))
            .map(|(path, node)| File { path, node, text: None })
            .chain(own.iter().copied())
            .collect();
        Knowledge::load(&files)
    }

    /// What these files say, and nothing else; with their faults.
    pub fn load(files: &[File]) -> (Knowledge, Vec<Finding>) {
        let faults = |file: &File| if file.text.is_some() { Faults::new("rule-file") } else { Faults::untold() };
        let faults: Vec<_> = files.iter().map(faults).collect();
        let readers: Vec<_> =
            files.iter().zip(&faults).map(|(file, faults)| (file.path, Reader::new(file.node, faults))).collect();
        let knowledge = read(&readers, &faults);
        let findings = files.iter().zip(&faults).flat_map(|(file, faults)| match file.text {
            Some((source, text)) => faults.findings(text, source),
            None => Vec::new(),
        });
        (knowledge, findings.collect())
    }
}

fn read(files: &[(&str, Reader)], faults: &[Faults]) -> Knowledge {
    let named =
        |wanted: &'static str| files.iter().filter(move |(path, _)| name(path) == wanted).map(|&(_, reader)| reader);
    let taxonomy = Taxonomy::load(named("categories.yaml"));
    let mut citations = Citations::default();
    named("citations.yaml").for_each(|file| citations.load(file));
    let context = Context { taxonomy, citations };
    let mut all = Writers::default();
    for (number, &(path, reader)) in files.iter().enumerate() {
        all.read(number, name(path), reader, &context);
    }
    all.finish(context, faults)
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

#[derive(Default)]
struct Writers {
    vocabulary: VocabularyWriter,
    places: VocabularyWriter,
    fields: VocabularyWriter,
    combinations: CombinationsWriter,
    measures: Measures,
    streams: Streams,
    regions: Regions,
    sites: Sites,
    suppressions: SuppressionsWriter,
    address: AddressWriter,
    destinations: DestinationsWriter,
}

impl Writers {
    /// Reads one file; its name says what is in it.
    fn read(&mut self, number: usize, name: &str, file: Reader, context: &Context) {
        match name {
            "categories.yaml" | "citations.yaml" => {}
            "places.yaml" => self.places.load(number, file, context),
            "fields.yaml" => self.fields.load(number, file, context),
            "combinations.yaml" => self.combinations.load(number, file, context),
            "measures.yaml" => self.measures.load(file, context),
            "regions.yaml" => self.regions.load(file),
            "sites.yaml" => self.sites.load(file),
            "streams.yaml" => self.streams.load(file, context),
            "suppression.yaml" => self.suppressions.load(number, file, context),
            "address.yaml" => self.address.load(number, file),
            "destinations.yaml" => self.destinations.load(number, file),
            _ => self.vocabulary.load(number, file, context),
        }
    }

    fn finish(self, context: Context, faults: &[Faults]) -> Knowledge {
        Knowledge {
            sensitive_place: context.taxonomy.find("location.sensitive_place"),
            taxonomy: context.taxonomy,
            vocabulary: self.vocabulary.finish(Nested::Related, faults),
            places: self.places.finish(Nested::All, faults),
            fields: self.fields.finish(Nested::All, faults),
            combinations: self.combinations.finish(faults),
            measures: self.measures,
            streams: self.streams,
            regions: self.regions,
            sites: self.sites,
            suppressions: self.suppressions.finish(faults),
            address: self.address.finish(faults),
            destinations: self.destinations.finish(faults),
        }
    }
}
