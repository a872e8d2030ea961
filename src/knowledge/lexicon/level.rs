//! The levels of a path, as catalogues write them: `Food, Beverages & Tobacco > Food Items > Papayas`.

use std::ops::Range;

/// What stands between two levels.
const DEEPER: [char; 4] = ['>', '›', '»', '|'];
/// What stands between the things that one level names.
const BESIDE: [char; 5] = [',', '&', '/', '+', ';'];

/// The things that the departments of a path name, in order: levels with others below them that name several. Which of
/// them is meant, such a name does not say.
#[derive(Debug)]
pub(super) struct Departments {
    things: Vec<Thing>,
}

/// One of several things that a department names.
#[derive(Debug)]
struct Thing {
    at: Range<usize>,
    department: usize,
    is_told: bool,
}

impl Departments {
    /// Those of a path; none where it has but one level. It reads the path once.
    pub(super) fn of(path: &str) -> Departments {
        let mut things = Vec::new();
        let Some((above, _)) = path.rsplit_once(DEEPER) else { return Departments { things } };
        let mut start = 0;
        for (department, level) in above.split(DEEPER).enumerate() {
            let named = split(level).map(|at| start + at.start..start + at.end);
            things.extend(named.map(|at| Thing { at, department, is_told: false }));
            start += level.len() + path[start + level.len()..].chars().next().map_or(0, char::len_utf8);
        }
        Departments { things }
    }

    /// Notes that these bytes tell something.
    pub(super) fn tell(&mut self, at: &Range<usize>) {
        let first = self.things.partition_point(|thing| thing.at.end <= at.start);
        for thing in self.things[first..].iter_mut().take_while(|thing| thing.at.start < at.end) {
            thing.is_told = true;
        }
    }

    /// Which bytes stand in the name of a department that names something else, too, of which nothing was noted.
    pub(super) fn silent(&self) -> Vec<Range<usize>> {
        let departments = self.things.chunk_by(|one, other| one.department == other.department);
        let silent = departments.filter(|things| 1 < things.len() && things.iter().any(|thing| !thing.is_told));
        silent.map(|things| things[0].at.start..things[things.len() - 1].at.end).collect()
    }
}

/// The things that a level names. `Food, Beverages & Tobacco` has a sign between things; `R&B` and `24/7` have one inside.
fn split(level: &str) -> impl Iterator<Item = Range<usize>> {
    let signs = level.match_indices(BESIDE).filter(|&(at, sign)| level[at + sign.len()..].starts_with(' '));
    let ends = signs.map(|(at, sign)| (at, at + sign.len())).chain([(level.len(), level.len())]);
    ends.scan(0, |start, (end, next)| Some(std::mem::replace(start, next)..end))
}

/// Whether a part of a path names one thing: it has no levels and no list in it.
pub(super) fn is_one(part: &str) -> bool {
    !part.contains(DEEPER) && !part.contains(BESIDE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, told: &[&str], want: &[&str]) {
        let mut departments = Departments::of(path);
        for told in told {
            let start = path.find(told).unwrap();
            departments.tell(&(start..start + told.len()));
        }
        let silent: Vec<_> = departments.silent().into_iter().map(|at| path[at].trim()).collect();
        assert_eq!(silent, want, "{path}");
    }

    #[test]
    fn departments_name_several_things_above_others() {
        check("Food, Beverages & Tobacco > Papayas", &["Tobacco"], &["Food, Beverages & Tobacco"]);
        check("All › Wine & Liquor › Cabinets", &["Liquor"], &["Wine & Liquor"]);
        check("Wine & Liquor > Cabinets", &["Wine", "Liquor"], &[]);
        check("Food > Wine & Liquor", &["Liquor"], &[]);
        check("Tobacco > Pipes", &["Tobacco"], &[]);
        check("Q&A forums > Debt", &["Q&A"], &[]);
        check("Salvation & Grace > Hymns", &["Salvation & Grace"], &[]);
    }
}
