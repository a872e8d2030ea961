//! Says in the language's own words why a piece of text could not be read, and what to write instead.

use super::expected;
use super::faults::{fault, quote, shorten};
use super::grammar::Rule;
use super::keyword;
use super::reading::Reading;
use super::slips::Slip;
use super::token::{Kind, Token};
use super::words::{self, is_condition, is_statement};
use crate::finding::{Finding, Help};

/// Where and why the grammar gave up.
pub(super) struct Failure {
    /// The furthest byte that made sense.
    pub(super) at: usize,
    /// What might have stood there.
    pub(super) expected: Vec<Rule>,
    /// Whether a whole statement stands before it.
    pub(super) complete: bool,
    /// The words that statements start with here.
    pub(super) words: &'static [&'static str],
    /// What holds them, such as `a campaign`.
    pub(super) block: &'static str,
}

/// The place of a fault among the tokens around it.
pub(super) struct Scene<'s> {
    pub(super) reading: &'s Reading<'s>,
    pub(super) failure: &'s Failure,
    pub(super) tokens: &'s [Token],
    /// Which token is wrong; one past the last if something is missing at the end.
    pub(super) number: usize,
}

/// Says what is wrong in `tokens`, which failed to parse.
pub(super) fn explain(reading: &Reading<'_>, failure: &Failure, tokens: &[Token]) -> Finding {
    let number = tokens.iter().position(|token| failure.at < token.end).unwrap_or(tokens.len());
    let scene = Scene { reading, failure, tokens, number };
    // The most telling explanation first.
    let hidden = scene.found().and_then(|found| reading.deceiving_token(found));
    hidden
        .or_else(|| scene.slip())
        .or_else(|| scene.known_slip())
        .or_else(|| scene.missing_unit())
        .or_else(|| scene.missing_list_comma())
        .or_else(|| scene.incomplete_waiver())
        .or_else(|| scene.misspelt())
        .or_else(|| scene.misspelt_before())
        .or_else(|| scene.unclosed())
        .or_else(|| scene.missing_comma())
        .or_else(|| scene.misshapen())
        .or_else(|| scene.foreign_statement())
        .or_else(|| scene.reserved())
        .or_else(|| scene.unquoted())
        .unwrap_or_else(|| scene.unexpected())
}

