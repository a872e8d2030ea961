//! `qualm check`: find, read, judge, report.

use std::collections::BTreeSet;
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::slice;
use std::sync::Arc;

use rayon::ThreadPoolBuilder;

use crate::engine::Engine;
use crate::error::Error;
use crate::finding::{Finding, Severity};
use crate::front::Kind;
use crate::lint::Policy;
use crate::project::{self, Campaigns, Found, Input, KnownFindings, Left, Past, Project, Scope};
use crate::report::{Closing, Colour, Failure, Format, Frame, Glyphs, Look, Passed, Summary, Unread, Why, Writer};
use crate::resolve::Refused;
use crate::rule::RuleSet;
use crate::settle::baseline::Baseline;
use crate::source::Sources;
use crate::world::{Disk, Revision, World, shown};

use super::by_path::ByPath;
use super::output::{Outputs, Whole};
use super::progress::Progress;
use super::rows;
use super::settings::{Gate, Purpose, Settings};
use super::tally::{Tally, Verdict, failures};
use super::{FAILED, complain};

/// Checks everything that the settings name, writes the report, and gives the exit code.
pub(super) fn check(settings: &Settings) -> u8 {
    on_threads(settings).0
}

/// Judges everything and gives the findings to note down; none where the run failed.
pub(super) fn record(settings: &Settings) -> Option<Baseline> {
    let (code, found) = on_threads(settings);
    found.filter(|_| code != FAILED)
}

/// A run, with as many threads as the settings say.
fn on_threads(settings: &Settings) -> (u8, Option<Baseline>) {
    let pool = |threads| ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK).build();
    // Where there is no room for all, one does the work of all.
    match pool(settings.threads).or_else(|_| pool(1)) {
        Ok(pool) => pool.install(|| run(settings)),
        Err(source) => never_began(settings, Error::Threads(source)),
    }
}

/// Says why a run never began, on stderr and in a report that programs read whole.
fn never_began(settings: &Settings, error: Error) -> (u8, Option<Baseline>) {
    complain(&error);
    fail(settings.format, &failures(&[error]));
    (FAILED, None)
}

/// Writes the report of a run that never began, for formats that programs read whole.
pub(super) fn fail(format: Format, failures: &[Failure]) {
    if format.is_document() {
        let mut out = io::stdout();
        let look = Look { colour: Colour::No, glyphs: Glyphs::Ascii, width: 80 };
        let mut writer = Writer::new(format, Frame::of(look), &mut out);
        let closing = Closing { summary: &Summary::default(), failures, rules: None, statistics: None };
        // Why the run failed is on stderr, too.
        let _ = writer.begin().and_then(|()| writer.end(&closing));
    }
}

/// Room for the deepest text that the front end lets through.
const STACK: usize = 16 << 20;

/// The exit code, and what is to be noted down.
fn run(settings: &Settings) -> (u8, Option<Baseline>) {
    let ready = match Ready::of(settings) {
        Ok(ready) => ready,
        Err(error) => return never_began(settings, error),
    };
    let Found { inputs, left, mut troubles, scope } = project::find_files(&settings.request, &ready.project);
    let passed = passed(&left, &inputs, &ready).unwrap_or_else(|error| {
        troubles.push(error);
        Vec::new()
    });
    let Ready { project, known, past, base } = ready;
    let gate = settings.gate(&project.config);
    if !inputs.iter().any(|input| scope.holds(&input.path)) && troubles.is_empty() {
        let unread = Unread::of(&passed).to_string();
        troubles.push(Error::NothingToRead { places: places(settings), unread });
    }
    let (mut verdict, mut found) = (Verdict::Pass, None);
    match Outputs::open(&settings.targets, &inputs, &project.checkout) {
        Err(error) => troubles.push(error),
        Ok(mut outputs) => {
            let tally = Tally::new(settings, gate, &mut outputs);
            let is_project = project.root.is_some();
            let mut run = Run { settings, gate, scope, is_project, past, base, tally, troubles };
            run.tally.known = known;
            run.tally.passed = passed;
            let whole = run.report(&inputs, project);
            verdict = run.tally.verdict();
            found = run.tally.known.record.take();
            troubles = run.troubles;
            troubles.extend(outputs.keep(whole));
        }
    }
    troubles.iter().for_each(complain);
    let code = match verdict {
        _ if !troubles.is_empty() => FAILED,
        Verdict::Fail => 1,
        Verdict::Pass => 0,
    };
    (code, found)
}

