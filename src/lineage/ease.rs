//! What takes the weight off a witness: consent that binds it, waivers on its way.
//!
//! Consents and waivers end one day, and campaigns run on different days. So neither is a yes or no here but the last day
//! on which it holds; a campaign compares its own.

use jiff::civil::Date;

/// How good a consent is; each includes those above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// Somebody says that people agreed.
    Said,
    /// A consent item says where and how they were asked.
    Recorded,
    /// They signed.
    Signed,
}

/// The last day on which consent of each grade binds; [`Bound::NEVER`] where none does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bound([Date; 3]);

/// What takes the weight off a witness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ease {
    /// Consent.
    pub bound: Bound,
    /// The last day on which a waiver on its way hushes it.
    pub waived: Date,
}

impl Bound {
    /// No consent binds.
    pub const NEVER: Bound = Bound([Date::MIN; 3]);

    /// Consent of that grade, and of those below it, binds until that day.
    pub fn until(grade: Grade, day: Date) -> Bound {
        let reaches = |needed: Grade| if needed <= grade { day } else { Date::MIN };
        Bound([reaches(Grade::Said), reaches(Grade::Recorded), reaches(Grade::Signed)])
    }

    /// Whether consent of that grade binds on that day.
    pub fn holds(self, grade: Grade, day: Date) -> bool {
        let last = self.0[grade as usize];
        last != Date::MIN && day <= last
    }

    /// Whether no consent binds on any day.
    pub fn is_never(self) -> bool {
        self == Bound::NEVER
    }

    /// Where either binds.
    #[must_use]
    pub fn or(self, other: Bound) -> Bound {
        self.zip(other, Ord::max)
    }

    /// Where both bind.
    #[must_use]
    pub fn and(self, other: Bound) -> Bound {
        self.zip(other, Ord::min)
    }

    /// Where at least `need` of several bind.
    pub fn at_least(need: usize, bounds: &[Bound]) -> Bound {
        let Some(index) = bounds.len().checked_sub(need) else { return Bound::NEVER };
        let nth = |grade: usize| {
            let mut days: Vec<Date> = bounds.iter().map(|bound| bound.0[grade]).collect();
            days.sort_unstable();
            days.get(index).copied().unwrap_or(Date::MAX)
        };
        Bound([nth(0), nth(1), nth(2)])
    }

    fn zip(self, other: Bound, pick: fn(Date, Date) -> Date) -> Bound {
        Bound(std::array::from_fn(|grade| pick(self.0[grade], other.0[grade])))
    }
}

impl Ease {
    /// Nothing eases it.
    pub const NONE: Ease = Ease { bound: Bound::NEVER, waived: Date::MIN };

    /// Whether it is eased no more than `other`, in any way.
    pub fn is_at_most(self, other: Ease) -> bool {
        self.and(other) == self
    }

    /// What eases both.
    #[must_use]
    pub fn and(self, other: Ease) -> Ease {
        Ease { bound: self.bound.and(other.bound), waived: self.waived.min(other.waived) }
    }

    /// Whether a waiver hushes it on that day.
    pub fn is_waived(self, day: Date) -> bool {
        self.waived != Date::MIN && day <= self.waived
    }
}
