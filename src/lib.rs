//! Finds campaigns that act on what people never agreed to reveal.
//!
//! Text becomes an [`ast::File`], names become a program, derivations become a lineage, and rules ask of both.

pub mod ast;
pub mod expose;
pub mod finding;
pub mod judge;
pub mod knowledge;
pub mod lineage;
pub mod lint;
pub mod resolve;
pub mod rule;
pub mod settle;
pub mod shipped;
pub mod source;
pub mod word;
pub mod yaml;
