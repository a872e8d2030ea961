//! A project in any world: which of its files are read, and what is found in them. What git ignores is for the disk alone.

use std::io;
use std::path::{Path, PathBuf};

use crate::engine::Engine;
use crate::finding::{Finding, Text};
use crate::front::{Kind, list};
use crate::source::Sources;
use crate::world::{World, shown};

use super::input::{Input, Origin};
use super::read::{self, Campaigns};
use super::rows::judge_rows;
use super::unnamed::{is_list, kind_by_name};
use super::{Project, Root};

/// The files that are read of those in the folder of a project, as its configuration has it.
pub(super) fn of_project(files: Vec<PathBuf>, folder: &Path, project: &Project, root: &Root) -> Vec<Input> {
    let file = |path: PathBuf| {
        let inside = shown(path.strip_prefix(folder).ok()?);
        let kind = kind_by_name(Path::new(&inside))?;
        let input = Input { path: format!("{}{inside}", root.shown), origin: Origin::File(path), kind };
        project.config.wants(&inside).then_some(input)
    };
    files.into_iter().filter_map(file).collect()
}

/// The campaigns among them.
pub(super) fn campaigns_of(inputs: &[Input]) -> Vec<&Input> {
    inputs.iter().filter(|input| input.kind == Kind::Campaign).collect()
}

/// Judges all of it, and hands on what is found: in campaigns, then in each list. The campaigns' texts are added to
/// `sources`.
pub(super) fn judge_all(
    inputs: &[Input],
    world: &dyn World,
    sources: Sources,
    engine: &Engine,
    column: Option<&str>,
    mut tell: impl FnMut(&[Finding], &Sources),
) -> io::Result<()> {
    let Campaigns { files, faults, sources, .. } = read::campaigns(&campaigns_of(inputs), world, sources, &|| {});
    tell(&engine.verdict(files, faults, &sources).findings, &sources);
    for input in inputs {
        let (Kind::List(kind), Some(path)) = (input.kind, input.origin.path()) else { continue };
        if kind != list::Kind::Txt && !is_list(path, kind, column, world)? {
            continue;
        }
        let seen = Text::from(input.path.as_str());
        let mut list = list::List::new(kind, seen.clone(), column.map(Text::from), world.open(path)?);
        judge_rows(&mut list, &seen, engine, |_, rows| {
            tell(&rows.findings, &rows.sources);
            Ok(())
        })??;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use jiff::civil::date;

    use super::{judge_all, of_project};
    use crate::finding::Finding;
    use crate::lint::Notes;
    use crate::project::Project;
    use crate::source::Sources;
    use crate::world::{Checkout, Disk, Memory, Trust, World};

    /// A finding without what stands before the paths of its project.
    fn told(finding: &Finding, sources: &Sources, folder: &str) -> String {
        let (path, at) = (sources.path(finding.at), sources.start(finding.at));
        let path = path.strip_prefix(folder).unwrap_or(path);
        let Finding { severity, rule, message, fingerprint, .. } = finding;
        format!("{path}:{}:{} {} [{rule}] {message} {fingerprint}", at.line, at.column, severity.word())
    }

    /// What is found in the project in a folder of a world, its own mistakes first.
    fn found(world: &dyn World, folder: &Path) -> Vec<String> {
        let checkout = Checkout::of(Trust::Withheld, []);
        let project = Project::read(&folder.join("qualm.yaml"), world, checkout);
        assert!(project.troubles.is_empty(), "{:?}", project.troubles);
        let root = project.root.clone().unwrap();
        let inputs = of_project(world.walk(folder).unwrap(), folder, &project, &root);
        let sources = project.config.sources();
        let (engine, mistakes) = project.engine(date(2027, 3, 1), Notes::Show);
        let own = mistakes.findings.iter().map(|finding| told(finding, &mistakes.sources, &root.shown));
        let mut all: Vec<String> = own.collect();
        judge_all(&inputs, world, sources, &engine, None, |findings, sources| {
            all.extend(findings.iter().map(|finding| told(finding, sources, &root.shown)));
        })
        .unwrap();
        all
    }

    #[test]
    fn a_project_in_memory_is_what_it_is_on_disk() {
        let shop = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/northshop");
        let made = tempfile::tempdir().unwrap();
        let folder = fs::canonicalize(made.path()).unwrap();
        let mut memory = Memory::default();
        let mut add = |path: &Path, bytes: Vec<u8>| {
            fs::create_dir_all(folder.join(path).parent().unwrap()).unwrap();
            fs::write(folder.join(path), &bytes).unwrap();
            memory.add(Path::new("/nowhere").join(path), bytes);
        };
        for path in Disk.walk(&shop).unwrap() {
            add(path.strip_prefix(&shop).unwrap(), fs::read(&path).unwrap());
        }
        // A mistake is told alike, too.
        add(Path::new("qualm.yaml"), b"extends: [qualm:recommended, ./privacy]\npurpose: none\n".to_vec());
        let on_disk = found(&Disk, &folder);
        let lists = on_disk.iter().filter(|told| told.contains(".csv:")).count();
        assert!(on_disk.len() > 20 && lists > 0, "{on_disk:#?}");
        assert_eq!(found(&memory, Path::new("/nowhere")), on_disk);
    }

    #[test]
    fn what_a_configuration_in_memory_names_is_read_in_memory() {
        let mut memory = Memory::default();
        memory.add("/nowhere/qualm.yaml", "extends: [qualm:recommended, ./rules, ./gone.yaml]\nexclude: [old/**]\n");
        memory.add("/nowhere/rules/acme/r.yaml", "id: acme/r\n");
        memory.add("/nowhere/a.campaign", "campaign a { target purchased \"pregnancy test\" }");
        memory.add("/nowhere/old/b.campaign", "campaign b { target purchased \"pregnancy test\" }");
        memory.add("/elsewhere/c.campaign", "campaign c { target purchased \"pregnancy test\" }");
        let found = found(&memory, Path::new("/nowhere"));
        let of = |path: &str| found.iter().filter(|told| told.starts_with(path)).count();
        assert!(found[0].contains("`./gone.yaml` does not exist"), "{found:#?}");
        assert!(of("rules/acme/r.yaml:1") > 0 && of("a.campaign:1:") > 0, "{found:#?}");
        assert_eq!(of("qualm.yaml") + of("rules/") + of("a.campaign"), found.len(), "{found:#?}");
    }
}
