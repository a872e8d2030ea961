//! The statements of each kind of item, and the lines of a message.

use super::faults::fault;
use super::grammar::Rule;
use super::items::{Recovered, Statement};
use super::predicates::word_in;
use super::reading::{Reading, child, children, has};
use super::recover;
use super::token::Token;
use super::tree::{Node, Tree};
use super::words;
use crate::ast::{
    About, Allow, CampaignStatement, Channel, ConsentStatement, Consented, Engine, Message, MessageLine, Name, Period,
    PlaceStatement, Purpose, Reveals, SegmentStatement, Send, Spanned, TraitStatement, Window, Word,
};
use crate::finding::Help;

impl Statement for CampaignStatement {
    const WHOLE: Rule = Rule::campaign_item;
    const BODY: Rule = Rule::campaign_body;
    const REST: Rule = Rule::campaign_rest;
    const BLOCK: &'static str = "a campaign";
    const WORDS: &'static [&'static str] = words::CAMPAIGN;

    fn lower(reading: &mut Reading<'_>, node: &Node<'_>) -> Option<Self> {
        use CampaignStatement as S;
        let node = &node.inner().next()?;
        Some(match node.as_rule() {
            Rule::owner => S::Owner(reading.first_string(node)?),
            Rule::promotes => S::Promotes(reading.strings(node)?),
            Rule::purpose => S::Purpose(word_in::<Purpose>(node, Rule::purpose_word)?),
            Rule::channels => S::Channels(children(node, Rule::channel).filter_map(|c| reading.channel(&c)).collect()),
            Rule::regions => S::Regions(reading.regions(node)?),
            Rule::flight => match reading.dates(node)?.as_slice() {
                [from] => S::Flight(*from, None),
                [from, to] => S::Flight(*from, Some(*to)),
                _ => return None,
            },
            Rule::size => S::Size(reading.first_integer(node)?),
            Rule::note => S::Note(reading.first_string(node)?),
            Rule::hours => {
                let mut times = children(node, Rule::time);
                let (from, to) = (times.next()?, times.next()?);
                S::Hours(reading.time(&from)?, reading.time(&to)?)
            }
            Rule::at_most => S::AtMost(reading.first_integer(node)?, word_in::<Period>(node, Rule::period)?),
            Rule::target => S::Target(reading.first_expr(node)?),
            Rule::exclude => S::Exclude(reading.first_expr(node)?),
            Rule::suppress => S::Suppress(reading.first_expr(node)?),
            Rule::start_when => S::StartWhen(reading.first_expr(node)?),
            Rule::stop_when => S::StopWhen(reading.first_expr(node)?),
            Rule::beside => S::Beside(reading.strings(node)?),
            Rule::require => S::Require(reading.require(node)?),
            Rule::told_by => S::ToldBy(reading.first_string(node)?),
            Rule::runs_on => S::RunsOn(reading.strings(node)?),
            Rule::send_to => S::SendTo(reading.send(node)?),
            Rule::message => S::Message(reading.message(node)?),
            Rule::allow => S::Allow(reading.allow(node)?),
            _ => return None,
        })
    }

    fn once(&self) -> Option<&'static str> {
        use CampaignStatement as S;
        match self {
            S::Owner(_) => Some("owner"),
            S::Purpose(_) => Some("purpose"),
            S::Channels(_) => Some("channels"),
            S::Regions(_) => Some("regions"),
            S::Flight(..) => Some("flight"),
            S::Size(_) => Some("size"),
            S::Hours(..) => Some("hours"),
            // Three a week and one a day are two limits, not one that is said twice.
            S::AtMost(_, Period::Day) => Some("at most … a day"),
            S::AtMost(_, Period::Week) => Some("at most … a week"),
            S::AtMost(_, Period::Month) => Some("at most … a month"),
            S::ToldBy(_) => Some("told by"),
            S::Promotes(_)
            | S::Note(_)
            | S::Target(_)
            | S::Exclude(_)
            | S::Suppress(_)
            | S::StartWhen(_)
            | S::StopWhen(_)
            | S::Beside(_)
            | S::Require(_)
            | S::RunsOn(_)
            | S::SendTo(_)
            | S::Message(_)
            | S::Allow(_) => None,
        }
    }

    fn recover(reading: &mut Reading<'_>, tree: &mut Tree<'_>, tokens: &[Token]) -> Option<Recovered<Self>> {
        recover::message(reading, tree, tokens)
            .map(|Recovered(message)| Recovered(message.map(CampaignStatement::Message)))
    }
}

