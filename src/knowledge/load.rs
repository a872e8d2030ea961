//! Reads all files of knowledge together: shipped ones first, then the user's.

use std::borrow::Cow;

use rayon::prelude::*;

use crate::data::{Faults, Node, Reader};
use crate::finding::Finding;
use crate::shipped;
use crate::source::SourceId;

use super::address::AddressWriter;
use super::age_field::AgeFields;
use super::citation::Citations;
use super::combination::CombinationsWriter;
use super::context::Context;
use super::destination::DestinationsWriter;
use super::lexicon::{Limits, Near};
use super::measure::Measures;
use super::record::Records;
use super::region::Regions;
use super::saying::SayingsWriter;
use super::site::Sites;
use super::stream::Streams;
use super::suppression::SuppressionsWriter;
use super::vocabulary::{Nested, VocabularyWriter};
use super::{Knowledge, Taxonomy};

/// A file of knowledge.
#[derive(Debug, Clone, Copy)]
pub enum File<'t> {
    /// One that comes with the program.
    Shipped(shipped::File),
    /// One of the user's.
    Own {
        /// Its path: the last parts of it say what is in it, see [`shipped::is_knowledge`].
        path: &'t str,
        /// What it says.
        node: &'t Node<'t>,
        /// Its text, to show its faults in.
        text: &'t str,
        /// The same text among the sources.
        source: SourceId,
    },
}

impl Knowledge {
    /// What is shipped with the program.
    pub fn shipped() -> Knowledge {
        Knowledge::with(&[]).0
    }

    /// What is shipped, and the user's own files; with the faults of these.
    pub(crate) fn with(own: &[File]) -> (Knowledge, Vec<Finding>) {
        let shipped = shipped::files().filter(|file| shipped::is_knowledge(file.path)).map(File::Shipped);
        let files: Vec<_> = shipped.chain(own.iter().copied()).collect();
        Knowledge::load(&files)
    }

    /// The taxonomy of what is shipped and nothing else: enough to read rules by.
    pub fn of_categories() -> Knowledge {
        let categories = shipped::files().filter(|file| file.path == "categories.yaml");
        Knowledge::load(&categories.map(File::Shipped).collect::<Vec<_>>()).0
    }

    /// What these files say, and nothing else; with their faults.
    pub fn load(files: &[File]) -> (Knowledge, Vec<Finding>) {
        let faults: Vec<_> = files.iter().map(File::faults).collect();
        let knowledge = read(files, &faults);
        let findings = files.iter().zip(&faults).flat_map(|(file, faults)| match file {
            File::Shipped(_) => Vec::new(),
            File::Own { text, source, .. } => faults.findings(text, *source),
        });
        (knowledge, findings.collect())
    }
}

impl<'t> File<'t> {
    fn holds(&self) -> Holds {
        match self {
            File::Shipped(file) => Holds::of(file.path),
            File::Own { path, .. } => Holds::of(path),
        }
    }

    fn faults(&self) -> Faults {
        match self {
            File::Shipped(_) => Faults::untold(),
            File::Own { .. } => Faults::new("rule-file"),
        }
    }

    fn node(&self) -> Cow<'t, Node<'t>> {
        match *self {
            File::Shipped(file) => Cow::Owned(file.node()),
            File::Own { node, .. } => Cow::Borrowed(node),
        }
    }
}

