//! Every cap on both sides of its edge: past it more may be told, and never less.

use std::fmt::Write;

use qualm::finding::Others;
use qualm::lint::Notes;

use crate::judge::{Judged, TODAY, judge, raises, rules};

fn judged(text: &str) -> Judged {
    judge(&[("a.campaign".to_owned(), text.to_owned())], &rules(&[]).expect("shipped rules"), TODAY, Notes::Hide)
}

#[track_caller]
fn raised(text: &str, rule: &str) -> bool {
    let judged = judged(text);
    let faults: Vec<_> = judged.findings.iter().filter(|finding| finding.grounds.is_empty()).collect();
    assert!(faults.is_empty(), "{faults:?}");
    judged.findings.iter().any(|finding| raises(finding, rule))
}

/// Sizes around an edge, and far past it.
fn around(edge: usize) -> impl Iterator<Item = usize> {
    (edge - 2..=edge + 2).chain([3 * edge])
}

/// `count` ranges of adults that all differ, joined by `or`.
fn adults(count: usize) -> String {
    let ranges = (0..count).map(|number| format!("age between {} and {}", 18 + number % 40, 60 + number / 40));
    ranges.collect::<Vec<_>>().join(" or ")
}

const BOUNDS_ON_AGE: usize = 24;

#[test]
fn adult_age_ranges_hide_no_minors() {
    for count in around(BOUNDS_ON_AGE) {
        for young in ["age < 16", "age between 13 and 17", "age < 10", "age is one of [15]", "(age < 20 and age > 15)"]
        {
            for text in [
                format!("campaign c {{ target {young} or {} }}", adults(count)),
                format!("campaign c {{ target {} or {young} }}", adults(count)),
                format!(
                    "segment s {{ when {} or {young} }} campaign c {{ target s and crm.x is true }}",
                    adults(count)
                ),
                format!("segment s {{ when {} or {young} }} campaign c {{ target similar to s }}", adults(count)),
                format!("campaign c {{ target any of {{ {} }} }}", adults(count).replace(" or ", ", ") + ", " + young),
            ] {
                let is_found = judged(&text)
                    .findings
                    .iter()
                    .any(|finding| finding.categories.iter().any(|category| category.starts_with("minors")));
                assert!(is_found, "{count} ranges, `{young}`: {}", text.split_at(60).0);
            }
        }
    }
}

#[test]
fn adult_age_ranges_are_no_minors_however_many() {
    for count in around(BOUNDS_ON_AGE) {
        for text in [
            format!("campaign c {{ target {} }}", adults(count)),
            format!("campaign c {{ target crm.x is true exclude age < 18 exclude {} }}", adults(count)),
            format!("campaign c {{ target age >= 18 and not ({}) }}", adults(count)),
            format!("segment s {{ when {} or age < 16 }} campaign c {{ target s and age >= 18 }}", adults(count)),
        ] {
            let judged = judged(&text);
            let minors = |category: &qualm::finding::Text| category.starts_with("minors");
            let found = judged.findings.iter().find(|finding| finding.categories.iter().any(minors));
            assert!(found.is_none(), "{count}: {:?}", found.map(|finding| &finding.message));
        }
    }
}

/// Alternatives that are each bound until a day of their own.
fn bound_alternatives(count: usize) -> String {
    let one = |number: usize| format!("viewed \"quran\" and consented to news before 20{:02}-01-01", 26 + number % 70);
    (0..count).map(one).map(|one| format!("({one})")).collect::<Vec<_>>().join(" or ")
}

const NEWS: &str =
    "consent news { to religion asked in \"form\" wording \"Send me offers for feasts\" expires 12 months }";
const EASES: usize = 16;

#[test]
fn alternatives_eased_until_many_days_hide_none_that_is_not() {
    for count in around(EASES) {
        let bound = bound_alternatives(count);
        let all_bound = format!("{NEWS} campaign c {{ flight 2026-06-01 target {bound} }}");
        assert!(!raised(&all_bound, "comfort/religion"), "{count}");
        for alternatives in [format!("{bound} or viewed \"quran\""), format!("viewed \"quran\" or {bound}")] {
            let one_free = format!("{NEWS} campaign c {{ flight 2026-06-01 target {alternatives} }}");
            assert!(raised(&one_free, "comfort/religion"), "{count}");
        }
        // On a later day the first of them is bound no more.
        let late = format!("{NEWS} campaign c {{ flight 2027-06-01 target {bound} }}");
        assert!(raised(&late, "comfort/religion"), "{count}");
    }
}

