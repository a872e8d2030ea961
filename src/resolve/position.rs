//! Positions that are written as text: a pair of coordinates, a geohash, an H3 index, a plus code.

use crate::ast::{Literal, Number, Test};
use crate::knowledge::Measured;
use crate::resolve::literal::literals;

/// A position, as far as it was written down.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Position {
    /// Latitude and longitude, where a value is a pair of them.
    pub(super) at: Option<(f64, f64)>,
    /// How precise the values are.
    pub(super) measured: Measured,
}

/// The most precise position among the values of a test. What a geohash is, only the name of its field can say.
pub(super) fn position(test: &Test, is_geohash: bool) -> Position {
    let mut found = Position::default();
    for value in literals(test) {
        match &value.value {
            Literal::Number(number) => found.add_number(number),
            Literal::String(said) => found.add_text(said.trim(), is_geohash),
            Literal::Date(_) | Literal::Bool(_) | Literal::Region(_) => {}
        }
    }
    found
}

/// A pair of coordinates, in any of the usual notations, and the decimals that both have.
pub(super) fn pair(text: &str) -> Option<((f64, f64), usize)> {
    const WORDS: [&str; 14] = [
        "lat",
        "lon",
        "lng",
        "long",
        "latitude",
        "longitude",
        "point",
        "geo",
        "gps",
        "n",
        "s",
        "e",
        "w",
        "coordinates",
    ];
    let is_word = |word: &str| word.is_empty() || WORDS.iter().any(|known| word.eq_ignore_ascii_case(known));
    if !text.split(|c: char| !c.is_alphabetic()).all(is_word) {
        return None;
    }
    let numbers: Vec<&str> = text
        .split(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | '+')))
        .filter(|number| number.contains(|c: char| c.is_ascii_digit()))
        .collect();
    let &[first, second] = numbers.as_slice() else { return None };
    let decimals = |number: &str| number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let (one, other): (f64, f64) = (first.parse().ok()?, second.parse().ok()?);
    let is_swapped = text.to_ascii_lowercase().starts_with("point") || 90.0 < one.abs();
    let at = if is_swapped { (other, one) } else { (one, other) };
    let is_on_earth = at.0.abs() <= 90.0 && at.1.abs() <= 180.0;
    let decimals = decimals(first).min(decimals(second));
    (is_on_earth && 0 < decimals).then_some((at, decimals))
}

impl Position {
    /// A coordinate by itself; what is no angle (millionths of a degree) has no decimals to count.
    fn add_number(&mut self, number: &Number) {
        if number.value.abs() <= 180.0 {
            let decimals = number.text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
            self.measured.decimals = self.measured.decimals.max(Some(decimals));
        }
        self.measured.h3 = self.measured.h3.max(number.text.parse().ok().and_then(h3_resolution));
    }

    fn add_text(&mut self, text: &str, is_geohash: bool) {
        if let Some((at, decimals)) = pair(text) {
            self.at = Some(at);
            self.measured.pair = self.measured.pair.max(Some(decimals));
            self.measured.decimals = self.measured.decimals.max(Some(decimals));
        } else if let Ok(number) = text.parse::<f64>() {
            self.add_number(&Number { value: number, text: text.into() });
        }
        let measured = &mut self.measured;
        measured.pair = measured.pair.max(degrees(text));
        measured.h3 = measured.h3.max(h3(text));
        measured.plus_code = measured.plus_code.max(plus_code(text));
        if is_geohash {
            measured.geohash = measured.geohash.max(geohash(text));
        }
    }
}

/// Degrees, minutes and seconds, as the decimals that are as precise: a second is 31 m.
fn degrees(text: &str) -> Option<usize> {
    let has_degrees = text.contains('°') && text.matches(|c: char| c.is_ascii_digit()).count() >= 4;
    let seconds = text.contains(['"', '″', '”']) || text.contains("''");
    let minutes = text.contains(['\'', '′', '’']);
    has_degrees.then_some(match (seconds, minutes) {
        (true, _) => 4,
        (false, true) => 2,
        (false, false) => text.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or_default().min(6),
    })
}

