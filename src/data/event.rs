//! Where everything in a YAML text stands: the only file that knows `saphyr-parser`.
//!
//! `serde_yaml` says what a text says, and no places. `saphyr-parser` says in the order of the text what stands where.
//! [`Events::next`] walks beside the first, in step, and whatever the two do not see alike ends the reading: a place is
//! right, or there is none.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::HashMap;
use std::ops::Range;

use saphyr_parser::{Event as Read, Parser, ScalarStyle, ScanError, Span};

use super::layout::{Bytes, LineEnds};
use super::place::Place;

/// What stands in a text, in its order.
#[derive(Debug, Default)]
pub(super) struct Events<'t> {
    all: Vec<Event<'t>>,
    /// How far the other reader has come.
    at: Cell<usize>,
    /// Why there is no more, where the text goes on.
    stop: Option<Stop>,
}

/// Why a text was not read to its end.
#[derive(Debug, Clone)]
pub(super) enum Stop {
    /// It is not YAML from here on, and why.
    Broken(Place, String),
    /// Here are more lists and maps in one another than any honest file has.
    TooDeep(Place),
}

/// So many lists and maps may stand in one another; `serde_yaml` takes no more. Both readers look through all that are
/// open at each word of the text, so that this also bounds how long they take.
const DEEPEST: usize = 128;
/// What either reader says of more than it takes; this one may look ahead so far that it never comes to [`DEEPEST`].
pub(super) const TOO_DEEP: &str = "recursion limit exceeded";

#[derive(Debug)]
struct Event<'t> {
    kind: Kind<'t>,
    place: Place,
}

#[derive(Debug)]
enum Kind<'t> {
    Scalar(Cow<'t, str>),
    List,
    Map,
    End,
    /// What stands elsewhere, from this event on.
    Alias(usize),
}

/// What one reader has met, and the other must meet next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Met<'s> {
    /// A number or a truth, however it is written.
    Scalar,
    /// Nothing, which need not be written.
    Null,
    /// A string.
    String(&'s str),
    List,
    Map,
    End,
}

impl<'t> Events<'t> {
    /// Reads a text from byte `offset` on.
    pub(super) fn of(text: &'t str, offset: usize) -> Events<'t> {
        let mut builder = Builder::of(text, offset);
        let mut parser = Parser::new_from_str(&text[offset..]);
        while builder.events.stop.is_none() {
            match parser.next() {
                Some(Ok((read, span))) => builder.add(read, span),
                Some(Err(error)) => builder.broken(&error),
                None => break,
            }
        }
        builder.events
    }

    /// Why there is no more, where the text goes on.
    pub(super) fn stop(&self) -> Option<&Stop> {
        self.stop.as_ref()
    }

    /// Follows an alias, if one stands next; gives where to go on after what it stands for.
    pub(super) fn enter(&self) -> Option<usize> {
        match self.all.get(self.at.get())?.kind {
            Kind::Alias(to) => Some(self.at.replace(to) + 1),
            Kind::Scalar(_) | Kind::List | Kind::Map | Kind::End => None,
        }
    }

    /// Comes back from an alias.
    pub(super) fn leave(&self, after: Option<usize>) {
        if let Some(after) = after {
            self.at.set(after);
        }
    }

    /// The next thing's place and, of a scalar, how it is written; or where the readers do not agree.
    pub(super) fn next(&self, met: Met<'_>) -> Result<(Place, &str), Place> {
        let Some(event) = self.all.get(self.at.get()) else {
            let stop = self.stop.as_ref().map(Stop::place);
            return Err(stop.or(self.all.last().map(|last| last.place)).unwrap_or_default());
        };
        self.at.set(self.at.get() + 1);
        let (agrees, text) = match (&event.kind, met) {
            (Kind::Scalar(text), Met::Scalar) => (!text.trim().is_empty(), &**text),
            (Kind::Scalar(text), Met::Null) => (true, &**text),
            (Kind::Scalar(text), Met::String(read)) => (text == read || **text == read.replace('\t', " "), &**text),
            (Kind::List, Met::List) | (Kind::Map, Met::Map) | (Kind::End, Met::End) => (true, ""),
            (Kind::Scalar(_) | Kind::List | Kind::Map | Kind::End | Kind::Alias(_), _) => (false, ""),
        };
        if agrees { Ok((event.place, text)) } else { Err(event.place) }
    }
}

impl Stop {
    fn place(&self) -> Place {
        match self {
            Stop::Broken(place, _) | Stop::TooDeep(place) => *place,
        }
    }
}

struct Builder<'t> {
    text: &'t str,
    bytes: Bytes,
    lines: LineEnds,
    events: Events<'t>,
    /// Lists and maps that are open.
    open: Vec<usize>,
    /// The event at which each anchor stands.
    anchors: HashMap<usize, usize>,
}

