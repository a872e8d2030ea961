//! What a rule's page says beyond its message: read when somebody is told, since most rules of a run object to nothing.

use std::sync::OnceLock;

use crate::data::{Faults, Fields, Reader};
use crate::finding::Text;
use crate::rule::Citation;
use crate::rule::key::{RuleKey, SourceKey, SurveyKey};
use crate::shipped;

use super::text::{prose, template};

/// The prose of a rule.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// The way out, with placeholders.
    pub help: Option<Text>,
    /// Why it matters.
    pub why: Option<Text>,
    /// A way out that is itself clean, in the campaign language.
    pub instead: Option<Text>,
    /// Where it comes from.
    pub sources: Vec<Citation>,
}

/// A page, read already or still to be read.
#[derive(Debug)]
pub(super) struct Pending {
    page: OnceLock<Page>,
    file: Option<shipped::File>,
}

impl Pending {
    /// A page that is read already.
    pub(super) fn read(page: Page) -> Pending {
        Pending { page: page.into(), file: None }
    }

    /// The page of a file that comes with the program: that it has no fault is a test, not a question of each run.
    pub(super) fn of(file: shipped::File) -> Pending {
        Pending { page: OnceLock::new(), file: Some(file) }
    }

    /// The page.
    pub(super) fn get(&self) -> &Page {
        self.page.get_or_init(|| {
            let Some(file) = self.file else { return Page::default() };
            let (node, faults) = (file.page(), Faults::untold());
            Reader::new(&node, &faults).map().map_or_else(Page::default, Page::of)
        })
    }
}

impl Page {
    /// Reads it from a rule file.
    pub(super) fn of(fields: Fields) -> Page {
        let said = |key: RuleKey| fields.at(key).and_then(Reader::said);
        check_survey(fields);
        Page {
            help: fields.at(RuleKey::Help).and_then(|help| template(help)).map(prose),
            why: said(RuleKey::Why).map(prose),
            instead: said(RuleKey::Instead).map(Text::from),
            sources: fields.at(RuleKey::Sources).map(sources).unwrap_or_default(),
        }
    }
}

fn sources(reader: Reader) -> Vec<Citation> {
    let source = |item: Reader| {
        let fields = item.fields_of::<SourceKey>()?;
        let title = fields.need_at(SourceKey::Title).and_then(Reader::said)?;
        let said = |key: SourceKey| fields.at(key).and_then(Reader::said).map(Text::from);
        Some(Citation { title: title.into(), cite: said(SourceKey::Cite), as_of: said(SourceKey::AsOf) })
    };
    reader.list().filter_map(source).collect()
}

/// A survey's figure is for readers; here it is only held to its form.
fn check_survey(fields: Fields) {
    let Some(survey) = fields.at(RuleKey::Survey).and_then(Reader::fields_of::<SurveyKey>) else { return };
    survey.need_at(SurveyKey::Asked).and_then(Reader::said);
    for figure in [SurveyKey::Yes, SurveyKey::No].into_iter().filter_map(|key| survey.at(key)) {
        if figure.number().is_some_and(|share| !(0.0..=1.0).contains(&share)) {
            figure.fault("bad-share", "a share lies between 0 and 1");
        }
    }
}
