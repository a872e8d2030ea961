//! `qualm new`: writes rule files to start from, and never over what is there.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::lint;
use crate::rule::{is_id_word, is_rule_id};
use crate::view::skeleton::{self, File};
use crate::world::{self, Checkout, shown};

use super::args::{New, Place, What};
use super::output::answered;

/// Writes the files, says which and what to do next.
pub(super) fn new(args: &New) -> Result<u8, Error> {
    let (files, place, pack) = match &args.what {
        What::Rule { id, place } => (rule(id, place)?, place, id.split('/').next().unwrap_or_default()),
        What::Pack { id, place } => (pack(id)?, place, id.as_str()),
    };
    let folder = place.folder.clone().unwrap_or_else(usual_folder);
    let files: Vec<_> = files.into_iter().map(|File { path, text }| (folder.join(path), text)).collect();
    // Where one is there already, none is written.
    if let Some((path, _)) = files.iter().find(|(path, _)| path.symlink_metadata().is_ok()) {
        return Err(Error::Exists { path: shown(path) });
    }
    let checkout = Checkout::of(place.trusting.trust(), [folder.as_path()]);
    for (path, text) in &files {
        path.parent().map_or(Ok(()), |folder| world::make_folder(&checkout, folder))?;
        world::create(&checkout, path, text.as_bytes())?;
    }
    answered(tell(&files, &folder, pack))
}

/// The folder that teams keep their rules in, or else one of the plainest name.
fn usual_folder() -> PathBuf {
    let usual = Path::new("privacy/rules");
    if usual.is_dir() { usual.to_path_buf() } else { PathBuf::from("rules") }
}

/// The file of a rule, and its pack's where that is not there.
fn rule(id: &str, place: &Place) -> Result<Vec<File>, Error> {
    let (pack, name) = id.split_once('/').filter(|_| is_rule_id(id)).ok_or_else(|| Error::BadId {
        id: id.to_owned(),
        form: "`pack/what-is-wrong`, in small letters, digits and dashes",
        near: near(id, "acme/"),
    })?;
    let (_, rules) = lint::shipped();
    let folder = place.folder.clone().unwrap_or_else(usual_folder);
    let has_pack = folder.join(pack).join("pack.yaml").symlink_metadata().is_ok();
    if rules.has(id) {
        return Err(Error::Taken { what: "rule", id: id.to_owned() });
    }
    if !has_pack && rules.packs().any(|known| *known.id == *pack) {
        return Err(Error::Taken { what: "pack", id: pack.to_owned() });
    }
    let own_pack = (!has_pack).then(|| skeleton::pack(pack));
    Ok(own_pack.into_iter().chain([skeleton::rule(pack, name)]).collect())
}

fn pack(id: &str) -> Result<Vec<File>, Error> {
    if !is_id_word(id) {
        let form = "one word in small letters, digits and dashes";
        return Err(Error::BadId { id: id.to_owned(), form, near: near(id, "") });
    }
    let (knowledge, rules) = lint::shipped();
    if rules.packs().any(|known| *known.id == *id) {
        return Err(Error::Taken { what: "pack", id: id.to_owned() });
    }
    Ok(skeleton::whole_pack(id, knowledge))
}

/// The nearest right form of an id; `pack` stands before one that names none, and is empty where none is to be named.
fn near(id: &str, pack: &str) -> Option<String> {
    let id = id.trim().trim_matches('/');
    let id = id.strip_suffix(".yaml").unwrap_or(id);
    let near = match id.split_once('/') {
        Some((pack, name)) => format!("{}/{}", dashed(pack), dashed(name)),
        None => format!("{pack}{}", dashed(id)),
    };
    let near = if pack.is_empty() { dashed(&near) } else { near };
    (is_rule_id(&near) || is_id_word(&near)).then_some(near)
}

/// Words in small letters with single dashes between them.
fn dashed(text: &str) -> String {
    let text = text.to_lowercase();
    let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

fn tell(files: &[(PathBuf, String)], folder: &Path, pack: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for (path, _) in files {
        writeln!(out, "wrote {}", visible_path(path))?;
    }
    let (all, own) = (visible_path(folder), visible_path(&folder.join(pack)));
    writeln!(out, "\nnext")?;
    writeln!(out, "  change the rule to what yours is about, its examples first, and run `qualm test {own}`")?;
    writeln!(out, "  let your editor complete and explain its keys: `qualm schema rule > rule.schema.json`")?;
    let all = if folder.is_absolute() { all } else { format!("./{all}") };
    writeln!(out, "  let `qualm check` ask it, in qualm.yaml: `extends: [qualm:recommended, {all}]`")
}

fn visible_path(path: &Path) -> String {
    crate::report::visible(&shown(path)).into_owned()
}
