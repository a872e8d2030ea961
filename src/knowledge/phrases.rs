//! Finds phrases in text: whole words, in time that grows with the text alone.
//!
//! Every word that a phrase uses has a number; a tree over these numbers holds the phrases. Most words of a text have no
//! number, which ends the search for them at once.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::hash::{START, hash, step};

use super::words::{each_word, ends_sentence, fold, stem};

/// A set of phrases; each ends in a state of its own.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    words: Numbers,
    /// The words written with a `*`, without it.
    prefixes: Numbers,
    /// A bit for each word and each prefix: most words of a text, and most beginnings of words, need no look-up.
    known_words: Filter,
    known_prefixes: Filter,
    /// For each word, the state that phrases starting with it are in after it.
    first: Vec<u32>,
    /// State and word → next state.
    next: Numbers,
    states: u32,
}

/// Phrases as the hashes of their words. Any thread can spell some; one thread puts all into a set.
#[derive(Debug, Default)]
pub(super) struct Spelled {
    words: Vec<u64>,
    phrases: Vec<Spelling>,
    folded: Vec<u8>,
}

/// A phrase: its last word, counted from 1, and whether a `*` completes it.
#[derive(Debug, Clone, Copy)]
struct Spelling {
    end: u32,
    open: bool,
}

/// A text that is split into words, reused from text to text.
#[derive(Debug, Default)]
pub(super) struct Reading {
    words: Vec<Seen>,
    numbers: Vec<u32>,
    folded: Vec<u8>,
    stack: Vec<(u32, usize)>,
}

/// A phrase found: its first and last word, and the state it ends in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) state: u32,
}

type Numbers = HashMap<u64, u32, BuildHasherDefault<Mix>>;

/// A word of the text: where it is, which numbers it has, and in which sentence it stands.
#[derive(Debug)]
struct Seen {
    start: u32,
    end: u32,
    numbers: u32,
    sentence: u32,
}

/// How many words a phrase may have. It bounds what one word of a text can cost, and how far a phrase can reach.
pub(super) const MOST_WORDS: u32 = 32;

/// What became of a phrase that was to be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spelt {
    /// It was added.
    Phrase,
    /// It has no words.
    Empty,
    /// It has more than [`MOST_WORDS`].
    TooLong,
}

impl Spelled {
    /// Adds a phrase, unless it has no words or too many. A trailing `*` completes its last word.
    pub(super) fn add(&mut self, phrase: &str) -> Spelt {
        let phrase = phrase.trim();
        let (text, open) = match phrase.strip_suffix('*') {
            Some(text) => (text, true),
            None => (phrase, false),
        };
        let start = self.words.len();
        self.spell(text);
        // A beginning has no plural ending, whatever its last letters are.
        if let (true, Some(word)) = (open, self.words[start..].last_mut()) {
            *word = hash(&self.folded);
        }
        match self.words.len() - start {
            0 => Spelt::Empty,
            words if words > MOST_WORDS as usize => {
                self.words.truncate(start);
                Spelt::TooLong
            }
            _ => {
                self.phrases.push(Spelling { end: self.words.len() as u32, open });
                Spelt::Phrase
            }
        }
    }

    /// Makes room for other lists.
    pub(super) fn reserve<'s>(&mut self, others: impl Iterator<Item = &'s Spelled> + Clone) {
        self.words.reserve(others.clone().map(|other| other.words.len()).sum());
        self.phrases.reserve(others.map(|other| other.phrases.len()).sum());
    }

    /// Adds all phrases of another list after those of this one.
    pub(super) fn append(&mut self, other: Spelled) {
        let before = self.words.len() as u32;
        self.words.extend(other.words);
        self.phrases.extend(other.phrases.iter().map(|phrase| Spelling { end: phrase.end + before, ..*phrase }));
    }

    /// Adds the words of a text; the last one stays in `folded`.
    fn spell(&mut self, text: &str) {
        let Spelled { words, folded, .. } = self;
        // Most terms are written as they are folded.
        if text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b' ') {
            let plain = text.split(' ').filter(|word| !word.is_empty());
            words.extend(plain.map(|word| hash_of_stem(word.as_bytes())));
            folded.clear();
            folded.extend_from_slice(text.trim_end().rsplit(' ').next().unwrap_or_default().as_bytes());
            return;
        }
        each_word(text, |range| {
            folded.clear();
            fold(&text[range], folded);
            words.push(hash_of_stem(folded));
        });
    }
}

