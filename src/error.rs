//! Why a *run* could not be done; never a verdict on the user's campaigns.

use std::error::Error as _;
use std::io;

use thiserror::Error;

use way_out::{DEEPEN, KINDS, LESS, TRUST, did_you_mean, perhaps, unknown_revision};

mod way_out;

/// An error's variants, each with the way out behind it, where there is one to show.
macro_rules! with_ways_out {
    (
        $(#[$of_all:meta])*
        pub enum Error {$(
            $(#[$of_one:meta])*
            $name:ident
            $({ $( $(#[$of_field:meta])* $field:ident: $type:ty, )* })?
            $(( $(#[$of_cause:meta])* $cause:ty ))?
            $(=> $way_out:expr)?
        ,)*}
    ) => {
        $(#[$of_all])*
        pub enum Error {$(
            $(#[$of_one])*
            $name $({ $( $(#[$of_field])* $field: $type, )* })? $(( $(#[$of_cause])* $cause ))?
        ,)*}

        impl Error {
            /// The way out, where there is one to show.
            pub(crate) fn help(&self) -> Option<String> {
                #[allow(unused_variables, reason = "a way out names some fields")]
                match self {$(
                    Error::$name { $($( $field, )*)? .. } => { None::<String> $(.or($way_out.into()))? }
                )*}
            }
        }
    };
}

with_ways_out! {
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
    } => did_you_mean(near.as_deref()),
    /// A link leads nowhere.
    #[error("`{path}` points to nothing")]
    Dangling {
        /// The path as it was given.
        path: String,
        /// What the link says.
        target: String,
    } => format!("it is a link to `{target}`"),
    /// Something was named that is neither a file nor a folder.
    #[error("`{path}` is a pipe or a device, not a file")]
    NotAFile {
        /// The path as it was given.
        path: String,
    } => "to check what comes through it, let it be standard input: `qualm check - < PATH`".to_owned(),
    /// What would be written would go through a link that a change may have made.
    #[error("`{path}` would be written through the link `{link}`")]
    ThroughLink {
        /// The path as it was given.
        path: String,
        /// The link.
        link: String,
    } => format!("take the link away, or give another path; {TRUST}"),
    /// A link that a change may have made leads what was named to something else.
    #[error("`{path}` is led out of the checkout, or to a file of another kind, by a link")]
    Astray {
        /// The path as it was given.
        path: String,
    } => format!("name the file itself; {TRUST}"),
    /// What stands where a configuration should is none.
    #[error("`{path}` is {what}, not a configuration")]
    NotConfig {
        /// The path as people know it.
        path: String,
        /// What it is, with its article.
        what: &'static str,
    } => "take it away, name another with `--config`, or run without one: `--no-config`".to_owned(),
    /// A configuration names a file that is none of its business.
    #[error("`{path}` lies outside of the checkout")]
    Outside {
        /// The path as people know it.
        path: String,
    } => "a configuration names files of its own repository, or else of its folder; `--trust-checkout` lets it name others"
        .to_owned(),
    /// The report would replace a file that is checked.
    #[error("the report would overwrite `{path}`, which is one of the files to check")]
    Overwrites {
        /// The path as it was given.
        path: String,
    } => "give `--output` another name".to_owned(),
    /// Two reports would go in place of standard output.
    #[error("there is one main report, and `{path}` would be a second one")]
    TwoReports {
        /// The second path as it was given.
        path: String,
    } => "say what shape further reports have, as in `--output sarif=report.sarif`".to_owned(),
    /// Two reports would be one file.
    #[error("two reports would be written to `{path}`")]
    SameReport {
        /// The path as it was given.
        path: String,
    } => "give `--output` another name".to_owned(),
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
    } => format!("it reads {KINDS}"),
    /// The paths hold nothing that qualm reads.
    #[error("nothing to read in {places}{unread}")]
    NothingToRead {
        /// The paths, quoted.
        places: String,
        /// What was passed by, in brackets; empty where nothing was.
        unread: String,
    } => format!(
        "looked for {KINDS}; in folders, a .csv or .tsv is read if a column says that it holds segments, and a .txt only if \
         it is named"
    ),
    /// The baseline cannot be understood.
    #[error("{place}: {message}")]
    Baseline {
        /// `path:line:column`
        place: String,
        /// What is wrong.
        message: String,
        /// The way out.
        help: String,
    } => help.clone(),
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
    } => did_you_mean(near.as_deref()),
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
    } => format!("{}the packs are {}", perhaps(near.as_deref()), known.join(", ")),
    /// A word cannot be an id.
    #[error("`{id}` cannot be an id")]
    BadId {
        /// The word as it was given.
        id: String,
        /// What an id looks like.
        form: &'static str,
        /// The nearest one.
        near: Option<String>,
    } => format!("{}an id is {form}", perhaps(near.as_deref())),
    /// A rule or pack that comes with the program has that id.
    #[error("a {what} that comes with qualm is called `{id}`")]
    Taken {
        /// `rule` or `pack`.
        what: &'static str,
        /// The id.
        id: String,
    } => format!("take an id of your own, such as the name of your company for the {what}"),
    /// There is no such rule, nor a pack of that name.
    #[error("no rule is called `{pattern}`, and no pack")]
    UnknownRule {
        /// The pattern as it was given.
        pattern: String,
        /// The most similar id of a pack or rule.
        near: Option<String>,
    } => did_you_mean(near.as_deref()).unwrap_or_else(|| {
        "`qualm rules` lists them all; a pattern is a pack, an id, or the start of one and `*`".to_owned()
    }),
    /// The paths hold no rule file.
    #[error("no rule file in {places}")]
    NoRules {
        /// The paths, quoted.
        places: String,
    } => "a rule file is a *.yaml; `qualm test --help` says more".to_owned(),
    /// A revision was asked for, and git is not there to read it.
    #[error("cannot run `git`, which reads revisions")]
    NoGit => "install git, or see that it is on the `PATH`".to_owned(),
    /// A revision was asked for outside a repository.
    #[error("`{folder}` is not in the work tree of a git repository")]
    NoRepository {
        /// The folder, for people.
        folder: String,
    } => "run qualm in a clone of the repository that has the revision".to_owned(),
    /// What was asked for is not the name of one commit.
    #[error("`{text}` does not name a revision")]
    NoRevision {
        /// What was given.
        text: String,
    } => "give a commit, a branch or a tag, such as `origin/main`, or `origin/main...` for where it forked"
        .to_owned(),
    /// A revision is not in the repository.
    #[error("no revision is called `{revision}` here")]
    UnknownRevision {
        /// What was given.
        revision: String,
        /// The most similar name of a branch or tag.
        near: Option<String>,
        /// How much of the history is there.
        history: History,
    } => unknown_revision(revision, near.as_deref(), *history),
    /// Two revisions have no commit in common.
    #[error("`{one}` and `{other}` have no commit in common here")]
    NoMergeBase {
        /// The first.
        one: String,
        /// The second.
        other: String,
        /// How much of the history is there.
        history: History,
    } => match history {
        History::Shallow => DEEPEN.to_owned(),
        History::Whole | History::Empty => {
            "name the revision itself: without `...` it is compared as it is".to_owned()
        }
    },
    /// Git could not do what it was asked for.
    #[error("git cannot read {what}: {said}")]
    Git {
        /// What it was to read.
        what: String,
        /// What it says.
        said: String,
    } => said.contains("dubious ownership").then(|| {
        "tell git that the folder is yours: `git config --global --add safe.directory PATH`".to_owned()
    }),
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
    } => LESS.to_owned(),
    /// Not one worker thread could be started.
    #[error("out of memory or threads: cannot start a worker")]
    Threads(#[source] rayon::ThreadPoolBuildError) => LESS.to_owned(),
    /// The program has a bug.
    #[error("qualm itself failed")]
    Bug => "this is not your mistake: please report it, with the files if you can share them".to_owned(),
}
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
}
