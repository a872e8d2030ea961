//! What is known about people, by category.

use crate::finding::Text;

/// A category of the taxonomy, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CategoryId(pub(crate) u16);

impl CategoryId {
    /// Its number: categories are numbered from nought.
    pub(crate) fn number(self) -> usize {
        usize::from(self.0)
    }
}

/// One category.
#[derive(Debug)]
pub struct Category {
    /// Its dotted path, such as `health.reproductive.pregnancy`.
    pub id: Text,
    /// A short title, such as `Pregnancy`.
    pub title: Text,
    /// One plain sentence.
    pub sentence: Text,
    /// How sensitive it is.
    pub tier: Tier,
    /// What others call it.
    pub elsewhere: Elsewhere,
}

/// What a category is called in other lists.
#[derive(Debug, Default)]
pub(crate) struct Elsewhere {
    /// The key of the fideslang taxonomy, or of the nearest thing it has.
    pub fideslang: Option<Text>,
    /// The kind of data in GDPR Art. 9(1), or another article.
    pub gdpr: Option<Text>,
    /// The kind of sensitive personal information in California's law.
    pub ccpa: Option<Text>,
    /// The slots of `SensitiveDataProcessing` in the IAB's US-National GPP string, from 1.
    pub gpp: Vec<u8>,
}

/// How sensitive a category is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Tier {
    /// Not sensitive by itself (`location`, `identity`).
    Ordinary,
    /// Handle with care.
    Delicate,
    /// Protected by law nearly everywhere.
    Special,
}

impl Category {
    /// `health.reproductive (Reproduction)`
    pub(crate) fn named(&self) -> String {
        format!("{} ({})", self.id, self.title)
    }
}
