//! What one `qualm.yaml` says: its keys, and where each thing stands.

use jiff::civil::Date;

use crate::ast::{Duration, Purpose};
use crate::data::{Fields, Place, Reader};
use crate::finding::Text;
use crate::word::words;

use super::level::{FailOn, Level};
use super::paths::Paths;

/// One file, read. What it does not say is empty.
#[derive(Debug, Default)]
pub struct File {
    /// `extends`: presets and paths.
    pub extends: Vec<Said<Text>>,
    /// `include`
    pub include: Option<Said<Paths>>,
    /// `exclude`
    pub exclude: Option<Said<Paths>>,
    /// `defaults: {regions}`
    pub regions: Option<Said<Vec<Text>>>,
    /// `defaults: {purpose}`
    pub purpose: Option<Said<Purpose>>,
    /// `fail-on`
    pub fail_on: Option<Said<FailOn>>,
    /// `max-warnings`
    pub max_warnings: Option<Said<u64>>,
    /// `strict`
    pub strict: Option<Said<bool>>,
    /// `rules`
    pub rules: Vec<Said<Setting>>,
    /// `overrides`
    pub overrides: Vec<Override>,
    /// `locked`
    pub locked: Vec<Said<Subject>>,
    /// `waivers`
    pub waivers: Vec<Said<Waiver>>,
    /// `waiver-policy`
    pub waiver_policy: Option<Said<WaiverPolicy>>,
    /// `names`: paths of files.
    pub names: Vec<Said<Text>>,
    /// `fields`: paths of files.
    pub fields: Vec<Said<Text>>,
    /// `baseline`: the path of the file.
    pub baseline: Option<Said<Text>>,
}

/// A value, and where it stands.
#[derive(Debug, Clone)]
pub struct Said<T> {
    /// The value.
    pub value: T,
    /// Where it stands in its file.
    pub place: Place,
}

/// What a setting, a lock or a waiver speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// Rules: `pack/name`, or everything that starts with what stands before a `*`.
    Rules(Text),
    /// A category and all below it, by its dotted path.
    Category(Text),
}

/// How bad rules or a category are taken.
#[derive(Debug, Clone)]
pub struct Setting {
    /// What is spoken of.
    pub of: Subject,
    /// How bad it is taken.
    pub level: Level,
}

/// Settings for some files.
#[derive(Debug)]
pub struct Override {
    /// The files.
    pub paths: Paths,
    /// The settings.
    pub rules: Vec<Said<Setting>>,
}

/// A decision to let findings pass in files that cannot say so themselves.
#[derive(Debug, Clone)]
pub struct Waiver {
    /// What is waived.
    pub of: Subject,
    /// In which files.
    pub paths: Paths,
    /// The last day on which it counts.
    pub until: Date,
    /// Who decided.
    pub by: Text,
    /// Why.
    pub because: Text,
}

/// Which waivers count.
#[derive(Debug, Clone, Default)]
pub struct WaiverPolicy {
    /// Who may waive; anybody where nobody is named.
    pub by: Vec<Text>,
    /// How long, counted from the day of the run.
    pub longest: Option<Duration>,
}

words! {
    /// A key of the file, in the order in which people read about them.
    pub Key {
        Extends = "extends": "what the project is judged by: presets such as `qualm:recommended`, configurations, and folders of rules",
        Include = "include": "the files of folders that are read, as globs; without it all of a kind that is known",
        Exclude = "exclude": "the files of folders that are not read, as globs",
        Defaults = "defaults": "what counts where a campaign does not say it",
        FailOn = "fail-on": "from which severity on findings fail a run",
        MaxWarnings = "max-warnings": "how many warnings a run may have",
        Strict = "strict": "whether notes are shown",
        Rules = "rules": "how bad rules are taken: by id, by `pack/*`, or by category",
        Overrides = "overrides": "the same for some files",
        Locked = "locked": "what no waiver lifts and no file above sets: rules, `pack/*`, or categories",
        Waivers = "waivers": "decisions to let findings pass in files that cannot say so themselves",
        WaiverPolicy = "waiver-policy": "whose waivers count, and for how long",
        Names = "names": "files that say what the opaque ids of vendor files stand for",
        Fields = "fields": "files that say what fields hold; a Fides dataset is read, too",
        Baseline = "baseline": "the file of what was found before",
    }
}

/// More waivers than this are no decisions any more.
const MOST_WAIVERS: usize = 1000;

