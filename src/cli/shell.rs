//! `qualm completions` and `qualm man`: what a shell and a manual know of the command line, made from the arguments
//! themselves, so that they cannot fall behind.

use std::io::{self, Write};
use std::path::Path;

use clap::{Command, CommandFactory};
use clap_complete::generate;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

use crate::error::Error;
use crate::world::{self, Checkout};

use super::args::{Args, Completions, Manual};

/// Prints the script that completes `qualm` in a shell.
pub(super) fn completions(args: &Completions) -> Result<u8, Error> {
    let mut script = Vec::new();
    generate(args.shell, &mut Args::command(), NAME, &mut script);
    print(&script)
}

/// Prints the manual's first page, or writes all of it to a folder, one page for each command.
pub(super) fn manual(args: &Manual) -> Result<u8, Error> {
    let mut root = Args::command().disable_help_subcommand(true);
    // Only then do subcommands know that they are called `qualm check`.
    root.build();
    let Some(folder) = &args.dir else { return print(&page(&root).map_err(unwritten)?) };
    let checkout = Checkout::of(args.trusting.trust(), [folder.as_path()]);
    world::make_folder(&checkout, folder).map_err(|error| match error {
        Error::Write { place, source } => Error::Write { place: format!("the manual to {place}"), source },
        other => other,
    })?;
    write_pages(&root, folder, &checkout)?;
    Ok(0)
}

const NAME: &str = "qualm";

fn print(text: &[u8]) -> Result<u8, Error> {
    let mut out = io::stdout().lock();
    match out.write_all(text).and_then(|()| out.flush()) {
        // Whoever read it has seen enough, as in `qualm man | head`.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(unwritten(error)),
        Err(_) | Ok(()) => Ok(0),
    }
}

fn unwritten(source: io::Error) -> Error {
    Error::Write { place: "the answer".to_owned(), source }
}

/// One page for the command and each below it; commands go as deep as `args` nests them.
fn write_pages(command: &Command, folder: &Path, checkout: &Checkout) -> Result<(), Error> {
    let name = command.get_display_name().unwrap_or(NAME);
    world::replace(checkout, &folder.join(format!("{name}.1")), &page(command).map_err(unwritten)?)?;
    command.get_subcommands().try_for_each(|below| write_pages(below, folder, checkout))
}

/// The page of one command, in the language of `man`.
fn page(command: &Command) -> io::Result<Vec<u8>> {
    let version = format!("{NAME} {}", env!("CARGO_PKG_VERSION"));
    let man = Man::new(command.clone()).source(version).manual("qualm manual");
    let mut out = Vec::new();
    man.render_title(&mut out)?;
    man.render_name_section(&mut out)?;
    man.render_synopsis_section(&mut out)?;
    man.render_description_section(&mut out)?;
    man.render_options_section(&mut out)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut out)?;
    }
    if let Some(after) = command.get_after_help() {
        closing(&after.to_string()).to_writer(&mut out)?;
    }
    Ok(out)
}

/// The end of a help text: each `Heading:` becomes a section whose lines stay as they are.
fn closing(help: &str) -> Roff {
    let mut roff = Roff::new();
    for block in help.split("\n\n") {
        let (heading, lines) = block.split_once('\n').unwrap_or((block, ""));
        roff.control("SH", [heading.trim_end_matches(':').to_uppercase().as_str()]).control("nf", []);
        for line in lines.lines() {
            roff.text([roman(line)]);
        }
        roff.control("fi", []);
    }
    roff
}
