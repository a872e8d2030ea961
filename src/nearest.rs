//! Which known word was probably meant by a mistyped one.

/// The longest word, in bytes, for which a near one is looked for: to compare two takes the product of their lengths.
const LONGEST: usize = 80;
/// Among so many known words one is near to almost anything, so that less of it may be mistyped.
const CROWD: usize = 1000;

/// The one of `known` that `word` was probably meant to be; the first of several. A letter that is missing, too many, wrong
/// or changed places with the next is one slip, and capitals are none: about one letter in three may be mistyped, and one
/// in four where a thousand words are known.
pub(crate) fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let word = word.to_lowercase();
    let mut count = 0;
    let near = known.into_iter().inspect(|_| count += 1).filter_map(|name| Some((distance(&word, name)?, name)));
    let (distance, name) = near.min_by_key(|&(distance, _)| distance)?;
    (distance <= slips(letters(&word), count)).then_some(name)
}

/// What it takes to look whether `word` is near to `name`, in bytes that are read.
pub(crate) fn cost(word: &str, name: &str) -> usize {
    if !is_as_long(word, name) {
        1
    } else if is_of_other_letters(word, name) {
        name.len()
    } else {
        name.len() + word.len() * name.len()
    }
}

/// The slips between two words, if there are no more than in any near one.
fn distance(word: &str, name: &str) -> Option<usize> {
    if !is_as_long(word, name) || is_of_other_letters(word, name) {
        return None;
    }
    let distance = strsim::osa_distance(word, &name.to_lowercase());
    // Words of two letters of which one is wrong have little in common.
    let is_alike = 2 * distance < letters(word).max(letters(name));
    (is_alike || distance == 0).then_some(distance).filter(|&distance| distance <= slips(letters(word), 0))
}

/// How many slips may be in a word of so many letters, where so many others are known.
fn slips(letters: usize, known: usize) -> usize {
    if known < CROWD { (letters + 1) / 3 } else { letters / 4 }
}

/// Whether two words are of much the same length: each letter more or less is a slip.
fn is_as_long(word: &str, name: &str) -> bool {
    let (letters, slips) = (letters(word), slips(letters(word), 0));
    // A letter has four bytes at most.
    word.len() <= LONGEST && name.len() <= 4 * (letters + slips) && self::letters(name).abs_diff(letters) <= slips
}

/// Whether the letters of two words are too different for them to be near: each slip brings in or takes away one.
fn is_of_other_letters(word: &str, name: &str) -> bool {
    let (one, other) = (set(word), set(name));
    let least = (one & !other).count_ones().max((other & !one).count_ones());
    slips(letters(word), 0) < least as usize
}

fn letters(word: &str) -> usize {
    word.chars().count()
}

/// The letters of a word, one bit each.
fn set(word: &str) -> u64 {
    let small = word.chars().flat_map(char::to_lowercase);
    small.fold(0, |letters, c| letters | 1 << (u32::from(c) & 63))
}

#[cfg(test)]
mod tests {
    use super::{CROWD, LONGEST, cost, nearest};

    #[test]
    fn a_third_of_a_word_may_be_mistyped() {
        for (word, meant) in [
            ("tems", "terms"),
            ("form", "from"),
            ("tilet", "title"),
            ("severty", "severity"),
            ("categories", "category"),
            ("nieghbors", "neighbours"),
            ("unicode", "ünïcode"),
            ("EXPECTNG", "expecting"),
        ] {
            assert_eq!(nearest(word, ["other", meant]), Some(meant), "{word}");
        }
    }

    #[test]
    fn what_is_half_another_word_is_not_near() {
        assert_eq!(nearest("us", ["GB", "US"]), Some("US"));
        for (word, other) in [("id", "in"), ("us", "UK"), ("zzz", "expecting"), ("note", "for"), ("a", "b"), ("", "a")]
        {
            assert_eq!(nearest(word, [other]), None, "{word}");
        }
    }

    #[test]
    fn the_nearest_is_meant_and_the_first_of_several() {
        assert_eq!(nearest("signd", ["sign", "signs", "signed"]), Some("sign"));
        assert_eq!(nearest("expecting_mom", ["expecting_men", "expecting_moms"]), Some("expecting_moms"));
    }

    #[test]
    fn in_a_crowd_less_may_be_mistyped() {
        let crowd: Vec<String> = (0..CROWD).map(|number| number.to_string()).collect();
        let known = |more: &'static str| crowd.iter().map(String::as_str).chain([more]);
        assert_eq!(nearest("steram", known("stream")), Some("stream"));
        assert_eq!(nearest("stream", ["street"]), Some("street"));
        assert_eq!(nearest("stream", known("street")), None);
    }

    #[test]
    fn a_page_is_no_mistyped_word() {
        let long = "m".repeat(LONGEST + 1);
        assert_eq!(nearest(&long, [long.as_str()]), None);
        assert_eq!(cost(&long, &long), 1);
    }

    #[test]
    fn only_what_may_be_near_is_dear() {
        assert_eq!(cost("expecting", "moms"), 1);
        assert_eq!(cost("expecting", "neighbour"), 9);
        assert_eq!(cost("expecting", "expectant"), 9 + 9 * 9);
    }
}
