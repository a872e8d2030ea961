//! Text that is no markup, neither in Markdown nor in the HTML within it.

use std::fmt::Write as _;

use crate::report::visible;

/// Text as it stands, whatever a code host would make of it.
///
/// Marks are written as references to characters, which open nothing in either language. Where GitHub looks at the
/// text once more and makes links of `@team`, `#12`, `GH-12` and addresses, a reference to a blank without a width goes
/// in between.
pub(super) fn inert(text: &str) -> String {
    let text = visible(text);
    let mut inert = String::with_capacity(text.len() + 32);
    for (at, c) in text.char_indices() {
        if links(&text[..at], &text[at..]) {
            inert.push_str(BLANK);
        }
        if marks(c) {
            // Writing to a string does not fail.
            let _ = write!(inert, "&#{};", u32::from(c));
        } else {
            inert.push(c);
        }
    }
    inert
}

/// A blank that nobody sees, as Renovate and Dependabot use it to the same end.
const BLANK: &str = "&#8203;";

/// Whether a character can begin markup in the middle of a line.
fn marks(c: char) -> bool {
    matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '$')
}

/// Whether what follows would be taken for a link or a sign together with what stands before it.
fn links(before: &str, rest: &str) -> bool {
    let ends = |end: &str| {
        let start = before.len().checked_sub(end.len());
        start.and_then(|start| before.get(start..)).is_some_and(|last| last.eq_ignore_ascii_case(end))
    };
    match before.chars().next_back() {
        Some('@') => true,
        Some('#' | '!' | '&' | '$') => rest.starts_with(|c: char| c.is_ascii_digit()),
        Some('~' | '%') => rest.starts_with(char::is_alphanumeric),
        Some('-') => ends("gh-") && rest.starts_with(|c: char| c.is_ascii_digit()),
        Some(':') => rest.starts_with(|c: char| c.is_alphabetic() || matches!(c, '/' | '+' | '-')),
        Some('w' | 'W') => ends("www") && rest.starts_with('.'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::inert;

    #[track_caller]
    fn check(text: &str, want: &str) {
        assert_eq!(inert(text), want);
    }

    #[test]
    fn words_stay_words() {
        check(
            "acts on pregnancy → Zürich, 15 % (2 more), 2027-03-01 in law.csv",
            "acts on pregnancy → Zürich, 15 % (2 more), 2027-03-01 in law.csv",
        );
    }

    #[test]
    fn nothing_is_marked_up() {
        check("*a* `b` | <c> ~~d~~", "&#42;a&#42; &#96;b&#96; &#124; &#60;c&#62; &#126;&#126;&#8203;d&#126;&#126;");
        check("[x](javascript:y)", "&#91;x&#93;(javascript:&#8203;y)");
        check("&lt;!--", "&#38;lt;!--");
        check("a\n# b\u{202e}", "a&#92;n# b&#92;u{202e}");
    }

    #[test]
    fn nobody_is_called_and_nothing_is_linked() {
        check("@team #12 GH-12 !7", "@&#8203;team #&#8203;12 GH-&#8203;12 !&#8203;7");
        check("a@b.example", "a@&#8203;b.example");
        check("https://a.example www.a.example", "https:&#8203;//a.example www&#8203;.a.example");
    }
}
