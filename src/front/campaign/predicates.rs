//! One condition: what people did, where they are, what is known of them.

use super::faults::fault;
use super::grammar::Rule;
use super::literals::{Regional, number};
use super::reading::{Reading, child, children, has};
use super::tree::Node;
use super::words::{is_predicate, is_window};
use crate::ast::{
    AreaKind, Consented, Count, Expr, ExprKind, Locus, Means, Medium, Name, Op, Origin, Predicate, Residence, Scope,
    Spanned, Stream, Test, Timing, Verb, Window, Word,
};

impl Reading<'_> {
    /// One condition.
    pub(super) fn predicate(&mut self, node: &Node<'_>) -> Option<Expr> {
        let predicate = match node.as_rule() {
            Rule::acted => self.acted(node),
            Rule::did => self.did(node),
            Rule::mentioned => self.mentioned(node),
            Rule::within => self.within(node),
            Rule::visited => self.visited(node),
            Rule::resides => self.resides(node),
            Rule::interested => Some(Predicate::Interested(self.strings(node)?)),
            Rule::similar => self.similar(node),
            Rule::consented => Some(Predicate::Consented(self.consented(node)?)),
            _ => self.path_is(node),
        };
        Some(Expr { kind: ExprKind::Predicate(Box::new(predicate?)), span: self.span(node) })
    }

    /// What a trait is made from, or a message shows: the pieces of `node` that say so.
    pub(super) fn origins(&mut self, node: &Node<'_>) -> Option<Vec<Origin>> {
        let sources = node.inner().filter(|piece| is_source(piece.as_rule()));
        let origins: Vec<_> = sources.map(|source| self.origin(&source)).collect();
        origins.into_iter().collect()
    }

    fn origin(&mut self, node: &Node<'_>) -> Option<Origin> {
        if node.as_rule() == Rule::any_stream {
            let stream = word_in::<Stream>(node, Rule::stream)?;
            return Some(Origin::Any(Spanned { value: stream, span: self.span(node) }));
        }
        Some(Origin::Predicate(self.predicate(node)?))
    }

    fn acted(&mut self, node: &Node<'_>) -> Option<Predicate> {
        let verb = match child(node, Rule::verb)?.as_str() {
            // The only verb of two words, whatever stands between them.
            words if words.starts_with("donated") => Verb::DonatedTo,
            word => Verb::from_word(word)?,
        };
        let scope = word_in::<Scope>(node, Rule::scope);
        let what = if has(node, Rule::k_anything) { Vec::new() } else { self.strings(node)? };
        Some(Predicate::Acted { verb, scope, what, timing: self.timing(node)? })
    }

    fn did(&mut self, node: &Node<'_>) -> Option<Predicate> {
        let event = self.first_string(node)?;
        let fields = match child(node, Rule::did_where) {
            Some(tests) => self.field_tests(&tests)?,
            None => Vec::new(),
        };
        Some(Predicate::Did { event, fields, timing: self.timing(node)? })
    }

    fn field_tests(&mut self, node: &Node<'_>) -> Option<Vec<(Name, Test)>> {
        for and in children(node, Rule::k_and) {
            let message = "`and` stands between the tests of `where`";
            let joined = fault("syntax/and-in-where", self.span(&and), message);
            self.report(joined.help("write a comma: all the tests in the braces must hold anyway"));
        }
        let tests: Vec<_> = children(node, Rule::field_is).map(|test| self.field_test(&test)).collect();
        tests.into_iter().collect()
    }

    fn field_test(&mut self, node: &Node<'_>) -> Option<(Name, Test)> {
        let field = self.name(&child(node, Rule::field)?);
        let test = node.inner().find(|piece| piece.as_rule() != Rule::field)?;
        Some((field, self.test(&test)?))
    }

    fn mentioned(&mut self, node: &Node<'_>) -> Option<Predicate> {
        let what = self.strings(node)?;
        let media = children(node, Rule::medium).filter_map(|medium| {
            Some(Spanned { value: Medium::from_word(medium.as_str())?, span: self.span(&medium) })
        });
        let media = media.collect();
        Some(Predicate::Mentioned { what, media, timing: self.timing(node)? })
    }

    fn within(&mut self, node: &Node<'_>) -> Option<Predicate> {
        let radius = Self::distance(node)?;
        let locus = self.locus(node)?;
        let dwell = match child(node, Rule::dwell) {
            Some(dwell) => Some(self.duration(&dwell)?),
            None => None,
        };
        Some(Predicate::Within { radius, locus, dwell, timing: self.timing(node)? })
    }

    fn visited(&mut self, node: &Node<'_>) -> Option<Predicate> {
        let locus = self.locus(node)?;
        let by = word_in::<Means>(node, Rule::means);
        Some(Predicate::Visited { locus, by, timing: self.timing(node)? })
    }

    fn locus(&mut self, node: &Node<'_>) -> Option<Locus> {
        if let Some(name) = child(node, Rule::name) {
            return Some(Locus::Place(self.name(&name)));
        }
        let Some(point) = child(node, Rule::coordinates) else { return Some(Locus::Words(self.strings(node)?)) };
        let (latitude, longitude) = self.coordinates(&point)?;
        Some(Locus::Coordinates(latitude, longitude))
    }

    fn resides(&mut self, node: &Node<'_>) -> Option<Predicate> {
        let how = match child(node, Rule::residence)?.as_str() {
            words if words.starts_with("lives") => Residence::LivesIn,
            words if words.starts_with("works") => Residence::WorksIn,
            _ => Residence::IsIn,
        };
        let area = word_in::<AreaKind>(node, Rule::area_kind)?;
        let regional = match area {
            AreaKind::Country | AreaKind::Region => Regional::Yes,
            AreaKind::City | AreaKind::Postcode => Regional::No,
        };
        Some(Predicate::Resides { how, area, values: self.area(node, regional)? })
    }

    fn similar(&mut self, node: &Node<'_>) -> Option<Predicate> {
        let seed = self.name(&child(node, Rule::name)?);
        let percent = child(node, Rule::percent).and_then(|percent| child(&percent, Rule::quantity));
        Some(Predicate::Similar { seed, percent: percent.as_ref().map(number) })
    }

    fn consented(&mut self, node: &Node<'_>) -> Option<Consented> {
        let topics = self.names(&child(node, Rule::topic_list).unwrap_or(*node), Rule::path);
        Some(Consented { topics, window: self.window_in(node)? })
    }

    fn path_is(&mut self, node: &Node<'_>) -> Option<Predicate> {
        let path = self.name(&child(node, Rule::path)?);
        let Some(asked) = node.inner().find(|piece| piece.as_rule() != Rule::path) else {
            return Some(Predicate::Path { path, test: None });
        };
        let span = self.span(&asked);
        Some(Predicate::Path { path, test: Some(Spanned { value: self.test(&asked)?, span }) })
    }

    fn test(&mut self, node: &Node<'_>) -> Option<Test> {
        Some(match node.as_rule() {
            Rule::compare => self.compare(node)?,
            Rule::between => {
                let bounds = node.inner().filter(|piece| !is_keyword_of_between(piece.as_rule()));
                let bounds: Vec<_> = bounds.map(|bound| self.value(&bound)).collect();
                let [low, high] = bounds.try_into().ok()?;
                Test::Between(low?, high?)
            }
            Rule::one_of => Test::OneOf(self.values(node)?),
            Rule::contains => Test::Contains(self.first_string(node)?),
            Rule::starts_with => Test::StartsWith(self.first_string(node)?),
            Rule::exists => Test::Exists,
            Rule::missing => Test::Missing,
            Rule::is_true => Test::Is(true),
            Rule::is_false => Test::Is(false),
            _ => Test::Window(self.window(node)?),
        })
    }

    fn compare(&mut self, node: &Node<'_>) -> Option<Test> {
        let mut pieces = node.inner();
        let op = match pieces.next()?.as_str() {
            "=" => Op::Equal,
            "!=" => Op::NotEqual,
            "<" => Op::Less,
            "<=" => Op::AtMost,
            ">" => Op::More,
            _ => Op::AtLeast,
        };
        Some(Test::Compare(op, self.value(&pieces.next()?)?))
    }

    fn timing(&mut self, node: &Node<'_>) -> Option<Timing> {
        let window = self.window_in(node)?;
        let count = match child(node, Rule::count) {
            Some(count) => Some(Spanned { value: self.count(&count)?, span: self.span(&count) }),
            None => None,
        };
        Some(Timing { window, count })
    }

    fn count(&mut self, node: &Node<'_>) -> Option<Count> {
        let number = self.first_integer(node)?;
        Some(match node.inner().next()?.as_rule() {
            Rule::k_at_least => Count::AtLeast(number),
            Rule::k_at_most => Count::AtMost(number),
            _ => Count::Exactly(number),
        })
    }

    /// The window in `node`, if there is one; nothing at all if it is wrong.
    #[expect(clippy::option_option, reason = "the outer one is for faults, as everywhere here")]
    fn window_in(&mut self, node: &Node<'_>) -> Option<Option<Spanned<Window>>> {
        match node.inner().find(|piece| is_window(piece.as_rule())) {
            Some(window) => Some(Some(Spanned { value: self.window(&window)?, span: self.span(&window) })),
            None => Some(None),
        }
    }

    fn window(&mut self, node: &Node<'_>) -> Option<Window> {
        Some(match node.as_rule() {
            Rule::last => Window::Last(self.duration(node)?),
            Rule::next => Window::Next(self.duration(node)?),
            Rule::anniversary => Window::Anniversary,
            rule => match (rule, self.dates(node)?.as_slice()) {
                (Rule::since, [date]) => Window::Since(*date),
                (Rule::before, [date]) => Window::Before(*date),
                (_, [from, to]) => Window::Between(*from, *to),
                _ => return None,
            },
        })
    }
}

/// The word of a closed set that `rule` matched in `node`.
pub(super) fn word_in<W: Word>(node: &Node<'_>, rule: Rule) -> Option<W> {
    W::from_word(child(node, rule)?.as_str())
}

fn is_keyword_of_between(rule: Rule) -> bool {
    matches!(rule, Rule::k_between | Rule::k_and)
}

fn is_source(rule: Rule) -> bool {
    rule == Rule::any_stream || is_predicate(rule)
}
