//! What a block says, whatever its layout: two blocks that say the same read the same here, wherever their words stand.
//!
//! Comments and blanks are gone already; here the order of statements, of terms and of lists goes, too.

use std::collections::BTreeSet;

use super::merge;
use super::names::Space;
use crate::ast::{
    Block, CampaignStatement, ConsentStatement, Consented, Expr, ExprKind, Group, Item, Literal, Locus, Message,
    MessageLine, Name, Number, Origin, PlaceStatement, Predicate, Reveals, SegmentStatement, Send, Str, Test, Timing,
    TraitStatement, Value, Word,
};
use crate::source::Text;

/// What a block says.
#[derive(Debug)]
pub(super) struct Content {
    /// The title, and where the facts come from that it rests on: what it may reveal.
    pub(super) signals: String,
    /// All that a finding may hang on but for the copy; who answers, notes, sizes and days do not count.
    pub(super) says: String,
    /// What people read.
    pub(super) copy: String,
    /// The items that it refers to.
    pub(super) names: BTreeSet<(Space, Text)>,
}

/// What a statement is to the block.
enum Part {
    /// It says where facts come from.
    Signal(String),
    /// It says something else that a finding may hang on.
    Rest(String),
    /// It says so, and people read something of it.
    Read(String, String),
    /// Nothing hangs on it, or it is a decision itself.
    Aside,
}

impl Content {
    /// What an item says.
    pub(super) fn of(item: &Item) -> Content {
        match item {
            Item::Campaign(block) => Content::of_block(block, Reader::campaign),
            Item::Segment(block) => Content::of_block(block, Reader::segment),
            Item::Trait(block) => Content::of_block(block, Reader::origin),
            Item::Place(block) => Content::of_block(block, |_, statement| place(statement)),
            Item::Consent(block) => Content::of_block(block, Reader::consent),
        }
    }

    fn of_block<S>(block: &Block<S>, read: impl Fn(&mut Reader, &S) -> Part) -> Content {
        let mut reader = Reader::default();
        let (mut signals, mut rest, mut copy) = (Vec::new(), Vec::new(), Vec::new());
        signals.extend(block.title.as_ref().map(|title| format!("title {}", string(title))));
        for statement in &block.statements {
            match read(&mut reader, &statement.value) {
                Part::Signal(text) => signals.push(text),
                Part::Rest(text) => rest.push(text),
                Part::Read(text, read) => {
                    rest.push(text);
                    copy.push(read);
                }
                Part::Aside => {}
            }
        }
        let signals = set(signals);
        let says = format!("{signals} {}", set(rest));
        Content { signals, says, copy: set(copy), names: reader.names }
    }
}

/// Reads statements, and notes down the names in them.
#[derive(Default)]
struct Reader {
    names: BTreeSet<(Space, Text)>,
}

impl Reader {
    fn campaign(&mut self, statement: &CampaignStatement) -> Part {
        Part::Rest(match statement {
            CampaignStatement::Owner(_)
            | CampaignStatement::Flight(..)
            | CampaignStatement::Size(_)
            | CampaignStatement::Note(_)
            | CampaignStatement::Allow(_) => return Part::Aside,
            CampaignStatement::Promotes(things) => return Part::Read("promotes".to_owned(), strings(things)),
            CampaignStatement::Purpose(purpose) => format!("purpose {}", purpose.word()),
            CampaignStatement::Channels(channels) => {
                format!("channels {}", set(channels.iter().map(|channel| channel.value.word().to_owned())))
            }
            CampaignStatement::Regions(regions) => format!("regions {}", names(regions)),
            CampaignStatement::Hours(from, to) => format!("hours {from} {to}"),
            CampaignStatement::AtMost(count, period) => format!("at most {count} {}", period.word()),
            CampaignStatement::Target(expr) => format!("target {}", self.expr(expr)),
            CampaignStatement::Exclude(expr) => format!("exclude {}", self.expr(expr)),
            CampaignStatement::Suppress(expr) => format!("suppress {}", self.expr(expr)),
            CampaignStatement::StartWhen(expr) => format!("start {}", self.expr(expr)),
            CampaignStatement::StopWhen(expr) => format!("stop {}", self.expr(expr)),
            CampaignStatement::Beside(words) => format!("beside {}", strings(words)),
            CampaignStatement::Require(consented) => format!("require {}", self.consented(consented)),
            CampaignStatement::ToldBy(notice) => format!("told by {}", string(notice)),
            CampaignStatement::RunsOn(platforms) => format!("runs on {}", strings(platforms)),
            CampaignStatement::SendTo(send) => self.send(send),
            CampaignStatement::Message(message) => return self.message(message),
        })
    }