impl Phrases {
    /// The set of all these phrases; tells `state` which state each ends in, in their order.
    pub(super) fn of(spelled: &Spelled, mut state: impl FnMut(u32)) -> Phrases {
        let mut set = Phrases::default();
        // Two words in three are met again, and most phrases share their beginning with no other.
        set.words.reserve(spelled.words.len() / 3);
        set.next.reserve(spelled.words.len() / 2);
        let mut start = 0;
        for &Spelling { end, open } in &spelled.phrases {
            state(set.insert(&spelled.words[start..end as usize], open));
            start = end as usize;
        }
        set
    }

    fn insert(&mut self, words: &[u64], open: bool) -> u32 {
        let mut state = 0;
        for (number, &hash) in words.iter().enumerate() {
            let word = self.word(hash, open && number + 1 == words.len());
            state = self.step(state, word);
        }
        state
    }

    /// Calls `found` for each phrase in `text`, by place.
    pub(super) fn scan(&self, text: &str, reading: &mut Reading, mut found: impl FnMut(Found)) {
        self.read(text, reading);
        let Reading { words, numbers, stack, .. } = reading;
        let of = |at: usize| {
            let start = if at == 0 { 0 } else { words[at - 1].numbers as usize };
            &numbers[start..words[at].numbers as usize]
        };
        for first in 0..words.len() {
            stack.extend(of(first).iter().map(|&word| (self.first[word as usize], first)));
            while let Some((state, last)) = stack.pop() {
                if state == 0 {
                    continue;
                }
                found(Found { first: first as u32, last: last as u32, state });
                if last + 1 < words.len() {
                    stack.extend(of(last + 1).iter().map(|&word| (self.after(state, word), last + 1)));
                }
            }
        }
    }

    fn word(&mut self, hash: u64, open: bool) -> u32 {
        let new = self.first.len() as u32;
        let (known, numbers) = if open {
            (&mut self.known_prefixes, &mut self.prefixes)
        } else {
            (&mut self.known_words, &mut self.words)
        };
        known.set(hash);
        let number = *numbers.entry(hash).or_insert(new);
        if number == new {
            self.first.push(0);
        }
        number
    }

    fn step(&mut self, state: u32, word: u32) -> u32 {
        let new = self.states + 1;
        let next = if state == 0 {
            let first = &mut self.first[word as usize];
            if *first == 0 {
                *first = new;
            }
            *first
        } else {
            *self.next.entry(key(state, word)).or_insert(new)
        };
        self.states = self.states.max(next);
        next
    }

    fn after(&self, state: u32, word: u32) -> u32 {
        self.next.get(&key(state, word)).copied().unwrap_or(0)
    }

    fn read(&self, text: &str, reading: &mut Reading) {
        let Reading { words, numbers, folded, .. } = reading;
        words.clear();
        numbers.clear();
        let (mut sentence, mut before) = (0, 0..0);
        each_word(text, |range| {
            folded.clear();
            fold(&text[range.clone()], folded);
            self.number(folded, numbers);
            sentence += u32::from(ends_sentence(&text[before.clone()], &text[before.end..range.start]));
            before = range.clone();
            let (start, end, numbers) = (range.start as u32, range.end as u32, numbers.len() as u32);
            words.push(Seen { start, end, numbers, sentence });
        });
    }

    /// Adds the numbers of a folded word: its own, and those of its beginnings.
    fn number(&self, folded: &[u8], numbers: &mut Vec<u32>) {
        let (length, added) = stem(folded);
        let mut hash = START;
        let mut stem_hash = START;
        for (at, &byte) in folded.iter().enumerate() {
            hash = step(hash, byte);
            if at + 1 == length {
                stem_hash = hash;
            }
            if self.known_prefixes.has(hash) {
                numbers.extend(self.prefixes.get(&hash));
            }
        }
        let stem_hash = added.map_or(stem_hash, |byte| step(stem_hash, byte));
        if self.known_words.has(stem_hash) {
            numbers.extend(self.words.get(&stem_hash));
        }
    }
}

