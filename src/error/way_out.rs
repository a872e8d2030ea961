//! Ways out that more than one error has, or that take more than a line.

use super::History;

/// What whoever runs the program can say.
pub(super) const TRUST: &str = "links of a checkout that is your own are followed with `--trust-checkout`";

/// What to do where there is not enough of what the run takes.
pub(super) const LESS: &str =
    "raise the limit (`ulimit -v`), check fewer files at a time, or take fewer threads with `--threads 1`";

pub(super) fn did_you_mean(near: Option<&str>) -> Option<String> {
    near.map(|near| format!("did you mean `{near}`?"))
}

/// The same before something else that is said.
pub(super) fn perhaps(near: Option<&str>) -> String {
    did_you_mean(near).map(|asked| asked + " ").unwrap_or_default()
}

/// How to get a revision that is not there.
pub(super) fn unknown_revision(revision: &str, near: Option<&str>, history: History) -> String {
    if history == History::Empty {
        return "the repository has no commit yet".to_owned();
    }
    let near = perhaps(near);
    let branch = revision.strip_prefix("origin/").unwrap_or(revision);
    // What is asked for may be an id, or reach back from another commit: no server is asked for that by name.
    let is_plain = branch.chars().all(|c| c.is_alphanumeric() || matches!(c, '/' | '_' | '-' | '.'));
    let is_id = branch.len() >= 7 && branch.bytes().all(|byte| byte.is_ascii_hexdigit());
    let branch = if is_plain && !is_id && branch != "HEAD" { branch } else { "main" };
    let fetch = format!("fetch it first: `git fetch origin {branch}`");
    match history {
        History::Shallow => format!("{near}{fetch}; {DEEPEN}"),
        History::Whole | History::Empty => format!("{near}{fetch}"),
    }
}

/// How to get more history.
pub(super) const DEEPEN: &str = "this clone has only the last commits: `git fetch --unshallow` gets the rest \
                                 (`--deepen=100` some of it), and in GitHub Actions `fetch-depth: 0` at \
                                 `actions/checkout`";

/// What is looked for, as people know it.
pub(super) const KINDS: &str = "*.campaign, *.csv, *.tsv and *.txt";