    fn segment(&mut self, statement: &SegmentStatement) -> Part {
        match statement {
            SegmentStatement::When(expr) => Part::Signal(format!("when {}", self.expr(expr))),
            SegmentStatement::UploadedFrom(list) => Part::Signal(format!("uploaded {}", string(list))),
            SegmentStatement::BoughtFrom(list) => Part::Signal(format!("bought {}", string(list))),
            SegmentStatement::Retained(lasts) => Part::Rest(format!("retained {lasts:?}")),
            SegmentStatement::About(whom) => Part::Rest(format!("about {}", whom.word())),
            SegmentStatement::Reveals(reveals) => revealed(reveals),
            SegmentStatement::Size(_) | SegmentStatement::Note(_) | SegmentStatement::Allow(_) => Part::Aside,
        }
    }

    fn origin(&mut self, statement: &TraitStatement) -> Part {
        match statement {
            TraitStatement::DeclaredIn(place) => Part::Signal(format!("declared {}", string(place))),
            TraitStatement::ObservedFrom(origins) => Part::Signal(format!("observed {}", self.sources(origins))),
            TraitStatement::InferredBy(engine, name, origins) => {
                let (engine, name) = (engine.word(), string(name));
                Part::Signal(format!("inferred {engine} {name} {}", self.sources(origins)))
            }
            TraitStatement::BoughtFrom(seller) => Part::Signal(format!("bought {}", string(seller))),
            TraitStatement::Retained(lasts) => Part::Rest(format!("retained {lasts:?}")),
            TraitStatement::Reveals(reveals) => revealed(reveals),
            TraitStatement::Note(_) | TraitStatement::Allow(_) => Part::Aside,
        }
    }

    fn consent(&mut self, statement: &ConsentStatement) -> Part {
        Part::Rest(match statement {
            ConsentStatement::To(topics) => format!("to {}", self.refer(Space::Consents, topics)),
            ConsentStatement::AskedIn(place) => format!("asked {}", string(place)),
            ConsentStatement::Wording(words) => format!("wording {}", string(words)),
            ConsentStatement::For(purpose) => format!("for {}", purpose.word()),
            ConsentStatement::SharedWith(parties) => format!("shared {}", strings(parties)),
            ConsentStatement::KeptIn(field) => format!("kept {:?}", field.value),
            ConsentStatement::Expires(lasts) => format!("expires {lasts:?}"),
            ConsentStatement::Signed => "signed".to_owned(),
            ConsentStatement::Note(_) => return Part::Aside,
        })
    }

    fn send(&mut self, send: &Send) -> String {
        let kind = send.kind.as_ref().map(string);
        format!("send {} {kind:?} {}", string(&send.to), self.refer(Space::Audiences, &send.fields))
    }

    fn message(&mut self, message: &Message) -> Part {
        let when = message.when.as_ref().map(|expr| self.expr(expr));
        let title = message.title.as_ref().map(string);
        let (mut shown, mut copy) = (Vec::new(), Vec::new());
        for line in &message.lines {
            let (kind, text) = match line {
                MessageLine::Subject(text) => ("subject", text),
                MessageLine::Body(text) => ("body", text),
                MessageLine::Link(text) => ("link", text),
                MessageLine::Shows(origin) => {
                    shown.push(self.source(origin));
                    continue;
                }
            };
            let fields = merge::fields(&text.value).into_iter().map(|field| (Space::Audiences, field.path.into()));
            self.names.extend(fields);
            copy.push(format!("{kind} {}", string(text)));
        }
        let says = format!("message {} {when:?} shows {}", message.channel.value.word(), set(shown));
        Part::Read(says, format!("{title:?} {copy:?}"))
    }

    fn sources(&mut self, origins: &[Origin]) -> String {
        set(origins.iter().map(|origin| self.source(origin)))
    }

    fn source(&mut self, origin: &Origin) -> String {
        match origin {
            Origin::Any(stream) => format!("any {}", stream.value.word()),
            Origin::Predicate(expr) => self.expr(expr),
        }
    }

    /// An expression; the front end bounds how deep it is.
    fn expr(&mut self, expr: &Expr) -> String {
        let (head, parts) = match &expr.kind {
            ExprKind::And(parts) | ExprKind::Group(Group::All, parts) => ("all of".to_owned(), parts),
            ExprKind::Or(parts) | ExprKind::Group(Group::Any, parts) => ("any of".to_owned(), parts),
            ExprKind::Group(Group::None, parts) => ("none of".to_owned(), parts),
            ExprKind::Group(Group::AtLeast(need), parts) => (format!("{need} of"), parts),
            ExprKind::Not(inner) => return format!("not ({})", self.expr(inner)),
            ExprKind::Paren(inner) => return self.expr(inner),
            ExprKind::Predicate(predicate) => return self.predicate(predicate),
            ExprKind::Opaque(why) => return format!("opaque {why:?}"),
        };
        format!("{head} {}", set(parts.iter().map(|part| self.expr(part))))
    }