/// Everything that is found out before the files are read.
struct Ready {
    project: Project,
    known: KnownFindings,
    past: Option<Past>,
    base: Option<Past>,
}

impl Ready {
    fn of(settings: &Settings) -> Result<Ready, Error> {
        let request = &settings.request;
        // The configuration is read from a revision that its readers trust, or from the disk.
        let trusted = request.config_from.as_ref().map(|revision| Revision::at(&request.start(), revision));
        let trusted = trusted.transpose()?;
        let world: &dyn World = trusted.as_ref().map_or(&Disk, |revision| revision);
        let project = Project::find(request, world)?;
        let at = |revision: &String| Past::find(request, &project, revision);
        let past = request.since.as_ref().map(at).transpose()?;
        let base = request.config_from.as_ref().map(at).transpose()?;
        let known = match settings.purpose {
            Purpose::Report => KnownFindings::of(request, &project, world)?,
            Purpose::Baseline => KnownFindings::recording(),
        };
        Ok(Ready { project, known, past, base })
    }
}

/// Takes those decisions out of campaign files that the base does not hold for what they say now, and says so.
fn distrust(read: &mut Campaigns, base: &Past, rules: &RuleSet) {
    let decisions = base.decisions();
    let commit = base.commit().get(..12).unwrap_or_default();
    let drift = decisions.changes(read.files.iter().map(|file| &**file));
    let is_read = |what: &str| !what.contains('/') || rules.speaks_of_copy(what);
    for file in read.files.iter_mut().filter_map(Arc::get_mut) {
        let refused = decisions.keep(&drift, file, &is_read).into_iter();
        read.faults.extend(refused.map(|refused| distrusted(refused, commit)));
    }
}

/// What to say of a decision that does not count.
fn distrusted(Refused { span, changed }: Refused, commit: &str) -> Finding {
    let Some(changed) = changed else {
        let message = format!("this decision is not in {commit} yet, so it does not count");
        return Finding::fault("config/decision-not-yet", Severity::Warning, span, message)
            .help("it counts once whoever keeps that branch has agreed to it");
    };
    let message = format!("this was decided on `{changed}` as it is in {commit}; it has changed, so it does not count");
    let help = format!(
        "leave `{changed}` as it was and give what is new a name of its own; or let whoever keeps that branch agree to the change"
    );
    Finding::fault("config/decision-outdated", Severity::Warning, span, message).help(help)
}

/// A run under way.
struct Run<'a> {
    settings: &'a Settings,
    gate: Gate,
    scope: Scope,
    /// Whether a configuration says what all there is.
    is_project: bool,
    /// What the project was like at the revision from which on findings are told.
    past: Option<Past>,
    /// The same for the revision whose decisions count.
    base: Option<Past>,
    tally: Tally<'a>,
    /// What could not be read.
    troubles: Vec<Error>,
}

