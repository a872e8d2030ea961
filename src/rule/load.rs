//! Rule files become rules.

mod contradiction;
mod when;

use std::collections::{BTreeMap, HashSet};

use crate::data::{Faults, Node, Reader};
use crate::finding::{Effect, Finding, Severity, Text};
use crate::knowledge::Knowledge;
use crate::rule::id::{is_rule_id, names};
use crate::rule::key::{Lift, RuleKey};
use crate::rule::page::{Page, Pending};
use crate::rule::question::{AsksCampaign, AsksSignal, Of, Revealed};
use crate::rule::text::{prose, template};
use crate::rule::{Asked, Lifts, OwnFile, OwnFiles, Rule, Subject};
use crate::shipped;
use crate::source::Sources;

/// Every rule that runs, sorted by id.
#[derive(Debug, Default)]
pub struct RuleSet {
    rules: Vec<Rule>,
    packs: Packs,
}

/// A pack: what its rules have in common.
#[derive(Debug, Clone)]
pub struct Pack {
    /// The first half of its rules' ids.
    pub id: Text,
    /// What it is about, in a few words.
    pub title: Text,
    /// What is in it.
    pub description: Option<Text>,
    /// Whether its rules speak of law.
    pub is_law: bool,
}

/// Packs, by their folder.
type Packs = BTreeMap<String, Pack>;

impl RuleSet {
    /// The rules shipped with the program.
    pub fn shipped(knowledge: &Knowledge) -> RuleSet {
        let files = shipped::files().filter(|file| !shipped::is_knowledge(file.path) && !shipped::is_preset(file.path));
        let files: Vec<_> = files.map(|file| (file, file.node())).collect();
        let faults = Faults::new("rule-file");
        let packs = packs(files.iter().map(|(file, node)| (file.path, node)), &faults);
        let rules = files.iter().filter(|(file, _)| !is_pack(file.path));
        let read = |(file, node): &(shipped::File, Node)| {
            rule(Reader::new(node, &faults), file.path, &packs, knowledge, Some(*file))
        };
        let mut rules: Vec<Rule> = rules.filter_map(read).collect();
        rules.sort_by(|a, b| a.id.cmp(&b.id));
        // That the shipped files are sound is a test, not a question of each run.
        debug_assert!(faults.is_empty(), "{:?}", faults.take());
        RuleSet { rules, packs }
    }

    /// These rules and those of more files, given as path and text. What is wrong in a file is a finding in `sources`;
    /// the rules that could be read still run.
    pub fn with(
        self,
        files: &[(String, String)],
        knowledge: &Knowledge,
        sources: &mut Sources,
    ) -> (RuleSet, Vec<Finding>) {
        let (own, mut findings) = OwnFiles::read(files.iter().map(|(path, text)| (&**path, &**text)), sources);
        let (rules, more) = self.with_own(&own, knowledge);
        findings.extend(more);
        (rules, findings)
    }

    /// The same for files that are read already.
    pub(crate) fn with_own(mut self, own: &OwnFiles, knowledge: &Knowledge) -> (RuleSet, Vec<Finding>) {
        let mut findings = Vec::new();
        let ignored = Faults::new("rule-file");
        let packs = packs(own.rules().map(|file| (file.path, &file.node)), &ignored);
        let mut ids: HashSet<Text> = self.rules.iter().map(|rule| rule.id.clone()).collect();
        for OwnFile { path, text, source, node } in own.rules() {
            let faults = Faults::new("rule-file");
            let reader = Reader::new(node, &faults);
            if is_pack(path) {
                pack(reader);
            } else if let Some(rule) = rule(reader, path, &packs, knowledge, None) {
                self.add(rule, reader, &mut ids);
            }
            findings.extend(faults.findings(text, *source));
        }
        self.rules.sort_by(|a, b| a.id.cmp(&b.id));
        self.packs.extend(packs);
        (self, findings)
    }

