//! The categories, and which is below which.

use std::collections::HashMap;

use crate::data::{Fields, Reader};
use crate::finding::Text;
use crate::nearest::nearest;

use super::{Category, CategoryId, Elsewhere, Tier};

/// The categories and which is below which.
#[derive(Debug, Default)]
pub struct Taxonomy {
    /// Parents before their children.
    categories: Vec<Category>,
    parents: Vec<Option<CategoryId>>,
    by_id: HashMap<Text, CategoryId>,
    /// Those that no waiver speaks of, and none below them.
    locked: Vec<CategoryId>,
}

const KEYS: [&str; 8] = ["id", "title", "sentence", "tier", "fideslang", "gdpr", "ccpa", "gpp"];
const TIERS: [(&str, Tier); 3] =
    [("ordinary", Tier::Ordinary), ("delicate", Tier::Delicate), ("special", Tier::Special)];

impl Taxonomy {
    /// The category with this dotted path.
    pub fn find(&self, id: &str) -> Option<CategoryId> {
        self.by_id.get(id).copied()
    }

    /// The category with this number.
    pub fn get(&self, id: CategoryId) -> &Category {
        &self.categories[id.0 as usize]
    }

    /// How many categories there are.
    pub(crate) fn count(&self) -> usize {
        self.categories.len()
    }

    /// The category right above, if there is one.
    pub(crate) fn parent(&self, id: CategoryId) -> Option<CategoryId> {
        self.parents[id.0 as usize]
    }

    /// Whether `below` is `above` or lies below it.
    pub fn is_within(&self, below: CategoryId, above: CategoryId) -> bool {
        let mut at = Some(below);
        while let Some(category) = at {
            if category == above {
                return true;
            }
            at = self.parent(category);
        }
        false
    }

    /// Lets no waiver speak of a category, nor of one below it.
    pub(super) fn lock(&mut self, id: CategoryId) {
        self.locked.push(id);
    }

    /// Whether no waiver may speak of a category.
    pub(crate) fn is_locked(&self, id: CategoryId) -> bool {
        self.locked.iter().any(|&above| self.is_within(id, above))
    }

    /// Whether any category is locked.
    pub(crate) fn has_locked(&self) -> bool {
        !self.locked.is_empty()
    }

    /// Whether the two lie on one line: one is the other, or above it.
    pub(crate) fn related(&self, a: CategoryId, b: CategoryId) -> bool {
        self.is_within(a, b) || self.is_within(b, a)
    }

    /// The category that a key of the fideslang taxonomy stands for, or else the key above it.
    pub(crate) fn of_fideslang(&self, key: &str) -> Option<CategoryId> {
        let mut key = Some(key);
        while let Some(asked) = key {
            let named =
                |(_, category): &(CategoryId, &Category)| category.elsewhere.fideslang.as_deref() == Some(asked);
            if let Some((id, _)) = self.iter().find(named) {
                return Some(id);
            }
            key = asked.rsplit_once('.').map(|(above, _)| above);
        }
        None
    }

    /// The dotted path nearest to a misspelt one.
    pub fn nearest(&self, word: &str) -> Option<&str> {
        let ids = || self.categories.iter().map(|category| &*category.id);
        // People often know the last part only: `pregnancy` for `health.reproductive.pregnancy`.
        ids().find(|id| id.rsplit('.').next() == Some(word)).or_else(|| nearest(word, ids()))
    }

    /// All categories, parents before children.
    pub fn iter(&self) -> impl Iterator<Item = (CategoryId, &Category)> {
        self.categories.iter().enumerate().map(|(number, category)| (CategoryId(number as u16), category))
    }

    /// The categories that a key names, one or many; unknown ones are faults.
    pub(crate) fn read(&self, names: Reader) -> Vec<CategoryId> {
        names.items().filter_map(|name| self.read_one(name)).collect()
    }

    /// The category that a key names; an unknown one is a fault.
    pub(crate) fn read_one(&self, name: Reader) -> Option<CategoryId> {
        let id = name.text()?;
        let found = self.find(id);
        if found.is_none() {
            let near: Vec<_> = self.nearest(id).into_iter().collect();
            name.unknown("unknown-category", format!("unknown category `{id}`"), near.first().unwrap_or(&id), &near);
        }
        found
    }

    /// Reads the categories of several files together, so that one may put children below another's categories.
    pub(super) fn load<'a>(files: impl Iterator<Item = Reader<'a>>) -> Taxonomy {
        let mut read: Vec<(Category, Reader)> = Vec::new();
        for file in files {
            read.extend(file.list().filter_map(|item| category(item.fields(&KEYS)?)));
        }
        read.sort_by_key(|(category, _)| category.id.matches('.').count());
        let mut taxonomy = Taxonomy::default();
        for (category, at) in read {
            taxonomy.add(category, at);
        }
        taxonomy
    }

    fn add(&mut self, category: Category, at: Reader) {
        let parent = match category.id.rsplit_once('.') {
            None => None,
            Some((above, _)) => {
                let found = self.find(above);
                if found.is_none() {
                    let near: Vec<_> = self.nearest(above).into_iter().collect();
                    let message = format!("there is no category `{above}` to put `{}` below", category.id);
                    at.unknown("unknown-category", message, above, &near);
                    return;
                }
                found
            }
        };
        if self.by_id.contains_key(&category.id) {
            at.fault("taken", format!("there is a category `{}` already", category.id));
            return;
        }
        if self.categories.len() > usize::from(u16::MAX) {
            at.fault("too-many", "there are more than 65,536 categories");
            return;
        }
        self.by_id.insert(category.id.clone(), CategoryId(self.categories.len() as u16));
        self.categories.push(category);
        self.parents.push(parent);
    }
}

fn category(fields: Fields<'_>) -> Option<(Category, Reader<'_>)> {
    let (id, title, sentence, tier) =
        (fields.need("id"), fields.need("title"), fields.need("sentence"), fields.need("tier"));
    let at = id?;
    let text = |key| fields.get(key).and_then(Reader::said).map(Text::from);
    let category = Category {
        id: category_id(at)?.into(),
        title: title?.said()?.into(),
        sentence: sentence?.said()?.into(),
        tier: tier?.one_of(&TIERS)?,
        elsewhere: Elsewhere {
            fideslang: text("fideslang"),
            gdpr: text("gdpr"),
            ccpa: text("ccpa"),
            gpp: fields.get("gpp").into_iter().flat_map(Reader::items).filter_map(slot).collect(),
        },
    };
    Some((category, at))
}

/// A dotted path: what is above a category is part of its id, so that none can lie below itself.
fn category_id(reader: Reader<'_>) -> Option<&str> {
    let id = reader.said()?;
    let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    if id.split('.').all(|part| !part.is_empty() && part.bytes().all(is_letter)) {
        return Some(id);
    }
    reader.fault("bad-id", format!("`{id}` is no category: write a dotted path such as `family.moving_house`"));
    None
}

fn slot(reader: Reader) -> Option<u8> {
    let slot = reader.integer()?;
    u8::try_from(slot).ok().filter(|slot| (1..=16).contains(slot)).or_else(|| {
        reader.fault("wrong-kind", "the GPP string has slots 1 to 16");
        None
    })
}
