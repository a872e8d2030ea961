//! One look over a whole file before any of it is parsed: where items begin and end, and how deep they nest.
//!
//! Items are parsed one by one, so memory is bounded by the largest of them, and a fault in one cannot hide another.
//! Depth is checked here because a parser that meets a hundred thousand parentheses has no stack left to say so.

use super::keyword;
use super::token::{Kind, Token, Tokens};
use crate::ast::ItemKind;

/// So deep may parentheses, braces, brackets and `not` nest.
pub(super) const DEEPEST: usize = 256;

/// What one file consists of.
#[derive(Default)]
pub(super) struct Scan {
    /// Its parts, in order.
    pub(super) parts: Vec<Part>,
    /// Its comments, in order.
    pub(super) comments: Vec<Token>,
}

/// A stretch of a file that is read by itself.
pub(super) struct Part {
    pub(super) kind: PartKind,
    pub(super) start: usize,
    pub(super) end: usize,
    /// The token that nests too deep.
    pub(super) too_deep: Option<Token>,
    /// Whether the brace that it opens is closed.
    pub(super) closed: bool,
}

/// What a part seems to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PartKind {
    /// An item.
    Item(ItemKind),
    /// Text outside of all items.
    Stray,
}

/// Finds the parts of `text`, from byte `start` on.
pub(super) fn scan(text: &str, start: usize) -> Scan {
    let mut scanner = Scanner { text, scan: Scan::default(), open: None, recent: [None; 3] };
    for token in Tokens::new(text, start) {
        if token.kind == Kind::Comment {
            scanner.scan.comments.push(token);
        } else {
            scanner.see(token);
            scanner.recent = [Some(token), scanner.recent[0], scanner.recent[1]];
        }
    }
    scanner.finish(None);
    scanner.scan
}

struct Scanner<'a> {
    text: &'a str,
    scan: Scan,
    open: Option<OpenPart>,
    /// The last tokens, the latest first.
    recent: [Option<Token>; 3],
}

/// A part whose end was not yet seen.
struct OpenPart {
    part: Part,
    /// How many of its tokens were seen.
    seen: usize,
    nesting: Nesting,
}

impl Scanner<'_> {
    fn see(&mut self, token: Token) {
        if let Some(keyword) = self.certain_start(token) {
            self.restart(keyword, token);
            return;
        }
        let nested = self.open.as_ref().is_some_and(|open| open.is_item() || open.nesting.in_braces());
        match keyword::item_kind_of(token.text(self.text)) {
            Some(kind) if !nested => {
                self.finish(self.recent[0]);
                self.open = Some(OpenPart::new(PartKind::Item(kind), token));
            }
            _ => self.feed(token),
        }
    }

    /// The keyword of the item that certainly begins just before `token`: keyword, name, and then a title or a brace,
    /// which is nowhere else in the language. That holds even where the item before it was never closed.
    fn certain_start(&self, token: Token) -> Option<Token> {
        let [Some(name), Some(keyword), before] = self.recent else { return None };
        let begins = matches!(token.kind, Kind::String | Kind::OpenString) || token.is(self.text, "{");
        let is_item = begins && name.kind == Kind::Word && keyword::item_kind_of(keyword.text(self.text)).is_some();
        let required = before.is_some_and(|before| before.is(self.text, "require"));
        (is_item && !required && keyword::is_name(name.text(self.text))).then_some(keyword)
    }

    /// Begins the item at `keyword` if that was not done when its keyword was seen.
    fn restart(&mut self, keyword: Token, token: Token) {
        let begun = self.open.as_ref().is_some_and(|open| open.part.start == keyword.start);
        if let (false, Some(kind)) = (begun, keyword::item_kind_of(keyword.text(self.text))) {
            self.finish(self.recent[2]);
            let mut open = OpenPart::new(PartKind::Item(kind), keyword);
            open.seen = 2;
            self.open = Some(open);
        }
        self.feed(token);
    }

    fn feed(&mut self, token: Token) {
        let text = self.text;
        let open = self.open.get_or_insert_with(|| OpenPart::new(PartKind::Stray, token));
        if open.take(text, token) {
            self.finish(Some(token));
        }
    }

    /// Ends the open part after `last`.
    fn finish(&mut self, last: Option<Token>) {
        if let Some(mut open) = self.open.take() {
            let last = last.or(self.recent[0]);
            open.part.end = last.map_or(open.part.end, |last| last.end.max(open.part.start));
            open.part.closed = open.nesting.is_empty() && open.nesting.braces_seen;
            self.scan.parts.push(open.part);
        }
    }
}

