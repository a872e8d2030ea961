//! Everything about a signal that is not words.

use std::ops::{Deref, DerefMut};

use crate::ast::{Medium, Stream, Window};
use crate::finding::Text;
use crate::knowledge::{FieldUse, Measured};
use crate::resolve::AgeTest;

/// Everything about a signal that is not words.
#[derive(Debug)]
pub(crate) struct Measures {
    /// Radius, dwell, means, area, decimals.
    pub measured: Measured,
    /// Latitude and longitude, in degrees.
    pub at: Option<(f64, f64)>,
    /// The window it looks at.
    pub window: Option<Window>,
    /// What it says of ages.
    pub ages: Option<AgeTest>,
    /// The trait or field it asks about.
    pub path: Option<Text>,
    /// What it does with that field.
    pub field: Option<FieldUse>,
    /// Who sold it.
    pub seller: Option<Text>,
    /// How long it is kept, in minutes.
    pub retained: Option<u64>,
    /// The whole stream that is used.
    pub stream: Option<Stream>,
    /// Where people said it.
    pub media: Vec<Medium>,
}

/// The measures of a signal, kept apart: most signals have none, and there are millions of signals.
#[derive(Debug, Default)]
pub(crate) struct SignalMeasures(Option<Box<Measures>>);

/// What a signal has that has none.
const NOTHING: Measures = Measures {
    measured: Measured {
        radius: None,
        dwell: None,
        by: None,
        area: None,
        decimals: None,
        pair: None,
        geohash: None,
        h3: None,
        plus_code: None,
    },
    at: None,
    window: None,
    ages: None,
    path: None,
    field: None,
    seller: None,
    retained: None,
    stream: None,
    media: Vec::new(),
};

impl Deref for SignalMeasures {
    type Target = Measures;

    fn deref(&self) -> &Measures {
        static NONE: Measures = NOTHING;
        self.0.as_deref().unwrap_or(&NONE)
    }
}

impl DerefMut for SignalMeasures {
    fn deref_mut(&mut self) -> &mut Measures {
        self.0.get_or_insert_with(|| Box::new(NOTHING))
    }
}

impl Measures {
    /// Whether there is nothing that a rule could measure: then nothing but its kind tells a signal from others.
    pub(crate) fn is_plain(&self) -> bool {
        let Measures { measured, at, window, ages, path, field, seller, retained, stream, media } = self;
        *measured == Measured::default()
            && at.is_none()
            && window.is_none()
            && ages.is_none()
            && path.is_none()
            && field.is_none()
            && seller.is_none()
            && retained.is_none()
            && stream.is_none()
            && media.is_empty()
    }
}
