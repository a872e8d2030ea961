//! Why a *run* could not be done; never a verdict on the user's campaigns.

use std::error::Error as _;
use std::io;

use thiserror::Error;

/// Why a run could not be done. Any of these ends it with exit code 2.
#[derive(Debug, Error)]
pub enum Error {
    /// A path on the command line leads nowhere.
    #[error("`{path}` does not exist")]
    Missing {
        /// The path as it was given.
        path: String,
        /// The most similar name in the same folder.
        near: Option<String>,
    },
    /// A link leads nowhere.
    #[error("`{path}` points to nothing")]
    Dangling {
        /// The path as it was given.
        path: String,
        /// What the link says.
        target: String,
    },
    /// Something was named that is neither a file nor a folder.
    #[error("`{path}` is a pipe or a device, not a file")]
    NotAFile {
        /// The path as it was given.
        path: String,
    },
    /// What would be written would go through a link that a change may have made.
    #[error("`{path}` would be written through the link `{link}`")]
    ThroughLink {
        /// The path as it was given.
        path: String,
        /// The link.
        link: String,
    },
    /// A link that a change may have made leads what was named to something else.
    #[error("`{path}` is led out of the checkout, or to a file of another kind, by a link")]
    Astray {
        /// The path as it was given.
        path: String,
    },
    /// What stands where a configuration should is none.
    #[error("`{path}` is {what}, not a configuration")]
    NotConfig {
        /// The path as people know it.
        path: String,
        /// What it is, with its article.
        what: &'static str,
    },
    /// A configuration names a file that is none of its business.
    #[error("`{path}` lies outside of the checkout")]
    Outside {
        /// The path as people know it.
        path: String,
    },
    /// The report would replace a file that is checked.
    #[error("the report would overwrite `{path}`, which is one of the files to check")]
    Overwrites {
        /// The path as it was given.
        path: String,
    },
    /// Two reports would go in place of standard output.
    #[error("there is one main report, and `{path}` would be a second one")]
    TwoReports {
        /// The second path as it was given.
        path: String,
    },
    /// Two reports would be one file.
    #[error("two reports would be written to `{path}`")]
    SameReport {
        /// The path as it was given.
        path: String,
    },
    /// A file or folder could not be read.
    #[error("cannot read `{path}`")]
    Read {
        /// The path as people know it.
        path: String,
        /// What the system says.
        source: io::Error,
    },
    /// A file was named whose kind is unknown.
    #[error("`{path}` is not a kind of file that qualm reads")]
    UnknownKind {
        /// The path as it was given.
        path: String,
    },
    /// The paths hold nothing that qualm reads.
    #[error("nothing to read in {places}{unread}")]
    NothingToRead {
        /// The paths, quoted.
        places: String,
        /// What was passed by, in brackets; empty where nothing was.
        unread: String,
    },
    /// The baseline cannot be understood.
    #[error("{place}: {message}")]
    Baseline {
        /// `path:line:column`
        place: String,
        /// What is wrong.
        message: String,
        /// The way out.
        help: String,
    },
    /// A file that would be written is there already.
    #[error("`{path}` is there already, and was left as it is")]
    Exists {
        /// The path as it was given.
        path: String,
    },
    /// The configuration is not there.
    #[error("there is no configuration at `{path}`")]
    NoConfig {
        /// The path as it was given.
        path: String,
        /// The most similar name in the same folder.
        near: Option<String>,
    },
    /// The configuration or a rule file has mistakes, which the report shows.
    #[error("{files} of the configuration {verb} not understood; the report says what is wrong")]
    Mistaken {
        /// `1 file`, `2 files`.
        files: String,
        /// `was` or `were`.
        verb: &'static str,
    },
    /// There is no such pack.
    #[error("no pack is called `{pack}`")]
    UnknownPack {
        /// The name as it was given.
        pack: String,
        /// The most similar of them.
        near: Option<String>,
        /// The names that there are.
        known: Vec<String>,
    },
    /// A word cannot be an id.
    #[error("`{id}` cannot be an id")]
    BadId {
        /// The word as it was given.
        id: String,
        /// What an id looks like.
        form: &'static str,
        /// The nearest one.
        near: Option<String>,
    },
    /// A rule or pack that comes with the program has that id.
    #[error("a {what} that comes with qualm is called `{id}`")]
    Taken {
        /// `rule` or `pack`.
        what: &'static str,
        /// The id.
        id: String,
    },
    /// There is no such rule, nor a pack of that name.
    #[error("no rule is called `{pattern}`, and no pack")]
    UnknownRule {
        /// The pattern as it was given.
        pattern: String,
        /// The most similar id of a pack or rule.
        near: Option<String>,
    },
    /// The paths hold no rule file.
    #[error("no rule file in {places}")]
    NoRules {
        /// The paths, quoted.
        places: String,
    },
    /// A revision was asked for, and git is not there to read it.
    #[error("cannot run `git`, which reads revisions")]
    NoGit,
    /// A revision was asked for outside a repository.
    #[error("`{folder}` is not in the work tree of a git repository")]
    NoRepository {
        /// The folder, for people.
        folder: String,
    },
    /// What was asked for is not the name of one commit.
    #[error("`{text}` does not name a revision")]
    NoRevision {
        /// What was given.
        text: String,
    },
    /// A revision is not in the repository.
    #[error("no revision is called `{revision}` here")]
    UnknownRevision {
        /// What was given.
        revision: String,
        /// The most similar name of a branch or tag.
        near: Option<String>,
        /// How much of the history is there.
        history: History,
    },
    /// Two revisions have no commit in common.
    #[error("`{one}` and `{other}` have no commit in common here")]
    NoMergeBase {
        /// The first.
        one: String,
        /// The second.
        other: String,
        /// How much of the history is there.
        history: History,
    },
    /// Git could not do what it was asked for.
    #[error("git cannot read {what}: {said}")]
    Git {
        /// What it was to read.
        what: String,
        /// What it says.
        said: String,
    },
    /// The report could not be written.
    #[error("cannot write {place}")]
    Write {
        /// `` `report.json` `` or `the report`.
        place: String,
        /// What the system says.
        source: io::Error,
    },
    /// There is less memory than the run needs.
    #[error("out of memory: the limit is {limit} MB")]
    OutOfMemory {
        /// What may be used.
        limit: u64,
    },
    /// Not one worker thread could be started.
    #[error("out of memory or threads: cannot start a worker")]
    Threads(#[source] rayon::ThreadPoolBuildError),
    /// The program has a bug.
    #[error("qualm itself failed")]
    Bug,
}

/// How much of its history a repository has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum History {
    /// All of it.
    Whole,
    /// The last commits, as a CI system fetches them.
    Shallow,
    /// There is no commit yet.
    Empty,
}

