//! One binary for all tests from outside: the language, the rules, the outputs and the house.
mod baseline;
mod cli;
mod consent;
mod explain;
mod golden;
mod judge;
mod layers;
mod rules;
mod scale;
mod spec;
mod vocabulary;
