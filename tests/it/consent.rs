//! Consent binds exactly what a brute-force model says it binds.
//!
//! The model tries every way the world could be: with consent refused, does the one sensitive signal ever decide whether
//! somebody is chosen? The linter folds the expression instead; on thousands of random ones the two must agree.

use proptest::prelude::*;
use qualm::lint::Notes;

use crate::judge::{TODAY, judge, raises, rules};

/// A small audience. Every fact stands once; consent may stand anywhere.
#[derive(Debug, Clone)]
enum Audience {
    Sensitive,
    Harmless,
    Consent,
    Not(Box<Audience>),
    And(Vec<Audience>),
    Or(Vec<Audience>),
    AtLeast(usize, Vec<Audience>),
    NoneOf(Vec<Audience>),
}

fn audiences() -> impl Strategy<Value = Audience> {
    let leaf = prop_oneof![Just(Audience::Harmless), Just(Audience::Consent)];
    leaf.prop_recursive(4, 12, 3, |inner| {
        let parts = prop::collection::vec(inner.clone(), 1..4);
        let two = prop::collection::vec(inner.clone(), 2..4);
        prop_oneof![
            inner.prop_map(|inner| Audience::Not(Box::new(inner))),
            two.clone().prop_map(Audience::And),
            two.prop_map(Audience::Or),
            (1..4usize, parts.clone()).prop_map(|(need, parts)| Audience::AtLeast(need.min(parts.len()), parts)),
            parts.prop_map(Audience::NoneOf),
        ]
    })
}

/// Replaces the leaf with that number (of those that are not consent) by the sensitive signal.
fn plant(audience: &mut Audience, number: &mut usize) {
    match audience {
        Audience::Harmless => {
            if *number == 0 {
                *audience = Audience::Sensitive;
            }
            *number = number.wrapping_sub(1);
        }
        Audience::Sensitive | Audience::Consent => {}
        Audience::Not(inner) => plant(inner, number),
        Audience::And(parts) | Audience::Or(parts) | Audience::AtLeast(_, parts) | Audience::NoneOf(parts) => {
            for part in parts {
                plant(part, number);
            }
        }
    }
}

fn count(audience: &Audience) -> usize {
    match audience {
        Audience::Harmless | Audience::Sensitive => 1,
        Audience::Consent => 0,
        Audience::Not(inner) => count(inner),
        Audience::And(parts) | Audience::Or(parts) | Audience::AtLeast(_, parts) | Audience::NoneOf(parts) => {
            parts.iter().map(count).sum()
        }
    }
}

/// The audience in the campaign language; each harmless fact is a field of its own.
fn write(audience: &Audience, next: &mut usize) -> String {
    let mut list = |parts: &[Audience]| parts.iter().map(|part| write(part, next)).collect::<Vec<_>>();
    match audience {
        Audience::Sensitive => "purchased \"pregnancy test\"".to_owned(),
        Audience::Consent => "consented to health".to_owned(),
        Audience::And(parts) => format!("({})", list(parts).join(" and ")),
        Audience::Or(parts) => format!("({})", list(parts).join(" or ")),
        Audience::AtLeast(need, parts) => format!("at least {need} of {{ {} }}", list(parts).join(", ")),
        Audience::NoneOf(parts) => format!("none of {{ {} }}", list(parts).join(", ")),
        Audience::Not(inner) => format!("not ({})", write(inner, next)),
        Audience::Harmless => {
            *next += 1;
            format!("crm.plan_{next} is true")
        }
    }
}

/// Whether somebody without consent is chosen, given the sensitive fact and the harmless ones as bits.
fn chosen(audience: &Audience, sensitive: bool, harmless: u32, next: &mut u32) -> bool {
    match audience {
        Audience::Sensitive => sensitive,
        Audience::Consent => false,
        Audience::Not(inner) => !chosen(inner, sensitive, harmless, next),
        Audience::Harmless => {
            *next += 1;
            harmless >> (*next - 1) & 1 == 1
        }
        Audience::And(parts) | Audience::Or(parts) | Audience::AtLeast(_, parts) | Audience::NoneOf(parts) => {
            let truths = parts.iter().map(|part| chosen(part, sensitive, harmless, next));
            let yes = truths.collect::<Vec<_>>().into_iter().filter(|&truth| truth).count();
            match audience {
                Audience::And(parts) => yes == parts.len(),
                Audience::AtLeast(need, _) => *need <= yes,
                Audience::NoneOf(_) => yes == 0,
                _ => 0 < yes,
            }
        }
    }
}

fn decides(audience: &Audience) -> bool {
    let harmless = count(audience) as u32 - 1;
    (0..1u32 << harmless).any(|bits| chosen(audience, true, bits, &mut 0) != chosen(audience, false, bits, &mut 0))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, ..ProptestConfig::default() })]

    #[test]
    fn folding_agrees_with_trying_everything(mut audience in audiences(), pick in 0..64usize) {
        let facts = count(&audience);
        if !(1..=12).contains(&facts) {
            return Ok(());
        }
        plant(&mut audience, &mut (pick % facts));
        let text = format!("campaign c {{ target {} }}", write(&audience, &mut 0));
        let judged = judge(&[("c.campaign".to_owned(), text.clone())], &rules(&[]).expect("shipped rules"), TODAY, Notes::Hide);
        let is_found = judged.findings.iter().any(|finding| raises(finding, "comfort/pregnancy-from-purchases"));
        prop_assert_eq!(is_found, decides(&audience), "{}", text);
    }
}
