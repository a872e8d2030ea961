//! Small projects whose files refer to each other, made of the bytes that a fuzzer hands over.
//!
//! Every name is declared once, so that what is declared where makes no difference; a reference may lead to any item, in
//! circles, or nowhere.

mod say;

use std::fmt;

use arbitrary::{Arbitrary, Result, Unstructured};

use crate::File;

/// Items, each with the number of the file that it stands in.
pub struct Project {
    items: Vec<(u8, String)>,
}

/// So many files a project has.
const FILES: u8 = 3;
/// So many items of one kind can be referred to; there may be fewer.
const POOL: u8 = 4;
/// So many items a project has at most.
const MOST: usize = 12;

impl Project {
    /// The files, each with its items in their order.
    pub fn files(&self) -> Vec<File> {
        let text = |file| self.items.iter().filter(|item| item.0 == file).map(|item| item.1.as_str()).collect();
        (0..FILES).map(|file| (format!("{file}.campaign"), text(file))).collect()
    }
}

impl<'a> Arbitrary<'a> for Project {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Project> {
        let mut items = Vec::new();
        let mut declared = [0u8; KINDS.len()];
        while items.len() < MOST && !u.is_empty() {
            let kind = u.choose_index(KINDS.len())?;
            let number = declared[kind];
            if number < POOL {
                declared[kind] += 1;
                items.push((u.int_in_range(0..=FILES - 1)?, KINDS[kind](u, number)?));
            }
        }
        Ok(Project { items })
    }
}

impl fmt::Debug for Project {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.files().iter().try_for_each(|(path, text)| writeln!(f, "── {path}\n{text}"))
    }
}

/// What writes an item of each kind.
const KINDS: [fn(&mut Unstructured, u8) -> Result<String>; 5] = [campaign, segment, trait_item, place, consent];

fn campaign(u: &mut Unstructured, number: u8) -> Result<String> {
    let body = body(
        u,
        &[
            |u| Ok(format!("regions {}", say::list(u, &["DE", "US-WA", "US", "EU", "JP"])?)),
            |u| Ok(format!("purpose {}", say::one(u, &["marketing", "service", "political", "credit"])?)),
            |u| Ok(format!("channels {}", say::list(u, &["email", "post", "social", "sms"])?)),
            |u| Ok(format!("flight {} to {}", say::day(u)?, say::day(u)?)),
            say::people,
            |u| Ok(format!("promotes {}", say::thing(u)?)),
            |u| Ok(format!("beside [{}]", say::thing(u)?)),
            |u| Ok(format!("require consent {}", say::topic(u)?)),
            |u| Ok(format!("runs on {}", say::company(u)?)),
            |u| Ok(format!("send to {} with {}", say::company(u)?, say::field(u)?)),
            |u| Ok(format!("message email {{ subject {} body {} }}", say::thing(u)?, say::thing(u)?)),
            |u| Ok(format!("message sms when {} {{ body {} }}", say::expression(u)?, say::thing(u)?)),
            say::allow,
        ],
    )?;
    Ok(format!("campaign c{number} {{\n{body}}}\n"))
}

fn segment(u: &mut Unstructured, number: u8) -> Result<String> {
    let title = if u.arbitrary()? { say::thing(u)? } else { "" };
    let body = body(
        u,
        &[
            |u| Ok(format!("when {}", say::expression(u)?)),
            |u| Ok(format!("{} from {}", say::one(u, &["bought", "uploaded"])?, say::company(u)?)),
            |u| Ok(format!("size {}", u.arbitrary::<u16>()?)),
            |u| Ok(format!("about {}", say::one(u, &["people", "households", "accounts"])?)),
            say::reveals,
            say::allow,
        ],
    )?;
    Ok(format!("segment s{number} {title} {{\n{body}}}\n"))
}

fn trait_item(u: &mut Unstructured, number: u8) -> Result<String> {
    let body = body(
        u,
        &[
            |u| Ok(format!("declared in {}", say::thing(u)?)),
            |u| Ok(format!("observed from {}", say::source(u)?)),
            |u| Ok(format!("inferred by model {} from {}", say::thing(u)?, say::source(u)?)),
            |u| Ok(format!("bought from {}", say::company(u)?)),
            |u| Ok(format!("retained {} days", u.arbitrary::<u8>()?)),
            say::reveals,
            say::allow,
        ],
    )?;
    Ok(format!("trait t{number} {{\n{body}}}\n"))
}

fn place(u: &mut Unstructured, number: u8) -> Result<String> {
    let body = body(
        u,
        &[
            |u| Ok(format!("at 47.{}, -122.{}", u.arbitrary::<u16>()?, u.arbitrary::<u16>()?)),
            |u| Ok(format!("kind {}", say::thing(u)?)),
            say::reveals,
            say::allow,
        ],
    )?;
    Ok(format!("place p{number} {{\n{body}}}\n"))
}

fn consent(u: &mut Unstructured, number: u8) -> Result<String> {
    let body = body(
        u,
        &[
            |u| Ok(format!("to {}", say::topic(u)?)),
            |u| Ok(format!("asked in {} wording {}", say::thing(u)?, say::thing(u)?)),
            |u| Ok(format!("for {}", say::one(u, &["marketing", "service", "research"])?)),
            |u| Ok(format!("shared with {}", say::company(u)?)),
            |u| Ok(format!("expires {} months", u.arbitrary::<u8>()?)),
            |_| Ok("kept in crm.consents signed".to_owned()),
        ],
    )?;
    Ok(format!("consent k{number} {{\n{body}}}\n"))
}

/// What writes a statement.
type Statement = fn(&mut Unstructured) -> Result<String>;

/// Up to four statements, each on a line of its own.
fn body(u: &mut Unstructured, statements: &[Statement]) -> Result<String> {
    let mut body = String::new();
    for _ in 0..u.int_in_range(0..=4)? {
        body += &format!("  {}\n", u.choose(statements)?(u)?);
    }
    Ok(body)
}
