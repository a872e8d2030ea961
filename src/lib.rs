//! Finds campaigns that act on what people never agreed to reveal.
//!
//! Text becomes an [`ast::File`], names become a [`resolve::Program`], derivations become a [`lineage::Lineage`], what is
//! acted upon becomes [`expose::Exposure`]s, and rules ask of those. The modules stand in the order in which to read
//! them.

pub mod source;
pub mod word;
mod nearest;
mod prose;
mod hash;
pub mod data;
pub mod shipped;
pub mod finding;
mod glyph;
pub mod ast;
pub mod front;
pub mod knowledge;
pub mod resolve;
pub mod rule;
pub mod config;
mod lineage;
mod expose;
mod judge;
pub mod settle;
pub mod report;
pub mod view;
mod error;
pub mod lint;
pub mod world;
pub mod engine;
mod project;
pub mod trial;
pub mod cli;

pub use crate::error::Error;
