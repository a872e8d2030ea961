//! Strings, numbers, dates, regions and names.

use std::str::FromStr;

use jiff::civil::{Date, Time};

use super::faults::quote;
use super::grammar::Rule;
use super::reading::{Reading, child, children};
use super::tree::Node;
use crate::ast::{Distance, Duration, LengthUnit, Literal, Name, Number, Spanned, Str, TimeUnit, Value, Word};
use crate::source::Span;

impl Reading<'_> {
    /// A name or path.
    pub(super) fn name(&self, node: &Node<'_>) -> Name {
        Spanned { value: node.as_str().into(), span: self.span(node) }
    }

    /// All names or paths in `node`.
    pub(super) fn names(&self, node: &Node<'_>, rule: Rule) -> Vec<Name> {
        children(node, rule).map(|name| self.name(&name)).collect()
    }

    /// The first string in `node`.
    pub(super) fn first_string(&mut self, node: &Node<'_>) -> Option<Str> {
        self.string(&child(node, Rule::string)?)
    }

    /// The strings in `node`: one, or a list.
    pub(super) fn strings(&mut self, node: &Node<'_>) -> Option<Vec<Str>> {
        if let Some(list) = child(node, Rule::list) {
            let words: Vec<_> = list.inner().filter(is_value).map(|value| self.words_of(&value)).collect();
            return words.into_iter().collect();
        }
        Some(vec![self.first_string(node)?])
    }

    /// A value in a list of words: what stands there, as text.
    fn words_of(&mut self, node: &Node<'_>) -> Option<Str> {
        let Spanned { value, span } = self.value(node)?;
        let value = match value {
            Literal::String(text) | Literal::Region(text) => text,
            Literal::Date(_) | Literal::Number(_) | Literal::Bool(_) => node.as_str().into(),
        };
        Some(Str::whole(value, span))
    }

    /// The values of the list in `node`.
    pub(super) fn values(&mut self, node: &Node<'_>) -> Option<Vec<Value>> {
        let list = child(node, Rule::list)?;
        let values: Vec<_> = list.inner().filter(is_value).map(|value| self.value(&value)).collect();
        values.into_iter().collect()
    }

    /// A literal.
    pub(super) fn value(&mut self, node: &Node<'_>) -> Option<Value> {
        let span = self.span(node);
        let value = match node.as_rule() {
            Rule::string => Literal::String(self.string(node)?.value),
            Rule::date => Literal::Date(self.date(node)?.value),
            Rule::number => Literal::Number(number(node)),
            Rule::k_true => Literal::Bool(true),
            Rule::k_false => Literal::Bool(false),
            _ => return self.bare(node),
        };
        Some(Spanned { value, span })
    }

    /// A date that exists.
    pub(super) fn date(&mut self, node: &Node<'_>) -> Option<Spanned<Date>> {
        let span = self.span(node);
        if let Ok(value) = Date::from_str(node.as_str()) {
            return Some(Spanned { value, span });
        }
        let message = format!("the date {} does not exist", quote(node.as_str()));
        self.refuse("syntax/bad-date", span, message, "dates are year, month, day, such as `2027-03-02`")
    }

    /// The dates in `node`, all of which must exist; of two, the first comes first.
    pub(super) fn dates(&mut self, node: &Node<'_>) -> Option<Vec<Date>> {
        let dates: Vec<_> = children(node, Rule::date).map(|date| self.date(&date)).collect();
        let dates = dates.into_iter().collect::<Option<Vec<_>>>()?;
        if let [from, to] = dates.as_slice()
            && to.value < from.value
        {
            let message = format!("`{}` comes before `{}`: this ends before it starts", to.value, from.value);
            let help = format!("write `{} to {}`, or the year that was meant", to.value, from.value);
            return self.refuse("syntax/bad-flight", from.span.to(to.span), message, &help);
        }
        Some(dates.into_iter().map(|date| date.value).collect())
    }

    /// The latitude and longitude in `node`, which must be somewhere on earth.
    pub(super) fn coordinates(&mut self, node: &Node<'_>) -> Option<(Number, Number)> {
        let degrees: Vec<_> = children(node, Rule::number).collect();
        let [latitude, longitude] = degrees.as_slice() else { return None };
        for (written, name, most) in [(latitude, "latitude", 90.0), (longitude, "longitude", 180.0)] {
            if number(written).value.abs() > most {
                let message = format!("the {name} {} is not on earth", quote(written.as_str()));
                let help = format!("a {name} lies between -{most} and {most}; the latitude stands first");
                return self.refuse("syntax/bad-coordinates", self.span(written), message, &help);
            }
        }
        Some((number(latitude), number(longitude)))
    }

    /// A time of day that exists.
    pub(super) fn time(&mut self, node: &Node<'_>) -> Option<Time> {
        let numbers = node.as_str().split_once(':').and_then(|(h, m)| Some((h.parse().ok()?, m.parse().ok()?)));
        let time = numbers.and_then(|(hour, minute)| Time::new(hour, minute, 0, 0).ok());
        if time.is_none() {
            let message = format!("the time {} does not exist", quote(node.as_str()));
            let help = "times run from `00:00` to `23:59`";
            return self.refuse("syntax/bad-time", self.span(node), message, help);
        }
        time
    }

    /// A whole number, if it is not too large for `T`.
    pub(super) fn integer<T: FromStr>(&mut self, node: &Node<'_>) -> Option<T> {
        let value = node.as_str().parse().ok();
        if value.is_none() {
            let message = format!("the number {} is too large", quote(node.as_str()));
            return self.refuse("syntax/bad-number", self.span(node), message, "write a smaller number");
        }
        value
    }

    /// The first whole number in `node`.
    pub(super) fn first_integer<T: FromStr>(&mut self, node: &Node<'_>) -> Option<T> {
        self.integer(&child(node, Rule::integer)?)
    }

    /// The duration in `node`.
    pub(super) fn duration(&mut self, node: &Node<'_>) -> Option<Duration> {
        let node = child(node, Rule::duration)?;
        let count = self.integer(&child(&node, Rule::digits)?)?;
        let unit = child(&node, Rule::time_unit)?.as_str();
        let unit = TimeUnit::ALL.iter().find(|known| known.word().trim_end_matches('s') == unit.trim_end_matches('s'));
        Some(Duration { count, unit: *unit? })
    }

    /// The distance in `node`.
    pub(super) fn distance(node: &Node<'_>) -> Option<Distance> {
        let node = child(node, Rule::distance)?;
        let number = number(&child(&node, Rule::quantity)?);
        let unit = LengthUnit::from_word(child(&node, Rule::length_unit)?.as_str())?;
        Some(Distance { number, unit })
    }

    /// A region that exists.
    pub(super) fn region(&mut self, node: &Node<'_>) -> Option<Name> {
        let (span, written) = (self.span(node), node.as_str());
        match Region::of(written) {
            Region::Known(code) => Some(Spanned { value: code.into(), span }),
            Region::Lower(code) => {
                let message = format!("the region {} is not written in capitals", quote(written));
                self.refuse("syntax/bad-region", span, message, &format!("write `{code}`"))
            }
            Region::Unknown => self.no_region(span),
        }
    }

    fn no_region<T>(&mut self, span: Span) -> Option<T> {
        let message = format!("the region {} does not exist", quote(self.words(span)));
        if let Some(code) = suggested_region(self.words(span)) {
            return self.refuse("syntax/bad-region", span, message, &format!("write `{code}`"));
        }
        let help = "regions are ISO 3166 codes such as `DE` or `US-WA`, or `EU`, `EEA`, `WORLD`";
        self.refuse("syntax/bad-region", span, message, help)
    }

    /// A word that stands where a value should: a region, or else it needs quotes.
    fn bare(&mut self, node: &Node<'_>) -> Option<Value> {
        let (span, written) = (self.span(node), node.as_str());
        match Region::of(written) {
            Region::Known(code) => Some(Spanned { value: Literal::Region(code.into()), span }),
            Region::Unknown if looks_like_region(written) => self.no_region(span),
            Region::Lower(_) | Region::Unknown => self.unquoted(span),
        }
    }

    /// A word that needs quotes.
    fn unquoted<T>(&mut self, span: Span) -> Option<T> {
        let word = self.words(span);
        let help = format!("write `\"{}\"`", super::faults::shorten(word, 40));
        self.refuse("syntax/unquoted-value", span, format!("the value {} needs quotes", quote(word)), &help)
    }

    /// The values of an area: a region, a number, or strings; one, or a list.
    pub(super) fn area(&mut self, node: &Node<'_>, regional: Regional) -> Option<Vec<Value>> {
        let list = child(node, Rule::list);
        let area = list.as_ref().unwrap_or(node).inner();
        let written = area.filter(|piece| !matches!(piece.as_rule(), Rule::residence | Rule::area_kind));
        let values: Vec<_> = written.filter(is_value).map(|value| self.area_value(&value, regional)).collect();
        values.into_iter().collect()
    }

    fn area_value(&mut self, node: &Node<'_>, regional: Regional) -> Option<Value> {
        let is_region = regional == Regional::Yes && Region::of(node.as_str()) != Region::Unknown;
        if node.as_rule() != Rule::bare || !is_region {
            return self.value(node);
        }
        let Spanned { value, span } = self.region(node)?;
        Some(Spanned { value: Literal::Region(value), span })
    }
}

