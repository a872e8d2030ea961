//! Finds campaigns that act on what people never agreed to reveal.
//!
//! Text becomes an [`ast::File`], names become a program, derivations become a lineage, and rules ask of both.

pub mod ast;
pub mod finding;
pub mod front;
pub mod knowledge;
pub mod lint;
pub mod resolve;
pub mod rule;
pub mod shipped;
pub mod source;
pub mod yaml;
