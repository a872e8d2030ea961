//! One binary for all tests from outside: the language, the rules, the outputs and the house.
mod baseline;
mod cli;
mod config;
mod consent;
mod delivery;
mod explain;
mod golden;
mod history;
mod judge;
mod layers;
mod rules;
mod scale;
mod schema;
mod shell;
mod spec;
mod vocabulary;
