//! How the value of a key is read.

use crate::data::{Fields, Reader};
use crate::finding::Text;
use crate::knowledge::{CategoryId, Knowledge};
use crate::word::Word;

/// A key of `when` that is being read.
#[derive(Clone, Copy)]
pub(crate) struct Reading<'a> {
    /// Its value.
    pub value: Reader<'a>,
    /// The keys beside it.
    pub beside: Fields<'a>,
    /// What is known: categories, regions, sites, destinations.
    pub knowledge: &'a Knowledge,
}

impl<'a> Reading<'a> {
    /// The same for a value that stands inside.
    pub(super) fn at(self, value: Reader<'a>) -> Reading<'a> {
        Reading { value, ..self }
    }

    /// What a list holds, which must be something: a list means any of its values.
    fn some(self) -> impl Iterator<Item = Reader<'a>> {
        if self.value.items().next().is_none() {
            self.value.fault("never-matches", "this list is empty, so nothing can ever match it");
        }
        self.value.items()
    }

    /// What each item of the list says; nothing, once all are read, where one could not be.
    pub(super) fn each<T>(self, read: impl Fn(Reader<'a>) -> Option<T>) -> Option<Vec<T>> {
        let read: Vec<Option<T>> = self.some().map(read).collect();
        read.into_iter().collect()
    }

    /// Words of a closed set, with the nearest right one offered for each that is none.
    pub(super) fn words<W: Word>(self) -> Option<Vec<W>> {
        self.each(Reader::word)
    }

    /// Texts that say something.
    pub(super) fn texts(self) -> Option<Vec<Text>> {
        self.each(|item| item.said().map(Text::from))
    }

    /// A category, by its path.
    pub(super) fn category(self, reader: Reader) -> Option<CategoryId> {
        let name = reader.text()?;
        let taxonomy = self.knowledge.taxonomy();
        let found = taxonomy.find(name);
        if found.is_none() {
            let known: Vec<&str> = taxonomy.nearest(name).into_iter().collect();
            reader.unknown("unknown-category", format!("no category is called `{name}`"), name, &known);
        }
        found
    }
}