/// The length of a geohash.
fn geohash(text: &str) -> Option<usize> {
    let is_digit = |c: char| c.is_ascii_digit() || c.is_ascii_alphabetic() && !"ailoAILO".contains(c);
    (1..=12).contains(&text.len()).then_some(text.len()).filter(|_| text.chars().all(is_digit))
}

/// The resolution of an H3 index, written in hexadecimal digits or as a number.
fn h3(text: &str) -> Option<usize> {
    let digits = text.strip_prefix("0x").unwrap_or(text);
    let index = (15..=16).contains(&digits.len()).then(|| u64::from_str_radix(digits, 16).ok()).flatten();
    index.or_else(|| text.parse().ok()).and_then(h3_resolution)
}

/// The resolution of an H3 index of a cell; none where the bits are none of one.
fn h3_resolution(index: u64) -> Option<usize> {
    const CELL: u64 = 1;
    let (mode, reserved) = (index >> 59, index >> 56 & 7);
    let (resolution, base) = ((index >> 52 & 15) as usize, index >> 45 & 127);
    // Fifteen digits of three bits; those past the resolution are all ones.
    let digit = |number: usize| index >> (3 * (14 - number)) & 7;
    let fits = (0..15).all(|number| (digit(number) == 7) == (resolution <= number));
    (mode == CELL && reserved == 0 && base < 122 && fits).then_some(resolution)
}

/// How many digits of a plus code say where; zeros only fill it up.
fn plus_code(text: &str) -> Option<usize> {
    let is_digit = |c: char| "23456789CFGHJMPQRVWX".contains(c.to_ascii_uppercase());
    let code = text.split_whitespace().next()?;
    let (area, rest) = code.split_once('+')?;
    let told = area.trim_end_matches('0');
    let is_code = matches!(area.len(), 4 | 6 | 8) && matches!(rest.len(), 0 | 2..=7) && !told.is_empty();
    // A short code leaves out what the town beside it says.
    let missing = if area.len() < 8 && !rest.is_empty() { 8 - area.len() } else { 0 };
    let has_letter = code.contains(|c: char| c.is_ascii_alphabetic());
    (is_code && has_letter && told.chars().chain(rest.chars()).all(is_digit) && told.len() % 2 == 0)
        .then_some(missing + told.len() + rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_of_coordinates() {
        for (text, want) in [
            ("47.62051,-122.34932", Some(((47.62051, -122.34932), 5))),
            ("47.62051 -122.34932", Some(((47.62051, -122.34932), 5))),
            ("(47.6205; -122.349)", Some(((47.6205, -122.349), 3))),
            ("POINT(-122.34932 47.62051)", Some(((47.62051, -122.34932), 5))),
            ("geo:47.62051,-122.34932", Some(((47.62051, -122.34932), 5))),
            ("lat=47.62&lon=-122.34", Some(((47.62, -122.34), 2))),
            ("from 12.999 to 14.999 dollars", None),
            ("1.2.3, 4.5.6", None),
            ("47.62051", None),
            ("199.123, 299.123", None),
            ("12, 13", None),
        ] {
            assert_eq!(pair(text), want, "{text}");
        }
    }

    #[test]
    fn cells() {
        assert_eq!(h3("8928308280fffff"), Some(9));
        assert_eq!(h3("617700169958293503"), Some(9));
        assert_eq!(h3("8428309ffffffff"), Some(4));
        assert_eq!((h3("8928308280fffff0"), h3("123456789012345"), h3("ffffffffffffffff")), (None, None, None));
        assert_eq!(
            (geohash("c23nb62wp"), geohash("c23n"), geohash("Seattle"), geohash("a1")),
            (Some(9), Some(4), None, None)
        );
        assert_eq!(
            (plus_code("84VVJMC2+6X"), plus_code("84VV0000+"), plus_code("JMC2+6X Seattle")),
            (Some(10), Some(4), Some(10))
        );
        assert_eq!((plus_code("C+"), plus_code("18+"), plus_code("65+")), (None, None, None));
        assert_eq!(
            (degrees("47°37'13.8\"N 122°20'57.6\"W"), degrees("47°37'N 122°20'W"), degrees("20°C")),
            (Some(4), Some(2), None)
        );
    }
}