impl OpenPart {
    fn new(kind: PartKind, first: Token) -> OpenPart {
        let part = Part { kind, start: first.start, end: first.end, too_deep: None, closed: false };
        OpenPart { part, seen: usize::from(kind != PartKind::Stray), nesting: Nesting::default() }
    }

    fn is_item(&self) -> bool {
        self.part.kind != PartKind::Stray
    }

    /// Takes one more token; true if it is the last.
    fn take(&mut self, text: &str, token: Token) -> bool {
        if !self.nesting.braces_seen && self.lacks_brace(text, token) {
            self.nesting.open(b'{');
        }
        self.seen += 1;
        let closes = self.nesting.take(text, token);
        if self.nesting.depth() > DEEPEST && self.part.too_deep.is_none() {
            self.part.too_deep = Some(token);
        }
        closes
    }

    /// Whether the brace that should have come before `token` is missing, or was swallowed by an unclosed title.
    fn lacks_brace(&self, text: &str, token: Token) -> bool {
        let PartKind::Item(kind) = self.part.kind else { return false };
        let word = token.text(text);
        match token.kind {
            Kind::OpenString => word.ends_with('{'),
            Kind::Word if self.seen >= 2 => {
                keyword::statements(kind).iter().any(|words| words.split(' ').next() == Some(word))
            }
            _ => false,
        }
    }
}

/// The brackets that are open, and the `not`s before them.
#[derive(Default)]
struct Nesting {
    /// Each open bracket, and how much deeper it made things.
    stack: Vec<(u8, u32)>,
    depth: usize,
    /// How many `not`s stand before what comes next.
    nots: u32,
    /// How many of the open brackets are braces.
    braces: usize,
    braces_seen: bool,
}

impl Nesting {
    fn is_empty(&self) -> bool {
        self.stack.is_empty()
    }

    fn in_braces(&self) -> bool {
        self.braces > 0
    }

    fn depth(&self) -> usize {
        self.depth + self.nots as usize
    }

    fn open(&mut self, bracket: u8) {
        let weight = 1 + std::mem::take(&mut self.nots);
        self.stack.push((bracket, weight));
        self.depth += weight as usize;
        if bracket == b'{' {
            self.braces += 1;
            self.braces_seen = true;
        }
    }

    fn pop(&mut self) -> Option<u8> {
        let (bracket, weight) = self.stack.pop()?;
        self.depth -= weight as usize;
        self.braces -= usize::from(bracket == b'{');
        Some(bracket)
    }

    /// Takes one more token; true if it closes the outermost brace.
    fn take(&mut self, text: &str, token: Token) -> bool {
        let word = token.text(text);
        match (token.kind, word) {
            (Kind::Open, _) => self.open(word.as_bytes().first().copied().unwrap_or_default()),
            (Kind::Close, "}") => return self.close_brace(),
            (Kind::Close, _) => self.close(if word == ")" { b'(' } else { b'[' }),
            (Kind::Word, "not") => self.nots += 1,
            // `not any of {` nests as `not {` does.
            (Kind::Word, "any" | "all" | "none" | "of" | "at" | "least") | (Kind::Number, _) => {}
            _ => self.nots = 0,
        }
        false
    }

    fn close(&mut self, bracket: u8) {
        self.nots = 0;
        // One that does not match closes nothing: searching for its partner would cost the whole stack each time.
        if self.stack.last().is_some_and(|&(open, _)| open == bracket) {
            self.pop();
        }
    }

    /// A closing brace closes what was left open inside of it.
    fn close_brace(&mut self) -> bool {
        self.nots = 0;
        while let Some(bracket) = self.pop() {
            if bracket == b'{' {
                return !self.in_braces();
            }
        }
        false
    }
}
