//! What stands between the marks of a merge field: paths, among words, signs and literals of many languages.

use std::borrow::Cow;

use super::Field;

/// Words of the languages that templates are written in; no field is called like them.
const WORDS: &str = "and as assign begin blank break by capture case comment contains continue cycle default do each elif \
    else elseif elsif empty end endcapture endcase endcomment endfor endif endunless eq false fallback \
    for foreach from function gt gte if ifnot import in include is list lt lte ne nil none not null or \
    raw render set switch then true unless var when with";

/// What begins a condition in single braces.
const CONDITIONS: &str = "if elseif foreach case unless";

/// Functions and filters whose literals are names of fields.
const LOOKUPS: &str = "attributevalue dig fetch get get_attribute getattribute getvalue lookup lookuprows \
    personalization_token property user_attribute";

/// Whether a text between the marks ended in a literal that nothing closes there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ends {
    Plainly,
    InLiteral,
}

/// The first word, such as `if`.
pub(super) fn first_word(inside: &str) -> &str {
    let inside = inside.trim_start_matches(|character: char| !character.is_alphabetic());
    let end = inside.find(|character: char| !is_word(character)).unwrap_or(inside.len());
    &inside[..end]
}

/// Whether this is a condition in single braces.
pub(super) fn is_condition(inside: &str) -> bool {
    let begins = inside.trim_start().starts_with(char::is_alphabetic);
    begins && is_among(CONDITIONS, first_word(inside)) && inside.trim().contains([' ', '(', ':'])
}

/// Whether this is what stands between two `%%`: a function or one path, and no prose.
pub(super) fn is_expression(inside: &str) -> bool {
    inside.starts_with('=') || path(inside, 0, &[]).is_some()
}

/// The path that all of `inside` is, up to one of `ends`; `start` is the byte where it begins.
pub(super) fn path<'t>(inside: &'t str, start: usize, ends: &[&str]) -> Option<Field<'t>> {
    let trimmed = inside.trim_start();
    let at = start + (inside.len() - trimmed.len());
    let end = trimmed.find(|character: char| !is_path(character)).unwrap_or(trimmed.len());
    let (path, rest) = (trimmed[..end].trim_end_matches(['.', '-']), trimmed[end..].trim_start());
    let is_whole = rest.is_empty() || ends.iter().any(|end| rest.starts_with(end));
    let is_named = path.starts_with(|first: char| first.is_alphabetic() || first == '_');
    (is_whole && is_named).then(|| Field { path: path.into(), at: at..at + path.len() })
}

/// Adds every field that `inside` names; `start` is the byte where it begins.
pub(super) fn fields<'t>(inside: &'t str, start: usize, found: &mut Vec<Field<'t>>) -> Ends {
    // What closes a block or fetches a part of the text names no field.
    if inside.trim_start().starts_with(['/', '>']) && !inside.contains('=') {
        return Ends::Plainly;
    }
    let mut tag = Tag { inside, start, at: 0, names_field: false, after_pipe: false, unclosed: Vec::new() };
    while let Some(first) = inside[tag.at..].chars().next() {
        if matches!(first, '"' | '\'' | '“' | '‘') {
            found.extend(tag.literal(first));
        } else if first.is_alphabetic() || first == '_' {
            found.extend(tag.word());
        } else if first.is_numeric() {
            tag.at += run(&inside[tag.at..], is_path);
        } else {
            tag.sign(first);
        }
    }
    if tag.unclosed.is_empty() { Ends::Plainly } else { Ends::InLiteral }
}

/// A tag while it is read.
struct Tag<'t> {
    inside: &'t str,
    start: usize,
    /// How far it is read.
    at: usize,
    /// Whether a literal here is the name of a field.
    names_field: bool,
    /// Whether a `|` stands right before.
    after_pipe: bool,
    /// The quotes that nothing closes any more.
    unclosed: Vec<char>,
}

impl<'t> Tag<'t> {
    /// A literal, which is a field where something is looked up by it.
    fn literal(&mut self, quote: char) -> Option<Field<'t>> {
        let from = self.at + quote.len_utf8();
        let closes = match quote {
            '“' => '”',
            '‘' => '’',
            same => same,
        };
        let is_open = self.unclosed.contains(&closes);
        let length = if is_open { None } else { self.inside[from..].find(closes) };
        let Some(length) = length else {
            // Nothing closes it: what looks like a literal is read, too.
            self.at = from;
            if !is_open {
                self.unclosed.push(closes);
            }
            return None;
        };
        self.at = from + length + closes.len_utf8();
        let at = self.start + from..self.start + from + length;
        let path = self.inside[from..from + length].trim();
        (self.names_field && !path.is_empty()).then(|| Field { path: path.into(), at })
    }

    /// A word: a field, unless it belongs to the language.
    fn word(&mut self) -> Option<Field<'t>> {
        let from = self.at;
        let rest = &self.inside[from..];
        let mut end = run(rest, is_path);
        let mut path = Cow::Borrowed(rest[..end].trim_end_matches(['.', '-']));
        // `custom_attribute.${diagnosis}` is one path.
        if rest[..end].ends_with('.')
            && let Some(inner) = rest[end..].strip_prefix("${")
        {
            let inner = &inner[..run(inner, is_path)];
            path = format!("{path}.{inner}").into();
            end += "${".len() + inner.len();
        }
        self.at = from + end;
        let after = self.inside[self.at..].trim_start();
        let word = path.to_ascii_lowercase();
        let is_filter = std::mem::take(&mut self.after_pipe);
        if is_among(LOOKUPS, word.rsplit('.').next().unwrap_or_default()) && after.starts_with([':', '(']) {
            self.names_field = true;
            return None;
        }
        if matches!(&*word, "default" | "fallback") && after.starts_with('=') {
            // All that follows is the text of a default.
            self.at = self.inside.len();
            return None;
        }
        let is_function = after.starts_with('(') && !path.contains('.');
        let is_language = is_filter || is_function || is_among(WORDS, &word);
        (!is_language && !path.is_empty()).then(|| Field { at: self.start + from..self.start + from + end, path })
    }

    fn sign(&mut self, sign: char) {
        let rest = &self.inside[self.at..];
        // `a || b` is no filter.
        let is_either = rest.starts_with("||");
        self.after_pipe = match sign {
            '|' => !is_either,
            _ => self.after_pipe && sign.is_whitespace(),
        };
        match sign {
            '[' => self.names_field = true,
            ']' | ')' | '|' | '}' => self.names_field = false,
            _ => {}
        }
        self.at += if is_either { 2 } else { sign.len_utf8() };
    }
}

/// Whether `word` is one of `words`, which stand between blanks.
fn is_among(words: &str, word: &str) -> bool {
    words.split(' ').any(|one| one == word)
}

/// How many bytes the characters take that `text` begins with and `belongs` accepts.
fn run(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|character| !belongs(character)).unwrap_or(text.len())
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

fn is_path(character: char) -> bool {
    is_word(character) || matches!(character, '.' | '-')
}
