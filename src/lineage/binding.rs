//! On which days, for which purposes and how well consent binds.
//!
//! One pass over the graph serves every campaign, and campaigns run on different days and for different purposes. So what
//! is worked out for a node is no yes or no, and holds for no campaign in particular: it says of every day and purpose
//! whether consent binds then, and each campaign looks up its own.

use std::cmp::Ordering;
use std::sync::Arc;

use jiff::civil::Date;

use crate::ast::Purpose;
use crate::word::Word;

/// How good a consent is; each includes those above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Grade {
    /// Somebody says that people agreed.
    Said,
    /// A consent item says where and how they were asked.
    Recorded,
    /// They signed.
    Signed,
}

/// When consent binds, by grade and purpose; [`Binding::NEVER`] where none ever does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Binding(Option<Arc<[Step]>>);

/// What binds from a day on, until the next step; nothing does before the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Step {
    from: Date,
    binds: Binds,
}

/// Grades and purposes, a bit for each pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Binds(u32);

/// So many changes over time are told apart. Past it the earliest count as one, in which only what binds throughout
/// binds: that can only raise more.
const MOST_STEPS: usize = 32;

/// A campaign's day and purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Occasion {
    /// The last day of the flight.
    pub day: Date,
    /// What it is for.
    pub purpose: Purpose,
}

impl Binding {
    /// No consent binds.
    pub(crate) const NEVER: Binding = Binding(None);

    /// Consent of a grade, and of those below it, binds from one day until another, both included, for one purpose or
    /// for all.
    pub(crate) fn between(grade: Grade, from: Date, until: Date, purpose: Option<Purpose>) -> Binding {
        if until < from {
            return Binding::NEVER;
        }
        let mut steps = vec![Step { from, binds: Binds::of(grade, purpose) }];
        steps.extend(until.tomorrow().ok().map(|from| Step { from, binds: Binds::NONE }));
        Binding::of(steps)
    }

    /// Whether consent of a grade binds on an occasion.
    pub(crate) fn holds(&self, grade: Grade, Occasion { day, purpose }: Occasion) -> bool {
        let steps = self.steps();
        let current = steps.partition_point(|step| step.from <= day).checked_sub(1);
        current.is_some_and(|current| steps[current].binds.has(grade, purpose))
    }

    /// Whether consent bound on that day or some day before.
    pub(crate) fn has_held(&self, Occasion { day, purpose }: Occasion) -> bool {
        let begun = self.steps().iter().take_while(|step| step.from <= day);
        begun.into_iter().any(|step| step.binds.has(Grade::Said, purpose))
    }

    /// Whether no consent binds on any day.
    pub(crate) fn is_never(&self) -> bool {
        self.0.is_none()
    }

    /// Where either binds.
    #[must_use]
    pub(crate) fn or(&self, other: &Binding) -> Binding {
        match (&self.0, &other.0) {
            (None, _) => other.clone(),
            (_, None) => self.clone(),
            (Some(one), Some(two)) if one == two => self.clone(),
            (Some(_), Some(_)) => Binding::at_least(1, &[self, other]),
        }
    }

    /// Where both bind.
    #[must_use]
    pub(crate) fn and(&self, other: &Binding) -> Binding {
        match (&self.0, &other.0) {
            (None, _) | (_, None) => Binding::NEVER,
            (Some(one), Some(two)) if one == two => self.clone(),
            (Some(_), Some(_)) => Binding::at_least(2, &[self, other]),
        }
    }

