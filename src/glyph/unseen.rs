//! Characters that nobody sees, and where they are ordinary all the same: in emoji, and in scripts that need them.

use icu_properties::props::{DefaultIgnorableCodePoint, Emoji, GeneralCategory, PrependedConcatenationMark, Script};
use icu_properties::{CodePointMapData, CodePointSetData};

use super::order::{OVERRIDES, is_from_right};

/// Where a word may be broken.
pub(super) const SOFT_HYPHEN: char = '\u{ad}';
/// The braille pattern without a dot: a symbol to Unicode, a blank to the eye.
const BRAILLE_BLANK: char = '\u{2800}';
const NON_JOINER: char = '\u{200c}';
const JOINER: char = '\u{200d}';
const GRAPHEME_JOINER: char = '\u{34f}';
const KEYCAP: char = '\u{20e3}';
const BLACK_FLAG: char = '\u{1f3f4}';
const END_OF_TAGS: char = '\u{e007f}';

/// Whether `character` is none that people see, though programs do: what Unicode says is not to be shown, and marks
/// that only give form to other text.
pub(crate) fn is_unseen(character: char) -> bool {
    if character < GRAPHEME_JOINER {
        return character == SOFT_HYPHEN;
    }
    character == BRAILLE_BLANK
        || CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(character)
        || is_format(character)
}

/// Whether `character` gives form to others and has none of its own.
fn is_format(character: char) -> bool {
    CodePointMapData::<GeneralCategory>::new().get(character) == GeneralCategory::Format
        && !CodePointSetData::new::<PrependedConcatenationMark>().contains(character)
        && script(character) != Script::EgyptianHieroglyphs
}

fn script(character: char) -> Script {
    CodePointMapData::<Script>::new().get(character)
}

/// Every character of `text` that nobody sees and that does nothing ordinary there, with its byte.
pub(super) fn all(text: &str) -> Vec<(usize, char)> {
    if !text.chars().any(is_unseen) {
        return Vec::new();
    }
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    let mut around = Around::of(&characters);
    let mut found = Vec::new();
    for (number, &(at, character)) in characters.iter().enumerate() {
        let is_hidden = is_unseen(character);
        if is_hidden && !around.explains(number) {
            found.push((at, character));
        }
        around.pass(number);
    }
    found
}

/// What stands around a character.
struct Around<'t> {
    characters: &'t [(usize, char)],
    /// Whether some letters are read from the right.
    from_right: bool,
    /// Whether every mark that opens a direction is closed again.
    balanced: bool,
    /// The script of the last character that has one.
    script: Script,
    /// The byte up to which the tags of a flag go.
    flag_end: usize,
}

impl<'t> Around<'t> {
    fn of(characters: &'t [(usize, char)]) -> Around<'t> {
        let from_right = characters.iter().any(|&(_, character)| is_from_right(character));
        let balanced = from_right && are_closed(characters);
        Around { characters, from_right, balanced, script: Script::Common, flag_end: 0 }
    }

    fn get(&self, number: usize) -> Option<char> {
        self.characters.get(number).map(|&(_, character)| character)
    }

    /// Goes on to the next character.
    fn pass(&mut self, number: usize) {
        let Some(character) = self.get(number) else { return };
        if character == BLACK_FLAG {
            self.flag_end = number + self.tags_after(number);
        }
        let script = script(character);
        if script != Script::Inherited && !is_unseen(character) {
            self.script = script;
        }
    }

    /// How many tags make one flag of the one before them; none if they do not end as they should.
    fn tags_after(&self, flag: usize) -> usize {
        // The longest is that of a part of a country: two letters and three.
        const MOST: usize = 6;
        let tags = self.characters[flag + 1..].iter().take(MOST + 1).map(|&(_, tag)| tag);
        let length =
            tags.take_while(|tag| matches!(tag, '\u{e0030}'..='\u{e0039}' | '\u{e0061}'..='\u{e007a}')).count();
        if self.get(flag + 1 + length) == Some(END_OF_TAGS) { length + 1 } else { 0 }
    }

    /// Whether the character there, which nobody sees, does what it is made for.
    fn explains(&self, number: usize) -> bool {
        let Some(character) = self.get(number) else { return false };
        let before = number.checked_sub(1).and_then(|before| self.get(before));
        let after = self.get(number + 1);
        match character {
            JOINER if is_pictured(before) && is_pictured(after) => true,
            JOINER | NON_JOINER | '\u{200b}' => self.is_in_joining_script(),
            '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => self.varies(before, after),
            '\u{180b}'..='\u{180f}' => self.script == Script::Mongolian,
            '\u{17b4}' | '\u{17b5}' => self.script == Script::Khmer,
            '\u{115f}' | '\u{1160}' => is_jamo(before) || is_jamo(after),
            GRAPHEME_JOINER => is_accent(before) || is_accent(after),
            '\u{e0020}'..='\u{e007f}' => number <= self.flag_end && self.flag_end > 0,
            '\u{61c}' | '\u{200e}' | '\u{200f}' => self.from_right,
            '\u{202a}'..='\u{202c}' | '\u{2066}'..='\u{2069}' => self.balanced,
            _ => false,
        }
    }

    /// Whether a variation selector says how the character before it is to look.
    fn varies(&self, before: Option<char>, after: Option<char>) -> bool {
        before.is_some_and(|before| match before {
            '0'..='9' | '#' | '*' => after == Some(KEYCAP),
            _ if is_unseen(before) || before.is_whitespace() => false,
            _ => is_emoji(before) || !before.is_alphanumeric() || !is_plain_alphabet(self.script),
        })
    }

    /// Whether the letters here are of a script that joins its letters, or writes its words without blanks.
    fn is_in_joining_script(&self) -> bool {
        let joins_nothing = [Script::Common, Script::Hangul, Script::Han, Script::Hiragana, Script::Katakana];
        !is_plain_alphabet(self.script) && !joins_nothing.contains(&self.script)
    }
}

/// Whether a script is an alphabet whose letters stand alone.
fn is_plain_alphabet(script: Script) -> bool {
    [Script::Latin, Script::Greek, Script::Cyrillic, Script::Armenian, Script::Cherokee, Script::Common]
        .contains(&script)
}

fn is_emoji(character: char) -> bool {
    !character.is_ascii() && CodePointSetData::new::<Emoji>().contains(character)
}

/// Whether this is an emoji, or what ends one.
fn is_pictured(character: Option<char>) -> bool {
    character.is_some_and(|character| character == '\u{fe0f}' || is_emoji(character))
}

/// Whether this is a part of a Korean syllable and no filler.
fn is_jamo(character: Option<char>) -> bool {
    character.is_some_and(|character| matches!(character, '\u{1100}'..='\u{11ff}') && !is_unseen(character))
}

fn is_accent(character: Option<char>) -> bool {
    character.is_some_and(unicode_normalization::char::is_combining_mark)
        && character.is_some_and(|character| !is_unseen(character))
}

/// Whether every mark that opens a direction is closed, in its order, and none overrides the letters' own.
fn are_closed(characters: &[(usize, char)]) -> bool {
    let mut open = Vec::new();
    let marks = characters.iter().map(|&(_, character)| character);
    for mark in marks {
        let closes = match mark {
            '\u{202a}' | '\u{202b}' | '\u{2066}'..='\u{2068}' => {
                open.push(mark < '\u{2066}');
                continue;
            }
            '\u{202c}' => true,
            '\u{2069}' => false,
            _ if OVERRIDES.contains(&mark) => return false,
            _ => continue,
        };
        if open.pop() != Some(closes) {
            return false;
        }
    }
    open.is_empty()
}
