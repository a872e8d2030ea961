//! What a record of consent and a waiver must say to count: `records.yaml`.

use crate::ast::Duration;
use crate::data::{Fields, Reader};

use super::lexicon::folded;

/// What a record of consent must say, and a waiver.
#[derive(Debug, Clone, Default)]
pub(crate) struct Records {
    /// How many words the wording of a consent has at least.
    consent_words: usize,
    /// How many special families of categories one consent is to at most.
    families: Option<usize>,
    /// How long a waiver counts at most, from the day of the run.
    longest: Option<Duration>,
    /// How many words its reason has at least.
    reason_words: usize,
    /// Words that name nobody.
    nobody: Vec<Vec<u8>>,
}

impl Records {
    /// Reads one file of entries.
    pub(super) fn load(&mut self, entries: Reader) {
        for item in entries.list() {
            let Some(fields) = item.fields(&["consent", "waiver"]) else { continue };
            if let Some(consent) = fields.get("consent").and_then(|consent| consent.fields(&["words", "families"])) {
                self.consent_words = number(consent, "words").unwrap_or(self.consent_words);
                self.families = number(consent, "families").or(self.families);
            }
            if let Some(waiver) = fields.get("waiver").and_then(|waiver| waiver.fields(&["longest", "words", "nobody"]))
            {
                self.longest = waiver.get("longest").and_then(Reader::duration).or(self.longest);
                self.reason_words = number(waiver, "words").unwrap_or(self.reason_words);
                let nobody = waiver.get("nobody").into_iter().flat_map(Reader::items);
                self.nobody.extend(nobody.filter_map(Reader::said).map(folded));
            }
        }
    }

    /// Whether the wording of a consent says what people agree to.
    pub(crate) fn says_consent(&self, wording: &str) -> bool {
        self.consent_words <= words(wording)
    }

    /// Whether consent to so many special families of categories at once is consent to anything.
    pub(crate) fn is_bundle(&self, families: usize) -> bool {
        self.families.is_some_and(|most| most < families)
    }

    /// How long a waiver counts at most, where nobody has said otherwise.
    pub(crate) fn longest_waiver(&self) -> Option<Duration> {
        self.longest
    }

    /// Whether a waiver's reason is one.
    pub(crate) fn is_reason(&self, because: &str) -> bool {
        self.reason_words <= words(because)
    }

    /// Whether a name or an address can be somebody's.
    pub(crate) fn is_somebody(&self, by: &str) -> bool {
        0 < words(by) && !self.nobody.contains(&folded(by))
    }
}

fn number(fields: Fields, key: &str) -> Option<usize> {
    fields.get(key).and_then(Reader::integer).and_then(|number| number.try_into().ok())
}

/// How many words a text has that are more than a letter.
fn words(text: &str) -> usize {
    // From here on come scripts that put no blanks between words.
    const WITHOUT_BLANKS: char = '\u{2e80}';
    let unspaced = text.chars().filter(|&c| c.is_alphabetic() && WITHOUT_BLANKS <= c).count();
    let is_letter = |c: char| c.is_alphabetic() && c < WITHOUT_BLANKS;
    let spaced = text.split(|c| !is_letter(c)).filter(|word| 1 < word.chars().count()).count();
    spaced + unspaced
}

#[cfg(test)]
mod tests {
    use crate::knowledge::Knowledge;

    #[test]
    fn words_people_and_reasons() {
        let knowledge = Knowledge::shipped();
        let records = knowledge.records();
        for (wording, want) in [
            ("Send me offers for my baby", true),
            ("私の健康について送ってください", true),
            (".", false),
            ("", false),
            ("Agreed", false),
            ("x y z . -", false),
            ("I agree", false),
        ] {
            assert_eq!(records.says_consent(wording), want, "{wording}");
        }
        for (by, want) in [
            ("privacy@northshop.example", true),
            ("Jo", true),
            ("Legal team", true),
            (".", false),
            ("-", false),
            ("n/a", false),
            ("123", false),
            ("Nobody", false),
            ("x", false),
        ] {
            assert_eq!(records.is_somebody(by), want, "{by}");
        }
        assert!(records.is_reason("book fair") && !records.is_reason("."));
        assert!(records.is_bundle(3) && !records.is_bundle(2));
    }
}
