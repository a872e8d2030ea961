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

    /// The taxonomy of what is shipped and nothing else: enough to read rules by.
    pub fn of_categories(shipped: &[(String, Node)]) -> Knowledge {
        let categories = shipped.iter().filter(|(path, _)| path == "categories.yaml");
        let files: Vec<_> = categories.map(|(path, node)| File { path, node, text: None }).collect();
        Knowledge::load(&files).0
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
    let files: Vec<_> = files.iter().map(|&(path, reader)| (Holds::of(path), reader)).collect();
    let holding = |wanted| files.iter().filter(move |(holds, _)| *holds == wanted).map(|&(_, reader)| reader);
    let taxonomy = Taxonomy::load(holding(Holds::Categories));
    let mut citations = Citations::default();
    holding(Holds::Citations).for_each(|file| citations.load(file));
    let context = Context { taxonomy, citations };
    // The vocabulary is as long as all the rest, so each is read on its own.
    let vocabulary = || {
        let mut vocabulary = VocabularyWriter::default();
        for (number, (_, file)) in files.iter().enumerate().filter(|(_, (holds, _))| *holds == Holds::Words) {
            vocabulary.load(number, *file, &context);
        }
        vocabulary.finish(Nested::Related, faults)
    };
    let rest = || {
        let mut rest = Writers::default();
        for (number, &(holds, file)) in files.iter().enumerate() {
            rest.read(number, holds, file, &context);
        }
        rest.finish(faults)
    };
    let (vocabulary, rest) = rayon::join(vocabulary, rest);
    let sensitive_place = context.taxonomy.find("location.sensitive_place");
    Knowledge { vocabulary, sensitive_place, taxonomy: context.taxonomy, ..rest }
}

/// What a file holds, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    Categories,
    Citations,
    Places,
    Fields,
    Combinations,
    Measures,
    Regions,
    Sites,
    Streams,
    Suppressions,
    Address,
    Destinations,
    Words,
}

impl Holds {
    fn of(path: &str) -> Holds {
        match path.rsplit('/').next().unwrap_or(path) {
            "categories.yaml" => Holds::Categories,
            "citations.yaml" => Holds::Citations,
            "places.yaml" => Holds::Places,
            "fields.yaml" => Holds::Fields,
            "combinations.yaml" => Holds::Combinations,
            "measures.yaml" => Holds::Measures,
            "regions.yaml" => Holds::Regions,
            "sites.yaml" => Holds::Sites,
            "streams.yaml" => Holds::Streams,
            "suppression.yaml" => Holds::Suppressions,
            "address.yaml" => Holds::Address,
            "destinations.yaml" => Holds::Destinations,
            _ => Holds::Words,
        }
    }
}

/// Fills everything but the vocabulary.
#[derive(Default)]
struct Writers {
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
    /// Reads one file, unless it is read elsewhere.
    fn read(&mut self, number: usize, holds: Holds, file: Reader, context: &Context) {
        match holds {
            Holds::Categories | Holds::Citations | Holds::Words => {}
            Holds::Places => self.places.load(number, file, context),
            Holds::Fields => self.fields.load(number, file, context),
            Holds::Combinations => self.combinations.load(number, file, context),
            Holds::Measures => self.measures.load(file, context),
            Holds::Regions => self.regions.load(file),
            Holds::Sites => self.sites.load(file),
            Holds::Streams => self.streams.load(file, context),
            Holds::Suppressions => self.suppressions.load(number, file, context),
            Holds::Address => self.address.load(number, file),
            Holds::Destinations => self.destinations.load(number, file),
        }
    }

    fn finish(self, faults: &[Faults]) -> Knowledge {
        Knowledge {
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
            ..Knowledge::default()
        }
    }
}
