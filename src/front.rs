//! Turns the text of one file into a syntax tree, and what is wrong with it into findings.
//!
//! Reading never fails: what could be understood is in the tree, what could not is a finding about its place.

mod campaign;
pub mod list;

use crate::ast::File;
use crate::finding::Finding;
use crate::source::SourceId;

/// Reads one file in the campaign language.
pub fn read(source: SourceId, text: &str) -> (File, Vec<Finding>) {
    campaign::read(source, text)
}
