//! All that is known of a phrase, and how that was decided.

use crate::nearest::nearest;
use crate::word::Word;

use super::vocabulary::{Reading, Several};
use super::{Benign, Destination, FieldUse, Hit, Kind, Knowledge, Member};

/// All that is known of a phrase.
#[derive(Debug)]
pub(crate) struct Explanation<'k> {
    /// What it reveals: each category once.
    pub hits: Vec<Hit>,
    /// Every term in it, those that do not count included.
    pub readings: Vec<Reading>,
    /// The members of combinations that it names, whatever kinds of signal these count.
    pub members: Vec<Member>,
    /// What it reveals as another kind of signal, where that differs; each reading with the kinds that have it.
    pub otherwise: Vec<Otherwise>,
    /// What a `suppress` that rests on it is good for.
    pub benign: Option<Benign>,
    /// The third party that is called so.
    pub destination: Option<&'k Destination>,
    /// The nearest known term, where nothing is known of this one.
    pub near: Option<&'k str>,
}

/// What a phrase reveals as some other kinds of signal.
#[derive(Debug)]
pub(crate) struct Otherwise {
    /// The kinds.
    pub kinds: Vec<Kind>,
    /// What it reveals as one of them; it may be nothing.
    pub hits: Vec<Hit>,
}

/// A longer phrase is no misspelt term.
const LONGEST: usize = 80;

impl Knowledge {
    /// All that is known of a phrase when it is met as `kind`.
    pub(crate) fn explain(&self, kind: Kind, phrase: &str) -> Explanation<'_> {
        let mut explanation = Explanation {
            hits: self.hits(kind, phrase),
            readings: self.readings(kind, phrase),
            members: self.combinations.named(phrase),
            otherwise: self.otherwise(kind, phrase),
            benign: self.suppression(kind, None, phrase),
            destination: self.destination(phrase),
            near: None,
        };
        if explanation.knows_nothing() {
            explanation.near = self.near(phrase);
        }
        explanation
    }

    /// Terms that are read as several unrelated things, none of them surer than the others, sorted.
    pub(crate) fn read_as_several(&self) -> Vec<Several> {
        let lists = [&self.vocabulary, &self.places, &self.fields];
        let mut all: Vec<_> = lists.iter().flat_map(|list| list.several(&self.taxonomy)).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    fn hits(&self, kind: Kind, phrase: &str) -> Vec<Hit> {
        if kind == Kind::Location {
            self.place(phrase)
        } else if kind == Kind::Field {
            self.field(phrase, FieldUse::Sent)
        } else {
            self.reveals(kind, phrase)
        }
    }

    fn readings(&self, kind: Kind, phrase: &str) -> Vec<Reading> {
        let of_one_kind = [(Kind::Location, &self.places), (Kind::Field, &self.fields)];
        let lists = of_one_kind.into_iter().filter(|(only, _)| *only == kind).map(|(_, list)| list);
        let lists = lists.chain([&self.vocabulary]);
        lists.flat_map(|list| list.explain(&self.taxonomy, kind, phrase)).collect()
    }

    fn otherwise(&self, kind: Kind, phrase: &str) -> Vec<Otherwise> {
        let same = |a: &[Hit], b: &[Hit]| {
            let told = |hits: &[Hit]| hits.iter().map(|hit| (hit.category, hit.strength)).collect::<Vec<_>>();
            told(a) == told(b)
        };
        let here = self.hits(kind, phrase);
        let mut all: Vec<Otherwise> = Vec::new();
        for &other in Kind::ALL {
            let hits = self.hits(other, phrase);
            match all.iter_mut().find(|known| same(&known.hits, &hits)) {
                _ if same(&hits, &here) => {}
                Some(known) => known.kinds.push(other),
                None => all.push(Otherwise { kinds: vec![other], hits }),
            }
        }
        all
    }

    /// The known term that a phrase, or a word of it, is probably meant to be.
    fn near(&self, phrase: &str) -> Option<&str> {
        if phrase.len() > LONGEST {
            return None;
        }
        let lists = [&self.vocabulary, &self.places, &self.fields];
        let known = || lists.iter().flat_map(|list| list.terms()).chain(self.combinations.terms());
        let whole = std::iter::once(phrase);
        let words = phrase.split_whitespace().filter(|word| word.len() > 4);
        whole.chain(words).find_map(|text| nearest(text, known()))
    }
}

impl Explanation<'_> {
    /// Whether there is nothing to say of the phrase.
    pub(crate) fn knows_nothing(&self) -> bool {
        let Explanation { hits, readings, members, otherwise, benign, destination, near: _ } = self;
        hits.is_empty()
            && readings.is_empty()
            && members.is_empty()
            && otherwise.is_empty()
            && benign.is_none()
            && destination.is_none()
    }
}
