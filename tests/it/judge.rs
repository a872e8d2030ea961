//! Judges texts that are in memory, as the program judges files.

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use jiff::civil::{Date, date};
use qualm::ast::File;
use qualm::finding::Finding;
use qualm::knowledge::Knowledge;
use qualm::lint::{Notes, Options, lint};
use qualm::rule::RuleSet;
use qualm::source::Sources;

/// The day on which tests run, unless they say otherwise.
pub(crate) const TODAY: Date = date(2027, 3, 1);

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(Knowledge::shipped);
static SHIPPED: LazyLock<Arc<RuleSet>> = LazyLock::new(|| Arc::new(RuleSet::shipped(&KNOWLEDGE)));

/// What was found, and the texts it was found in.
pub(crate) struct Judged {
    pub(crate) sources: Sources,
    pub(crate) findings: Vec<Finding>,
}

/// Judges files, each a path and a text, together. Findings that a waiver suppresses are left out.
pub(crate) fn judge(files: &[(String, String)], rules: &RuleSet, today: Date, notes: Notes) -> Judged {
    let (mut sources, mut faults, mut read) = (Sources::default(), Vec::new(), Vec::new());
    for (path, text) in files {
        let id = sources.add(path.as_str(), text.as_str());
        let (file, found) = qualm::front::read(id, text);
        read.push(Arc::new(file));
        faults.extend(found);
    }
    judge_read(read, faults, sources, rules, &Options { today, notes })
}

/// Judges files that have been read, with what was found on the way.
pub(crate) fn judge_read(
    read: Vec<Arc<File>>,
    faults: Vec<Finding>,
    sources: Sources,
    rules: &RuleSet,
    options: &Options,
) -> Judged {
    let verdict = lint(read, faults, &sources, &KNOWLEDGE, rules, options);
    let findings = verdict.findings.into_iter().filter(|finding| !finding.is_suppressed()).collect();
    Judged { sources, findings }
}

/// The shipped rules, and rule files beside them: each a path below `rules/` and its YAML.
pub(crate) fn rules(extra: &[(String, String)]) -> Result<Arc<RuleSet>, String> {
    if extra.is_empty() {
        return Ok(SHIPPED.clone());
    }
    let (rules, faults) = RuleSet::shipped(&KNOWLEDGE).with(extra, &KNOWLEDGE, &mut Sources::default());
    let faults: Vec<_> = faults.iter().map(|fault| format!("[{}] {}", fault.rule, fault.message)).collect();
    if faults.is_empty() { Ok(Arc::new(rules)) } else { Err(faults.join("\n")) }
}

/// Whether a rule objects in a finding, leading or not.
pub(crate) fn raises(finding: &Finding, rule: &str) -> bool {
    *finding.rule == *rule || finding.grounds.iter().any(|ground| *ground.rule == *rule)
}

impl Judged {
    /// The file and line where a finding's primary place starts.
    pub(crate) fn place(&self, finding: &Finding) -> (&str, usize) {
        (self.sources.path(finding.at), self.sources.start(finding.at).line)
    }

    /// A finding on one line, for people.
    pub(crate) fn show(&self, finding: &Finding) -> String {
        let (path, line) = self.place(finding);
        let others: Vec<_> = finding.grounds.iter().map(|ground| &*ground.rule).collect();
        let trail = trail(finding);
        let (severity, rule, message) = (finding.severity.word(), &finding.rule, &finding.message);
        format!(
            "{path}:{line} {severity} [{rule}] {message}\n      grounds: {}\n      trail: {trail}",
            others.join(", ")
        )
    }
}

/// A finding's trail, as it is printed.
pub(crate) fn trail(finding: &Finding) -> String {
    let steps: Vec<_> = finding.trail.iter().map(ToString::to_string).collect();
    steps.join(" → ")
}

/// All files below a folder of the repository with this ending: path and text, sorted.
pub(crate) fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let walk = walkdir::WalkDir::new(root.join(folder)).sort_by_file_name();
    let paths = walk.into_iter().map(|entry| entry.expect("a readable folder").into_path());
    let named = paths.filter(|path| path.extension().is_some_and(|found| found == ending));
    named.map(|path| (below(&root, &path), std::fs::read_to_string(&path).expect("a readable file"))).collect()
}

fn below(root: &Path, path: &Path) -> String {
    let path = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}