impl Statement for SegmentStatement {
    const WHOLE: Rule = Rule::segment_item;
    const BODY: Rule = Rule::segment_body;
    const REST: Rule = Rule::segment_rest;
    const BLOCK: &'static str = "a segment";
    const WORDS: &'static [&'static str] = words::SEGMENT;

    fn lower(reading: &mut Reading<'_>, node: &Node<'_>) -> Option<Self> {
        let node = &node.inner().next()?;
        Some(match node.as_rule() {
            Rule::when => SegmentStatement::When(reading.first_expr(node)?),
            Rule::uploaded_from => SegmentStatement::UploadedFrom(reading.first_string(node)?),
            Rule::bought_from => SegmentStatement::BoughtFrom(reading.first_string(node)?),
            Rule::size => SegmentStatement::Size(reading.first_integer(node)?),
            Rule::retained => SegmentStatement::Retained(reading.duration(node)?),
            Rule::about => SegmentStatement::About(word_in::<About>(node, Rule::about_word)?),
            Rule::note => SegmentStatement::Note(reading.first_string(node)?),
            Rule::reveals => SegmentStatement::Reveals(reading.reveals(node)?),
            Rule::allow => SegmentStatement::Allow(reading.allow(node)?),
            _ => return None,
        })
    }

    fn once(&self) -> Option<&'static str> {
        match self {
            SegmentStatement::UploadedFrom(_) => Some("uploaded from"),
            SegmentStatement::BoughtFrom(_) => Some("bought from"),
            SegmentStatement::Size(_) => Some("size"),
            SegmentStatement::Retained(_) => Some("retained"),
            SegmentStatement::About(_) => Some("about"),
            SegmentStatement::When(_)
            | SegmentStatement::Note(_)
            | SegmentStatement::Reveals(_)
            | SegmentStatement::Allow(_) => None,
        }
    }
}

impl Statement for TraitStatement {
    const WHOLE: Rule = Rule::trait_item;
    const BODY: Rule = Rule::trait_body;
    const REST: Rule = Rule::trait_rest;
    const BLOCK: &'static str = "a trait";
    const WORDS: &'static [&'static str] = words::TRAIT;

    fn lower(reading: &mut Reading<'_>, node: &Node<'_>) -> Option<Self> {
        let node = &node.inner().next()?;
        Some(match node.as_rule() {
            Rule::declared_in => TraitStatement::DeclaredIn(reading.first_string(node)?),
            Rule::observed_from => TraitStatement::ObservedFrom(reading.origins(node)?),
            Rule::inferred_by => {
                let engine = word_in::<Engine>(node, Rule::engine)?;
                TraitStatement::InferredBy(engine, reading.first_string(node)?, reading.origins(node)?)
            }
            Rule::bought_from => TraitStatement::BoughtFrom(reading.first_string(node)?),
            Rule::retained => TraitStatement::Retained(reading.duration(node)?),
            Rule::note => TraitStatement::Note(reading.first_string(node)?),
            Rule::reveals => TraitStatement::Reveals(reading.reveals(node)?),
            Rule::allow => TraitStatement::Allow(reading.allow(node)?),
            _ => return None,
        })
    }

    fn once(&self) -> Option<&'static str> {
        match self {
            TraitStatement::DeclaredIn(_) => Some("declared in"),
            TraitStatement::BoughtFrom(_) => Some("bought from"),
            TraitStatement::Retained(_) => Some("retained"),
            TraitStatement::ObservedFrom(_)
            | TraitStatement::InferredBy(..)
            | TraitStatement::Note(_)
            | TraitStatement::Reveals(_)
            | TraitStatement::Allow(_) => None,
        }
    }
}

