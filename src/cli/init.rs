//! `qualm init`: writes a first configuration, and says what there is to lint.

use std::collections::BTreeMap;
use std::env;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use crate::error::Error;
use crate::front::Kind;
use crate::project::{self, Input, Project, Request};
use crate::prose::{all_of, some};
use crate::report::visible;
use crate::world::{self, Checkout, Trust, shown};

use super::args::Init;

const TEMPLATE: &str = include_str!("init.yaml");

/// Writes a commented configuration into the folder at hand, unless there is one.
pub(super) fn init(args: &Init) -> Result<u8, Error> {
    let folder = args.folder.as_deref().unwrap_or(Path::new("."));
    let path = folder.join(project::NAME);
    let above = env::current_dir().ok().and_then(|here| project::above(here.join(folder).parent()?));
    let checkout = Checkout::of(args.trusting.trust(), [folder]);
    let inputs = found(folder, &checkout);
    let text = TEMPLATE.replace("{include}", &include(&inputs)).replace("{extends}", &shared(folder));
    world::create(&checkout, &path, text.as_bytes())?;
    let mut said = format!("wrote {}\n{}", shown(&path), summary(&inputs));
    if let Some(above) = above {
        let _ = writeln!(said, "note: {} counts no longer below this folder", shown(&above));
    }
    said += "next: `qualm check`; where it finds much that is old, `qualm baseline`\n";
    let text: String = said.lines().map(|line| visible(line).into_owned() + "\n").collect();
    let _ = io::stdout().write_all(text.as_bytes());
    Ok(0)
}

/// The folders right here that hold a configuration to extend; an example where there is none.
fn shared(folder: &Path) -> String {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let holds = entries.filter(|entry| entry.path().join(project::NAME).is_file());
    let mut names: Vec<String> = holds.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.retain(|name| name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')));
    names.sort();
    if names.is_empty() {
        return "  # - ./privacy/rules".to_owned();
    }
    names.iter().map(|name| format!("  - ./{name}")).collect::<Vec<_>>().join("\n")
}

/// Everything below a folder that would be read.
fn found(folder: &Path, checkout: &Checkout) -> Vec<Input> {
    let request = Request::of(vec![folder.to_path_buf()], Trust::Withheld);
    project::find_files(&request, &Project::none(checkout.clone())).inputs
}

/// How much there is, by folder.
fn summary(inputs: &[Input]) -> String {
    if inputs.is_empty() {
        return "found nothing to lint yet: campaigns stand in *.campaign files, lists of segments in *.csv and *.tsv\n"
            .to_owned();
    }
    let mut by_folder: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for input in inputs {
        let folder = input.path.rsplit_once('/').map_or(".", |(folder, _)| folder);
        let (campaigns, lists) = by_folder.entry(folder).or_default();
        match input.kind {
            Kind::Campaign => *campaigns += 1,
            Kind::List(_) => *lists += 1,
        }
    }
    let line = |(folder, (campaigns, lists)): (&str, (usize, usize))| {
        let kinds = [(campaigns, "campaign file"), (lists, "list")];
        let found = kinds.into_iter().filter(|&(count, _)| count > 0).map(|(count, word)| some(count, word));
        format!("found {} in {folder}\n", all_of(found))
    };
    by_folder.into_iter().map(line).collect()
}

/// The key `include`, for the folders at the top that hold something.
fn include(inputs: &[Input]) -> String {
    let mut tops: Vec<&str> = inputs.iter().filter_map(|input| Some(input.path.split_once('/')?.0)).collect();
    tops.sort_unstable();
    tops.dedup();
    let all_in_folders = inputs.iter().all(|input| input.path.contains('/'));
    let is_plain = |top: &&str| top.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    if tops.is_empty() || !all_in_folders || !tops.iter().all(is_plain) {
        return "# include: [\"campaigns/**\", \"segments/**\"]".to_owned();
    }
    let globs: Vec<_> = tops.iter().map(|top| format!("\"{top}/**\"")).collect();
    format!("# include: [{}]", globs.join(", "))
}
