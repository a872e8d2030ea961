//! What a block says, whatever its layout: two blocks that say the same read the same here, wherever their words stand.
//!
//! Comments and blanks are gone already; here the order of statements, of terms and of lists goes, too.

use std::collections::BTreeSet;

use super::merge;
use super::names::Space;
use crate::ast::{
    Block, CampaignStatement, ConsentStatement, Consented, Expr, ExprKind, Group, Item, Message, MessageLine, Name,
    Named, Origin, PlaceStatement, Reveals, SegmentStatement, Send, TraitStatement, Word, at, names, set, string,
    strings,
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
            ExprKind::Predicate(predicate) => {
                self.names.extend(predicate.names().into_iter().map(space));
                return predicate.content();
            }
            ExprKind::Opaque(why) => return format!("opaque {why:?}"),
        };
        format!("{head} {}", set(parts.iter().map(|part| self.expr(part))))
    }

    fn consented(&mut self, consented: &Consented) -> String {
        self.refer(Space::Consents, &consented.topics);
        consented.content()
    }

    /// Names, which are noted down.
    fn refer(&mut self, space: Space, all: &[Name]) -> String {
        self.names.extend(all.iter().map(|name| (space, name.value.clone())));
        names(all)
    }
}

fn space(named: Named) -> (Space, Text) {
    match named {
        Named::Audience(name) => (Space::Audiences, name.value.clone()),
        Named::Place(name) => (Space::Places, name.value.clone()),
        Named::Consent(name) => (Space::Consents, name.value.clone()),
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
