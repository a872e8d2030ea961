//! Text that stays text in XML.

use std::fmt::Write as _;

use super::visible;

/// Text for an element or an attribute: what marks up, what a terminal would obey and what XML does not allow at all is
/// written so that it is only read.
pub(super) fn escaped(text: &str) -> String {
    let text = visible(text);
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            // No document of XML 1.0 may hold these, not even as references.
            '\u{fffe}' | '\u{ffff}' => drop(write!(escaped, "{}", c.escape_unicode())),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn markup_and_what_acts_are_only_read() {
        assert_eq!(
            escaped("a ]]> <b x='1' y=\"2\">&amp;"),
            "a ]]&gt; &lt;b x=&apos;1&apos; y=&quot;2&quot;&gt;&amp;amp;"
        );
        assert_eq!(escaped("a\u{0}\n\u{1b}\u{202e}\u{fffe}\u{ffff}é"), r"a\u{0}\n\u{1b}\u{202e}\u{fffe}\u{ffff}é");
    }
}
