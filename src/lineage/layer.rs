//! What is worked out once for all that campaigns share, and what is added on top of it for one item.
//!
//! Segments, traits, places and lists are shared. Nothing rests on a campaign, so what is known of the nodes of one is of
//! use to itself alone: it is worked out when that campaign is judged, and dropped afterwards. Whatever lineage keeps is
//! therefore in one of two layers.

use std::collections::HashMap;
use std::hash::Hash;

/// Values by number: those of the shared layer, and from some number on those of this one.
#[derive(Debug)]
pub(super) struct Layer<'s, T> {
    shared: &'s [T],
    first: usize,
    own: Vec<T>,
}

/// Values that most keys do not have, looked up in this layer and then in the shared one.
#[derive(Debug)]
pub(super) struct SparseLayer<'s, K, T> {
    shared: Option<&'s HashMap<K, T>>,
    own: HashMap<K, T>,
}

impl<T> Layer<'static, T> {
    /// The shared layer, of values made before.
    pub(super) fn of(values: Vec<T>) -> Layer<'static, T> {
        Layer { shared: &[], first: 0, own: values }
    }

    /// An empty layer whose numbers start where those of the shared one end.
    pub(super) fn above(&self) -> Layer<'_, T> {
        self.above_from(self.own.len())
    }

    /// An empty layer whose numbers start at `first`, past those of the shared one.
    pub(super) fn above_from(&self, first: usize) -> Layer<'_, T> {
        Layer { shared: &self.own, first, own: Vec::new() }
    }
}

impl<T> Layer<'_, T> {
    /// The value of that number.
    pub(super) fn get(&self, number: usize) -> &T {
        self.shared.get(number).unwrap_or_else(|| &self.own[number - self.first])
    }

    /// Adds a value, and says its number.
    pub(super) fn push(&mut self, value: T) -> usize {
        self.own.push(value);
        self.first + self.own.len() - 1
    }

    /// The values of this layer alone.
    pub(super) fn own(&self) -> &[T] {
        &self.own
    }
}

impl<K: Eq + Hash, T> SparseLayer<'static, K, T> {
    /// The shared layer, with nothing in it yet.
    pub(super) fn new() -> Self {
        SparseLayer { shared: None, own: HashMap::new() }
    }

    /// An empty layer above it.
    pub(super) fn above(&self) -> SparseLayer<'_, K, T> {
        SparseLayer { shared: Some(&self.own), own: HashMap::new() }
    }
}

impl<K: Eq + Hash, T> SparseLayer<'_, K, T> {
    /// The value of a key, if it has one.
    pub(super) fn get(&self, key: &K) -> Option<&T> {
        self.own.get(key).or_else(|| self.shared?.get(key))
    }

    /// Gives a key a value in this layer.
    pub(super) fn insert(&mut self, key: K, value: T) {
        self.own.insert(key, value);
    }
}
