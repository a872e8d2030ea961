//! What a text looks like to people, where that is not what programs read: characters that nobody sees, letters of
//! another alphabet that look like Latin ones, and text that is shown in another order than it is written in.
//!
//! Every front end asks here, so that all of them see through the same and say the same. The lists are Unicode's own.

mod alike;
mod order;
mod unseen;

use std::borrow::Cow;
use std::ops::Range;

use crate::finding::Severity;

pub(crate) use self::unseen::is_unseen;

/// Something in a text that people read otherwise than programs do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Deceit {
    /// The bytes that it takes.
    pub(crate) at: Range<usize>,
    kind: Kind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    /// Nobody sees it.
    Unseen(char),
    /// A place where a word may be broken at the end of a line, as word processors leave them in what is copied.
    SoftHyphen,
    /// A blank that programs take for something else.
    Blank(char),
    /// A letter of another alphabet in a word of Latin ones, and the letter that it looks like.
    Alike(char, char),
}

impl Deceit {
    /// The second half of its rule, after the pack of the front end.
    pub(crate) fn rule(&self) -> &'static str {
        match self.kind {
            Kind::Unseen(_) | Kind::SoftHyphen | Kind::Blank(_) => "invisible-character",
            Kind::Alike(..) => "look-alike-letter",
        }
    }

    /// Whether it is seen, and taken for another letter.
    pub(crate) fn is_alike(&self) -> bool {
        matches!(self.kind, Kind::Alike(..))
    }

    /// How bad it is: soft hyphens come with ordinary copy, all else is typed by nobody.
    pub(crate) fn severity(&self) -> Severity {
        match self.kind {
            Kind::Unseen(_) | Kind::Blank(_) | Kind::Alike(..) => Severity::Error,
            Kind::SoftHyphen => Severity::Warning,
        }
    }

    /// What is wrong.
    pub(crate) fn message(&self) -> String {
        match self.kind {
            Kind::Unseen(character) => {
                format!("an invisible character, `{}`, stands here", code_point(character))
            }
            Kind::SoftHyphen => {
                format!("an invisible character, `{}`, a soft hyphen, stands here", code_point('\u{ad}'))
            }
            Kind::Blank(character) => format!("an unusual blank, `{}`, stands here", code_point(character)),
            Kind::Alike(letter, like) => {
                format!("`{letter}` looks like `{like}` and is another letter, `{}`", code_point(letter))
            }
        }
    }

    /// The way out.
    pub(crate) fn help(&self) -> &'static str {
        match self.kind {
            Kind::Unseen(_) => "type the word again, without copying it",
            Kind::SoftHyphen => "type the word again, without copying it; mail programs break lines by themselves",
            Kind::Blank(_) => "type a plain blank",
            Kind::Alike(..) => "type the word again, in letters of one alphabet",
        }
    }
}

/// How people write the number of a character, as in `U+200B`.
pub(crate) fn code_point(character: char) -> String {
    format!("U+{:04X}", u32::from(character))
}

/// The first of each kind of deceit in `text`, by place: a text is typed again as a whole.
pub(crate) fn deceits(text: &str) -> Vec<Deceit> {
    if text.is_ascii() {
        return Vec::new();
    }
    let unseen = unseen::all(text);
    let worst = unseen.iter().find(|(_, hidden)| *hidden != unseen::SOFT_HYPHEN).or(unseen.first());
    let unseen = worst.map(|&(at, hidden)| Deceit {
        at: at..at + hidden.len_utf8(),
        kind: if hidden == unseen::SOFT_HYPHEN { Kind::SoftHyphen } else { Kind::Unseen(hidden) },
    });
    let alike = alike::all(text).into_iter().next();
    let alike =
        alike.map(|(at, letter, like)| Deceit { at: at..at + letter.len_utf8(), kind: Kind::Alike(letter, like) });
    let mut deceits: Vec<_> = unseen.into_iter().chain(alike).collect();
    deceits.sort_by_key(|deceit| deceit.at.start);
    deceits
}

/// What is wrong with a character by itself, where it stands outside of any text.
pub(crate) fn alone(character: char) -> Option<Deceit> {
    let kind = if is_unseen(character) {
        Kind::Unseen(character)
    } else if character.is_whitespace() {
        Kind::Blank(character)
    } else {
        return None;
    };
    Some(Deceit { at: 0..character.len_utf8(), kind })
}

/// The text as people read it: in the order in which it is shown, without what nobody sees, in Latin letters where
/// others only look like them.
pub(crate) fn as_seen(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return text.into();
    }
    let shown = order::as_shown(text);
    let unseen = unseen::all(&shown);
    let visible = if unseen.is_empty() { shown } else { without(&shown, &unseen).into() };
    let alike = alike::all(&visible);
    if alike.is_empty() { visible } else { alike::in_latin(&visible, &alike).into() }
}

/// `text` without the characters that stand at these bytes.
fn without(text: &str, unseen: &[(usize, char)]) -> String {
    let mut left = String::with_capacity(text.len());
    let mut from = 0;
    for &(at, hidden) in unseen {
        left.push_str(&text[from..at]);
        from = at + hidden.len_utf8();
    }
    left.push_str(&text[from..]);
    left
}

#[cfg(test)]
mod tests;
