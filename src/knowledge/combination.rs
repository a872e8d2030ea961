//! Signals that are innocent alone and telling together.

use crate::data::{Faults, Fields, Reader};
use crate::finding::Text;

use super::context::Context;
use super::lexicon::{self, Lexicon, Limits, Scratch, Writer, alone};
use super::vocabulary::{Kinds, strength};
use super::{Combination, Kind, Member};

/// All combinations, and the words for their members.
#[derive(Debug, Default)]
pub(super) struct Combinations {
    all: Vec<Combination>,
    members: Vec<Member>,
    lexicon: Lexicon,
}

/// Fills the combinations, file by file.
#[derive(Debug, Default)]
pub(super) struct CombinationsWriter {
    done: Combinations,
    words: Writer,
}

const KEYS: [&str; 7] = ["id", "reveals", "strength", "in", "at_least", "of", "source"];
/// How many members one combination may have: they are counted in the bits of a number.
const MOST: usize = 64;

impl Combinations {
    /// All of them.
    pub(super) fn all(&self) -> &[Combination] {
        &self.all
    }

    /// The members that `phrase` names.
    pub(super) fn members(&self, kind: Kind, phrase: &str, scratch: &mut Scratch) -> Vec<Member> {
        if !self.all.iter().any(|combination| combination.counts_for(kind)) {
            return Vec::new();
        }
        self.lexicon.meet(phrase, alone(), scratch);
        let mut named = self.met(scratch);
        named.retain(|member| self.all[member.combination as usize].counts_for(kind));
        named
    }

    /// The members that `phrase` names, whatever kind of signal it is.
    pub(super) fn named(&self, phrase: &str) -> Vec<Member> {
        let mut scratch = Scratch::default();
        self.lexicon.meet(phrase, alone(), &mut scratch);
        self.met(&scratch)
    }

    /// The words for members, as they are written.
    pub(super) fn terms(&self) -> impl Iterator<Item = &str> {
        self.lexicon.terms().map(|(term, _)| term)
    }

    fn met(&self, scratch: &Scratch) -> Vec<Member> {
        let named = scratch.counting().map(|candidate| self.members[self.lexicon.entry(candidate.term) as usize]);
        let mut named: Vec<_> = named.collect();
        named.sort_unstable();
        named.dedup();
        named
    }
}

impl Combination {
    /// Whether signals of that kind count.
    pub(crate) fn counts_for(&self, kind: Kind) -> bool {
        self.kinds.is_empty() || self.kinds.contains(&kind)
    }
}

impl CombinationsWriter {
    /// Reads one file of combinations; `file` is its number.
    pub(super) fn load(&mut self, file: usize, combinations: Reader, context: &Context) {
        for item in combinations.list() {
            let Some(fields) = item.fields(&KEYS) else { continue };
            if let Some(combination) = self.combination(file, fields, context) {
                self.done.all.push(combination);
            }
        }
    }

    /// The finished combinations.
    pub(super) fn finish(mut self, limits: Limits, faults: &[Faults]) -> Combinations {
        self.done.lexicon = self.words.finish(limits, faults);
        self.done
    }

    fn combination(&mut self, file: usize, fields: Fields, context: &Context) -> Option<Combination> {
        let source = fields.need("source").and_then(|source| context.citations.read(source));
        let category = fields.need("reveals").and_then(|name| context.taxonomy.read_one(name));
        let (strength, at_least) = (strength(fields), fields.need("at_least"));
        let of = fields.need("of")?;
        let members: Vec<_> = of.list().take(MOST + 1).filter_map(|member| member.fields(&member_keys())).collect();
        let at_least = usize::try_from(at_least?.integer()?).unwrap_or(usize::MAX);
        if members.len() > MOST {
            of.fault("too-many", "a combination has 64 members at most");
            return None;
        }
        if at_least > members.len() || at_least < 2 {
            fields
                .get("at_least")?
                .fault("never-matches", "this must be 2 at least, and no more than there are members");
            return None;
        }
        let (category, strength) = (category?, strength?);
        let combination = self.done.all.len() as u16;
        let names = members.into_iter().zip(0..).filter_map(|(fields, member)| {
            let name = fields.need("name")?.said()?;
            self.words.entry(self.done.members.len() as u32, file, fields);
            self.done.members.push(Member { combination, member });
            Some(Text::from(name))
        });
        let members = names.collect();
        let kinds = fields.get("in").map_or(Kinds::ALL, Kinds::read);
        Some(Combination { category, strength, at_least, members, kinds: kinds.listed(), source })
    }
}

fn member_keys() -> Vec<&'static str> {
    ["name"].into_iter().chain(lexicon::KEYS).collect()
}