    /// Where at least `need` of several bind.
    pub(crate) fn at_least(need: usize, bounds: &[&Binding]) -> Binding {
        if need == 0 || bounds.len() < need {
            return if need == 0 { Binding::always() } else { Binding::NEVER };
        }
        // Every change of every bound, by day; each adds its bits and takes those of the step before it away.
        let mut changes: Vec<(Date, Binds, Binds)> = Vec::new();
        for bound in bounds {
            let mut before = Binds::NONE;
            for step in bound.steps() {
                changes.push((step.from, before, step.binds));
                before = step.binds;
            }
        }
        changes.sort_unstable();
        let mut counts = [0usize; Binds::BITS];
        let steps = changes.chunk_by(|one, other| one.0 == other.0).map(|at_once| {
            for &(_, before, after) in at_once {
                for (bit, count) in counts.iter_mut().enumerate() {
                    *count = *count + usize::from(after.is_set(bit)) - usize::from(before.is_set(bit));
                }
            }
            let enough = counts.iter().enumerate().filter(|&(_, &count)| need <= count);
            Step { from: at_once[0].0, binds: Binds(enough.fold(0, |bits, (bit, _)| bits | 1 << bit)) }
        });
        Binding::of(steps.collect())
    }

    /// Whether it binds nowhere that `other` does not.
    pub(crate) fn is_within(&self, other: &Binding) -> bool {
        self == other || self.and(other) == *self
    }

    /// Consent of every grade binds at any time.
    pub(crate) fn always() -> Binding {
        Binding::between(Grade::Signed, Date::MIN, Date::MAX, None)
    }

    fn steps(&self) -> &[Step] {
        self.0.as_deref().unwrap_or_default()
    }

    /// The bound of some steps in the order of time, without those that change nothing.
    fn of(steps: Vec<Step>) -> Binding {
        let mut kept: Vec<Step> = Vec::with_capacity(steps.len());
        for step in steps {
            if kept.last().map_or(Binds::NONE, |last| last.binds) != step.binds {
                kept.push(step);
            }
        }
        if let Some(surplus) = kept.len().checked_sub(MOST_STEPS + 1) {
            let joined = kept[..surplus + 2].iter().fold(kept[0].binds, |all, step| all.both(step.binds));
            kept[surplus + 1] = Step { from: kept[0].from, binds: joined };
            kept.drain(..=surplus);
            return Binding::of(kept);
        }
        Binding((!kept.is_empty()).then(|| kept.into()))
    }

    /// How much binds for how long, in days times grades and purposes: more where more does.
    fn weight(&self) -> u64 {
        let steps = self.steps();
        let ends = steps.iter().skip(1).map(|step| step.from).chain([Date::MAX]);
        let days =
            |from: Date, until: Date| from.until(until).map_or(0, |span| u64::from(span.get_days().unsigned_abs()));
        steps
            .iter()
            .zip(ends)
            .map(|(step, end)| u64::from(step.binds.0.count_ones()) * (days(step.from, end) + 1))
            .sum()
    }
}

/// What binds less comes first, so that of bounds within each other the inner one does.
impl Ord for Binding {
    fn cmp(&self, other: &Binding) -> Ordering {
        if self.0 == other.0 {
            return Ordering::Equal;
        }
        (self.weight(), self.steps()).cmp(&(other.weight(), other.steps()))
    }
}

impl PartialOrd for Binding {
    fn partial_cmp(&self, other: &Binding) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Binds {
    const NONE: Binds = Binds(0);
    const GRADES: usize = 3;
    const BITS: usize = Purpose::ALL.len() * Binds::GRADES;

    fn of(grade: Grade, purpose: Option<Purpose>) -> Binds {
        let purposes = Purpose::ALL.iter().filter(|&&one| purpose.is_none_or(|purpose| purpose == one));
        let grades = [Grade::Said, Grade::Recorded, Grade::Signed].into_iter().filter(|&needed| needed <= grade);
        let bits = purposes.flat_map(|&purpose| grades.clone().map(move |grade| Binds::bit(grade, purpose)));
        Binds(bits.fold(0, |all, bit| all | 1 << bit))
    }

    fn bit(grade: Grade, purpose: Purpose) -> usize {
        purpose as usize * Binds::GRADES + grade as usize
    }

    fn has(self, grade: Grade, purpose: Purpose) -> bool {
        self.is_set(Binds::bit(grade, purpose))
    }

    fn is_set(self, bit: usize) -> bool {
        self.0 >> bit & 1 == 1
    }

    fn both(self, other: Binds) -> Binds {
        Binds(self.0 & other.0)
    }
}

#[cfg(test)]
mod tests;
