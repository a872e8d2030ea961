//! The way out of a finding.

use crate::source::{Span, Text};

/// What to do about a finding: in words, and as edits where it can be done by editing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Help {
    /// What to do, in words.
    pub says: Text,
    /// Edits that do it, in the order of the text; none where a person has to find the words.
    pub edits: Vec<Edit>,
    /// Whether the edits may be made without a look at them.
    pub safety: Safety,
}

/// One piece of text to put in the place of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What goes away; an empty place where text is only added.
    pub span: Span,
    /// What takes its place; nothing where text is only taken out.
    pub with: Text,
}

/// Whether an edit needs a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Safety {
    /// It says what was meant: whom a campaign reaches stays the same, or could not be read before.
    Safe,
    /// It changes whom a campaign reaches, or takes a decision that somebody has to answer for.
    Unsafe,
}

impl Help {
    /// Words without an edit.
    pub(crate) fn new(says: impl Into<Text>) -> Help {
        Help { says: says.into(), edits: Vec::new(), safety: Safety::Safe }
    }

    /// Asks for a text in the place of another.
    pub fn write(span: Span, with: impl Into<Text>) -> Help {
        let with = with.into();
        Help::new(format!("write `{with}`")).edit(span, with)
    }

    /// Asks whether a known word was meant in the place of a mistyped one.
    pub(crate) fn did_you_mean(span: Span, word: impl Into<Text>) -> Help {
        let word = word.into();
        Help::new(format!("did you mean `{word}`?")).edit(span, word)
    }

    /// Adds an edit.
    #[must_use]
    pub(crate) fn edit(mut self, span: Span, with: impl Into<Text>) -> Help {
        self.edits.push(Edit { span, with: with.into() });
        self
    }

    /// The same for a person to look at.
    #[must_use]
    pub(crate) fn with_care(self) -> Help {
        Help { safety: Safety::Unsafe, ..self }
    }
}

impl Safety {
    /// The word that reports write.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Safety::Safe => "safe",
            Safety::Unsafe => "unsafe",
        }
    }
}

impl From<&str> for Help {
    fn from(says: &str) -> Help {
        Help::new(says)
    }
}

impl From<String> for Help {
    fn from(says: String) -> Help {
        Help::new(says)
    }
}

impl From<Text> for Help {
    fn from(says: Text) -> Help {
        Help::new(says)
    }
}