impl Error {
    /// What went wrong, with its cause.
    pub(crate) fn message(&self) -> String {
        let cause = self.source().map(|source| format!(": {source}")).unwrap_or_default();
        format!("{self}{cause}")
    }

    /// The way out, where there is one to show.
    pub(crate) fn help(&self) -> Option<String> {
        match self {
            Error::Baseline { help, .. } => Some(help.clone()),
            Error::Missing { near, .. } | Error::NoConfig { near, .. } => {
                near.as_ref().map(|near| format!("did you mean `{near}`?"))
            }
            Error::Dangling { target, .. } => Some(format!("it is a link to `{target}`")),
            Error::NotAFile { .. } => {
                Some("to check what comes through it, let it be standard input: `qualm check - < PATH`".into())
            }
            Error::ThroughLink { .. } => Some(format!("take the link away, or give another path; {TRUST}")),
            Error::NotConfig { .. } => {
                Some("take it away, name another with `--config`, or run without one: `--no-config`".into())
            }
            Error::Outside { .. } => Some(
                "a configuration names files of its own repository, or else of its folder; `--trust-checkout` lets it \
                 name others"
                    .into(),
            ),
            Error::Astray { .. } => Some(format!("name the file itself; {TRUST}")),
            Error::TwoReports { .. } => {
                Some("say what shape further reports have, as in `--output sarif=report.sarif`".into())
            }
            Error::SameReport { .. } | Error::Overwrites { .. } => Some("give `--output` another name".into()),
            Error::UnknownKind { .. } => Some(format!("it reads {KINDS}")),
            Error::NothingToRead { .. } => Some(format!(
                "looked for {KINDS}; in folders, a .csv or .tsv is read if a column says that it holds segments, \
                 and a .txt only if it is named"
            )),
            Error::UnknownPack { near, known, .. } => {
                let near = near.as_ref().map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
                Some(format!("{near}the packs are {}", known.join(", ")))
            }
            Error::BadId { form, near, .. } => {
                let near = near.as_ref().map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
                Some(format!("{near}an id is {form}"))
            }
            Error::Taken { what, .. } => {
                Some(format!("take an id of your own, such as the name of your company for the {what}"))
            }
            Error::UnknownRule { near, .. } => Some(near.as_ref().map_or_else(
                || "`qualm rules` lists them all; a pattern is a pack, an id, or the start of one and `*`".to_owned(),
                |near| format!("did you mean `{near}`?"),
            )),
            Error::NoRules { .. } => Some("a rule file is a *.yaml; `qualm test --help` says more".into()),
            Error::NoGit => Some("install git, or see that it is on the `PATH`".into()),
            Error::NoRepository { .. } => Some("run qualm in a clone of the repository that has the revision".into()),
            Error::NoRevision { .. } => Some(
                "give a commit, a branch or a tag, such as `origin/main`, or `origin/main...` for where it forked"
                    .into(),
            ),
            Error::UnknownRevision { revision, near, history } => {
                Some(unknown_revision(revision, near.as_deref(), *history))
            }
            Error::NoMergeBase { history: History::Shallow, .. } => Some(DEEPEN.into()),
            Error::NoMergeBase { .. } => Some("name the revision itself: without `...` it is compared as it is".into()),
            Error::Git { said, .. } => said
                .contains("dubious ownership")
                .then(|| "tell git that the folder is yours: `git config --global --add safe.directory PATH`".into()),
            Error::Bug => {
                Some("this is not your mistake: please report it, with the files if you can share them".into())
            }
            Error::OutOfMemory { .. } | Error::Threads(_) => Some(
                "raise the limit (`ulimit -v`), check fewer files at a time, or take fewer threads with `--threads 1`"
                    .into(),
            ),
            Error::Read { .. } | Error::Write { .. } | Error::Mistaken { .. } | Error::Exists { .. } => None,
        }
    }
}

/// What whoever runs the program can say.
const TRUST: &str = "links of a checkout that is your own are followed with `--trust-checkout`";

/// How to get a revision that is not there.
fn unknown_revision(revision: &str, near: Option<&str>, history: History) -> String {
    if history == History::Empty {
        return "the repository has no commit yet".to_owned();
    }
    let near = near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
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
const DEEPEN: &str = "this clone has only the last commits: `git fetch --unshallow` gets the rest (`--deepen=100` some of \
                      it), and in GitHub Actions `fetch-depth: 0` at `actions/checkout`";

/// What is looked for, as people know it.
const KINDS: &str = "*.campaign, *.csv, *.tsv and *.txt";
