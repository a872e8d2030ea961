//! One condition: what it says, the names in it, and how it reads whatever its layout.

use super::content::{at, names, set, string, strings, tested, timed, value};
use super::{
    AreaKind, Consented, Distance, Duration, Locus, Means, Medium, Name, Number, Residence, Scope, Spanned, Str, Test,
    Timing, Value, Verb, Word,
};

/// One condition; its place is that of its [`Expr`].
#[derive(Debug)]
pub enum Predicate {
    /// `purchased category "…" in the last 90 days`
    Acted {
        /// What people did.
        verb: Verb,
        /// What kind of thing the words name.
        scope: Option<Scope>,
        /// To what; empty for `anything`.
        what: Vec<Str>,
        /// When and how often.
        timing: Timing,
    },
    /// `did "…" where { … }`
    Did {
        /// The event.
        event: Str,
        /// Tests on its fields.
        fields: Vec<(Name, Test)>,
        /// When and how often.
        timing: Timing,
    },
    /// `mentioned "…" in calls`
    Mentioned {
        /// The words.
        what: Vec<Str>,
        /// Where they were said.
        media: Vec<Spanned<Medium>>,
        /// When and how often.
        timing: Timing,
    },
    /// `within 200 m of riverside for at least 20 minutes`
    Within {
        /// How near.
        radius: Distance,
        /// To what.
        locus: Locus,
        /// For how long.
        dwell: Option<Duration>,
        /// When and how often.
        timing: Timing,
    },
    /// `visited riverside by phone`
    Visited {
        /// Where.
        locus: Locus,
        /// How it is known.
        by: Option<Means>,
        /// When and how often.
        timing: Timing,
    },
    /// `lives in city "…"`
    Resides {
        /// In which way.
        how: Residence,
        /// What kind of area.
        area: AreaKind,
        /// Which ones: regions, numbers or strings.
        values: Vec<Value>,
    },
    /// `interested in "…"`
    Interested(Vec<Str>),
    /// `similar to NAME at 3%`
    Similar {
        /// The segment that a lookalike starts from.
        seed: Name,
        /// How near, in percent.
        percent: Option<Number>,
    },
    /// `consented to …`
    Consented(Consented),
    /// `PATH [test]`: a trait's value; or, bare, a segment or a trait that is true.
    Path {
        /// The name or path.
        path: Name,
        /// What is asked of it.
        test: Option<Spanned<Test>>,
    },
}

/// A name in a condition, by what it names.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Named<'a> {
    /// A segment or a trait.
    Audience(&'a Name),
    /// A place.
    Place(&'a Name),
    /// A consent.
    Consent(&'a Name),
}

impl Predicate {
    /// The names that it mentions, in the order of the text.
    pub(crate) fn names(&self) -> Vec<Named<'_>> {
        match self {
            Predicate::Within { locus, .. } | Predicate::Visited { locus, .. } => {
                locus.name().map(Named::Place).into_iter().collect()
            }
            Predicate::Similar { seed: name, .. } | Predicate::Path { path: name, .. } => vec![Named::Audience(name)],
            Predicate::Consented(consented) => consented.topics.iter().map(Named::Consent).collect(),
            Predicate::Acted { .. }
            | Predicate::Did { .. }
            | Predicate::Mentioned { .. }
            | Predicate::Resides { .. }
            | Predicate::Interested(_) => Vec::new(),
        }
    }

    /// What it says, whatever its layout; names are as they are written.
    pub(crate) fn content(&self) -> String {
        match self {
            Predicate::Acted { verb, scope, what, timing } => {
                format!("{} {scope:?} {} {}", verb.word(), strings(what), timed(timing))
            }
            Predicate::Did { event, fields, timing } => {
                let fields = fields.iter().map(|(field, test)| format!("{:?} {}", field.value, tested(test)));
                format!("did {} {} {}", string(event), set(fields), timed(timing))
            }
            Predicate::Mentioned { what, media, timing } => {
                let media = set(media.iter().map(|medium| medium.value.word().to_owned()));
                format!("mentioned {} {media} {}", strings(what), timed(timing))
            }
            Predicate::Within { radius, locus, dwell, timing } => {
                let radius = format!("{} {}", radius.number.text, radius.unit.word());
                format!("within {radius} {} {dwell:?} {}", locus.content(), timed(timing))
            }
            Predicate::Visited { locus, by, timing } => {
                format!("visited {} {by:?} {}", locus.content(), timed(timing))
            }
            Predicate::Resides { how, area, values } => {
                format!("{} {} {}", how.word(), area.word(), set(values.iter().map(value)))
            }
            Predicate::Interested(what) => format!("interested {}", strings(what)),
            Predicate::Similar { seed, percent } => {
                let percent = percent.as_ref().map(|percent| &percent.text);
                format!("similar {} {percent:?}", names(std::slice::from_ref(seed)))
            }
            Predicate::Consented(consented) => format!("consented {}", consented.content()),
            Predicate::Path { path, test } => {
                let test = test.as_ref().map(|test| tested(&test.value));
                format!("{} {test:?}", names(std::slice::from_ref(path)))
            }
        }
    }
}

impl Locus {
    fn content(&self) -> String {
        match self {
            Locus::Place(name) => names(std::slice::from_ref(name)),
            Locus::Coordinates(latitude, longitude) => at(latitude, longitude),
            Locus::Words(words) => strings(words),
        }
    }

    fn name(&self) -> Option<&Name> {
        match self {
            Locus::Place(name) => Some(name),
            Locus::Coordinates(..) | Locus::Words(_) => None,
        }
    }
}

impl Consented {
    /// What it says, whatever its layout.
    pub(crate) fn content(&self) -> String {
        let window = self.window.as_ref().map(|window| window.value);
        format!("{} {window:?}", names(&self.topics))
    }
}
