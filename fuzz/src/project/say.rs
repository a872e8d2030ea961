//! Words, names and expressions, from small pools: what is met twice can meet.

use arbitrary::{Result, Unstructured};

use super::POOL;

/// How deep expressions nest.
const DEEPEST: u8 = 4;

/// One of some words.
pub(super) fn one<'w>(u: &mut Unstructured, words: &[&'w str]) -> Result<&'w str> {
    u.choose(words).copied()
}

/// Up to three of some words, with commas between.
pub(super) fn list(u: &mut Unstructured, words: &[&str]) -> Result<String> {
    let mut list = one(u, words)?.to_owned();
    for _ in 0..u.int_in_range(0..=2)? {
        list += &format!(", {}", one(u, words)?);
    }
    Ok(list)
}

/// Something that people buy, are, or read of, in quotes.
pub(super) fn thing(u: &mut Unstructured) -> Result<&'static str> {
    one(
        u,
        &[
            r#""pregnancy test""#,
            r#""garden chairs""#,
            r#""unscented lotion""#,
            r#""cotton balls""#,
            r#""zinc supplement""#,
            r#""Ramadan""#,
            r#""payday loan""#,
            r#""fertility clinic""#,
            r#""toys for your child""#,
            r#""{{crm.health.note}}""#,
            r#""<b>::error::\u{202e}##[x]""#,
            r#""""#,
        ],
    )
}

/// Somebody who shows or takes data.
pub(super) fn company(u: &mut Unstructured) -> Result<&'static str> {
    one(u, &[r#""Meta Ads""#, r#""LiveRamp""#, r#""Mailchimp""#, r#""a printer""#])
}

pub(super) fn field(u: &mut Unstructured) -> Result<&'static str> {
    one(u, &["email_hash", "ssn", "crm.postcode", "t0", "t1"])
}

/// A day that may be past, now or to come.
pub(super) fn day(u: &mut Unstructured) -> Result<&'static str> {
    one(u, &["2026-01-31", "2027-03-01", "2027-04-15", "2031-12-31"])
}

/// What consent speaks of: a category, a channel, sharing, or a consent by its name.
pub(super) fn topic(u: &mut Unstructured) -> Result<String> {
    let known = ["health", "health.reproductive", "location.precise", "email", "sharing", "minors"];
    if u.arbitrary()? { name(u, 'k') } else { one(u, &known).map(str::to_owned) }
}

/// The name of an item that may be declared.
pub(super) fn name(u: &mut Unstructured, kind: char) -> Result<String> {
    Ok(format!("{kind}{}", u.int_in_range(0..=POOL)?))
}

pub(super) fn reveals(u: &mut Unstructured) -> Result<String> {
    let said = ["health.reproductive", "location", r#"nothing by "ana@shop.example" because "asked""#];
    one(u, &said).map(|said| format!("reveals {said}"))
}

pub(super) fn allow(u: &mut Unstructured) -> Result<String> {
    let of = one(u, &["comfort/*", "comfort/pregnancy-from-purchases", "health", "location.precise"])?;
    Ok(format!(r#"allow {of} until {} by "ana@shop.example" because "a pilot""#, day(u)?))
}

/// What a trait rests on.
pub(super) fn source(u: &mut Unstructured) -> Result<String> {
    if u.arbitrary()? { one(u, &["any search", "any call", "any location"]).map(str::to_owned) } else { signal(u) }
}

/// Who is chosen or left out.
pub(super) fn people(u: &mut Unstructured) -> Result<String> {
    let what = one(u, &["target", "exclude", "suppress", "start when"])?;
    Ok(format!("{what} {}", expression(u)?))
}

/// Who is meant.
pub(super) fn expression(u: &mut Unstructured) -> Result<String> {
    nested(u, DEEPEST)
}

fn nested(u: &mut Unstructured, depth: u8) -> Result<String> {
    let kinds = if depth == 0 { 1 } else { 4 };
    match u.int_in_range(0..=kinds)? {
        0 | 1 => signal(u),
        2 => Ok(format!("not {}", term(u, depth)?)),
        3 => {
            let word = one(u, &["and", "or"])?;
            Ok(format!("{} {word} {}", term(u, depth)?, term(u, depth)?))
        }
        _ => {
            let group = one(u, &["any of", "all of", "none of", "at least 2 of"])?;
            let [first, second, third] = [(); 3].map(|()| nested(u, depth - 1));
            Ok(format!("{group} {{ {}, {}, {} }}", first?, second?, third?))
        }
    }
}

fn term(u: &mut Unstructured, depth: u8) -> Result<String> {
    Ok(format!("({})", nested(u, depth - 1)?))
}

fn signal(u: &mut Unstructured) -> Result<String> {
    match u.int_in_range(0..=11)? {
        0..=2 => name(u, 's'),
        3 => name(u, 't'),
        4 => {
            let verb = one(u, &["purchased", "returned", "viewed", "searched", "interested in"])?;
            Ok(format!("{verb} {}", thing(u)?))
        }
        5 => Ok(format!("purchased {} {}", thing(u)?, timing(u)?)),
        6 => Ok(format!("within {} m of {}", u.int_in_range(1..=3000u16)?, name(u, 'p')?)),
        7 => Ok(format!("visited {}", name(u, 'p')?)),
        8 => Ok(format!("age {} {}", one(u, &["<", "<=", "=", ">=", ">"])?, u.int_in_range(10..=70u8)?)),
        9 => Ok(format!("similar to {}", name(u, 's')?)),
        10 => Ok(format!("consented to {}", topic(u)?)),
        _ => one(u, &["crm.newsletter", "crm.unsubscribed is true", "lives in postcode \"98101\""]).map(str::to_owned),
    }
}

fn timing(u: &mut Unstructured) -> Result<&'static str> {
    one(u, &["in the last 90 days", "at least 2 times", "on the anniversary", "since 2026-01-01"])
}
