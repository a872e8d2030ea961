//! Changes that may find more and never less.

use proptest::prelude::*;
use proptest::sample::select;

use super::edits::{HARMLESS, consent_into_or, join, join_each};
use super::{config, lost};
use crate::project::{Ages, DAYS, Expr, Project, projects};

/// The same with an edit.
fn edited(project: &Project, edit: impl FnOnce(&mut Project)) -> Project {
    let mut after = project.clone();
    edit(&mut after);
    after
}

/// Many ranges of adults, no two alike.
fn adults(count: u8) -> Vec<Expr> {
    (0..count).map(|number| Expr::Age(Ages::Between(18 + number % 30, 60 + number / 30))).collect()
}

/// Whether an objection hangs on what is revealed and consented alone. Who is let in by age, and how many conditions must
/// hold, changes with the conditions themselves.
fn is_of_consent((.., category, rule): &super::Objection) -> bool {
    !category.starts_with("minors") && rule != "provenance/narrow-and-sensitive"
}

const NONE_LOST: Vec<super::Objection> = Vec::new();

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_harmless_condition_more_loses_nothing(project in projects()) {
        let after = edited(&project, |project| join_each(project, |target| Expr::And(vec![target, HARMLESS])));
        prop_assert_eq!(lost(&project, &after), NONE_LOST);
    }

    #[test]
    fn a_harmless_alternative_loses_nothing(project in projects()) {
        let after = edited(&project, |project| join(project, |target| Expr::Or(vec![HARMLESS, target])));
        prop_assert_eq!(lost(&project, &after), NONE_LOST);
    }

    #[test]
    fn alternatives_past_every_cap_lose_nothing(project in projects(), count in 2..40u8) {
        let after = edited(&project, |project| {
            join(project, |target| Expr::Or(adults(count).into_iter().chain([target]).collect()));
        });
        prop_assert_eq!(lost(&project, &after), NONE_LOST);
    }

    #[test]
    fn consent_that_stands_in_an_or_lifts_no_more_than_in_an_and(project in projects()) {
        let mut after = project.clone();
        prop_assume!(consent_into_or(&mut after));
        let lost: Vec<_> = lost(&project, &after).into_iter().filter(is_of_consent).collect();
        prop_assert_eq!(lost, NONE_LOST);
    }

    #[test]
    fn a_region_more_loses_nothing(project in projects(), region in select(&["FR", "US-MD", "GB", "US"][..])) {
        let after = edited(&project, |project| {
            let named = project.campaigns.iter_mut().filter(|campaign| !campaign.regions.is_empty());
            named.for_each(|campaign| campaign.regions.push(region));
        });
        prop_assert_eq!(lost(&project, &after), NONE_LOST);
    }

    #[test]
    fn a_destination_more_loses_nothing(project in projects(), to in select(&["TikTok", "LinkedIn", "Example Two"][..])) {
        let after = edited(&project, |project| project.campaigns.iter_mut().for_each(|campaign| campaign.sends.push(to)));
        prop_assert_eq!(lost(&project, &after), NONE_LOST);
    }

    #[test]
    fn a_consent_that_ends_earlier_lifts_no_more(project in projects()) {
        let after = edited(&project, |project| {
            project.consents.iter_mut().for_each(|consent| consent.years = consent.years.map(|_| 1));
        });
        prop_assert_eq!(lost(&project, &after), NONE_LOST);
    }

    #[test]
    fn a_consent_for_one_purpose_lifts_no_more(project in projects(), purpose in select(&["research", "marketing"][..])) {
        let after = edited(&project, |project| {
            project.consents.iter_mut().for_each(|consent| consent.purpose = consent.purpose.or(Some(purpose)));
        });
        prop_assert_eq!(lost(&project, &after), NONE_LOST);
    }

    #[test]
    fn a_consent_that_nobody_signed_lifts_no_more(project in projects()) {
        let after = edited(&project, |project| {
            project.consents.iter_mut().for_each(|consent| consent.is_signed = false);
        });
        prop_assert_eq!(lost(&project, &after), NONE_LOST);
    }

    #[test]
    fn a_waiver_that_says_less_suppresses_no_more(project in projects()) {
        let after = edited(&project, |project| {
            let of_items = project.items.iter_mut().flat_map(|item| &mut item.waivers);
            let waivers = of_items.chain(project.campaigns.iter_mut().flat_map(|campaign| &mut campaign.waivers));
            for waiver in waivers {
                waiver.until = waiver.until.min(DAYS[2]);
                waiver.what = match waiver.what {
                    "health" => "health.condition",
                    "comfort/*" => "comfort/religion",
                    "minors" => "minors.teen",
                    what => what,
                };
            }
        });
        prop_assert_eq!(lost(&project, &after), NONE_LOST);
    }

    #[test]
    fn a_list_hides_no_more_than_a_segment(project in projects()) {
        use crate::project::Kind;
        let after = edited(&project, |project| {
            let segments = project.items.iter_mut().filter(|item| item.kind == Kind::Segment);
            segments.for_each(|item| item.kind = Kind::Uploaded);
        });
        let lost: Vec<_> = lost(&project, &after).into_iter().filter(is_of_consent).collect();
        prop_assert_eq!(lost, NONE_LOST);
    }
}
