//! Lengths of time and distances, as people write them into data: `30 days`, `1,850 ft`.

use super::{Duration, LengthUnit, TimeUnit, Word};

/// A length of time, as `30 days`.
pub(crate) fn duration(text: &str) -> Option<Duration> {
    let (count, unit) = halves(text);
    let is_meant = |known: &&TimeUnit| known.word() == unit || known.word().strip_suffix('s') == Some(unit);
    let unit = *TimeUnit::ALL.iter().find(is_meant)?;
    Some(Duration { count: count.parse().ok()?, unit })
}

/// A distance, as `1850 ft` or `10 miles`, in metres.
pub(crate) fn metres(text: &str) -> Option<f64> {
    let (number, unit) = halves(text);
    let number: f64 = number.replace(',', "").parse().ok()?;
    Some(number * length_unit(unit)?.metres())
}

/// A number and its unit.
fn halves(text: &str) -> (&str, &str) {
    let text = text.trim();
    let cut = text.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(text.len());
    (&text[..cut], text[cut..].trim())
}

fn length_unit(word: &str) -> Option<LengthUnit> {
    match word {
        "miles" | "mile" => Some(LengthUnit::Miles),
        "feet" | "foot" => Some(LengthUnit::Feet),
        "metres" | "meters" => Some(LengthUnit::Metres),
        _ => LengthUnit::from_word(word),
    }
}
