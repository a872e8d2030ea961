//! Which declared places bare coordinates mean.

use std::collections::HashMap;

use crate::knowledge::{Knowledge, cell, metres};
use crate::resolve::{Place, Program};

/// The places that say what they are, by the cube of space that they are in: whatever is near is in a cube beside it.
#[derive(Debug)]
pub(super) struct Nearby<'p> {
    cubes: HashMap<[i32; 3], Vec<Spot<'p>>>,
    /// The length of a cube, in metres.
    length: f64,
}

/// Coordinates, and the place that is declared there.
type Spot<'p> = ((f64, f64), &'p Place);

impl<'p> Nearby<'p> {
    pub(super) fn new(program: &'p Program, knowledge: &Knowledge) -> Self {
        let mut nearby = Nearby { cubes: HashMap::new(), length: knowledge.farthest_place().max(1.0) };
        let says = |place: &&Place| !place.words.is_empty() || !place.stated.adds.is_empty();
        for place in program.places.iter().filter(says) {
            let Some(at) = place.at else { continue };
            let cube = nearby.cubes.entry(cell(at, nearby.length)).or_default();
            // A hundred places of one kind at one point, one after the other, say no more than one does.
            if cube.last().is_none_or(|&(last, other)| last != at || !is_alike(other, place)) {
                cube.push((at, place));
            }
        }
        nearby
    }

    /// The places that coordinates mean, given the radius of a fence around them.
    pub(super) fn of(&self, knowledge: &Knowledge, at: (f64, f64), radius: Option<f64>) -> Vec<&'p Place> {
        if self.cubes.is_empty() {
            return Vec::new();
        }
        let [x, y, z] = cell(at, self.length);
        let beside = |from: i32| from.saturating_sub(1)..=from.saturating_add(1);
        let cubes = beside(x).flat_map(|x| beside(y).flat_map(move |y| beside(z).map(move |z| [x, y, z])));
        let places = cubes.filter_map(|cube| self.cubes.get(&cube)).flatten();
        places.filter(|(place, _)| knowledge.means_place(metres(*place, at), radius)).map(|&(_, place)| place).collect()
    }
}

fn is_alike(one: &Place, other: &Place) -> bool {
    let words = |place: &Place| place.words.iter().map(|word| word.text.clone()).collect::<Vec<_>>();
    words(one) == words(other) && one.stated.adds == other.stated.adds && one.stated.clears == other.stated.clears
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_near_is_in_a_cube_beside() {
        for at in [(47.6205, -122.3493), (0.0, 180.0), (89.9999, 12.0), (-33.86, 151.2)] {
            let step = 200.0 / 111_320.0;
            for (north, east) in [(step, 0.0), (-step, 0.0), (0.0, step), (0.0, -step)] {
                let (one, other) = (cell(at, 250.0), cell((at.0 + north, at.1 + east), 250.0));
                assert!(one.iter().zip(other).all(|(&a, b)| a.abs_diff(b) <= 1), "{at:?} {one:?} {other:?}");
            }
        }
    }
}
