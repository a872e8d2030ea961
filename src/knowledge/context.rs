//! What the entries of knowledge files refer to.

use super::Taxonomy;
use super::citation::Citations;

/// What entries refer to.
pub(super) struct Context {
    pub(super) taxonomy: Taxonomy,
    pub(super) citations: Citations,
}
