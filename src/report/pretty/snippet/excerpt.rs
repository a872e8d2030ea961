//! The few lines that a picture shows: safe to print, cut to a width, and with the places of labels moved along.

use unicode_width::UnicodeWidthChar;

use crate::report::visible::{acts, commands};
use crate::source::{Source, Span};

use super::super::Glyphs;

/// Lines that are ready to be drawn.
pub(super) struct Excerpt {
    /// The lines, each with a line feed.
    pub(super) text: String,
    /// Where the spans that were asked for start and end in `text`.
    pub(super) spans: Vec<(usize, usize)>,
}

/// How much can be drawn.
#[derive(Clone, Copy)]
pub(super) struct Room {
    /// Columns for the text of a line, one less than there are: a cut is marked.
    width: usize,
    /// What stands where a line is cut.
    cut: char,
    glyphs: Glyphs,
}

impl Room {
    /// Room for lines of at most `width` columns.
    pub(super) fn new(width: usize, glyphs: Glyphs) -> Room {
        let cut = match glyphs {
            Glyphs::Unicode => '…',
            Glyphs::Ascii => '~',
        };
        Room { width: width.max(NARROWEST) - 1, cut, glyphs }
    }
}

/// A span over more lines is shown by its first line only.
const MOST_LINES: usize = 4;
/// A narrower window shows nothing.
const NARROWEST: usize = 20;
/// The second sign of `##[`, after which a log reader obeys anything.
const BROKEN: &str = r"\u{23}";
/// Tabs go to every fourth column.
const TAB: usize = 4;

/// The line that a byte is in, from 0.
pub(super) fn line_of(source: &Source, offset: u32) -> usize {
    source.line_starts().partition_point(|&start| start <= offset).saturating_sub(1)
}

/// The last line of a span that is shown.
pub(super) fn last_line(source: &Source, span: Span) -> usize {
    let first = line_of(source, span.start);
    // A span that ends with a line break does not reach into the next line.
    let last = line_of(source, span.end.saturating_sub(1).max(span.start));
    if last - first < MOST_LINES { last } else { first }
}

impl Excerpt {
    /// Takes lines `first` to `last` of a source, from 0, cut to `width` columns around `spans`.
    pub(super) fn of(source: &Source, (first, last): (usize, usize), spans: &[Span], room: Room) -> Excerpt {
        let ends: Vec<_> = spans.iter().map(|&span| (floor(source, span.start), shown_end(source, span))).collect();
        let mut excerpt = Excerpt { text: String::new(), spans: vec![(0, 0); spans.len()] };
        for line in first..=last {
            let (start, end) = extent(source, line);
            let drawn = Line::of(&source.text()[start..end], focus(&ends, start, end), room);
            let base = excerpt.text.len();
            let here = |at: usize| (start..=end).contains(&at).then(|| base + drawn.place(at - start));
            for (span, &(from, to)) in excerpt.spans.iter_mut().zip(&ends) {
                span.0 = here(from).unwrap_or(span.0);
                span.1 = here(to).unwrap_or(span.1);
            }
            excerpt.text.push_str(&drawn.text);
            excerpt.text.push('\n');
        }
        excerpt.spans.iter_mut().for_each(|span| span.1 = span.1.max(span.0));
        excerpt
    }
}

/// Where a line starts and ends, without its line break.
fn extent(source: &Source, line: usize) -> (usize, usize) {
    let starts = source.line_starts();
    let start = starts[line] as usize;
    let end = starts.get(line + 1).map_or(source.text().len(), |&next| next as usize);
    (start, start + source.text()[start..end].trim_end_matches(['\n', '\r']).len())
}

/// The end of a span, moved back to the line where it is cut.
fn shown_end(source: &Source, span: Span) -> usize {
    let (start, end) = extent(source, last_line(source, span));
    floor(source, span.end).clamp(start, end).max(floor(source, span.start).min(end))
}

/// The nearest start of a character: a place that is off by a byte must not cost the report.
fn floor(source: &Source, offset: u32) -> usize {
    let text = source.text();
    let offset = (offset as usize).min(text.len());
    (0..=offset).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default()
}

/// The bytes of a line that a window must show, counted from its start.
fn focus(spans: &[(usize, usize)], start: usize, end: usize) -> (usize, usize) {
    let inside = |at: &usize| (start..=end).contains(at);
    let from = spans.iter().map(|span| span.0).find(inside);
    let to = spans.iter().map(|span| span.1).find(inside);
    let from = from.or(to).unwrap_or(start) - start;
    (from, to.map_or(from, |to| (to - start).max(from)))
}

/// One line, ready to be drawn.
struct Line {
    text: String,
    /// For each character shown: where it is in the line, and where in `text`.
    places: Vec<(usize, usize)>,
}

impl Line {
    fn of(raw: &str, (from, to): (usize, usize), room: Room) -> Line {
        let start = window(raw, from, to, room);
        let mut line = Line { text: String::new(), places: Vec::new() };
        let mut column = 0;
        if start > 0 {
            line.text.push(room.cut);
            column = 1;
        }
        for (at, c) in raw[start..].char_indices() {
            let obeyed = commands(&raw[..start + at], &raw[start + at..]);
            let cells = if obeyed { BROKEN.len() } else { cells(c, column, room.glyphs) };
            if column + cells > room.width {
                line.places.push((start + at, line.text.len()));
                line.text.push(room.cut);
                return line;
            }
            line.places.push((start + at, line.text.len()));
            match c {
                _ if obeyed => line.text.push_str(BROKEN),
                '\t' => line.text.extend(std::iter::repeat_n(' ', cells)),
                _ => room.glyphs.push(&mut line.text, c),
            }
            column += cells;
        }
        line.places.push((raw.len(), line.text.len()));
        line
    }

    /// Where a byte of the line is in the text that is drawn; what is cut off counts as the edge.
    fn place(&self, at: usize) -> usize {
        let next = self.places.partition_point(|&(raw, _)| raw < at);
        self.places.get(next).or(self.places.last()).map_or(0, |&(_, drawn)| drawn)
    }
}

/// Where the part of a line starts that is shown, so that what matters is in it.
fn window(raw: &str, from: usize, to: usize, Room { width, glyphs, .. }: Room) -> usize {
    // No character is wider than its bytes but tabs and escapes, so a long line is never read to its end.
    let short = raw.len() <= width * 4 && raw.chars().fold(0, |column, c| column + cells(c, column, glyphs)) <= width;
    if short {
        return 0;
    }
    let label = raw[from..].char_indices().take(width).take_while(|&(at, _)| from + at < to);
    let wide: usize = label.map(|(_, c)| cells(c, 0, glyphs)).sum();
    let mut room = width.saturating_sub(wide + 2).max(width / 4) / 2;
    let mut start = from;
    for (at, c) in raw[..from].char_indices().rev() {
        let cells = cells(c, 0, glyphs);
        if cells > room {
            break;
        }
        room -= cells;
        start = at;
    }
    start
}

/// How many columns a character takes when it is drawn at `column`.
fn cells(c: char, column: usize, glyphs: Glyphs) -> usize {
    if c == '\t' {
        return TAB - column % TAB;
    }
    if glyphs == Glyphs::Ascii && !c.is_ascii() {
        let mut shown = String::new();
        glyphs.push(&mut shown, c);
        return shown.len();
    }
    if acts(c) { c.escape_default().len() } else { c.width().unwrap_or(0) }
}
