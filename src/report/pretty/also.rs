//! Who else objects, folded: by pack, and where a pack speaks of regions, by what each asks for.

use crate::finding::{Effect, Ground};
use crate::prose::{any_of, first_of};

/// Of one pack so many rules are named, and of one effect so many regions; the rest are counted.
const NAMED: usize = 3;

/// Names the other rules that object.
pub(super) fn others(grounds: &[Ground], dot: &str) -> String {
    let mut packs: Vec<(&str, Vec<&Ground>)> = Vec::new();
    for ground in grounds {
        let (pack, _) = halves(ground);
        match packs.iter_mut().find(|(known, _)| *known == pack) {
            Some((_, of_pack)) => of_pack.push(ground),
            None => packs.push((pack, vec![ground])),
        }
    }
    packs.iter().map(|(pack, grounds)| one_pack(pack, grounds)).collect::<Vec<_>>().join(dot)
}

/// What people were asked for in vain: where consent is required and lifts nothing.
pub(super) fn uncured(grounds: &[Ground]) -> String {
    let uncured: Vec<_> = grounds.iter().filter(|ground| ground.is_uncured).collect();
    if uncured.is_empty() {
        return String::new();
    }
    let regions = distinct(uncured.iter().flat_map(|ground| ground.regions.iter().map(AsRef::as_ref)));
    let elsewhere = distinct(uncured.iter().filter(|ground| ground.regions.is_empty()).map(|ground| &*ground.rule));
    let regions = (!regions.is_empty()).then(|| format!("in {}", either(&regions)));
    let elsewhere = (!elsewhere.is_empty()).then(|| format!("for {}", either(&elsewhere)));
    let places: Vec<_> = regions.into_iter().chain(elsewhere).collect();
    format!("people are asked first, but consent does not cure this {}", places.join(", nor "))
}

fn one_pack(pack: &str, grounds: &[&Ground]) -> String {
    let (by_region, by_name): (Vec<&Ground>, Vec<&Ground>) =
        grounds.iter().partition(|ground| !ground.regions.is_empty());
    let mut said = Vec::new();
    if !by_name.is_empty() {
        let names = first_of(by_name.iter().map(|ground| named(ground)), NAMED);
        let slash = if pack.is_empty() { "" } else { "/" };
        said.push(format!("{pack}{slash}{names}"));
    }
    if !by_region.is_empty() {
        said.push(format!("{pack}: {}", regional(&by_region)));
    }
    said.join("; ")
}

/// `consent in Connecticut, Virginia and 17 more, not allowed in Maryland`
fn regional(grounds: &[&Ground]) -> String {
    let mut effects: Vec<Option<Effect>> = grounds.iter().map(|ground| ground.effect).collect();
    effects.sort_unstable_by(|a, b| b.cmp(a));
    effects.dedup();
    let one = |effect: &Option<Effect>| {
        let grounds = grounds.iter().filter(|ground| ground.effect == *effect);
        let regions = distinct(grounds.flat_map(|ground| ground.regions.iter().map(AsRef::as_ref)));
        format!("{} in {}", effect.map_or("objected to", plainly), first_of(regions, NAMED))
    };
    let said = effects.iter().map(one).collect::<Vec<_>>().join(", ");
    if grounds.iter().any(|ground| ground.is_assumed) {
        return format!("{said} (no regions are given, so all count)");
    }
    said
}

fn named(ground: &Ground) -> String {
    let (_, name) = halves(ground);
    match ground.effect {
        Some(effect) => format!("{name} ({})", plainly(effect)),
        None => name.to_owned(),
    }
}

fn halves(ground: &Ground) -> (&str, &str) {
    ground.rule.split_once('/').unwrap_or(("", &ground.rule))
}

fn distinct<'g>(all: impl Iterator<Item = &'g str>) -> Vec<&'g str> {
    let mut seen = Vec::new();
    for one in all {
        if !seen.contains(&one) {
            seen.push(one);
        }
    }
    seen
}

/// `the EU, Oregon or Maryland`; of many, the first few and how many more.
fn either(names: &[&str]) -> String {
    if names.len() <= NAMED { any_of(names) } else { first_of(names, NAMED) }
}

/// What an effect asks for, in words for people.
fn plainly(effect: Effect) -> &'static str {
    match effect {
        Effect::Notice => "tell people",
        Effect::OptOut => "let people say no",
        Effect::OptIn => "needs consent",
        Effect::Authorization => "signed authorization",
        Effect::Ban => "not allowed",
    }
}

#[cfg(test)]
mod tests {
    use crate::finding::{Effect, Ground, Severity};

    use super::{others, uncured};

    fn ground(rule: &str, effect: Effect, regions: &[&str], is_uncured: bool) -> Ground {
        Ground {
            rule: rule.into(),
            severity: Severity::Error,
            effect: Some(effect),
            title: "a title".into(),
            cite: None,
            regions: regions.iter().map(|&region| region.into()).collect(),
            is_assumed: false,
            met: Vec::new(),
            is_uncured,
        }
    }

    #[test]
    fn regions_fold_by_what_is_asked() {
        let grounds = [
            ground("law-us/a", Effect::OptIn, &["Oregon", "Texas"], false),
            ground("law-us/b", Effect::Ban, &["Maryland"], true),
            ground("law-us/c", Effect::OptIn, &["Texas", "Virginia", "Delaware"], false),
            ground("platforms/d", Effect::Ban, &[], true),
        ];
        let want = "law-us: not allowed in Maryland, needs consent in Oregon, Texas, Virginia and 1 more · platforms/d (not allowed)";
        assert_eq!(others(&grounds, " · "), want);
        let want = "people are asked first, but consent does not cure this in Maryland, nor for platforms/d";
        assert_eq!(uncured(&grounds), want);
        assert_eq!(uncured(&grounds[..1]), "");
    }

    #[test]
    fn assumed_regions_say_so() {
        let ground = Ground { is_assumed: true, ..ground("law-us/b", Effect::Ban, &["Maryland", "Oregon"], true) };
        let want = "law-us: not allowed in Maryland, Oregon (no regions are given, so all count)";
        assert_eq!(others(std::slice::from_ref(&ground), " · "), want);
        assert!(uncured(&[ground]).ends_with("in Maryland or Oregon"));
    }
}
