//! Fields in copy: what a mail house fills in for each reader.

/// How mail houses and their templates mark a field: `{{ crm.name }}`, `{name}`, `${name}`, `*|NAME|*`, `%%name%%`, `[[name]]`.
const MARKS: [(&str, &str); 6] = [("{{", "}}"), ("${", "}"), ("{", "}"), ("*|", "|*"), ("%%", "%%"), ("[[", "]]")];

/// How long a field may be with its filters, in bytes.
const LONGEST: usize = 256;

/// The paths of the fields in a text, in their order.
pub(super) fn fields(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((at, open, close)) = next(rest) {
        let inside = &rest[at + open.len()..];
        // A mark that nothing closes must not have the whole text searched, again and again.
        let cut = inside.char_indices().map(|(at, _)| at).take_while(|&at| at <= LONGEST).last().unwrap_or(0);
        let near = if inside.len() <= LONGEST { inside } else { &inside[..cut] };
        let Some(end) = near.find(close) else {
            rest = inside;
            continue;
        };
        found.extend(path(&inside[..end]));
        rest = &inside[end + close.len()..];
    }
    found
}

/// The first mark that opens a field; of several at one place the longest, which stands first.
fn next(text: &str) -> Option<(usize, &'static str, &'static str)> {
    text.char_indices().find_map(|(at, _)| {
        let mark = MARKS.iter().find(|(open, _)| text[at..].starts_with(open));
        mark.map(|&(open, close)| (at, open, close))
    })
}

/// The path that a field starts with: filters and defaults may follow it, and a block (`{{#if crm.member}}`) asks of it.
fn path(inside: &str) -> Option<&str> {
    let inside = inside.trim();
    let inside = match inside.strip_prefix('#') {
        Some(block) => block.split_once(char::is_whitespace)?.1,
        None => inside,
    };
    let inside = inside.trim_start_matches(|c: char| c == '$' || c.is_whitespace());
    let end = inside.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.' | '-'))).unwrap_or(inside.len());
    let path = inside[..end].trim_end_matches(['.', '-']);
    path.starts_with(char::is_alphabetic).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::fields;

    #[test]
    fn every_house_has_its_marks() {
        for (text, want) in [
            (
                "Hello {{ crm.first_name | default: \"you\" }}, about {{crm.diagnosis}}",
                &["crm.first_name", "crm.diagnosis"][..],
            ),
            ("*|FNAME|* %%faith%% ${due_date} [[Clinic]] {name}", &["FNAME", "faith", "due_date", "Clinic", "name"]),
            ("{{#if crm.pregnant}}yes{{/if}}", &["crm.pregnant"]),
            ("50 %% off {{ }} {1} {{open", &[]),
            ("", &[]),
        ] {
            assert_eq!(fields(text), want, "{text}");
        }
    }
}
