//! Expressions become nodes of the graph.

use crate::ast::{
    self, Consented, Expr, ExprKind, Group, Medium, Name, Predicate, Residence, Spanned, Stream, Test, Timing,
};
use crate::finding::{Finding, Help, Severity};
use crate::knowledge::Kind;
use crate::resolve::literal::literals;
use crate::resolve::names::{Audience, Space};
use crate::resolve::signal::{flips, kind_of, named, only_zero, phrase, worded};
use crate::resolve::{AgeTest, Ask, AskId, Ctx, Edge, EdgeKind, Logic, NodeId, Provenance, Signal, Topic};
use crate::source::{Span, Text};

/// A node as it is used in one place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Operand {
    pub(super) node: NodeId,
    pub(super) flips: bool,
    pub(super) span: Span,
}

impl Operand {
    /// The edge from a gate to it.
    pub(super) fn edge(self) -> Edge {
        let kind = if self.flips { EdgeKind::Excludes } else { EdgeKind::Filters };
        Edge { to: self.node, span: self.span, kind, flips: self.flips }
    }

    fn flipped_if(self, flips: bool) -> Operand {
        Operand { flips: self.flips != flips, ..self }
    }
}

impl Ctx<'_> {
    /// Lowers an expression; its depth is bounded by the front end.
    pub(super) fn expr(&mut self, expr: &Expr) -> Operand {
        match &expr.kind {
            ExprKind::And(parts) => self.gate(parts, parts.len() as u32, expr.span),
            ExprKind::Or(parts) => self.gate(parts, 1, expr.span),
            ExprKind::Group(group, parts) => match group {
                Group::Any => self.gate(parts, 1, expr.span),
                Group::All => self.gate(parts, parts.len() as u32, expr.span),
                Group::None => self.gate(parts, 1, expr.span).flipped_if(true),
                Group::AtLeast(need) => self.gate(parts, *need, expr.span),
            },
            ExprKind::Not(inner) => Operand { span: expr.span, ..self.expr(inner).flipped_if(true) },
            ExprKind::Paren(inner) => self.expr(inner),
            ExprKind::Predicate(predicate) => self.predicate(predicate, expr.span),
            ExprKind::Opaque(why) => self.unreadable(why, expr.span),
        }
    }

    /// A node that holds for nobody knows whom.
    fn unreadable(&mut self, why: &Text, span: Span) -> Operand {
        self.program.unreadable.entry(self.item).or_default().push((span, why.clone()));
        Operand { node: self.node(Logic::Opaque, None, 0..0, []), flips: false, span }
    }

    /// An expression as one node that holds when it does.
    pub(super) fn upright(&mut self, expr: &Expr) -> NodeId {
        let operand = self.expr(expr);
        if operand.flips { self.node(Logic::Gate(1), None, 0..0, [operand.edge()]) } else { operand.node }
    }

    fn gate(&mut self, parts: &[Expr], need: u32, span: Span) -> Operand {
        let edges: Vec<Edge> = parts.iter().map(|part| self.expr(part).edge()).collect();
        if edges.len() < need as usize {
            self.program.impossible.entry(self.item).or_default().push(span);
        }
        Operand { node: self.node(Logic::Gate(need), None, 0..0, edges), flips: false, span }
    }

    fn predicate(&mut self, predicate: &Predicate, span: Span) -> Operand {
        match predicate {
            Predicate::Acted { verb, scope: _, what, timing } => {
                let mut signal = self.plain(kind_of(*verb), Provenance::Observed, span, self.phrases(what));
                signal.verb = Some(*verb);
                self.timed(signal, timing)
            }
            Predicate::Did { event, fields, timing } => {
                let mut words = vec![phrase(event)];
                for (field, test) in fields {
                    words.push(named(field));
                    words.extend(literals(test).into_iter().filter_map(worded));
                }
                let signal = self.plain(Kind::Event, Provenance::Observed, span, words);
                let details = fields.iter().filter_map(|(field, test)| self.detail(field, test, span)).collect();
                self.timed_with(signal, details, timing)
            }
            Predicate::Mentioned { what, media, timing } => {
                let mut signal = self.plain(Kind::Conversation, Provenance::Observed, span, self.phrases(what));
                signal.measures.media = media.iter().map(|medium| medium.value).collect();
                self.timed(signal, timing)
            }
            Predicate::Within { radius, locus, dwell, timing } => {
                let mut signal = self.fence(radius, locus, span);
                signal.measures.measured.dwell = dwell.map(ast::Duration::minutes);
                self.timed(signal, timing)
            }
            Predicate::Visited { locus, by, timing } => {
                let (place, at, words) = self.locus(locus);
                let mut signal = self.plain(Kind::Location, Provenance::Observed, span, words);
                (signal.place, signal.measures.at, signal.measures.measured.by) = (place, at, *by);
                self.timed(signal, timing)
            }
            Predicate::Resides { how, area, values } => {
                let words = values.iter().cloned().filter_map(worded).collect();
                let how = match how {
                    Residence::LivesIn | Residence::WorksIn => Provenance::Unknown,
                    Residence::IsIn => Provenance::Observed,
                };
                let mut signal = self.plain(Kind::Residence, how, span, words);
                signal.measures.measured.area = Some(*area);
                self.leaf(signal)
            }
            Predicate::Interested(what) => {
                let signal = self.plain(Kind::Interest, Provenance::Inferred, span, self.phrases(what));
                self.leaf(signal)
            }
            Predicate::Similar { seed, percent: _ } => self.lookalike(seed, span),
            Predicate::Consented(consented) => self.consented(consented, span),
            Predicate::Path { path, test } => self.path(path, test.as_ref(), span),
        }
    }

    fn timed(&mut self, signal: Signal, timing: &Timing) -> Operand {
        self.timed_with(signal, Vec::new(), timing)
    }

    fn timed_with(&mut self, mut signal: Signal, details: Vec<Signal>, timing: &Timing) -> Operand {
        if let Some(window) = &timing.window {
            signal.measures.window = Some(window.value);
        }
        self.leaf_with(signal, details).flipped_if(only_zero(timing))
    }

    /// What a field inside `where` tells as a field would anywhere: ages, coordinates, what columns of its name hold.
    fn detail(&mut self, field: &Name, test: &Test, span: Span) -> Option<Signal> {
        let mut signal = self.field(field, Some(test), span);
        signal.how = Provenance::Observed;
        if flips(test) {
            signal.measures.ages = signal.measures.ages.map(AgeTest::flipped);
            return signal.measures.ages.is_some().then_some(signal);
        }
        let tells = signal.measures.ages.is_some()
            || signal.measures.at.is_some()
            || signal.measures.field.is_some_and(|usage| !self.knowledge.field(&field.value, usage).is_empty());
        tells.then_some(signal)
    }

    /// A node for one fact.
    pub(super) fn leaf(&mut self, signal: Signal) -> Operand {
        self.leaf_with(signal, Vec::new())
    }

    /// A node for one fact and its details.
    fn leaf_with(&mut self, signal: Signal, details: Vec<Signal>) -> Operand {
        let span = signal.span;
        let first = self.signal(signal).0;
        for detail in details {
            self.signal(detail);
        }
        let signals = first..self.program.signals.len() as u32;
        Operand { node: self.node(Logic::Opaque, None, signals, []), flips: false, span }
    }

    /// A node for all of one stream, as in `any search`.
    pub(super) fn stream(&mut self, stream: &Spanned<Stream>) -> Operand {
        let kind = match stream.value {
            Stream::Purchase => Kind::Purchase,
            Stream::View => Kind::View,
            Stream::Search => Kind::Search,
            Stream::Event => Kind::Event,
            Stream::Call | Stream::Chat | Stream::Email | Stream::Ticket => Kind::Conversation,
            Stream::Location => Kind::Location,
        };
        let mut signal = self.plain(kind, Provenance::Observed, stream.span, Vec::new());
        signal.measures.stream = Some(stream.value);
        let medium = match stream.value {
            Stream::Call => Some(Medium::Calls),
            Stream::Chat => Some(Medium::Chats),
            Stream::Email => Some(Medium::Emails),
            Stream::Ticket => Some(Medium::Tickets),
            Stream::Purchase | Stream::View | Stream::Search | Stream::Event | Stream::Location => None,
        };
        signal.measures.media.extend(medium);
        self.leaf(signal)
    }

    fn lookalike(&mut self, seed: &Name, span: Span) -> Operand {
        let audience = self.declared.audience(&seed.value);
        if audience.is_none() {
            self.unknown(Space::Audiences, seed);
        }
        let edges = audience.and_then(|audience| self.made.node(audience)).map(|to| Edge {
            to,
            span,
            kind: EdgeKind::Expands,
            flips: false,
        });
        Operand { node: self.node(Logic::Opaque, None, 0..0, edges), flips: false, span }
    }

    fn consented(&mut self, consented: &Consented, span: Span) -> Operand {
        let asks = self.asks(consented);
        let edges: Vec<Edge> = asks
            .iter()
            .map(|&ask| {
                let node = self.node(Logic::Consent(ask), None, 0..0, []);
                Operand { node, flips: false, span }.edge()
            })
            .collect();
        Operand { node: self.node(Logic::Gate(edges.len() as u32), None, 0..0, edges), flips: false, span }
    }

    /// Keeps the requests of one `consented to` or `require consent`, a topic each.
    pub(super) fn asks(&mut self, consented: &Consented) -> Vec<AskId> {
        let window = consented.window.as_ref().map(|window| window.value);
        let mut asks = Vec::with_capacity(consented.topics.len());
        let topics: Vec<Topic> = consented.topics.iter().map(|name| self.topic(name)).collect();
        let is_bundle = self.is_bundle(&topics);
        for (name, topic) in consented.topics.iter().zip(topics) {
            asks.push(AskId(self.program.asks.len() as u32));
            let is_bundle = is_bundle && asks.len() == 1;
            self.program.asks.push(Ask { topic, window, is_bundle, span: name.span });
        }
        asks
    }

    /// What a topic's name stands for.
    pub(super) fn topic(&mut self, name: &Name) -> Topic {
        use crate::ast::{Channel, Word};
        let consent = self.declared.consent(&name.value).map(Topic::Consent);
        let channel = || Channel::from_word(&name.value).map(Topic::Channel);
        let sharing = || (&*name.value == "sharing").then_some(Topic::Sharing);
        let category = || self.knowledge.taxonomy().find(&name.value).map(Topic::Category);
        consent.or_else(channel).or_else(sharing).or_else(category).unwrap_or_else(|| {
            self.unknown(Space::Consents, name);
            Topic::Unknown
        })
    }

    fn path(&mut self, path: &Name, test: Option<&Spanned<Test>>, span: Span) -> Operand {
        match self.declared.audience(&path.value) {
            Some(Audience::Segment(id)) => self.segment(id, path, test, span),
            Some(Audience::Trait(id)) => {
                let mut signal = self.field(path, test.map(|test| &test.value), span);
                (signal.how, signal.measures.retained) = (self.made.how(id), self.made.retained(id));
                // Of the trait its declaration may speak, of what this condition asks it may not.
                signal.stated.clears_path = self.cleared_traits.contains(&id);
                let edge = self.trait_edge(id, path.span);
                let id = self.signal(signal).0;
                let node = self.node(Logic::Opaque, None, id..id + 1, edge);
                Operand { node, flips: test.is_some_and(|test| flips(&test.value)), span }
            }
            None => {
                self.unknown(Space::Audiences, path);
                let mut signal = self.field(path, test.map(|test| &test.value), span);
                self.told_of_field(&path.value, path.span, &mut signal);
                self.leaf(signal).flipped_if(test.is_some_and(|test| flips(&test.value)))
            }
        }
    }

    fn segment(&mut self, id: super::SegmentId, path: &Name, test: Option<&Spanned<Test>>, span: Span) -> Operand {
        // `is true` and `is false` say the same as a bare name and `not`.
        let flips = match test {
            None | Some(Spanned { value: Test::Is(true), .. }) => false,
            Some(Spanned { value: Test::Is(false), .. }) => true,
            Some(test) => {
                let message =
                    format!("`{}` is a segment: people are in it or not, it has no value to test", path.value);
                let finding = Finding::fault("names/segment-with-test", Severity::Error, test.span, message);
                let rest = Span::new(span.source, path.span.end as usize, test.span.end as usize);
                let help = Help::new(format!("write `{}` alone", path.value)).edit(rest, "").with_care();
                self.findings.push(finding.help(help));
                false
            }
        };
        let node = self.made.node(Audience::Segment(id));
        let node = node.unwrap_or_else(|| self.node(Logic::Opaque, None, 0..0, []));
        Operand { node, flips, span }
    }
}
