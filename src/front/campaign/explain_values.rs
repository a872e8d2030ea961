//! Says what is wrong with values: dates, numbers and their units, texts without quotes, lists without commas.

use super::explain::Scene;
use super::faults::{fault, quote, shorten};
use super::grammar::Rule;
use super::keyword;
use super::literals::suggested_region;
use super::token::{Kind, Token};
use super::words::is_condition;
use crate::ast::{Channel, Word};
use crate::finding::{Finding, Help};

/// After these, a text that lacks its quotes is over.
const AFTER_TEXT: &[&str] = &[
    "as", "with", "when", "in", "at", "since", "before", "from", "exactly", "on", "and", "or", "where", "by", "is",
    "because", "until", "for",
];

impl Scene<'_> {
    /// A date or time in another shape, a number with marks in it, or letters that no word has.
    pub(super) fn misshapen(&self) -> Option<Finding> {
        let found = self.found()?;
        let word = self.text(found);
        if found.kind == Kind::Word && !word.is_ascii() {
            let message = format!("{} has letters that names cannot have", quote(word));
            let help = "names are made of the letters a to z, digits, `_` and `-`; other words stand in quotes";
            return Some(self.fault("syntax/unexpected", found, message).help(help));
        }
        if found.kind == Kind::Number && word.contains(':') || self.expects(|rule| rule == Rule::time) {
            let message = format!("{} is no time", quote(word));
            let at = self.reading.place_of(found);
            let found = self.fault("syntax/bad-time", found, message);
            let short = word.len() == 4 && word.as_bytes()[1] == b':';
            return Some(if short {
                found.help(Help::write(at, format!("0{word}")))
            } else {
                found.help("times are two digits, a colon, two digits, such as `08:00`")
            });
        }
        let dated = self.expects(|rule| rule == Rule::date);
        let parts = word.split(['-', '/', '.']).filter(|part| !part.is_empty()).count();
        if found.kind == Kind::Number && dated && (parts == 3 || !self.expects(|rule| rule == Rule::number)) {
            let message = format!("{} is no date", quote(word));
            let help = "dates are year, month, day, such as `2027-03-02`";
            return Some(self.fault("syntax/bad-date", found, message).help(help));
        }
        let after_comma = self.tokens.get(self.number + 1).is_some_and(|after| after.kind == Kind::Number);
        let number =
            self.before().is_some_and(|before| before.kind == Kind::Number) && found.kind == Kind::Comma && after_comma;
        let odd = found.kind == Kind::Number && word.contains(['_', '.', 'k']);
        if number || odd && self.expects(|rule| matches!(rule, Rule::integer | Rule::digits | Rule::time_unit)) {
            let message = format!("did not expect {} in a number", quote(word));
            let help = "write whole numbers as digits alone, such as `5000`";
            return Some(self.fault("syntax/bad-number", found, message).help(help));
        }
        None
    }

    /// A number without its unit: `in the last 90`, `90d`.
    pub(super) fn missing_unit(&self) -> Option<Finding> {
        if !self.expects(|rule| rule == Rule::time_unit) || self.expects(|rule| rule == Rule::length_unit) {
            return None;
        }
        let number = match (self.found(), self.before()) {
            (Some(found), _) if found.kind == Kind::Number => found,
            (Some(found), _) if found.kind == Kind::Word && !keyword::is_reserved(self.text(found)) => return None,
            (_, before) => before.filter(|before| before.kind == Kind::Number)?,
        };
        let written = self.text(number);
        let digits = written.trim_end_matches(|end: char| end.is_ascii_alphabetic());
        let unit = match written.get(digits.len()..).unwrap_or_default() {
            "h" => "hours",
            "w" => "weeks",
            "" | "d" => "days",
            "mo" | "M" => "months",
            "y" => "years",
            _ => return None,
        };
        let is_whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let message = format!("the unit of {} is missing", quote(written));
        let missing = is_whole.then(|| self.fault("syntax/unexpected", number, message))?;
        let help = Help::new(format!("write a unit, such as `{digits} {unit}`"));
        let help = help.edit(self.reading.place_of(number), format!("{digits} {unit}"));
        // Of a bare number only its author knows the unit.
        Some(missing.help(if written == digits { help.with_care() } else { help }))
    }

    /// Two channels, regions or fields side by side, or with `and` between them.
    pub(super) fn missing_list_comma(&self) -> Option<Finding> {
        let (found, before) = (self.found()?, self.before()?);
        let is_and = self.text(found) == "and";
        let next = if is_and { *self.tokens.get(self.number + 1)? } else { found };
        let ends = |token: &Token| !matches!(token.kind, Kind::Word | Kind::Comma);
        let from = self.tokens[..self.number].iter().rposition(ends).map_or(0, |end| end + 1);
        let lead = self.tokens[from..self.number]
            .iter()
            .find(|token| matches!(self.text(**token), "channels" | "regions" | "with"))?;
        let word = self.text(next);
        let same_kind = next.kind == Kind::Word
            && match self.text(*lead) {
                "channels" => Channel::from_word(word).is_some(),
                "regions" => suggested_region(word).is_some(),
                _ => keyword::nearest(word, self.failure.words.iter().copied()).is_none(),
            };
        if !same_kind || lead.start == before.start || found.starts_line(self.reading.text) {
            return None;
        }
        let message = format!("a comma is missing before {}", quote(word));
        let help = Help::new(format!("write `{}, {}`", shorten(self.text(before), 40), shorten(word, 40)));
        let help = help.edit(self.reading.place(before.end, next.start), ", ");
        Some(self.fault("syntax/missing-comma", found, message).help(help))
    }

    /// An `allow` without its end, its name or its reason.
    pub(super) fn incomplete_waiver(&self) -> Option<Finding> {
        let allows = self.tokens.first().is_some_and(|first| self.text(*first) == "allow");
        let message = "`allow` says until when, by whom and why";
        let missing = allows && self.expects(|rule| matches!(rule, Rule::k_until | Rule::k_by | Rule::k_because));
        let token = missing.then(|| self.found().or(self.before()))??;
        let help = "write `allow pack/rule until 2027-12-31 by \"who\" because \"why\"`";
        Some(self.fault("syntax/unexpected", token, message.to_owned()).help(help))
    }

    /// Words where a string should stand.
    pub(super) fn unquoted(&self) -> Option<Finding> {
        let found = self.found().filter(|token| matches!(token.kind, Kind::Word | Kind::Number))?;
        if !self.expects(|rule| matches!(rule, Rule::string | Rule::list)) || self.expects(is_condition) {
            return None;
        }
        let belongs = |token: &&Token| {
            let kind = matches!(token.kind, Kind::Word | Kind::Number | Kind::Other | Kind::Operator);
            kind && !token.starts_line(self.reading.text) && !AFTER_TEXT.contains(&self.text(**token))
        };
        let last = self.tokens[self.number + 1..].iter().take_while(belongs).last().copied().unwrap_or(found);
        let at = self.reading.place(found.start, last.end);
        let words = self.reading.words(at);
        let message = format!("the value {} needs quotes", quote(words));
        let help = Help::new(format!("write `\"{}\"`", shorten(words, 80)));
        let is_plain = !words.contains(['"', '\\', '\n']);
        let help = if is_plain { help.edit(at, format!("\"{words}\"")) } else { help };
        Some(fault("syntax/unquoted-value", at, message).help(help))
    }
}
