//! When a rule objects, in plain words.

use crate::knowledge::Knowledge;
use crate::rule::When;

/// What must hold, one line for each condition.
pub(super) fn lines(knowledge: &Knowledge, when: &When) -> Vec<String> {
    match when {
        When::All(parts) => parts.iter().flat_map(|part| lines(knowledge, part)).collect(),
        When::Any(parts) => vec![format!("one of these: {}", all(knowledge, parts, "; or "))],
        When::Not(inner) => vec![format!("not: {}", lines(knowledge, inner).join(", and "))],
        When::Asks(question) => vec![question.says(knowledge)],
    }
}

fn all(knowledge: &Knowledge, parts: &[When], between: &str) -> String {
    let parts: Vec<_> = parts.iter().map(|part| lines(knowledge, part).join(", and ")).collect();
    parts.join(between)
}
