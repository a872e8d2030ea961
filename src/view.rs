//! Answers to single questions, as pages: pure views of what is known, deciding nothing.

pub mod explain;
pub(crate) mod rules;
pub mod schema;
pub mod skeleton;