/// Whether an area is one that region codes name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Regional {
    /// A country or a region.
    Yes,
    /// A city or a postcode.
    No,
}

/// A number as it was written.
pub(super) fn number(node: &Node<'_>) -> Number {
    let text = node.as_str();
    Number { text: text.into(), value: text.parse().unwrap_or_default() }
}

fn is_value(node: &Node<'_>) -> bool {
    node.as_rule() != Rule::list_end
}

/// What a word says as a region.
#[derive(Debug, PartialEq, Eq)]
enum Region {
    /// The code of a region.
    Known(String),
    /// It would be this one in capitals.
    Lower(String),
    /// None.
    Unknown,
}

impl Region {
    fn of(word: &str) -> Region {
        if word.len() > 6 || !word.is_ascii() {
            return Region::Unknown;
        }
        let capitals = word.to_ascii_uppercase();
        let code = match capitals.strip_prefix("UK") {
            Some(rest) if rest.is_empty() || rest.starts_with('-') => format!("GB{rest}"),
            _ => capitals.clone(),
        };
        let exists = matches!(&*code, "EU" | "EEA" | "WORLD")
            || rust_iso3166::from_alpha2(&code).is_some()
            || rust_iso3166::iso3166_2::from_code(&code).is_some();
        match (exists, capitals == word) {
            (true, true) => Region::Known(code),
            (true, false) => Region::Lower(code),
            (false, _) => Region::Unknown,
        }
    }
}

/// The code of the region that `word` is.
pub(crate) fn region(word: &str) -> Option<String> {
    match Region::of(word) {
        Region::Known(code) => Some(code),
        Region::Lower(_) | Region::Unknown => None,
    }
}

/// The code of the region that `word` means: a code, one of three letters, or a country's name.
pub(super) fn suggested_region(word: &str) -> Option<String> {
    if let Region::Known(code) | Region::Lower(code) = Region::of(word) {
        return Some(code);
    }
    let of_three = rust_iso3166::from_alpha3(&word.to_ascii_uppercase());
    let named = || rust_iso3166::ALL.iter().find(|country| country.name.eq_ignore_ascii_case(word)).copied();
    of_three.or_else(named).map(|country| country.alpha2.to_owned())
}

fn looks_like_region(word: &str) -> bool {
    let country = word.split('-').next().unwrap_or_default();
    country.len() == 2 && word.len() <= 6 && !word.bytes().any(|byte| byte.is_ascii_lowercase() || byte == b'.')
}