impl<'t> Builder<'t> {
    fn of(text: &'t str, offset: usize) -> Builder<'t> {
        Builder {
            text,
            bytes: Bytes::of(text, offset),
            lines: LineEnds::of(text),
            events: Events::default(),
            open: Vec::new(),
            anchors: HashMap::new(),
        }
    }

    fn add(&mut self, read: Read<'t>, span: Span) {
        let (start, end) = (self.bytes.of_character(span.start.index()), self.bytes.of_character(span.end.index()));
        match read {
            Read::Scalar(text, style, anchor, _) => {
                let range = match style {
                    ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => start..end,
                    ScalarStyle::Plain if start == end => self.nothing(start),
                    ScalarStyle::Plain => self.without_blanks(start..end),
                    ScalarStyle::Literal | ScalarStyle::Folded => self.without_blanks(self.header(start)..end),
                };
                self.push(Kind::Scalar(text), anchor, Place::new(range));
            }
            Read::SequenceStart(anchor, _) => self.open(Kind::List, anchor, self.dash(start)),
            Read::MappingStart(anchor, _) => self.open(Kind::Map, anchor, start),
            Read::SequenceEnd | Read::MappingEnd => self.close(end),
            Read::Alias(anchor) => {
                // An anchor that nobody has set is told by the parser itself.
                let to = self.anchors.get(&anchor).copied().unwrap_or_default();
                self.push(Kind::Alias(to), 0, Place::new(start..end));
            }
            Read::Nothing | Read::StreamStart | Read::StreamEnd | Read::DocumentStart(_) | Read::DocumentEnd => {}
        }
    }

    fn push(&mut self, kind: Kind<'t>, anchor: usize, place: Place) {
        if anchor > 0 {
            self.anchors.insert(anchor, self.events.all.len());
        }
        let number = self.events.all.len();
        self.events.all.push(Event { kind, place });
        self.begins(number);
    }

    /// Has the list or map around this event stand up to its end, if it is the first thing in there.
    fn begins(&mut self, number: usize) {
        let Some(&parent) = self.open.last().filter(|&&parent| parent + 1 == number) else { return };
        let (start, end) = (self.events.all[parent].place.start(), self.events.all[number].place.end());
        self.events.all[parent].place = Place::new(start..self.line_end(start, end));
    }

    /// `end`, or the end of the line on which `start` stands, if that comes first.
    fn line_end(&self, start: usize, end: usize) -> usize {
        let stretch = self.text.get(start..end.min(self.lines.end(start))).unwrap_or_default();
        start + stretch.trim_end().len()
    }

    fn open(&mut self, kind: Kind<'t>, anchor: usize, start: usize) {
        let number = self.events.all.len();
        self.push(kind, anchor, Place::at(start));
        self.open.push(number);
        if self.open.len() > DEEPEST {
            self.events.stop = Some(Stop::TooDeep(Place::at(start)));
        }
    }

    fn broken(&mut self, error: &ScanError) {
        let place = Place::at(self.bytes.of_character(error.marker().index()));
        self.events.stop = Some(match error.info() {
            TOO_DEEP => Stop::TooDeep(place),
            why => Stop::Broken(place, why.to_owned()),
        });
    }

    fn close(&mut self, end: usize) {
        if let Some(number) = self.open.pop() {
            let start = self.events.all[number].place.start();
            if matches!(self.text.as_bytes().get(start), Some(b'[' | b'{')) {
                self.events.all[number].place = Place::new(start..self.line_end(start, end));
            }
            self.begins(number);
        }
        self.events.all.push(Event { kind: Kind::End, place: Place::at(end) });
    }

    /// Where a list begins whose dashes stand no deeper than its key: the reader gives its first item.
    fn dash(&self, start: usize) -> usize {
        let before = self.text[..start].trim_end();
        match self.text.as_bytes().get(start) {
            Some(b'-' | b'[') | None => start,
            Some(_) if before.ends_with('-') => before.len() - 1,
            Some(_) => start,
        }
    }

    /// Where a scalar stands that is read on to the thing after it.
    fn without_blanks(&self, range: Range<usize>) -> Range<usize> {
        let written = self.text.get(range.clone()).unwrap_or_default();
        let start = range.start + (written.len() - written.trim_start().len());
        start..start + written.trim().len()
    }

    /// Where nothing stands that a dash announces; of a map, its key is shown.
    fn nothing(&self, start: usize) -> Range<usize> {
        let last = self.events.all.last().map_or(0, |last| last.place.end());
        let dash = self.text.get(last..start).and_then(|before| before.find('-')).map(|at| last + at);
        let is_item = self.open.last().is_some_and(|&parent| matches!(self.events.all[parent].kind, Kind::List));
        dash.filter(|_| is_item).map_or(start..start, |dash| dash..dash + 1)
    }

    /// Where the `|` or `>` stands of a scalar whose first line begins at `start`.
    fn header(&self, start: usize) -> usize {
        let last = self.events.all.last().map_or(0, |last| last.place.end());
        let before = self.text.get(last..start).unwrap_or_default();
        before.find(['|', '>']).map_or(start, |at| last + at)
    }
}
