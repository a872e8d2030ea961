//! What blocks of every kind may say of themselves: what they reveal, and which findings somebody lets pass.

use crate::ast::{Allow, Name, Reveals, Str};
use crate::finding::{Finding, Help, Severity};
use crate::knowledge::{CategoryId, Kind, Saying};
use crate::resolve::signal::phrase;
use crate::resolve::{Ctx, Phrase, Stated, Waived, Waiver};
use crate::source::Span;

impl Ctx<'_> {
    pub(super) fn reveals(&mut self, reveals: &Reveals, stated: &mut Stated) {
        match reveals {
            Reveals::Nothing { by, because } => {
                // Both are asked, so that each that is missing is said.
                stated.clears = self.is_said(by) & self.is_said(because);
            }
            Reveals::Categories(names) => {
                for name in names {
                    stated.adds.extend(self.category(name));
                }
            }
        }
    }

    fn category(&mut self, name: &Name) -> Option<CategoryId> {
        let taxonomy = self.knowledge.taxonomy();
        let found = taxonomy.find(&name.value);
        if found.is_none() {
            let message = format!("no category is called `{}`", name.value);
            let finding = Finding::fault("names/unknown-category", Severity::Error, name.span, message);
            let near = taxonomy.nearest(&name.value);
            self.findings.push(match near {
                Some(near) => finding.help(Help::did_you_mean(name.span, near)),
                None => finding.help("use a category such as `health.reproductive` or `location.precise`"),
            });
        }
        found
    }

    /// A decision to let findings pass; none where nobody made it.
    pub(super) fn waiver(&mut self, allow: &Allow, span: Span) -> Option<Waiver> {
        // Both are asked, so that each that is missing is said.
        if !(self.is_said(&allow.by) & self.is_said(&allow.because)) {
            return None;
        }
        let mut what = Vec::with_capacity(allow.what.len());
        for name in &allow.what {
            if name.value.contains('/') {
                what.push(Waived::Rule(name.value.clone(), name.span));
            } else {
                what.extend(self.category(name).map(Waived::Category));
            }
        }
        let (by, because) = (allow.by.value.clone(), allow.because.value.clone());
        Some(Waiver { what, until: allow.until.value, by, because, span, from: None })
    }

    /// Whether a string says something; where it says nothing, that is a fault.
    pub(super) fn is_said(&mut self, text: &Str) -> bool {
        let is_said = !text.value.trim().is_empty();
        if !is_said {
            let finding = Finding::fault("names/nothing-said", Severity::Error, text.span, "this says nothing");
            self.findings.push(finding.help("say who, where or why: someone will have to answer for it"));
        }
        is_said
    }

    /// A string as a phrase where it tells something.
    pub(super) fn telling(&self, text: &Str) -> Option<Phrase> {
        let tells = !self.knowledge.reveals(Kind::Name, &text.value).is_empty();
        tells.then(|| phrase(text))
    }

    /// A remark on whom a block is about, where it tells something; one that denies something may tell the opposite.
    pub(super) fn remark(&self, note: &Str) -> Option<Phrase> {
        self.telling(note).filter(|_| self.knowledge.says_that(Saying::Denial, &note.value).is_none())
    }
}
