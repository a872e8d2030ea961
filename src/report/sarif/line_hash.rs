//! The hash by which GitHub knows a line again after other lines have moved.
//!
//! It is that of the next hundred characters from the start of the line, blanks left out and line ends made alike, as a
//! polynomial in 37 that wraps at 64 bits; a number is added that tells lines with the same hash apart.

use std::collections::HashMap;

/// The hash of every line of a text, as GitHub writes it: `hash:count`.
pub(super) fn lines(text: &str) -> Vec<String> {
    let mut counts: HashMap<u64, usize> = HashMap::new();
    let hashes = hashes(text);
    let told = hashes.into_iter().map(|hash| {
        let count = counts.entry(hash).or_default();
        *count += 1;
        format!("{hash:x}:{count}")
    });
    told.collect()
}

/// So many characters count.
const WINDOW: usize = 100;
const BASE: u64 = 37;
/// What stands for the end of the file.
const END: u16 = 0xffff;

fn hashes(text: &str) -> Vec<u64> {
    let units = units(text);
    let starts = units.iter().enumerate().filter(|&(_, &unit)| unit == LINE_FEED).map(|(at, _)| at + 1);
    let mut starts = std::iter::once(0).chain(starts).peekable();
    let highest = (0..WINDOW).fold(1, |power: u64, _| power.wrapping_mul(BASE));
    let unit = |at: usize| units.get(at).copied().map_or(0, u64::from);
    let mut hash = (0..WINDOW).fold(0, |hash: u64, at| hash.wrapping_mul(BASE).wrapping_add(unit(at)));
    let mut found = Vec::new();
    for at in 0..units.len() {
        if starts.next_if_eq(&at).is_some() {
            found.push(hash);
        }
        let without = hash.wrapping_mul(BASE).wrapping_sub(highest.wrapping_mul(unit(at)));
        hash = without.wrapping_add(unit(at + WINDOW));
    }
    found
}

const LINE_FEED: u16 = 0x0a;

/// The characters that count, as UTF-16, and the end of the file.
fn units(text: &str) -> Vec<u16> {
    let mut units = Vec::with_capacity(text.len() + 1);
    let mut after_return = false;
    for unit in text.encode_utf16() {
        let skipped = matches!(unit, 0x20 | 0x09) || (after_return && unit == LINE_FEED);
        after_return = !skipped && unit == 0x0d;
        if !skipped {
            units.push(if after_return { LINE_FEED } else { unit });
        }
    }
    units.push(END);
    units
}

#[cfg(test)]
mod tests {
    use super::lines;

    // The values are those that GitHub's own tests expect of these texts (codeql-action, src/fingerprints.test.ts).
    #[track_caller]
    fn check(text: &str, want: &[&str]) {
        assert_eq!(lines(text), want, "{text:?}");
    }

    #[test]
    fn an_empty_file_has_one_line() {
        check("", &["c129715d7a2bc9a3:1"]);
    }

    #[test]
    fn blanks_do_not_count() {
        let want = ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"];
        check(" a\nb\n  \t\tc\n d", &want);
    }

    #[test]
    fn all_line_ends_are_alike() {
        let want = [
            "e9496ae3ebfced30:1",
            "fb7c023a8b9ccb3f:1",
            "ce8ba1a563dcdaca:1",
            "e20e36e16fcb0cc8:1",
            "b3edc88f2938467e:1",
            "c8e28b0b4002a3a0:1",
            "c129715d7a2bc9a3:1",
        ];
        check(" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n", &want);
        check(" hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r", &want);
        check(" hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n", &want);
        check(" hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n", &want);
    }

    #[test]
    fn the_same_line_again_is_counted() {
        let want = [
            "a7f2ff13bc495cf2:1",
            "a7f2ff13bc495cf2:2",
            "a7f2ff13bc495cf2:3",
            "a7f2ff13bc495cf2:4",
            "a7f2ff13bc495cf2:5",
            "a7f2ff13bc495cf2:6",
            "a7f2ff1481e87703:1",
            "a9cf91f7bbf1862b:1",
            "55ec222b86bcae53:1",
            "cc97dc7b1d7d8f7b:1",
            "c129715d7a2bc9a3:1",
        ];
        check(&"Lorem ipsum dolor sit amet.\n".repeat(10), &want);
    }

    /// The definition, taken at its word: 37^99 times the first character, 37^98 times the second …
    #[test]
    fn characters_beyond_ascii_are_utf_16() {
        let units: Vec<u64> = "ä😀".encode_utf16().map(u64::from).chain([0xffff]).collect();
        let hash = (0..100)
            .fold(0, |hash: u64, at| hash.wrapping_mul(37).wrapping_add(units.get(at).copied().unwrap_or_default()));
        check("ä 😀", &[&format!("{hash:x}:1")]);
    }
}
