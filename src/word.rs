//! Closed sets of words: enums whose every value has one word in a language of ours.

/// An enum whose every value has one word that people type and read.
pub trait Word: Copy + Sized + 'static {
    /// Every value, in the order people list them.
    const ALL: &'static [Self];

    /// The word for it.
    fn word(self) -> &'static str;

    /// What it means, in a few words; empty where the word says enough.
    fn about(self) -> &'static str {
        ""
    }

    /// The value that `word` stands for.
    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.word() == word)
    }
}

/// The words for some values of a closed set.
pub(crate) fn words_of<W: Word>(values: &[W]) -> impl Iterator<Item = &'static str> {
    values.iter().map(|value| value.word())
}

/// Declares enums that know their words. There are twenty sets of this shape, and a function cannot make an enum.
macro_rules! words {
    ($($(#[$doc:meta])+ $vis:vis $name:ident { $($value:ident = $word:literal $(: $about:literal)?,)+ })+) => {$(
        $(#[$doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $name {
            $(#[doc = concat!("`", $word, "`" $(, ": ", $about)?)] $value,)+
        }

        impl $crate::word::Word for $name {
            const ALL: &'static [Self] = &[$($name::$value,)+];

            fn word(self) -> &'static str {
                match self {
                    $($name::$value => $word,)+
                }
            }

            fn about(self) -> &'static str {
                match self {
                    $($name::$value => concat!($($about)?),)+
                }
            }
        }
    )+};
}

pub(crate) use words;
