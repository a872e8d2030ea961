//! Rule files to start from: they pass `qualm test` as they stand.

use crate::finding::Effect;
use crate::knowledge::Knowledge;
use crate::rule::WhenKey;
use crate::rule::key::Placeholder;
use crate::word::Word;

/// A file to be written: where, below the folder of all packs, and what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its path, with slashes.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// A rule called `pack/name`.
pub fn rule(pack: &str, name: &str) -> File {
    let id = format!("{pack}/{name}");
    let keys: Vec<_> = WhenKey::ALL.iter().map(|&key| comment(key.word(), key.about())).collect();
    let effects: Vec<_> = Effect::ALL.iter().map(|&effect| comment(effect.word(), effect.asks())).collect();
    let placeholders: Vec<_> = Placeholder::ALL.iter().map(|known| format!("{{{}}}", known.word())).collect();
    let text = include_str!("skeleton/rule.yaml")
        .replace("<id>", &id)
        .replace("<title>", &title(name))
        .replace("<keys>", &keys.join("\n"))
        .replace("<effects>", &effects.join("\n"))
        .replace("<placeholders>", &placeholders.join(" "));
    File { path: format!("{id}.yaml"), text }
}

/// What the rules of a pack have in common.
pub(crate) fn pack(pack: &str) -> File {
    let text = include_str!("skeleton/pack.yaml").replace("<pack>", pack).replace("<pack-title>", &title(pack));
    File { path: format!("{pack}/pack.yaml"), text }
}

/// A whole pack: a category of its own, words that reveal it, and a rule about it.
pub fn whole_pack(id: &str, knowledge: &Knowledge) -> Vec<File> {
    let family = family(id, knowledge);
    let filled = |path: &str, text: &str| File {
        path: format!("{id}/{path}"),
        text: text.replace("<family>", &family).replace("<pack>", id).replace("<pack-title>", &title(id)),
    };
    vec![
        pack(id),
        filled("categories.yaml", include_str!("skeleton/categories.yaml")),
        filled("vocabulary/moving-house.yaml", include_str!("skeleton/words.yaml")),
        filled("moving-house.yaml", include_str!("skeleton/own-rule.yaml")),
    ]
}

/// The category that a pack's own ones lie below.
fn family(pack: &str, knowledge: &Knowledge) -> String {
    let family = pack.replace('-', "_");
    if knowledge.taxonomy().find(&family).is_none() { family } else { format!("{family}_own") }
}

/// `no-late-night` as `No late night`
fn title(name: &str) -> String {
    let words = name.replace('-', " ");
    let mut letters = words.trim().chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

fn comment(word: &str, about: &str) -> String {
    format!("#   {word:14} {about}")
}
