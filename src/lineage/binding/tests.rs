//! Bounds against a table of every day and purpose.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::{Binding, Grade, MOST_STEPS, Occasion};
use crate::ast::Purpose;

const START: Date = date(2027, 1, 1);

fn day(number: i32) -> Date {
    START.checked_add(number.days()).expect("a day of the calendar")
}

fn held(bound: &Binding, grade: Grade, purpose: Purpose, days: i32) -> Vec<bool> {
    (0..days).map(|number| bound.holds(grade, Occasion { day: day(number), purpose })).collect()
}

fn window(from: i32, until: i32) -> Binding {
    Binding::between(Grade::Recorded, day(from), day(until), None)
}

#[test]
fn it_holds_from_the_first_day_to_the_last() {
    let bound = window(2, 4);
    assert_eq!(held(&bound, Grade::Said, Purpose::Marketing, 6), [false, false, true, true, true, false]);
    assert_eq!(held(&bound, Grade::Signed, Purpose::Marketing, 6), [false; 6]);
    assert!(Binding::always().holds(Grade::Signed, Occasion { day: Date::MAX, purpose: Purpose::Research }));
    assert!(window(4, 2).is_never());
}

#[test]
fn a_purpose_is_bound_by_itself() {
    let bound = Binding::between(Grade::Said, Date::MIN, Date::MAX, Some(Purpose::Research));
    assert!(bound.holds(Grade::Said, Occasion { day: START, purpose: Purpose::Research }));
    assert!(!bound.holds(Grade::Said, Occasion { day: START, purpose: Purpose::Marketing }));
    let both = bound.or(&window(0, 1));
    assert!(both.holds(Grade::Said, Occasion { day: day(1), purpose: Purpose::Marketing }));
    assert!(!both.holds(Grade::Said, Occasion { day: day(2), purpose: Purpose::Marketing }));
}

#[test]
fn what_has_held_is_told_from_what_is_to_come() {
    let has_held = |number| window(2, 4).has_held(Occasion { day: day(number), purpose: Purpose::Marketing });
    assert_eq!([0, 1, 2, 4, 9].map(has_held), [false, false, true, true, true]);
}

/// Every two windows of a week, joined both ways, day by day.
#[test]
fn joined_bounds_hold_where_a_table_says() {
    let windows: Vec<Binding> = (0..7).flat_map(|from| (from..7).map(move |until| window(from, until))).collect();
    let table = |bound: &Binding| held(bound, Grade::Said, Purpose::Marketing, 9);
    for one in &windows {
        for two in &windows {
            let pairs = || table(one).into_iter().zip(table(two));
            assert_eq!(table(&one.or(two)), pairs().map(|(one, two)| one || two).collect::<Vec<_>>());
            assert_eq!(table(&one.and(two)), pairs().map(|(one, two)| one && two).collect::<Vec<_>>());
            assert_eq!(one.is_within(two), pairs().all(|(one, two)| !one || two));
            assert!(!one.is_within(two) || one <= two, "what is within comes first");
        }
    }
    for three in windows.windows(3) {
        let [one, two, three] = three else { unreachable!("three at a time") };
        let found = table(&Binding::at_least(2, &[one, two, three]));
        let counts = table(one).into_iter().zip(table(two)).zip(table(three));
        let want = counts.map(|((one, two), three)| u8::from(one) + u8::from(two) + u8::from(three) >= 2);
        assert_eq!(found, want.collect::<Vec<_>>());
    }
}

/// A bound with a gap after each of `count` single days.
fn comb(count: i32) -> Binding {
    let teeth: Vec<Binding> = (0..count).map(|tooth| window(2 * tooth, 2 * tooth)).collect();
    Binding::at_least(1, &teeth.iter().collect::<Vec<_>>())
}

#[test]
fn past_the_most_steps_less_binds_and_never_more() {
    let fits = i32::try_from(MOST_STEPS / 2).expect("a small number");
    for count in [fits - 1, fits, fits + 1, 3 * fits] {
        let held = held(&comb(count), Grade::Said, Purpose::Marketing, 2 * count);
        let lost: i32 = held.iter().step_by(2).map(|&held| i32::from(!held)).sum();
        assert!(held.iter().skip(1).step_by(2).all(|&held| !held), "{count}: the gaps stay gaps");
        // What is joined may end in the middle of a tooth.
        let surplus = (count - fits).max(0);
        assert!((surplus..=surplus + surplus.min(1)).contains(&lost), "{count}: {lost} are given up");
        assert!(held.iter().step_by(2).rev().take(MOST_STEPS / 2 - 1).all(|&held| held), "{count}: the last stay");
    }
}