    fn predicate(&mut self, predicate: &Predicate) -> String {
        match predicate {
            Predicate::Acted { verb, scope, what, timing } => {
                format!("{} {scope:?} {} {}", verb.word(), strings(what), timed(timing))
            }
            Predicate::Did { event, fields, timing } => {
                let fields = fields.iter().map(|(field, test)| format!("{:?} {}", field.value, tested(test)));
                format!("did {} {} {}", string(event), set(fields), timed(timing))
            }
            Predicate::Mentioned { what, media, timing } => {
                let media = set(media.iter().map(|medium| medium.value.word().to_owned()));
                format!("mentioned {} {media} {}", strings(what), timed(timing))
            }
            Predicate::Within { radius, locus, dwell, timing } => {
                let radius = format!("{} {}", radius.number.text, radius.unit.word());
                format!("within {radius} {} {dwell:?} {}", self.locus(locus), timed(timing))
            }
            Predicate::Visited { locus, by, timing } => {
                format!("visited {} {by:?} {}", self.locus(locus), timed(timing))
            }
            Predicate::Resides { how, area, values } => {
                format!("{} {} {}", how.word(), area.word(), set(values.iter().map(value)))
            }
            Predicate::Interested(what) => format!("interested {}", strings(what)),
            Predicate::Similar { seed, percent } => {
                let percent = percent.as_ref().map(|percent| &percent.text);
                format!("similar {} {percent:?}", self.refer(Space::Audiences, std::slice::from_ref(seed)))
            }
            Predicate::Consented(consented) => format!("consented {}", self.consented(consented)),
            Predicate::Path { path, test } => {
                let test = test.as_ref().map(|test| tested(&test.value));
                format!("{} {test:?}", self.refer(Space::Audiences, std::slice::from_ref(path)))
            }
        }
    }

    fn consented(&mut self, consented: &Consented) -> String {
        let window = consented.window.as_ref().map(|window| window.value);
        format!("{} {window:?}", self.refer(Space::Consents, &consented.topics))
    }

    fn locus(&mut self, locus: &Locus) -> String {
        match locus {
            Locus::Place(name) => self.refer(Space::Places, std::slice::from_ref(name)),
            Locus::Coordinates(latitude, longitude) => at(latitude, longitude),
            Locus::Words(words) => strings(words),
        }
    }

    /// Names, which are noted down.
    fn refer(&mut self, space: Space, all: &[Name]) -> String {
        self.names.extend(all.iter().map(|name| (space, name.value.clone())));
        names(all)
    }
}

fn place(statement: &PlaceStatement) -> Part {
    match statement {
        PlaceStatement::At(latitude, longitude) => Part::Signal(at(latitude, longitude)),
        PlaceStatement::From(file) => Part::Signal(format!("from {}", string(file))),
        PlaceStatement::Kind(kind) => Part::Signal(format!("kind {}", string(kind))),
        PlaceStatement::Reveals(reveals) => revealed(reveals),
        PlaceStatement::Allow(_) => Part::Aside,
    }
}

fn revealed(reveals: &Reveals) -> Part {
    match reveals {
        Reveals::Nothing { .. } => Part::Aside,
        Reveals::Categories(categories) => Part::Rest(format!("reveals {}", names(categories))),
    }
}

fn timed(timing: &Timing) -> String {
    let window = timing.window.as_ref().map(|window| window.value);
    let count = timing.count.as_ref().map(|count| count.value);
    format!("{window:?} {count:?}")
}

fn tested(test: &Test) -> String {
    match test {
        Test::Compare(op, than) => format!("{op:?} {}", value(than)),
        Test::Between(from, to) => format!("between {} {}", value(from), value(to)),
        Test::OneOf(values) => format!("one of {}", set(values.iter().map(value))),
        Test::Contains(part) => format!("contains {}", string(part)),
        Test::StartsWith(part) => format!("starts {}", string(part)),
        Test::Exists => "exists".to_owned(),
        Test::Missing => "missing".to_owned(),
        Test::Is(truth) => format!("is {truth}"),
        Test::Window(window) => format!("{window:?}"),
    }
}

fn value(value: &Value) -> String {
    match &value.value {
        Literal::String(text) => format!("{text:?}"),
        Literal::Date(date) => date.to_string(),
        Literal::Number(number) => number.text.to_string(),
        Literal::Bool(truth) => truth.to_string(),
        Literal::Region(region) => format!("region {region}"),
    }
}

fn at(latitude: &Number, longitude: &Number) -> String {
    format!("at {} {}", latitude.text, longitude.text)
}

fn string(text: &Str) -> String {
    format!("{:?}", text.value)
}

fn strings(all: &[Str]) -> String {
    set(all.iter().map(string))
}

fn names(all: &[Name]) -> String {
    set(all.iter().map(|name| format!("{:?}", name.value)))
}

/// Parts whose order does not count, each as often as it is there.
fn set(parts: impl IntoIterator<Item = String>) -> String {
    let mut parts: Vec<String> = parts.into_iter().collect();
    parts.sort_unstable();
    format!("[{}]", parts.join(", "))
}
