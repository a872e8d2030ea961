//! Text that stays text in XML.

use super::visible;

/// Text for an element or an attribute, in which nothing marks up. What XML does not allow at all, not even as a
/// reference, a terminal would obey, so it is spelled out already.
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
