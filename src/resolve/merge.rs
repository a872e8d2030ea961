//! Fields in copy: what a mail house fills in for each reader, or asks of each reader before it does.

mod code;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

/// A field that copy prints or asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Field<'t> {
    /// Its path.
    pub(super) path: Cow<'t, str>,
    /// The bytes of the copy that it takes.
    pub(super) at: Range<usize>,
}

/// How mail houses and their templates mark what they fill in.
#[derive(Debug)]
struct Form {
    open: &'static str,
    close: &'static str,
    holds: Holds,
}

/// What stands between the marks of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    /// Fields among other words: conditions, filters, functions.
    Code,
    /// The path of one field, and a filter after it; or a condition.
    Path,
    /// The path of one field and nothing else, and no word outside touches the marks.
    Word,
    /// A remark that nobody sees.
    Remark,
}

const fn form(open: &'static str, close: &'static str, holds: Holds) -> Form {
    Form { open, close, holds }
}

/// All forms; of two that begin alike the longer stands first.
const FORMS: [Form; 23] = [
    form("{{!--", "--}}", Holds::Remark), // Handlebars
    form("{{!", "}}", Holds::Remark),     // Mustache
    form("{{{", "}}}", Holds::Code),      // Handlebars, Pardot
    form("{{", "}}", Holds::Code),        // Liquid, Jinja, Braze, HubSpot, Klaviyo, Marketo
    form("{%", "%}", Holds::Code),        // Liquid, Jinja
    form("{#", "#}", Holds::Remark),      // Jinja
    form("{!", "}", Holds::Code),         // Salesforce
    form("{", "}", Holds::Path),          // Sailthru
    form("<%--", "--%>", Holds::Remark),  // JSP, ASP
    form("<%#", "%>", Holds::Remark),     // ERB, EJS
    form("<%", "%>", Holds::Code),        // ERB, EJS, ASP, Adobe Campaign
    form("<#--", "-->", Holds::Remark),   // FreeMarker
    form("<#", ">", Holds::Code),         // FreeMarker
    form("$!{", "}", Holds::Code),        // Velocity
    form("${", "}", Holds::Code),         // Adobe, FreeMarker, Velocity
    form("#{", "}", Holds::Code),         // Ruby, JSP
    form("*|", "|*", Holds::Code),        // Mailchimp
    form("%%[", "]%%", Holds::Code),      // AMPscript
    form("%%", "%%", Holds::Code),        // Marketing Cloud, Pardot
    form("[[", "]]", Holds::Code),        // Iterable, Constant Contact
    form("%", "%", Holds::Word),          // ActiveCampaign, Mailgun
    form("$", "$", Holds::Word),          // Responsys
    form("@", "@", Holds::Word),          // Dotdigital
];

/// The fields in a text, each once, in their order.
pub(super) fn fields(text: &str) -> Vec<Field<'_>> {
    let mut search = Search { text, closes: [Close::Unknown; FORMS.len()], found: Vec::new(), held: None };
    search.run();
    let Search { mut found, .. } = search;
    let mut seen = BTreeSet::new();
    found.retain(|field| seen.insert(field.path.clone()));
    found
}

/// Where the next closing mark of a form stands. It is looked for once, so that marks that nothing closes do not have
/// the text searched again and again.
#[derive(Debug, Clone, Copy)]
enum Close {
    Unknown,
    At(usize),
    Nowhere,
}

struct Search<'t> {
    text: &'t str,
    closes: [Close; FORMS.len()],
    found: Vec<Field<'t>>,
    /// How many fields were found before the comment that is open: those in it are shown to nobody, if it is closed.
    held: Option<usize>,
}

impl<'t> Search<'t> {
    fn run(&mut self) {
        let mut at = 0;
        while let Some(next) = self.text[at..].find(['{', '<', '$', '#', '*', '%', '[', '@']) {
            at += next;
            at = self.forms_at(at).find_map(|number| self.tag(number, at)).unwrap_or(at + 1);
        }
    }

    /// The forms that begin at a byte, the longest first.
    fn forms_at(&self, at: usize) -> impl Iterator<Item = usize> + use<'t> {
        let rest = &self.text[at..];
        FORMS.iter().enumerate().filter(move |(_, form)| rest.starts_with(form.open)).map(|(number, _)| number)
    }

    /// Reads what the form marks at a byte, and gives the byte after it; none where it marks nothing.
    fn tag(&mut self, number: usize, at: usize) -> Option<usize> {
        let form = &FORMS[number];
        let start = at + form.open.len();
        let end = self.close(number, start)?;
        let inside = &self.text[start..end];
        let after = end + form.close.len();
        match form.holds {
            Holds::Remark => {}
            // The mark that opens once more before one closes was the one that was meant.
            Holds::Code if form.open != form.close && inside.contains(form.open) => return None,
            Holds::Code if form.open == "%%" && !code::is_expression(inside) => return None,
            Holds::Code => self.code(number, start, end),
            Holds::Path if code::is_condition(inside) => self.code(number, start, end),
            Holds::Path => self.found.push(code::path(inside, start, &["|"])?),
            Holds::Word if touches(self.text, at, after) => return None,
            Holds::Word => self.found.push(code::path(inside, start, &[])?),
        }
        Some(after)
    }

    fn code(&mut self, number: usize, start: usize, end: usize) {
        let inside = &self.text[start..end];
        match code::first_word(inside) {
            "comment" if self.held.is_none() => self.held = Some(self.found.len()),
            "endcomment" => {
                if let Some(before) = self.held.take() {
                    self.found.truncate(before);
                }
            }
            _ => {}
        }
        let closed = code::fields(inside, start, &mut self.found);
        // The closing mark may have been part of a literal, and then the tag goes on.
        if closed == code::Ends::InLiteral
            && let Some(next) = self.text[end + 1..].find(FORMS[number].close)
        {
            code::fields(&self.text[end..=end + next], end, &mut self.found);
        }
    }

    /// Where the next closing mark of a form stands, from a byte on.
    fn close(&mut self, number: usize, from: usize) -> Option<usize> {
        let known = &mut self.closes[number];
        let is_passed = match *known {
            Close::Nowhere => return None,
            Close::At(at) => at < from,
            Close::Unknown => true,
        };
        if is_passed {
            let next = self.text.get(from..).and_then(|rest| rest.find(FORMS[number].close));
            *known = next.map_or(Close::Nowhere, |next| Close::At(from + next));
        }
        match *known {
            Close::At(at) => Some(at),
            Close::Unknown | Close::Nowhere => None,
        }
    }
}

/// Whether a letter, a digit or another mark touches the bytes from `start` to `end`, as in the addresses of links.
fn touches(text: &str, start: usize, end: usize) -> bool {
    let is_word = |character: char| character.is_alphanumeric() || matches!(character, '%' | '$' | '@');
    text[..start].ends_with(is_word) || text[end..].starts_with(is_word)
}

#[cfg(test)]
mod tests;
