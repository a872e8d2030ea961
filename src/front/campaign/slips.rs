//! What people write who know other languages, or none: found text, and what to write instead.

use super::faults::{SHORT, shorten};
use super::token::{Kind, Token};

/// A way of writing that is close to the language, and what it should be.
pub(super) struct Slip {
    /// Tokens, and alternatives to each: `S` is a string, `N` a number, `W` a word, all else stands for itself.
    written: &'static str,
    /// At which of them reading stops.
    stops: usize,
    /// The rule that reports it.
    pub(super) rule: &'static str,
    /// In which words.
    says: &'static str,
    /// What to do; `{2}` is what was written as token 2, `{2..}` the list that begins there.
    help: &'static str,
    /// The tokens in whose place the help's own text stands, the last one excluded; none where they cannot be told.
    mends: Option<(usize, usize)>,
}

const fn slip(stops: usize, written: &'static str, says: &'static str, help: &'static str) -> Slip {
    Slip { written, stops, rule: "syntax/unexpected", says, help, mends: None }
}

const fn comma(stops: usize, written: &'static str) -> Slip {
    slip(stops, written, "several values stand in brackets", "write `{0..}`")
}

const fn unit(written: &'static str, help: &'static str) -> Slip {
    Slip { rule: "syntax/unknown-word", ..slip(0, written, "`{0}` is no unit of the language", help).mending(0, 1) }
}

const VERBS_AND_WINDOW: &str = "purchased|returned|abandoned|viewed|searched|clicked|opened|used|installed|watched|attended|joined in the last N W";
const EQUALS: &str = "values are compared with signs";
const WINDOW: &str = "a window of time begins with `in the last`";
const SIGN: &str = "did not expect `{0}`";

const SLIPS: &[Slip] = &[
    slip(0, "bought S|[|product|category|brand|sku|anything", "`bought` begins no condition", "write `purchased`")
        .mending(0, 1),
    slip(0, "not in|since|before|from|on|at|exactly", "`not` stands after its condition", "put `not` before it"),
    slip(2, "visited page|site|app S|[", "places are visited, and pages are viewed", "write `viewed {1} {2}`"),
    slip(
        1,
        "S product|category|brand|sku|page|app|site",
        "`{1}` stands before the name of the thing",
        "write `{1} {0}`",
    )
    .mending(0, 2),
    slip(
        1,
        "product|category|brand|sku|page|app|site S|[",
        "no verb stands before `{0}`",
        "say what people did, such as `purchased {0} {1}`",
    ),
    slip(1, VERBS_AND_WINDOW, "what people {0} is not said", "write `{0} anything in the last {4} {5}`").mending(0, 6),
    slip(
        1,
        "when|and|or|not|target|exclude|suppress|( is missing|true|false|one",
        "no field stands before `is`",
        "name the field, such as `crm.plan is {2}`",
    ),
    slip(1, "where W", "the tests of `where` stand in braces", "write `where { {1} … }`"),
    comma(1, "S , S|N|W"),
    comma(2, "S , S"),
    slip(2, "one of S|N|W", "several values stand in brackets", "write `one of {2..}`"),
    slip(2, "country|region W , W", "several values stand in brackets", "write `{0} {1..}`"),
    unit("mile|miles", "write `mi`"),
    unit("kilometer|kilometers|kilometre|kilometres", "write `km`"),
    unit("meter|meters|metre|metres", "write `m`"),
    unit("foot|feet", "write `ft`"),
    unit("yard|yards", "write `yd`"),
    slip(2, "within N of", "the unit of `{1}` is missing", "write a unit, such as `{1} m`"),
    slip(0, "in last|past N W", WINDOW, "write `in the last {2} {3}`").mending(0, 4),
    slip(0, "in the past N W", WINDOW, "write `in the last {3} {4}`").mending(0, 5),
    slip(0, "last|past N W", WINDOW, "write `in the last {1} {2}`").mending(0, 3),
    slip(0, "N times|time", "a count says how it bounds", "write `at least {0} {1}`").mending(0, 2),
    slip(1, "S|]|anything once", "a count is a number of times", "write `exactly 1 time`").mending(1, 2),
    slip(1, "S|]|anything twice", "a count is a number of times", "write `exactly 2 times`").mending(1, 2),
    slip(1, "W is between", "`between` stands alone", "write `{0} between`").mending(0, 3),
    slip(1, "W is not S|N", EQUALS, "write `{0} != {3}`").mending(0, 4),
    slip(1, "W is|equals|equal|eq S|N", EQUALS, "write `{0} = {2}`").mending(0, 3),
    slip(1, "W in [", "a list of values follows `is one of`", "write `{0} is one of {2..}`"),
    slip(0, "per day|week|month", "`per` is no word of the language", "write `a {1}`").mending(0, 2),
    slip(0, "send S", "`send` is not complete", "write `send to {1}`").mending(0, 2),
    slip(0, "/ /", "comments do not start with `//`", "comments start with `#`"),
    slip(0, ":", SIGN, "leave the `:` out").mending(0, 1),
    slip(0, ";", SIGN, "leave the `;` out").mending(0, 1),
    slip(
        1,
        "owner|promotes|purpose|channels|regions|flight|size|note|kind|wording|expires|subject|body|link =",
        "did not expect `=`",
        "leave the `=` out",
    )
    .mending(1, 2),
];

