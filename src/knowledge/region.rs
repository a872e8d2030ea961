//! Which region is part of which: `rules/regions.yaml`.

use std::collections::BTreeMap;

use crate::data::Reader;

/// What is said of regions, by their code.
#[derive(Debug, Default)]
pub(super) struct Regions(BTreeMap<String, Region>);

#[derive(Debug, Default)]
struct Region {
    title: Option<String>,
    members: Vec<String>,
}

impl Regions {
    /// Reads a file of regions: by their code a title, and the codes of members.
    pub(super) fn load(&mut self, file: Reader) {
        let Some(regions) = file.map() else { return };
        for (code, region) in regions.pairs() {
            let Some(fields) = region.fields(&["title", "members"]) else { continue };
            let known = self.0.entry(code.word().to_owned()).or_default();
            known.title = fields.get("title").and_then(Reader::said).map(str::to_owned).or(known.title.take());
            let members = fields.get("members").map(Reader::texts).unwrap_or_default();
            known.members.extend(members.into_iter().map(str::to_owned));
        }
    }

    /// Whether it is a group of ours, a country or a part of one; true of every code where nothing was read.
    pub(super) fn has(&self, code: &str) -> bool {
        self.0.is_empty()
            || code == "WORLD"
            || self.0.contains_key(code)
            || rust_iso3166::from_alpha2(code).is_some()
            || rust_iso3166::iso3166_2::from_code(code).is_some()
    }

    /// What people call a region: by its title, else by its name in ISO 3166, else by its code.
    pub(super) fn title(&self, code: &str) -> String {
        let titled = self.0.get(code).and_then(|region| region.title.clone());
        let part = || rust_iso3166::iso3166_2::from_code(code).map(|part| part.name.to_owned());
        let country = || rust_iso3166::from_alpha2(code).map(|country| country.name.to_owned());
        let name = titled.or_else(part).or_else(country).unwrap_or_else(|| code.to_owned());
        // `Netherlands (the)`
        name.split(" (").next().unwrap_or_default().to_owned()
    }

    /// Whether a campaign to `reached` reaches `wanted`: where either is part of the other.
    pub(super) fn reaches(&self, reached: &str, wanted: &str) -> bool {
        self.is_part(reached, wanted) || self.is_part(wanted, reached)
    }

    fn is_part(&self, region: &str, whole: &str) -> bool {
        let country = region.split('-').next().unwrap_or(region);
        let members_of = |code: &str| self.0.get(code).map_or(&[][..], |region| region.members.as_slice());
        let members = members_of(whole);
        region == whole
            || whole == "WORLD"
            || country == whole
            || members.iter().any(|member| member == region || member == country)
            // One group lies in another where all its members do.
            || !members_of(region).is_empty() && members_of(region).iter().all(|one| members.contains(one))
    }
}
