//! What the user typed, checked word by word. The rest of the program sees [`Settings`](super::settings::Settings).

mod value;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Parser, Subcommand};
use clap_complete::Shell;
use jiff::civil::Date;

use crate::config::FailOn;
use crate::knowledge::Kind;
use crate::report::Format;

use crate::view::{Shape, explain, schema};
use crate::word::Word;
use crate::world::Trust;

pub(super) use value::Color;
use value::{bare, date, one_of, said, threads};

/// Whether arguments that cannot be understood ask for JSON all the same.
pub(super) fn ask_for_json(args: &[OsString]) -> bool {
    let pair = args.windows(2).any(|pair| pair[0] == "--format" && pair[1] == "json");
    pair || args.iter().any(|arg| arg == "--format=json")
}

/// Finds marketing campaigns that act on what people never agreed to reveal.
#[derive(Debug, Parser)]
#[command(name = "qualm", version, max_term_width = 100, args_conflicts_with_subcommands = true, after_help = AFTER)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    #[command(flatten)]
    pub(super) check: Check,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check campaigns and lists of segments; this is what a bare `qualm` does
    #[command(after_help = AFTER)]
    Check(Check),
    /// Explain what a phrase reveals and why; or a category, or a rule
    #[command(after_help = EXPLAIN)]
    Explain(Explain),
    /// Write a rule or a pack to start from: it passes `qualm test` as it stands
    #[command(after_help = NEW)]
    New(New),
    /// List the rules that run: how bad each is, its pack and what it is about
    #[command(after_help = RULES)]
    Rules(Rules),
    /// Print the JSON Schema of rule files, of qualm.yaml or of the JSON report
    #[command(after_help = SCHEMA)]
    Schema(Schema),
    /// Run the examples of rule files: each bad one must raise its rule, each good one must not
    #[command(after_help = TEST)]
    Test(Test),
    /// Write down the findings that the project lives with for now, so that `check` tells what is new
    Baseline(Baseline),
    /// Write a commented qualm.yaml, and say what there is to lint
    Init(Init),
    /// Print the settings that count for a path, and where each is said
    Config(ShowConfig),
    /// Print the script that completes `qualm` in a shell
    #[command(after_help = COMPLETIONS)]
    Completions(Completions),
    /// Print the manual page, or write one page for each command
    #[command(after_help = MANUAL)]
    Man(Manual),
}

/// What whoever runs the program says of the checkout.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(super) struct Trusting {
    /// Let links in the checkout, and paths in its configuration, lead out of it
    ///
    /// For a checkout that is your own. Without it, a stranger's change cannot have files read or written elsewhere: nothing is
    /// written through a link in the checkout, a configuration names YAML files of its own repository (or folder), and a link
    /// that is named leads to files of the same kind there.
    #[arg(long)]
    trust_checkout: bool,
}

