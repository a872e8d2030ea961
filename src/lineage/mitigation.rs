//! What takes the weight off a witness: consent that binds it, waivers on its way.
//!
//! Consents and waivers end one day, and campaigns run on different days. So neither is a yes or no here: a campaign
//! looks up its own day.

use jiff::civil::Date;

use crate::lineage::Binding;

/// What takes the weight off a witness.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Mitigation {
    /// Consent.
    pub bound: Binding,
    /// The last day on which a waiver on its way suppresses it.
    pub waived: Date,
}

impl Mitigation {
    /// Nothing eases it.
    pub(crate) const NONE: Mitigation = Mitigation { bound: Binding::NEVER, waived: Date::MIN };

    /// Whether it is eased no more than `other`, in any way.
    pub(crate) fn is_at_most(&self, other: &Mitigation) -> bool {
        self.waived <= other.waived && self.bound.is_within(&other.bound)
    }

    /// What eases both.
    #[must_use]
    pub(crate) fn and(&self, other: &Mitigation) -> Mitigation {
        Mitigation { bound: self.bound.and(&other.bound), waived: self.waived.min(other.waived) }
    }

    /// Whether a waiver suppresses it on that day.
    pub(crate) fn is_waived(&self, day: Date) -> bool {
        self.waived != Date::MIN && day <= self.waived
    }
}