    /// These rules but those whose id is named.
    #[must_use]
    pub fn without(mut self, is_named: impl Fn(&str) -> bool) -> RuleSet {
        self.rules.retain(|rule| !is_named(&rule.id));
        self
    }

    /// Lets no waiver lift the rules that a pattern names.
    pub(crate) fn lock(&mut self, pattern: &str) {
        for rule in &mut self.rules {
            rule.is_locked |= names(pattern, &rule.id);
        }
    }

    /// All of them.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The packs, by id, each once.
    pub(crate) fn packs(&self) -> impl Iterator<Item = &Pack> {
        let mut packs: Vec<_> = self.packs.values().collect();
        packs.sort_by(|a, b| a.id.cmp(&b.id));
        packs.dedup_by(|a, b| a.id == b.id);
        packs.into_iter()
    }

    /// Whether `pack/name` or `pack/*` names one.
    pub(crate) fn has(&self, pattern: &str) -> bool {
        self.rules.iter().any(|rule| names(pattern, &rule.id))
    }

    /// Adds a rule, unless one has its id; `ids` are those of all there are.
    fn add(&mut self, rule: Rule, reader: Reader, ids: &mut HashSet<Text>) {
        if ids.insert(rule.id.clone()) {
            self.rules.push(rule);
        } else {
            let at = reader.map().and_then(|fields| fields.at(RuleKey::Id)).unwrap_or(reader);
            at.fault("double-rule", format!("a rule called `{}` is there already", rule.id));
        }
    }
}

impl Rule {
    /// What its page says beyond the message.
    pub(crate) fn page(&self) -> &Page {
        self.page.get()
    }

    /// The pack it is part of.
    pub(crate) fn pack(&self) -> &str {
        self.id.split('/').next().unwrap_or_default()
    }
}

fn is_pack(path: &str) -> bool {
    path.rsplit('/').next() == Some("pack.yaml")
}

fn packs<'n>(files: impl Iterator<Item = (&'n str, &'n Node<'n>)>, faults: &Faults) -> Packs {
    let packs = files.filter(|(path, _)| is_pack(path));
    packs.filter_map(|(path, node)| Some((folder(path).to_owned(), pack(Reader::new(node, faults))?))).collect()
}

