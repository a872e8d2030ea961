//! Which declared places bare coordinates mean.

use crate::knowledge::{Knowledge, metres};
use crate::resolve::{Place, Program};

/// The places that say what they are, by latitude.
#[derive(Debug)]
pub(super) struct Nearby<'p>(Vec<((f64, f64), &'p Place)>);

/// More than any limit of `measures.yaml` is in degrees of latitude; the distance itself decides.
const DEGREES: f64 = 0.01;

impl<'p> Nearby<'p> {
    pub(super) fn new(program: &'p Program) -> Self {
        let says = |place: &&Place| !place.words.is_empty() || !place.stated.adds.is_empty();
        let places = program.places.iter().filter(says);
        let mut places: Vec<_> = places.filter_map(|place| Some((place.at?, place))).collect();
        places.sort_by(|(one, _), (other, _)| one.0.total_cmp(&other.0).then(one.1.total_cmp(&other.1)));
        // A hundred places of one kind at one point say no more than one does.
        places.dedup_by(|(one, a), (other, b)| one == other && is_alike(a, b));
        Nearby(places)
    }

    /// The places that coordinates mean, given the radius of a fence around them.
    pub(super) fn of(
        &self,
        knowledge: &Knowledge,
        at: (f64, f64),
        radius: Option<f64>,
    ) -> impl Iterator<Item = &'p Place> {
        let first = self.0.partition_point(|(place, _)| place.0 < at.0 - DEGREES);
        let row = self.0[first..].iter().take_while(move |(place, _)| place.0 <= at.0 + DEGREES);
        row.filter(move |(place, _)| knowledge.means_place(metres(*place, at), radius)).map(|&(_, place)| place)
    }
}

fn is_alike(one: &Place, other: &Place) -> bool {
    let words = |place: &Place| place.words.iter().map(|word| word.text.clone()).collect::<Vec<_>>();
    words(one) == words(other) && one.stated.adds == other.stated.adds && one.stated.clears == other.stated.clears
}
