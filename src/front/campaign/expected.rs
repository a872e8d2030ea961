//! What the rules of the grammar are called among people.

use super::grammar::Rule;
use super::keyword;
use crate::ast::{
    About, AreaKind, Channel, Engine, LengthUnit, Means, Medium, Period, Purpose, Scope, Stream, TimeUnit, Word,
};

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
    let last = names.pop()?;
    Some(if names.is_empty() { last } else { format!("{} or {last}", names.join(", ")) })
}

/// The words that might have stood at a place.
pub(super) fn words(rules: &[Rule], statements: &[&'static str]) -> Vec<String> {
    let mut words = Vec::new();
    for &rule in rules {
        let set: Vec<&str> = match rule {
            Rule::purpose_word => all::<Purpose>(),
            Rule::channel => all::<Channel>(),
            Rule::scope => all::<Scope>(),
            Rule::medium => all::<Medium>(),
            Rule::stream => all::<Stream>(),
            Rule::means => all::<Means>(),
            Rule::area_kind => all::<AreaKind>(),
            Rule::engine => all::<Engine>(),
            Rule::about_word => all::<About>(),
            Rule::period => all::<Period>(),
            Rule::time_unit => all::<TimeUnit>(),
            Rule::length_unit => all::<LengthUnit>(),
            Rule::count => vec!["at least", "at most", "exactly"],
            rule if is_condition(rule) => keyword::CONDITION.to_vec(),
            rule if is_statement(rule) => statements.to_vec(),
            rule => {
                words.extend(keyword_of(rule));
                continue;
            }
        };
        words.extend(set.into_iter().map(str::to_owned));
    }
    words
}

/// Whether a condition might have stood here.
pub(super) fn is_condition(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::expr
            | Rule::term
            | Rule::paren
            | Rule::group
            | Rule::group_head
            | Rule::acted
            | Rule::interested
            | Rule::within
            | Rule::resides
            | Rule::residence
            | Rule::did
            | Rule::visited
            | Rule::mentioned
            | Rule::similar
            | Rule::consented
            | Rule::path_is
            | Rule::verb
            | Rule::k_did
            | Rule::k_mentioned
            | Rule::k_visited
            | Rule::k_interested_in
            | Rule::k_similar_to
            | Rule::k_consented_to
            | Rule::k_any_of
            | Rule::k_all_of
            | Rule::k_none_of
    )
}

/// Whether a statement might have stood here.
pub(super) fn is_statement(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::campaign_statement
            | Rule::segment_statement
            | Rule::trait_statement
            | Rule::place_statement
            | Rule::consent_statement
            | Rule::message_line
            // What pest reports where not even the first statement of a piece begins.
            | Rule::campaign_rest
            | Rule::segment_rest
            | Rule::trait_rest
            | Rule::place_rest
            | Rule::consent_rest
            | Rule::message_rest
    )
}

fn all<W: Word>() -> Vec<&'static str> {
    W::ALL.iter().map(|value| value.word()).collect()
}

/// The words of a keyword are those of its rule.
fn keyword_of(rule: Rule) -> Option<String> {
    let name = format!("{rule:?}");
    Some(name.strip_prefix("k_")?.replace('_', " "))
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
        rule => return Some(format!("`{}`", keyword_of(rule)?)),
    };
    Some(name.to_owned())
}

fn is_test(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::op
            | Rule::compare
            | Rule::between
            | Rule::k_between
            | Rule::one_of
            | Rule::k_is_one_of
            | Rule::contains
            | Rule::k_contains
            | Rule::starts_with
            | Rule::k_starts_with
            | Rule::exists
            | Rule::k_exists
            | Rule::missing
            | Rule::k_is_missing
            | Rule::is_true
            | Rule::k_is_true
            | Rule::is_false
            | Rule::k_is_false
    )
}

fn is_window(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::last
            | Rule::k_in_the_last
            | Rule::next
            | Rule::k_in_the_next
            | Rule::since
            | Rule::k_since
            | Rule::before
            | Rule::k_before
            | Rule::from_to
            | Rule::anniversary
            | Rule::k_on_the_anniversary
    )
}
