//! What about people a rule speaks of, where no category says it: a trait, an area, a bought list.
//!
//! Rules that speak of the same thing in one use are one problem. The thing is read off what the rule asks and the signal
//! answers with yes, so that neither the order of the text nor the signals beside it decide what is told together.

use crate::ast::AreaKind;
use crate::finding::Text;
use crate::knowledge::Kind;
use crate::resolve::Provenance;
use crate::word::Word;

/// The thing about people that a rule speaks of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum About {
    /// All that a category or a use is: there is nothing more to tell it from others by.
    Whole,
    /// A trait or field, by its path.
    Trait(Text),
    /// Where people live, by the kind of area.
    Area(AreaKind),
    /// How it is known.
    Known(Provenance),
    /// How far it looks back, or how long it is kept.
    Age,
    /// The kind of signal.
    Kind(Kind),
}

impl About {
    /// What names it in a fingerprint; nothing where there is nothing to tell it by.
    pub(crate) fn name(&self) -> Option<String> {
        Some(match self {
            About::Whole => return None,
            About::Trait(path) => format!("trait {path}"),
            About::Area(kind) => format!("area {}", kind.word()),
            About::Known(how) => format!("how {}", how.word()),
            About::Age => "age".to_owned(),
            About::Kind(kind) => format!("from {}", kind.word()),
        })
    }
}
