//! Reads the words of the language off its grammar when the program is built, so that each stands in one place.
//!
//! What comes of it is the code of `src/front/campaign/words.rs`: the words that items, statements and conditions begin
//! with, the closed sets, the reserved words, and which rules of the grammar are what.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write as _;

use pest_meta::ast::{Expr, Rule, RuleType};
use pest_meta::parser;

/// The blocks whose statements begin with words of their own: the name of their list, and the rule of a statement.
const BLOCKS: [(&str, &str); 6] = [
    ("CAMPAIGN", "campaign_statement"),
    ("SEGMENT", "segment_statement"),
    ("TRAIT", "trait_statement"),
    ("PLACE", "place_statement"),
    ("CONSENT", "consent_statement"),
    ("MESSAGE", "message_line"),
];

/// The code that says what the words of a grammar are.
pub(crate) fn code(grammar: &str) -> Result<String, Box<dyn Error>> {
    let pairs = parser::parse(parser::Rule::grammar_rules, grammar)?;
    let rules = parser::consume_rules(pairs).map_err(|errors| format!("{errors:?}"))?;
    let grammar = Grammar { rules: rules.into_iter().map(|rule| (rule.name.clone(), rule)).collect() };
    let mut code = String::new();
    list(&mut code, "ITEMS", "items", &grammar.leads("item"))?;
    for (name, rule) in BLOCKS {
        list(&mut code, name, &format!("the alternatives of `{rule}`"), &grammar.leads(rule))?;
    }
    list(&mut code, "CONDITION", "conditions", &grammar.leads("term"))?;
    let reserved = phrases(&grammar.rules["reserved"].expr).ok_or("`reserved` holds words alone")?;
    write!(code, "/// Words that are no names.\npub(super) const RESERVED: &[&str] = &{reserved:?};\n\n")?;
    is_one(&mut code, "is_condition", "Whether a condition might have stood here.", &grammar.own_edges("expr"))?;
    is_one(&mut code, "is_test", "Whether a test of a value might have stood here.", &grammar.own_edges("test"))?;
    is_one(&mut code, "is_window", "Whether a window of time might have stood here.", &grammar.own_edges("window"))?;
    is_one(&mut code, "is_predicate", "Whether it is one condition.", &grammar.alternatives("predicate"))?;
    let statements =
        BLOCKS.iter().flat_map(|(block, rule)| [(*rule).to_owned(), format!("{}_rest", block.to_lowercase())]);
    is_one(&mut code, "is_statement", "Whether a statement might have stood here.", &statements.collect())?;
    let frames = grammar.rules.values().filter(|rule| edges(&rule.expr) == ["SOI"]).map(|rule| rule.name.clone());
    is_one(
        &mut code,
        "is_frame",
        "Whether it only says that a text is read from its beginning to its end.",
        &frames.collect(),
    )?;
    sets(&mut code, &grammar)?;
    keywords(&mut code, &grammar)?;
    Ok(code)
}

struct Grammar {
    rules: BTreeMap<String, Rule>,
}

impl Grammar {
    /// The words that what a rule matches begins with, in the order of the grammar.
    fn leads(&self, rule: &str) -> Vec<String> {
        let mut leads = Vec::new();
        for edge in edges(&self.rules[rule].expr) {
            let of_edge = match self.rules.get(&edge) {
                Some(inner) if inner.ty == RuleType::Atomic => phrases(&inner.expr).unwrap_or_default(),
                Some(_) => self.leads(&edge),
                None => Vec::new(),
            };
            let new: Vec<_> = of_edge.into_iter().filter(|lead| !leads.contains(lead)).collect();
            leads.extend(new);
        }
        leads
    }

    /// The rules by which what a rule matches may begin, itself and theirs included, that begin nothing else.
    fn own_edges(&self, rule: &str) -> BTreeSet<String> {
        let mut own = BTreeSet::from([rule.to_owned()]);
        let mut work = vec![rule.to_owned()];
        while let Some(rule) = work.pop() {
            let Some(rule) = self.rules.get(&rule).filter(|rule| rule.ty != RuleType::Atomic) else { continue };
            work.extend(edges(&rule.expr).into_iter().filter(|edge| own.insert(edge.clone())));
        }
        // What is used elsewhere, too, says nothing of where it stands; what uses a rule that goes says it still.
        let whole = own.clone();
        let is_own = |edge: &String| {
            let outside = self.rules.values().filter(|user| !whole.contains(&user.name));
            edge == rule || !outside.flat_map(|user| idents(&user.expr)).any(|used| used == *edge)
        };
        own.retain(|edge| is_own(edge) && self.rules.get(edge).is_some_and(|rule| rule.ty != RuleType::Silent));
        own
    }

