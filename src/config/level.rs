//! The words that a configuration has for how bad things are.

use crate::finding::Severity;
use crate::word::words;

words! {
    /// How bad a rule is taken.
    pub Level {
        Off = "off": "it does not run",
        Note = "note": "worth knowing",
        Warning = "warning": "worth a talk",
        Error = "error": "must not launch",
        On = "on": "as bad as its page says",
    }
    /// From which severity on findings fail a run.
    pub FailOn {
        Error = "error": "what must not launch",
        Warning = "warning": "what is worth a talk",
        Note = "note": "what is worth knowing; shows notes, too",
        Never = "never": "nothing but files that could not be understood",
    }
}

impl Level {
    /// How bad a rule of that severity is taken; none where it does not run.
    pub(crate) fn of(self, severity: Severity) -> Option<Severity> {
        match self {
            Level::Off => None,
            Level::Note => Some(Severity::Note),
            Level::Warning => Some(Severity::Warning),
            Level::Error => Some(Severity::Error),
            Level::On => Some(severity),
        }
    }
}

impl FailOn {
    /// The least severity that fails a run; none where no finding does.
    pub(crate) fn least(self) -> Option<Severity> {
        match self {
            FailOn::Error => Some(Severity::Error),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Note => Some(Severity::Note),
            FailOn::Never => None,
        }
    }
}
