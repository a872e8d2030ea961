//! The page of a category: what it is, what others call it, and the rules that speak of it.

use crate::knowledge::{CategoryId, Elsewhere, Strength};

use super::known::{self, Known};
use super::page::Page;

/// Writes the page.
pub(super) fn page(known: Known, id: CategoryId, page: &mut Page) {
    let category = known.category(id);
    page.title(format!("the category {}", known.category(id).named()));
    page.say("means", category.sentence.to_string());
    page.say("tier", known::tier(category.tier));
    page.say(
        "above",
        known.knowledge.taxonomy().parent(id).map(|above| known.category(above).named()).unwrap_or_default(),
    );
    page.say(
        "below",
        children(known, id).into_iter().map(|child| known.category(child).named()).collect::<Vec<_>>().join(", "),
    );
    let combinations = known.knowledge.combinations().iter().filter(|combination| combination.category == id);
    for combination in combinations {
        let members = known::listed(&combination.members, combination.members.len());
        page.say("together", format!("{} of these reveal it: {members}", combination.at_least));
    }
    page.say("rules", known.objections(id, Strength::Strong));
    elsewhere(&category.elsewhere, page);
}

/// The categories right below.
pub(super) fn children(known: Known, id: CategoryId) -> Vec<CategoryId> {
    let taxonomy = known.knowledge.taxonomy();
    taxonomy.iter().map(|(child, _)| child).filter(|&child| taxonomy.parent(child) == Some(id)).collect()
}

fn elsewhere(elsewhere: &Elsewhere, page: &mut Page) {
    let Elsewhere { fideslang, gdpr, ccpa, gpp } = elsewhere;
    let slots: Vec<_> = gpp.iter().map(ToString::to_string).collect();
    let names = [
        ("in fideslang", fideslang.as_deref().unwrap_or_default().to_owned()),
        ("in the GDPR", gdpr.as_deref().unwrap_or_default().to_owned()),
        ("in California's CCPA", ccpa.as_deref().unwrap_or_default().to_owned()),
        (
            "in the IAB's US GPP string",
            if slots.is_empty() { String::new() } else { format!("slot {}", slots.join(", ")) },
        ),
    ];
    if names.iter().any(|(_, name)| !name.is_empty()) {
        page.heading("what others call it");
    }
    for (list, name) in names.iter().filter(|(_, name)| !name.is_empty()) {
        page.say("is", format!("{name} {list}"));
    }
}