impl Scene<'_> {
    pub(super) fn found(&self) -> Option<Token> {
        self.tokens.get(self.number).copied()
    }

    pub(super) fn before(&self) -> Option<Token> {
        self.tokens.get(self.number.checked_sub(1)?).copied()
    }

    pub(super) fn text(&self, token: Token) -> &str {
        token.text(self.reading.text)
    }

    pub(super) fn expects(&self, wanted: impl Fn(Rule) -> bool) -> bool {
        self.failure.expected.iter().any(|&rule| wanted(rule))
    }

    pub(super) fn fault(&self, rule: &str, token: Token, message: String) -> Finding {
        fault(rule, self.reading.place_of(token), message)
    }

    /// Signs from other languages, and from word processors.
    fn slip(&self) -> Option<Finding> {
        let found = self.found()?;
        let written = self.text(found);
        let meant = match written {
            "==" | "===" => "=",
            "<>" | "!==" => "!=",
            "=>" => ">=",
            "=<" => "<=",
            "&&" | "&" => "and",
            "||" | "|" => "or",
            "!" => "not",
            "“" | "”" | "„" | "'" | "‘" | "’" | "«" | "»" => "\"",
            _ => return None,
        };
        let message = format!("{} is not of this language", quote(written));
        let help = Help::write(self.reading.place_of(found), meant);
        Some(self.fault("syntax/unexpected", found, message).help(help))
    }

    /// A way of writing that is close to the language.
    fn known_slip(&self) -> Option<Finding> {
        let (slip, first) = Slip::at(self.reading.text, self.tokens, self.number)?;
        let (text, after) = (self.reading.text, &self.tokens[first..]);
        let found = self.fault(slip.rule, self.found()?, slip.message(text, after));
        let help = Help::new(slip.help(text, after));
        Some(found.help(match slip.edit(text, after) {
            Some((from, to, with)) => help.edit(self.reading.place(from, to), with),
            None => help,
        }))
    }

    /// A word that is nearly one of those that might stand here.
    fn misspelt(&self) -> Option<Finding> {
        let found = self.found().filter(|token| token.kind == Kind::Word)?;
        let word = self.text(found);
        let candidates = expected::words(&self.failure.expected, self.failure.words);
        if let Some(near) = self.nearest_phrase(self.number, &candidates) {
            return Some(near);
        }
        let set = self.expects(is_word_set);
        set.then(|| {
            let wanted = expected::describe(&self.failure.expected, self.failure.block).unwrap_or_default();
            let message = format!("expected {wanted}, found {}", quote(word));
            self.fault("syntax/unknown-word", found, message).help(format!("one of {}", listed(&candidates)))
        })
    }

    /// A word before the fault that was taken for a name: `purchsed "x"`.
    fn misspelt_before(&self) -> Option<Finding> {
        let text = self.reading.text;
        let follows = self
            .found()
            .is_some_and(|found| matches!(found.kind, Kind::String | Kind::Number | Kind::Word) || found.is(text, "["));
        let mut number = self.number.checked_sub(1).filter(|_| follows)?;
        let scopes = ["product", "category", "brand", "sku", "page", "app", "site", "in", "of", "to"];
        if scopes.contains(&self.text(self.tokens[number])) {
            number = number.checked_sub(1)?;
        }
        let word = self.tokens[number];
        if word.kind != Kind::Word || keyword::is_reserved(self.text(word)) {
            return None;
        }
        let starts = number == 0 || self.starts_condition(number);
        starts.then(|| self.nearest_phrase(number, words::CONDITION)).flatten()
    }

    /// Whether a condition may begin at this token: after a keyword, a comma, or an opening bracket.
    fn starts_condition(&self, number: usize) -> bool {
        let Some(before) = number.checked_sub(1).map(|before| self.tokens[before]) else { return true };
        match before.kind {
            Kind::Comma | Kind::Open => true,
            Kind::Word => {
                let leads = ["and", "or", "not", "when", "target", "exclude", "suppress", "from", "shows"];
                leads.contains(&self.text(before))
            }
            Kind::Number
            | Kind::String
            | Kind::OpenString
            | Kind::Close
            | Kind::Operator
            | Kind::Comment
            | Kind::Other => false,
        }
    }

    /// The phrase among `candidates` that the words from token `number` on were most likely meant to be.
    fn nearest_phrase(&self, number: usize, candidates: &[&str]) -> Option<Finding> {
        let text = self.reading.text;
        let first = *self.tokens.get(number)?;
        let phrase = |length: usize| -> Option<(Token, String)> {
            let tokens = self.tokens.get(number..number + length)?;
            let words: Vec<_> = tokens.iter().map(|token| token.text(text)).collect();
            let last = *tokens.last()?;
            tokens.iter().all(|token| token.kind == Kind::Word).then(|| (last, words.join(" ")))
        };
        // The longer phrase says more: `in the lst` is nearer to `in the last` than `in` is to anything.
        (1..=3).rev().find_map(|length| {
            let (last, written) = phrase(length)?;
            let alike = candidates.iter().copied().filter(|candidate| candidate.split(' ').count() == length);
            let near = keyword::nearest(&written, alike).filter(|near| *near != written)?;
            let at = self.reading.place(first.start, last.end);
            let found = fault("syntax/unknown-word", at, format!("{} is no word of the language", quote(&written)));
            Some(found.help(Help::did_you_mean(at, near)))
        })
    }

    /// A bracket that is still open where the text ends, or where another is closed.
    fn unclosed(&self) -> Option<Finding> {
        let open = self.open_bracket()?;
        let closes = self.found().is_none_or(|found| found.kind == Kind::Close);
        if !closes || !self.expects(|rule| matches!(rule, Rule::close | Rule::paren_end | Rule::list_end)) {
            return None;
        }
        let (rule, end) = match self.text(open) {
            "{" => ("syntax/unclosed-brace", "}"),
            "(" => ("syntax/unclosed-parenthesis", ")"),
            _ => ("syntax/unclosed-bracket", "]"),
        };
        let message = format!("this {} is never closed", quote(self.text(open)));
        let help = Help::new(format!("add a `{end}`"));
        let found = self.fault(rule, open, message).label("opened here");
        Some(match self.before().map(|last| self.reading.place(last.end, last.end)) {
            Some(last) => found.help(help.edit(last, end)).related(last, format!("`{end}` missing after this")),
            None => found.help(help),
        })
    }

    /// The innermost bracket that is open where the fault is.
    pub(super) fn open_bracket(&self) -> Option<Token> {
        let mut open = Vec::new();
        for token in &self.tokens[..self.number] {
            if token.kind == Kind::Open {
                open.push(*token);
            } else if token.kind == Kind::Close {
                open.pop();
            }
        }
        open.pop()
    }

    /// Two entries of a group or list side by side.
    fn missing_comma(&self) -> Option<Finding> {
        let (found, before) = (self.found()?, self.before()?);
        let open = self.open_bracket()?;
        let complete = !matches!(before.kind, Kind::Comma | Kind::Open | Kind::Operator);
        let entry = match self.text(open) {
            "{" => found.kind == Kind::Word || matches!(self.text(found), "("),
            "[" => matches!(found.kind, Kind::String | Kind::Number | Kind::Word),
            _ => false,
        };
        let ends = self.expects(|rule| matches!(rule, Rule::close | Rule::list_end));
        let joins = ["and", "or"].contains(&self.text(found));
        if !(complete && entry && ends) || joins {
            return None;
        }
        let message = format!("a comma is missing before {}", quote(self.text(found)));
        let comma = self.fault("syntax/missing-comma", found, message);
        let help = format!("write `{}, {}`", shorten(self.text(before), 40), shorten(self.text(found), 40));
        Some(comma.help(Help::new(help).edit(self.reading.place(before.end, before.end), ",")))
    }

    /// A statement that belongs to another kind of block.
    fn foreign_statement(&self) -> Option<Finding> {
        let found = self.found().filter(|token| token.kind == Kind::Word)?;
        let word = self.text(found);
        let begins = self.failure.complete || self.number == 0;
        if !begins || self.failure.words.iter().any(|known| known.split(' ').next() == Some(word)) {
            return None;
        }
        let block = self.failure.block;
        let message = format!("{} starts no statement of {block}", quote(word));
        let help = format!("statements of {block} start with {}", listed(self.failure.words));
        let rule = if keyword::is_reserved(word) { "syntax/unexpected" } else { "syntax/unknown-word" };
        Some(self.fault(rule, found, message).help(help))
    }

    /// A word of the language where a name should stand.
    fn reserved(&self) -> Option<Finding> {
        let found = self.found().filter(|token| token.kind == Kind::Word)?;
        let word = self.text(found);
        let named = |rule| matches!(rule, Rule::name | Rule::path | Rule::field | Rule::region | Rule::bare);
        let joins = ["and", "or", "not"].contains(&word);
        let wanted = self.expects(|rule| named(rule) || is_condition(rule)) && !joins;
        if !wanted || !keyword::is_reserved(word) {
            return None;
        }
        if ["any", "all", "none"].contains(&word) {
            let message = format!("{} begins a group, which has `of` and braces", quote(word));
            let help = format!("write `{word} of {{ …, … }}`");
            return Some(self.fault("syntax/unexpected", found, message).help(help));
        }
        let message = format!("{} is a word of the language and no name", quote(word));
        let reserved = self.fault("syntax/reserved-word", found, message);
        Some(match self.longer_condition(word) {
            Some(whole) => reserved.help(Help::did_you_mean(self.reading.place_of(found), whole)),
            None => reserved.help(format!("call it `{word}_`")),
        })
    }

    /// The condition of several words that begins with this one: `interested in`.
    fn longer_condition(&self, word: &str) -> Option<&'static str> {
        // `is` and `at` begin much else.
        let leads = |whole: &&&str| whole.strip_prefix(word).is_some_and(|rest| matches!(rest, " to" | " in"));
        words::CONDITION.iter().filter(|_| word != "is" && self.expects(is_condition)).find(leads).copied()
    }

    fn unexpected(&self) -> Finding {
        let wanted = expected::describe(&self.failure.expected, self.failure.block);
        let wanted = wanted.unwrap_or_else(|| format!("a statement of {}", self.failure.block));
        let Some(found) = self.found() else {
            let Some(before) = self.before() else {
                return fault(
                    "syntax/unexpected",
                    self.reading.place(self.failure.at, self.failure.at),
                    format!("expected {wanted}"),
                );
            };
            let message = format!("expected {wanted} after {}", quote(self.text(before)));
            return self.fault("syntax/unexpected", before, message);
        };
        let message = format!("expected {wanted}, found {}", quote(self.text(found)));
        let unexpected = self.fault("syntax/unexpected", found, message);
        let follows_condition = self.expects(|rule| rule == Rule::k_and)
            && (!self.expects(is_statement) || !found.starts_line(self.reading.text));
        if found.kind == Kind::String && self.expects(is_condition) {
            unexpected.help("this is text: write the name of a segment, or a condition about the text")
        } else if follows_condition && matches!(found.kind, Kind::Word | Kind::Comma) {
            unexpected.help("join conditions with `and` or `or`")
        } else {
            unexpected
        }
    }
}

/// Whether one of a closed set of words should stand here, and nothing else begins with it.
fn is_word_set(rule: Rule) -> bool {
    words::set(rule).is_some() && !is_condition(rule) && rule != Rule::scope
}

fn listed(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