impl Run<'_> {
    /// Judges everything and reports it; tells whether the reports are whole.
    fn report(&mut self, inputs: &[Input], project: Project) -> Whole {
        let (mut whole, mut engine) = (Whole::No, None);
        if self.tally.begin().is_ok() && !inputs.is_empty() {
            match panic::catch_unwind(AssertUnwindSafe(|| self.judge(inputs, project, &mut engine))) {
                Ok(Ok(())) => whole = Whole::Yes,
                // Nobody reads any more.
                Ok(Err(_)) => {}
                Err(_) => self.troubles.push(Error::Bug),
            }
        }
        // A person reads no count of what was not judged, but a program needs the end of its document.
        self.tally.end(whole, &self.troubles, engine.as_ref().map(Engine::rules));
        whole
    }

    /// Judges everything and reports it in the order of paths.
    fn judge(&mut self, inputs: &[Input], mut project: Project, judging: &mut Option<Engine>) -> io::Result<()> {
        self.troubles.append(&mut project.troubles);
        let progress = Progress::over(inputs.len(), self.settings.volume);
        let campaigns: Vec<_> = inputs.iter().filter(|input| input.kind == Kind::Campaign).collect();
        // Neither waits for the other, and loading what is known keeps no more than one thread busy for long.
        let (begun, column) = (project.config.sources(), self.settings.request.column.as_ref());
        let read = || project::campaigns(&campaigns, &Disk, begun, &|| progress.step());
        let (today, notes) = (self.settings.today, self.gate.notes);
        let (mut read, (engine, mistakes)) = rayon::join(read, || project.engine(today, notes));
        let engine = &*judging.insert(engine);
        self.tally.add(&mistakes.sources, &mistakes.findings)?;
        self.troubles.extend(mistakes.trouble());
        self.tally.summary.files += campaigns.len() - read.troubles.len();
        if let Some(base) = &self.base {
            distrust(&mut read, base, engine.rules());
        }
        if let Some(past) = &self.past {
            match past.known(engine, column.map(|column| &**column)) {
                Ok(known) => self.tally.known.since(known),
                Err(source) => self.troubles.push(Error::Read { path: past.commit().to_owned(), source }),
            }
        }
        self.findings(inputs, read, engine, &progress)?;
        self.waivers(&engine.policy)?;
        self.stale()
    }

    /// Reports what is found in campaigns and lists, in the order of their paths.
    fn findings(&mut self, inputs: &[Input], read: Campaigns, engine: &Engine, progress: &Progress) -> io::Result<()> {
        let Campaigns { files, faults, sources, troubles } = read;
        self.troubles.extend(troubles);
        let outcome = engine.lint(files, faults, &sources);
        self.tally.summary.campaigns = outcome.program.campaigns.len();
        self.tally.summary.segments = outcome.program.segments.len();
        let mut campaigns = ByPath::new(outcome.findings(), &sources);
        if self.tally.known.compares() {
            // What is known of one file may have been found in another then, so that all are looked through at once.
            campaigns.wait_for_all();
        }
        for input in inputs {
            let Kind::List(kind) = input.kind else { continue };
            if !self.scope.holds(&input.path) {
                continue;
            }
            while let Some(findings) = campaigns.before(&input.path) {
                progress.aside(|| self.tell(&sources, findings))?;
            }
            let column = self.settings.request.column.as_ref();
            match rows::stream(input, kind, column, (engine, &Disk), &mut self.tally, progress)? {
                Ok(()) => self.tally.summary.files += 1,
                Err(error) => self.troubles.push(error),
            }
            progress.step();
        }
        progress.done();
        while let Some(findings) = campaigns.rest() {
            self.tell(&sources, findings)?;
        }
        self.tally.met.extend(campaigns.met());
        Ok(())
    }

    /// Reports those findings that are asked for.
    fn tell(&mut self, sources: &Sources, mut findings: Vec<Finding>) -> io::Result<()> {
        self.scope.narrow(sources, &mut findings);
        self.tally.add(sources, &findings)
    }

    /// Reports entries of the baseline that outlived what they stood for, where everything was judged.
    fn stale(&mut self) -> io::Result<()> {
        self.tally.count_known();
        let is_whole = self.is_project && matches!(self.scope, Scope::All);
        let is_whole = is_whole && self.troubles.is_empty() && self.past.is_none();
        match self.tally.known.stale(self.gate.notes).filter(|_| is_whole) {
            Some((sources, finding)) => self.tally.add(&sources, slice::from_ref(&finding)),
            None => Ok(()),
        }
    }

    /// Reports waivers of the configuration that do nothing.
    fn waivers(&mut self, policy: &Policy) -> io::Result<()> {
        let sources = policy.config.sources();
        let mut faults = policy.waivers.faults(&self.tally.met);
        // Whether a waiver is of use only shows where every file was judged.
        faults.retain(|fault| self.scope.holds(sources.path(fault.at)));
        self.tally.add(&sources, &faults)
    }
}

/// What is told of what was left out: where people know it, and whether it changed since a revision.
fn passed(left: &[Left], inputs: &[Input], ready: &Ready) -> Result<Vec<Passed>, Error> {
    let Ready { project, past, base, .. } = ready;
    let seen = |path: &Path| project.root.as_ref().map_or_else(|| shown(path), |root| root.seen(path));
    let touched = match base.as_ref().or(past.as_ref()).filter(|_| !left.is_empty()) {
        Some(past) => past.touched(left)?,
        None => BTreeSet::new(),
    };
    let told = |left: &Left| Passed { path: seen(&left.path), why: left.why, is_changed: touched.contains(&left.path) };
    let mut passed: Vec<_> = left.iter().map(told).collect();
    // Only where a change has to pass: whoever asks what is new has said where.
    if let Some(base) = base {
        let elsewhere = base.elsewhere(left, inputs)?;
        passed.extend(elsewhere.iter().map(|path| Passed { path: seen(path), why: Why::Elsewhere, is_changed: true }));
    }
    Ok(passed)
}

fn places(settings: &Settings) -> String {
    let quoted: Vec<_> = settings.request.paths.iter().map(|path| format!("`{}`", path.display())).collect();
    quoted.join(", ")
}