impl Reading {
    /// How many words the text read last has.
    pub(super) fn count(&self) -> usize {
        self.words.len()
    }

    /// The word that has a byte of the text read last, or else the one after it.
    pub(super) fn word_at(&self, byte: usize) -> u32 {
        let after = self.words.partition_point(|word| word.end as usize <= byte);
        after.min(self.words.len().saturating_sub(1)) as u32
    }

    /// Whether a word of the text read last stands in the sentence after that of another, and that one asks.
    pub(super) fn answers(&self, text: &str, word: u32, asking: u32) -> bool {
        let (sentence, asked) = (self.words[word as usize].sentence, self.words[asking as usize].sentence);
        let first = self.words.partition_point(|word| word.sentence <= asked);
        sentence == asked + 1
            && text[self.words[first - 1].end as usize..self.words[first].start as usize].contains('?')
    }

    /// Whether two words of the text read last stand in one sentence.
    pub(super) fn in_one_sentence(&self, one: u32, other: u32) -> bool {
        self.words[one as usize].sentence == self.words[other as usize].sentence
    }

    /// The bytes from one word to another of the text read last.
    pub(super) fn bytes(&self, first: u32, last: u32) -> std::ops::Range<usize> {
        self.words[first as usize].start as usize..self.words[last as usize].end as usize
    }
}

fn key(state: u32, word: u32) -> u64 {
    u64::from(state) << 32 | u64::from(word)
}

fn hash_of_stem(folded: &[u8]) -> u64 {
    let (length, added) = stem(folded);
    let hash = hash(&folded[..length]);
    added.map_or(hash, |byte| step(hash, byte))
}

/// A set of hashes that may say yes once too often, and never no.
#[derive(Debug)]
struct Filter(Vec<u64>);

impl Default for Filter {
    fn default() -> Filter {
        Filter(vec![0; 4096])
    }
}

impl Filter {
    fn set(&mut self, hash: u64) {
        let (word, bit) = Filter::place(hash);
        self.0[word] |= bit;
    }

    fn has(&self, hash: u64) -> bool {
        let (word, bit) = Filter::place(hash);
        self.0[word] & bit != 0
    }

    fn place(hash: u64) -> (usize, u64) {
        let bits = (hash ^ hash >> 32) & 0x3_ffff;
        ((bits >> 6) as usize, 1 << (bits & 63))
    }
}

/// A hasher for numbers that are hashes already, or small.
#[derive(Debug, Default)]
struct Mix(u64);

impl Hasher for Mix {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = hash(bytes);
    }

    fn write_u64(&mut self, number: u64) {
        let mixed = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = mixed ^ mixed >> 32;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(phrases: &[&str], text: &str, want: &[&str]) {
        let (mut spelled, mut states) = (Spelled::default(), Vec::new());
        for phrase in phrases {
            assert!(matches!(spelled.add(phrase), Spelt::Phrase | Spelt::Empty));
        }
        let set = Phrases::of(&spelled, |state| states.push(state));
        let (mut reading, mut found) = (Reading::default(), Vec::new());
        set.scan(text, &mut reading, |one| {
            if states.contains(&one.state) {
                found.push(one);
            }
        });
        let found: Vec<_> = found.iter().map(|one| &text[reading.bytes(one.first, one.last)]).collect();
        assert_eq!(found, want, "{text:?}");
    }

    #[test]
    fn whole_words_only() {
        check(&["hiv"], "archiving HIV archives", &["HIV"]);
        check(
            &["pregnancy test"],
            "PregnancyTests, pregnancy-test; test pregnancy",
            &["PregnancyTests", "pregnancy-test"],
        );
        check(&["a b c", "b"], "a b a b c", &["b", "a b c", "b"]);
    }

    #[test]
    fn stars_complete_the_last_word() {
        check(
            &["prenatal vitamin*", "schwanger*"],
            "Schwangerschaft prenatal vitamina vitamin",
            &["Schwangerschaft", "prenatal vitamina"],
        );
        check(&["vitamin*", "vitamin"], "Vitamins", &["Vitamins", "Vitamins"]);
        check(&["*", " "], "anything", &[]);
    }
}
