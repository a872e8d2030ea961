//! Names that are nearly those of files that are read, so that a slip, or somebody's intent, is not silent.

/// What ends the name of a campaign file.
const ENDING: &str = "campaign";
/// So many letters may be wrong, missing or too many.
const SLIPS: usize = 2;

/// Whether a file whose name is not that of a file that is read has nearly one: `a.campaigns`, `a.campaign.txt`,
/// `.campaign`, `qualm.yml`.
pub(crate) fn is_near_miss(name: &str) -> bool {
    let small = name.to_lowercase();
    // The first part says what it is about.
    let is_campaign = small.split('.').skip(1).any(|part| strsim::levenshtein(part, ENDING) <= SLIPS);
    is_campaign || (name != super::NAME && is_near_configuration(&small))
}

fn is_near_configuration(name: &str) -> bool {
    let Some(endings) = name.trim_start_matches('.').strip_prefix("qualm.") else { return false };
    let is_format = |ending: &str| matches!(ending, "yaml" | "yml" | "json" | "toml");
    is_format(endings.split(['.', '~']).next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::is_near_miss;

    #[test]
    fn slips_are_seen_and_other_names_are_not() {
        let near = "a.campaigns a.campaign.txt a.campaign.bak a.campaign~ .campaign .CAMPAIGN a.CAMPAINGS a.campain a.cаmpaign \
                    a.Campaign.yaml a.b.campagin qualm.yml .qualm.yaml Qualm.YAML qualm.json qualm.yaml.bak";
        for name in near.split(' ') {
            assert!(is_near_miss(name), "{name}");
        }
        assert!(is_near_miss("a.campaign "));
        let other = "campaign campaigns.md campaign.csv campaign-plan.yaml a.camp notes.txt qualm.yaml qualm.sarif qualm.rs a.company \
                     qualm-baseline.json a.camping a.explain";
        for name in other.split(' ') {
            assert!(!is_near_miss(name), "{name}");
        }
    }
}