fn read(files: &[File], faults: &[Faults]) -> Knowledge {
    let context = context(files, faults);
    // How near words must be is a measure, too, and all lists of words ask for it.
    let mut measures = Measures::default();
    for (number, file) in files.iter().enumerate().filter(|(_, file)| file.holds() == Holds::Measures) {
        measures.load(Reader::new(&file.node(), &faults[number]), &context);
    }
    let (limits, told) = (measures.limits(), measures.address());
    // The vocabulary is as long as all the rest, so each is read on its own.
    let vocabulary = || {
        let words = files.par_iter().enumerate().filter(|(_, file)| file.holds() == Holds::Words);
        let read = |(number, file): (usize, &File)| {
            let mut part = VocabularyWriter::default();
            part.load(number, Reader::new(&file.node(), &faults[number]), &context);
            part
        };
        let mut vocabulary = VocabularyWriter::default();
        vocabulary.append(words.map(read).collect());
        vocabulary.finish(Nested::Related, limits, faults)
    };
    let rest = || {
        let mut rest = Writers::default();
        for (number, file) in files.iter().enumerate().filter(|(_, file)| file.holds().is_rest()) {
            rest.read(number, file.holds(), Reader::new(&file.node(), &faults[number]), &context);
        }
        rest.finish(limits, told, faults)
    };
    let (vocabulary, rest) = rayon::join(vocabulary, rest);
    let sensitive_place = context.taxonomy.find("location.sensitive_place");
    Knowledge { vocabulary, measures, sensitive_place, taxonomy: context.taxonomy, ..rest }
}

/// Reads what all other files refer to.
fn context(files: &[File], faults: &[Faults]) -> Context {
    let holding = |wanted| {
        let files = files.iter().zip(faults).filter(move |(file, _)| file.holds() == wanted);
        files.map(|(file, faults)| (file.node(), faults)).collect::<Vec<_>>()
    };
    let categories = holding(Holds::Categories);
    let taxonomy = Taxonomy::load(categories.iter().map(|(node, faults)| Reader::new(node, faults)));
    let mut citations = Citations::default();
    for (node, faults) in holding(Holds::Citations) {
        citations.load(Reader::new(&node, faults));
    }
    Context { taxonomy, citations }
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
    AgeFields,
    Sayings,
    Records,
    Destinations,
    Words,
}

impl Holds {
    /// Whether it is neither the vocabulary nor what all others refer to.
    fn is_rest(self) -> bool {
        !matches!(self, Holds::Categories | Holds::Citations | Holds::Measures | Holds::Words)
    }

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
            "ages.yaml" => Holds::AgeFields,
            "sayings.yaml" => Holds::Sayings,
            "records.yaml" => Holds::Records,
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
    streams: Streams,
    regions: Regions,
    sites: Sites,
    suppressions: SuppressionsWriter,
    address: AddressWriter,
    age_fields: AgeFields,
    sayings: SayingsWriter,
    records: Records,
    destinations: DestinationsWriter,
}

impl Writers {
    /// Reads one file, unless it is read elsewhere.
    fn read(&mut self, number: usize, holds: Holds, file: Reader, context: &Context) {
        match holds {
            Holds::Categories | Holds::Citations | Holds::Measures | Holds::Words => {}
            Holds::Places => self.places.load(number, file, context),
            Holds::Fields => self.fields.load(number, file, context),
            Holds::Combinations => self.combinations.load(number, file, context),
            Holds::Regions => self.regions.load(file),
            Holds::Sites => self.sites.load(file),
            Holds::Streams => self.streams.load(file, context),
            Holds::Suppressions => self.suppressions.load(number, file, context),
            Holds::Address => self.address.load(number, file),
            Holds::AgeFields => self.age_fields.load(file),
            Holds::Sayings => self.sayings.load(number, file),
            Holds::Records => self.records.load(file),
            Holds::Destinations => self.destinations.load(number, file),
        }
    }

    fn finish(self, limits: Limits, told: Near, faults: &[Faults]) -> Knowledge {
        Knowledge {
            places: self.places.finish(Nested::All, limits, faults),
            fields: self.fields.finish(Nested::All, limits, faults),
            combinations: self.combinations.finish(limits, faults),
            streams: self.streams,
            regions: self.regions,
            sites: self.sites,
            suppressions: self.suppressions.finish(limits, faults),
            address: self.address.finish(limits, told, faults),
            age_fields: self.age_fields,
            sayings: self.sayings.finish(limits, faults),
            records: self.records,
            destinations: self.destinations.finish(limits, faults),
            ..Knowledge::default()
        }
    }
}