impl Trusting {
    /// How far links and paths of the checkout are believed.
    pub(super) fn trust(self) -> Trust {
        if self.trust_checkout { Trust::Given } else { Trust::Withheld }
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Baseline {
    /// Files and folders, as for `qualm check`; below a qualm.yaml, it is always the whole project
    #[arg(value_name = "PATH", default_value = ".")]
    pub(super) paths: Vec<PathBuf>,

    /// The file to write [default: qualm-baseline.json beside qualm.yaml, else here]
    #[arg(long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,

    /// The day that counts for campaigns without a flight, and for waivers [default: today, in UTC]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub(super) today: Option<Date>,

    /// The configuration to use instead of the nearest qualm.yaml above the first path
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,

    #[command(flatten)]
    pub(super) trusting: Trusting,
}

#[derive(Debug, clap::Args)]
pub(super) struct Init {
    /// The folder to write it into [default: the one you are in]
    #[arg(value_name = "FOLDER")]
    pub(super) folder: Option<PathBuf>,

    #[command(flatten)]
    pub(super) trusting: Trusting,
}

#[derive(Debug, clap::Args)]
pub(super) struct ShowConfig {
    /// A file or folder of the project
    #[arg(value_name = "PATH", default_value = ".")]
    pub(super) path: PathBuf,

    /// The configuration to use instead of the nearest qualm.yaml above the path
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub(super) config: Option<PathBuf>,

    /// Use no configuration
    #[arg(long)]
    pub(super) no_config: bool,

    #[command(flatten)]
    pub(super) trusting: Trusting,
}

#[derive(Debug, clap::Args)]
pub(super) struct Completions {
    /// The shell that is to know `qualm`
    #[arg(value_enum, value_name = "SHELL")]
    pub(super) shell: Shell,
}

#[derive(Debug, clap::Args)]
pub(super) struct Manual {
    /// Write one page for each command to this folder, which is made if need be
    #[arg(long, value_name = "DIR")]
    pub(super) dir: Option<PathBuf>,

    #[command(flatten)]
    pub(super) trusting: Trusting,
}

#[derive(Debug, clap::Args)]
pub(super) struct Test {
    /// Rule files, and folders of them
    ///
    /// They run beside the rules that come with qualm; one that is shipped under the same name is taken from here
    /// instead. Vocabulary adds to what is shipped.
    #[arg(value_name = "PATH", default_value = "rules")]
    pub(super) paths: Vec<PathBuf>,

    /// The shape of the answer
    #[arg(long, value_parser = one_of::<Shape>(), default_value = Shape::Pretty.word())]
    pub(super) format: Shape,

    /// The day that counts for examples without a flight [default: 2027-03-01, so that a rule means the same every day]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub(super) today: Option<Date>,

    /// When to use colours, as in `qualm check`
    #[arg(long, value_parser = one_of::<Color>(), value_name = "WHEN", default_value = Color::Auto.word())]
    pub(super) color: Color,

    #[command(flatten)]
    pub(super) trusting: Trusting,
}

#[derive(Debug, clap::Args)]
pub(super) struct New {
    #[command(subcommand)]
    pub(super) what: What,
}

#[derive(Debug, Subcommand)]
pub(super) enum What {
    /// One rule with both sides of examples, every key explained; and its pack, where there is none
    Rule {
        /// The rule's name, as `acme/no-late-night`: it reads well after `allow`
        #[arg(value_name = "PACK/WHAT-IS-WRONG")]
        id: String,
        #[command(flatten)]
        place: Place,
    },
    /// A pack with a category of its own, words that reveal it, and a rule about it
    Pack {
        /// The pack's name, as `acme`
        #[arg(value_name = "PACK")]
        id: String,
        #[command(flatten)]
        place: Place,
    },
}

#[derive(Debug, clap::Args)]
pub(super) struct Place {
    /// The folder of all packs [default: privacy/rules where there is one, else rules]
    #[arg(long = "in", value_name = "DIR")]
    pub(super) folder: Option<PathBuf>,

    #[command(flatten)]
    pub(super) trusting: Trusting,
}

#[derive(Debug, clap::Args)]
pub(super) struct Rules {
    /// Packs, ids, or the start of an id and `*`: list only what they name
    #[arg(value_name = "PATTERN")]
    pub(super) patterns: Vec<String>,

    /// The shape of the list
    #[arg(long, value_parser = one_of::<Shape>(), default_value = Shape::Pretty.word())]
    pub(super) format: Shape,

    /// The same as `--format json`
    #[arg(long, conflicts_with = "format")]
    pub(super) json: bool,

    /// When to use colours, as in `qualm check`
    #[arg(long, value_parser = one_of::<Color>(), value_name = "WHEN", default_value = Color::Auto.word())]
    pub(super) color: Color,

    #[command(flatten)]
    pub(super) trusting: Trusting,
}

#[derive(Debug, clap::Args)]
pub(super) struct Schema {
    /// What to describe
    #[arg(value_parser = one_of::<schema::What>(), value_name = "WHAT")]
    pub(super) what: schema::What,

    #[command(flatten)]
    pub(super) trusting: Trusting,
}

#[derive(Debug, clap::Args)]
pub(super) struct Explain {
    /// The phrase, or the id of a category or rule; quotes are only needed for the shell's sake
    #[arg(value_name = "PHRASE", required_unless_present_any = ["doubles", "pack"], value_parser = said)]
    pub(super) phrase: Vec<String>,

    /// As what the phrase is met [default: name, the name of a segment]
    ///
    /// With it, the phrase is only read as words, even if a category is called so.
    #[arg(long = "as", value_name = "KIND", value_parser = bare::<Kind>())]
    pub(super) kind: Option<Kind>,

    /// The shape of the answer
    #[arg(long, value_parser = one_of::<explain::Format>(), default_value = explain::Format::Pretty.word())]
    pub(super) format: explain::Format,

    /// When to use colours, as in `qualm check`
    #[arg(long, value_parser = one_of::<Color>(), value_name = "WHEN", default_value = Color::Auto.word())]
    pub(super) color: Color,

    /// List the terms that are read as several unrelated things, for those who write vocabulary
    #[arg(long, conflicts_with_all = ["phrase", "kind"])]
    pub(super) doubles: bool,

    /// Print a pack with all its rules and their sources, to hand to counsel
    #[arg(long, value_name = "PACK", conflicts_with_all = ["phrase", "kind", "doubles"])]
    pub(super) pack: Option<String>,

    #[command(flatten)]
    pub(super) trusting: Trusting,
}

#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag that is there or not")]
pub(super) struct Check {
    /// Files and folders to check; `-` reads standard input
    ///
    /// Below a qualm.yaml, the whole project is judged together, and the report is about what is named here.
    ///
    /// In folders, qualm reads every *.campaign file, and the *.csv and *.tsv files that have a column called
    /// `segment_name`, segment, interest, topic or audience (or the one given with --column). It skips hidden files and
    /// folders, and in a git repository what .gitignore says; symbolic links are not followed. The summary counts what
    /// was not read, with the reason, and --statistics lists it. A file that is named is always read; a *.txt holds one name a line.
    /// Campaign files may have up to 16 MiB, a row of a list up to 1 MiB, and a list any number of rows.
    #[arg(value_name = "PATH", default_value = ".")]
    pub(super) paths: Vec<PathBuf>,

    /// The shape of the report [default: what the ending of --output says, else pretty]
    #[arg(long, value_parser = one_of::<Format>())]
    pub(super) format: Option<Format>,

    /// Write the report to a file instead of standard output, or a further one beside it
    ///
    /// `--output report.sarif` writes the report to a file; unless there is a --format, its ending says the shape: .sarif,
    /// .json, .ndjson, .xml (junit), .md (markdown). `--output sarif=report.sarif` writes a further report of that shape
    /// beside the main one, and can be given any number of times. A file is replaced when its report is whole.
    #[arg(long, value_name = "[FORMAT=]FILE")]
    pub(super) output: Vec<PathBuf>,

    /// Exit with 1 if there is a finding this bad or worse [default: what qualm.yaml says, else error]
    ///
    /// A file that could not be understood exits with 1 whatever is given here.
    #[arg(long, value_parser = one_of::<FailOn>(), value_name = "SEVERITY")]
    pub(super) fail_on: Option<FailOn>,

    /// Exit with 1 if there are more warnings than this
    ///
    /// Those that a waiver suppresses do not count.
    #[arg(long, value_name = "N")]
    pub(super) max_warnings: Option<usize>,

    /// Show how often each rule leads and what was not read, in pretty, concise and json
    #[arg(long)]
    pub(super) statistics: bool,

    /// Show notes too
    ///
    /// A note is what is worth knowing but needs no change: without this flag, notes are neither shown nor counted.
    /// `--fail-on note` shows them, too.
    #[arg(long)]
    pub(super) strict: bool,

    /// Show no findings, only the summary
    ///
    /// Further reports (--output FORMAT=FILE) hold them all the same, and so do sarif, gitlab and junit, from which a
    /// finding that is missing counts as mended.
    #[arg(long, short)]
    pub(super) quiet: bool,

    /// When to use colours
    ///
    /// `auto` uses them on a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`; `CLICOLOR_FORCE` uses them
    /// everywhere.
    #[arg(long, value_parser = one_of::<Color>(), value_name = "WHEN", default_value = Color::Auto.word())]
    pub(super) color: Color,

    /// Draw with plain ASCII characters, as is done where `TERM` is `dumb`
    #[arg(long)]
    pub(super) ascii: bool,

    /// The day that counts for campaigns without a flight, and for waivers [default: today, in UTC]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub(super) today: Option<Date>,

    /// The column of a list that holds the names of segments
    ///
    /// Without it, qualm takes the first of `segment_name`, segment, name, path, interest, topic and audience that the
    /// list has; else the only column that holds words.
    #[arg(long, value_name = "NAME")]
    pub(super) column: Option<String>,

    /// The configuration to use instead of the nearest qualm.yaml above the first path
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub(super) config: Option<PathBuf>,

    /// Use no configuration
    #[arg(long)]
    pub(super) no_config: bool,

    /// Run this rule alone, or a whole pack (`law-us/*`); may be given more than once
    #[arg(long, value_name = "ID")]
    pub(super) rule: Vec<String>,

    /// Report only what is new since a git revision
    ///
    /// Both versions are judged whole, by the configuration of now, so that a change in a shared segment shows in every
    /// campaign that it reaches. `main...` is where the branch left main.
    #[arg(long, value_name = "REV")]
    pub(super) since: Option<String>,

    /// Read the configuration, rules, waivers and baseline from a git revision
    ///
    /// So that a pull request cannot relax what gates it: `allow` and `reveals nothing` in campaign files count only where
    /// that revision has them, too.
    #[arg(long, value_name = "REV")]
    pub(super) config_from: Option<String>,

    /// The file with the findings that the project lives with [default: qualm-baseline.json beside qualm.yaml, if it is there]
    #[arg(long, value_name = "FILE", conflicts_with = "no_baseline")]
    pub(super) baseline: Option<PathBuf>,

    /// Tell what the baseline holds, too
    #[arg(long)]
    pub(super) no_baseline: bool,

    /// Pass by what the configuration excludes even where it is named, as a pre-commit hook wants
    #[arg(long)]
    pub(super) force_exclude: bool,

    /// What to call standard input; the ending says what it holds
    #[arg(long, value_name = "NAME", default_value = "stdin.campaign")]
    pub(super) stdin_name: String,

    /// How many threads to use [default: one for each core]
    #[arg(long, value_name = "N", value_parser = threads, allow_negative_numbers = true)]
    pub(super) threads: Option<usize>,

    #[command(flatten)]
    pub(super) trusting: Trusting,
}

const EXPLAIN: &str = "\
Examples:
  qualm explain pregnancy test                  what a phrase reveals, and why
  qualm explain \"fertility clinic\" --as location what a place reveals
  qualm explain health.reproductive             what a category means, and who speaks of it
  qualm explain comfort/precise-location        what a rule objects to, and the way out
  qualm explain comfort/religion --format markdown   the same page, for a wiki
  qualm explain --pack law-us                   every rule of a pack, to print";

const NEW: &str = "\
Examples:
  qualm new pack acme                           a pack, with a category, words and a rule of its own
  qualm new rule acme/no-late-night             one more rule in it
  qualm new rule acme/no-late-night --in legal  in legal/acme/no-late-night.yaml

Nothing that is there is ever overwritten.";

const RULES: &str = "\
Examples:
  qualm rules                                   all of them, by pack
  qualm rules law-us minors                     those of two packs
  qualm rules 'law-us/california-*'             those whose id starts so
  qualm rules --json                            with regions and sources, for programs";

const SCHEMA: &str = "\
Examples:
  qualm schema rule > rule.schema.json          then start a rule file with this line:
  # yaml-language-server: $schema=../rule.schema.json
  qualm schema report > report.schema.json      what a program can rely on";

const TEST: &str = "\
Examples:
  qualm test rules                              every rule file below a folder
  qualm test privacy/late-night.yaml            one rule file

Exit codes:
  0  every example does what it says
  1  one does not
  2  a file is no rule file, or cannot be read";

const COMPLETIONS: &str = "\
Examples:
  source <(qualm completions bash)              in ~/.bashrc
  qualm completions zsh > ~/.zfunc/_qualm       in a folder of `fpath`
  qualm completions fish > ~/.config/fish/completions/qualm.fish";

const MANUAL: &str = "\
Examples:
  qualm man | man -l -                          read it
  qualm man --dir /usr/local/share/man/man1     install it";

const AFTER: &str = "\
Examples:
  qualm                                             check everything below this folder
  qualm check campaigns segments/lifecycle.campaign check a folder and a file
  qualm check broker.csv --column segment_name      check a list of segment names
  git show HEAD:a.campaign | qualm check - --stdin-name a.campaign
  qualm check --format ndjson --fail-on warning     for scripts
  qualm check --output sarif=qualm.sarif            for people, and a file for code scanning

Exit codes:
  0  nothing at or above --fail-on, and no more warnings than --max-warnings
  1  findings, or a file that could not be understood
  2  the run itself failed: a wrong flag, a path that cannot be read, nothing to read";
