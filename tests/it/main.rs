//! One binary for all tests from outside: the language, the rules, the outputs and the house.
mod consent;
mod golden;
mod judge;
mod layers;
mod rules;
mod scale;
mod spec;