impl Slip {
    /// The same, where the help's own text may stand in the place of the tokens from one to before another.
    const fn mending(self, from: usize, to: usize) -> Slip {
        Slip { mends: Some((from, to)), ..self }
    }

    /// What to put where instead of what was written: the first byte, the byte after the last, and the text.
    pub(super) fn edit(&self, text: &str, after: &[Token]) -> Option<(usize, usize, String)> {
        let (from, to) = self.mends?;
        let tokens = after.get(from..to)?;
        let with = self.help.strip_prefix("write `").and_then(|help| help.strip_suffix('`'));
        // What was written may be too long to be said whole, and must not be cut in an edit.
        let is_whole = |token: &Token| shorten(token.text(text), SHORT) == token.text(text);
        let with = filled(with.unwrap_or_default(), text, after);
        tokens.iter().all(is_whole).then_some((tokens.first()?.start, tokens.last()?.end, with))
    }

    /// The slip that was made where reading stopped at token `number`.
    pub(super) fn at(text: &str, tokens: &[Token], number: usize) -> Option<(&'static Slip, usize)> {
        SLIPS.iter().find_map(|slip| {
            let first = number.checked_sub(slip.stops)?;
            let after = tokens.get(first..)?;
            let mut wanted = slip.written.split(' ').enumerate();
            let same = wanted.all(|(at, wanted)| after.get(at).is_some_and(|token| fits(text, *token, wanted)));
            same.then_some((slip, first))
        })
    }

    /// What is wrong, in words; `after` begins with what was written.
    pub(super) fn message(&self, text: &str, after: &[Token]) -> String {
        filled(self.says, text, after)
    }

    /// What to write instead.
    pub(super) fn help(&self, text: &str, after: &[Token]) -> String {
        filled(self.help, text, after)
    }
}

fn fits(text: &str, token: Token, wanted: &str) -> bool {
    wanted.split('|').any(|wanted| match wanted {
        "S" => token.kind == Kind::String,
        "N" => token.kind == Kind::Number,
        "W" => token.kind == Kind::Word,
        _ => token.is(text, wanted),
    })
}

/// A template with the written words in it.
fn filled(template: &str, text: &str, after: &[Token]) -> String {
    let mut filled = template.to_owned();
    for (number, token) in after.iter().enumerate().take(6) {
        if filled.contains('{') {
            filled = filled.replace(&format!("{{{number}..}}"), &list(text, &after[number..]));
            filled = filled.replace(&format!("{{{number}}}"), &shorten(token.text(text), SHORT));
        }
    }
    filled
}

/// The values that `tokens` begin with, as a list.
fn list(text: &str, tokens: &[Token]) -> String {
    // More than that is no help.
    const SHOWN: usize = 8;
    let is_value = |token: &&Token| matches!(token.kind, Kind::String | Kind::Number | Kind::Word);
    let listed = tokens.iter().skip_while(|token| token.kind == Kind::Open);
    let values = listed.take_while(|token| token.kind == Kind::Comma || is_value(token)).filter(is_value).take(SHOWN);
    let values: Vec<_> = values.map(|value| shorten(value.text(text), SHORT)).collect();
    format!("[{}]", values.join(", "))
}

#[cfg(test)]
mod tests {
    use crate::source::Sources;

    /// The rule and the help of the first finding of a text.
    fn first(text: &str) -> (String, String) {
        let source = Sources::default().add("a.campaign", text);
        let (_, findings) = super::super::read(source, text);
        let found = findings.first().unwrap_or_else(|| panic!("no finding in {text}"));
        (found.rule.to_string(), found.help.as_ref().map(|help| help.says.to_string()).unwrap_or_default())
    }

