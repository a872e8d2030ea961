//! What rules are called, and what names them.

/// Whether it is `pack/what-is-wrong`.
pub fn is_rule_id(id: &str) -> bool {
    id.split_once('/').is_some_and(|(pack, name)| is_id_word(pack) && is_id_word(name))
}

/// Whether it may be the id of a pack: small letters, digits and dashes.
pub fn is_id_word(word: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !word.is_empty() && word.bytes().all(is_letter)
}

/// Whether a pattern, `pack/name` or `pack/*`, names a rule.
pub fn names(pattern: &str, rule: &str) -> bool {
    let pack = pattern.strip_suffix('*');
    pack.map_or(pattern == rule, |pack| rule.starts_with(pack))
}
