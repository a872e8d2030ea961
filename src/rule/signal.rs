//! What a signal answers by itself.

use jiff::civil::Date;

use crate::ast::Window;
use crate::knowledge::{Ages, CategoryId, Kind, Knowledge, Strength, Tier};
use crate::resolve::{Provenance, Signal};
use crate::rule::question::{OfSignal, Revealed};

/// A signal together with one thing that it reveals.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SignalFacts<'a> {
    /// What is known.
    pub knowledge: &'a Knowledge,
    /// The day that counts.
    pub today: Date,
    /// The signal.
    pub signal: &'a Signal,
    /// Its kind and provenance, which a combination has of its own.
    pub kind: Kind,
    /// How it is known.
    pub how: Provenance,
    /// What it reveals; none for all that is in use, sensitive or not.
    pub category: Option<CategoryId>,
    /// How surely.
    pub strength: Strength,
    /// The words that say so, where it is words.
    pub told: Option<&'a str>,
    /// The ages that are meant, where that is what it is about.
    pub ages: Option<Ages>,
    /// All that the place it speaks of stands for.
    pub place: &'a [CategoryId],
}

/// What tells kinds of signal apart before their measures and words are asked.
pub(crate) type Nature = (Kind, Provenance, Option<CategoryId>, Strength);

impl SignalFacts<'_> {
    /// Answers one question.
    pub(crate) fn answer(&self, question: &OfSignal) -> bool {
        let measures = &self.signal.measures;
        let number = |minutes: Option<u64>| minutes.map(|minutes| minutes as f64);
        match question {
            OfSignal::Reveals(wanted) => wanted.iter().any(|&wanted| self.reveals(wanted)),
            OfSignal::Strength(least) => *least <= self.strength,
            OfSignal::From(kinds) => kinds.contains(&self.kind),
            OfSignal::How(ways) => ways.contains(&self.how),
            OfSignal::Trait(names) => measures.path.as_deref().is_some_and(|path| {
                let last = path.rsplit('.').next();
                names.iter().any(|name| **name == *path || Some(&**name) == last)
            }),
            OfSignal::Area(areas) => measures.measured.area.is_some_and(|area| areas.contains(&area)),
            OfSignal::Seller(sellers) => measures
                .seller
                .as_deref()
                .is_some_and(|seller| sellers.iter().any(|name| name.eq_ignore_ascii_case(seller))),
            OfSignal::Near(places, metres) => measures.at.is_some_and(|at| self.knowledge.is_near(places, at, *metres)),
            OfSignal::Place(wanted) => {
                let taxonomy = self.knowledge.taxonomy();
                wanted.iter().any(|&above| self.place.iter().any(|&place| taxonomy.is_within(place, above)))
            }
            OfSignal::Radius(bound) => bound.holds(measures.measured.radius),
            OfSignal::Dwell(bound) => bound.holds(number(measures.measured.dwell)),
            OfSignal::Window(bound) => bound.holds(measures.window.and_then(|window| self.lookback(window))),
            OfSignal::Retained(bound) => bound.holds(number(measures.retained)),
            OfSignal::Age(bound) => self.range().is_some_and(|ages| bound.holds(Some(f64::from(ages.youngest)))),
            OfSignal::Oldest(bound) => self.range().is_some_and(|ages| {
                let oldest = (ages.oldest < Ages::OPEN).then(|| f64::from(ages.oldest));
                bound.holds(oldest)
            }),
            OfSignal::Text(_) | OfSignal::SecondPerson(_) if !self.is_copy() => false,
            OfSignal::Text(terms) => {
                let says = |term: &str| self.signal.words.iter().any(|word| Knowledge::says(&word.text, term));
                terms.iter().any(|term| says(term))
            }
            OfSignal::SecondPerson(wanted) => {
                let speaks = self.signal.words.iter().any(|word| self.knowledge.second_person(&word.text, self.told));
                speaks == *wanted
            }
        }
    }

    /// Answers what the category alone can answer.
    pub(super) fn of_category(&self, question: &OfSignal) -> Option<bool> {
        matches!(question, OfSignal::Reveals(_)).then(|| self.answer(question))
    }

    /// The ages that are meant, or those that the signal itself is bounded to.
    fn range(&self) -> Option<Ages> {
        let bits = || self.signal.measures.ages.map(|ages| ages.holds).filter(|&ages| ages > 0);
        let own = || {
            bits().map(|ages| Ages {
                youngest: ages.trailing_zeros() as u8,
                oldest: (u128::BITS - 1 - ages.leading_zeros()) as u8,
            })
        };
        self.ages.or_else(own)
    }

    fn is_copy(&self) -> bool {
        matches!(self.kind, Kind::Copy | Kind::Promotion)
    }

    /// What tells this signal from others, its measures and its words apart.
    fn nature(&self) -> Nature {
        (self.kind, self.how, self.category, self.strength)
    }

    /// The same, where there is nothing else to tell it from others: its measures and its words are not asked.
    pub(crate) fn plain_key(&self) -> Option<Nature> {
        let is_plain =
            self.signal.measures.is_plain() && self.place.is_empty() && self.ages.is_none() && !self.is_copy();
        is_plain.then(|| self.nature())
    }

    fn reveals(&self, wanted: Revealed) -> bool {
        let Some(category) = self.category else { return false };
        let taxonomy = self.knowledge.taxonomy();
        match wanted {
            Revealed::Category(above) => taxonomy.is_within(category, above),
            Revealed::Tier(Tier::Ordinary) => taxonomy.get(category).tier == Tier::Ordinary,
            Revealed::Tier(tier) => tier <= taxonomy.get(category).tier,
        }
    }

    /// How far a window looks back, in minutes; what looks forward does not.
    fn lookback(&self, window: Window) -> Option<f64> {
        let since = |day: Date| {
            let days = self.today.since(day).map_or(0, |span| span.get_days());
            Some(f64::from(days) * 24.0 * 60.0)
        };
        match window {
            Window::Last(duration) => Some(duration.minutes() as f64),
            Window::Since(day) | Window::Between(day, _) => since(day),
            Window::Next(_) | Window::Anniversary => Some(0.0),
            Window::Before(_) => None,
        }
    }
}
