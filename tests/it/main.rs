//! One binary for all tests from outside: the language, the rules, the outputs and the house.
mod cli;
mod consent;
mod explain;
mod formats;
mod golden;
mod judge;
mod layers;
mod rules;
mod scale;
mod spec;
mod vocabulary;
