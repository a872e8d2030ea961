//! What is said outside of the campaign files: defaults, fields of the company's systems, names of opaque ids.

use std::collections::{BTreeMap, HashMap};

use crate::ast::{About, Purpose};
use crate::finding::{Finding, Help, Severity, Text};
use crate::knowledge::CategoryId;
use crate::resolve::{Ctx, Phrase, Provenance, Signal};
use crate::source::Span;

/// What is said outside of the files of a project.
#[derive(Debug, Default)]
pub struct ProjectContext {
    /// The regions of campaigns that name none.
    pub regions: Vec<Text>,
    /// The purpose of campaigns that name none.
    pub purpose: Option<Purpose>,
    /// The fields of the company's systems; none where nobody has listed them.
    pub fields: Option<Fields>,
    /// What opaque ids stand for.
    pub names: HashMap<Text, Text>,
}

/// Fields, by their dotted path in small letters.
#[derive(Debug, Default)]
pub struct Fields(BTreeMap<String, Field>);

/// What is said of a field.
#[derive(Debug, Clone, Default)]
pub struct Field {
    /// How its values are known.
    pub how: Option<Provenance>,
    /// What it reveals; none where that is for the vocabulary to say.
    pub reveals: Option<Vec<CategoryId>>,
    /// Whom it describes.
    pub about: Option<About>,
}

impl Fields {
    /// Adds a field; what is said first of a path counts.
    pub(crate) fn add(&mut self, path: &str, field: Field) {
        self.0.entry(path.to_lowercase()).or_insert(field);
    }

    /// What is said of a field.
    pub(crate) fn get(&self, path: &str) -> Option<&Field> {
        self.0.get(&path.to_lowercase())
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

impl Ctx<'_> {
    /// A phrase, with the name of an opaque id in its place.
    pub(super) fn called(&self, phrase: Phrase) -> Phrase {
        match self.given.names.get(&phrase.text) {
            Some(name) => Phrase { text: name.clone(), copy: None, ..phrase },
            None => phrase,
        }
    }

    /// Adds to a signal about a field what is said of that field.
    pub(super) fn told_of_field(&mut self, path: &str, span: Span, signal: &mut Signal) {
        let Some(fields) = &self.given.fields else { return };
        let Some(field) = fields.get(path) else { return self.unknown_field(path, span) };
        signal.how = field.how.unwrap_or(signal.how);
        if let Some(reveals) = &field.reveals {
            // Somebody has said what it reveals, so its path need not be guessed at.
            signal.stated.clears_path = true;
            signal.stated.adds.extend(reveals);
        }
        // What is known of a company says nothing about a person.
        signal.stated.clears |= field.about == Some(About::Accounts);
    }

    fn unknown_field(&mut self, path: &str, span: Span) {
        if !path.contains('.') {
            return;
        }
        let paths = self.given.fields.iter().flat_map(Fields::paths);
        let near = self.typos.nearest(&path.to_lowercase(), paths);
        let help = match near {
            Some(near) => Help::did_you_mean(span, near),
            None => "add it to the files that `fields` in qualm.yaml names, or mend the path".into(),
        };
        let message = format!("no system has a field `{path}`");
        let finding = Finding::fault("names/unknown-field", Severity::Warning, span, message);
        self.findings.push(finding.help(help));
    }
}
