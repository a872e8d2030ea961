//! What a condition says of people's ages, in whatever form a field has them.

use std::ops::RangeInclusive;

use jiff::civil::Date;
use jiff::{SignedDuration, ToSpan};

use crate::ast::{Literal, Op, Test, Value, Window};
use crate::knowledge::{AgeForm, Ages, Knowledge};

/// The ages for which a condition can hold, and those for which it can fail, one bit a year; the last bit stands for all
/// above. Whoever was born in 2012 has one of two ages, so an age may be in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AgeTest {
    /// The ages for which it can hold.
    pub holds: u128,
    /// The ages for which it can fail.
    pub fails: u128,
}

/// A stretch of what a form counts in: years, months, or days.
type Stretch = RangeInclusive<f64>;

impl AgeTest {
    /// That of a condition which holds for some ages and fails for all others.
    pub(crate) fn exactly(ages: u128) -> AgeTest {
        AgeTest { holds: ages, fails: !ages }
    }

    /// The same, turned round.
    #[must_use]
    pub(crate) fn flipped(self) -> AgeTest {
        AgeTest { holds: self.fails, fails: self.holds }
    }

    /// That of both conditions together.
    #[must_use]
    pub(crate) fn and(self, other: AgeTest) -> AgeTest {
        AgeTest { holds: self.holds & other.holds, fails: self.fails | other.fails }
    }

    fn of(ages: Ages) -> AgeTest {
        AgeTest::exactly((ages.youngest..=ages.oldest).fold(0, |set, age| set | 1u128 << age))
    }

    fn or(self, other: AgeTest) -> AgeTest {
        AgeTest { holds: self.holds | other.holds, fails: self.fails & other.fails }
    }
}

/// What a test of a field of that form says of ages on a day, before the test is turned round; `None` is a field that is
/// named alone. Nothing, where it says nothing of them.
pub(super) fn ages(knowledge: &Knowledge, form: AgeForm, test: Option<&Test>, day: Date) -> Option<AgeTest> {
    match form {
        AgeForm::True(ages) => truth(test).map(|is_true| {
            let ages = AgeTest::of(ages);
            if is_true { ages } else { ages.flipped() }
        }),
        AgeForm::Range => ranges(knowledge, test?),
        AgeForm::Years | AgeForm::Months | AgeForm::BirthYear | AgeForm::BirthDate => Counted { form, day }.ages(test?),
    }
}

/// Whether a test asks for the truth of a yes or no (`is true`, `= "yes"`, `= 1`); also what is turned round afterwards
/// (`is false`, `= "no"`) asks for it. Nothing, where it asks for something else.
fn truth(test: Option<&Test>) -> Option<bool> {
    let of = |value: &Value| match &value.value {
        Literal::Bool(_) => Some(true),
        Literal::Number(number) => Some(number.value > 0.0),
        Literal::String(said) => yes_or_no(said.trim()),
        Literal::Date(_) | Literal::Region(_) => None,
    };
    match test {
        // `> 0` is how systems without truth ask for it.
        None | Some(Test::Is(_) | Test::Compare(Op::More, _)) => Some(true),
        Some(Test::Compare(Op::Equal | Op::NotEqual | Op::AtLeast, value)) => of(value),
        Some(Test::Compare(Op::Less | Op::AtMost, _)) => Some(false),
        Some(Test::OneOf(values)) => match values.as_slice() {
            [value] => of(value),
            _ => None,
        },
        Some(
            Test::Between(..)
            | Test::Contains(_)
            | Test::StartsWith(_)
            | Test::Exists
            | Test::Missing
            | Test::Window(_),
        ) => None,
    }
}

/// Whether a word is read as yes: `is_no` of the test turns its own words for no round, so these are truths here.
fn yes_or_no(said: &str) -> Option<bool> {
    let is_one_of = |words: &[&str]| words.iter().any(|word| said.eq_ignore_ascii_case(word));
    if is_one_of(&["true", "yes", "y", "1", "t", "false", "no", "0"]) {
        Some(true)
    } else {
        is_one_of(&["n", "f"]).then_some(false)
    }
}

