//! A page for people: titles, headings, and what is said under them, wrapped and safe to print.

use std::io;

use owo_colors::{OwoColorize as _, Style};

use crate::report::visible;
use crate::report::{Colour, Look, wrapped};

use super::markdown::Document;

/// A page under way.
#[derive(Debug, Default)]
pub(super) struct Page(Vec<Block>);

#[derive(Debug)]
enum Block {
    Title(String),
    Heading(String),
    Said(&'static str, String),
}

/// Two blanks, the longest key, two blanks.
const INDENT: usize = 12;

impl Page {
    /// What the page, or a part of it, is about.
    pub(super) fn title(&mut self, text: impl Into<String>) {
        self.0.push(Block::Title(text.into()));
    }

    /// What the lines below are about.
    pub(super) fn heading(&mut self, text: impl Into<String>) {
        self.0.push(Block::Heading(text.into()));
    }

    /// One thing that is to be said; nothing where it is empty. Lines without a key go on with the one before.
    pub(super) fn say(&mut self, key: &'static str, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.0.push(Block::Said(key, text));
        }
    }

    /// The same as Markdown.
    pub(super) fn markdown(&self) -> Document {
        let mut document = Document::default();
        let mut last = "";
        for block in &self.0 {
            match block {
                Block::Title(text) => document.heading(1, text),
                Block::Heading(text) => document.heading(2, text),
                // Lines without a key go on with the one before.
                Block::Said(key, text) => {
                    last = if key.is_empty() { last } else { key };
                    document.named(last, text);
                }
            }
        }
        document
    }

    /// Writes it all.
    pub(super) fn write(self, look: Look, out: &mut dyn io::Write) -> io::Result<()> {
        let plain = Style::new();
        let (strong, faint) = match look.colour {
            Colour::Yes => (plain.bold(), plain.dimmed()),
            Colour::No => (plain, plain),
        };
        for (number, block) in self.0.iter().enumerate() {
            match block {
                Block::Title(text) => {
                    gap(number, out)?;
                    lines(text, look.width).try_for_each(|line| writeln!(out, "{}", line.style(strong)))?;
                }
                Block::Heading(text) => {
                    gap(number, out)?;
                    lines(text, look.width).try_for_each(|line| writeln!(out, "{line}"))?;
                }
                Block::Said(key, text) => {
                    for (number, line) in lines(text, look.width.saturating_sub(INDENT)).enumerate() {
                        let key = if number == 0 { key } else { "" };
                        writeln!(out, "  {}  {line}", format_args!("{key:8}").style(faint))?;
                    }
                }
            }
        }
        out.flush()
    }
}

fn gap(number: usize, out: &mut dyn io::Write) -> io::Result<()> {
    if number > 0 { writeln!(out) } else { Ok(()) }
}

fn lines(text: &str, width: usize) -> impl Iterator<Item = String> {
    wrapped(text, width, |line| visible(line).into_owned()).into_iter()
}
