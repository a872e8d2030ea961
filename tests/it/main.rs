//! One binary for all tests from outside: the language, the rules, the outputs and the house.
mod cli;
mod consent;
mod explain;
mod golden;
mod judge;
mod layers;
mod rules;
mod scale;
mod schema;
mod spec;
mod vocabulary;
