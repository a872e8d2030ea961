//! Which region is part of which: `rules/regions.yaml`.

use std::collections::BTreeMap;

use crate::yaml::Reader;

/// The regions that have members, by their code.
#[derive(Debug, Default)]
pub(super) struct Regions(BTreeMap<String, Vec<String>>);

impl Regions {
    /// Reads a file of groups: a code and the codes of its members.
    pub(super) fn load(&mut self, file: Reader) {
        let Some(groups) = file.map() else { return };
        for (code, members) in groups.pairs() {
            let members = members.texts().into_iter().map(str::to_owned);
            self.0.entry(code.word().to_owned()).or_default().extend(members);
        }
    }

    /// Whether a campaign to `reached` reaches `wanted`: where either is part of the other.
    pub(super) fn reaches(&self, reached: &str, wanted: &str) -> bool {
        self.is_part(reached, wanted) || self.is_part(wanted, reached)
    }

    fn is_part(&self, region: &str, whole: &str) -> bool {
        let country = region.split('-').next().unwrap_or(region);
        let members = self.0.get(whole).map_or(&[][..], Vec::as_slice);
        region == whole
            || whole == "WORLD"
            || country == whole
            || members.iter().any(|member| member == region || member == country)
            // One group lies in another where all its members do.
            || self.0.get(region).is_some_and(|inner| !inner.is_empty() && inner.iter().all(|one| members.contains(one)))
    }
}
