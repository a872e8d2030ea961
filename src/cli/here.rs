//! What counts in the folder at hand, for commands that only look things up.

use std::io;
use std::path::PathBuf;

use crate::engine::Engine;
use crate::error::Error;
use crate::lint::Notes;
use crate::project::{Mistakes, Project, Request};
use crate::report::{Format, Frame, Glyphs, Look, Writer};
use crate::world::Disk;

use super::args::{Color, Trusting};
use super::look::look;
use super::settings::today;
use super::{FAILED, complain};

/// What judges in the folder at hand, and the exit code for it: mistakes are told on stderr, and what is right still counts.
pub(super) fn here(trusting: Trusting) -> Result<(Engine, u8), Error> {
    let request = Request::of(vec![PathBuf::from(".")], trusting.trust());
    let mut project = Project::find(&request, &Disk)?;
    project.troubles.drain(..).for_each(|trouble| complain(&trouble));
    let (engine, mistakes) = project.engine(today(), Notes::Hide);
    complain_of(&mistakes, look(Color::Auto, Glyphs::Unicode, None));
    let code = if mistakes.trouble().is_some() { FAILED } else { 0 };
    Ok((engine, code))
}

/// Shows mistakes in the configuration on stderr, where there is no report to show them in.
pub(super) fn complain_of(mistakes: &Mistakes, look: Look) {
    let mut out = io::stderr();
    // There is nowhere else to say that stderr is gone.
    let _ = Writer::new(Format::Pretty, Frame::of(look), &mut out).findings(&mistakes.sources, &mistakes.findings);
}