    #[test]
    fn conditions_of_other_languages() {
        for (text, help) in [
            (r#"bought "x""#, "write `purchased`"),
            (r#"purchased "x" product in the last 3 days"#, r#"write `product "x"`"#),
            (r#"product "x""#, r#"say what people did, such as `purchased product "x"`"#),
            ("viewed in the last 3 days", "write `viewed anything in the last 3 days`"),
            (r#"interested "x""#, "did you mean `interested in`?"),
            ("crm.a is true and similar", "did you mean `similar to`?"),
            ("is missing", "name the field, such as `crm.plan is missing`"),
            (r#"did "x" where plan = "y""#, "write `where { plan … }`"),
            (r#"purchased "x" not in the last 3 days"#, "put `not` before it"),
            (r#"visited page "/x""#, r#"write `viewed page "/x"`"#),
            (r#"purchased "x", "y""#, r#"write `["x", "y"]`"#),
            ("lives in country US, CA", "write `country [US, CA]`"),
            (r#"age is one of "a", "b""#, r#"write `one of ["a", "b"]`"#),
            ("within 10 miles of shop", "write `mi`"),
            ("within 500 of shop", "write a unit, such as `500 m`"),
            (r#"purchased "x" in the last 90"#, "write a unit, such as `90 days`"),
            (r#"purchased "x" in the last 6mo"#, "write a unit, such as `6 months`"),
            (r#"purchased "x" in last 90 days"#, "write `in the last 90 days`"),
            (r#"purchased "x" last 90 days"#, "write `in the last 90 days`"),
            (r#"purchased "x" 3 times"#, "write `at least 3 times`"),
            (r#"crm.tier is "gold""#, r#"write `crm.tier = "gold"`"#),
            (r#"crm.tier equals "gold""#, r#"write `crm.tier = "gold"`"#),
            ("age is between 18 and 20", "write `age between`"),
            (r#"crm.tier in ["a", "b"]"#, r#"write `crm.tier is one of ["a", "b"]`"#),
            (r#"age >= 20, gender = "f""#, "join conditions with `and` or `or`"),
        ] {
            assert_eq!(first(&format!("segment a {{ when {text} }}")).1, help, "{text}");
        }
    }

    #[test]
    fn statements_of_other_languages() {
        for (text, rule, help) in [
            ("channels email sms", "missing-comma", "write `email, sms`"),
            ("channels email and sms", "missing-comma", "write `email, sms`"),
            ("regions US DE", "missing-comma", "write `US, DE`"),
            (r#"send to "m" with a b"#, "missing-comma", "write `a, b`"),
            ("owner bob@b.c", "unquoted-value", r#"write `"bob@b.c"`"#),
            ("send to Meta Ads", "unquoted-value", r#"write `"Meta Ads"`"#),
            ("send to Meta Ads with email", "unquoted-value", r#"write `"Meta Ads"`"#),
            (r#"send "Meta Ads""#, "unexpected", r#"write `send to "Meta Ads"`"#),
            ("regions USA", "bad-region", "write `US`"),
            ("regions Germany", "bad-region", "write `DE`"),
            (r#"owner = "a""#, "unexpected", "leave the `=` out"),
            (r#"owner: "a""#, "unexpected", "leave the `:` out"),
            (r#"owner "a";"#, "unexpected", "leave the `;` out"),
            ("at most 3 per week", "unexpected", "write `a week`"),
            ("hours 9:00 to 10:00", "bad-time", "write `09:00`"),
            ("allow a/b", "unexpected", "write `allow pack/rule until 2027-12-31 by \"who\" because \"why\"`"),
            (
                r#"target "Likely expecting""#,
                "unexpected",
                "this is text: write the name of a segment, or a condition about the text",
            ),
        ] {
            let found = first(&format!("campaign a {{ {text} }}"));
            assert_eq!(found, (format!("syntax/{rule}"), help.to_owned()), "{text}");
        }
    }

    #[test]
    fn items_of_other_languages() {
        for (text, help) in [
            ("segment my segment { when x }", "names have no blanks: write `my_segment`"),
            ("// why\nsegment a { when x }", "comments start with `#`"),
            ("Segment a { when x }", "all words of the language are in lower case: write `segment`"),
        ] {
            assert_eq!(first(text).1, help, "{text}");
        }
    }
}