/// Reads a file; mistakes are left with the reader.
pub(super) fn read(reader: Reader) -> File {
    let Some(fields) = reader.fields_of::<Key>() else { return File::default() };
    let defaults = fields.get("defaults").and_then(|defaults| defaults.fields(&["regions", "purpose"]));
    File {
        extends: texts(fields, "extends"),
        include: fields.get("include").map(|paths| said(paths, Paths::read(paths))),
        exclude: fields.get("exclude").map(|paths| said(paths, Paths::read(paths))),
        regions: defaults.and_then(|defaults| defaults.get("regions")).map(|list| said(list, regions(list))),
        purpose: defaults.and_then(|defaults| one(defaults, "purpose", Reader::word)),
        fail_on: one(fields, "fail-on", Reader::word),
        max_warnings: one(fields, "max-warnings", Reader::integer),
        strict: one(fields, "strict", Reader::boolean),
        rules: fields.get("rules").map(settings).unwrap_or_default(),
        overrides: fields.get("overrides").into_iter().flat_map(Reader::list).filter_map(override_of).collect(),
        locked: fields.get("locked").into_iter().flat_map(Reader::items).filter_map(locked).collect(),
        waivers: fields.get("waivers").map(waivers).unwrap_or_default(),
        waiver_policy: fields.get("waiver-policy").and_then(policy),
        names: texts(fields, "names"),
        fields: texts(fields, "fields"),
        baseline: one(fields, "baseline", |reader| reader.said().map(Text::from)),
    }
}

fn said<T>(reader: Reader, value: T) -> Said<T> {
    Said { value, place: reader.place() }
}

fn one<'a, T>(fields: Fields<'a>, key: &str, read: impl Fn(Reader<'a>) -> Option<T>) -> Option<Said<T>> {
    let reader = fields.get(key)?;
    read(reader).map(|value| said(reader, value))
}

fn texts(fields: Fields, key: &str) -> Vec<Said<Text>> {
    let items = fields.get(key).into_iter().flat_map(Reader::items);
    items.filter_map(|item| item.said().map(|text| said(item, text.into()))).collect()
}

/// Codes of regions, as in a campaign.
fn regions(list: Reader) -> Vec<Text> {
    let code = |item: Reader| {
        let text = item.said()?;
        let known = crate::front::region(text).map(Text::from);
        if known.is_none() {
            item.fault(
                "unknown-region",
                format!("`{text}` is no region: write an ISO 3166 code such as `DE` or `US-WA`"),
            );
        }
        known
    };
    list.items().filter_map(code).collect()
}

/// What a word in the file speaks of: rules have a slash or a star, categories have neither.
fn subject(word: &str) -> Subject {
    if word.contains(['/', '*']) { Subject::Rules(word.into()) } else { Subject::Category(word.into()) }
}

fn settings(reader: Reader) -> Vec<Said<Setting>> {
    let Some(fields) = reader.map() else { return Vec::new() };
    let setting = |(key, value): (crate::data::Key, Reader)| {
        let level = value.word()?;
        Some(Said { value: Setting { of: subject(key.word()), level }, place: key.place() })
    };
    fields.pairs().filter_map(setting).collect()
}

fn override_of(item: Reader) -> Option<Override> {
    let fields = item.fields(&["paths", "rules"])?;
    let (paths, rules) = (fields.need("paths").map(Paths::read), fields.need("rules").map(settings));
    Some(Override { paths: paths?, rules: rules? })
}

fn locked(item: Reader) -> Option<Said<Subject>> {
    item.said().map(|word| said(item, subject(word)))
}

fn waivers(list: Reader) -> Vec<Said<Waiver>> {
    let mut items: Vec<_> = list.list().collect();
    if MOST_WAIVERS < items.len() {
        list.fault("too-many-waivers", format!("more than {MOST_WAIVERS} waivers are not read"));
        items.truncate(MOST_WAIVERS);
    }
    items.into_iter().filter_map(|item| waiver(item).map(|waiver| said(item, waiver))).collect()
}

fn waiver(item: Reader) -> Option<Waiver> {
    let fields = item.fields(&["rule", "category", "path", "until", "by", "because"])?;
    let of = match (fields.get("rule"), fields.get("category")) {
        (Some(rule), None) => rule.said().map(|word| Subject::Rules(word.into())),
        (None, Some(category)) => category.said().map(|word| Subject::Category(word.into())),
        (Some(_), Some(category)) => {
            category.fault("rule-and-category", "a waiver names a rule or a category, not both");
            None
        }
        (None, None) => {
            item.fault("missing-key", "missing key `rule` (or `category`)");
            None
        }
    };
    // All are asked, so that each that is missing is said.
    let paths = fields.need("path").map(Paths::read);
    let until = fields.need("until").and_then(Reader::date);
    let by = fields.need("by").and_then(Reader::said);
    let because = fields.need("because").and_then(Reader::said);
    Some(Waiver { of: of?, paths: paths?, until: until?, by: by?.into(), because: because?.into() })
}

fn policy(reader: Reader) -> Option<Said<WaiverPolicy>> {
    let fields = reader.fields(&["by", "longest"])?;
    let by = fields.get("by").into_iter().flat_map(Reader::items);
    let by = by.filter_map(Reader::said).map(Text::from).collect();
    Some(said(reader, WaiverPolicy { by, longest: fields.get("longest").and_then(Reader::duration) }))
}