const BARE_ASKS: usize = 8;

#[test]
fn many_requests_for_consent_hide_none_that_lasts_too_long_or_has_no_record() {
    for count in around(BARE_ASKS) {
        let mut consents = String::new();
        for number in 0..count {
            write!(
                consents,
                "consent c{number} {{ to religion asked in \"form\" wording \"Send me offers for feasts\" expires 6 months }} \
                 segment s{number} {{ when viewed \"quran\" and consented to c{number} }} ",
            )
            .expect("a string");
        }
        let long = "consent ages { to religion asked in \"form\" wording \"Send me offers for feasts\" expires 10 years } \
                    segment last { when viewed \"quran\" and consented to ages }";
        let bare = "segment last { when viewed \"quran\" and consented to religion }";
        let names: Vec<_> = (0..count).map(|number| format!("s{number}")).collect();
        let target = format!("segment everyone {{ when {} }}", names.join(" or "));
        let campaign = |target: &str| format!("campaign c {{ regions DE target {target} }}");
        for (more, rule) in [(long, "hygiene/consent-for-years"), (bare, "hygiene/consent-unrecorded")] {
            assert!(!raised(&format!("{consents}{target}{}", campaign("everyone")), rule), "{count}: {rule}");
            for order in ["last or everyone", "everyone or last"] {
                let text = format!("{consents}{target} {more} segment both {{ when {order} }} {}", campaign("both"));
                assert!(raised(&text, rule), "{count}: {rule} {order}");
            }
        }
    }
}

const SHARED_WITH: usize = 256;

#[test]
fn many_third_parties_with_a_consent_each_hide_none_without() {
    for count in [SHARED_WITH - 1, SHARED_WITH, SHARED_WITH + 1, 2 * SHARED_WITH] {
        let mut text = String::new();
        for number in 0..count {
            write!(
                text,
                "consent c{number} {{ to sharing shared with \"Partner {number:04}\" asked in \"form\" wording \"You may tell them what I read\" }} \
                 campaign a{number} {{ target crm.x is true require consent c{number} send to \"Partner {number:04}\" with email_hash }} \
                 campaign b{number} {{ target crm.x is true require consent c{number} send to \"Stranger {number:04}\" with email_hash }} ",
            )
            .expect("a string");
        }
        let judged = judged(&text);
        let told = |name: &str| {
            let about = |finding: &&qualm::finding::Finding| finding.subject.starts_with(&format!("campaign {name}"));
            judged
                .findings
                .iter()
                .filter(about)
                .filter(|finding| raises(finding, "comfort/third-party-sharing"))
                .count()
        };
        assert_eq!(told("b"), count, "each stranger is told");
        assert_eq!(told("a"), count.saturating_sub(SHARED_WITH), "each partner that fits is covered");
    }
}

/// A list of eight hundred partners in one consent is one set of third parties.
#[test]
fn third_parties_that_one_consent_names_are_all_covered() {
    let partners: Vec<_> = (0..800).map(|number| format!("\"Partner {number}\"")).collect();
    let text = format!(
        "consent partners {{ to sharing shared with [{}] asked in \"form\" wording \"You may tell them what I read\" }} \
         campaign c {{ target crm.x is true require consent partners send to \"Partner 799\" with email_hash }}",
        partners.join(", ")
    );
    assert!(!raised(&text, "comfort/third-party-sharing"));
}

#[test]
fn others_are_counted_and_past_four_said_to_be_more() {
    let books = ["quran", "bible", "torah", "talmud", "hadith", "gospel"];
    for count in 1..=books.len() {
        let views: Vec<_> = books[..count].iter().map(|book| format!("viewed \"{book}\"")).collect();
        let judged = judged(&format!("campaign c {{ target {} }}", views.join(" or ")));
        let finding = judged.findings.iter().find(|finding| raises(finding, "comfort/religion")).expect("religion");
        let want = match count {
            1 => Others::None,
            2..=4 => Others::Exactly(count - 1),
            _ => Others::MoreThan(3),
        };
        assert_eq!(finding.others, want, "{count}");
    }
}

#[test]
fn bounds_on_age_that_let_in_the_same_are_counted() {
    let segment = |name: &str| format!("segment {name} {{ when age between 13 and 17 and purchased \"{name}\" }} ");
    let text = segment("chairs") + &segment("tables") + "campaign c { target chairs or tables }";
    let judged = judged(&text);
    let finding = judged.findings.iter().find(|finding| raises(finding, "comfort/minors-let-in")).expect("minors");
    assert_eq!(finding.others, Others::Exactly(1));
}
