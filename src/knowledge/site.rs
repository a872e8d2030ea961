//! Places with coordinates that rules measure distances to: `sites.yaml`.

use std::collections::BTreeMap;

use crate::data::Reader;

/// Coordinates (latitude, longitude, in degrees), by the name that rules use for them all.
#[derive(Debug, Default)]
pub(super) struct Sites(BTreeMap<String, Vec<(f64, f64)>>);

/// The Earth's mean radius in metres (IUGG).
const EARTH: f64 = 6_371_008.8;

impl Sites {
    /// Reads a file of sites: a name, and for each site its latitude and longitude.
    pub(super) fn load(&mut self, file: Reader) {
        let Some(names) = file.map() else { return };
        for (name, places) in names.pairs() {
            let sites = places.list().filter_map(|place| {
                let numbers: Vec<f64> = place.list().filter_map(Reader::number).collect();
                if numbers.len() != 2 {
                    place.fault("wrong-kind", "expected a latitude and a longitude, such as `[47.6205, -122.3493]`");
                }
                Some((*numbers.first()?, *numbers.get(1)?))
            });
            self.0.entry(name.word().to_owned()).or_default().extend(sites);
        }
    }

    /// Whether there are sites of that name; true of every name where nothing was read.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.is_empty() || self.0.contains_key(name)
    }

    /// Whether `at` lies within `metres` of a site of that name.
    pub(super) fn is_near(&self, name: &str, at: (f64, f64), metres: f64) -> bool {
        self.0.get(name).is_some_and(|sites| sites.iter().any(|&site| self::metres(site, at) <= metres))
    }
}

/// The great-circle distance in metres of two places (latitude, longitude, in degrees).
pub(crate) fn metres(one: (f64, f64), other: (f64, f64)) -> f64 {
    let (north, south) = (one.0.to_radians(), other.0.to_radians());
    let (up, across) = ((south - north) / 2.0, (other.1 - one.1).to_radians() / 2.0);
    let chord = up.sin().powi(2) + north.cos() * south.cos() * across.sin().powi(2);
    2.0 * EARTH * chord.sqrt().min(1.0).asin()
}

/// The cube of space, of that length in metres, that a place (latitude, longitude, in degrees) is in.
pub(crate) fn cell(at: (f64, f64), length: f64) -> [i32; 3] {
    let (north, east) = (at.0.to_radians(), at.1.to_radians());
    let point = [north.cos() * east.cos(), north.cos() * east.sin(), north.sin()];
    point.map(|axis| (axis * EARTH / length).floor() as i32)
}

#[cfg(test)]
mod tests {
    use super::metres;

    #[test]
    fn a_degree_of_latitude() {
        let found = metres((47.0, -122.0), (48.0, -122.0));
        assert!((found - 111_195.0).abs() < 10.0, "{found}");
    }
}
