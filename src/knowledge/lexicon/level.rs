//! The levels of a path, as catalogues write them: `Food, Beverages & Tobacco > Food Items > Papayas`.

use std::ops::Range;

/// What stands between two levels.
const DEEPER: [char; 4] = ['>', '›', '»', '|'];
/// What stands between the things that one level names.
const BESIDE: [char; 5] = [',', '&', '/', '+', ';'];

/// The things that a department names, where these bytes of a path stand in the name of one.
///
/// A department is a level with others below it that names several things. Which of them is meant, its name does not say.
pub(super) fn department(path: &str, at: &Range<usize>) -> Option<Vec<Range<usize>>> {
    let end = at.end + path[at.end..].find(DEEPER)?;
    let start = path[..at.start].rfind(DEEPER).map_or(0, |before| before + 1);
    let mut things = Vec::new();
    let mut from = start;
    for (byte, sign) in path[start..end].char_indices().filter(|(_, c)| BESIDE.contains(c)) {
        let byte = start + byte;
        // `Food, Beverages & Tobacco` has a sign between things; `R&B` and `24/7` have one inside a word.
        let is_between = path[byte + sign.len_utf8()..].starts_with(' ');
        // What was met may hold such a sign itself: then the name is one thing.
        if is_between && !at.contains(&byte) {
            things.push(from..byte);
            from = byte + sign.len_utf8();
        }
    }
    things.push(from..end);
    (things.len() > 1).then_some(things)
}

/// Whether a part of a path names one thing: it has no levels and no list in it.
pub(super) fn is_one(part: &str) -> bool {
    !part.contains(DEEPER) && !part.contains(BESIDE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, met: &str, want: Option<&[&str]>) {
        let start = path.find(met).unwrap();
        let things = department(path, &(start..start + met.len()));
        let things: Option<Vec<_>> = things.map(|all| all.into_iter().map(|thing| path[thing].trim()).collect());
        assert_eq!(things.as_deref(), want, "{path}");
    }

    #[test]
    fn departments_name_several_things_above_others() {
        check("Food, Beverages & Tobacco > Papayas", "Tobacco", Some(&["Food", "Beverages", "Tobacco"]));
        check("All > Wine & Liquor > Cabinets", "Liquor", Some(&["Wine", "Liquor"]));
        check("Food > Wine & Liquor", "Liquor", None);
        check("Tobacco > Pipes", "Tobacco", None);
        check("Q&A forums > Debt", "Q&A", None);
        check("Salvation & Grace > Hymns", "Salvation & Grace", None);
    }
}
