//! How much is written, and how it looks.

use std::env;
use std::io::{self, IsTerminal};
use std::path::Path;

use crate::report::{Colour, Glyphs, Look};

use super::args::Color;

/// Which part of a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Volume {
    /// The findings and the summary.
    Normal,
    /// The summary only.
    Quiet,
}

/// Wider text is hard to read, and what is not a terminal has no width.
const WIDEST: usize = 120;

/// How text for people looks, in a file or on standard output.
pub(super) fn look(when: Color, glyphs: Glyphs, output: Option<&Path>) -> Look {
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
    let terminal = output.is_none() && io::stdout().is_terminal();
    let forced =
        output.is_none() && env::var_os("CLICOLOR_FORCE").is_some_and(|value| !value.is_empty() && value != "0");
    let colour = match when {
        Color::Always => Colour::Yes,
        Color::Auto if !is_set("NO_COLOR") && (forced || (terminal && !dumb)) => Colour::Yes,
        Color::Auto | Color::Never => Colour::No,
    };
    let width = if terminal { terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)) } else { None };
    Look {
        colour,
        glyphs: if dumb { Glyphs::Ascii } else { glyphs },
        width: width.map_or(WIDEST, |width| width.min(WIDEST)),
    }
}
