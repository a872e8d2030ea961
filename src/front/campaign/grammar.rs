//! The parser that `grammar/campaign.pest` describes.

use pest_derive::Parser;

#[derive(Parser)]
#[grammar = "../grammar/campaign.pest"]
pub(super) struct Grammar;
