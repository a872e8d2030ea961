//! Campaigns become parts of the program: whom they are about, and what they do with it.

use std::collections::HashSet;

use jiff::civil::{Date, Time};

use crate::ast::{self, Block, CampaignStatement, Channel, Expr, Message, MessageLine, Name, Str};
use crate::knowledge::Kind;
use crate::resolve::expression::Operand;
use crate::resolve::purpose::understood;
use crate::resolve::signal::phrase;
use crate::resolve::{
    AskId, Campaign, CampaignId, CampaignRoot, Ctx, Edge, EdgeKind, Item, Logic, NodeId, Part, Phrase, Provenance,
    Send, SignalId, Waiver,
};
use crate::resolve::{link, merge};
use crate::source::{Span, Text};

/// A campaign under construction.
#[derive(Default)]
struct Parts {
    owner: Option<Text>,
    channels: Vec<Channel>,
    regions: Vec<Text>,
    flight: Option<(Date, Date)>,
    size: Option<u64>,
    hours: Option<(Time, Time)>,
    told_by: Option<Span>,
    requires: Vec<AskId>,
    sends: Vec<Send>,
    runs_on: Vec<(Text, Span)>,
    copy: Vec<SignalId>,
    waivers: Vec<Waiver>,
    /// Edges of the audience: consents, exclusions, suppressions.
    audience: Vec<Edge>,
    /// Edges of the targets, which are or-ed, and of the starts, which are too.
    targets: Vec<Edge>,
    starts: Vec<Edge>,
    /// What else the campaign asks about people: stops, messages.
    beside: Vec<Edge>,
    /// The expressions, with the list that each one's edge is in.
    roots: Vec<(CampaignRoot, Within)>,
}

impl Parts {
    /// What a message shows to those whom it reaches.
    fn show(&mut self, operand: Operand) {
        self.beside.push(operand.edge());
        let Operand { node, span, .. } = operand;
        let root = CampaignRoot { part: Part::Shows, node, above: Vec::new(), is_aside: true, span };
        self.roots.push((root, Within::Audience));
    }
}

/// The first day of a campaign's flight.
fn first_day(block: &Block<CampaignStatement>) -> Option<Date> {
    block.statements.iter().find_map(|statement| match &statement.value {
        CampaignStatement::Flight(first, _) => Some(*first),
        _ => None,
    })
}

/// Which gate an expression stands under.
#[derive(Clone, Copy)]
enum Within {
    Targets,
    Starts,
    Audience,
}