    /// The rules that a rule chooses between.
    fn alternatives(&self, rule: &str) -> BTreeSet<String> {
        edges(&self.rules[rule].expr).into_iter().collect()
    }
}

/// The rules by which what an expression matches may begin.
fn edges(expr: &Expr) -> Vec<String> {
    match expr {
        Expr::Ident(name) => vec![name.clone()],
        Expr::Seq(first, then) if is_optional(first) => [edges(first), edges(then)].concat(),
        Expr::Seq(first, _) => edges(first),
        Expr::Choice(one, other) => [edges(one), edges(other)].concat(),
        Expr::Opt(inner) | Expr::Rep(inner) | Expr::RepOnce(inner) => edges(inner),
        // Marks are no words.
        _ => Vec::new(),
    }
}

/// The texts that an expression matches, where those are words; nothing where they may be any.
fn phrases(expr: &Expr) -> Option<Vec<String>> {
    Some(match expr {
        Expr::Str(text) => vec![text.clone()],
        Expr::Ident(name) if name == "gap" => vec![" ".to_owned()],
        Expr::Ident(name) if name == "end" => vec![String::new()],
        Expr::Opt(inner) => phrases(inner)?,
        Expr::Choice(one, other) => [phrases(one)?, phrases(other)?].concat(),
        Expr::Seq(first, then) => {
            let (first, then) = (phrases(first)?, phrases(then)?);
            first.iter().flat_map(|first| then.iter().map(move |then| format!("{first}{then}"))).collect()
        }
        _ => return None,
    })
}

fn is_optional(expr: &Expr) -> bool {
    matches!(expr, Expr::Opt(_) | Expr::Rep(_))
}

/// The rules that an expression names.
fn idents(expr: &Expr) -> Vec<String> {
    match expr {
        Expr::Ident(name) => vec![name.clone()],
        Expr::Seq(one, other) | Expr::Choice(one, other) => [idents(one), idents(other)].concat(),
        Expr::Opt(inner) | Expr::Rep(inner) | Expr::RepOnce(inner) => idents(inner),
        _ => Vec::new(),
    }
}

fn list(code: &mut String, name: &str, what: &str, words: &[String]) -> std::fmt::Result {
    write!(code, "/// The words that {what} begin with.\npub(super) const {name}: &[&str] = &{words:?};\n\n")
}

fn is_one(code: &mut String, name: &str, doc: &str, rules: &BTreeSet<String>) -> std::fmt::Result {
    let rules: Vec<_> = rules.iter().map(|rule| format!("Rule::{rule}")).collect();
    write!(
        code,
        "/// {doc}\npub(super) fn {name}(rule: Rule) -> bool {{\n    matches!(rule, {})\n}}\n\n",
        rules.join(" | ")
    )
}

/// The closed sets: rules that match one of several words, and are no keywords.
fn sets(code: &mut String, grammar: &Grammar) -> std::fmt::Result {
    writeln!(
        code,
        "/// The words of a closed set.\npub(super) fn set(rule: Rule) -> Option<&'static [&'static str]> {{"
    )?;
    writeln!(code, "    Some(match rule {{")?;
    let sets = grammar.rules.values().filter(|rule| rule.ty == RuleType::Atomic && !rule.name.starts_with("k_"));
    let sets = sets.filter_map(|rule| Some((&rule.name, phrases(&rule.expr)?)));
    for (name, words) in sets {
        writeln!(code, "        Rule::{name} => &{words:?},")?;
    }
    write!(code, "        _ => return None,\n    }})\n}}\n\n")
}

/// The words of each keyword.
fn keywords(code: &mut String, grammar: &Grammar) -> std::fmt::Result {
    let keywords = grammar.rules.values().filter(|rule| rule.name.starts_with("k_"));
    let words = keywords.filter_map(|rule| Some((&rule.name, phrases(&rule.expr)?.pop()?)));
    writeln!(code, "/// The words of a keyword.\npub(super) fn keyword(rule: Rule) -> Option<&'static str> {{")?;
    writeln!(code, "    Some(match rule {{")?;
    for (name, words) in words {
        writeln!(code, "        Rule::{name} => {words:?},")?;
    }
    writeln!(code, "        _ => return None,\n    }})\n}}")
}
