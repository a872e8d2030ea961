//! Answers to single questions, as pages: pure views of what is known, deciding nothing.

pub mod explain;
pub(crate) mod rules;
pub mod schema;
pub mod skeleton;

use crate::word::words;

words! {
    /// The shapes of an answer that nobody puts into a wiki.
    pub(crate) Shape {
        Pretty = "pretty": "a page for people",
        Json = "json": "one JSON object",
    }
}