/// The ages of ranges in words.
fn ranges(knowledge: &Knowledge, test: &Test) -> Option<AgeTest> {
    let of = |value: &Value| match &value.value {
        Literal::String(said) => knowledge.age_range(said),
        Literal::Number(number) => knowledge.age_range(&number.text),
        Literal::Date(_) | Literal::Bool(_) | Literal::Region(_) => None,
    };
    match test {
        // `flips` turns `!=` round.
        Test::Compare(Op::Equal | Op::NotEqual, value) => of(value).map(AgeTest::of),
        Test::Compare(Op::Less | Op::AtMost, value) => {
            of(value).map(|range| AgeTest::of(Ages { youngest: 0, ..range }))
        }
        Test::Compare(Op::More | Op::AtLeast, value) => {
            of(value).map(|range| AgeTest::of(Ages { oldest: Ages::OPEN, ..range }))
        }
        Test::OneOf(values) => values.iter().filter_map(of).map(AgeTest::of).reduce(AgeTest::or),
        Test::Contains(part) | Test::StartsWith(part) => knowledge.age_range(&part.value).map(AgeTest::of),
        Test::Between(..) | Test::Exists | Test::Missing | Test::Is(_) | Test::Window(_) => None,
    }
}

/// A form that counts something, on the day that ages are told for.
#[derive(Clone, Copy)]
struct Counted {
    form: AgeForm,
    day: Date,
}

impl Counted {
    fn ages(self, test: &Test) -> Option<AgeTest> {
        match test {
            Test::Compare(op, value) => {
                let bound = self.value(value)?;
                Some(match op {
                    // `flips` turns `!=` round.
                    Op::Equal | Op::NotEqual => self.within(bound),
                    Op::Less => self.passing(|age| age.start() < bound.end(), |age| age.end() < bound.start()),
                    Op::AtMost => self.passing(|age| age.start() <= bound.end(), |age| age.end() <= bound.start()),
                    Op::More => self.passing(|age| bound.start() < age.end(), |age| bound.end() < age.start()),
                    Op::AtLeast => self.passing(|age| bound.start() <= age.end(), |age| bound.end() <= age.start()),
                })
            }
            Test::Between(low, high) => {
                let (low, high) = (self.value(low)?, self.value(high)?);
                Some(self.within(*low.start()..=*high.end()))
            }
            Test::OneOf(values) => self.one_of(values),
            Test::Contains(part) | Test::StartsWith(part) => Some(self.within(self.beginning(&part.value)?)),
            Test::Window(window) => Some(self.within(self.window(*window)?)),
            Test::Exists | Test::Missing | Test::Is(_) => None,
        }
    }

    /// The ages of those who are in a list: the neighbours in it make a stretch.
    fn one_of(self, values: &[Value]) -> Option<AgeTest> {
        let mut stretches: Vec<Stretch> = values.iter().filter_map(|value| self.value(value)).collect();
        stretches.sort_by(|one, other| one.start().total_cmp(other.start()));
        let mut joined: Vec<Stretch> = Vec::new();
        for next in stretches {
            match joined.last_mut() {
                Some(last) if *next.start() <= last.end() + 1.0 => *last = *last.start()..=last.end().max(*next.end()),
                Some(_) | None => joined.push(next),
            }
        }
        joined.into_iter().map(|stretch| self.within(stretch)).reduce(AgeTest::or)
    }

    fn within(self, stretch: Stretch) -> AgeTest {
        self.passing(
            |age| age.start() <= stretch.end() && stretch.start() <= age.end(),
            |age| stretch.start() <= age.start() && age.end() <= stretch.end(),
        )
    }

    /// The ages of which some, or all, of what they can stand for pass a test.
    fn passing(self, can: impl Fn(&Stretch) -> bool, must: impl Fn(&Stretch) -> bool) -> AgeTest {
        let mut ages = AgeTest { holds: 0, fails: 0 };
        for age in 0..=Ages::OPEN {
            let Some(stretch) = self.stretch(age) else { continue };
            ages.holds |= u128::from(can(&stretch)) << age;
            ages.fails |= u128::from(!must(&stretch)) << age;
        }
        ages
    }

    /// What somebody of that age can have in the field.
    fn stretch(self, age: u8) -> Option<Stretch> {
        let years = f64::from(age);
        let last = |end: f64| if age == Ages::OPEN { f64::INFINITY } else { end };
        match self.form {
            AgeForm::Years => Some(years..=last(years)),
            AgeForm::Months => Some(years * 12.0..=last(years * 12.0 + 11.0)),
            AgeForm::BirthYear => {
                let born = self.born(age)?;
                Some(f64::from(born.start().year())..=f64::from(born.end().year()))
            }
            AgeForm::BirthDate => {
                let born = self.born(age)?;
                Some(number(*born.start())..=number(*born.end()))
            }
            AgeForm::Range | AgeForm::True(_) => None,
        }
    }