impl Statement for PlaceStatement {
    const WHOLE: Rule = Rule::place_item;
    const BODY: Rule = Rule::place_body;
    const REST: Rule = Rule::place_rest;
    const BLOCK: &'static str = "a place";
    const WORDS: &'static [&'static str] = words::PLACE;

    fn lower(reading: &mut Reading<'_>, node: &Node<'_>) -> Option<Self> {
        let node = &node.inner().next()?;
        Some(match node.as_rule() {
            Rule::at => {
                let (latitude, longitude) = reading.coordinates(node)?;
                PlaceStatement::At(latitude, longitude)
            }
            Rule::place_from => PlaceStatement::From(reading.first_string(node)?),
            Rule::kind => PlaceStatement::Kind(reading.first_string(node)?),
            Rule::reveals => PlaceStatement::Reveals(reading.reveals(node)?),
            Rule::allow => PlaceStatement::Allow(reading.allow(node)?),
            _ => return None,
        })
    }

    fn once(&self) -> Option<&'static str> {
        match self {
            PlaceStatement::At(..) => Some("at"),
            PlaceStatement::From(_) => Some("from"),
            PlaceStatement::Kind(_) => Some("kind"),
            PlaceStatement::Reveals(_) | PlaceStatement::Allow(_) => None,
        }
    }
}

impl Statement for ConsentStatement {
    const WHOLE: Rule = Rule::consent_item;
    const BODY: Rule = Rule::consent_body;
    const REST: Rule = Rule::consent_rest;
    const BLOCK: &'static str = "a consent";
    const WORDS: &'static [&'static str] = words::CONSENT;

    fn lower(reading: &mut Reading<'_>, node: &Node<'_>) -> Option<Self> {
        let node = &node.inner().next()?;
        Some(match node.as_rule() {
            Rule::consent_to => ConsentStatement::To(reading.names(node, Rule::path)),
            Rule::asked_in => ConsentStatement::AskedIn(reading.first_string(node)?),
            Rule::wording => ConsentStatement::Wording(reading.first_string(node)?),
            Rule::consent_for => ConsentStatement::For(word_in::<Purpose>(node, Rule::purpose_word)?),
            Rule::shared_with => ConsentStatement::SharedWith(reading.strings(node)?),
            Rule::kept_in => ConsentStatement::KeptIn(reading.name(&child(node, Rule::field)?)),
            Rule::expires => ConsentStatement::Expires(reading.duration(node)?),
            Rule::signed => ConsentStatement::Signed,
            Rule::note => ConsentStatement::Note(reading.first_string(node)?),
            _ => return None,
        })
    }

    fn once(&self) -> Option<&'static str> {
        match self {
            ConsentStatement::AskedIn(_) => Some("asked in"),
            ConsentStatement::Wording(_) => Some("wording"),
            ConsentStatement::For(_) => Some("for"),
            ConsentStatement::SharedWith(_) => Some("shared with"),
            ConsentStatement::KeptIn(_) => Some("kept in"),
            ConsentStatement::Expires(_) => Some("expires"),
            ConsentStatement::Signed => Some("signed"),
            ConsentStatement::To(_) | ConsentStatement::Note(_) => None,
        }
    }
}

impl Statement for MessageLine {
    const WHOLE: Rule = Rule::message;
    const BODY: Rule = Rule::message_body;
    const REST: Rule = Rule::message_rest;
    const BLOCK: &'static str = "a message";
    const WORDS: &'static [&'static str] = words::MESSAGE;

    fn lower(reading: &mut Reading<'_>, node: &Node<'_>) -> Option<Self> {
        let node = &node.inner().next()?;
        Some(match node.as_rule() {
            Rule::subject => MessageLine::Subject(reading.first_string(node)?),
            Rule::body => MessageLine::Body(reading.first_string(node)?),
            Rule::link => MessageLine::Link(reading.first_string(node)?),
            Rule::shows => MessageLine::Shows(reading.origins(node)?.pop()?),
            _ => return None,
        })
    }

    fn once(&self) -> Option<&'static str> {
        match self {
            MessageLine::Subject(_) | MessageLine::Body(_) | MessageLine::Link(_) | MessageLine::Shows(_) => None,
        }
    }
}

