//! What questions are answered from, beyond a signal: the stages that know it give it here.

use jiff::civil::Date;

use crate::ast::Purpose;
use crate::finding::{Text, Use};
use crate::knowledge::Knowledge;
use crate::resolve::{Campaign, Item, Program, Segment};
use crate::rule::key::Through;
use crate::source::Span;

use super::limits::Limits;

/// The way from a signal to a campaign.
pub(crate) trait TrailFacts {
    /// What the campaign does with it.
    fn usage(&self) -> Use;

    /// Whether a step of that kind is on the way.
    fn went_through(&self, step: Through) -> bool;

    /// Whether copy repeats what people were chosen by.
    fn echoes(&self) -> bool;

    /// The segment that the lookalike on the way starts from.
    fn seed(&self) -> Option<&Segment>;
}

/// A campaign, or the segment or trait in its stead.
pub(crate) trait ItemFacts {
    /// The words and measures that are known.
    fn knowledge(&self) -> &Knowledge;

    /// What is declared.
    fn program(&self) -> &Program;

    /// What is asked.
    fn item(&self) -> Item;

    /// The same, where it is a campaign.
    fn campaign(&self) -> Option<&Campaign>;

    /// The first and the last day that count.
    fn days(&self) -> (Date, Date);

    /// Whether nobody who opted out is reached.
    fn leaves_out_opt_outs(&self) -> bool;

    /// How many conditions must all hold for one person of a campaign.
    fn conditions(&self) -> Option<u32>;

    /// Whether a consent to what is exposed lasts so long, in minutes.
    fn has_consent(&self, lasting: &Limits) -> bool;

    /// The third party that what is exposed travels to, if it is sent anywhere.
    fn sent_to(&self) -> Option<&str>;

    /// The third parties of the campaign, those that something is sent to first.
    fn parties(&self) -> Vec<Party<'_>>;

    /// What it is for; what is no campaign may be used for marketing.
    fn purpose(&self) -> Purpose {
        self.campaign().map_or(Purpose::Marketing, |campaign| campaign.purpose)
    }

    /// How many people, where that is said.
    fn size(&self) -> Option<u64> {
        match self.item() {
            Item::Campaign(_) => self.campaign().and_then(|campaign| campaign.size),
            Item::Segment(id) => self.program()[id].size,
            Item::Trait(_) | Item::Place(_) => None,
        }
    }

    /// Whether it says where it runs.
    fn says_where(&self) -> bool {
        self.campaign().is_some_and(|campaign| !campaign.regions.is_empty())
    }

    /// Whether a region is reached; where none is said, all are.
    fn reaches(&self, wanted: &str) -> bool {
        let reached = self.campaign().map_or(&[][..], |campaign| &campaign.regions);
        reached.is_empty() || reached.iter().any(|region| self.knowledge().reaches(region, wanted))
    }
}

/// A third party of a campaign.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Party<'a> {
    /// What the campaign calls it.
    pub name: &'a Text,
    /// Where it is named.
    pub span: Span,
    /// Whether something is sent there; else the campaign is shown there.
    pub is_sent: bool,
}
