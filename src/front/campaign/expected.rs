//! What the rules of the grammar are called among people.

use super::grammar::Rule;
use super::words::{self, is_condition, is_statement, is_test, is_window};
use crate::prose::any_of;

/// What might have stood at a place, in a few words: `a date such as …, or …`.
pub(super) fn describe(rules: &[Rule], block: &str) -> Option<String> {
    // More than that is no help; the first ones come first in the grammar, too.
    const SHOWN: usize = 4;
    let mut names: Vec<String> = Vec::new();
    // After a finished statement another might always follow; that is news only where nothing else could.
    let (statements, others): (Vec<Rule>, Vec<Rule>) = rules.iter().partition(|&&rule| is_statement(rule));
    let mut rules = if others.iter().any(|&rule| rule != Rule::EOI) { others } else { statements };
    if rules.iter().any(|&rule| is_condition(rule)) {
        // They are conditions as well.
        rules.retain(|rule| !matches!(rule, Rule::path | Rule::k_within));
    }
    for name in rules.iter().filter_map(|&rule| name(rule, block)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.truncate(SHOWN);
    (!names.is_empty()).then(|| any_of(names))
}

/// The words that might have stood at a place.
pub(super) fn words(rules: &[Rule], statements: &'static [&'static str]) -> Vec<&'static str> {
    let words = |rule: &Rule| match *rule {
        Rule::count => ["at least", "at most", "exactly"].to_vec(),
        rule if is_condition(rule) => words::CONDITION.to_vec(),
        rule if is_statement(rule) => statements.to_vec(),
        rule => words::set(rule).unwrap_or_default().iter().copied().chain(words::keyword(rule)).collect(),
    };
    rules.iter().flat_map(words).collect()
}

fn name(rule: Rule, block: &str) -> Option<String> {
    let name = match rule {
        Rule::EOI | Rule::bare | Rule::scope | Rule::did_where | Rule::k_true | Rule::k_false => return None,
        Rule::string | Rule::list => "text in quotes",
        Rule::topic_list | Rule::path | Rule::name => "a name such as `some_name`",
        Rule::field => "a field such as `crm.plan`",
        Rule::rule_id => "a rule such as `pack/name`",
        Rule::region => "a region such as `US-WA`",
        Rule::date => "a date such as `2027-03-02`",
        Rule::time => "a time such as `08:00`",
        Rule::integer => "a whole number",
        Rule::number => "a number",
        Rule::coordinates => "coordinates such as `47.6205, -122.3493`",
        Rule::duration | Rule::digits => "a duration such as `90 days`",
        Rule::time_unit => "a unit such as `days`",
        Rule::distance | Rule::quantity => "a number and its unit, such as `200 m`",
        Rule::length_unit => "a unit such as `km`",
        Rule::percent => "a percentage such as `3 %`",
        rule if is_test(rule) => "a comparison such as `>= 5`",
        rule if is_window(rule) => "a time such as `in the last 90 days`",
        Rule::count | Rule::k_exactly => "a count such as `at least 2 times`",
        Rule::dwell => "`for at least`",
        Rule::purpose_word => "a purpose such as `marketing`",
        Rule::channel => "a channel such as `email`",
        Rule::medium => "`calls`, `chats`, `emails` or `tickets`",
        Rule::stream => "a kind of data such as `search`",
        Rule::means => "`phone`, `card`, `wifi` or `check-in`",
        Rule::area_kind => "`country`, `region`, `city` or `postcode`",
        Rule::engine => "`model` or `rule`",
        Rule::about_word => "`people`, `households` or `accounts`",
        Rule::period => "`day`, `week` or `month`",
        Rule::any_stream | Rule::k_any => "`any search`",
        Rule::open => "`{`",
        Rule::close => "`}`",
        Rule::paren_end => "`)`",
        Rule::list_end => "`]`",
        Rule::comma => "`,`",
        Rule::percent_sign => "`%`",
        Rule::send_as => "`as`",
        Rule::send_with => "`with`",
        Rule::message_when => "`when`",
        Rule::reveals_nothing => "`nothing`",
        rule if is_condition(rule) => "a condition such as `purchased \"…\"`",
        rule if is_statement(rule) => return Some(format!("a statement of {block}")),
        rule => return Some(format!("`{}`", words::keyword(rule)?)),
    };
    Some(name.to_owned())
}