impl Reading<'_> {
    fn channel(&self, node: &Node<'_>) -> Option<Spanned<Channel>> {
        Some(Spanned { value: Channel::from_word(node.as_str())?, span: self.span(node) })
    }

    fn regions(&mut self, node: &Node<'_>) -> Option<Vec<Name>> {
        let regions: Vec<_> = children(node, Rule::region).filter_map(|region| self.region(&region)).collect();
        (!regions.is_empty()).then_some(regions)
    }

    fn require(&mut self, node: &Node<'_>) -> Option<Consented> {
        let list = child(node, Rule::topic_list);
        let topics = self.names(list.as_ref().unwrap_or(node), Rule::path);
        if let (None, [first, .., last]) = (&list, topics.as_slice()) {
            let span = first.span.to(last.span);
            let written: Vec<_> = topics.iter().map(|topic| &*topic.value).collect();
            let bare = fault("syntax/unbracketed-topics", span, "several topics need brackets");
            let fix = super::faults::shorten(&written.join(", "), 80);
            let help = Help::new(format!("write `require consent [{fix}]`"));
            self.report(bare.help(help.edit(span, format!("[{}]", written.join(", ")))));
        }
        let window = match child(node, Rule::duration) {
            Some(duration) => Some(Spanned { value: Window::Last(self.duration(node)?), span: self.span(&duration) }),
            None => None,
        };
        Some(Consented { topics, window })
    }

    fn send(&mut self, node: &Node<'_>) -> Option<Send> {
        let to = self.first_string(node)?;
        let kind = match child(node, Rule::send_as) {
            Some(kind) => Some(self.first_string(&kind)?),
            None => None,
        };
        let fields = child(node, Rule::send_with).map(|with| self.names(&with, Rule::field));
        Some(Send { to, kind, fields: fields.unwrap_or_default() })
    }

    fn message(&mut self, node: &Node<'_>) -> Option<Message> {
        let mut message = self.message_head(&child(node, Rule::message_head)?)?;
        let mut lines = Vec::new();
        super::items::statements(self, &child(node, Rule::message_body)?, &mut lines);
        message.lines = lines.into_iter().map(|line| line.value).collect();
        Some(message)
    }

    /// A message without its lines.
    pub(super) fn message_head(&mut self, node: &Node<'_>) -> Option<Message> {
        let channel = self.channel(&child(node, Rule::channel)?)?;
        let title = if has(node, Rule::string) { Some(self.first_string(node)?) } else { None };
        let when = match child(node, Rule::message_when) {
            Some(when) => Some(self.first_expr(&when)?),
            None => None,
        };
        Some(Message { channel, title, when, lines: Vec::new() })
    }

    fn reveals(&mut self, node: &Node<'_>) -> Option<Reveals> {
        let Some(nothing) = child(node, Rule::reveals_nothing) else {
            return Some(Reveals::Categories(self.names(node, Rule::path)));
        };
        let mut strings = children(&nothing, Rule::string);
        let (by, because) = (strings.next()?, strings.next()?);
        Some(Reveals::Nothing { by: self.string(&by)?, because: self.string(&because)? })
    }

    fn allow(&mut self, node: &Node<'_>) -> Option<Allow> {
        let allowed = node.inner().filter(|piece| matches!(piece.as_rule(), Rule::rule_id | Rule::path));
        let what = allowed.map(|piece| self.name(&piece)).collect();
        let until = self.date(&child(node, Rule::date)?)?;
        let mut strings = children(node, Rule::string);
        let (by, because) = (strings.next()?, strings.next()?);
        Some(Allow { what, until, by: self.string(&by)?, because: self.string(&because)? })
    }
}