impl Ctx<'_> {
    pub(super) fn campaigns(&mut self) {
        let declared = self.declared;
        for block in &declared.campaigns {
            let campaign = self.campaign(block);
            self.program.campaigns.push(campaign);
        }
    }

    fn campaign(&mut self, block: &Block<CampaignStatement>) -> Campaign {
        let (purpose, sale) = understood(block, self.knowledge, self.given);
        let mut parts = Parts::default();
        let first_ask = self.program.asks.len() as u32;
        let first_node = self.program.nodes.len() as u32;
        self.item = Item::Campaign(CampaignId(self.program.campaigns.len() as u32));
        self.day = first_day(block).unwrap_or(self.today);
        for statement in &block.statements {
            self.statement(&statement.value, statement.span, &mut parts);
        }
        if parts.regions.is_empty() {
            parts.regions.extend_from_slice(&self.given.regions);
        }
        parts.channels.sort_unstable();
        parts.channels.dedup();
        let asks = (first_ask..self.program.asks.len() as u32).map(AskId).collect();
        let (audience, node, roots) = self.assemble(block.label().span, &mut parts);
        let nodes = first_node..self.program.nodes.len() as u32;
        let (name, span) = (block.label().value.clone(), block.label().span);
        let Parts { owner, channels, regions, flight, size, hours, told_by, requires, .. } = parts;
        let Parts { sends, runs_on, copy, waivers, .. } = parts;
        Campaign {
            name,
            span,
            owner,
            purpose,
            sale,
            channels,
            regions,
            flight,
            size,
            hours,
            told_by,
            roots,
            audience,
            node,
            nodes,
            asks,
            requires,
            sends,
            runs_on,
            copy,
            waivers,
        }
    }

    fn statement(&mut self, statement: &CampaignStatement, span: Span, parts: &mut Parts) {
        match statement {
            CampaignStatement::Owner(owner) => parts.owner = Some(owner.value.clone()),
            CampaignStatement::Promotes(things) => {
                let copy: Vec<_> = things.iter().map(|thing| self.copy(Kind::Promotion, thing)).collect();
                parts.copy.extend(copy);
            }
            CampaignStatement::Channels(channels) => {
                parts.channels.extend(channels.iter().map(|channel| channel.value));
            }
            CampaignStatement::Regions(regions) => {
                // A place is reached once, however often it is said: rules look through all of them.
                let mut said: HashSet<&Text> = HashSet::new();
                let new = regions.iter().map(|region| &region.value).filter(|region| said.insert(region));
                parts.regions.extend(new.cloned());
            }
            CampaignStatement::Flight(first, last) => parts.flight = Some((*first, last.unwrap_or(*first))),
            CampaignStatement::Size(people) => parts.size = Some(*people),
            CampaignStatement::Hours(from, to) => parts.hours = Some((*from, *to)),
            CampaignStatement::Target(expr) => self.root(expr, Part::Target, Within::Targets, parts),
            CampaignStatement::StartWhen(expr) => self.root(expr, Part::Target, Within::Starts, parts),
            CampaignStatement::Exclude(expr) => self.root(expr, Part::Exclude, Within::Audience, parts),
            CampaignStatement::Suppress(expr) => self.root(expr, Part::Suppress, Within::Audience, parts),
            CampaignStatement::StopWhen(expr) => self.side(expr, parts),
            CampaignStatement::Require(consented) => {
                let first = self.program.asks.len() as u32;
                let edges = self.required(consented, span);
                parts.audience.extend(edges);
                parts.requires.extend((first..self.program.asks.len() as u32).map(AskId));
            }
            CampaignStatement::ToldBy(_) => parts.told_by = Some(span),
            CampaignStatement::RunsOn(platforms) => {
                parts.runs_on.extend(platforms.iter().map(|platform| (platform.value.clone(), platform.span)));
            }
            CampaignStatement::SendTo(send) => {
                let number = parts.sends.len() as u32;
                parts.sends.push(Send { to: send.to.value.clone(), span: send.to.span });
                self.send(send, number, span, parts);
            }
            CampaignStatement::Message(message) => self.message(message, parts),
            CampaignStatement::Allow(allow) => parts.waivers.extend(self.waiver(allow, span)),
            CampaignStatement::Purpose(_)
            | CampaignStatement::Note(_)
            | CampaignStatement::AtMost(..)
            | CampaignStatement::Beside(_) => {}
        }
    }

    fn root(&mut self, expr: &Expr, part: Part, within: Within, parts: &mut Parts) {
        let node = self.upright(expr);
        let left_out = matches!(part, Part::Exclude | Part::Suppress);
        let kind = if left_out { EdgeKind::Excludes } else { EdgeKind::Filters };
        let edge = Edge { to: node, span: expr.span, kind, flips: left_out };
        match within {
            Within::Targets => parts.targets.push(edge),
            Within::Starts => parts.starts.push(edge),
            Within::Audience => parts.audience.push(edge),
        }
        parts.roots.push((CampaignRoot { part, node, above: Vec::new(), is_aside: false, span: expr.span }, within));
    }

    /// An expression that picks among the audience, and does not make it.
    fn side(&mut self, expr: &Expr, parts: &mut Parts) {
        let node = self.upright(expr);
        parts.beside.push(Edge { to: node, span: expr.span, kind: EdgeKind::Filters, flips: false });
        parts.roots.push((
            CampaignRoot { part: Part::Target, node, above: Vec::new(), is_aside: true, span: expr.span },
            Within::Audience,
        ));
    }

    fn message(&mut self, message: &Message, parts: &mut Parts) {
        parts.channels.push(message.channel.value);
        if let Some(expr) = &message.when {
            self.side(expr, parts);
        }
        for line in &message.lines {
            match line {
                MessageLine::Subject(text) | MessageLine::Body(text) | MessageLine::Link(text) => {
                    for said in link::split(text) {
                        let copy = self.copy(Kind::Copy, &said);
                        parts.copy.push(copy);
                    }
                    self.merged(text, parts);
                }
                MessageLine::Shows(origin) => {
                    let operand = self.origin(origin);
                    parts.show(operand);
                }
            }
        }
    }

    /// The fields that a line of copy prints or asks for.
    fn merged(&mut self, text: &Str, parts: &mut Parts) {
        for merge::Field { path, at } in merge::fields(&text.value) {
            let span = text.at(at);
            let node = self.sent(&Name { value: path.into(), span });
            parts.show(Operand { node, flips: false, span });
        }
    }

    fn copy(&mut self, kind: Kind, text: &Str) -> SignalId {
        let copy = (kind == Kind::Copy).then(|| Box::new(text.clone()));
        let words = vec![Phrase { copy, ..phrase(text) }];
        let signal = self.plain(kind, Provenance::Unknown, text.span, words);
        self.signal(signal)
    }

    /// Sending people somewhere is a fact about them, and so is each field that travels.
    fn send(&mut self, send: &ast::Send, number: u32, span: Span, parts: &mut Parts) {
        let words: Vec<Phrase> = send.kind.iter().map(phrase).collect();
        let signal = self.plain(Kind::Field, Provenance::Unknown, span, words);
        let whole = self.leaf(signal).node;
        let fields = send.fields.iter().map(|field| self.sent(field));
        let nodes: Vec<NodeId> = std::iter::once(whole).chain(fields).collect();
        parts.roots.extend(nodes.into_iter().map(|node| {
            (CampaignRoot { part: Part::Send(number), node, above: Vec::new(), is_aside: true, span }, Within::Audience)
        }));
    }

    /// Joins the parts: consent and (a target or another) and (a start or another) and nothing that leaves people out.
    fn assemble(&mut self, span: Span, parts: &mut Parts) -> (NodeId, NodeId, Vec<CampaignRoot>) {
        let targets = self.either(std::mem::take(&mut parts.targets), &mut parts.audience);
        let starts = self.either(std::mem::take(&mut parts.starts), &mut parts.audience);
        let need = parts.audience.len() as u32;
        let audience = self.node(Logic::Gate(need), None, 0..0, std::mem::take(&mut parts.audience));
        let whole = Edge { to: audience, span, kind: EdgeKind::Filters, flips: false };
        let edges: Vec<Edge> = std::iter::once(whole).chain(std::mem::take(&mut parts.beside)).collect();
        let node = self.node(Logic::Opaque, Some(self.item), 0..0, edges);
        let roots = std::mem::take(&mut parts.roots).into_iter().map(|(root, within)| {
            let gate = match within {
                Within::Targets => targets,
                Within::Starts => starts,
                Within::Audience => None,
            };
            CampaignRoot { above: gate.into_iter().chain([audience]).collect(), ..root }
        });
        (audience, node, roots.collect())
    }

    /// One gate for alternatives, among the edges of the audience; none where there are none.
    fn either(&mut self, alternatives: Vec<Edge>, audience: &mut Vec<Edge>) -> Option<NodeId> {
        let span = alternatives.first().map(|edge| edge.span)?;
        let node = self.node(Logic::Gate(1), None, 0..0, alternatives);
        audience.push(Edge { to: node, span, kind: EdgeKind::Filters, flips: false });
        Some(node)
    }
}
