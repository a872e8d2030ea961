//! The places of a finding, drawn by miette.
//!
//! miette is given nothing but the few lines around the labels of one picture, already safe to print and cut to the
//! width of the terminal. So a file of 100 MB in one line costs no more than a short one, and its stock `SourceCode`,
//! which reads a file from the start for each label, is not needed.

use std::io;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode,
    SourceSpan, SpanContents, ThemeCharacters, ThemeStyles,
};
use owo_colors::OwoColorize;

use crate::finding::Finding;
use crate::prose::some;
use crate::source::{Position, Source, Sources, Span};

use super::{Glyphs, Look, Paint};

mod excerpt;

use self::excerpt::{Excerpt, Room};

/// Draws every place: the primary one first, then the related ones in their order.
pub(super) fn write(
    look: Look,
    paint: Paint,
    sources: &Sources,
    finding: &Finding,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let pictures = pictures(sources, finding);
    for picture in pictures.iter().take(MOST_PICTURES) {
        let source = &sources[picture[0].span.source];
        out.write_all(draw(look, paint, finding, source, picture).as_bytes())?;
    }
    let left_out = pictures.len().saturating_sub(MOST_PICTURES);
    if left_out > 0 {
        writeln!(out, "   {}", format_args!("and {}", some(left_out, "more place")).style(paint.faint))?;
    }
    Ok(())
}

/// One finding fits on a screen.
const MOST_PICTURES: usize = 4;
/// Places so many lines apart share a picture.
const NEAR: usize = 2;
/// A picture has no more lines than this.
const TALLEST: usize = 8;

/// One place and what is said there.
#[derive(Clone, Copy)]
struct Place<'a> {
    span: Span,
    text: Option<&'a str>,
    lines: (usize, usize),
    role: Role,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Primary,
    Related,
}

/// Puts places that are near each other into one picture.
fn pictures<'a>(sources: &Sources, finding: &'a Finding) -> Vec<Vec<Place<'a>>> {
    let place = |span: Span, text, role| {
        let source = &sources[span.source];
        let lines = (excerpt::line_of(source, span.start), excerpt::last_line(source, span));
        Place { span, text, lines, role }
    };
    let primary = place(finding.at, finding.label.as_deref(), Role::Primary);
    let related = finding.related.iter().map(|label| place(label.span, Some(label.text.as_str()), Role::Related));
    let mut pictures: Vec<Vec<Place>> = vec![vec![primary]];
    for place in related {
        match pictures.iter_mut().find(|picture| fits(picture, place)) {
            Some(picture) => picture.push(place),
            None => pictures.push(vec![place]),
        }
    }
    pictures
}

fn fits(picture: &[Place], place: Place) -> bool {
    let (first, last) = reach(picture);
    let (low, high) = (first.min(place.lines.0), last.max(place.lines.1));
    let same = picture[0].span.source == place.span.source;
    same && place.lines.0 <= last + NEAR && place.lines.1 + NEAR >= first && high - low < TALLEST
}

/// The first and the last line of a picture.
fn reach(picture: &[Place]) -> (usize, usize) {
    let first = picture.iter().map(|place| place.lines.0).min().unwrap_or_default();
    let last = picture.iter().map(|place| place.lines.1).max().unwrap_or_default();
    (first, last)
}

fn draw(look: Look, paint: Paint, finding: &Finding, source: &Source, picture: &[Place]) -> String {
    let (first, last) = reach(picture);
    let path = look.glyphs.shown(source.path()).into_owned();
    let position = source.position(picture[0].span.start);
    let theme = theme(look, paint, finding, picture);
    if source.text().is_empty() {
        let chars = &theme.characters;
        let name = format!("{path}:{}:{}", position.line, position.column);
        return format!("   {}{}[{}]\n", chars.ltop, chars.hbar, name.style(paint.link));
    }
    let gutter = (source.first_line() + last).to_string().len() + 4;
    let spans: Vec<_> = picture.iter().map(|place| place.span).collect();
    let excerpt = Excerpt::of(source, (first, last), &spans, Room::new(look.width.saturating_sub(gutter), look.glyphs));
    let labels = picture.iter().zip(&excerpt.spans).map(|(place, &(start, end))| {
        let text = place.text.map(|text| look.glyphs.shown(text).into_owned());
        let span = SourceSpan::new(start.into(), end - start);
        match place.role {
            Role::Primary => LabeledSpan::new_primary_with_span(text, span),
            Role::Related => LabeledSpan::new_with_span(text, span),
        }
    });
    let labels = labels.collect();
    let picture = Picture { path, text: excerpt.text, first: source.first_line() + first, position, labels };
    render(look, theme, &picture)
}

fn theme(look: Look, paint: Paint, finding: &Finding, picture: &[Place]) -> GraphicalTheme {
    let characters = match look.glyphs {
        Glyphs::Unicode => ThemeCharacters::unicode(),
        Glyphs::Ascii => ThemeCharacters::ascii(),
    };
    // miette hands out these styles in the order of the labels' places.
    let mut places = picture.to_vec();
    places.sort_by_key(|place| place.span.start);
    let style = |place: &Place| match place.role {
        Role::Primary => paint.severity(finding.severity),
        Role::Related => paint.link,
    };
    let highlights = places.iter().map(style).collect();
    let (link, linum) = (paint.link, paint.faint);
    GraphicalTheme { characters, styles: ThemeStyles { link, linum, highlights, ..ThemeStyles::none() } }
}

fn render(look: Look, theme: GraphicalTheme, picture: &Picture) -> String {
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_context_lines(1)
        .with_width(look.width)
        .with_links(false)
        .without_syntax_highlighting();
    let mut drawn = String::new();
    // Writing to a string does not fail, and `Picture` always gives its text.
    let _ = handler.render_report(&mut drawn, picture);
    // The first line is for the message, which is already written.
    drawn.split_once('\n').map(|(_, rest)| rest.to_string()).unwrap_or_default()
}

/// A few lines of one source, ready to be drawn.
#[derive(Debug, thiserror::Error)]
#[error("")]
struct Picture {
    path: String,
    text: String,
    /// The number of the first line.
    first: usize,
    /// Where the place is that the picture is about.
    position: Position,
    labels: Vec<LabeledSpan>,
}

impl Diagnostic for Picture {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}

impl SourceCode for Picture {
    /// Gives the whole picture whatever is asked for. Without context, miette asks for the place to name in the frame.
    fn read_span<'a>(
        &'a self,
        _span: &SourceSpan,
        before: usize,
        _after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (line, column) = match before {
            0 => (self.position.line - 1, self.position.column - 1),
            _ => (self.first - 1, 0),
        };
        let span = SourceSpan::new(0.into(), self.text.len());
        let lines = self.text.lines().count();
        let contents =
            MietteSpanContents::new_named(self.path.clone(), self.text.as_bytes(), span, line, column, lines);
        Ok(Box::new(contents))
    }
}