    /// When somebody of that age was born.
    fn born(self, age: u8) -> Option<RangeInclusive<Date>> {
        let last = self.day.checked_sub(i32::from(age).years()).ok()?;
        if age == Ages::OPEN {
            return Some(Date::MIN..=last);
        }
        let first = self.day.checked_sub((i32::from(age) + 1).years()).ok()?.tomorrow().ok()?;
        Some(first..=last)
    }

    /// What a literal means in the field: a day may be written as its year.
    fn value(self, value: &Value) -> Option<Stretch> {
        match (&value.value, self.form) {
            (Literal::Number(number), AgeForm::Years | AgeForm::Months) => Some(number.value..=number.value),
            (Literal::Number(number), AgeForm::BirthYear | AgeForm::BirthDate) => self.beginning(&number.text),
            (Literal::Date(day), AgeForm::BirthYear) => Some(f64::from(day.year())..=f64::from(day.year())),
            (Literal::Date(day), AgeForm::BirthDate) => Some(number(*day)..=number(*day)),
            (Literal::String(text), AgeForm::Years | AgeForm::Months) => {
                text.trim().parse().ok().map(|number| number..=number)
            }
            (Literal::String(text), AgeForm::BirthYear | AgeForm::BirthDate) => self.beginning(text),
            (Literal::Date(_), AgeForm::Years | AgeForm::Months)
            | (Literal::Bool(_) | Literal::Region(_), _)
            | (_, AgeForm::Range | AgeForm::True(_)) => None,
        }
    }

    /// The days that begin with a text (`2012-01-31T00:00`, `2012-01`, `2012`, `201`) or are in a year that it names
    /// (`31.01.2012`), in what the form counts in.
    fn beginning(self, text: &str) -> Option<Stretch> {
        let text = text.trim();
        let days = if let Some(Ok(day)) = text.get(..10).map(str::parse::<Date>) {
            day..=day
        } else if let Some((year, month)) = text.split_once('-').and_then(|(year, month)| year_and_month(year, month)) {
            let first = Date::new(year, month, 1).ok()?;
            first..=first.last_of_month()
        } else {
            let (first, last) = years(text)?;
            Date::new(first, 1, 1).ok()?..=Date::new(last, 12, 31).ok()?
        };
        self.days(days)
    }

    /// Days of birth in what the form counts in.
    fn days(self, days: RangeInclusive<Date>) -> Option<Stretch> {
        match self.form {
            AgeForm::BirthYear => Some(f64::from(days.start().year())..=f64::from(days.end().year())),
            AgeForm::BirthDate => Some(number(*days.start())..=number(*days.end())),
            AgeForm::Years | AgeForm::Months | AgeForm::Range | AgeForm::True(_) => None,
        }
    }

    /// The days of birth in a window. What is shorter than a year, or ahead, is about birthdays.
    fn window(self, window: Window) -> Option<Stretch> {
        const YEAR: u64 = 365 * 24 * 60;
        match window {
            Window::Last(lasts) => {
                let minutes = lasts.minutes();
                let hours = i64::try_from(minutes / 60).ok()?;
                let first = self.day.checked_sub(SignedDuration::from_hours(hours)).unwrap_or(Date::MIN);
                (YEAR <= minutes).then(|| self.days(first..=self.day)).flatten()
            }
            Window::Since(first) => self.days(first..=Date::MAX),
            Window::Before(end) => self.days(Date::MIN..=end.yesterday().ok()?),
            Window::Between(first, last) => self.days(first..=last),
            Window::Next(_) | Window::Anniversary => None,
        }
    }
}

/// A day as a number, so that the next one is one more.
fn number(day: Date) -> f64 {
    let epoch = jiff::civil::date(1970, 1, 1);
    f64::from(epoch.until(day).map_or(0, |span| span.get_days()))
}

fn year_and_month(year: &str, month: &str) -> Option<(i16, i8)> {
    let (year, month) = (year.parse().ok()?, month.parse().ok()?);
    (1800..2200).contains(&year).then_some((year, month))
}

/// The years that three or four digits begin (`201`, `2012`), or the one year that a date names somewhere.
fn years(text: &str) -> Option<(i16, i16)> {
    let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
    let year = numbers.clone().find(|digits| digits.len() == 4).or_else(|| {
        let first = numbers.next().filter(|digits| digits.len() == 3);
        first.filter(|_| numbers.next().is_none())
    })?;
    let (first, last) = match year.len() {
        4 => (year.parse().ok()?, year.parse().ok()?),
        _ => (format!("{year}0").parse().ok()?, format!("{year}9").parse().ok()?),
    };
    (1800..2200).contains(&first).then_some((first, last))
}
