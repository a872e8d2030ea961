//! Places, consents, segments and traits become parts of the program.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::ast::{
    Allow, Block, Channel, ConsentStatement, Consented, Name, Origin, PlaceStatement, Reveals, SegmentStatement, Str,
    TraitStatement, Word,
};
use crate::finding::{Carries, Finding, Severity};
use crate::knowledge::{FieldUse, Kind, Saying, Tier};
use crate::resolve::expression::Operand;
use crate::resolve::names::Audience;
use crate::resolve::order::Order;
use crate::resolve::signal::{named, phrase};
use crate::resolve::{
    AskId, Consent, Ctx, Edge, Flaw, Item, Logic, NodeId, Phrase, Place, Provenance, Segment, SegmentId, Stated, Topic,
    Trait, TraitId, Waived, Waiver,
};
use crate::source::Span;

impl Ctx<'_> {
    pub(super) fn places(&mut self) {
        let declared = self.declared;
        for block in &declared.places {
            let mut place = Place {
                name: block.label().value.clone(),
                span: block.label().span,
                words: block.title.iter().map(phrase).collect(),
                has_kind: false,
                at: None,
                stated: Stated::default(),
                waivers: Vec::new(),
            };
            for statement in &block.statements {
                match &statement.value {
                    PlaceStatement::At(latitude, longitude) => place.at = Some((latitude.value, longitude.value)),
                    PlaceStatement::Kind(kind) => {
                        place.has_kind = true;
                        place.words.push(phrase(kind));
                    }
                    // A list of places is called after what they are.
                    PlaceStatement::From(file) => place.words.push(phrase(file)),
                    PlaceStatement::Reveals(reveals) => self.reveals(reveals, &mut place.stated),
                    PlaceStatement::Allow(allow) => place.waivers.extend(self.waiver(allow, statement.span)),
                }
            }
            self.program.places.push(place);
        }
    }

    pub(super) fn consents(&mut self) {
        let declared = self.declared;
        for block in &declared.consents {
            let mut consent = Consent {
                name: block.label().value.clone(),
                topics: Vec::new(),
                expires: None,
                signed: false,
                is_recorded: false,
                flaw: None,
                shared_with: Vec::new(),
                purpose: None,
            };
            if let Some(name) = block.name() {
                self.shadows(name);
            }
            let (mut asked, mut worded) = (false, false);
            for statement in &block.statements {
                match &statement.value {
                    ConsentStatement::To(topics) => {
                        consent.topics.extend(topics.iter().map(|name| self.topic(name)));
                    }
                    ConsentStatement::For(purpose) => consent.purpose = Some(*purpose),
                    ConsentStatement::SharedWith(names) => {
                        consent.shared_with.extend(names.iter().map(|name| Arc::clone(&name.value)));
                    }
                    ConsentStatement::Expires(lasts) => consent.expires = Some(*lasts),
                    ConsentStatement::Signed => consent.signed = true,
                    ConsentStatement::AskedIn(place) => {
                        asked = self.is_said(place) && self.knowledge.records().is_somebody(&place.value);
                    }
                    ConsentStatement::Wording(words) => {
                        worded = self.is_said(words) && self.knowledge.records().says_consent(&words.value);
                        consent.flaw = (!worded).then_some(Flaw::SaysNothing);
                    }
                    ConsentStatement::KeptIn(_) | ConsentStatement::Note(_) => {}
                }
            }
            consent.is_recorded = asked && worded;
            if consent.flaw == Some(Flaw::SaysNothing) {
                // Whoever agreed to a full stop agreed to nothing.
                consent.topics.clear();
                consent.shared_with.clear();
            } else if self.is_bundle(&consent.topics) {
                consent.flaw = Some(Flaw::Bundle);
            }
            self.program.consents.push(consent);
        }
    }

    /// Whether topics are of more special families of categories than anybody agrees to at once.
    pub(super) fn is_bundle(&self, topics: &[Topic]) -> bool {
        let taxonomy = self.knowledge.taxonomy();
        let families = topics.iter().filter_map(|&topic| match topic {
            Topic::Category(id) => {
                let category = taxonomy.get(id);
                let family = category.id.split('.').next().map(str::to_owned);
                family.filter(|_| category.tier == Tier::Special)
            }
            Topic::Channel(_) | Topic::Sharing | Topic::Consent(_) | Topic::Unknown => None,
        });
        self.knowledge.records().is_bundle(families.collect::<BTreeSet<_>>().len())
    }

    /// A consent with the name of something else that people may agree to would read as that.
    fn shadows(&mut self, name: &Name) {
        let is_channel = Channel::from_word(&name.value).is_some();
        if !is_channel && &*name.value != "sharing" && self.knowledge.taxonomy().find(&name.value).is_none() {
            return;
        }
        let message = format!("the consent `{}` has the name of a channel or category", name.value);
        let finding = Finding::fault("names/consent-shadows", Severity::Error, name.span, message);
        self.findings.push(finding.help(format!("call it by what people were asked, such as `{}_news`", name.value)));
    }

    /// Whether a string says something; where it says nothing, that is a fault.
    fn is_said(&mut self, text: &Str) -> bool {
        let is_said = !text.value.trim().is_empty();
        if !is_said {
            let finding = Finding::fault("names/nothing-said", Severity::Error, text.span, "this says nothing");
            self.findings.push(finding.help("say who, where or why: someone will have to answer for it"));
        }
        is_said
    }

    /// Segments and traits, each after all that it rests on.
    pub(super) fn audiences(&mut self, order: &Order) {
        let declared = self.declared;
        for (number, block) in declared.segments.iter().enumerate() {
            let id = Audience::Segment(SegmentId(number as u32));
            let doubled = block.name().is_some_and(|name| declared.audience(&name.value) != Some(id));
            self.program.segments.push(Segment {
                name: block.label().value.clone(),
                span: block.label().span,
                node: NodeId::NONE,
                size: None,
                retained: None,
                how: Provenance::Unknown,
                doubled,
                waivers: Vec::new(),
            });
        }
        for block in &declared.traits {
            self.program.traits.push(Trait {
                name: block.label().value.clone(),
                span: block.label().span,
                node: NodeId::NONE,
                how: Provenance::Unknown,
                retained: None,
                asks: Vec::new(),
                waivers: Vec::new(),
            });
        }
        for &audience in &order.audiences {
            match audience {
                Audience::Segment(id) => {
                    self.item = Item::Segment(id);
                    self.add_segment(id, declared.segments[id.0 as usize]);
                }
                Audience::Trait(id) => {
                    self.item = Item::Trait(id);
                    self.add_trait(id, declared.traits[id.0 as usize]);
                }
            }
            self.clears = false;
        }
    }

    fn add_segment(&mut self, id: SegmentId, block: &Block<SegmentStatement>) {
        let mut stated = Stated::default();
        let (mut how, mut retained, mut size, mut waivers) = (Provenance::Unknown, None, None, Vec::new());
        for statement in &block.statements {
            match &statement.value {
                SegmentStatement::Reveals(reveals) => self.reveals(reveals, &mut stated),
                SegmentStatement::BoughtFrom(_) => how = Provenance::Bought,
                SegmentStatement::Retained(lasts) => retained = Some(lasts.minutes()),
                SegmentStatement::Size(people) => size = Some(*people),
                SegmentStatement::Allow(allow) => waivers.extend(self.waiver(allow, statement.span)),
                SegmentStatement::When(_)
                | SegmentStatement::UploadedFrom(_)
                | SegmentStatement::About(_)
                | SegmentStatement::Note(_) => {}
            }
        }
        self.clears = stated.clears;
        let mut edges = Vec::new();
        for statement in &block.statements {
            match &statement.value {
                SegmentStatement::When(expr) => edges.push(self.expr(expr).edge()),
                SegmentStatement::UploadedFrom(list) => edges.push(self.list(list, Provenance::Unknown)),
                SegmentStatement::BoughtFrom(list) => edges.push(self.list(list, Provenance::Bought)),
                SegmentStatement::Size(_)
                | SegmentStatement::Retained(_)
                | SegmentStatement::About(_)
                | SegmentStatement::Note(_)
                | SegmentStatement::Reveals(_)
                | SegmentStatement::Allow(_) => {}
            }
        }
        let mut words = vec![named(block.label())];
        words.extend(block.title.iter().map(phrase));
        words.extend(block.statements.iter().filter_map(|statement| match &statement.value {
            SegmentStatement::Note(note) => self.remark(note),
            _ => None,
        }));
        let signals = self.named(words, how, block, stated);
        let is_list = block.statements.iter().any(|statement| match statement.value {
            SegmentStatement::UploadedFrom(_) | SegmentStatement::BoughtFrom(_) => true,
            SegmentStatement::When(_)
            | SegmentStatement::Size(_)
            | SegmentStatement::Retained(_)
            | SegmentStatement::About(_)
            | SegmentStatement::Note(_)
            | SegmentStatement::Reveals(_)
            | SegmentStatement::Allow(_) => false,
        });
        let logic = match edges.len() {
            0 => Logic::Opaque,
            _ if is_list => Logic::List,
            _ => Logic::Gate(1),
        };
        let node = self.node(logic, Some(Item::Segment(id)), signals, edges);
        let segment = &mut self.program.segments[id.0 as usize];
        (segment.node, segment.how, segment.retained, segment.size) = (node, how, retained, size);
        segment.waivers = waivers;
    }

    /// The name and title of a block as a signal.
    fn named<S>(
        &mut self,
        words: Vec<Phrase>,
        how: Provenance,
        block: &Block<S>,
        stated: Stated,
    ) -> std::ops::Range<u32> {
        let span = block.title.as_ref().map_or(block.label().span, |title| block.label().span.to(title.span));
        let mut signal = self.plain(Kind::Name, how, span, words);
        signal.stated = stated;
        let id = self.signal(signal).0;
        id..id + 1
    }

    /// A string as a phrase where it tells something.
    fn telling(&self, text: &Str) -> Option<Phrase> {
        let tells = !self.knowledge.reveals(Kind::Name, &text.value).is_empty();
        tells.then(|| phrase(text))
    }

    /// A remark on whom a block is about, where it tells something; one that denies something may tell the opposite.
    fn remark(&self, note: &Str) -> Option<Phrase> {
        self.telling(note).filter(|_| self.knowledge.says_that(Saying::Denial, &note.value).is_none())
    }

    /// A list whose rule nobody sees: it says what its seller's name says.
    fn list(&mut self, from: &Str, how: Provenance) -> Edge {
        let carries = if how == Provenance::Bought { Carries::Buys } else { Carries::Filters };
        let mut signal = self.plain(Kind::Name, how, from.span, vec![phrase(from)]);
        if how == Provenance::Bought {
            signal.measures.seller = Some(from.value.clone());
        }
        Edge { carries, ..self.leaf(signal).edge() }
    }

    fn add_trait(&mut self, id: TraitId, block: &Block<TraitStatement>) {
        let mut stated = Stated::default();
        let (mut how, mut retained, mut waivers) = (None, None, Vec::new());
        for statement in &block.statements {
            match &statement.value {
                // Of several origins the one that people know least of counts; they stand in that order.
                TraitStatement::DeclaredIn(_) => how = how.max(Some(Provenance::Declared)),
                TraitStatement::ObservedFrom(_) => how = how.max(Some(Provenance::Observed)),
                TraitStatement::InferredBy(..) => how = how.max(Some(Provenance::Inferred)),
                TraitStatement::BoughtFrom(_) => how = how.max(Some(Provenance::Bought)),
                TraitStatement::Retained(lasts) => retained = Some(lasts.minutes()),
                TraitStatement::Reveals(reveals) => self.reveals(reveals, &mut stated),
                TraitStatement::Allow(allow) => waivers.extend(self.waiver(allow, statement.span)),
                TraitStatement::Note(_) => {}
            }
        }
        let how = how.unwrap_or(Provenance::Unknown);
        self.clears = stated.clears;
        if stated.clears {
            self.cleared_traits.insert(id);
        }
        let mut edges = Vec::new();
        let first_ask = self.program.asks.len() as u32;
        for statement in &block.statements {
            match &statement.value {
                TraitStatement::ObservedFrom(origins) => self.origins(origins, Carries::Observes, &mut edges),
                TraitStatement::InferredBy(_, _, origins) => self.origins(origins, Carries::Scores, &mut edges),
                TraitStatement::BoughtFrom(seller) => edges.push(self.list(seller, Provenance::Bought)),
                TraitStatement::DeclaredIn(_)
                | TraitStatement::Retained(_)
                | TraitStatement::Note(_)
                | TraitStatement::Reveals(_)
                | TraitStatement::Allow(_) => {}
            }
        }
        // The path itself is a signal wherever the trait is asked about; here the title adds to it, and what its model is
        // called.
        let mut words: Vec<Phrase> = block.title.iter().map(phrase).collect();
        words.extend(block.statements.iter().filter_map(|statement| match &statement.value {
            TraitStatement::InferredBy(_, model, _) => self.telling(model),
            TraitStatement::Note(note) => self.remark(note),
            _ => None,
        }));
        let says_more = !words.is_empty() || !stated.adds.is_empty();
        let signals = if says_more { self.named(words, how, block, stated) } else { 0..0 };
        let node = self.node(Logic::Opaque, Some(Item::Trait(id)), signals, edges);
        let asks = (first_ask..self.program.asks.len() as u32).map(AskId).collect();
        let declared = &mut self.program.traits[id.0 as usize];
        declared.asks = asks;
        (declared.node, declared.how, declared.retained, declared.waivers) = (node, how, retained, waivers);
    }

    fn origins(&mut self, origins: &[Origin], carries: Carries, edges: &mut Vec<Edge>) {
        for origin in origins {
            let operand = self.origin(origin);
            edges.push(Edge { carries, ..operand.edge() });
        }
    }

    /// What a trait is made from, or a message shows.
    pub(super) fn origin(&mut self, origin: &Origin) -> Operand {
        match origin {
            Origin::Any(stream) => self.stream(stream),
            Origin::Predicate(expr) => self.expr(expr),
        }
    }

    fn reveals(&mut self, reveals: &Reveals, stated: &mut Stated) {
        match reveals {
            Reveals::Nothing { by, because } => {
                // Both are asked, so that each that is missing is said.
                stated.clears = self.is_said(by) & self.is_said(because);
            }
            Reveals::Categories(names) => {
                for name in names {
                    stated.adds.extend(self.category(name));
                }
            }
        }
    }

    fn category(&mut self, name: &Name) -> Option<crate::knowledge::CategoryId> {
        let taxonomy = self.knowledge.taxonomy();
        let found = taxonomy.find(&name.value);
        if found.is_none() {
            let message = format!("no category is called `{}`", name.value);
            let finding = Finding::fault("names/unknown-category", Severity::Error, name.span, message);
            let near = taxonomy.nearest(&name.value);
            self.findings.push(match near {
                Some(near) => finding.help(format!("did you mean `{near}`?")),
                None => finding.help("use a category such as `health.reproductive` or `location.precise`"),
            });
        }
        found
    }

    /// A decision to let findings pass; none where nobody made it.
    pub(super) fn waiver(&mut self, allow: &Allow, span: Span) -> Option<Waiver> {
        // Both are asked, so that each that is missing is said.
        if !(self.is_said(&allow.by) & self.is_said(&allow.because)) {
            return None;
        }
        let mut what = Vec::with_capacity(allow.what.len());
        for name in &allow.what {
            if name.value.contains('/') {
                what.push(Waived::Rule(name.value.clone(), name.span));
            } else {
                what.extend(self.category(name).map(Waived::Category));
            }
        }
        let (by, because) = (allow.by.value.clone(), allow.because.value.clone());
        Some(Waiver { what, until: allow.until.value, by, because, span, from: None })
    }

    /// The edges to `require consent …`, one for each topic.
    pub(super) fn required(&mut self, consented: &Consented, span: Span) -> Vec<Edge> {
        let asks = self.asks(consented);
        asks.into_iter()
            .map(|ask| Operand { node: self.node(Logic::Consent(ask), None, 0..0, []), flips: false, span }.edge())
            .collect()
    }

    /// A field that travels, as a node; where it is a declared trait, all that the trait rests on travels too.
    pub(super) fn sent(&mut self, field: &Name) -> NodeId {
        let mut signal = self.plain(Kind::Field, Provenance::Unknown, field.span, vec![named(field)]);
        signal.measures.path = Some(field.value.clone());
        signal.measures.field = Some(FieldUse::Sent);
        let edge = match self.declared.audience(&field.value) {
            Some(Audience::Trait(id)) => {
                signal.how = self.program[id].how;
                self.trait_edge(id, field.span)
            }
            Some(Audience::Segment(_)) => None,
            None => {
                self.told_of_field(&field.value, field.span, &mut signal);
                None
            }
        };
        let id = self.signal(signal).0;
        self.node(Logic::Opaque, None, id..id + 1, edge)
    }

    /// The edge from whatever asks about a trait to the trait; none in a circle.
    pub(super) fn trait_edge(&self, id: TraitId, span: Span) -> Option<Edge> {
        let declared = &self.program[id];
        let carries = match declared.how {
            Provenance::Declared | Provenance::Unknown => Carries::Filters,
            Provenance::Observed => Carries::Observes,
            Provenance::Inferred => Carries::Scores,
            Provenance::Bought => Carries::Buys,
        };
        (declared.node != NodeId::NONE).then_some(Edge { to: declared.node, span, carries, flips: false })
    }
}