fn pack(reader: Reader) -> Option<Pack> {
    let fields = reader.fields(&["id", "title", "description", "law"])?;
    let id = fields.need("id").and_then(Reader::said);
    let title = fields.need("title").and_then(Reader::said);
    Some(Pack {
        id: id?.into(),
        title: title?.into(),
        description: fields.get("description").and_then(Reader::said).map(prose),
        is_law: fields.get("law").and_then(Reader::boolean).unwrap_or(false),
    })
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// One rule; `shipped` is where its page can be read later.
fn rule(
    reader: Reader,
    path: &str,
    packs: &Packs,
    knowledge: &Knowledge,
    shipped: Option<shipped::File>,
) -> Option<Rule> {
    let fields = reader.fields_of::<RuleKey>()?;
    let id = fields.need_at(RuleKey::Id).and_then(rule_id);
    let title = fields.need_at(RuleKey::Title).and_then(Reader::said);
    let severity = fields.need_at(RuleKey::Severity).and_then(severity);
    let effect = fields.at(RuleKey::Effect).and_then(effect);
    let lifted_by = fields.at(RuleKey::LiftedBy).map(|lifted| lifts(lifted, effect));
    // A condition that is read in part would object to more, or to less, than its author wrote.
    let asked = fields.need_at(RuleKey::When);
    let asked = asked.and_then(|when| when.whole(|when| when::when(when, effect, knowledge)));
    let message = fields.need_at(RuleKey::Message).and_then(|message| template(message));
    let since = fields.at(RuleKey::Since).and_then(Reader::said);
    let page = shipped.map_or_else(|| Pending::read(Page::of(fields)), Pending::of);
    let (id, when) = (id?, asked?);
    let lifted_by = lifted_by.unwrap_or_else(|| lifts_by_default(effect, &when));
    let is_revealed = when.of_signals().any(|asks| asks.revealed().is_some());
    let is_of_place = when.of_signals().any(AsksSignal::is_of_place);
    Some(Rule {
        id: id.into(),
        title: title?.into(),
        severity: severity?,
        effect,
        lifted_by,
        subject: subject(&when),
        is_revealed,
        is_of_place,
        regions: when.regions().into_iter().cloned().collect(),
        precision: precision(&when, knowledge),
        when,
        message: prose(message?),
        since: since.map(Text::from),
        page,
        is_law: packs.get(folder(path)).is_some_and(|pack| pack.is_law),
        is_locked: false,
    })
}

fn rule_id(reader: Reader<'_>) -> Option<&str> {
    let id = reader.said()?;
    if is_rule_id(id) {
        return Some(id);
    }
    reader.fault("bad-id", format!("`{id}` is no rule id: write `pack/what-is-wrong` in small letters and dashes"));
    None
}

fn severity(reader: Reader) -> Option<Severity> {
    reader.one_of(&Severity::ALL.map(|severity| (severity.word(), severity)))
}

fn effect(reader: Reader) -> Option<Effect> {
    reader.one_of(&Effect::ALL.map(|effect| (effect.word(), effect)))
}

/// What lifts the objection of a rule that does not say so itself.
fn lifts_by_default(effect: Option<Effect>, when: &super::When) -> Lifts {
    let mut by_effect = match effect {
        Some(Effect::Ban) | None => Lifts::default(),
        Some(Effect::Authorization) => Lifts { consent: Some(Asked::Signed), ..Lifts::default() },
        Some(Effect::OptIn) => Lifts { consent: Some(Asked::Said), ..Lifts::default() },
        Some(Effect::OptOut) => Lifts { consent: Some(Asked::Said), suppression: true, told: false },
        Some(Effect::Notice) => Lifts { consent: Some(Asked::Said), suppression: false, told: true },
    };
    // A rule that objects to how old a consent may be is not lifted by that consent.
    if when.of_campaigns().any(AsksCampaign::judges_consent) {
        by_effect.consent = None;
    }
    by_effect
}

/// What lifts the objection, as the rule says it.
fn lifts(reader: Reader, effect: Option<Effect>) -> Lifts {
    let signed = effect == Some(Effect::Authorization);
    let mut lifts = Lifts::default();
    let said: Vec<Lift> = reader.items().filter_map(Reader::word).collect();
    for lift in &said {
        match lift {
            Lift::Consent => lifts.consent = Some(if signed { Asked::Signed } else { Asked::Said }),
            Lift::Suppression => lifts.suppression = true,
            Lift::Told => lifts.told = true,
            Lift::Nothing => {}
        }
    }
    if lifts != Lifts::default() && said.contains(&Lift::Nothing) {
        reader.fault("contradiction", "`nothing` stands beside what lifts the objection");
    }
    if effect == Some(Effect::Ban) && lifts != Lifts::default() {
        reader.fault("ban-lifted", "a ban is lifted by nothing");
    }
    if effect == Some(Effect::Notice) {
        lifts.told = true;
    }
    lifts
}

/// What a rule speaks of follows from what it asks.
fn subject(when: &super::When) -> Subject {
    if let Some(fault) = when.of_campaigns().find_map(AsksCampaign::fault) {
        return Subject::Fault(fault);
    }
    // A use alone speaks of signals, too: `use: [send]` is every send.
    if when.of_signals().next().is_some() || when.of_trails().next().is_some() {
        return Subject::Witness;
    }
    match when.of_what() {
        Of::Segment => Subject::Segment,
        Of::Trait => Subject::Trait,
        Of::Campaign | Of::Seed => Subject::Campaign,
    }
}

fn precision(when: &super::When, knowledge: &Knowledge) -> (usize, usize) {
    let depth = |revealed: &Revealed| match revealed {
        Revealed::Category(id) => knowledge.taxonomy().get(*id).id.split('.').count(),
        Revealed::Tier(_) => 0,
    };
    (when.depth(&depth), when.demands())
}
