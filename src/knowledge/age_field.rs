//! Which fields say how old people are, and in what form: `ages.yaml`.

use std::collections::{HashMap, HashSet};

use crate::data::{Fields, Reader};

use super::Ages;
use super::lexicon::folded;

/// In what form a field says how old somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AgeForm {
    /// In years.
    Years,
    /// In months.
    Months,
    /// By the year of birth.
    BirthYear,
    /// By the day of birth.
    BirthDate,
    /// As a range in words, such as `13-17`.
    Range,
    /// As a yes or no to this range.
    True(Ages),
}

/// All that is known of such fields.
#[derive(Debug, Default)]
pub(super) struct AgeFields {
    forms: HashMap<Vec<u8>, (AgeForm, usize)>,
    /// For each entry, whose ages it does not mean.
    not_of: Vec<HashSet<Vec<u8>>>,
    never: HashSet<Vec<u8>>,
    beside: HashSet<Vec<u8>>,
    younger: HashSet<Vec<u8>>,
    older: HashSet<Vec<u8>>,
}

const KEYS: [&str; 8] = ["form", "ages", "terms", "not_of", "never", "beside", "younger", "older"];

impl AgeFields {
    /// Reads one file of entries.
    pub(super) fn load(&mut self, entries: Reader) {
        for item in entries.list() {
            let Some(fields) = item.fields(&KEYS) else { continue };
            self.beside.extend(words(fields, "beside"));
            self.never.extend(words(fields, "never"));
            self.younger.extend(words(fields, "younger"));
            self.older.extend(words(fields, "older"));
            if let Some(form) = fields.get("form").and_then(|form| read_form(form, fields)) {
                let entry = self.not_of.len();
                self.not_of.push(words(fields, "not_of").collect());
                self.forms.extend(words(fields, "terms").map(|term| (term, (form, entry))));
            }
        }
    }

    /// In what form the field at a path says how old somebody is; none where it does not.
    pub(super) fn form(&self, path: &str) -> Option<AgeForm> {
        let (before, last) = path.rsplit_once('.').unwrap_or(("", path));
        let last = folded(last);
        let &(form, entry) = self.forms.get(&last).or_else(|| self.forms.get(&self.without_beside(&last)))?;
        let owner = folded(before);
        let owner = owner.rsplit(|&byte| byte == b' ').next().unwrap_or_default();
        let is_of_another = self.never.contains(owner) || self.not_of.get(entry)?.contains(owner);
        (!is_of_another).then_some(form)
    }

    /// The range that words such as `13-17`, `under 18` or `65+` mean.
    pub(super) fn range(&self, text: &str) -> Option<Ages> {
        let numbers: Vec<u8> =
            text.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect();
        let is_age = |age: &u8| *age < Ages::OPEN;
        if !numbers.iter().all(is_age) {
            return None;
        }
        let last = |bound: u8, is_within: bool| if is_within { bound } else { bound.saturating_sub(1) };
        match *numbers.as_slice() {
            [youngest, oldest] => (youngest <= oldest).then_some(Ages { youngest, oldest }),
            [bound] => {
                let rest = text.replace(|c: char| c.is_ascii_digit(), " ");
                let said = folded(&rest);
                if text.contains(['<', '≤', '−']) || self.younger.contains(&said) || text.trim_start().starts_with('-')
                {
                    let is_within = text.contains(['=', '≤', '-']);
                    Some(Ages { youngest: 0, oldest: last(bound, is_within) })
                } else if text.contains(['>', '≥', '+']) || self.older.contains(&said) {
                    Some(Ages { youngest: bound, oldest: Ages::OPEN })
                } else {
                    said.is_empty().then_some(Ages { youngest: bound, oldest: bound })
                }
            }
            _ => None,
        }
    }

    /// A name without the words that may stand beside what it means.
    fn without_beside(&self, name: &[u8]) -> Vec<u8> {
        let words = name.split(|&byte| byte == b' ').filter(|&word| !self.beside.contains(word));
        words.collect::<Vec<_>>().join(&b' ')
    }
}

/// The terms that a key lists, as they are compared.
fn words<'a>(fields: Fields<'a>, key: &str) -> impl Iterator<Item = Vec<u8>> + use<'a> {
    let items = fields.get(key).into_iter().flat_map(Reader::items);
    items.filter_map(Reader::said).map(folded).filter(|term| !term.is_empty())
}

fn read_form(form: Reader, fields: Fields) -> Option<AgeForm> {
    let said = form.one_of(&[
        ("years", AgeForm::Years),
        ("months", AgeForm::Months),
        ("birth_year", AgeForm::BirthYear),
        ("birth_date", AgeForm::BirthDate),
        ("range", AgeForm::Range),
        ("true", AgeForm::True(Ages { youngest: 0, oldest: Ages::OPEN })),
    ])?;
    match said {
        AgeForm::True(_) => {
            let ends: Vec<u8> =
                fields.need("ages")?.list().filter_map(Reader::integer).filter_map(|age| age.try_into().ok()).collect();
            let &[youngest, oldest] = ends.as_slice() else { return None };
            Some(AgeForm::True(Ages { youngest, oldest }))
        }
        AgeForm::Years | AgeForm::Months | AgeForm::BirthYear | AgeForm::BirthDate | AgeForm::Range => Some(said),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;

    #[test]
    fn forms_by_path() {
        let knowledge = Knowledge::shipped();
        for (path, want) in [
            ("age", Some(AgeForm::Years)),
            ("crm.customerAge", Some(AgeForm::Years)),
            ("customer.age_in_years", Some(AgeForm::Years)),
            ("crm.YOB", Some(AgeForm::BirthYear)),
            ("crm.birth_year", Some(AgeForm::BirthYear)),
            ("profile.dateOfBirth", Some(AgeForm::BirthDate)),
            ("crm.is_child", Some(AgeForm::True(Ages { youngest: 0, oldest: 17 }))),
            ("crm.under_13", Some(AgeForm::True(Ages { youngest: 0, oldest: 12 }))),
            ("crm.is_adult", Some(AgeForm::True(Ages { youngest: 18, oldest: Ages::OPEN }))),
            ("crm.age_group", Some(AgeForm::Range)),
            ("crm.wine_age", None),
            ("wine.age", None),
            ("account.age", None),
            ("crm.age_of_account", None),
            ("crm.average", None),
            ("crm.page", None),
            ("crm.stage", None),
            ("dog.birthday", None),
            ("child.age", None),
        ] {
            assert_eq!(knowledge.age_form(path), want, "{path}");
        }
    }

    #[test]
    fn ranges_in_words() {
        let knowledge = Knowledge::shipped();
        let range = |text: &str| knowledge.age_range(text).map(|ages| (ages.youngest, ages.oldest));
        for (text, want) in [
            ("13-17", Some((13, 17))),
            ("A 13 to 17", Some((13, 17))),
            ("65+", Some((65, 127))),
            ("18 and over", Some((18, 127))),
            ("under 18", Some((0, 17))),
            ("<18", Some((0, 17))),
            ("<=17", Some((0, 17))),
            ("u18", Some((0, 17))),
            ("unter 16", Some((0, 15))),
            ("16", Some((16, 16))),
            ("gen z", None),
            ("tier 3", None),
            ("1990s", None),
        ] {
            assert_eq!(range(text), want, "{text}");
        }
    }
}
